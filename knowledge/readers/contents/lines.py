"""Lines of an official text: markup taken off, words split over lines and pages joined, page numbers and notes set aside.

A table row is a line with tabs between its cells; everything else is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.texts.text import SMALL, one_line

ROMAN = re.compile(r"^(X{0,3}(?:IX|IV|V?I{0,3}))(?:[.)/]\s*|\s*[-–]\s+|\s*:\s*)(?=\S)(.*)$")
NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3})[.)/]\s*(?=\D)(.*)$")
LETTERED = re.compile(r"^([a-zđ])[.)/]\s*(.+)$")
BULLET = re.compile(r"^(?:[-–+*•]\s*)+(.*)$")

_BOLD = re.compile(r"\*\*|__|</?[biu]>")
_ITALIC = re.compile(r"(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])")
_MARKED_BULLET = re.compile(r"^\*{1,4}\s")
_PAGE_NUMBER = re.compile(r"^[-–\s]*(?:trang\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–\s]*$", re.IGNORECASE)
_FOOTNOTE = re.compile(r"^[¹²³⁴-⁹⁰]+\s*\S")
_FOOTNOTE_MARK = re.compile(r"(?<=\w)(?:⁽[¹²³⁴-⁹⁰]+⁾|[¹²³⁴-⁹⁰]+)")
_ENDED = re.compile(r"[.;:!?…/\"”]\s*$")
_GOES_ON = re.compile(rf"^[{SMALL}](?![.)/])")


class Placed(str):
    """A line that knows where it stands in its document ("dòng 12", "trang 3"), for the report."""

    __slots__ = ("place",)
    place: str

    def __new__(cls, text: str, place: str) -> Placed:
        line = super().__new__(cls, text)
        line.place = place
        return line


def like(text: str, origin: str) -> str:
    """`text` at the place of `origin`."""
    return Placed(text, origin.place) if isinstance(origin, Placed) else text


def place_of(line: str) -> str:
    return line.place if isinstance(line, Placed) else ""


def where(name: str, line: str) -> str:
    """The document's name, with the place of `line` where it is known."""
    return ", ".join(filter(None, (name, place_of(line))))


def clean(line: str) -> str:
    """One paragraph without Markdown emphasis; a row keeps its tabs, its cells trimmed."""
    if "\t" in line.lstrip():  # trailing tabs are empty cells; a leading one alone is an indent
        return like("\t".join("\n".join(map(_plain, cell.strip().split("\n"))) for cell in line.split("\t")), line)
    return like(_plain(line), line)


def _plain(text: str) -> str:
    text = text.strip()
    if text.startswith("*"):
        return one_line(f"- {text.replace('*', '')}" if _MARKED_BULLET.match(text) else text.replace("*", ""))
    return one_line(_ITALIC.sub(r"\1", _BOLD.sub("", text)))


def joined(raw: Iterable[str]) -> list[str]:
    """Clean paragraphs of a text with hard line ends: those broken in mid-sentence are whole again, notes stand last."""
    body: list[str] = []
    notes: list[str] = []
    for line in map(clean, raw):
        if not line or _PAGE_NUMBER.match(line):
            continue
        if _FOOTNOTE.match(line):
            notes.append(line)
        elif not _is_row(line) and _continues(body, line):
            body[-1] = like(f"{body[-1]} {line}", body[-1])
        elif not _is_row(line) and _continues(notes, line):
            notes[-1] = like(f"{notes[-1]} {line}", notes[-1])
        else:
            body.append(line)
    return [like(_FOOTNOTE_MARK.sub("", line), line) for line in body] + notes


def _is_row(line: str) -> bool:
    return "\t" in line


def _continues(lines: list[str], line: str) -> bool:
    return bool(lines) and not _is_row(lines[-1]) and bool(_GOES_ON.match(line)) and not _ENDED.search(lines[-1]) and len(lines[-1]) > 40


def is_capitals(text: str) -> bool:
    """Is `text` written in capitals throughout (a heading)?"""
    return text.upper() == text and text.lower() != text
