"""The sections of an official text: cut at its articles, chapters and numbered headings; a long one goes on in another, none is cut off."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from knowledge.readers.contents.lines import NUMBERED, ROMAN, is_capitals
from knowledge.readers.contents.parts import depth_of, opens
from knowledge.records.plan import Section
from knowledge.texts.text import CAPITAL, normalise, one_line

LONGEST_HEADING = 160  # characters
MAX_SECTION = 200_000  # characters of one section; what is longer goes on in the next

_DECREE_HEADING = re.compile(
    r"^(?:Điều \d+[a-z]?[.:]|Chương [IVXLC\d]+\b|CHƯƠNG [IVXLC\d]+\b|Mục \d+|MỤC \d+|Phần [IVX\d]+|PHẦN |PHỤ LỤC|Phụ lục)"
)
_ARTICLE = re.compile(r"^Điều (\d{1,3})([a-zđ]?)[.:]")
_BLURRED = re.compile(rf"^[\"'“”‘’«_.,–—-]{{0,3}}\s*Điều (\d{{1,3}})\s?[.,:;]\s*(?=[{CAPITAL}])(?!Điều\b)(.*)$", re.DOTALL)
"""An article's heading as OCR gives it: specks of dirt before it, a comma for the full stop."""
_LETTER_TAIL = re.compile(r"\s*[^\w\s.)]{1,3}$")


def mended(lines: Sequence[str]) -> list[str]:
    """Lines read by OCR with the headings of articles put right; only the next number counts, for other numbers are cited."""
    found: list[str] = []
    last = 0
    for line in lines:
        clear, blurred = _ARTICLE.match(line), _BLURRED.match(line)
        if clear and int(clear[1]) > last:
            last = int(clear[1])
        elif blurred and int(blurred[1]) == last + 1:
            last += 1
            line = f"Điều {blurred[1]}. {_LETTER_TAIL.sub('', blurred[2])}"  # noqa: PLW2901 - the line as it should have been read
        found.append(line)
    return found


def sections_of(title: str, lines: Sequence[str]) -> Iterator[Section]:
    """Cut at articles, chapters, Roman and numbered headings in capitals; what stands before has the document's title."""
    found: list[tuple[str, list[str]]] = [(title, [])]
    for line in lines:
        if opened := _heading(line):
            found.append((one_line(opened[0]), [opened[1]] if opened[1] else []))
        else:
            found[-1][1].append(line)
    later = Counter(heading for heading, _ in found)
    for heading, inside in found:
        later[heading] -= 1
        if inside or not later[heading]:  # a line of the contents page comes again as the real heading
            yield from _in_pieces(heading, normalise("\n".join(line.replace("\t", " | ") for line in inside)))


def _in_pieces(heading: str, text: str) -> Iterator[Section]:
    """The section, or several where it is too long for one, cut between lines."""
    number = 1
    while len(text) > MAX_SECTION:
        end = text.rfind("\n", 1, MAX_SECTION) + 1 or MAX_SECTION
        yield Section(title=_counted(heading, number), text=text[:end].rstrip("\n"))
        text, number = text[end:], number + 1
    yield Section(title=_counted(heading, number), text=text)


def _counted(heading: str, number: int) -> str:
    return heading if number == 1 else f"{heading} (tiếp theo {number})"


def _heading(line: str) -> tuple[str, str] | None:
    """(heading, text in the same line) if `line` opens a section, else None."""
    if depth_of(line):
        return line.lstrip("# "), ""
    part, rest = opens(line) if "\t" not in line else (None, "")
    if part:
        return (line.partition(":")[0] if rest else line).rstrip(" :"), rest
    if "\t" in line:
        return None
    if len(line) > LONGEST_HEADING:
        article = _ARTICLE.match(line)
        return (article[0].rstrip(".:"), line[article.end() :].strip()) if article else None
    roman = ROMAN.match(line)
    numbered = NUMBERED.match(line)
    is_heading = _DECREE_HEADING.match(line) or (roman and roman[1]) or (numbered and is_capitals(numbered[2]))
    return (line, "") if is_heading else None
