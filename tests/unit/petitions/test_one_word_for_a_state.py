"""A state of a petition is called by one word, for citizens and staff alike, and no count or label borrows the word of a state."""

from __future__ import annotations

from bot import wording
from bot.petitions.rules.petition import PetitionState
from bot.plans.report import Measure

WORDS = wording.load()


def test_citizens_and_staff_read_the_same_word_for_a_state() -> None:
    assert WORDS.console.states == WORDS.petitions.states
    assert set(WORDS.petitions.states) == set(PetitionState)
    assert len(set(WORDS.petitions.states.values())) == len(PetitionState), "no word for two states"


def test_what_is_not_yet_answered_is_not_called_by_the_word_of_one_state() -> None:
    console, at_work = WORDS.console, WORDS.petitions.states[PetitionState.IN_PROGRESS]
    labels = (console.board.any_open, console.figures.open, console.petition.holder, WORDS.plans.report.figures[Measure.OPEN])
    assert not any(at_work.lower() in label.lower() for label in labels)
    assert at_work.lower() not in WORDS.plans.report.petitions_told.lower()
    assert console.board.any_open == console.figures.open, "one count, one name"
    assert at_work in console.board.open_about, "the two are told apart where one is chosen"
    assert console.board.any_open in console.board.open_about


def test_a_citizen_reads_that_it_is_being_worked_on_in_the_word_of_the_state() -> None:
    assert WORDS.petitions.states[PetitionState.IN_PROGRESS].lower() in WORDS.petitions.told.claim
