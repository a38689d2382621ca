"""What the bot tells its own people of itself: their commands beside those of citizens, and a list that counts what there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.frontdesk import FrontDesk
from bot.messages import ChatId
from bot.petitions.rules.petition import Naming
from bot.petitions.rules.texts.topics import topic_of
from bot.petitions.windows.working import MOST_LISTED
from tests.integration.filing.test_petition_windows import PetitionChat, filed, of_staff, windows_over
from tests.petitions import AN, GROUP, LIGHT, MONDAY, WORDS, Office


@pytest.fixture
def here(tmp_path: Path) -> Iterator[tuple[Office, FrontDesk]]:
    yield from windows_over(tmp_path)


@pytest.mark.parametrize("asked", ["/trogiup", "/help", "/start"])
def test_staff_are_told_their_own_commands_and_citizens_are_not(here: tuple[Office, FrontDesk], asked: str) -> None:
    hoa, an = of_staff(here, here[0].hoa), PetitionChat(here[1], AN)
    told = hoa.say(asked)
    assert f"/viec – {WORDS.staff_commands.viec}" in told
    assert "/tinmoi" not in told, "what nobody serves here is not told"
    assert "/kiennghi" in hoa.say("/trogiup"), "they are citizens, too"
    assert "/viec" not in an.say(asked)


def test_the_list_counts_what_there_is_not_what_it_shows_and_says_what_it_is_about(here: tuple[Office, FrontDesk]) -> None:
    made, _ = here
    for number in range(MOST_LISTED + 2):
        petition = filed(here, ChatId("web", f"an{number}"), content=f"{LIGHT}, cột số {number}").petition
        made.room.desk.forward(made.clerk, petition.id, made.roads.id, "", "x", MONDAY)
    hoa = of_staff(here, made.hoa)
    told = hoa.say("/viec")
    working = WORDS.petitions.working
    assert working.free.format(count=MOST_LISTED + 2) in told
    assert working.more.format(count=2) in told
    assert LIGHT[:30] in told, "a code alone says nothing"


def test_in_the_group_the_list_says_no_more_than_the_kind_or_the_topic(here: tuple[Office, FrontDesk]) -> None:
    made, _ = here
    petition = filed(here).petition
    made.room.desk.forward(made.clerk, petition.id, made.roads.id, "", "x", MONDAY)
    told = of_staff(here, made.hoa, GROUP).say("/viec")
    assert petition.code in told
    assert LIGHT[:30] not in told
    assert WORDS.petitions.topics[topic_of(LIGHT)] in told


def test_a_draft_keeps_its_lines_and_what_has_no_name_says_so_once(here: tuple[Office, FrontDesk]) -> None:
    made, _ = here
    petition = filed(here, naming=Naming.ANONYMOUS).petition
    made.room.desk.forward(made.clerk, petition.id, made.roads.id, "", "x", MONDAY)
    hoa = of_staff(here, made.hoa)
    hoa.act(f"w:claim:{petition.id}")
    hoa.press("Trình duyệt")
    hoa.say("Kính gửi bà con.\nXã sẽ sửa.")
    told = hoa.act(f"w:see:{petition.id}")
    assert "Kính gửi bà con.\nXã sẽ sửa." in told
    assert told.count(WORDS.petitions.card.suggestion) == 1
