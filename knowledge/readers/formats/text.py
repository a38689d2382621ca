"""Plain text, Markdown, CSV: a portal page, a list of procedures, a plan, or another official text."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.errors import UnreadableError
from knowledge.readers import Progress, Reading, Refusal, Remark
from knowledge.readers.contents import content
from knowledge.readers.contents.lines import Placed, joined
from knowledge.readers.national import portal
from knowledge.readers.opening import legacy
from knowledge.readers.opening.decoding import text_of


def read(path: Path, progress: Progress) -> Iterator[Reading]:
    """Yield what the text says it is; text in TCVN3 or VNI letters is converted first."""
    progress(path.name)
    text = text_of(path)
    found = _listed(path.name, text) if path.suffix.lower() == ".csv" else readings(path.name, text)
    yield from whole_or_refused(path.name, found)


def readings(name: str, text: str) -> Iterator[Reading]:
    """The records in `text`, which may still be in an old encoding."""
    text = legacy.repaired(text.replace("\r\n", "\n").replace("\r", "\n"))
    if portal.is_portal_text(text):
        yield from portal.procedures_in(name, text)
        return
    lines = [Placed(line, f"dòng {number}") for number, line in enumerate(text.split("\n"), 1)]
    yield from content.readings(name, joined(lines))


def _listed(name: str, text: str) -> Iterator[Reading]:
    """The records of a CSV file; a line end inside a cell stays one, for it parts papers from one another."""
    rows = _rows(name, legacy.repaired(text.replace("\r\n", "\n").replace("\r", "\n")))
    lines = ["\t".join(cell.replace("\t", " ").strip() for cell in row).rstrip("\t") for row in rows]
    yield from content.readings(name, joined(Placed(line, f"hàng {number}") for number, line in enumerate(lines, 1) if line.strip()))


def whole_or_refused(name: str, found: Iterator[Reading]) -> Iterator[Reading]:
    """`found` as it is; where it holds one refusal and no record, the document is refused as a whole: raises UnreadableError."""
    readings = list(found)
    said = [reading for reading in readings if not isinstance(reading, Remark)]
    if len(said) == 1 and isinstance(said[0], Refusal):
        raise UnreadableError(name, said[0].reason)
    yield from readings


def _rows(name: str, text: str) -> Sequence[Sequence[str]]:
    head = text[: text.find("\n") if "\n" in text else len(text)]
    delimiter = max(";,\t", key=head.count)
    try:
        return list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableError(name, "tệp CSV bị hỏng") from error
