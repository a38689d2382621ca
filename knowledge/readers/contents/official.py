"""Any other official text → procedures, if it has codes and the statutory headings, else a plan, questions or a Reference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from pydantic import ValidationError

from knowledge.errors import explained
from knowledge.loading.authored import slug
from knowledge.readers import Reading, Refusal, Remark
from knowledge.readers.contents.articles import mended, sections_of
from knowledge.readers.contents.decisions import FEWEST_PARTS, Stretch, code_in, repeated, stretches_of
from knowledge.readers.contents.letterhead import Letterhead, letterhead
from knowledge.readers.contents.lines import BULLET, like, where
from knowledge.readers.contents.paper_lines import dossier_of
from knowledge.readers.contents.parts import Parts, parts_of
from knowledge.readers.contents.plans import MAX_ID, is_plan, plan_of
from knowledge.readers.contents.questions import entries_of, is_questions
from knowledge.readers.contents.spoken_ways import submissions_in
from knowledge.readers.national.jsonl import forms_in, legal_basis_of, split_list
from knowledge.records.procedure import CODE, Part, Procedure
from knowledge.records.reference import Reference
from knowledge.texts.text import SMALL, normalise, one_line

LONGEST_HEADLESS = 80  # characters of a first line in small letters that may still be a heading; a longer one is half a sentence
MOST_TOLD = 5  # headings that a remark names; the rest is counted

_NAME_IN_TEXT = re.compile(r"^(?:tên thủ tục(?: hành chính)?\s*:?|(?:\d{1,3}[.)]\s*)?thủ tục\s*:)\s+(.{8,})$", re.IGNORECASE)
_SETS = re.compile(r"\bsố (?:lượng(?: hồ sơ)?|bộ(?: hồ sơ)?)\s*:", re.IGNORECASE)
_MID_SENTENCE = re.compile(rf"^[{SMALL}]")


def readings(name: str, lines: Sequence[str], is_ocr: bool = False) -> Iterator[Reading]:
    """Clean `lines` (paragraphs, rows with tabs) → the records they make; a Refusal where they make none."""
    lines = [line for line in lines if line.strip()]
    if is_ocr:
        lines = mended(lines)
    if not any(char.isalpha() for line in lines for char in line):
        yield Refusal(name, "không có chữ nào đọc được")
    elif is_plan(lines):
        yield plan_of(name, lines)
    elif is_questions(lines):
        yield from entries_of(name, lines)
    elif stretches := stretches_of(lines):
        yield from _many(name, lines, stretches)
    else:
        yield from _one(name, lines)


def _many(name: str, lines: Sequence[str], stretches: Sequence[Stretch]) -> Iterator[Reading]:
    """A record for each procedure that has a code; one without is refused by its heading, and so is a code that comes twice."""
    yield Remark(name, f"{len(stretches)} thủ tục trong một tệp; mỗi thủ tục thành một bản ghi riêng")
    decision = _decision(letterhead(lines))
    seen: set[str] = set()
    for stretch in stretches:
        place = where(name, stretch.heading)
        if not stretch.code:
            yield Refusal(place, f"thủ tục “{_short(stretch.name)}” không có mã, chưa nhập được")
        elif stretch.code in seen:
            yield Refusal(place, f"mã {stretch.code} đã có ở trên trong cùng tệp, không ghép hai thủ tục làm một: “{_short(stretch.name)}”")
        else:
            seen.add(stretch.code)
            yield from _procedure(
                place, stretch.code, stretch.name or _name(stretch.lines, letterhead(stretch.lines)), decision, stretch.parts
            )
    if sets := sum(any(map(_SETS.search, stretch.parts.of.get(Part.DOCUMENTS, ()))) for stretch in stretches):
        yield Remark(name, f"số bộ hồ sơ (ghi ở {sets} thủ tục) không phải giấy tờ, không đưa vào danh sách giấy tờ")
    inside = {line for stretch in stretches for line in stretch.lines}
    named = dict.fromkeys(code for line in lines if line not in inside and (code := code_in(line)))
    if missing := [code for code in named if code not in seen]:
        yield Remark(name, f"có nêu mã nhưng không có nội dung, không thành bản ghi: {', '.join(missing)}")


def _one(name: str, lines: Sequence[str]) -> Iterator[Reading]:
    parts = parts_of(lines)
    code = _code(name, lines)
    head = letterhead(lines)
    if code and len(parts.of) >= FEWEST_PARTS:
        yield from _procedure(name, code, _name(lines, head), _decision(head), parts)
        return
    if len(parts.of) >= 2 * FEWEST_PARTS:
        yield Remark(name, "giống một thủ tục nhưng không có mã; giữ làm văn bản tham khảo")
    yield from _reference(name, lines, head)


def _code(name: str, lines: Sequence[str]) -> str:
    for line in lines[:200]:
        if code := code_in(line):
            return code
    stem = re.match(r"^\d\.\d{6,9}(?:\.H\d\d)?", name)
    return stem[0] if stem and CODE.match(stem[0]) else ""


def _decision(head: Letterhead) -> str:
    return head.number if "QĐ" in head.number else ""


def _procedure(place: str, code: str, name: str, decision: str, parts: Parts) -> Iterator[Reading]:
    def text(part: Part) -> str:
        return normalise("\n".join(parts.of.get(part, [])))

    def listed(part: Part) -> list[str]:
        return [match[1] if (match := BULLET.match(line)) else line for line in text(part).split("\n") if line.strip(" -")]

    dossier = dossier_of("\n".join(parts.of.get(Part.DOCUMENTS, [])))
    named = [form for line in parts.of.get(Part.FORMS, []) for form in forms_in(line)]
    forms = dict.fromkeys([*(form for paper in dossier.papers for form in paper.forms), *named])
    try:
        yield Procedure(
            code=code,
            name=name,
            decision=decision,
            steps=text(Part.STEPS),
            submissions=submissions_in(*(text(part).split("\n") for part in (Part.METHODS, Part.TIME_LIMIT, Part.FEES))),
            documents=tuple(dossier.papers),
            applicants=split_list("\n".join(listed(Part.APPLICANTS))),
            agency=text(Part.AGENCY),
            result=tuple(listed(Part.RESULT)),
            conditions=text(Part.CONDITIONS),
            legal_basis=legal_basis_of(text(Part.LEGAL_BASIS)),
            forms=tuple(forms),
        )
    except ValidationError as error:
        yield Refusal(place, f"thủ tục {code}: {explained(error.errors()[0])}")
        return
    yield from _remarks(place, code, parts, dossier.left)


def _remarks(place: str, code: str, parts: Parts, loose: Sequence[str]) -> Iterator[Remark]:
    """What of the text did not get into the record."""
    if parts.left:
        told = "; ".join(f"“{_short(line.lstrip('# '))}”" for line in parts.left[:MOST_TOLD])
        more = f" và {len(parts.left) - MOST_TOLD} dòng nữa" if len(parts.left) > MOST_TOLD else ""
        yield Remark(place, f"thủ tục {code}: không thuộc phần nào, không đưa vào bản ghi: {told}{more}")
    if loose := [line for line in loose if not _SETS.match(line)]:
        yield Remark(place, f"thủ tục {code}: ghi ở mục hồ sơ nhưng không phải giấy tờ: {'; '.join(f'“{_short(line)}”' for line in loose)}")
    for first, second in repeated(parts):
        yield Remark(place, f"thủ tục {code}: “{_short(first)}” rồi lại “{_short(second)}”; có thể là hai thủ tục, hãy đọc lại")


def _name(lines: Sequence[str], head: Letterhead) -> str:
    if heading := next((line for line in lines[:20] if line.startswith("# ")), ""):
        return heading.lstrip("# ")
    for line in lines[:80]:
        cells = [cell for cell in line.split("\t") if cell]
        if match := _NAME_IN_TEXT.match(" ".join(cells[:2])):
            return re.sub(r"\s*\((?:mã|số)[^()]*\)\s*$", "", one_line(match[1]), flags=re.IGNORECASE)
    return head.title


def _reference(name: str, lines: Sequence[str], head: Letterhead) -> Iterator[Reading]:
    title = head.title or one_line(name)
    if not (head.kind or head.number) and len(title) > LONGEST_HEADLESS and _MID_SENTENCE.match(title):
        yield Remark(name, f"tài liệu bắt đầu giữa chừng (“{_short(title)}”), có lẽ thiếu trang đầu; lấy tên tệp làm tên văn bản")
        title = one_line(re.sub(r"[-_]+", " ", PurePath(name).stem)) or title
    named = " ".join(filter(None, (head.kind, head.number, head.place))) if head.number else f"{title} {name}"
    try:
        yield Reference(
            record_id=slug(named)[:MAX_ID].strip("-"),
            title=title,
            kind=head.kind,
            number=head.number,
            issuer=head.issuer,
            issued=head.issued,
            sections=tuple(sections_of(title, lines)),
        )
    except ValidationError as error:
        yield Refusal(name, f"không đọc được thành văn bản: {explained(error.errors()[0])}")


def _short(text: str) -> str:
    text = one_line(text.replace("\t", " "))
    return like(text if len(text) <= 80 else f"{text[:80].rsplit(' ', 1)[0]} …", text)
