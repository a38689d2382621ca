"""The statutory parts of a procedure's text: what stands under each heading, and what stands under none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.facts.headings import part_of
from knowledge.facts.quantities import NO_INFORMATION
from knowledge.readers.contents.lines import is_capitals, like
from knowledge.records.procedure import Part
from knowledge.texts.text import one_line

LONGEST_DIVISION = 200  # characters of a heading in capitals that divides a decision

_ONLY_ALONE = frozenset({"đối tượng"})  # "Đối tượng: hộ gia đình" is a case of fees, not the part
_DIVISION = re.compile(r"^(?:[A-ZĐ]|[IVX]{1,5}|PHẦN [IVX\d]+|PHỤ LỤC(?: [IVX\d]+)?)\b[.:)]?\s+\S|^PHỤ LỤC|^Nơi nhận\s*:?$")
_FORM = re.compile(r"^(?:Mẫu (?:số )?[A-ZĐ]{0,4}\s?\d|CỘNG H[ÒO][ÀA] XÃ HỘI)")  # a blank form behind the last law is no law
_STEP = re.compile(r"^\d{1,2}$")


@dataclass(slots=True)
class Parts:
    """Lines by part; `left`: those under a heading of no part or in another division of the document; `opened`: the headings met."""

    of: dict[Part, list[str]] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    opened: dict[Part, list[str]] = field(default_factory=dict)


def parts_of(lines: Sequence[str]) -> Parts:
    """The text under each statutory heading; a Markdown heading of another name and the same depth ends a part, and so does a division."""
    found = Parts()
    part: Part | None = None
    depth, number = 0, ""
    for line in lines:
        opened, rest = opens(line)
        if opened:
            part, depth, number = opened, depth_of(line), ""
            found.opened.setdefault(part, []).append(line)
            found.of.setdefault(part, [])
            found.of[part] += [like(rest, line)] if _says(rest) else []
        elif 0 < depth_of(line) <= depth or (part and _divides(line)) or (part is Part.LEGAL_BASIS and _FORM.match(line)):
            part = None
            found.left.append(line)
        elif part is None:
            found.left += [line] if found.of else []
        elif part is Part.STEPS and _STEP.match(line):
            number = f"{line}. "
        elif not line.isdigit() and _says(line):
            text = line.lstrip("# ")
            told = text if part is Part.DOCUMENTS else ": ".join(cell for cell in text.split("\t") if cell)
            found.of[part].append(like(number + told, line))
            number = ""
    found.of = {part: lines for part, lines in found.of.items() if lines}
    return found


def opens(line: str) -> tuple[Part | None, str]:
    """(part, the words after its heading): the heading alone, before a colon, or in the first two cells of a row."""
    cells = [cell for cell in line.split("\t") if cell.strip()]
    if len(cells) > 1:
        found = next(((part, index) for index, cell in enumerate(cells[:2]) if (part := part_of(cell))), None)
        return (found[0], "\n".join(cells[found[1] + 1 :])) if found else (None, "")
    line = line.lstrip("# ")
    if part := part_of(line):
        return part, ""
    head, colon, rest = line.partition(":")
    is_whole = colon and one_line(head).lower() not in _ONLY_ALONE
    return (part_of(head), rest.strip()) if is_whole else (None, "")


def depth_of(line: str) -> int:
    return len(match[1]) if (match := re.match(r"^(#{1,6})\s", line)) else 0


def _says(text: str) -> bool:
    return bool(text.strip(" .")) and text.strip(" .-").lower() not in NO_INFORMATION


def _divides(line: str) -> bool:
    """Whether a line begins another division of a decision ("B. THỦ TỤC CẤP TỈNH", "PHỤ LỤC II", "Nơi nhận:")."""
    is_heading = "\t" not in line and len(line) <= LONGEST_DIVISION and bool(_DIVISION.match(line))
    return is_heading and (is_capitals(line) or line.startswith("Nơi nhận"))
