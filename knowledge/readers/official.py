"""Any other official text → Procedure, if it has a code and the statutory headings, else Reference cut at its own headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pydantic import ValidationError

from knowledge.authored import slug
from knowledge.headings import part_of
from knowledge.plan import Plan, Section
from knowledge.procedure import CODE, Part, Procedure
from knowledge.readers import Refusal
from knowledge.readers.jsonl import documents_of, forms_in, legal_basis_of, split_list
from knowledge.readers.letterhead import Letterhead, letterhead
from knowledge.readers.lines import NUMBERED, ROMAN, is_capitals
from knowledge.readers.plans import MAX_ID, is_plan, plan_of
from knowledge.quantities import submissions_of
from knowledge.reference import Reference
from knowledge.text import normalise, one_line

FEWEST_PARTS = 3  # statutory headings that make a text the description of a procedure
LONGEST_HEADING = 160  # characters
MAX_SECTION = 200_000  # characters

_CODE_IN_TEXT = re.compile(r"(?:mã(?: số)?(?: thủ tục| tthc| hồ sơ)?(?: hành chính)?)\s*[:.]?\s*(\d\.\d{6,9}(?:\.[A-Z]\w{1,5})*)", re.IGNORECASE)
_NAME_IN_TEXT = re.compile(r"^(?:tên thủ tục(?: hành chính)?|thủ tục)\s*:?\s+(.{8,})$", re.IGNORECASE)
_DECREE_HEADING = re.compile(r"^(?:Điều \d+[a-z]?\.|Chương [IVXLC\d]+\b|CHƯƠNG [IVXLC\d]+\b|Mục \d+|MỤC \d+|Phần [IVX\d]+|PHẦN |PHỤ LỤC|Phụ lục)")


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
    """The text under each statutory heading, in a line of its own, before a colon, or in a row's first cells."""
    parts: dict[Part, list[str]] = {}
    part: Part | None = None
    for line in lines:
        opened, rest = _opens(line)
        if opened:
            part = opened
            parts.setdefault(part, [])
            parts[part] += [rest] if rest else []
        elif part:
            parts[part].append(line.replace("\t", " | "))
    return {part: lines for part, lines in parts.items() if lines}


def _opens(line: str) -> tuple[Part | None, str]:
    cells = [cell for cell in line.split("\t") if cell.strip()]
    if len(cells) > 1:
        for index, cell in enumerate(cells[:2]):
            if found := part_of(cell):
                return found, "\n".join(cells[index + 1 :])
        return None, ""
    if found := part_of(line):
        return found, ""
    head, colon, rest = line.partition(":")
    return (part_of(head), rest.strip()) if colon else (None, "")


def _procedure(name: str, code: str, lines: Sequence[str], parts: dict[Part, list[str]]) -> Procedure | Refusal:
    head = letterhead(lines)

    def text(part: Part) -> str:
        return normalise("\n".join(parts.get(part, [])))

    papers = documents_of(text(Part.DOCUMENTS))
    forms = dict.fromkeys([form for paper in papers for form in paper.forms] + [form for line in parts.get(Part.FORMS, []) for form in forms_in(line)])
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
        return Refusal(name, f"thủ tục {code}: {error.errors()[0]['msg']}")


def _name(lines: Sequence[str], head: Letterhead) -> str:
    for line in lines[:80]:
        cells = [cell for cell in line.split("\t") if cell]
        if match := _NAME_IN_TEXT.match(" ".join(cells[:2])):
            return one_line(match[1])
    return head.title


def _reference(name: str, lines: Sequence[str]) -> Reference | Refusal:
    head = letterhead(lines)
    title = head.title or name
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
        return Refusal(name, f"không đọc được thành văn bản: {error.errors()[0]['msg']}")


def _sections(title: str, lines: Sequence[str]) -> Iterator[Section]:
    """Cut at articles, chapters, Roman and numbered headings in capitals; what stands before has the document's title."""
    heading, inside = title, list[str]()
    for line in lines:
        if _is_heading(line):
            if inside or heading != title:
                yield Section(title=heading, text=_joined(inside))
            heading, inside = one_line(line), []
        else:
            inside.append(line)
    yield Section(title=heading, text=_joined(inside))


def _is_heading(line: str) -> bool:
    if "\t" in line or len(line) > LONGEST_HEADING:
        return False
    match = ROMAN.match(line) or NUMBERED.match(line)
    return bool(_DECREE_HEADING.match(line)) or bool(match and match[1] and is_capitals(match[2])) or bool(ROMAN.match(line) and match and match[1])


def _joined(lines: Sequence[str]) -> str:
    return normalise("\n".join(line.replace("\t", " | ") for line in lines))[:MAX_SECTION]
