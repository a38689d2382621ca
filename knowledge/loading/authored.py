"""What people write by hand (cards, plans, FAQ pages, posts) → records; every fault with its line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import TypeVar

from pydantic import ValidationError

from knowledge.errors import Fault, explained
from knowledge.facts.headings import part_of
from knowledge.facts.quantities import levels_of
from knowledge.loading.quick import DEADLINES_HEADING, QUICK_HEADING, deadlines, quick_answers
from knowledge.records.faq import FaqEntry
from knowledge.records.plan import Plan, Section, Task
from knowledge.records.post import AudienceKind, Motif, Post, slips_of
from knowledge.records.procedure import Deadlines, LegalReference, Origin, Part, Procedure, QuickAnswer, RequiredDocument, Source, stamped
from knowledge.texts.markdown import Block, Page
from knowledge.texts.text import normalise, one_line

R = TypeVar("R")

_NOTE_HEADING = "lưu ý"
CARD_KEYS = frozenset({"code", "name", "field", "decision", "as_of", "url", "levels", "agency", "forms", "related"})
_PLAN_KEYS = frozenset({"number", "title", "issuer", "date", "place", "as_of", "note", "tasks", "url"})
_POST_KEYS = frozenset({"month", "title", "author", "summary", "duties", "topics", "calls", "audience", "motif"})
FAQ_KEYS = frozenset({"topic", "as_of", "expires"})
_BULLET = re.compile(r"^[-*]\s+(.*)$")
_PAPER = re.compile(r"^(.*?)\s*\(([^()]*(?:bản chính|bản sao|xuất trình)[^()]*)\)\s*\.?$", re.IGNORECASE)
_ORIGINALS = re.compile(r"bản chính:?\s*(\d{1,9})", re.IGNORECASE)
_COPIES = re.compile(r"bản sao:?\s*(\d{1,9})", re.IGNORECASE)
_LEGAL_NUMBER = re.compile(r"^([\dA-ZĐa-z./-]*\d[\dA-ZĐ./-]*)\s*(?::|–|-)?\s*(.*)$")
_FAQ_LINE = re.compile(r"^(Cách hỏi khác|Nguồn|Thủ tục):\s*(.*)$")
_FAQ_SLUGS = frozenset({"cach-hoi-khac", "nguon", "thu-tuc"})
_LABEL = re.compile(r"^([^:.?!]{2,30}):")


def card(page: Page) -> Iterator[Procedure | Fault]:
    """A procedure's card: front matter says which, the official headings hold its plain-words guide, two more its short answers."""
    yield from _unknown_keys(page, CARD_KEYS)
    front = page.front
    guide: dict[Part, str] = {}
    quick: list[QuickAnswer] = []
    until: list[Deadlines] = []
    for block in page.blocks:
        match block.title.strip().lower():
            case heading if heading == QUICK_HEADING:
                yield from _kept(quick_answers(page.file, block), quick)
            case heading if heading == DEADLINES_HEADING:
                yield from _kept([deadlines(page.file, block)], until)
            case _:
                yield from _guided(page, block, guide)

    def build() -> Procedure:
        record = Procedure(
            code=front.get("code"),
            name=one_line(str(front.get("name") or "")),
            field=one_line(str(front.get("field") or "")),
            levels=levels_of(",".join(_texts(front.get("levels")))),
            decision=str(front.get("decision") or ""),
            agency=one_line(str(front.get("agency") or "")),
            documents=tuple(_papers(guide.get(Part.DOCUMENTS, ""))),
            legal_basis=tuple(_legal(guide.get(Part.LEGAL_BASIS, ""))),
            forms=_texts(front.get("forms")),
            related=_texts(front.get("related")),
            url=str(front.get("url") or ""),
            as_of=front.get("as_of"),
            guide=guide,
            quick=tuple(quick),
            deadlines=next(iter(until), None),
        )
        return stamped(record, Source(origin=Origin.CARD, title=record.decision, url=record.url, as_of=record.as_of))

    yield from _made(page, 1, build)


