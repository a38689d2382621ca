"""Followers and campaigns on both databases: who agreed, who is reached, who is left out, and that nobody gets a post twice."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, text, update
from sqlmodel import col, select

from bot.announcements.rules.calendar import Month
from bot.announcements.rules.campaign import MOVES, Campaign, CampaignState
from bot.announcements.rules.followers import MOST_A_MONTH, Audience, CampaignReach, Ended, Frequency, Sending, Topic, key_of_place
from bot.announcements.rules.outcomes import AnnouncementRefusal
from bot.announcements.store import campaigns as campaign_store
from bot.announcements.store.campaigns import CampaignBook
from bot.announcements.store.followers import FollowerBook
from bot.database.engine import read_session, write_session
from bot.database.tables.announcements import ArticleRow, CampaignRow
from bot.database.tables.outbox import OutboxRow
from bot.messages import BulkMessage, ChatId
from bot.outbox.claimed_message import Again, Rejected, Result, Sent
from bot.outbox.rate_limit import RateLimit
from bot.outbox.store import Counters, Outbox
from bot.people.store import Chats
from knowledge.records.post import AudienceKind

NOON = datetime(2026, 5, 15, 5, tzinfo=UTC)
MAY, JUNE = Month(2026, 5), Month(2026, 6)
AN, BINH, CHI = ChatId("telegram", "1"), ChatId("telegram", "2"), ChatId("web", "3")
EVERYBODY = Sending(Audience())
TEXT = "Tôi đồng ý nhận tin."


@pytest.fixture
def followers(engine: Engine) -> FollowerBook:
    book = FollowerBook(engine)
    for chat in (AN, BINH, CHI):
        book.follow(chat, TEXT, NOON)
    return book


@pytest.fixture
def campaigns(engine: Engine) -> CampaignBook:
    return CampaignBook(engine)


def an_article(engine: Engine) -> int:
    with write_session(engine) as session:
        row = ArticleRow(content={}, topics=[], made=NOON, changed=NOON)
        session.add(row)
        session.flush()
        return row.id or 0


def approved(engine: Engine, campaigns: CampaignBook, source: str, sending: Sending = EVERYBODY, because: str = "") -> int:
    made = campaigns.propose(source, an_article(engine), sending, because, 1, NOON)
    for staff in (1, 2):
        campaigns.approve(made.id, staff, NOON)
    return made.id


def queue(campaigns: CampaignBook, campaign: int, month: Month = MAY) -> None:
    circular = BulkMessage(f"campaign:{campaign}", "Bài tháng này", campaign)
    while campaigns.queue_part(campaign, circular, month, NOON):
        pass


def queued(engine: Engine, campaign: int) -> list[str]:
    with read_session(engine) as session:
        rows = session.scalars(select(OutboxRow).where(col(OutboxRow.campaign) == campaign))
        return sorted(f"{row.channel}:{row.key}" for row in rows)


def send(
    engine: Engine, campaigns: CampaignBook, source: str, sending: Sending = EVERYBODY, because: str = "", month: Month = MAY
) -> list[str]:
    campaign = approved(engine, campaigns, source, sending, because)
    queue(campaigns, campaign, month)
    return queued(engine, campaign)


def test_consent_is_kept_with_its_moment_and_its_words(followers: FollowerBook) -> None:
    found = followers.get(AN)
    assert found is not None
    assert (found.consented, found.consent_text, found.is_active) == (NOON, TEXT, True)
    assert followers.get(ChatId("web", "stranger")) is None


def test_who_leaves_gets_nothing_and_may_come_back_with_a_new_consent(followers: FollowerBook) -> None:
    followers.choose_place(AN, "Xã Ea Kar")
    assert followers.leave(AN, NOON)
    assert not followers.leave(AN, NOON)
    left = followers.get(AN)
    assert left is not None
    assert (left.is_active, left.why_ended, left.ended) == (False, Ended.LEFT, NOON)
    followers.follow(AN, "Bản mới", NOON + timedelta(days=1))
    back = followers.get(AN)
    assert back is not None
    assert (back.is_active, back.consent_text, back.place, back.why_ended) == (True, "Bản mới", "Xã Ea Kar", None)


def test_fewer_leads_to_one_a_month_and_then_to_important_posts_alone(followers: FollowerBook) -> None:
    assert [followers.slow_down(AN) for _ in range(3)] == [Frequency.FEWER, Frequency.IMPORTANT, Frequency.IMPORTANT]
    followers.leave(AN, NOON)
    assert followers.slow_down(AN) is None
    assert followers.slow_down(ChatId("web", "stranger")) is None


def test_the_last_topic_taken_back_means_every_topic_again(followers: FollowerBook) -> None:
    land = Sending(Audience(topics=(Topic.LAND,)))
    followers.toggle(AN, Topic.TAX)
    assert followers.reach(land, MAY).reached == 2
    followers.toggle(AN, Topic.LAND)
    assert followers.reach(land, MAY).reached == 3
    followers.toggle(AN, Topic.LAND)
    followers.toggle(AN, Topic.TAX)
    assert followers.reach(land, MAY).reached == 3
    followers.toggle(AN, Topic.TAX)
    followers.choose_every_topic(AN)
    assert followers.reach(land, MAY).reached == 3


def test_place_and_kind_narrow_the_audience(followers: FollowerBook) -> None:
    followers.choose_place(AN, "Xã Ea Kar")
    followers.choose_place(BINH, "ea  kar")
    followers.choose_kind(BINH, AudienceKind.BUSINESS)
    assert followers.reach(Sending(Audience(places=("EA KAR",))), MAY).reached == 2
    assert followers.reach(Sending(Audience(places=("Ea Kar",), kinds=(AudienceKind.BUSINESS,))), MAY).reached == 1
    assert followers.places(9)[0][1] == 2


@pytest.mark.parametrize(("one", "other"), [("Xã Ea Kar", "EA KAR"), ("Phường Tân Lập", "tan lap"), ("P. Tân Lập", "Tân Lập")])
def test_a_place_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert key_of_place(one) == key_of_place(other)


def test_the_dry_run_counts_whom_it_leaves_out_and_why(engine: Engine, followers: FollowerBook, campaigns: CampaignBook) -> None:
    for number in range(MOST_A_MONTH):
        send(engine, campaigns, f"post:{number}", Sending(Audience(kinds=(AudienceKind.CITIZEN,))))
    followers.choose_kind(BINH, AudienceKind.BUSINESS)
    with write_session(engine) as session:
        session.execute(text("UPDATE followers SET posts = 0 WHERE key <> '1'"))
    followers.choose_pace(BINH, Frequency.IMPORTANT)
    followers.lose(CHI, NOON)
    assert followers.reach(EVERYBODY, MAY) == CampaignReach(reached=0, capped=1, slow=1, inactive=1)
    assert followers.reach(Sending(Audience(), is_important=True), MAY) == CampaignReach(reached=1, capped=1, inactive=1)
    assert followers.reach(Sending(Audience(), is_urgent=True), MAY) == CampaignReach(reached=2, inactive=1)
    assert followers.reach(EVERYBODY, JUNE) == CampaignReach(reached=1, slow=1, inactive=1)


def test_nobody_gets_more_than_four_posts_in_a_calendar_month(engine: Engine, followers: FollowerBook, campaigns: CampaignBook) -> None:
    reached = [len(send(engine, campaigns, f"post:{number}")) for number in range(MOST_A_MONTH + 2)]
    assert reached == [3, 3, 3, 3, 0, 0]
    assert len(send(engine, campaigns, "next-month", month=JUNE)) == 3


def test_what_a_stopped_campaign_took_back_counts_for_nobody(engine: Engine, followers: FollowerBook, campaigns: CampaignBook) -> None:
    followers.choose_pace(BINH, Frequency.FEWER)
    stopped = [approved(engine, campaigns, f"stopped:{number}") for number in range(MOST_A_MONTH)]
    for campaign in stopped:
        queue(campaigns, campaign)
        Counters(engine).stop(campaign)
    assert followers.reach(EVERYBODY, MAY) == CampaignReach(reached=3)
    reached = [send(engine, campaigns, f"post:{number}") for number in range(MOST_A_MONTH + 1)]
    assert reached[0] == ["telegram:1", "telegram:2", "web:3"]
    assert reached[1:] == [["telegram:1", "web:3"]] * (MOST_A_MONTH - 1) + [[]]


def test_only_what_arrived_or_is_on_its_way_counts(engine: Engine, followers: FollowerBook, campaigns: CampaignBook) -> None:
    outbox = Outbox(engine, "telegram", RateLimit(1_000.0))
    outbox.claim("w", 0, NOON - timedelta(seconds=1))
    posts = [approved(engine, campaigns, f"post:{number}") for number in range(MOST_A_MONTH)]
    results: tuple[Result, ...] = (Sent("m"), Rejected("bad photo"), Again(NOON + timedelta(days=9), "network"), Sent("m"))
    for number, (campaign, result) in enumerate(zip(posts, results, strict=True)):
        queue(campaigns, campaign)
        at = NOON + timedelta(seconds=10 * number)
        messages = outbox.claim("w", 9, at).messages
        outbox.record([(message, result) for message in messages], at)
    assert followers.reach(EVERYBODY, MAY) == CampaignReach(reached=2, capped=1), "the web's visitor has all four waiting"
    assert send(engine, campaigns, "one more") == ["telegram:1", "telegram:2"]
    assert followers.reach(EVERYBODY, MAY) == CampaignReach(capped=3)


def test_a_month_begins_where_the_office_is(engine: Engine, followers: FollowerBook, campaigns: CampaignBook) -> None:
    for number in range(MOST_A_MONTH):
        send(engine, campaigns, f"post:{number}")
    late = datetime(2026, 4, 30, 18, tzinfo=UTC)  # one in the morning of the first of May in Hà Nội
    with write_session(engine) as session:
        session.execute(update(CampaignRow).values(started=late))
    assert followers.reach(EVERYBODY, MAY) == CampaignReach(capped=3)
    assert FollowerBook(engine, ZoneInfo("UTC")).reach(EVERYBODY, MAY) == CampaignReach(reached=3)


def test_what_is_urgent_passes_the_limit_and_keeps_its_reason(engine: Engine, followers: FollowerBook, campaigns: CampaignBook) -> None:
    for number in range(MOST_A_MONTH):
        send(engine, campaigns, f"post:{number}")
    urgent = Sending(Audience(), is_urgent=True)
    assert len(send(engine, campaigns, "storm", urgent, "Bão số 5")) == 3
    assert campaigns.latest(1)[0].urgent_because == "Bão số 5"


def test_what_goes_to_everybody_needs_two_different_people(engine: Engine, followers: FollowerBook, campaigns: CampaignBook) -> None:
    made = campaigns.propose("post:1", an_article(engine), EVERYBODY, "", 1, NOON)
    for expected, staff in ((CampaignState.PROPOSED, 1), (CampaignState.PROPOSED, 1), (CampaignState.QUEUEING, 2)):
        found = campaigns.approve(made.id, staff, NOON)
        assert isinstance(found, Campaign)
        assert found.state == expected
    assert campaigns.approve(made.id, 3, NOON) is AnnouncementRefusal.TOO_LATE


def test_what_goes_to_a_part_needs_one(engine: Engine, followers: FollowerBook, campaigns: CampaignBook) -> None:
    made = campaigns.propose("post:1", an_article(engine), Sending(Audience(places=("Thôn Không Ai Ở",))), "", 1, NOON)
    found = campaigns.approve(made.id, 1, NOON)
    assert isinstance(found, Campaign)
    assert found.state == CampaignState.QUEUEING


def test_another_audience_must_be_approved_anew(engine: Engine, followers: FollowerBook, campaigns: CampaignBook) -> None:
    made = campaigns.propose("post:1", an_article(engine), EVERYBODY, "", 1, NOON)
    campaigns.approve(made.id, 1, NOON)
    changed = campaigns.change(made.id, Sending(Audience(), is_important=True), "", 1, NOON)
    assert changed is not None
    assert changed.approvals == ()
    campaigns.move(made.id, CampaignState.DROPPED, "staff:1", NOON)
    assert campaigns.change(made.id, EVERYBODY, "", 1, NOON) is None


def test_the_same_source_is_one_campaign(engine: Engine, campaigns: CampaignBook) -> None:
    first = campaigns.propose("month:202605", an_article(engine), EVERYBODY, "", 1, NOON)
    assert campaigns.propose("month:202605", an_article(engine), EVERYBODY, "", 2, NOON) == first


def test_nothing_is_queued_before_it_is_approved_nor_after_it_is_stopped(
    engine: Engine, followers: FollowerBook, campaigns: CampaignBook
) -> None:
    made = campaigns.propose("post:1", an_article(engine), EVERYBODY, "", 1, NOON)
    queue(campaigns, made.id)
    assert queued(engine, made.id) == []
    stopped = approved(engine, campaigns, "post:2")
    campaigns.move(stopped, CampaignState.STOPPED, "staff:1", NOON)
    queue(campaigns, stopped)
    assert queued(engine, stopped) == []


def test_queued_in_parts_everybody_once_and_the_sums_are_right(
    engine: Engine, campaigns: CampaignBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(campaign_store, "CHUNK", 3)
    book = FollowerBook(engine)
    for number in range(10):
        book.follow(ChatId("telegram", str(number)), TEXT, NOON)
    book.leave(ChatId("telegram", "4"), NOON)
    campaign = approved(engine, campaigns, "post:1")
    circular = BulkMessage(f"campaign:{campaign}", "Bài", campaign)
    parts = 1
    while CampaignBook(engine).queue_part(campaign, circular, MAY, NOON):  # each part by a process that knows nothing of the one before
        parts += 1
    found = campaigns.get(campaign)
    assert found is not None
    assert (parts, found.state, found.reach) == (4, CampaignState.RUNNING, CampaignReach(reached=9, inactive=1))
    assert queued(engine, campaign) == [f"telegram:{number}" for number in range(10) if number != 4]
    assert book.reach(EVERYBODY, MAY).reached == 9


def test_a_part_that_broke_off_leaves_nothing_behind(
    engine: Engine, followers: FollowerBook, campaigns: CampaignBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = approved(engine, campaigns, "post:1")

    def broken(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(campaign_store, "count_post", broken)
        with pytest.raises(RuntimeError):
            queue(campaigns, campaign)
    assert queued(engine, campaign) == []
    queue(campaigns, campaign)
    assert len(queued(engine, campaign)) == 3


def test_presses_are_counted_without_who_pressed(engine: Engine, campaigns: CampaignBook, followers: FollowerBook) -> None:
    campaign = approved(engine, campaigns, "post:1")
    campaigns.record_click(campaign, "read", AN)
    assert campaigns.touches(campaign) == {}, "nobody has got it yet"
    queue(campaigns, campaign)
    for what in ("read", "read", "fewer"):
        campaigns.record_click(campaign, what, AN)
    campaigns.record_click(campaign, "read", ChatId("web", "never-got-it"))
    campaigns.record_click(999, "read", AN)
    assert campaigns.touches(campaign) == {"read": 2, "fewer": 1}
    assert campaigns.touches(999) == {}


def test_a_person_sees_and_deletes_what_is_kept_of_following(engine: Engine, followers: FollowerBook) -> None:
    followers.toggle(AN, Topic.LAND)
    kept = Chats(engine).export(AN)
    assert (kept["followers"][0]["consent_text"], kept["follower_topics"][0]["topic"]) == (TEXT, "dat_dai")
    Chats(engine).delete(AN, NOON)
    assert followers.get(AN) is None


def test_only_allowed_moves_are_made(engine: Engine, campaigns: CampaignBook) -> None:
    made = campaigns.propose("post:1", an_article(engine), EVERYBODY, "", 1, NOON)
    for before, after in itertools.product(CampaignState, CampaignState):
        with write_session(engine) as session:
            session.execute(text("UPDATE campaigns SET state = :state"), {"state": before})
        assert campaigns.move(made.id, after, "staff:1", NOON) == (after in MOVES[before])
