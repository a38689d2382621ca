"""What a stranger can ask out of the list of similar petitions: by topic, kind and public place alone, and not often (ADR 26)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.messages import ChatId
from bot.petitions.cases.looks import OF_ADDRESS, OF_CHAT
from bot.petitions.rules.petition import Naming, NewPetition, PetitionFile, PetitionKind
from tests.petitions import BINH, LIGHT, MONDAY, Office, filing

SECRET = "Đèn đường hỏng làm chồng tôi tên Phạm Quốc Toản ngã, tôi ở nhờ nhà chị Hạnh ngõ 12 mong cán bộ giữ kín giúp"
VICTIM = ChatId("web", "victim")


def filed(here: Office, wanted: NewPetition) -> int:
    made = here.room.intake.file(wanted, VICTIM, MONDAY)
    assert isinstance(made, PetitionFile)
    return made.petition.id


def shown(here: Office, wanted: NewPetition, chat: ChatId = BINH, address: str = "") -> list[int]:
    return [each.id for each in here.room.intake.alike(wanted, chat, MONDAY, address)]


def test_no_free_word_of_a_petition_changes_what_a_stranger_is_shown(here: Office) -> None:
    number = filed(here, filing(SECRET, naming=Naming.NAMED))
    guesses = ("chồng tôi tên Phạm Quốc Toản", "ở nhờ nhà chị Hạnh ngõ 12", "giữ kín giúp chồng tôi ngã", SECRET.removeprefix("Đèn đường "))
    assert [shown(here, filing(guess)) for guess in guesses] == [[]] * 4
    for guess in ("Đèn đường hỏng", "Đèn đường hỏng Phạm Quốc Toản", "Đèn đường hỏng Nguyễn Đức Nam"):
        assert shown(here, filing(guess)) == [number], "the topic alone decides"


@pytest.mark.parametrize("guess", ["thôn 3, nhà chị Hạnh", "Thôn 3 xã Hòa Bình", "xom ba"])
def test_of_the_place_the_ward_and_what_anybody_knows_of_it_count(here: Office, guess: str) -> None:
    number = filed(here, filing(LIGHT, naming=Naming.NAMED, where="nhà chị Hạnh ngõ 12, thôn 3, xã Hòa Bình"))
    assert shown(here, filing(LIGHT, where=guess)) == [number]
    assert shown(here, filing(LIGHT, where="thôn 4, xã Hòa Bình")) == []


@pytest.mark.parametrize("guess", ["nhà chị Hạnh ngõ 12", "ngõ 12 xã Hòa Bình", "số 7 ngõ 12", "gần nhà chị Hạnh"])
def test_no_house_and_no_alley_can_be_found_by_guessing(here: Office, guess: str) -> None:
    filed(here, filing("Đèn đường hỏng", naming=Naming.NAMED, where="số 7 ngõ 12, nhà chị Hạnh"))
    assert shown(here, filing("Đèn đường hỏng", where=guess)) == []


def test_of_a_sender_whose_name_is_hidden_nothing_but_that_it_is_there_is_shown(here: Office) -> None:
    number = filed(here, filing(SECRET, naming=Naming.HIDDEN))
    (seen,) = here.room.intake.alike(filing("Đèn đường hỏng"), BINH, MONDAY)
    assert seen.id == number
    told = here.room.intake.presenter().likeness(here.room.intake.clock(), seen)
    assert told == "Việc khác, xã Hòa Bình, tháng 3/2026 (1 người theo dõi)"


@pytest.mark.parametrize(
    "hidden",
    [
        filing(naming=Naming.ANONYMOUS),
        filing(naming=Naming.NAMED, kind=PetitionKind.BEHAVIOUR),
        filing(f"{LIGHT}, cán bộ Lan và ông Dũng đã hẹn; Quản trị cũng biết", naming=Naming.NAMED),
    ],
    ids=["anonymous", "of behaviour", "names an officer"],
)
def test_what_is_not_for_other_eyes_is_never_shown(here: Office, hidden: NewPetition) -> None:
    filed(here, hidden)
    assert [shown(here, filing(LIGHT, kind)) for kind in PetitionKind] == [[]] * len(PetitionKind)


def test_of_another_kind_none_is_shown(here: Office) -> None:
    filed(here, filing(naming=Naming.NAMED))
    assert shown(here, filing(LIGHT, PetitionKind.REGULATION)) == []


def test_who_only_asks_is_shown_no_more(here: Office) -> None:
    filed(here, filing(naming=Naming.NAMED))
    assert [bool(shown(here, filing())) for _ in range(OF_CHAT + 1)] == [True] * OF_CHAT + [False]
    assert shown(here, filing(), VICTIM), "another chat has its own looks"
    later = MONDAY + timedelta(hours=1)
    assert here.room.intake.alike(filing(), BINH, later)


def test_new_chats_of_one_address_together_ask_no_more_than_its_share(here: Office) -> None:
    filed(here, filing(naming=Naming.NAMED))
    looks = [bool(shown(here, filing(), ChatId("web", str(number)), f"2001:db8::{number:x}")) for number in range(OF_ADDRESS + 1)]
    assert looks == [True] * OF_ADDRESS + [False]
