"""What weighs how much where a message may mean several matters: held by the labelled conversations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest

from bot import wiring
from bot.ablation_command import choices_in
from bot.answers.decisions.matters import weighed
from bot.answers.decisions.strangers import likely
from bot.answers.decisions.weights import WEIGHTS
from bot.evaluation.weighing import LabelledChoice, fitted
from indexer.measuring.numbers import STEP
from tests.paths import TESTS
from tests.soak import IS_LONG, size

CONVERSATIONS, TALKS, HELD = (TESTS / name for name in ("conversations.jsonl", "talks.jsonl", "held_talks.jsonl"))
EVERY = size(5, 1)  # one conversation in so many is held: all of them take a minute and a half
SPREAD = size(5, 0) / 100  # by which few conversations may be harder than all
LEAST_RIGHT = {CONVERSATIONS: 0.84, TALKS: 0.72, HELD: 0.74}  # of the turns; 0.88, 0.76 and 0.78 when the weights were fitted


def some(file: Path, folder: Path) -> Path:
    """Some of the conversations of a file."""
    kept = folder / file.name
    with file.open(encoding="utf-8") as lines:
        kept.write_text("".join(islice(lines, 0, None, EVERY)), encoding="utf-8")
    return kept


def meant(choices: Sequence[LabelledChoice]) -> Iterator[tuple[bool, list[str]]]:
    """Of each turn by the weights as they stand: whether none of ours is meant, and what is shown, the likeliest first."""
    for choice in choices:
        matters = weighed({matter.code: matter.speaks for matter in choice.matters})
        yield not matters[0].code, likely(matters)


def moves(
    change: pytest.MonkeyPatch, name: str, weight: float, choices: Sequence[LabelledChoice], before: Sequence[tuple[bool, list[str]]]
) -> bool:
    """Whether any turn means something else with this weight: looked for to the first, not through all of them."""
    change.setitem(WEIGHTS, name, weight)
    return any(now != then for now, then in zip(meant(choices), before, strict=True))


def share_right(choices: Sequence[LabelledChoice]) -> float:
    return sum(choice.is_right for choice in choices) / len(choices)


@pytest.mark.soak
def test_what_is_meant_is_mostly_right_and_each_weight_decides_something(
    starter_index_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One test, as the conversations take twenty seconds to be held."""
    parts = wiring.wire(starter_index_folder)
    found = {file: choices_in(parts, some(file, tmp_path)) for file in LEAST_RIGHT}
    assert {file.name: share_right(choices) for file, choices in found.items() if share_right(choices) < LEAST_RIGHT[file] - SPREAD} == {}

    choices = [choice for each in found.values() for choice in each]
    assert {name for choice in choices for matter in choice.matters for name, value in matter.speaks.items() if value} == set(WEIGHTS)

    before, idle = list(meant(choices)), []
    for name, weight in list(WEIGHTS.items()):
        if not any(moves(monkeypatch, name, weight * share, choices, before) for share in (1 - STEP, 1 + STEP, 0)):
            idle.append(name)
        monkeypatch.setitem(WEIGHTS, name, weight)
    assert idle == []

    if IS_LONG:
        weights = fitted(list(found.values()), list(WEIGHTS))
        assert {name: weight for name, weight in weights.items() if abs(weight - WEIGHTS[name]) > 0.4} == {}
