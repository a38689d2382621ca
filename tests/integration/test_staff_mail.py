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
from bot.people.staff import Role, Staff, Unit
from bot.people.staff_store import StaffBook, TakenError
from bot.people.workplace.mail_post import LOGIN, MAIL, NOTICE, MailPost
from bot.people.workplace.notice_store import NoticeBook
from bot.settings import Settings
from bot.wiring.mail import mail_delivery
from indexer.ranking.search import Index
from knowledge.texts.mailboxes import is_mailbox, mailbox
from tests.mail_server import CatchAll, mail_server
from tests.office import WORDS, Browser, TestOffice

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
    return book.add("Lan", Role.OFFICER, unit.id, "cli", NOW, email="Lan@xa.example.gov.vn")


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

    composer = MailComposer(WORDS.mail, OFFICE, FROM, "https://xa/thong-bao", {lan.id: lan}.get, link)
    return asyncio.run(MailSender(server, composer, lambda: NOW).send(message(lan.id, text)))


PERSON = Staff(7, "Lan", Role.OFFICER, 1, None, email="lan@xa.example.gov.vn")


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
    found = book.get(lan.id)
    assert found
    assert found.email == "lan@xa.example.gov.vn"
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
