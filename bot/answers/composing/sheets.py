"""What is shown, in its pieces: a sheet before it is cut into pages, its source, a page with its buttons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.answers.turn.deciding import AnswerKind
from bot.answers.turn.outcome import Choice
from knowledge.records.procedure import Part

LONGEST_NAME = 160  # characters of a procedure's name where it only says what is talked about; the longest has 900
LONGEST_CITED = 500  # characters of a title, a decision or an agency in a source line


@dataclass(frozen=True, slots=True)
class Cited:
    """One source: its title, the code or number it is known by, its address, and its day ("" where unknown)."""

    title: str
    code: str
    url: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Composed:
    """What is shown: the text, the choices offered as buttons, the sources; which page it is, of how many; what its first sentence is."""

    text: str
    choices: tuple[Choice, ...] = ()
    sources: tuple[Cited, ...] = ()
    page: int = 1
    n_pages: int = 1
    kind: AnswerKind = AnswerKind.REFUSAL


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One part of a procedure in full: its title and its text."""

    part: Part
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """An answer before it is cut into pages: what stands over every page, the body, what stands under the first and the last; its kind;
    those lines of the tail that warn of what is out of date."""

    head: str
    body: str
    tail: tuple[str, ...]
    cited: Cited
    kind: AnswerKind = AnswerKind.PART
    warnings: tuple[str, ...] = ()


def iso(day: date | None) -> str:
    """ "2026-07-01"; "" where it is not known."""
    return day.isoformat() if day else ""


def vietnamese(day: date | None) -> str:
    """ "01/07/2026"; "" where it is not known."""
    return f"{day:%d/%m/%Y}" if day else ""
