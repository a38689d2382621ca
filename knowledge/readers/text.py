"""Plain text and Markdown: a portal page, a plan, the description of a procedure, or another official text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from knowledge.errors import UnreadableError
from knowledge.readers import Progress, Reading, Refusal, legacy, official, portal
from knowledge.readers.decoding import text_of
from knowledge.readers.lines import joined


def read(path: Path, progress: Progress) -> Iterator[Reading]:
    """Yield what the text says it is; text in TCVN3 or VNI letters is converted first."""
    progress(path.name)
    yield from whole_or_refused(path.name, readings(path.name, text_of(path)))


def readings(name: str, text: str) -> Iterator[Reading]:
    """The records in `text`, which may still be in an old encoding."""
    text = legacy.repaired(text).replace("\r\n", "\n").replace("\r", "\n")
    if portal.is_portal_text(text):
        yield from portal.procedures_in(name, text)
    else:
        yield from official.readings(name, joined(text.split("\n")))


def whole_or_refused(name: str, found: Iterator[Reading]) -> Iterator[Reading]:
    """`found` as it is; where it is nothing but one refusal of the document itself, raise it."""
    readings = list(found)
    if len(readings) == 1 and isinstance(readings[0], Refusal):
        raise UnreadableError(name, readings[0].reason)
    yield from readings
