"""What weighs how much where a message may mean several matters: held by the labelled conversations."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import pytest

from bot import wiring
from bot.ablation_command import choices_in
from bot.answers.decisions.matters import weighed
from bot.answers.decisions.weights import WEIGHTS
from bot.evaluation.weighing import LabelledChoice, fitted
from indexer.measuring.numbers import STEP
from tests.soak import soak

CONVERSATIONS, TALKS = (Path(__file__).parents[1] / name for name in ("conversations.jsonl", "talks.jsonl"))
EVERY = 5  # one conversation in so many is held in the suite: all of them take a minute and a half
LEAST_RIGHT = {CONVERSATIONS: 0.84, TALKS: 0.72}  # of the turns; 0.87 and 0.76 when the weights were fitted


def some(file: Path, folder: Path) -> Path:
    """Some of the conversations of a file."""
    kept = folder / file.name
    with file.open(encoding="utf-8") as lines:
        kept.write_text("".join(islice(lines, 0, None, EVERY)), encoding="utf-8")
    return kept


def meant(choices: Sequence[LabelledChoice]) -> list[str]:
    """What each turn is taken to mean by the weights as they stand."""
    return [weighed({matter.code: matter.speaks for matter in choice.matters})[0].code for choice in choices]


def share_right(choices: Sequence[LabelledChoice]) -> float:
    return sum(choice.is_right for choice in choices) / len(choices)


def test_what_is_meant_is_mostly_right_and_each_weight_decides_something(
    starter_index_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One test, as the conversations take twenty seconds to be held."""
    parts = wiring.wire(starter_index_folder)
    found = {file: choices_in(parts, some(file, tmp_path)) for file in LEAST_RIGHT}
    assert {file.name: share_right(choices) for file, choices in found.items() if share_right(choices) < LEAST_RIGHT[file] - 0.04} == {}

    choices = [choice for each in found.values() for choice in each]
    assert {name for choice in choices for matter in choice.matters for name, value in matter.speaks.items() if value} == set(WEIGHTS)

    before, idle = meant(choices), []
    for name, weight in list(WEIGHTS.items()):
        moved = []
        for share in (1 - STEP, 1 + STEP, 0):
            monkeypatch.setitem(WEIGHTS, name, weight * share)
            moved.append(meant(choices) != before)
        monkeypatch.setitem(WEIGHTS, name, weight)
        if not any(moved):
            idle.append(name)
    assert idle == []


@soak
def test_the_weights_are_those_that_the_conversations_give(starter_index_folder: Path) -> None:
    parts = wiring.wire(starter_index_folder)
    files = [choices_in(parts, file) for file in LEAST_RIGHT]
    assert [share_right(choices) >= least for choices, least in zip(files, LEAST_RIGHT.values(), strict=True)] == [True, True]
    weights = fitted(files, list(WEIGHTS))
    assert {name: weight for name, weight in weights.items() if abs(weight - WEIGHTS[name]) > 0.35} == {}
