"""A record → what is indexed of it: its name, its phrases, its text, and the passages an answer can quote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.facts.headings import TITLES
from knowledge.facts.provinces import province_of
from knowledge.loading.library import Library
from knowledge.records.faq import FaqEntry
from knowledge.records.plan import Plan, Task
from knowledge.records.procedure import Level, Origin, Part, Procedure, Record, Submission
from knowledge.records.reference import Reference

SHOWN_ONLY = frozenset({Part.DOCUMENTS, Part.FEES})
"""Parts of the national fact sheet that are shown and not searched: the names of papers are those of other procedures ("giấy khai sinh"),
and with them among the words fewer questions were answered outright (dev.jsonl: plain 0.625 → 0.608, noisy 0.700 → 0.675)."""
LONGEST_PASSAGE = 1_200  # characters; cut at line ends, so that a passage fits a phone's screen


class Kind(StrEnum):
    """What kind of record a hit is."""

    PROCEDURE = "thu_tuc"
    PLAN = "ke_hoach"
    FAQ = "hoi_dap"
    REFERENCE = "van_ban"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a record: the part it belongs to ("" outside procedures), its heading and its text."""

    part: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed of one record. `place` is the province whose own record it is, "" for national ones."""

    kind: Kind
    record_id: str
    name: str
    phrases: tuple[str, ...]
    passages: tuple[Passage, ...]
    level: str
    place: str

    @property
    def text(self) -> str:
        return "\n".join(passage.text for passage in self.passages)


_NEAREST_FIRST = (Level.COMMUNE, Level.PROVINCE, Level.OTHER, Level.MINISTRY)
_PREFIX = re.compile(r"^(?:thủ tục hành chính|thủ tục)\s*:?\s+", re.IGNORECASE)


def entries_of(library: Library) -> Iterator[tuple[Entry, Record]]:
    """Every record of `library` with its entry, in a fixed order."""
    for code, procedure in library.procedures.items():
        yield of_procedure(procedure, library.aliases.get(code, ())), procedure
    for plan in library.plans.values():
        yield of_plan(plan), plan
    for faq in library.faq.values():
        yield of_faq(faq), faq
    for reference in library.references.values():
        yield of_reference(reference), reference


def of_procedure(record: Procedure, phrases: Sequence[str] = ()) -> Entry:
    name = _PREFIX.sub("", record.name)
    place = province_of(record)
    level = next((level for level in _NEAREST_FIRST if level in record.levels), Level.OTHER)
    return Entry(Kind.PROCEDURE, record.code, name, tuple(phrases), tuple(_of_parts(record)), level, place)


def of_plan(record: Plan) -> Entry:
    passages = [Passage("", section.title, piece) for section in record.sections for piece in cut(f"{section.title}\n{section.text}")]
    passages += [Passage("", record.title, told(task)) for task in record.tasks]
    phrases = tuple(task.content for task in record.tasks)
    return Entry(Kind.PLAN, record.record_id, _named(record.title, record.number, record.place), phrases, tuple(passages), "", record.place)


def of_faq(record: FaqEntry) -> Entry:
    passages = tuple(Passage("", record.question, piece) for piece in cut(record.answer))
    return Entry(Kind.FAQ, record.record_id, record.question, record.asked_as, passages, "", "")


def of_reference(record: Reference) -> Entry:
    passages = [Passage("", section.title, piece) for section in record.sections for piece in cut(f"{section.title}\n{section.text}")]
    return Entry(Kind.REFERENCE, record.record_id, _named(record.title, record.number), (), tuple(passages), "", "")


def _named(title: str, number: str, place: str = "") -> str:
    """By what people know a document: its title, its place where the title leaves it out, its number."""
    return " ".join(piece for piece in (title, "" if place.lower() in title.lower() else place, number) if piece)


def told(task: Task) -> str:
    """A plan's task as one line of text."""
    return "; ".join(piece for piece in (task.content, ", ".join(task.lead), ", ".join(task.support), task.when) if piece)


def _of_parts(record: Procedure) -> Iterator[Passage]:
    texts: Mapping[Part, str] = {
        Part.DOCUMENTS: "\n".join(_paper_lines(record)),
        Part.STEPS: record.steps,
        Part.CONDITIONS: record.conditions,
        Part.METHODS: "\n".join(submission.note for submission in record.submissions if submission.note),
        Part.TIME_LIMIT: "\n".join(_limit_notes(record.submissions)),
        Part.FEES: "\n".join(_fee_notes(record.submissions)),
        Part.RESULT: "\n".join(record.result),
        Part.AGENCY: record.agency,
        Part.APPLICANTS: ", ".join(record.applicants),
        Part.FORMS: ", ".join(record.forms),
        Part.SUMMARY: ". ".join([record.field, *record.keywords]),
    }
    for part, guide in record.guide.items():
        yield from (Passage(part, TITLES[part], piece) for piece in cut(guide))
    for part, text in texts.items():
        if part in SHOWN_ONLY and (source := record.sources.get(part)) and source.origin is Origin.FACTS:
            continue
        yield from (Passage(part, TITLES[part], piece) for piece in cut(text))


def _paper_lines(record: Procedure) -> Iterator[str]:
    case = ""
    for document in record.documents:
        if document.case and document.case != case:
            case = document.case
            yield case
        yield document.name


def _limit_notes(submissions: Sequence[Submission]) -> list[str]:
    return list(dict.fromkeys(limit.note for submission in submissions for limit in submission.time_limits if limit.note))


def _fee_notes(submissions: Sequence[Submission]) -> list[str]:
    return list(dict.fromkeys(fee.note for submission in submissions for fee in submission.fees if fee.note))


def cut(text: str, longest: int = LONGEST_PASSAGE) -> Iterator[str]:
    """Cut `text` at line ends into pieces of at most `longest` characters; a longer line is cut at a space."""
    piece: list[str] = []
    size = 0
    for line in _short_lines(text, longest):
        if piece and size + len(line) > longest:
            yield "\n".join(piece)
            piece, size = [], 0
        piece.append(line)
        size += len(line) + 1
    if piece:
        yield "\n".join(piece)


def _short_lines(text: str, longest: int) -> Iterator[str]:
    for line in text.split("\n"):
        rest = line.strip()
        while len(rest) > longest:
            space = rest.rfind(" ", longest // 2, longest)
            end = space if space > 0 else longest
            yield rest[:end]
            rest = rest[end:].strip()
        if rest:
            yield rest
