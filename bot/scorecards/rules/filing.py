"""Cards as a file of lines: one a line, under headings. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.scorecards.rules.scorecard import Scorecard, ScorecardDraft, ScorecardKind, number_in

COLUMNS = ("kind", "year", "province", "value", "rank", "ranked", "target", "source")
NEEDED = {"kind", "year", "province", "value", "source"}


@dataclass(frozen=True, slots=True)
class ScorecardLine:
    """A line of a file; `draft`: None where it cannot be read."""

    number: int
    draft: ScorecardDraft | None


def rows_of(cards: Sequence[Scorecard], headings: Mapping[str, str]) -> Iterator[Sequence[object]]:
    """The headings, then a row each."""
    yield [headings[name] for name in COLUMNS]
    for each in cards:
        it = each.draft
        yield (
            it.kind.value,
            it.year,
            it.province,
            str(it.value),
            it.rank,
            it.ranked,
            "" if it.target is None else str(it.target),
            it.source,
        )


def read(content: bytes, headings: Mapping[str, str], most: int) -> Sequence[ScorecardLine] | None:
    """The lines of a CSV as `rows_of` writes it, in any order of columns, `most` and one at most; None where it has not these headings, or
    is no text."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    first = text.partition("\n")[0]
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
        rows = list(islice(((reader.line_num, row) for row in reader if any(map(str.strip, row))), most + 2))
    except csv.Error:
        return None
    named = {headings[name].casefold(): name for name in COLUMNS}
    columns = [named.get(cell.strip().casefold(), "") for cell in rows[0][1]] if rows else []
    if not NEEDED.issubset(columns):
        return None
    words = {kind.value: kind for kind in ScorecardKind}
    return [ScorecardLine(number, draft_of(dict(zip(columns, row, strict=False)), words)) for number, row in rows[1:]]


def draft_of(cells: Mapping[str, str], kinds: Mapping[str, ScorecardKind]) -> ScorecardDraft | None:
    """What a line or a form says; None where a word of it is no number that it should be."""
    told = dict.fromkeys(COLUMNS, "") | {name: cell.strip().removeprefix("'") for name, cell in cells.items()}
    kind, numbers = kinds.get(told["kind"].casefold()), [told[name] for name in ("year", "rank", "ranked")]
    value, target = number_in(told["value"]), number_in(told["target"])
    are_numbers = all(not text or (text.isascii() and text.isdigit() and len(text) <= len("2026")) for text in numbers)
    if kind is None or not told["year"] or not are_numbers or (told["value"] and value is None) or (told["target"] and target is None):
        return None
    year, rank, ranked = (int(text) if text else None for text in numbers)
    return ScorecardDraft(kind, year or 0, told["province"], value, told["source"], rank, ranked, target)
