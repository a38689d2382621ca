"""What reaches the office's public has two people behind it: whichever way one person alone tries, a second is asked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from bot.announcements.cases.editorial import DraftField
from bot.announcements.rules.article import Article, body_of
from bot.announcements.rules.campaign import Campaign, CampaignState
from bot.announcements.rules.followers import Audience, Sending
from bot.announcements.rules.outcomes import AnnouncementRefusal
from bot.announcements.store.approving import SETTLED, TOGETHER
from bot.announcements.store.drafts import Drafts, seal
from bot.messages import ChatId
from bot.people.staff import Role, Staff
from tests.integration.announcements.test_newsroom import (
    ADMIN,
    LEADER,
    MAY,
    NOON,
    OFFICER,
    AnnouncementRooms,
    actions,
    approval_of,
    approval_of_campaign,
    approve,
    office,
)
from tests.presence import found

__all__ = ["office"]

HAMLETS = [f"Xóm {number}" for number in range(10)]
SMALL = Sending(Audience(places=(HAMLETS[3],)))
EVERYBODY = Sending.to_everybody()
OLD = NOON - SETTLED - timedelta(days=1)


def staff(office: AnnouncementRooms, chat: ChatId) -> Staff:
    return found(office.rooms.approval_notices.staff.by_chat(chat))


def followed(office: AnnouncementRooms, per_hamlet: int = 1) -> None:
    for number, hamlet in enumerate(HAMLETS * per_hamlet):
        chat = ChatId("telegram", f"99{number}")
        office.rooms.followers.follow(chat, "đồng ý", OLD)
        office.rooms.followers.choose_place(chat, hamlet)


def an_article(title: str = "Họp xóm") -> Article:
    return Article(title=title, summary="Mời bà con.", body=body_of("Tối mai, tại nhà văn hóa."))


def proposed(office: AnnouncementRooms, sending: Sending = SMALL, title: str = "Họp xóm") -> Campaign:
    """Written by an officer, who approves nothing."""
    number = office.rooms.articles.add(an_article(title), staff(office, OFFICER).id, NOON)
    made = office.rooms.campaigning.propose(number, sending, staff(office, LEADER), NOON)
    assert isinstance(made, Campaign)
    return made


def test_a_small_audience_needs_one_and_everybody_two(office: AnnouncementRooms) -> None:
    followed(office)
    for sending, state in ((SMALL, CampaignState.QUEUEING), (EVERYBODY, CampaignState.PROPOSED)):
        done = office.rooms.campaigning.approve(proposed(office, sending), staff(office, LEADER), NOON)
        assert isinstance(done, Campaign)
        assert done.state is state


def test_an_audience_widened_since_it_was_seen_is_not_approved(office: AnnouncementRooms) -> None:
    followed(office)
    campaigning, boss = office.rooms.campaigning, staff(office, LEADER)
    seen = proposed(office)
    assert isinstance(campaigning.change(seen, EVERYBODY, "", boss, NOON), Campaign)
    assert campaigning.approve(seen, boss, NOON) is AnnouncementRefusal.CHANGED
    assert found(campaigning.get(seen.id)).state is CampaignState.PROPOSED


def test_approving_and_widening_at_once_never_send_to_everybody(office: AnnouncementRooms) -> None:
    followed(office)
    campaigning, boss = office.rooms.campaigning, staff(office, LEADER)
    for _ in range(20):
        seen, start = proposed(office), Barrier(2)

        def approves(seen: Campaign = seen, start: Barrier = start) -> None:
            start.wait()
            campaigning.approve(seen, boss, NOON)

        def widens(seen: Campaign = seen, start: Barrier = start) -> None:
            start.wait()
            campaigning.change(seen, EVERYBODY, "", boss, NOON)

        with ThreadPoolExecutor(2) as threads:
            for each in [threads.submit(approves), threads.submit(widens)]:
                each.result()
        now = found(campaigning.get(seen.id))
        assert (now.state, now.sending.audience.is_everybody) in {
            (CampaignState.QUEUEING, False),
            (CampaignState.PROPOSED, True),
        }


def test_the_button_in_the_chat_approves_what_stood_above_it_and_nothing_else(office: AnnouncementRooms) -> None:
    followed(office)
    made = proposed(office)
    old = approval_of_campaign(office, made.id)
    assert old in actions(office.press(ADMIN, f"ca:c:{made.id}"))
    urgent = Sending(Audience(), is_urgent=True)
    assert isinstance(office.rooms.campaigning.change(made, urgent, "Bão", staff(office, LEADER), NOON), Campaign)
    for action in (old, f"ca:a:{made.id}"):
        told = office.press(ADMIN, action)
        assert told[0].text == office.words.newsroom.refusals[AnnouncementRefusal.CHANGED]
        assert "Bão" in told[1].text, "what it has become is shown at once"
    assert found(office.rooms.campaigning.get(made.id)).approvals == ()


def test_who_put_their_words_into_a_draft_of_another_does_not_approve_it(office: AnnouncementRooms) -> None:
    followed(office)
    drafts, boss = Drafts(office.engine), staff(office, LEADER)
    number = drafts.add(an_article(), staff(office, OFFICER).id, NOON)
    kept = found(office.rooms.articles.get(number))
    assert drafts.revise(number, seal(kept.article), an_article("Lời của lãnh đạo"), boss.id, NOON) == number
    made = office.rooms.campaigning.propose(number, SMALL, boss, NOON)
    assert isinstance(made, Campaign)
    assert office.rooms.campaigning.approve(made, boss, NOON) is AnnouncementRefusal.OWN
    assert isinstance(office.rooms.campaigning.approve(made, staff(office, ADMIN), NOON), Campaign)


@pytest.mark.parametrize("title", ["Họp xóm", "Lời khác"])
def test_two_halves_of_one_person_are_a_whole(office: AnnouncementRooms, title: str) -> None:
    followed(office)
    campaigning, boss = office.rooms.campaigning, staff(office, LEADER)
    first = campaigning.approve(proposed(office, Sending(Audience(places=tuple(HAMLETS[:5])))), boss, NOON)
    assert isinstance(first, Campaign)
    assert first.state is CampaignState.QUEUEING
    half = proposed(office, Sending(Audience(places=tuple(HAMLETS[5:]))), title)
    assert campaigning.approvals_needed(half, NOON, boss) == 2
    second = campaigning.approve(half, boss, NOON + timedelta(hours=1))
    assert isinstance(second, Campaign)
    assert second.state is CampaignState.PROPOSED
    later = campaigning.approvals_needed(half, NOON + TOGETHER + timedelta(minutes=1), boss)
    assert later == 1, "what was let out long ago is another matter"


def test_the_same_few_may_be_written_to_again(office: AnnouncementRooms) -> None:
    followed(office)
    for number in range(4):
        done = office.rooms.campaigning.approve(proposed(office, title=f"Tin {number}"), staff(office, LEADER), NOON)
        assert isinstance(done, Campaign)
        assert done.state is CampaignState.QUEUEING


@pytest.mark.parametrize("channel", ["web", "telegram"])
def test_subscriptions_made_up_today_make_no_audience_a_small_part(office: AnnouncementRooms, channel: str) -> None:
    followed(office)
    for number in range(100):
        office.rooms.followers.follow(ChatId(channel, f"made up {number}"), "đồng ý", NOON)
    all_hamlets = proposed(office, Sending(Audience(places=tuple(HAMLETS))))
    assert office.rooms.campaigning.approvals_needed(all_hamlets, NOON) == 2


def three(office: AnnouncementRooms) -> ChatId:
    chief = ChatId("telegram", "103")
    office.rooms.approval_notices.staff.add("Tư", Role.LEADER, 1, "cli", NOON, chief)
    return chief


def test_who_wrote_the_text_of_a_month_is_none_of_its_two(office: AnnouncementRooms) -> None:
    chief = three(office)
    office.work(NOON)
    assert isinstance(office.rooms.newsroom.edit(MAY, DraftField.TITLE, "Tiêu đề mới", staff(office, LEADER), NOON), int)
    assert office.press(LEADER, approval_of(office))[0].text == office.words.newsroom.refusals[AnnouncementRefusal.OWN]
    approve(office, by=(ADMIN, chief))
    assert office.rooms.newsroom.entry(MAY).is_approved


def test_where_there_are_no_two_others_who_wrote_it_is_one_of_two_and_never_alone(office: AnnouncementRooms) -> None:
    office.work(NOON)
    assert isinstance(office.rooms.newsroom.edit(MAY, DraftField.TITLE, "Tiêu đề mới", staff(office, LEADER), NOON), int)
    approve(office, by=(LEADER, LEADER))
    assert not office.rooms.newsroom.entry(MAY).is_approved
    approve(office, by=(ADMIN,))
    assert office.rooms.newsroom.entry(MAY).is_approved


def test_another_hour_voids_the_approvals_of_a_month_and_the_button_for_the_old_hour(office: AnnouncementRooms) -> None:
    office.work(NOON)
    old = approval_of(office)
    approve(office)
    newsroom, boss = office.rooms.newsroom, staff(office, LEADER)
    assert not isinstance(newsroom.postpone(MAY, NOON + timedelta(days=12), boss, NOON), AnnouncementRefusal)
    assert newsroom.entry(MAY).approvals == ()
    assert office.press(ADMIN, old)[0].text == office.words.newsroom.refusals[AnnouncementRefusal.CHANGED]
    assert newsroom.entry(MAY).approvals == ()


def test_of_two_who_save_the_text_of_one_month_at_once_one_is_told_that_it_changed(office: AnnouncementRooms) -> None:
    office.work(NOON)
    newsroom = office.rooms.newsroom
    seen, start = newsroom.entry(MAY).article, Barrier(2)

    def saves(chat: ChatId) -> int | AnnouncementRefusal:
        start.wait()
        return newsroom.rewrite(MAY, seen, an_article(f"Bài của {chat.key}"), staff(office, chat), NOON)

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(saves, (LEADER, ADMIN)))
    assert sorted(type(each) is int for each in done) == [False, True]
    assert AnnouncementRefusal.CHANGED in done


def test_an_approval_of_other_text_than_was_seen_counts_nothing(office: AnnouncementRooms) -> None:
    seen = proposed(office)
    assert replace(seen, article=seen.article + 1).seal != seen.seal
    assert replace(seen, starts=NOON).seal != seen.seal
    assert replace(seen, urgent_because="x").seal != seen.seal


def by_mail(office: AnnouncementRooms, written_by: str) -> Staff:
    """A leader without the bot, whose mailbox `written_by` wrote down."""
    book = office.rooms.approval_notices.staff
    made = book.add("Tư", Role.LEADER, 1, "cli", OLD)
    assert book.change(made.id, made.name, made.role, made.unit, written_by, OLD, "tu@example.vn")
    return found(book.get(made.id))


def first_approval(office: AnnouncementRooms) -> Campaign:
    """Of an admin, of what goes to everybody: one more is needed."""
    followed(office)
    done = office.rooms.campaigning.approve(proposed(office, EVERYBODY), staff(office, ADMIN), NOON)
    assert isinstance(done, Campaign)
    return done


def test_a_mailbox_that_one_wrote_down_for_the_other_makes_no_second_person_however_long_ago(office: AnnouncementRooms) -> None:
    admin = staff(office, ADMIN)
    other = by_mail(office, admin.actor)
    waiting = first_approval(office)
    assert OLD < NOON - SETTLED
    assert office.rooms.campaigning.approve(waiting, other, NOON) is AnnouncementRefusal.ONE_HAND
    book = office.rooms.approval_notices.staff
    assert book.vouch(other.id, admin.actor, NOON)
    assert office.rooms.campaigning.approve(waiting, other, NOON) is AnnouncementRefusal.ONE_HAND, "nor by saying so once more"
    assert book.vouch(other.id, "cli", NOON)
    done = office.rooms.campaigning.approve(waiting, other, NOON)
    assert isinstance(done, Campaign)
    assert done.state is CampaignState.QUEUEING


def test_one_that_a_third_hand_wrote_down_or_that_opens_nothing_does(office: AnnouncementRooms) -> None:
    waiting = first_approval(office)
    other = by_mail(office, "cli")
    assert isinstance(office.rooms.campaigning.approve(waiting, other, NOON), Campaign)
    admin = staff(office, ADMIN)
    book = office.rooms.approval_notices.staff
    assert book.change(other.id, other.name, other.role, other.unit, admin.actor, OLD, "tu2@example.vn")
    assert book.bind(other.id, ChatId("telegram", "404"), "cli", OLD)
    again = office.rooms.campaigning.approve(proposed(office, EVERYBODY, "Tin khác"), admin, NOON)
    assert isinstance(again, Campaign)
    assert isinstance(office.rooms.campaigning.approve(again, found(book.get(other.id)), NOON), Campaign)
