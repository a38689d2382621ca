"""Post: a ready monthly article on administrative reform, within the limits of a Zalo OA article."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, field_validator, model_validator

from knowledge.records.procedure import Record
from knowledge.texts import prose
from knowledge.texts.lengths import units

LONGEST_TITLE, LONGEST_AUTHOR, LONGEST_SUMMARY = 150, 50, 300  # characters; Zalo's article API
LONGEST_LABEL = 40  # characters; more does not fit a phone's button
LONGEST_QUESTION = 200
MOST_CALLS = 3
TELEPHONE = r"^(?:\+?\d[\d .-]{1,18}\d)?$"
"""A number that a phone can call, or nothing."""


def within(limit: int) -> AfterValidator:
    """A text of at most `limit` UTF-16 units."""

    def checked(text: str) -> str:
        if units(text) > limit:
            raise ValueError(f"dài {units(text)} ký tự, nhiều nhất {limit}")
        return text

    return AfterValidator(checked)


Label = Annotated[str, StringConstraints(min_length=1), within(LONGEST_LABEL)]


class OpenLink(Record):
    """Opens an address; `{site}` stands for the office's own site."""

    kind: Literal["link"] = "link"
    label: Label
    address: Annotated[str, StringConstraints(pattern=r"^(https?://|\{site\}/?)\S*$", max_length=500)]


class AskBot(Record):
    """Asks the bot a question, as if the reader had typed it."""

    kind: Literal["ask"] = "ask"
    label: Label
    question: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_QUESTION)]


class FilePetition(Record):
    """Begins a kiến nghị."""

    kind: Literal["petition"] = "petition"
    label: Label


class CallHotline(Record):
    """Gives a number to call; an empty one is the office's own hotline."""

    kind: Literal["hotline"] = "hotline"
    label: Label
    number: Annotated[str, StringConstraints(pattern=TELEPHONE)] = ""


Call = Annotated[OpenLink | AskBot | FilePetition | CallHotline, Field(discriminator="kind")]
"""A call to action."""


class AudienceKind(StrEnum):
    """Whom an article is for."""

    EVERYBODY = "moi_nguoi"
    CITIZEN = "nguoi_dan"
    BUSINESS = "doanh_nghiep"
    OFFICIAL = "can_bo"


class Motif(StrEnum):
    """The picture on a drawn cover."""

    DOOR = "mot_cua"
    PHONE = "truc_tuyen"
    PARCEL = "buu_chinh"
    VOICE = "kien_nghi"
    STARS = "hai_long"
    CHART = "chi_so"
    SCALES = "ky_cuong"
    PAPERS = "thu_tuc"
    HOTLINE = "duong_day_nong"
    HOUSE = "nha_dat"
    BLOSSOM = "tet"
    BOOK = "tuu_truong"
    SHIELD = "an_toan"


class Blank(StrEnum):
    """What is filled from live data when a month's article is made; written {{name}} in the text."""

    OFFICE = "ten_co_quan"
    PROVINCE = "tinh"
    ADDRESS = "dia_chi"
    HOURS = "gio_lam_viec"
    HOTLINE = "duong_day_nong"
    SITE = "trang_web"
    MONTH = "thang_nay"
    PREVIOUS_MONTH = "thang_truoc"
    MOST_ASKED = "thu_tuc_hoi_nhieu"
    ADDED = "thu_tuc_moi"
    CHANGED = "thu_tuc_sua_doi"
    REPEALED = "thu_tuc_bai_bo"
    REPLACED = "thu_tuc_thay_the"
    ADDED_COUNT = "so_thu_tuc_moi"
    CHANGED_COUNT = "so_thu_tuc_sua_doi"
    REPEALED_COUNT = "so_thu_tuc_bai_bo"
    REPLACED_COUNT = "so_thu_tuc_thay_the"
    RECEIVED = "kien_nghi_da_nhan"
    ANSWERED = "kien_nghi_da_tra_loi"
    ON_TIME = "kien_nghi_dung_han"
    ON_TIME_SHARE = "ty_le_dung_han"


LISTS = frozenset({Blank.MOST_ASKED, Blank.ADDED, Blank.CHANGED, Blank.REPEALED, Blank.REPLACED})
"""Blanks that become a list: each stands alone in its line."""

BLANK = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


class Duty(Record):
    """The line of a plan that an article fulfils: the plan's record_id and the task, section and number: II.1.b.1."""

    plan: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{3,120}$")]
    task: Annotated[str, StringConstraints(min_length=1, max_length=20)]


class Post(Record):
    """Title ≤ 150, author ≤ 50, summary ≤ 300 characters (Zalo article API); `month` 1–12, `body` Markdown with blanks."""

    record_id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{3,120}$")]
    month: int = Field(ge=1, le=12)
    title: Annotated[str, StringConstraints(min_length=1), within(LONGEST_TITLE)]
    author: Annotated[str, within(LONGEST_AUTHOR)] = ""
    summary: Annotated[str, StringConstraints(min_length=1), within(LONGEST_SUMMARY)]
    body: str = Field(min_length=1)
    calls: tuple[Call, ...] = Field(default=(), max_length=MOST_CALLS)
    duties: tuple[Duty, ...] = ()
    topics: tuple[str, ...] = ()
    audience: AudienceKind = AudienceKind.EVERYBODY
    motif: Motif = Motif.DOOR

    @field_validator("title", "author", "summary")
    @classmethod
    def _fixed(cls, text: str) -> str:
        if BLANK.search(text):
            raise ValueError("chỗ điền {{…}} chỉ được đặt trong thân bài")
        return text

    @field_validator("body")
    @classmethod
    def _readable(cls, text: str) -> str:
        if slips := list(slips_of(text)):
            raise ValueError(str(prose.ProseError(slips)))
        return text

    @model_validator(mode="after")
    def _tells_once(self) -> Self:
        if len({call.label for call in self.calls}) < len(self.calls):
            raise ValueError("hai nút bấm trùng chữ")
        return self


def slips_of(body: str, first_line: int = 1) -> list[prose.Slip]:
    """Everything in a post's text that cannot stand there: unsupported Markdown, blanks that we do not know or cannot place."""
    slips = [prose.Slip(number, reason) for number, line in enumerate(body.split("\n"), first_line) if (reason := _misplaced(line))]
    try:
        prose.read(BLANK.sub("x", body), first_line)
    except prose.ProseError as error:
        slips += error.slips
    return sorted(slips)


def _misplaced(line: str) -> str:
    names = BLANK.findall(line)
    unknown = [name for name in names if name not in set(Blank)]
    if unknown:
        return f"không có chỗ điền tên “{unknown[0]}”; có: {', '.join(Blank)}"
    if any(name in LISTS for name in names) and not BLANK.fullmatch(line.strip()):
        return "chỗ điền là danh sách phải đứng một mình một dòng"
    return "dấu {{ }} chưa khép hoặc bị lồng" if "{{" in BLANK.sub("", line) else ""
