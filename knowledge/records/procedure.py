"""Procedure: one thủ tục hành chính, in the statutory parts of Decree 63/2010 Art. 8 (amended by 92/2017)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from knowledge.records.applicant_class import ApplicantClass

# Six digits as a rule; the national list itself holds a few longer ones and suffixes such as ".H19" or "-Xoa".
CODE = re.compile(r"^\d{1,2}\.\d{6,9}(?:[.-][A-Za-z0-9.-]{1,16})?$")

Code = Annotated[str, StringConstraints(pattern=CODE.pattern)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000)]


class Record(BaseModel):
    """Base of every record: frozen, strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Part(StrEnum):
    """The statutory parts; the values are the aspects of the command contract."""

    STEPS = "trinh_tu"
    METHODS = "noi_nop"
    DOCUMENTS = "ho_so"
    TIME_LIMIT = "thoi_han"
    FEES = "phi"
    APPLICANTS = "doi_tuong"
    AGENCY = "co_quan"
    RESULT = "ket_qua"
    CONDITIONS = "dieu_kien"
    LEGAL_BASIS = "can_cu"
    FORMS = "mau_don"
    SUMMARY = "tong_quan"


class Level(StrEnum):
    """Who handles it. There is no district level since 1 July 2025 (Resolution 202/2025/QH15)."""

    MINISTRY = "bo"
    PROVINCE = "tinh"
    COMMUNE = "xa"
    OTHER = "khac"


class Way(StrEnum):
    """How an application is handed in; UNKNOWN where the source does not say: no way is made up for it."""

    DIRECT = "truc_tiep"
    ONLINE = "truc_tuyen"
    POST = "buu_chinh"
    UNKNOWN = "khong_ro"


class TimeUnit(StrEnum):
    """Unit of a time limit; UNKNOWN where the source lost it."""

    WORKING_DAY = "ngay_lam_viec"
    DAY = "ngay"
    HOUR = "gio"
    MONTH = "thang"
    YEAR = "nam"
    UNKNOWN = "khong_ro"


class Status(StrEnum):
    IN_FORCE = "hieu_luc"
    AMENDED = "sua_doi"
    REPEALED = "bai_bo"


class Origin(StrEnum):
    """Kind of source, strongest first: what an office imported, what a person wrote, the national fact sheet."""

    OFFICIAL = "ho_so_chinh_thuc"
    CARD = "huong_dan"
    FACTS = "so_lieu_quoc_gia"


class Source(Record):
    """Where a part comes from and of which day it is."""

    origin: Origin
    title: str = ""
    url: str = ""
    as_of: date | None = None


class TimeLimit(Record):
    """`amount` in `unit`, or only `note` where the source gives words instead of a number."""

    amount: float | None = Field(default=None, ge=0)
    unit: TimeUnit = TimeUnit.UNKNOWN
    note: str = ""


FREE = re.compile(
    r"^(?:không(?: thu| có| mất| phải nộp)?(?: các| tiền)?(?:,? phí|,? lệ phí)*|miễn(?: thu| nộp)?(?:,? phí|,? lệ phí| và)*)\.?$",
    re.IGNORECASE,
)
"""A note by which a fee of 0 is free for everybody."""


class Fee(Record):
    """`amount` in đồng, or only `note`; `since`, `until`: its first and last day. 0 is free only where the note says that it is."""

    amount: int | None = Field(default=None, ge=0)
    note: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_free(self) -> bool:
        """0, and a word that nothing is paid."""
        return self.amount == 0 and bool(self.note) and bool(FREE.match(self.note))

    @property
    def is_ambiguous(self) -> bool:
        """0 without a word that nothing is paid: the publication holds no amount."""
        return self.amount == 0 and not self.is_free

    def is_over(self, today: date) -> bool:
        """Whether its last day is past."""
        return self.until is not None and self.until < today

    @property
    def is_unit_doubtful(self) -> bool:
        """No fee is a few đồng: the source has most likely written dollars."""
        return self.amount is not None and 0 < self.amount < SMALLEST_PLAUSIBLE_FEE


SMALLEST_PLAUSIBLE_FEE = 1_000  # đồng; no fee in use is smaller: "5 VNĐ" of a visa are dollars, "700" has lost its thousands


class Submission(Record):
    """One way of handing in, with the time limits and fees that go with it."""

    way: Way
    time_limits: tuple[TimeLimit, ...] = ()
    fees: tuple[Fee, ...] = ()
    note: str = ""


class RequiredDocument(Record):
    """One paper of the dossier; `case` is the heading it stands under, `forms` the names of its blank forms."""

    name: Line
    originals: int = Field(default=0, ge=0, le=99)
    copies: int = Field(default=0, ge=0, le=99)
    case: str = ""
    forms: tuple[str, ...] = ()


