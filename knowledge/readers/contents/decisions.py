"""A decision that publishes many procedures → the stretch of text of each: never one record made of several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.readers.contents.parts import Parts, opens, parts_of
from knowledge.records.procedure import CODE
from knowledge.texts.text import one_line

FEWEST_PARTS = 3  # statutory headings that make a text the description of a procedure
NEAR = 4  # lines between a procedure's heading and its first statutory heading (its code, its field, its level)
LONGEST_HEADING = 1_000  # characters; the longest known name of a procedure has 700

_LABEL = r"(?:mã(?: số)?(?: thủ tục| tthc| hồ sơ)*(?: hành chính)?|số hồ sơ(?: tthc| thủ tục)?(?: hành chính)?|số tthc)"
_CODE_IN_TEXT = re.compile(rf"(?<!\w){_LABEL}\s*[:.]?\s*(\d{{1,2}}\.\d{{6,9}}(?:\.[A-Z]\w{{1,5}})*)", re.IGNORECASE)
_BRACKETED = re.compile(rf"\s*[(\[–-]*\s*{_LABEL}\s*[:.]?\s*\d[\w.]*\s*[)\]]*\s*[.;:]*\s*$", re.IGNORECASE)
_NUMBERING = re.compile(r"^(?:[IVXLC]{1,6}[.)]\s*|\d{1,3}(?:\.\d{1,3}){0,3}[.)]?\s+|\d{1,3}[.)]\s*)")
_NAMED = re.compile(r"^(?:tên thủ tục(?: hành chính)?\s*:?|thủ tục(?: hành chính)?(?: số \d{1,3})?\s*:)\s+(\S.{3,})$", re.IGNORECASE)
_TABLE_OF_CONTENTS = re.compile(r"[.…]{4,}\s*\d{1,4}\s*$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """The lines of one procedure with what its heading says; `heading` is the line it was found by."""

    lines: tuple[str, ...]
    parts: Parts
    name: str = ""
    code: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line that may begin a procedure: by its name, its code or both."""

    at: int
    name: str
    code: str
    last: int
    is_labelled: bool


def code_in(line: str) -> str:
    """The procedure code that a line gives under a label, or ""."""
    match = _CODE_IN_TEXT.search(line)
    return match[1] if match and CODE.match(match[1]) else ""


def stretches_of(lines: Sequence[str]) -> list[Stretch]:
    """Each procedure of a text with more than one of them; empty where it holds one or none."""
    marks = [mark for mark in _joined(_marks(lines), lines) if _is_followed(mark, lines)]
    ends = [*(mark.at for mark in marks[1:]), len(lines)][: len(marks)]
    found: list[Stretch] = []
    for mark, end in zip(marks, ends, strict=True):
        inside = tuple(lines[mark.at : end])
        found.append(Stretch(inside, parts_of(lines[mark.last + 1 : end]), mark.name, mark.code, lines[mark.at]))
    whole = [stretch for stretch in found if len(stretch.parts.of) >= FEWEST_PARTS]
    if len(whole) < 2:
        return []
    return _with_the_rest(found)


def _with_the_rest(found: list[Stretch]) -> list[Stretch]:
    """A stretch that says hardly anything and has no code of its own is a piece of the one before it."""
    kept: list[Stretch] = []
    for stretch in found:
        if stretch.parts.of and (stretch.code or len(stretch.parts.of) >= FEWEST_PARTS):
            kept.append(stretch)
        elif kept:
            before = kept[-1]
            inside = (*before.lines, *stretch.lines)
            kept[-1] = replace(before, lines=inside, parts=parts_of(inside[1:]))
    return kept


def _marks(lines: Sequence[str]) -> Iterator[_Mark]:
    for index, line in enumerate(lines):
        flat = one_line(" ".join(cell for cell in line.split("\t") if cell)).lstrip("# ")
        if len(flat) > LONGEST_HEADING or _TABLE_OF_CONTENTS.search(flat):
            continue
        code = code_in(flat)
        bare = _NUMBERING.sub("", flat)
        if match := _NAMED.match(bare):
            yield _Mark(index, _without_code(match[1]), code, index, True)
        elif code and _BRACKETED.search(flat):
            name = _without_code(bare)
            is_heading = bool(name) and name[:1].isupper() and (bare != flat or line.startswith("#"))
            if is_heading or not name:
                yield _Mark(index, name if is_heading else "", code, index, not name)


def _without_code(text: str) -> str:
    return _BRACKETED.sub("", text).strip(" .;:–-(")


def _joined(marks: Iterator[_Mark], lines: Sequence[str]) -> list[_Mark]:
    """A name and, next to it, its code are one mark."""
    found: list[_Mark] = []
    for mark in marks:
        before = found[-1] if found else None
        if (
            before
            and mark.at - before.last <= NEAR
            and _complete(before, mark)
            and not any(opens(line)[0] for line in lines[before.at : mark.at])
        ):
            found[-1] = _Mark(
                before.at, before.name or mark.name, before.code or mark.code, mark.at, before.is_labelled or mark.is_labelled
            )
        else:
            found.append(mark)
    return found


def _complete(one: _Mark, other: _Mark) -> bool:
    return not (one.name and other.name) and not (one.code and other.code and one.code != other.code)


def _is_followed(mark: _Mark, lines: Sequence[str]) -> bool:
    """Whether a statutory heading comes soon: a procedure that is only named in a sentence or in a list has none."""
    return any(opens(line)[0] for line in lines[mark.last + 1 : mark.last + 1 + NEAR])


def repeated(parts: Parts) -> Iterator[tuple[str, str]]:
    """Headings of a kind that stand once in a procedure and twice in this text: (the first, the second)."""
    for headings in parts.opened.values():
        numbered = [heading for heading in headings if re.match(r"^\d{1,3}\.\d", heading)]
        firsts = {heading.split(".")[0] for heading in numbered}
        if len(firsts) > 1:
            yield next(pairwise(numbered))
