"""Only who may approve is asked to: not who wrote it, not who has done so, not when the hour is over; in the console and in the chat."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.announcements.rules.campaign import Campaign
from bot.announcements.rules.outcomes import AnnouncementRefusal
from bot.announcements.windows.broadcasting import APPROVE, BroadcastingWindow
from bot.people.staff import Role, Staff
from tests.office import WORDS, TestOffice
from tests.presence import as_a

TEXT = "Lịch tiêm phòng dại\nThứ bảy tuần này tiêm phòng dại cho chó mèo.\nTrạm y tế xã tiêm phòng dại cho chó mèo, từ 7 giờ đến 11 giờ."


@pytest.fixture
def people(office: TestOffice) -> tuple[Staff, Staff, Staff]:
    """Who writes, and two others who may approve."""
    hall = office.unit("UBND xã Ví Dụ", is_coordinator=True)
    return (
        office.person("Nguyễn Thị Quản", Role.ADMIN, hall),
        office.person("Phạm Văn Lãnh", Role.LEADER, hall),
        office.person("Trần Thị Phó", Role.LEADER, hall),
    )


def written(office: TestOffice, by: Staff) -> Campaign:
    return as_a(Campaign, office.news.campaigning.write(TEXT, by, office.clock.at))


def offers(office: TestOffice, campaign: Campaign, person: Staff) -> bool:
    """Whether the page has the button; the chat's card has it too, or neither."""
    on_page = f"/dot-gui/{campaign.id}/approve" in office.log_in(person).text(f"/dot-gui/{campaign.id}")
    in_chat = office.news.campaigning.may_approve(campaign, person, office.clock.at)
    assert on_page == in_chat
    return on_page


def test_a_campaign_is_offered_to_the_others_alone(office: TestOffice, people: tuple[Staff, Staff, Staff]) -> None:
    author, leader, _ = people
    campaign = written(office, author)
    assert [offers(office, campaign, person) for person in people] == [False, True, True]
    campaign = as_a(Campaign, office.news.campaigning.approve(campaign, leader, office.clock.at))
    assert not office.news.campaigning.may_approve(campaign, leader, office.clock.at), "who has done so is not asked again"


def test_the_second_signature_is_asked_of_nobody_who_wrote_it(office: TestOffice, people: tuple[Staff, Staff, Staff]) -> None:
    author, leader, deputy = people
    campaign = written(office, author)
    writers = office.news.articles.writers(campaign.article)
    letters = office.news.approval_notices.to_confirm(campaign, "Lịch tiêm", office.clock.at, writers)
    assert {letter.staff for letter in letters} == {leader.id, deputy.id}


def test_the_chat_has_the_button_for_whoever_may_press_it(office: TestOffice, people: tuple[Staff, Staff, Staff]) -> None:
    author, leader, _ = people
    campaign = written(office, author)
    window = next(each for each in office.news.windows(lambda *_: (), lambda *_: ()) if isinstance(each, BroadcastingWindow))
    for person, expected in ((author, False), (leader, True)):
        rows = window._campaign(campaign, person, office.clock.at).rows
        assert any(f":{APPROVE}:" in button.action for row in rows for button in row) is expected


def test_when_its_hour_is_over_the_page_says_so_in_the_place_of_the_button(office: TestOffice, people: tuple[Staff, Staff, Staff]) -> None:
    author, leader, _ = people
    starts = office.clock.at + timedelta(days=1)
    campaign = as_a(Campaign, office.news.campaigning.time(written(office, author), starts, author, office.clock.at))
    assert offers(office, campaign, leader)
    office.clock.at = starts + timedelta(minutes=1)
    assert not offers(office, campaign, leader)
    page = office.log_in(leader).text(f"/dot-gui/{campaign.id}")
    assert WORDS.newsroom.refusals[AnnouncementRefusal.HOUR_GONE] in page
