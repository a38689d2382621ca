"""What counts as one person's is not done without end from one network address: subscribing, following, asking, voting."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.announcements.rules.outcomes import AnnouncementRefusal
from bot.messages import ChatId, Incoming
from bot.participation.round import QuestionStage, RoundRefusal
from bot.petitions.rules.outcome import Done, NotDone, RefusalReason
from bot.petitions.rules.petition import PetitionFile
from bot.runtime.address_deeds import FOLLOWINGS, QUESTIONS, SPAN, SUBSCRIPTIONS, VOTES, AddressDeeds
from tests.integration.announcements.test_newsroom import NOON, AnnouncementRooms, office
from tests.integration.announcements.test_newsroom import OFFICER as CLERK
from tests.integration.participation.test_planning import ADMIN, AN, OFFICER, PlanningRooms, house, opened, staff
from tests.integration.participation.test_planning import NOON as MORNING
from tests.petitions import MONDAY, Office, filing
from tests.petitions import office as petition_office
from tests.presence import found

__all__ = ["house", "office", "opened"]
HERE, THERE = "203.0.113.77", "198.51.100.4"


@pytest.mark.parametrize("address", [HERE, "127.0.0.1", "2001:db8::1"])
def test_so_many_within_an_hour_and_again_later(address: str) -> None:
    deeds = AddressDeeds(3, "x")
    assert [deeds.may(address, NOON) for _ in range(4)] == [True, True, True, False]
    assert deeds.may(THERE, NOON), "another address is another's"
    assert deeds.may(address, NOON + SPAN)


def test_who_comes_without_an_address_has_an_account_and_is_not_counted() -> None:
    deeds = AddressDeeds(1, "x")
    assert all(deeds.may("", NOON) for _ in range(5))


def test_a_script_behind_one_address_makes_up_no_public(office: AnnouncementRooms) -> None:
    def subscribes(number: int, address: str) -> None:
        chat = ChatId("web", f"made up {number}")
        office.desk.handle(Incoming(chat, NOON, action=office.desk.seals.sealed(chat, "fo:ok"), address=address))

    for number in range(SUBSCRIPTIONS + 20):
        subscribes(number, HERE)
    assert office.rooms.followers.count() == SUBSCRIPTIONS
    subscribes(1000, THERE)
    assert office.rooms.followers.count() == SUBSCRIPTIONS + 1


def test_questions_and_votes_of_one_address_are_capped_for_all_its_visitors_together(opened: PlanningRooms) -> None:
    rounds = opened.rooms.rounds
    asked = [rounds.ask(ChatId("web", str(number)), f"Bao giờ sửa đường ngõ {number}?", MORNING, HERE) for number in range(QUESTIONS + 5)]
    assert asked[QUESTIONS:] == [RoundRefusal.CROWDED] * 5
    assert RoundRefusal.CROWDED not in asked[:QUESTIONS]
    admin = staff(opened, ADMIN)
    assert not isinstance(rounds.move(1, QuestionStage.LISTED, admin, MORNING), RoundRefusal)
    votes = [rounds.vote(1, ChatId("web", f"v{number}"), MORNING, HERE) for number in range(VOTES + 5)]
    assert votes == [None] * VOTES + [RoundRefusal.CROWDED] * 5
    assert rounds.vote(1, ChatId("web", "w"), MORNING, THERE) is None


def test_an_officer_reads_in_the_chat_no_question_that_nobody_has_listed(opened: PlanningRooms) -> None:
    assert isinstance(opened.rooms.rounds.ask(AN, "Bao giờ cấp sổ đỏ cho thôn Ba?", MORNING), int)
    told = opened.press(OFFICER, "ro:d")
    assert told[-1].text == opened.words.rounds.troubles[RoundRefusal.NOT_ALLOWED]
    assert "sổ đỏ" not in str(told)
    assert "ro:d" not in str(opened.say(OFFICER, "/danhoi"))
    assert "sổ đỏ" in str(opened.press(ADMIN, "ro:d"))


def test_an_officer_reads_in_the_chat_no_list_of_campaigns(office: AnnouncementRooms) -> None:
    for told in (office.say(CLERK, "/tin"), office.press(CLERK, "ca:l"), office.press(CLERK, "ca:c:1"), office.say(CLERK, "/tinmoi")):
        assert told[-1].text == office.words.newsroom.refusals[AnnouncementRefusal.NOT_ALLOWED]


def test_a_petition_is_not_followed_by_a_crowd_that_one_address_made_up(engine: Engine, tmp_path: Path) -> None:
    here: Office = petition_office(engine, tmp_path)
    file = here.room.intake.file(filing(), AN, MONDAY)
    assert isinstance(file, PetitionFile)

    def follows(number: int, address: str) -> Done | NotDone:
        chat = ChatId("web", f"x{number}")
        return here.room.intake.follow(found(here.room.intake.sight_by_code(file.petition.code, chat)), chat, MONDAY, address)

    done = [follows(number, HERE) for number in range(FOLLOWINGS + 2)]
    assert all(isinstance(each, Done) for each in done[:FOLLOWINGS])
    assert [each.why for each in done[FOLLOWINGS:] if isinstance(each, NotDone)] == [RefusalReason.TOO_MANY] * 2
    assert isinstance(follows(1000, THERE), Done)
