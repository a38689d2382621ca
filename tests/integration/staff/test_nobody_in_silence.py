"""Accounts of the staff: nobody becomes somebody else in silence, and nobody who has lost a right acts with it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from sqlalchemy import Engine, select

from bot.announcements.rules.campaign import Campaign, CampaignState
from bot.announcements.rules.outcomes import AnnouncementRefusal
from bot.database.engine import read_session, write_session
from bot.database.outgoing import OUTBOX, queue
from bot.messages import ChatId
from bot.people.account_letters import letter_about
from bot.people.login_store import Logins
from bot.people.logins import Purpose
from bot.people.staff import Role, Staff
from bot.people.staff_store import StaffBook
from bot.people.workplace.mail_post import MailPost
from bot.people.workplace.notice_store import NoticeBook
from indexer.ranking.search import Index
from tests.integration.announcements.test_newsroom import ADMIN, LEADER, NOON, AnnouncementRooms, office
from tests.integration.staff.test_two_people import EVERYBODY, followed, proposed, staff
from tests.office import WORDS, TestOffice
from tests.presence import found

__all__ = ["office"]

DOOR = WORDS.staff_door
MINE, OTHER = ChatId("telegram", "77"), ChatId("telegram", "78")
BOX = "lan@xa.example.gov.vn"


def boss_and_lan(made: TestOffice) -> tuple[Staff, Staff]:
    hall = made.unit("UBND xã Ví Dụ", is_coordinator=True)
    boss, lan = made.person("Quản", Role.ADMIN, hall), made.person("Lan", Role.LEADER, hall)
    assert made.book.bind(lan.id, MINE, "cli", made.clock.at)
    return boss, found(made.book.get(lan.id))


def told(engine: Engine, person: Staff) -> list[str]:
    return [notice.text for notice in NoticeBook(engine).of(person.id, unread_only=True)]


def leaving(engine: Engine, chat: ChatId, state: str = "waiting") -> list[str]:
    with read_session(engine) as session:
        own = (OUTBOX.c.channel == chat.channel, OUTBOX.c.key == chat.key, OUTBOX.c.state == state)
        return list(session.scalars(select(OUTBOX.c.text).where(*own).order_by(OUTBOX.c.id)))


def test_a_mailbox_that_an_admin_writes_down_opens_nothing_for_who_has_the_bot_and_is_told(
    engine: Engine, small_index: Index, tmp_path: Path
) -> None:
    made = TestOffice(engine, small_index, tmp_path, has_mail=True)
    boss, lan = boss_and_lan(made)
    admin = made.log_in(boss)
    assert admin.post(f"/nhan-su/{lan.id}", name="Lan", role="leader", unit=lan.unit, email=BOX).status_code == 303
    assert DOOR.account_changed.format(by="Quản") in told(engine, lan)
    assert DOOR.account_changed.format(by="Quản") in leaving(engine, MINE), "in her own chat, not in the mailbox that somebody wrote down"
    MailPost(engine).ask_for_link(BOX, made.clock.at)
    with read_session(engine) as session:
        assert not session.scalars(select(OUTBOX.c.text).where(OUTBOX.c.channel == "mail", OUTBOX.c.text == "login")).all()


def test_a_mailbox_that_is_the_way_in_is_heard_of_by_the_other_admins_also_ones_own(
    engine: Engine, small_index: Index, tmp_path: Path
) -> None:
    """With the session of an admin somebody else could write down a mailbox of theirs, for whoever has no bot, and stay."""
    made = TestOffice(engine, small_index, tmp_path, has_mail=True)
    hall = made.unit("Văn phòng", is_coordinator=True)
    boss, other, binh = (made.person(name, role, hall) for name, role in (("Quản", Role.ADMIN), ("Hai", Role.ADMIN), ("Bình", Role.LEADER)))
    admin = made.log_in(boss)
    for whose, box in ((binh, "binh@example.vn"), (boss, "quan@example.vn")):
        form = {"name": whose.name, "role": whose.role.value, "unit": hall.id, "email": box}
        assert admin.post(f"/nhan-su/{whose.id}", **form).status_code == 303
        assert DOOR.account_mailbox.format(by="Quản", name=whose.name, email=box) in told(engine, other)
    assert DOOR.account_changed.format(by="Quản") in told(engine, boss), "and who was it themselves, as far as we know"
    count = len(told(engine, other))
    assert admin.post(f"/nhan-su/{binh.id}", name="Bình An", role="leader", unit=hall.id, email="binh@example.vn").status_code == 303
    assert len(told(engine, other)) == count, "a name is no way in"


def test_an_invitation_is_told_and_the_old_chat_hears_that_another_took_its_place(
    engine: Engine, small_index: Index, tmp_path: Path
) -> None:
    made = TestOffice(engine, small_index, tmp_path)
    boss, lan = boss_and_lan(made)
    assert made.log_in(boss).post(f"/nhan-su/{lan.id}/moi").status_code == 200
    assert DOOR.account_invited.format(by="Quản") in leaving(engine, MINE)
    logins, at = Logins(engine), made.clock.at
    token = found(logins.link(lan.id, Purpose.INVITE, boss.actor, at))
    assert logins.join(token, OTHER, at, letter_about(DOOR.moved, at))
    assert leaving(engine, MINE) == [DOOR.moved], "what waited for the old chat leaves no more; that it was replaced does"


def test_who_takes_a_link_for_a_colleague_without_the_bot_is_told_of(engine: Engine, small_index: Index, tmp_path: Path) -> None:
    made = TestOffice(engine, small_index, tmp_path)
    hall = made.unit("UBND xã Ví Dụ")
    boss = made.person("Quản", Role.ADMIN, hall)
    an = made.book.add("An", Role.OFFICER, hall.id, "cli", made.clock.at)
    assert made.log_in(boss).post(f"/nhan-su/{an.id}/lien-ket").status_code == 200
    assert told(engine, an) == [DOOR.account_let_in.format(by="Quản")]


def test_what_waits_to_leave_for_who_is_revoked_leaves_no_more(engine: Engine, small_index: Index, tmp_path: Path) -> None:
    made = TestOffice(engine, small_index, tmp_path)
    _, lan = boss_and_lan(made)
    with write_session(engine) as session:
        queue(session, [lan.letter("Số nhà tôi là 12", "petition:1:2:staff", path="/kien-nghi/1")], made.clock.at)
    assert leaving(engine, MINE) == ["Số nhà tôi là 12"]
    assert made.book.revoke(lan.id, "cli", made.clock.at)
    assert leaving(engine, MINE) == []
    assert leaving(engine, MINE, "replaced") == ["Số nhà tôi là 12"]


def test_of_two_admins_who_revoke_one_another_at_once_one_stays(engine: Engine, small_index: Index, tmp_path: Path) -> None:
    made = TestOffice(engine, small_index, tmp_path)
    hall = made.unit("UBND xã Ví Dụ")
    for number in range(5):
        one, two = (made.book.add(f"Quản {number} {which}", Role.ADMIN, hall.id, "cli", made.clock.at) for which in "AB")
        start = Barrier(2)

        def revokes(by: Staff, whom: Staff, start: Barrier = start) -> bool:
            start.wait()
            return StaffBook(engine).revoke(whom.id, by.actor, made.clock.at)

        with ThreadPoolExecutor(2) as threads:
            done = [threads.submit(revokes, one, two), threads.submit(revokes, two, one)]
            assert sorted(each.result() for each in done) == [False, True]
        last = next(each for each in made.book.everyone() if each.is_active)
        assert not made.book.change(last.id, last.name, Role.OFFICER, hall.id, (two if last == one else one).actor, made.clock.at)
        assert made.book.revoke(last.id, "cli", made.clock.at)


def test_twenty_asks_for_other_mailboxes_keep_nobody_of_the_house_from_theirs(engine: Engine, small_index: Index, tmp_path: Path) -> None:
    made = TestOffice(engine, small_index, tmp_path, has_mail=True)
    hall = made.unit("UBND xã Ví Dụ")
    made.book.add("An", Role.OFFICER, hall.id, "cli", made.clock.at, email=BOX)
    client = made.client()
    for number in range(40):
        client.post("/quan-tri/dang-nhap", data={"email": f"x{number}@example.com"})
    assert client.post("/quan-tri/dang-nhap", data={"email": BOX}).status_code == 200
    codes = {client.post("/quan-tri/dang-nhap", data={"email": "x@example.com"}).status_code for _ in range(30)}
    assert codes == {200, 429}, "one mailbox is not asked for without end"


def test_two_accounts_of_one_hand_are_not_two_people(office: AnnouncementRooms) -> None:
    followed(office)
    campaigning, admin = office.rooms.campaigning, staff(office, ADMIN)
    made = proposed(office, EVERYBODY)
    assert isinstance(campaigning.approve(made, admin, NOON), Campaign)
    puppet = office.rooms.approval_notices.staff.add("Mới", Role.LEADER, admin.unit, admin.actor, NOON)
    assert campaigning.approve(made, puppet, NOON) is AnnouncementRefusal.ONE_HAND
    done = campaigning.approve(made, staff(office, LEADER), NOON)
    assert isinstance(done, Campaign)
    assert done.state is CampaignState.QUEUEING
