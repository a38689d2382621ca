"""The papers of a dossier as people write them: one a line, under "1.", "a)", "-", "+" or "•", or one a row of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.readers.national.jsonl import documents_of, fitting, forms_in
from knowledge.records.procedure import RequiredDocument
from knowledge.texts.text import SMALL, normalise, one_line

_PORTAL_COUNT = re.compile(r"^số lượng:\s*bản chính", re.IGNORECASE | re.MULTILINE)
_SIGN = re.compile(r"^\s*(?:(?P<number>\d{1,2})[.)]|(?P<letter>[a-zđ])[.)]|\((?P<bracket>\w{1,3})\)|(?P<bullet>[-–*+•])(?![\d]))\s*")
_HEADING = "["  # the sign of a heading that only another heading ends
_BULLETS = frozenset("-–*+•")
_CASE = re.compile(r"^\[(.*)\]$")
_GOES_ON = re.compile(rf"^[{SMALL}]")
_NO_PAPER = re.compile(r"^(?:số lượng(?: hồ sơ)?|số bộ(?: hồ sơ)?)\b|^\d{1,2} (?:\(\w+\) )?bộ\b|^(?:stt|tt)$", re.IGNORECASE)
_NOTE = re.compile(r"^(?:lưu ý|ghi chú|chú ý)\b", re.IGNORECASE)
_ORIGINALS = re.compile(r"bản (?:chính|gốc)\s*:\s*(\d{1,2})\b", re.IGNORECASE)
_COPIES = re.compile(r"bản sao\s*:\s*(\d{1,2})\b", re.IGNORECASE)
_HEADS = {
    "name": re.compile(r"^(?:tên )?(?:thành phần|giấy tờ|hồ sơ|tài liệu|loại giấy tờ)"),
    "originals": re.compile(r"^(?:số )?bản (?:chính|gốc)$"),
    "copies": re.compile(r"^(?:số )?bản sao$"),
}


@dataclass(slots=True)
class Dossier:
    """The papers, and the lines that are none (how many sets, remarks): who imports reads of them in the report."""

    papers: list[RequiredDocument] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def dossier_of(text: str) -> Dossier:
    """Read a dossier; rows have tabs between their cells. Text in the portal's own form, with a line of counts a paper, is read as such."""
    if _PORTAL_COUNT.search(text):
        return Dossier(list(documents_of(normalise(text.replace("\t", " ")))))
    return _Reader().read(text.split("\n"))


class _Reader:
    """Goes through the lines once, with the case that is open and the sign it was written under."""

    def __init__(self) -> None:
        self._dossier = Dossier()
        self._case = ""
        self._case_sign = ""
        self._is_just_open = False
        self._columns: dict[str, int] = {}

    def read(self, lines: Sequence[str]) -> Dossier:
        for line in lines:
            if "\t" in line.strip("\t "):
                self._row([one_line(cell) for cell in line.split("\t")])
            elif line.strip():
                self._line(one_line(line))
        return self._dossier

    def _line(self, line: str) -> None:
        if heading := _CASE.match(line):
            self._open(heading[1].strip(" *:"), _HEADING)
            return
        sign, text = _cut(line)
        if not any(map(str.isalpha, text)):
            return
        if _NO_PAPER.match(text) or _NOTE.match(text):
            self._dossier.left.append(text)
        elif text.endswith(":"):
            self._open(text.rstrip(" :"), sign)
        elif not sign and _GOES_ON.match(text) and self._dossier.papers:
            last = self._dossier.papers.pop()
            self._add(f"{last.name} {text}", last.originals, last.copies)
        else:
            self._keep_or_close(sign)
            self._add(text)

    def _keep_or_close(self, sign: str) -> None:
        """A line with the sign of the case's own heading stands beside it, unless bullets follow a bullet at once: they stand under it."""
        if sign == self._case_sign and sign not in {"", _HEADING}:
            is_under = self._is_just_open and sign in _BULLETS
            self._case, self._case_sign = (self._case, _HEADING) if is_under else ("", "")
        self._is_just_open = False

    def _open(self, case: str, sign: str) -> None:
        self._case, self._case_sign, self._is_just_open = case, sign, True

    def _add(self, text: str, originals: int = 0, copies: int = 0) -> None:
        name = fitting(text.rstrip(" ;"))
        counted = [_count(pattern, text) for pattern in (_ORIGINALS, _COPIES)]
        self._dossier.papers.append(
            RequiredDocument(
                name=name, originals=originals or counted[0], copies=copies or counted[1], case=self._case, forms=forms_in(name)
            )
        )

    def _row(self, cells: Sequence[str]) -> None:
        if columns := _columns_of(cells):
            self._columns = columns
            return
        said = [cell for cell in cells if any(map(str.isalpha, cell))]
        at = self._columns.get("name", -1)
        name = cells[at] if 0 <= at < len(cells) and cells[at] else (said[0] if said else "")
        name = _cut(name)[1]
        if not name or _NO_PAPER.match(name):
            return
        if len(said) == 1 and name.endswith(":"):
            self._open(name.rstrip(" :"), _HEADING)
            return
        counts = [self._cell(cells, key) or _count(pattern, " ".join(cells)) for key, pattern in _COUNTED]
        self._add(name, *counts)

    def _cell(self, cells: Sequence[str], key: str) -> int:
        at = self._columns.get(key, -1)
        number = cells[at].strip() if 0 <= at < len(cells) else ""
        return int(number) if number.isdecimal() and len(number) <= 2 else 0


_COUNTED = (("originals", _ORIGINALS), ("copies", _COPIES))


def _cut(line: str) -> tuple[str, str]:
    """(what kind of sign the line begins with, the line without it); signs of one kind stand side by side."""
    match = _SIGN.match(line)
    if not match or not match.lastgroup:
        return "", line.strip()
    rest = line[match.end() :].strip()
    inner = _SIGN.match(rest)
    if inner and inner.lastgroup == "bullet":  # "- - Đơn": one bullet is enough
        rest = rest[inner.end() :].strip()
    return (match["bullet"] or match.lastgroup), rest


def _count(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.search(text)
    return int(match[1]) if match else 0


def _columns_of(cells: Sequence[str]) -> dict[str, int]:
    """The columns of a table's head; empty where the row is none."""
    found = dict(_found(cells))
    return found if "name" in found and any(cell.lower().strip(" .") in _HEAD_WORDS for cell in cells) else {}


_HEAD_WORDS = frozenset(
    {"stt", "tt", "số lượng", "bản chính", "bản sao", "số bản", "ghi chú", "mẫu đơn, tờ khai", "số bản chính", "số bản sao"}
)


def _found(cells: Sequence[str]) -> Iterator[tuple[str, int]]:
    for index, cell in enumerate(cells):
        for key, pattern in _HEADS.items():
            if pattern.match(cell.lower().strip(" .:")):
                yield key, index
