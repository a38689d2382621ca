"""Plain text, Markdown, CSV: a portal page, a list of procedures, a plan, or another official text."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.errors import UnreadableError
from knowledge.readers import Progress, Reading, Refusal, Remark, content, legacy, portal
from knowledge.readers.decoding import text_of
from knowledge.readers.lines import Placed, joined


def read(path: Path, progress: Progress) -> Iterator[Reading]:
    """Yield what the text says it is; text in TCVN3 or VNI letters is converted first."""
    progress(path.name)
    text = text_of(path)
    if path.suffix.lower() == ".csv":
        text = "\n".join("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in row) for row in _rows(path.name, text))
    yield from whole_or_refused(path.name, readings(path.name, text))


def readings(name: str, text: str) -> Iterator[Reading]:
    """The records in `text`, which may still be in an old encoding."""
    text = legacy.repaired(text.replace("\r\n", "\n").replace("\r", "\n"))
    if portal.is_portal_text(text):
        yield from portal.procedures_in(name, text)
        return
    lines = [Placed(line, f"dòng {number}") for number, line in enumerate(text.split("\n"), 1)]
    yield from content.readings(name, joined(lines))


def whole_or_refused(name: str, found: Iterator[Reading]) -> Iterator[Reading]:
    """`found` as it is; where it holds no record and one refusal, raise that: the document as a whole is refused."""
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
