"""The register as a file of lines, to be taken along and brought in: one channel a line, under headings. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.official.rules.channel import OfficialChannel, OfficialDraft, OfficialKind
from knowledge.facts.deadline_days import day_in

COLUMNS = ("kind", "value", "holder", "bank", "purpose", "since", "until", "source", "has_subdomains")


@dataclass(frozen=True, slots=True)
class OfficialLine:
    """A line of a file; `draft`: None where it cannot be read."""

    number: int
    draft: OfficialDraft | None


def rows_of(
    channels: Sequence[OfficialChannel], headings: Mapping[str, str], kinds: Mapping[OfficialKind, str], yes: str
) -> Iterator[Sequence[object]]:
    """The headings, then a row each."""
    yield [headings[name] for name in COLUMNS]
    for each in channels:
        draft = each.draft
        told = (draft.value, draft.holder, draft.bank, draft.purpose, draft.since, draft.until, draft.source)
        yield (kinds[draft.kind], *told, yes if draft.has_subdomains else "")


def read(
    content: bytes, headings: Mapping[str, str], kinds: Mapping[OfficialKind, str], yes: str, most: int
) -> Sequence[OfficialLine] | None:
    """The lines of a CSV as `rows_of` writes it, in any order of columns, `most` and one at most; None where it has not these headings, or
    is no text."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    first = text.partition("\n")[0]
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
        filled = ((reader.line_num, row) for row in reader if any(map(str.strip, row)))
        rows = list(islice(filled, most + 2))
    except csv.Error:
        return None
    named = {headings[name].casefold(): name for name in COLUMNS}
    columns = [named.get(cell.strip().casefold(), "") for cell in rows[0][1]] if rows else []
    if not {"kind", "value", "holder", "source", "since"}.issubset(columns):
        return None
    words = {told.casefold(): kind for kind, told in kinds.items()}
    return [OfficialLine(number, _draft(dict(zip(columns, row, strict=False)), words, yes)) for number, row in rows[1:]]


def _draft(cells: Mapping[str, str], kinds: Mapping[str, OfficialKind], yes: str) -> OfficialDraft | None:
    told = dict.fromkeys(COLUMNS, "") | {
        name: cell.strip().removeprefix("'") for name, cell in cells.items()
    }  # the apostrophe that kept a cell from being computed
    kind, since, until = kinds.get(told["kind"].casefold()), day_in(told["since"]), day_in(told["until"])
    if kind is None or since is None or (told["until"] and until is None):
        return None
    texts = (told["value"], told["holder"], told["purpose"], told["source"])
    return OfficialDraft(kind, *texts, since, until, told["bank"], told["has_subdomains"].casefold() == yes.casefold())
