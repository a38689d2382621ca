"""docs/ablation.md names every number that decides, as it stands: measured in its table, or in the list of those that came since."""

from __future__ import annotations

import re

from bot.answers.numbers import NUMBERS
from tests.paths import ROOT

PAGE = (ROOT / "docs" / "ablation.md").read_text(encoding="utf-8")
SINCE = "## Từ lượt đo ấy"
ROW = re.compile(r"^\| `([^`]+)` \| (?:[^|]*\(nay )?(-?[\d.]+)\)? \|", re.MULTILINE)
"""A number and what it is now."""


def test_every_number_that_decides_is_named_once() -> None:
    assert sorted(name for name, _ in ROW.findall(PAGE)) == sorted(number.told for number in NUMBERS)


def test_every_number_is_told_as_it_stands() -> None:
    told = {name: float(value) for name, value in ROW.findall(PAGE)}
    assert {number.told: number.value for number in NUMBERS if told.get(number.told) != number.value} == {}


def test_what_came_since_was_not_measured() -> None:
    """A line with what moving it does belongs into the table."""
    since = PAGE[PAGE.index(SINCE) :]
    assert [line for line in since.splitlines() if line.startswith("| `") and line.count("|") != 4] == []