def _guided(page: Page, block: Block, guide: dict[Part, str]) -> Iterator[Fault]:
    """Put one official section into `guide`; what is to be noted stands under the summary."""
    part = Part.SUMMARY if block.level == 0 else part_of(block.title)
    if block.title.strip().lower() == _NOTE_HEADING:
        guide[Part.SUMMARY] = f"{guide.get(Part.SUMMARY, '')}\n\nLưu ý:\n{normalise(block.text)}".strip()
    elif part is None:
        yield Fault(page.file, block.line, f"“{block.title}” không phải tên mục chính thức")
    elif not block.text:
        yield Fault(page.file, block.line, f"mục “{block.title}” bỏ trống")
    else:
        guide[part] = normalise(block.text)


def _kept(found: Iterable[R | Fault], kept: list[R]) -> Iterator[Fault]:
    """Put what was read into `kept`; what could not be read is told."""
    for item in found:
        if isinstance(item, Fault):
            yield item
        else:
            kept.append(item)


def plan(page: Page) -> Iterator[Plan | Fault]:
    """A plan: number, date, issuer and tasks in the front matter, its sections as headings."""
    yield from _unknown_keys(page, _PLAN_KEYS)
    front = page.front
    raw = front.get("tasks") or []
    if not isinstance(raw, list):
        yield Fault(page.file, page.line_of("tasks"), "tasks phải là một danh sách")
        raw = []

    def build() -> Plan:
        return Plan(
            record_id=PurePosixPath(page.file).stem,
            number=str(front.get("number") or ""),
            title=one_line(str(front.get("title") or "")),
            issuer=one_line(str(front.get("issuer") or "")),
            issued=str(front.get("date") or ""),
            place=str(front.get("place") or ""),
            sections=tuple(Section(title=one_line(block.title), text=normalise(block.text)) for block in page.blocks),
            tasks=tuple(_task(item) for item in raw),
            note=one_line(str(front.get("note") or "")),
            url=str(front.get("url") or ""),
            as_of=_whole_date(front.get("as_of")),
        )

    yield from _made(page, 1, build)


def faq(page: Page) -> Iterator[FaqEntry | Fault]:
    """A topic page: every `##` heading is a question; lines "Cách hỏi khác", "Nguồn", "Thủ tục" precede the answer."""
    yield from _unknown_keys(page, FAQ_KEYS)
    for block in page.blocks:
        if block.level == 2:
            yield from _unknown_line(page, block) or _made(page, block.line, partial(_entry, page, block))
        elif block.text:
            yield Fault(page.file, block.line, "chữ nằm ngoài các câu hỏi (##)")


def post(page: Page) -> Iterator[Post | Fault]:
    """A monthly article: its fields in the front matter, its text below; every slip of the text with its line."""
    yield from _unknown_keys(page, _POST_KEYS)
    front = page.front
    slips = slips_of(page.body, page.body_line)
    yield from (Fault(page.file, slip.line, slip.reason) for slip in slips)

    def build() -> Post:
        return Post(
            record_id=PurePosixPath(page.file).stem,
            month=front.get("month"),
            title=one_line(str(front.get("title") or "")),
            author=one_line(str(front.get("author") or "")),
            summary=one_line(str(front.get("summary") or "")),
            body="…" if slips else normalise(page.body),  # its slips are told above, with their lines
            calls=front.get("calls") or (),
            duties=front.get("duties") or (),
            topics=_texts(front.get("topics")),
            audience=front.get("audience") or AudienceKind.EVERYBODY,
            motif=front.get("motif") or Motif.DOOR,
        )

    made = list(_made(page, 1, build))
    yield from (item for item in made if not (slips and isinstance(item, Post)))