class LegalReference(Record):
    """A legal document by its number ("123/2015/NĐ-CP"; "" where none is given) and its title."""

    number: str = ""
    title: str = ""

    @model_validator(mode="after")
    def _is_named(self) -> Self:
        if not (self.number or self.title):
            raise ValueError("căn cứ pháp lý phải có số hoặc tên văn bản")
        return self


class QuickAnswer(Record):
    """A short question about one procedure: its wordings, the answer whose first sentence decides, and the part or law that it rests on."""

    question: Line
    asked_as: tuple[Line, ...] = ()
    answer: str = Field(min_length=1, max_length=600)
    basis: Line

    @property
    def wordings(self) -> tuple[str, ...]:
        """Every way to ask it."""
        return (self.question, *self.asked_as)


class Deadlines(Record):
    """By when the citizen must act, a sentence each (how long, from what event), and what it rests on; never the office's time."""

    lines: tuple[Line, ...] = Field(min_length=1)
    basis: Line


class Procedure(Record):
    """One procedure. Texts are NFC; an empty field means that the source says nothing.

    `guide` holds plain-words explanations by part, written by people; the other fields are official.
    `quick` and, where there is a guide, `deadlines` are written by the same hands.
    `documents_left`: how many entries of the dossier are not among `documents`. `province`: whose own record it is, "" for the nation's.
    `applicant_class`: by the whole library's records, when they are laid together.
    `sources` says where each official part that is present comes from,
    `guide_sources` the same of the guides.
    """

    code: Code
    name: Line
    field: str = ""
    levels: tuple[Level, ...] = ()
    publisher: str = ""
    province: str = ""
    decision: str = ""
    kind: str = ""
    agency: str = ""
    applicants: tuple[str, ...] = ()
    applicant_class: ApplicantClass = ApplicantClass.CITIZEN
    steps: str = ""
    submissions: tuple[Submission, ...] = ()
    documents: tuple[RequiredDocument, ...] = ()
    documents_left: int = Field(default=0, ge=0)
    forms: tuple[str, ...] = ()
    result: tuple[str, ...] = ()
    conditions: str = ""
    legal_basis: tuple[LegalReference, ...] = ()
    keywords: tuple[str, ...] = ()
    related: tuple[Code, ...] = ()
    url: str = ""
    as_of: date | None = None
    status: Status = Status.IN_FORCE
    successor: Code | None = None
    guide: Mapping[Part, str] = Field(default_factory=dict)
    quick: tuple[QuickAnswer, ...] = ()
    deadlines: Deadlines | None = None
    sources: Mapping[Part, Source] = Field(default_factory=dict)
    guide_sources: Mapping[Part, Source] = Field(default_factory=dict)

    @field_validator("url")
    @classmethod
    def _is_web_address(cls, url: str) -> str:
        if url and not url.startswith(("https://", "http://")):
            raise ValueError("địa chỉ phải bắt đầu bằng https:// hoặc http://")
        return url

    @model_validator(mode="after")
    def _successor_is_another(self) -> Self:
        if self.successor == self.code:
            raise ValueError("thủ tục thay thế không thể là chính nó")
        return self

    @property
    def record_id(self) -> str:
        return self.code

    def is_guided(self, part: Part) -> bool:
        """Whether the guide may speak for `part` alone: there is one, and no import of another publication stands against it."""
        source = self.sources.get(part)
        if part not in self.guide or source is None or source.origin is not Origin.OFFICIAL:
            return part in self.guide
        guide = self.guide_sources.get(part)
        return guide is not None and guide.title == source.title

    @property
    def guide_stands(self) -> bool:
        """Whether no import of another publication stands against the guide: then its short answers and deadlines may speak."""
        imported = {source.title for source in self.sources.values() if source.origin is Origin.OFFICIAL}
        return imported <= {source.title for source in self.guide_sources.values()}

    def official_parts(self) -> frozenset[Part]:
        """The parts of which the official fields say something."""
        return frozenset(part for part, fields in PART_FIELDS.items() if any(getattr(self, name) for name in fields))


PART_FIELDS: Mapping[Part, tuple[str, ...]] = {
    Part.STEPS: ("steps",),
    Part.METHODS: ("submissions",),
    Part.DOCUMENTS: ("documents", "documents_left"),
    Part.APPLICANTS: ("applicants",),
    Part.AGENCY: ("agency",),
    Part.RESULT: ("result",),
    Part.CONDITIONS: ("conditions",),
    Part.LEGAL_BASIS: ("legal_basis",),
    Part.FORMS: ("forms",),
}
"""Which fields hold which part. Time limits and fees live in `submissions`."""


def stamped(record: Procedure, source: Source) -> Procedure:
    """`record` with `source` noted for every part it has."""
    parts = set(record.official_parts())
    if any(item.time_limits for item in record.submissions):
        parts.add(Part.TIME_LIMIT)
    if any(item.fees for item in record.submissions):
        parts.add(Part.FEES)
    sources = dict.fromkeys(sorted(parts), source)
    return record.model_copy(update={"sources": sources, "guide_sources": dict.fromkeys(sorted(record.guide), source)})
