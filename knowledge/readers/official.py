"""Any other official text → Procedure, if it has a code and the statutory headings, else Reference cut at its own headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pydantic import ValidationError

from knowledge.authored import slug
from knowledge.errors import explained
from knowledge.headings import part_of
from knowledge.plan import Plan, Section
from knowledge.procedure import CODE, Part, Procedure
from knowledge.quantities import NO_INFORMATION, submissions_of
from knowledge.readers import Refusal
from knowledge.readers.jsonl import documents_of, forms_in, legal_basis_of, split_list
from knowledge.readers.letterhead import Letterhead, letterhead
from knowledge.readers.lines import NUMBERED, ROMAN, is_capitals
from knowledge.readers.plans import MAX_ID, is_plan, plan_of
from knowledge.reference import Reference
from knowledge.text import normalise, one_line

FEWEST_PARTS = 3  # statutory headings that make a text the description of a procedure
LONGEST_HEADING = 160  # characters
MAX_SECTION = 200_000  # characters

_CODE_IN_TEXT = re.compile(
    r"(?:mã(?: số)?(?: thủ tục| tthc| hồ sơ)?(?: hành chính)?)\s*[:.]?\s*(\d\.\d{6,9}(?:\.[A-Z]\w{1,5})*)",
    re.IGNORECASE,
)
_NAME_IN_TEXT = re.compile(r"^(?:tên thủ tục(?: hành chính)?\s*:?|thủ tục\s*:)\s+(.{8,})$", re.IGNORECASE)
_ONLY_ALONE = frozenset({"đối tượng"})  # "Đối tượng: hộ gia đình" is a case of fees, not the part
_DECREE_HEADING = re.compile(
    r"^(?:Điều \d+[a-z]?\.|Chương [IVXLC\d]+\b|CHƯƠNG [IVXLC\d]+\b|Mục \d+|MỤC \d+|Phần [IVX\d]+|PHẦN |PHỤ LỤC|Phụ lục)"
)


def readings(name: str, lines: Sequence[str]) -> Iterator[Procedure | Plan | Reference | Refusal]:
    """Clean `lines` (paragraphs, rows with tabs) → the one record they make; a Refusal where they make none."""
    lines = [line for line in lines if line.strip()]
    if not any(char.isalpha() for line in lines for char in line):
        yield Refusal(name, "không có chữ nào đọc được")
    elif is_plan(lines):
        yield plan_of(name, lines)
    else:
        parts = _parts(lines)
        code = _code(name, lines)
        yield _procedure(name, code, lines, parts) if code and len(parts) >= FEWEST_PARTS else _reference(name, lines)


def _code(name: str, lines: Sequence[str]) -> str:
    for line in lines[:200]:
        if match := _CODE_IN_TEXT.search(line):
            return match[1]
    stem = re.match(r"^\d\.\d{6,9}(?:\.H\d\d)?", name)
    return stem[0] if stem and CODE.match(stem[0]) else ""


def _parts(lines: Sequence[str]) -> dict[Part, list[str]]:
    """The text under each statutory heading; a Markdown heading of another name and the same depth ends a part."""
    parts: dict[Part, list[str]] = {}
    part: Part | None = None
    depth = 0
    for line in lines:
        opened, rest = opens(line)
        if opened:
            part, depth = opened, _depth(line)
            parts.setdefault(part, [])
            parts[part] += [rest] if rest.strip(" .") and rest.strip(" .").lower() not in NO_INFORMATION else []
        elif 0 < _depth(line) <= depth:
            part = None
        elif part and not line.isdigit() and line.strip(" .-").lower() not in NO_INFORMATION:
            parts[part].append(": ".join(cell for cell in line.lstrip("# ").split("\t") if cell))
    return {part: lines for part, lines in parts.items() if lines}


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


def _depth(line: str) -> int:
    return len(match[1]) if (match := re.match(r"^(#{1,6})\s", line)) else 0


def _procedure(name: str, code: str, lines: Sequence[str], parts: dict[Part, list[str]]) -> Procedure | Refusal:
    head = letterhead(lines)

    def text(part: Part) -> str:
        return normalise("\n".join(parts.get(part, [])))

    papers = documents_of(text(Part.DOCUMENTS))
    named = [form for line in parts.get(Part.FORMS, []) for form in forms_in(line)]
    forms = dict.fromkeys([*(form for paper in papers for form in paper.forms), *named])
    try:
        return Procedure(
            code=code,
            name=_name(lines, head)[:4_000],
            decision=head.number if "QĐ" in head.number else "",
            steps=text(Part.STEPS),
            submissions=submissions_of(text(Part.METHODS), text(Part.TIME_LIMIT), text(Part.FEES)),
            documents=papers,
            applicants=split_list(text(Part.APPLICANTS)),
            agency=text(Part.AGENCY),
            result=tuple(line for line in text(Part.RESULT).split("\n") if line),
            conditions=text(Part.CONDITIONS),
            legal_basis=legal_basis_of(text(Part.LEGAL_BASIS)),
            forms=tuple(forms),
        )
    except ValidationError as error:
        return Refusal(name, f"thủ tục {code}: {explained(error.errors()[0])}")


def _name(lines: Sequence[str], head: Letterhead) -> str:
    if heading := next((line for line in lines[:20] if line.startswith("# ")), ""):
        return heading.lstrip("# ")
    for line in lines[:80]:
        cells = [cell for cell in line.split("\t") if cell]
        if match := _NAME_IN_TEXT.match(" ".join(cells[:2])):
            return one_line(match[1])
    return head.title


def _reference(name: str, lines: Sequence[str]) -> Reference | Refusal:
    head = letterhead(lines)
    title = head.title or one_line(name)
    named = " ".join(filter(None, (head.kind, head.number, head.place))) if head.number else f"{title} {name}"
    try:
        return Reference(
            record_id=slug(named)[:MAX_ID].strip("-"),
            title=title,
            kind=head.kind,
            number=head.number,
            issuer=head.issuer,
            issued=head.issued,
            sections=tuple(_sections(title, lines)),
        )
    except ValidationError as error:
        return Refusal(name, f"không đọc được thành văn bản: {explained(error.errors()[0])}")


def _sections(title: str, lines: Sequence[str]) -> Iterator[Section]:
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
            yield Section(title=heading, text=_joined(inside))


def _heading(line: str) -> tuple[str, str] | None:
    """(heading, text in the same line) if `line` opens a section, else None."""
    if _depth(line):
        return line.lstrip("# "), ""
    part, rest = opens(line) if "\t" not in line else (None, "")
    if part:
        return (line.partition(":")[0] if rest else line).rstrip(" :"), rest
    if "\t" in line or len(line) > LONGEST_HEADING:
        return None
    roman = ROMAN.match(line)
    numbered = NUMBERED.match(line)
    is_heading = _DECREE_HEADING.match(line) or (roman and roman[1]) or (numbered and is_capitals(numbered[2]))
    return (line, "") if is_heading else None


def _joined(lines: Sequence[str]) -> str:
    return normalise("\n".join(line.replace("\t", " | ") for line in lines))[:MAX_SECTION]