def slug(text: str) -> str:
    """ASCII name for a title: "Kế hoạch số 122/KH-UBND" → "ke-hoach-so-122-kh-ubnd"."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def _unknown_line(page: Page, block: Block) -> list[Fault]:
    """A line that was meant as one of a question's fields and is none: misspelt, or before others that it would hide in the answer."""
    lines = [line.strip() for line in block.text.split("\n")]
    first = next((number for number, line in enumerate(lines) if line and not _FAQ_LINE.match(line)), len(lines))
    for label in _LABEL.findall("\n".join(lines[first : first + 1])):
        hides = not any(line.startswith("Nguồn:") for line in lines[:first]) and any(line.startswith("Nguồn:") for line in lines[first:])
        if hides or slug(label) in _FAQ_SLUGS:
            told = f"dòng không nhận ra: “{label}:”; trước câu trả lời chỉ có “Cách hỏi khác:”, “Nguồn:”, “Thủ tục:”"
            return [Fault(page.file, block.line + 1 + first, told)]
    return []


def _entry(page: Page, block: Block) -> FaqEntry:
    fields: dict[str, str] = {}
    lines = block.text.split("\n")
    while lines and (not lines[0].strip() or (match := _FAQ_LINE.match(lines[0].strip()))):
        line = lines.pop(0).strip()
        if line and match:
            fields[match[1]] = one_line(match[2])
    split = re.compile(r"\s*[;,]\s*")
    return FaqEntry(
        record_id=f"{PurePosixPath(page.file).stem}-{slug(block.title)}"[:160].strip("-"),
        question=one_line(block.title),
        answer=normalise("\n".join(lines)),
        asked_as=tuple(piece for piece in re.split(r"\s*;\s*", fields.get("Cách hỏi khác", "")) if piece),
        topic=one_line(str(page.front.get("topic") or "")),
        source=fields.get("Nguồn", ""),
        codes=tuple(code for code in split.split(fields.get("Thủ tục", "")) if code),
        as_of=page.front.get("as_of"),
        expires=page.front.get("expires"),
    )


def _made(page: Page, line: int, build: Callable[[], R]) -> Iterator[R | Fault]:
    try:
        yield build()
    except ValidationError as error:
        for problem in error.errors():
            key = str(problem["loc"][0]) if problem["loc"] else ""
            yield Fault(page.file, page.key_lines.get(key, line), explained(problem))


def _unknown_keys(page: Page, known: frozenset[str]) -> Iterator[Fault]:
    for key in page.front:
        if key not in known:
            yield Fault(page.file, page.line_of(str(key)), f"không có khóa tên “{key}”")


def _task(item: object) -> Task:
    fields: Mapping[str, object] = item if isinstance(item, dict) else {}
    return Task(
        content=one_line(str(fields.get("content") or "")),
        lead=_texts(fields.get("lead")),
        support=_texts(fields.get("support")),
        when=one_line(str(fields.get("when") or "")),
        section=str(fields.get("section") or ""),
        no=str(fields.get("no") or ""),
    )


def _papers(text: str) -> Iterator[RequiredDocument]:
    case = ""
    for line in map(str.strip, text.split("\n")):
        if line.startswith("#"):
            case = line.lstrip("# ").strip()
        elif bullet := _BULLET.match(line):
            name, counts = bullet[1], ""
            if match := _PAPER.match(name):
                name, counts = match[1], match[2]
            yield RequiredDocument(
                name=name,
                originals=_count(_ORIGINALS, counts),
                copies=_count(_COPIES, counts),
                case=case,
            )


def _count(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.search(text)
    return int(match[1]) if match else 0


def _legal(text: str) -> Iterator[LegalReference]:
    for line in text.split("\n"):
        if bullet := _BULLET.match(line.strip()):
            match = _LEGAL_NUMBER.match(bullet[1])
            yield LegalReference(number=match[1].rstrip(":"), title=match[2]) if match else LegalReference(title=bullet[1])


def _texts(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list | tuple) else [value] if value else []
    return tuple(text for item in items if (text := one_line(str(item))))


def _whole_date(value: object) -> object:
    return value if not isinstance(value, str | int) or re.match(r"^\d{4}-\d{2}-\d{2}$", str(value)) else None
