"""E-mail to the staff: that something waits, and a link to come in; nothing of a petition, through the outbox, whatever the server does."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from bot.channels.mail.composing import MailComposer
from bot.channels.mail.sender import MailSender, MailServer
from bot.console.access import PREFIX
from bot.database.engine import read_session, write_session
from bot.database.outgoing import OUTBOX, queue
from bot.messages import ChatId
from bot.outbox.claimed_message import ClaimedMessage, Outcome, Rejected, Sent, Unreachable
from bot.people.login_store import Logins
from bot.people.mailing import CONFIRM, LOGIN, MAIL, MOVED, NOTICE
from bot.people.staff import Role, Staff, Unit
from bot.people.staff_store import StaffBook, TakenError
from bot.people.workplace.mail_post import MailPost
from bot.people.workplace.notice_store import NoticeBook
from bot.settings import Settings
from bot.wiring.mail import mail_delivery
from indexer.ranking.search import Index
from knowledge.texts.mailboxes import is_mailbox, mailbox
from tests.office import WORDS, Browser, TestOffice
from tests.presence import found
from tests.support.mail_server import CatchAll, mail_server

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
SECRET = "Đường trước nhà bà Tám số 0912345678 hỏng"
OFFICE = "UBND xã Ví Dụ"
FROM = "motcua@xa.example.gov.vn"


@pytest.fixture
def book(engine: Engine) -> StaffBook:
    return StaffBook(engine)


@pytest.fixture
def lan(book: StaffBook) -> Staff:
    unit = book.add_unit(Unit(0, "Văn phòng"), "cli", NOW)
    added = book.add("Lan", Role.OFFICER, unit.id, "cli", NOW, email="Lan@xa.example.gov.vn")
    return confirmed(book, added, NOW)


def confirmed(book: StaffBook, person: Staff, at: datetime) -> Staff:
    """Its owner has said that the address is theirs."""
    logins = Logins(book._engine)
    token, _ = found(logins.mailbox_link(person.id, "cli", at))
    assert logins.confirm(token, at)
    return found(book.get(person.id))


def tell(engine: Engine, staff: Staff, text: str, at: datetime = NOW) -> None:
    with write_session(engine) as session:
        queue(session, [staff.letter(text, f"{text}/{staff.id}", path="/kien-nghi/1")], at)


def waiting(engine: Engine) -> list[tuple[str, str]]:
    with read_session(engine) as session:
        return [tuple(row) for row in session.execute(select(OUTBOX.c.key, OUTBOX.c.text).where(OUTBOX.c.channel == MAIL))]


def deliver(engine: Engine, box: CatchAll, seconds: float = 10) -> list[str]:
    """Run the worker of the real wiring until nothing of the mail waits; returns the states."""
    settings = Settings(
        _env_file=None, unit_name=OFFICE, public_url="https://xa.example.gov.vn", smtp_host="127.0.0.1", smtp_port=box.port,
        smtp_security="none", smtp_from=FROM,
    )  # fmt: skip

    def states() -> list[str]:
        with read_session(engine) as session:
            return list(session.scalars(select(OUTBOX.c.state).where(OUTBOX.c.channel == MAIL).order_by(OUTBOX.c.id)))

    async def scenario() -> None:
        service = mail_delivery(settings, engine, WORDS)
        await service.start()
        try:
            async with asyncio.timeout(seconds):
                while set(await asyncio.to_thread(states)) & {"waiting", "sending"}:  # noqa: ASYNC110 - what is waited for knows of no event
                    await asyncio.sleep(0.05)
        finally:
            await service.stop()

    asyncio.run(scenario())
    return states()


def test_what_is_new_is_told_by_one_letter_that_says_nothing_of_it(engine: Engine, lan: Staff) -> None:
    for text in (SECRET, "việc thứ hai", "việc thứ ba"):
        tell(engine, lan, text)
    post = MailPost(engine)
    assert post.work(NOW) == 1
    assert post.work(NOW) == 0, "once"
    assert waiting(engine) == [(str(lan.id), NOTICE)], "neither address nor words lie in the outbox"
    with mail_server() as box:
        assert deliver(engine, box) == ["sent"]
        ((to, letter),) = box.letters
    body = letter.get_content()
    assert to == "lan@xa.example.gov.vn"
    assert f"https://xa.example.gov.vn{PREFIX}/thong-bao" in body
    whole = f"{letter['Subject']} {letter['From']} {body}"
    assert not any(piece in whole for piece in ("Tám", "0912345678", "việc thứ", "/kien-nghi/")), whole
    assert letter["From"].addresses[0].addr_spec == FROM
    assert letter["Auto-Submitted"] == "auto-generated"


def test_what_was_read_or_is_old_is_not_told_by_mail(engine: Engine, lan: Staff) -> None:
    tell(engine, lan, "đọc rồi")
    NoticeBook(engine).mark(lan.id, None, NOW)
    tell(engine, lan, "của tuần trước", NOW - timedelta(days=7))
    assert MailPost(engine).work(NOW) == 0


def test_who_has_no_mailbox_or_has_left_gets_no_letter(engine: Engine, book: StaffBook, lan: Staff) -> None:
    an = book.add("An", Role.OFFICER, lan.unit, "cli", NOW)
    for person in (an, lan):
        tell(engine, person, "việc")
    book.revoke(lan.id, "cli", NOW)
    assert MailPost(engine).work(NOW) == 0
    assert book.add("Lan mới", Role.OFFICER, lan.unit, "cli", NOW, email="lan@xa.example.gov.vn").email, "the address is free again"


def test_a_link_asked_for_at_the_door_comes_by_mail_and_lets_in_once(engine: Engine, small_index: Index, tmp_path: Path) -> None:
    office = TestOffice(engine, small_index, tmp_path, has_mail=True)
    lan = office.book.add("Lan", Role.OFFICER, office.unit("Văn phòng").id, "cli", office.clock.at, email="lan@xa.example.gov.vn")
    confirmed(office.book, lan, office.clock.at)
    client = office.client()
    assert 'action="/quan-tri/dang-nhap"' in client.get(f"{PREFIX}/dang-nhap").text
    answers = [client.post(f"{PREFIX}/dang-nhap", data={"email": address}) for address in ("LAN@xa.example.gov.vn", "la@example.com", "x")]
    assert len({answer.text for answer in answers}) == 1, "a stranger does not learn whose address is known"
    assert {answer.status_code for answer in answers} == {200}
    client.post(f"{PREFIX}/dang-nhap", data={"email": "lan@xa.example.gov.vn"})
    assert waiting(engine) == [(str(lan.id), LOGIN)], "asked for twice within minutes it is one letter, and the link is not made yet"
    with mail_server() as box:
        assert deliver(engine, box) == ["sent"]
        body = box.letters[0][1].get_content()
    link = re.search(rf"{PREFIX}/vao/[0-9a-f]+", body)
    assert link
    office.clock.at = datetime.now(UTC)  # the worker's clock is the machine's
    entered = client.post(link[0])
    assert entered.status_code == 303
    assert client.get(f"{PREFIX}/").status_code == 200
    assert office.client().post(link[0]).status_code == 403


def test_without_a_mail_server_the_door_offers_none(engine: Engine, small_index: Index, tmp_path: Path) -> None:
    office = TestOffice(engine, small_index, tmp_path)
    client = office.client()
    assert "email" not in client.get(f"{PREFIX}/dang-nhap").text
    assert client.post(f"{PREFIX}/dang-nhap", data={"email": "lan@xa.example.gov.vn"}).status_code == 404


def test_another_site_sends_nobody_a_link(engine: Engine, small_index: Index, tmp_path: Path) -> None:
    office = TestOffice(engine, small_index, tmp_path, has_mail=True)
    headers = {"sec-fetch-site": "cross-site"}
    assert office.client().post(f"{PREFIX}/dang-nhap", data={"email": "a@b.vn"}, headers=headers).status_code == 403


def message(staff: int, text: str = NOTICE) -> ClaimedMessage:
    return ClaimedMessage(1, ChatId(MAIL, str(staff)), text)


def sent(server: MailServer, lan: Staff, made: list[str], text: str = NOTICE) -> Outcome:
    def link(staff: int, at: datetime) -> str:
        made.append(f"https://xa/{staff}")
        return made[-1]

    composer = MailComposer(WORDS.mail, OFFICE, FROM, "https://xa/thong-bao", {lan.id: lan}.get, link, lambda staff, at: None)
    return asyncio.run(MailSender(server, composer, lambda: NOW).send(message(lan.id, text)))


PERSON = Staff(7, "Lan", Role.OFFICER, 1, None, email="lan@xa.example.gov.vn", is_email_confirmed=True)


@pytest.mark.parametrize(
    ("verb", "reply", "kind"),
    [
        ("RCPT", "550 no such mailbox", Rejected),
        ("RCPT", "450 come back later", Unreachable),
        ("DATA", "554 refused", Rejected),
        ("DATA", "451 later", Unreachable),
        ("MAIL", "550 not from you", Unreachable),
        ("EHLO", "421 closing", Unreachable),
    ],
)
def test_what_a_server_refuses_for_good_is_over_and_the_rest_comes_again(verb: str, reply: str, kind: type[Outcome]) -> None:
    with mail_server() as box:
        box.replies[verb] = reply
        if verb == "EHLO":
            box.replies["HELO"] = reply
        outcome = sent(MailServer("127.0.0.1", box.port, "none"), PERSON, [])
    assert isinstance(outcome, kind), outcome
    assert "lan@" not in str(outcome), "no address in what is kept"


def test_a_server_that_is_down_is_waited_for_and_uses_up_no_link() -> None:
    made: list[str] = []
    with mail_server() as box:
        port = box.port
    assert isinstance(sent(MailServer("127.0.0.1", port, "none"), PERSON, made, LOGIN), Unreachable)
    assert made == []


def test_a_server_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.mail.sender.PATIENCE", 0.3)
    with mail_server() as box:
        box.is_deaf = True
        assert isinstance(sent(MailServer("127.0.0.1", box.port, "none"), PERSON, []), Unreachable)


def test_nothing_is_said_in_the_clear_where_the_office_wants_tls() -> None:
    with mail_server() as box:  # it does not offer STARTTLS
        outcome = sent(MailServer("127.0.0.1", box.port, "starttls", "lan", "mat-khau"), PERSON, [])
        assert isinstance(outcome, Unreachable)
        assert box.letters == []


@pytest.mark.parametrize("name", ["Lan\r\nBcc: x@evil.example", "Lan\nX: y"])
def test_no_head_is_smuggled_in_by_a_name(name: str) -> None:
    with mail_server() as box:
        assert isinstance(sent(MailServer("127.0.0.1", box.port, "none"), replace(PERSON, name=name), []), Sent)
        ((to, letter),) = box.letters
    assert to == "lan@xa.example.gov.vn"
    assert letter["Bcc"] is None
    assert letter["X"] is None


HOSTILE = [
    "", "lan", "@xa.vn", "lan@", "lan@xa..vn", "lan@-xa.vn", "a b@xa.vn", "lan@xa.vn\r\nBcc: x@evil.example", "lan@xa.vn\n", "lan@xa.vn, x@evil.example",
    "Lan <lan@xa.vn>", "lan@xa.vn>", "lan@xã.vn", "lan\0@xa.vn", ".lan@xa.vn", "lan.@xa.vn", "a" * 65 + "@xa.vn", "lan@" + "a" * 64 + ".vn", "lan@" + "a." * 140,
]  # fmt: skip


@pytest.mark.parametrize("address", HOSTILE)
def test_what_is_no_address_is_none_anywhere(address: str, book: StaffBook, lan: Staff) -> None:
    assert not is_mailbox(address)
    with pytest.raises(ValueError, match="mailbox"):
        mailbox(address)
    if address:
        with pytest.raises(ValueError, match="mailbox"):
            book.change(lan.id, "Lan", Role.OFFICER, lan.unit, "cli", NOW, address)
    assert found(book.get(lan.id)).email == "lan@xa.example.gov.vn"
    with mail_server() as box:
        assert isinstance(sent(MailServer("127.0.0.1", box.port, "none"), replace(PERSON, email=address), []), Rejected)
        assert box.letters == []


def test_a_mailbox_is_one_persons_alone(book: StaffBook, lan: Staff) -> None:
    an = book.add("An", Role.OFFICER, lan.unit, "cli", NOW)
    with pytest.raises(TakenError):
        book.change(an.id, "An", Role.OFFICER, lan.unit, "cli", NOW, "LAN@XA.example.gov.vn")


def test_the_admin_writes_the_address_down_and_invites_with_a_link_and_a_code(engine: Engine, small_index: Index, tmp_path: Path) -> None:
    office = TestOffice(engine, small_index, tmp_path)
    unit = office.unit("Văn phòng", is_coordinator=True)
    browser: Browser = office.log_in(office.person("Quản trị", Role.ADMIN, unit))
    form = {"name": "Lan", "role": "officer", "unit": unit.id}
    assert "said=wrong" in browser.post("/nhan-su", **form, email="x@y\r\nz").headers["location"]
    assert "said=added" in browser.post("/nhan-su", **form, email="Lan@xa.example.gov.vn").headers["location"]
    lan = office.book.everyone()[0] if office.book.everyone()[0].name == "Lan" else office.book.everyone()[1]
    assert lan.email == "lan@xa.example.gov.vn"
    page = browser.post(f"/nhan-su/{lan.id}/moi").text
    link = re.search(r'href="(https://t\.me/mot_cua_bot\?start=moi_[0-9a-f]{48})"', page)
    assert link
    assert len(link[1].partition("start=")[2]) <= 64, "Telegram takes no more"
    assert "<svg" in page
    office.bot_name = ""
    page = browser.post(f"/nhan-su/{lan.id}/moi").text
    assert "t.me" not in page
    assert "/start moi_" in page, "where the bot was never reached, it is typed"


def test_to_an_address_that_nobody_confirmed_goes_one_letter_alone_that_asks_whose_it_is(
    engine: Engine, small_index: Index, tmp_path: Path
) -> None:
    office = TestOffice(engine, small_index, tmp_path, has_mail=True)
    lan = office.book.add("Lan", Role.OFFICER, office.unit("Văn phòng").id, "cli", office.clock.at, email="lan@xa.example.gov.vn")
    office.clock.at = datetime.now(UTC)  # the worker's clock is the machine's
    tell(engine, lan, SECRET, office.clock.at)
    post, client = MailPost(engine), office.client()
    assert (post.work(office.clock.at), post.work(office.clock.at)) == (1, 0), "asked once"
    assert waiting(engine) == [(str(lan.id), CONFIRM)]
    with mail_server() as box:
        assert deliver(engine, box) == ["sent"]
        ((to, letter),) = box.letters
    link = found(re.search(rf"{PREFIX}/hop-thu/[0-9a-f]+", letter.get_content()))[0]
    assert to == "lan@xa.example.gov.vn"
    assert f"{PREFIX}/vao/" not in letter.get_content(), "it opens no session"
    assert not found(office.book.get(lan.id)).is_email_confirmed
    assert client.get(link).status_code == 200
    assert not found(office.book.get(lan.id)).is_email_confirmed, "a program that opens links confirms nothing"
    assert client.post(link).status_code == 200
    assert found(office.book.get(lan.id)).is_email_confirmed
    assert client.post(link).status_code == 403, "valid once"
    assert client.get(f"{PREFIX}/").status_code == 303, "and nobody is logged in by it"
    assert post.work(office.clock.at) == 1, "what waits is told from now on"
    assert (str(lan.id), NOTICE) in waiting(engine)


def test_that_link_counts_for_a_day_and_not_for_an_address_that_came_later(engine: Engine, book: StaffBook, lan: Staff) -> None:
    logins = Logins(engine)
    assert logins.mailbox_link(lan.id, "cli", NOW) is None, "there is nothing to confirm"

    def moved(to: str) -> str:
        assert book.change(lan.id, "Lan", Role.OFFICER, lan.unit, "cli", NOW, to)
        token, address = found(logins.mailbox_link(lan.id, "cli", NOW))
        assert address == to
        return token

    first = moved("lan.moi@xa.example.gov.vn")
    second = moved("lan.nua@xa.example.gov.vn")
    assert logins.confirm(first, NOW) is None
    assert logins.confirm(second, NOW + timedelta(hours=24)) is None
    assert not found(book.get(lan.id)).is_email_confirmed
    assert logins.confirm(found(logins.mailbox_link(lan.id, "cli", NOW))[0], NOW + timedelta(hours=23))


def test_who_asks_at_the_door_before_they_confirmed_gets_that_letter_and_no_link_to_log_in(
    engine: Engine, book: StaffBook, lan: Staff
) -> None:
    post = MailPost(engine)
    assert book.change(lan.id, "Lan", Role.OFFICER, lan.unit, "cli", NOW, "lan.moi@xa.example.gov.vn")
    before = len(waiting(engine))
    for _ in range(3):
        post.ask_for_link("lan.moi@xa.example.gov.vn", NOW)
    assert waiting(engine)[before:] == [(str(lan.id), CONFIRM)], "however often they ask"


@pytest.mark.parametrize("to", ["lan.moi@xa.example.gov.vn", ""])
def test_the_old_address_is_told_that_it_is_theirs_no_more(engine: Engine, book: StaffBook, lan: Staff, to: str) -> None:
    assert book.change(lan.id, "Lan", Role.OFFICER, lan.unit, "cli", NOW, to)
    assert waiting(engine) == [(str(lan.id), MOVED)]
    with mail_server() as box:
        assert deliver(engine, box) == ["sent"]
        ((address, letter),) = box.letters
    assert address == "lan@xa.example.gov.vn"
    assert to not in letter.get_content() or not to, "the new one is not told to who may be somebody else"


def test_an_old_address_that_nobody_confirmed_is_told_nothing(engine: Engine, book: StaffBook, lan: Staff) -> None:
    an = book.add("An", Role.OFFICER, lan.unit, "cli", NOW, email="ai.do@example.com")
    assert book.change(an.id, "An", Role.OFFICER, an.unit, "cli", NOW, "an@xa.example.gov.vn")
    assert waiting(engine) == []


def test_on_their_own_page_they_see_whether_it_is_confirmed_and_ask_for_the_letter_again(
    engine: Engine, small_index: Index, tmp_path: Path
) -> None:
    office = TestOffice(engine, small_index, tmp_path, has_mail=True)
    lan = office.book.add("Lan", Role.OFFICER, office.unit("Văn phòng").id, "cli", office.clock.at, email="lan@xa.example.gov.vn")
    browser = office.log_in(lan)
    assert WORDS.console.door.mailbox_not in browser.text("/tai-khoan")
    assert "said=mailbox_asked" in browser.post("/tai-khoan/hop-thu").headers["location"]
    assert waiting(engine) == [(str(lan.id), CONFIRM)]
    confirmed(office.book, lan, office.clock.at)
    assert WORDS.console.door.mailbox_yes in browser.text("/tai-khoan")
