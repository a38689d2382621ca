"""Announcements as conversations, on both databases: followers at /dangky, staff at /lich and /tin, and the jobs of every minute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from bot import wording
from bot.announcements.cases.post_library import PostLibrary
from bot.announcements.rules.article import Article, body_of
from bot.announcements.rules.calendar import Month
from bot.announcements.rules.campaign import Campaign, CampaignState
from bot.announcements.rules.facts import IssuingOffice, MonthFacts
from bot.announcements.rules.followers import Audience, Frequency, Sending, Topic
from bot.announcements.rules.outcomes import AnnouncementRefusal
from bot.announcements.store.campaigns import CampaignBook
from bot.database.engine import read_session
from bot.database.tables.outbox import OutboxRow
from bot.frontdesk.desk import FrontDesk
from bot.messages import LONGEST_ACTION, ChatId, Incoming, Reply
from bot.outbox.store import Counters
from bot.people.chat_states import ChatStates
from bot.people.staff import Role, Unit
from bot.people.store import Chats
from bot.seals import MARK
from bot.settings import Settings
from bot.wiring.announcing import Announcing, announcing
from bot.wiring.timetable import jobs_of_announcements
from bot.wording import Wording, load
from knowledge.loading.library import STARTER
from tests.presence import found

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MAY = Month(2026, 5)
LEADER, ADMIN, OFFICER = ChatId("telegram", "100"), ChatId("telegram", "101"), ChatId("telegram", "102")
AN, BINH = ChatId("telegram", "1"), ChatId("web", "2")
HOTLINE = "1900 1234"
SHIPPED = PostLibrary([STARTER])  # read once, as a process does


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


NOON = local(2026, 5, 10, 12)


def facts(month: Month, at: datetime) -> MonthFacts:
    return MonthFacts(local(month.year, month.month, 1).date(), IssuingOffice("Sở Thử", site="https://so.example", hotline=HOTLINE))


@dataclass
class AnnouncementRooms:
    engine: Engine
    rooms: Announcing
    desk: FrontDesk
    words: Wording

    def say(self, chat: ChatId, text: str, at: datetime = NOON) -> list[Reply]:
        return self.desk.handle(Incoming(chat, at, text))

    def press(self, chat: ChatId, action: str, at: datetime = NOON) -> list[Reply]:
        return self.desk.handle(Incoming(chat, at, action=self.desk.seals.sealed(chat, action)))

    def work(self, at: datetime) -> None:
        for job in jobs_of_announcements(self.rooms):
            job.run(at)

    def letters(self, chat: ChatId) -> list[str]:
        with read_session(self.engine) as session:
            own = (col(OutboxRow.channel) == chat.channel, col(OutboxRow.key) == chat.key)
            return list(session.scalars(select(OutboxRow.idempotency_key).where(*own).order_by(col(OutboxRow.id))))


@pytest.fixture
def office(engine: Engine, tmp_path: Path) -> AnnouncementRooms:
    words = wording.load()
    settings = Settings(_env_file=None, unit_name="Sở Thử")
    rooms = announcing(engine, words, settings, SHIPPED.posts, facts, tmp_path / "covers")
    staff = rooms.approval_notices.staff
    unit = staff.add_unit(Unit(0, "Văn phòng"), "cli", NOON)
    for name, role, chat in (("Lan", Role.LEADER, LEADER), ("Minh", Role.ADMIN, ADMIN), ("Hoa", Role.OFFICER, OFFICER)):
        staff.add(name, role, unit.id, "cli", NOON, chat)

    def ask(incoming: Incoming, question: str) -> Sequence[Reply]:
        return [Reply(f"hỏi: {question}")]

    return AnnouncementRooms(engine, rooms, FrontDesk(rooms.windows(ask, ask), words, Chats(engine), ChatStates(engine), "a key"), words)


def actions(replies: Sequence[Reply]) -> list[str]:
    return [button.action.partition(MARK)[0] for reply in replies for row in reply.rows for button in row]


def approval_of(office: AnnouncementRooms, month: Month = MAY) -> str:
    """The action of the button below a month, as it stands now."""
    entry = office.rooms.newsroom.entry(month)
    return f"nd:a:{month.number}:{entry.article}:{office.rooms.newsroom.minute_of(entry)}"


def approval_of_campaign(office: AnnouncementRooms, number: int = 1) -> str:
    """The action of the button below a campaign, as it stands now."""
    found = office.rooms.campaigning.get(number)
    return f"ca:a:{number}:{found.seal if found else ''}"


def approve(office: AnnouncementRooms, month: Month = MAY, at: datetime = NOON, by: Sequence[ChatId] = (LEADER, ADMIN)) -> None:
    for chat in by:
        for reply in office.press(chat, approval_of(office, month), at):
            for button in (button for row in reply.rows for button in row):
                if button.action.partition(MARK)[0].endswith(":now"):
                    office.press(chat, button.action.partition(MARK)[0], at)


# --- followers ---------------------------------------------------------------


def test_nobody_follows_without_saying_yes(office: AnnouncementRooms) -> None:
    shown = office.say(AN, "/dangky")
    assert actions(shown) == ["fo:ok", "fo:no"]
    office.press(AN, "fo:no")
    office.press(AN, "fo:t:dat_dai")
    assert office.rooms.followers.get(AN) is None


def test_yes_is_kept_with_the_words_that_were_shown(office: AnnouncementRooms) -> None:
    shown = office.say(AN, "/dangky")[-1].text
    office.press(AN, "fo:ok")
    follower = office.rooms.followers.get(AN)
    assert follower is not None
    assert (follower.consent_text, follower.consented) == (shown, NOON)


def test_topics_place_and_kind_are_chosen_by_buttons_and_survive_a_restart(office: AnnouncementRooms, tmp_path: Path) -> None:
    office.press(AN, "fo:ok")
    for action in ("fo:t:dat_dai", "fo:t:thue", "fo:t:thue", "fo:k:doanh_nghiep", "fo:p"):
        office.press(AN, action)
    assert "Ea Kar" in office.say(AN, "xã Ea Kar")[0].text
    told = office.say(AN, "/dangky")[-1].text
    assert all(word in told for word in ("Đất đai", "xã Ea Kar", "Doanh nghiệp"))
    assert "Thuế" not in told


def test_a_question_is_no_place_and_a_place_asked_for_long_ago_is_a_question(office: AnnouncementRooms) -> None:
    office.press(AN, "fo:ok")
    office.press(AN, "fo:p")
    assert office.say(AN, "làm khai sinh ở đâu?")[-1].text == office.words.following.place_unclear
    later = office.say(AN, "khai sinh", NOON + timedelta(hours=1))
    assert found(office.rooms.followers.get(AN)).place == ""
    assert later[-1].text != office.words.following.place_unclear


def test_leaving_is_one_tap_under_every_post_and_one_command(office: AnnouncementRooms) -> None:
    ways: list[Callable[[], list[Reply]]] = [lambda: office.press(AN, "fo:q:7"), lambda: office.say(AN, "/huydangky")]
    for leave in ways:
        office.press(AN, "fo:ok")
        assert leave()[-1].text == office.words.following.left
        assert not found(office.rooms.followers.get(AN)).is_active


def test_less_is_one_tap_under_every_post(office: AnnouncementRooms) -> None:
    office.press(AN, "fo:ok")
    told = [office.press(AN, "fo:f:7")[-1].text for _ in range(2)]
    assert told == [office.words.following.slower[Frequency.FEWER], office.words.following.slower[Frequency.IMPORTANT]]
    assert office.press(BINH, "fo:f:7")[-1].text == office.words.following.not_following


@pytest.mark.parametrize(
    "action", ["fo", "fo:", "fo:t:khong", "fo:b", "fo:b:x:1", "fo:b:0:99", "fo:b:0:1:9", "fo:g:0:1:-1", f"fo:b:0:{'9' * 30}"]
)
def test_a_made_up_button_does_nothing(office: AnnouncementRooms, action: str) -> None:
    office.press(AN, "fo:ok")
    before = office.rooms.followers.get(AN)
    assert office.press(AN, action)[-1].text
    assert office.rooms.followers.get(AN) == before


# --- the calendar ------------------------------------------------------------


def test_the_draft_is_shown_to_those_who_may_approve_five_days_before(office: AnnouncementRooms) -> None:
    office.work(local(2026, 5, 10, 7, 59))
    assert office.letters(LEADER) == []
    office.work(local(2026, 5, 10, 8))
    office.work(local(2026, 5, 10, 8, 1))
    for chat, count in ((LEADER, 2), (ADMIN, 2), (OFFICER, 0)):
        assert len(office.letters(chat)) == count


def test_approved_by_two_it_leaves_at_the_hour_and_once(office: AnnouncementRooms) -> None:
    office.press(AN, "fo:ok")
    office.work(NOON)
    approve(office)
    for moment in (local(2026, 5, 15, 7, 59), local(2026, 5, 15, 8), local(2026, 5, 15, 8, 1), local(2026, 5, 31, 12)):
        office.work(moment)
        expected = [] if moment.hour == 7 else ["campaign:1:telegram:1"]
        assert office.letters(AN) == expected


def test_one_person_cannot_approve_twice_and_an_officer_not_at_all(office: AnnouncementRooms) -> None:
    office.work(NOON)
    approve(office, by=(LEADER, LEADER, OFFICER))
    assert len(office.rooms.newsroom.entry(MAY).approvals) == 1
    assert office.press(OFFICER, approval_of(office))[-1].text == office.words.newsroom.refusals[AnnouncementRefusal.NOT_ALLOWED]
    assert office.press(AN, approval_of(office))[-1].text == office.words.newsroom.staff_only


def test_unapproved_at_the_hour_the_admins_are_reminded_and_nothing_is_sent(office: AnnouncementRooms) -> None:
    office.press(AN, "fo:ok")
    office.work(NOON)
    for moment in (local(2026, 5, 15, 8), local(2026, 5, 15, 8, 1), local(2026, 5, 16, 8)):
        office.work(moment)
    assert [key for key in office.letters(LEADER) if key.startswith("remind")] == [
        "remind:202605:202605150100:1",
        "remind:202605:202605160100:1",
    ]
    assert office.letters(AN) == []


def test_approved_late_it_leaves_late_and_after_the_month_never(office: AnnouncementRooms) -> None:
    office.press(AN, "fo:ok")
    office.work(NOON)
    for chat in (LEADER, ADMIN):
        asked = office.press(chat, approval_of(office), local(2026, 5, 20, 9))
        assert asked[0].text == load().newsroom.refusals[AnnouncementRefusal.HOUR_PAST]
        assert actions(asked)[0] == f"{approval_of(office)}:now"
    office.work(local(2026, 5, 20, 9, 1))
    assert office.letters(AN) == [], "its hour is over: nothing leaves before both said that it may leave at once"
    approve(office, at=local(2026, 5, 20, 9))
    office.work(local(2026, 5, 20, 9, 1))
    assert office.letters(AN) == ["campaign:1:telegram:1"]
    office.work(local(2026, 6, 10, 12))
    june = Month(2026, 6)
    approve(office, june, local(2026, 7, 1, 9))
    office.work(local(2026, 7, 1, 9, 1))
    assert office.rooms.newsroom.entry(june).sent is None
    assert len(office.letters(AN)) == 1


def test_an_edit_voids_the_approvals_and_the_old_button(office: AnnouncementRooms) -> None:
    office.work(NOON)
    old = approval_of(office)
    approve(office, by=(LEADER,))
    office.press(ADMIN, "nd:e:202605:title")
    assert office.say(ADMIN, "Tiêu đề mới")[0].text == office.words.newsroom.changed
    entry = office.rooms.newsroom.entry(MAY)
    assert (entry.approvals, office.rooms.newsroom.title(entry)) == ((), "Tiêu đề mới")
    assert office.press(ADMIN, old)[0].text == office.words.newsroom.refusals[AnnouncementRefusal.CHANGED]


def test_a_title_that_is_too_long_is_told_and_may_be_typed_again(office: AnnouncementRooms) -> None:
    office.work(NOON)
    office.press(ADMIN, "nd:e:202605:title")
    assert "150" in office.say(ADMIN, "dài " * 60)[-1].text
    assert office.say(ADMIN, "Ngắn thôi")[0].text == office.words.newsroom.changed


def test_huy_ends_an_edit(office: AnnouncementRooms) -> None:
    office.work(NOON)
    office.press(ADMIN, "nd:e:202605:title")
    assert office.say(ADMIN, "/huy")[0].text == office.words.newsroom.dropped
    office.say(ADMIN, "Không phải tiêu đề")
    assert office.rooms.newsroom.title(office.rooms.newsroom.entry(MAY)) != "Không phải tiêu đề"


def test_postponed_skipped_reordered_by_button(office: AnnouncementRooms) -> None:
    office.work(NOON)
    office.press(ADMIN, "nd:h:202605:3")
    assert office.rooms.newsroom.entry(MAY).due == local(2026, 5, 18, 8)
    office.press(ADMIN, "nd:h:202605:0")
    assert office.rooms.newsroom.entry(MAY).due is None
    titles = [office.rooms.newsroom.entry(month).post for month in (MAY, Month(2026, 6))]
    office.press(ADMIN, "nd:w:202605:1")
    assert [office.rooms.newsroom.entry(month).post for month in (MAY, Month(2026, 6))] == titles[::-1]
    office.press(ADMIN, "nd:k:202605")
    assert office.rooms.newsroom.entry(MAY).is_skipped
    office.work(local(2026, 5, 15, 8))
    assert not [key for key in office.letters(ADMIN) if key.startswith("remind")]
    office.press(ADMIN, "nd:u:202605")
    assert not office.rooms.newsroom.entry(MAY).is_skipped


def test_a_month_is_never_postponed_out_of_itself(office: AnnouncementRooms) -> None:
    late = local(2026, 5, 30, 12)
    office.work(late)
    assert office.press(ADMIN, "nd:h:202605:7", late)[-1].text == office.words.newsroom.refusals[AnnouncementRefusal.OUTSIDE_MONTH]


@pytest.mark.parametrize(
    "action", ["nd", "nd:m:2026", "nd:m:200001", "nd:w:999912:1", "nd:w:202001:-1", "nd:o:202605:99", "nd:a:202605:x", "nd:zz:202605"]
)
def test_a_made_up_button_of_the_newsdesk_does_nothing(office: AnnouncementRooms, action: str) -> None:
    assert office.press(ADMIN, action)[-1].text


def test_a_simulated_year_with_outages_has_one_post_a_month(office: AnnouncementRooms) -> None:
    """The pure calendar has its own property test; here the same year through the database, a tick a day."""
    office.press(AN, "fo:ok")
    moment = local(2026, 1, 1, 9)
    while moment < local(2027, 1, 1):
        is_off = moment.month in (3, 8) and 13 <= moment.day <= 19
        if not is_off:
            office.work(moment)
            month = Month(2026, moment.month)
            if moment.month not in (6, 11) and moment.day == (22 if moment.month == 5 else 12):  # in May, late
                approve(office, month, moment)
        moment += timedelta(days=1)
    sources = Counter(campaign.source for campaign in office.rooms.campaigning.latest(50))
    assert sources == {f"month:{2026_00 + month}": 1 for month in range(1, 13) if month not in (6, 11)}
    assert len(office.letters(AN)) == 10


# --- announcements -----------------------------------------------------------

NEWS = "Lịch cắt điện\nCắt điện ngày 20 để sửa đường dây.\n\nTừ 8 giờ đến 11 giờ ở thôn 3.\n\n- Bà con sạc đèn trước."


def write(office: AnnouncementRooms) -> None:
    office.say(ADMIN, "/tinmoi")
    shown = office.say(ADMIN, NEWS)
    assert "Lịch cắt điện" in shown[-1].text


def test_written_tried_out_approved_by_two_and_sent(office: AnnouncementRooms) -> None:
    """Who wrote it is none of the two."""
    chief = ChatId("telegram", "103")
    office.rooms.approval_notices.staff.add("Tư", Role.LEADER, 1, "cli", NOON, chief)
    office.press(AN, "fo:ok")
    write(office)
    office.press(ADMIN, "ca:t:1")
    assert office.letters(ADMIN)[-1].startswith("trial:1:")
    assert office.letters(AN) == []
    assert office.press(ADMIN, approval_of_campaign(office))[0].text == office.words.newsroom.refusals[AnnouncementRefusal.OWN]
    office.press(chief, approval_of_campaign(office))
    office.work(NOON)
    assert office.letters(AN) == []
    assert "confirm:1:1" in office.letters(LEADER)
    office.press(LEADER, approval_of_campaign(office))
    office.work(NOON)
    assert office.letters(AN) == ["campaign:1:telegram:1"]


def test_what_an_approver_wrote_is_approved_by_all_the_others_where_there_are_no_two(office: AnnouncementRooms) -> None:
    office.press(AN, "fo:ok")
    write(office)
    office.press(ADMIN, approval_of_campaign(office))
    office.work(NOON)
    assert office.letters(AN) == []
    office.press(LEADER, approval_of_campaign(office))
    office.work(NOON)
    assert office.letters(AN) == ["campaign:1:telegram:1"]


def test_an_audience_of_most_followers_needs_two_people_as_everybody_does(office: AnnouncementRooms) -> None:
    """One topic ticked, and all follow every topic: it reaches as many as before."""
    officer = office.rooms.approval_notices.staff.by_chat(OFFICER)
    boss = office.rooms.approval_notices.staff.by_chat(LEADER)
    assert officer is not None
    assert boss is not None
    campaigning = office.rooms.campaigning
    for number in range(4):
        office.press(ChatId("telegram", f"99{number}"), "fo:ok")
    article = office.rooms.articles.add(Article(title="Tin", summary="Tin mới.", body=body_of("Từ hôm nay.")), officer.id, NOON)
    topic = Sending(Audience(topics=(Topic.LAND,)))
    campaign = campaigning.propose(article, topic, boss, NOON)
    assert isinstance(campaign, Campaign)
    assert not campaign.sending.audience.is_everybody
    assert campaigning.approvals_needed(campaign, NOON) == 2
    once = campaigning.approve(campaign, boss, NOON)
    assert isinstance(once, Campaign)
    assert once.state is CampaignState.PROPOSED
    nowhere = Sending(Audience(places=("Xã Không Ai Ở",)))
    assert isinstance(changed := campaigning.change(campaign, nowhere, "", boss, NOON), Campaign)
    assert campaigning.approvals_needed(changed, NOON) == 1


def test_the_dry_run_stands_under_what_waits(office: AnnouncementRooms) -> None:
    office.press(AN, "fo:ok")
    write(office)
    assert "1 người nhận" in office.press(ADMIN, "ca:c:1")[-1].text
    office.press(ADMIN, "ca:gt:1:dat_dai")
    office.press(AN, "fo:t:thue")
    assert "0 người nhận" in office.press(ADMIN, "ca:c:1")[-1].text


def test_urgent_needs_a_reason_and_goes_at_night(office: AnnouncementRooms) -> None:
    night = local(2026, 5, 10, 23)
    office.press(AN, "fo:ok")
    write(office)
    office.press(ADMIN, "ca:u:1")
    assert "Bão số 5" in office.say(ADMIN, "Bão số 5")[-1].text
    for chat in (ADMIN, LEADER):
        office.press(chat, approval_of_campaign(office), night)
    office.work(night)
    assert office.letters(AN) == ["campaign:1:telegram:1"]


def test_what_is_not_urgent_waits_for_the_morning_and_rests_at_night(office: AnnouncementRooms) -> None:
    office.press(AN, "fo:ok")
    write(office)
    for chat in (ADMIN, LEADER):
        office.press(chat, approval_of_campaign(office), local(2026, 5, 10, 22))
    states = []
    for moment in (local(2026, 5, 10, 22), local(2026, 5, 11, 7), local(2026, 5, 11, 21), local(2026, 5, 12, 3), local(2026, 5, 12, 7)):
        office.work(moment)
        found = office.rooms.campaigning.get(1)
        states.append(found.state if found else None)
    assert states == [CampaignState.QUEUEING, CampaignState.RUNNING, CampaignState.QUIET, CampaignState.QUIET, CampaignState.RUNNING]


def test_pause_resume_and_stop_by_button(office: AnnouncementRooms) -> None:
    office.press(AN, "fo:ok")
    write(office)
    for chat in (ADMIN, LEADER):
        office.press(chat, approval_of_campaign(office))
    office.work(NOON)
    for action, state in (("ca:p:1", "paused"), ("ca:r:1", "running"), ("ca:s:1", "stopped"), ("ca:r:1", "stopped")):
        office.press(ADMIN, action)
        found = office.rooms.campaigning.get(1)
        assert found is not None
        assert office.rooms.campaigning.report(found).progress.state == state


def test_a_crash_after_the_stop_was_taken_lets_nothing_more_leave(office: AnnouncementRooms) -> None:
    office.press(AN, "fo:ok")
    write(office)
    for chat in (ADMIN, LEADER):
        office.press(chat, approval_of_campaign(office))
    office.work(NOON)
    CampaignBook(office.engine).move(1, CampaignState.STOPPED, "staff:1", NOON)  # and here the process died
    assert Counters(office.engine).progress(1).state == "running"
    office.work(NOON + timedelta(minutes=1))
    assert Counters(office.engine).progress(1).state == "stopped"


def test_what_is_stopped_before_it_left_is_given_up_for_good(office: AnnouncementRooms) -> None:
    write(office)
    office.press(ADMIN, "ca:d:1")
    assert office.press(LEADER, approval_of_campaign(office))[-1].text == office.words.newsroom.refusals[AnnouncementRefusal.TOO_LATE]


def test_reading_and_its_buttons_are_counted(office: AnnouncementRooms) -> None:
    office.press(AN, "fo:ok")
    office.work(NOON)
    approve(office)
    office.work(local(2026, 5, 15, 8))
    article = office.rooms.newsroom.entry(MAY).article
    assert office.press(AN, f"fo:b:1:{article}")[-1].text.startswith("Góp một lời") or office.press(AN, f"fo:b:1:{article}")
    assert office.press(AN, f"fo:b:1:{article}:1")[-1].text.startswith("hỏi: ")
    assert HOTLINE in office.press(AN, f"fo:b:1:{article}:2")[-1].text
    touches = office.rooms.campaigns.touches(1)
    assert (touches["call1"], touches["call2"]) == (1, 1)
    assert touches["read"] >= 1


def test_a_draft_is_read_by_nobody_but_the_staff(office: AnnouncementRooms) -> None:
    office.work(NOON)
    article = office.rooms.newsroom.entry(MAY).article
    assert office.press(AN, f"fo:b:0:{article}")[-1].text == office.words.desk.old_button
    assert office.press(OFFICER, f"fo:b:0:{article}")[-1].text != office.words.desk.old_button


@pytest.mark.parametrize("action", ["ca:n", "ca:a:1", "ca:p:1", "ca:gt:1:dat_dai", "ca:t:1", "ca:i:1", "ca:u:1", "ca:c:1"])
def test_strangers_and_officers_send_nothing(office: AnnouncementRooms, action: str) -> None:
    office.press(AN, "fo:ok")
    write(office)
    before = office.rooms.campaigning.get(1)
    assert office.press(AN, action)[-1].text == office.words.newsroom.staff_only
    office.press(OFFICER, action)
    office.say(OFFICER, NEWS)
    assert office.rooms.campaigning.get(1) == before
    assert office.rooms.campaigning.get(2) is None


@pytest.mark.parametrize(
    "action", ["ca", "ca:zz:1", "ca:c:x", f"ca:c:{'9' * 40}", "ca:c:99", "ca:gt:1:khong", "ca:gp:1:99", "ca:gk:1:moi_nguoi"]
)
def test_a_made_up_button_of_a_campaign_does_nothing(office: AnnouncementRooms, action: str) -> None:
    write(office)
    assert office.press(ADMIN, action)[-1].text


def test_every_action_fits_into_a_telegram_button(office: AnnouncementRooms) -> None:
    office.press(AN, "fo:ok")
    office.work(NOON)
    write(office)
    shown = [
        office.press(ADMIN, action)
        for action in ("nd:l", "nd:m:202605", "nd:v:202605", "nd:o:202605", "ca:l", "ca:c:1", "ca:g:1", "ca:v:1")
    ]
    shown += [office.press(AN, "fo:t"), office.say(AN, "/dangky")]
    assert all(len(action.encode()) <= LONGEST_ACTION for replies in shown for action in actions(replies))
