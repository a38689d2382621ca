"""No number that decides stands outside the table, and each is held: its test fails where it is moved by STEP, less or more."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from bot import answers
from bot.answers.numbers import NUMBERS
from indexer.measuring.numbers import STEP, Number, moved
from tests.paths import ROOT

NO_DECISION = {
    # what staff look through and try before saving: they change no answer; tests/rules/noise.tsv holds the first two
    *(f"bot.answers.rules.noise.{name}" for name in ("FEWEST_WORDS", "SHORTEST_WORD")),
    *(f"bot.answers.decisions.trial.{name}" for name in ("CANDIDATE", "MOST_TRIED", "NEAREST_RECORDS")),
    "bot.answers.lessons.learned.MOST_WORDINGS",
    # what is kept to save work, and how work is cut: they change no answer
    *(
        "indexer.query.query_parser.KEPT",
        "indexer.query.spelling.MOST_MENDED",  # of a message that is none in Vietnamese; test_reading_numbers holds it
        "bot.answers.decisions.answer.ANSWERS_KEPT",
        "bot.answers.decisions.answer.SCORES_KEPT",
        "bot.answers.short.quick.KEPT",
        "bot.answers.lines.papers_said.MOST",  # papers named at once: the part shows all
    ),
    *(
        "bot.answers.short.quick.RANKED_KEPT",
        "bot.answers.short.quick.TERMS_KEPT",
        "indexer.query.hasty.SYLLABLES_KEPT",
        "indexer.query.paraphrases.KEPT",
        "indexer.query.paraphrases.MOST",
        "indexer.ranking.search.RECORDS_KEPT",
        "bot.answers.decisions.documents.LOOKED_AT",
    ),
    *(
        "bot.answers.turn.followup.NAMINGS_KEPT",
        "bot.answers.turn.followup.KEPT",
        "bot.answers.decisions.spoken.KEPT",
        "bot.answers.decisions.catalogue.NAMES_KEPT",
        "indexer.building.build.BATCH",
        "indexer.building.term_counts.LOWER",
        "indexer.building.progress_lines.SILENT",
    ),
    *(
        "indexer.storage.bm25.DENSE_SHARE",
        "indexer.storage.bm25.SMALLEST_DENSE",
        "indexer.storage.bm25.FEW",
        "indexer.storage.artifact.FORMAT",
        "indexer.storage.artifact.KEPT",
        "indexer.storage.cache.CHECK",
    ),
    *(
        "indexer.measuring.growth.STEP_SYLLABLES",
        "indexer.measuring.growth.PHRASES",
        "indexer.measuring.growth.N_QUESTIONS",
        "indexer.measuring.bench.DEPTH",
    ),
    *(
        "indexer.measuring.bench.SLOW_QUERIES",
        "indexer.measuring.bench.ROUNDS",
        "indexer.measuring.evaluate.DEPTH",
        "indexer.measuring.numbers.STEP",
    ),
    *("bot.answers.store.questions.LARGEST_ID", "bot.answers.store.lessons.VERSION", "bot.answers.decisions.evidence.CANDIDATES"),
    # how much a screen or a message holds: what is said is decided before
    *(
        "indexer.passages.LONGEST_PASSAGE",
        "bot.answers.lines.parts.SHORT",
        "bot.answers.composing.retold.SHORTEST",
        "bot.answers.composing.retold.FEWEST_LINES",
    ),
    *("bot.answers.lines.paging.SMALLEST_SHARE", "bot.answers.composing.compose.LONGEST", "bot.answers.composing.sheets.LONGEST_NAME"),
    *(
        "bot.answers.composing.compose.LEAST_OF_TWO",
        "bot.answers.composing.compose.LONGEST_HEAD",
        "bot.answers.composing.compose.LONGEST_OF_TWO",
        "bot.answers.composing.sheets.LONGEST_CITED",
        "bot.answers.composing.procedures.MOST_WARNINGS",
    ),
    *(
        "bot.answers.decisions.catalogue.A_PAGE",
        "bot.answers.composing.labels.LONGEST_LABEL",
        "bot.answers.composing.labels.SHARED",
        "bot.answers.composing.labels.KEPT",
    ),
    *("bot.answers.composing.labels.HEAD", "bot.answers.composing.labels.SHOUTED"),
    "bot.answers.lines.parts.LONGEST_AGENCY",
    # how the weights of cries for help are learnt: what they decide is held by the sets of tests/danger
    *(
        "indexer.query.hearing.ROUNDS",
        "indexer.query.hearing.STEP",
        "indexer.query.hearing.LAST_ROUNDS",
        "indexer.query.hearing.SHRINK",
        "indexer.query.hearing.TOLD",
    ),
    *("indexer.query.hearing.FAINT", "indexer.query.hearing.ASKED", "indexer.query.hearing.PHRASE", "indexer.query.hearing.FORGOTTEN"),
    "indexer.query.hearing.OTHER_NUMBER",
    *("indexer.query.hearing.SEEN_IN_CRIES", "indexer.query.hearing.SEEN_IN_QUESTIONS", "indexer.query.hearing.USUAL_LENGTH"),
    "indexer.query.cue_phrases.SAID_WITH_SLOTS",
    "indexer.ranking.factors.ELSEWHERE",  # nothing at all: what another province alone gives is not offered
    # of what staff write, look through and set
    *(
        "bot.answers.lessons.learned.LONGEST_TEXT",
        "bot.answers.lessons.learned.LONGEST_ANSWER",
        "bot.answers.lessons.learned.LONGEST_SOURCE",
    ),
    *("bot.answers.store.lessons.MOST_LISTED", "bot.answers.lessons.grouping.ALIKE", "bot.answers.decisions.office.A_YEAR"),
}


def modules() -> Iterator[ModuleType]:
    for folder in (Path(answers.__file__).parent, ROOT / "indexer"):
        for path in sorted(folder.rglob("*.py")):
            if path.name not in ("__init__.py", "__main__.py"):
                yield import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def constants() -> Iterator[str]:
    """Each number in capitals that a module of the index or of the answers gives a value."""
    for module in modules():
        for node in ast.parse(inspect.getsource(module)).body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id.isupper():
                value = getattr(module, node.targets[0].id)
                if isinstance(value, int | float) and not isinstance(value, bool):
                    yield f"{module.__name__}.{node.targets[0].id}"


def holder(number: Number) -> Callable[[], None]:
    file, _, name = number.held_by.partition("::")
    held: Callable[[], None] = getattr(import_module(file.removesuffix(".py").replace("/", ".")), name)
    return held


def test_every_number_stands_in_the_table_or_decides_nothing() -> None:
    listed = {number.told for number in NUMBERS}
    found = set(constants())
    assert found - listed - NO_DECISION == set()
    assert NO_DECISION - found == set()
    assert listed & NO_DECISION == set()


def test_every_number_stands_once_with_a_unit_and_a_reason() -> None:
    assert len({number.told for number in NUMBERS}) == len(NUMBERS)
    assert [number.told for number in NUMBERS if not (number.unit and number.reason)] == []


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number.told)
def test_a_number_is_held_by_its_test(number: Number) -> None:
    held = holder(number)
    for share in (1 - STEP, 1 + STEP):
        with moved(number, number.at(share)), pytest.raises((AssertionError, RuntimeWarning)):
            held()
    held()


def test_a_number_is_moved_in_every_module_that_has_it_and_comes_back() -> None:
    (number,) = (number for number in NUMBERS if number.told == "bot.answers.turn.judging.WEAKEST")
    borrower, home = import_module("bot.answers.decisions.answer"), import_module("bot.answers.turn.judging")
    before = number.value
    with moved(number, 1.5):
        assert (home.WEAKEST, borrower.WEAKEST, number.value) == (1.5, 1.5, 1.5)
    assert (home.WEAKEST, borrower.WEAKEST, number.value) == (before, before, before)


@pytest.mark.parametrize(("value", "less", "more"), [(1, 0, 2), (2, 1, 3), (7, 5, 9), (2.0, 1.4, 2.6)])
def test_a_whole_number_stays_one_and_moves_by_one_at_least(
    value: float, less: float, more: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.answers.decisions.offers.NEAREST", value)
    number = Number("bot.answers.decisions.offers", "NEAREST", "", "")
    assert [number.at(1 - STEP), number.at(1 + STEP)] == pytest.approx([less, more])
