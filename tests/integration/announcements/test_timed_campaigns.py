"""An announcement that waits for its hour: set beside the audience, signed with it, kept to the minute, and given up until then."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.announcements.rules.article import Article, body_of
from bot.announcements.rules.campaign import LONGEST_WAIT, Campaign, CampaignState
from bot.announcements.rules.followers import Audience, Sending
from bot.announcements.rules.outcomes import AnnouncementRefusal
from bot.messages import ChatId
from bot.people.staff import Staff
from tests.integration.announcements.test_newsroom import (
    ADMIN,
    AN,
    LEADER,
    NOON,
    OFFICER,
    AnnouncementRooms,
    actions,
    approval_of_campaign,
    local,
    office,
)
from tests.presence import found

__all__ = ["office"]

HOUR = local(2026, 5, 12, 8)
MINUTE = timedelta(minutes=1)


def staff(office: AnnouncementRooms, chat: ChatId) -> Staff:
    return found(office.rooms.approval_notices.staff.by_chat(chat))


def proposed(office: AnnouncementRooms, sending: Sending | None = None) -> Campaign:
    office.press(AN, "fo:ok")
    article = Article(title="Chiều thứ bảy", summary="Xã trả kết quả cả chiều thứ bảy.", body=body_of("Từ ngày 16/5."))
    number = office.rooms.articles.add(article, staff(office, OFFICER).id, NOON)  # who writes does not approve
    done = office.rooms.campaigning.propose(number, sending or Sending(Audience()), staff(office, ADMIN), NOON)
    assert isinstance(done, Campaign)
    return done


def timed(office: AnnouncementRooms, campaign: Campaign, starts: datetime | None, at: datetime = NOON) -> Campaign:
    done = office.rooms.campaigning.time(campaign, starts, staff(office, ADMIN), at)
    assert isinstance(done, Campaign), done
    return done


def approved(office: AnnouncementRooms, campaign: Campaign, at: datetime = NOON) -> Campaign:
    for chat in (ADMIN, LEADER):
        done = office.rooms.campaigning.approve(found(office.rooms.campaigning.get(campaign.id)), staff(office, chat), at)
        assert isinstance(done, Campaign), done
        campaign = done
    return campaign


def test_it_leaves_at_its_hour_and_its_page_opens_then(office: AnnouncementRooms) -> None:
    campaign = approved(office, timed(office, proposed(office), HOUR))
    assert (campaign.state, campaign.started) == (CampaignState.SCHEDULED, None)
    before = len(office.letters(AN))
    office.work(HOUR - MINUTE)
    assert len(office.letters(AN)) == before
    assert found(office.rooms.articles.get(campaign.article)).published is None, "nobody reads on the web what is not out"
    office.work(HOUR)
    assert len(office.letters(AN)) == before + 1
    running = found(office.rooms.campaigning.get(campaign.id))
    assert (running.state, running.started) == (CampaignState.RUNNING, HOUR)
    assert found(office.rooms.articles.get(campaign.article)).published == HOUR
    office.work(HOUR + MINUTE)
    assert len(office.letters(AN)) == before + 1, "once"


def test_a_server_that_was_off_at_the_hour_sends_when_it_is_back(office: AnnouncementRooms) -> None:
    campaign = approved(office, timed(office, proposed(office), HOUR))
    office.work(HOUR + timedelta(hours=5))
    assert found(office.rooms.campaigning.get(campaign.id)).state is CampaignState.RUNNING


def test_another_hour_voids_the_approvals_and_without_one_it_leaves_when_approved(office: AnnouncementRooms) -> None:
    campaign, by = timed(office, proposed(office), HOUR), staff(office, ADMIN)
    once = office.rooms.campaigning.approve(campaign, by, NOON)
    assert isinstance(once, Campaign)
    assert once.approvals == (by.id,)
    assert timed(office, once, HOUR + MINUTE).approvals == ()
    assert approved(office, timed(office, campaign, None)).state is CampaignState.QUEUEING


def test_an_hour_that_passed_while_it_waited_is_set_anew_before_anybody_approves(office: AnnouncementRooms) -> None:
    campaign = timed(office, proposed(office), HOUR)
    assert office.rooms.campaigning.approve(campaign, staff(office, ADMIN), HOUR) is AnnouncementRefusal.HOUR_GONE
    assert approved(office, timed(office, campaign, HOUR + MINUTE, HOUR), HOUR).state is CampaignState.SCHEDULED


def test_what_no_hour_can_be(office: AnnouncementRooms) -> None:
    campaign, by, time = proposed(office), staff(office, ADMIN), office.rooms.campaigning.time
    assert time(campaign, NOON, by, NOON) is AnnouncementRefusal.WRONG_HOUR
    assert time(campaign, NOON + LONGEST_WAIT + MINUTE, by, NOON) is AnnouncementRefusal.WRONG_HOUR
    assert time(campaign, local(2026, 5, 12, 23), by, NOON) is AnnouncementRefusal.QUIET_HOURS
    approved(office, campaign)
    assert time(campaign, HOUR, by, NOON) is AnnouncementRefusal.TOO_LATE, "it has left"


def test_until_its_hour_it_can_be_given_up(office: AnnouncementRooms) -> None:
    campaign = approved(office, timed(office, proposed(office), HOUR))
    dropped = office.rooms.campaigning.drop(campaign, staff(office, LEADER), HOUR - MINUTE)
    assert isinstance(dropped, Campaign)
    before = len(office.letters(AN))
    office.work(HOUR)
    assert found(office.rooms.campaigning.get(campaign.id)).state is CampaignState.DROPPED
    assert len(office.letters(AN)) == before


def test_in_the_chat_it_is_set_for_the_next_morning_and_shown_to_who_approves(office: AnnouncementRooms) -> None:
    campaign = proposed(office)
    assert f"ca:h:{campaign.id}" in actions(office.press(ADMIN, f"ca:c:{campaign.id}"))
    told = office.press(ADMIN, f"ca:h:{campaign.id}")
    assert "Hẹn gửi lúc 08:00, 11/05/2026" in told[0].text
    assert f"ca:h0:{campaign.id}" in actions(told)
    office.press(ADMIN, approval_of_campaign(office, campaign.id))
    assert "đã duyệt, chờ tới giờ" in office.press(LEADER, approval_of_campaign(office, campaign.id))[0].text
    assert f"ca:d:{campaign.id}" in actions(office.press(LEADER, f"ca:c:{campaign.id}"))
