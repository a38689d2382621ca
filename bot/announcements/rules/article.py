"""Article: an announcement with the fields and the limits of a Zalo Official Account article; it cannot be made outside them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from bot.text.numerals import small
from bot.wording.announcements import ArticleFaultWords
from knowledge.errors import explained
from knowledge.loading.authored import slug
from knowledge.records.post import (
    BLANK,
    LONGEST_AUTHOR,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    MOST_CALLS,
    AudienceKind,
    Call,
    CallHotline,
    Motif,
    OpenLink,
    within,
)
from knowledge.records.procedure import Record
from knowledge.texts import prose
from knowledge.texts.lengths import units
from knowledge.texts.paragraphs import ADDRESS, ALONE, VIDEO, Paragraph, Shape, Span
from knowledge.texts.prose import ProseError
from knowledge.texts.writing import written

LONGEST_BODY = 20_000  # UTF-16 units of Markdown: ten pages of print; nobody reads more on a phone
MOST_BLOCKS = 60
LONGEST_SLUG = 80

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb]")
"""Control characters, and marks that turn the direction of what follows; joiners stay, some scripts and emoji need them."""


def clean(text: object) -> object:
    """NFC, without unseen characters; lines stay."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text.replace("\r\n", "\n"))) if isinstance(text, str) else text


def one_line(text: object) -> object:
    """`clean`, and every run of white space becomes one space."""
    cleaned = clean(text)
    return " ".join(cleaned.split()) if isinstance(cleaned, str) else cleaned


Line = Annotated[str, BeforeValidator(one_line)]
Address = Annotated[str, StringConstraints(max_length=500), BeforeValidator(one_line)]


class Problem(StrEnum):
    """What the fields of an article get wrong beyond lengths; the wording has a sentence for each."""

    NOT_TEXT = "not_text"
    NOT_REACHABLE = "not_reachable"
    VIDEO_CAPTION = "video_caption"
    LABEL_IS_ADDRESS = "label_is_address"
    BODY_LONG = "body_long"
    BLANK_LEFT = "blank_left"
    CALL_TO_NOWHERE = "call_to_nowhere"


def refusal(problem: Problem, **context: object) -> PydanticCustomError:
    """The error that pydantic gathers with the others of the same article."""
    return PydanticCustomError(problem.value, problem.value, context)


class Text(Record):
    """Paragraphs, headings and lists, as Markdown (knowledge.texts.prose)."""

    kind: Literal["text"] = "text"
    text: Annotated[str, BeforeValidator(clean), StringConstraints(min_length=1)]

    @field_validator("text")
    @classmethod
    def _readable(cls, text: str) -> str:
        found = _read(text)
        if not found or any(paragraph.shape in ALONE for paragraph in found):
            raise refusal(Problem.NOT_TEXT)
        return text

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(prose.read(self.text))


class _Alone(Record):
    """What stands by itself, with an address."""

    address: Address

    @field_validator("address")
    @classmethod
    def _reachable(cls, address: str) -> str:
        if not ADDRESS.fullmatch(address):
            raise refusal(Problem.NOT_REACHABLE)
        return address


class Image(_Alone):
    """A picture with its caption."""

    kind: Literal["image"] = "image"
    caption: Annotated[Line, within(300)] = ""

    @field_validator("caption")
    @classmethod
    def _is_none_of_a_video(cls, caption: str) -> str:
        if caption.lower().startswith(VIDEO):
            raise refusal(Problem.VIDEO_CAPTION)
        return caption

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return (Paragraph(Shape.IMAGE, _words(self.caption), address=self.address),)


class Video(_Alone):
    """A video with its caption."""

    kind: Literal["video"] = "video"
    caption: Annotated[Line, within(300)] = ""

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return (Paragraph(Shape.VIDEO, _words(self.caption), address=self.address),)


class Link(_Alone):
    """An address that stands as a card of its own."""

    kind: Literal["link"] = "link"
    label: Annotated[Line, StringConstraints(min_length=1), within(150)]

    @model_validator(mode="after")
    def _says_more_than_its_address(self) -> Self:
        if self.label == self.address:
            raise refusal(Problem.LABEL_IS_ADDRESS)
        return self

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return (Paragraph(Shape.LINK, _words(self.label), address=self.address),)


Block = Annotated[Text | Image | Video | Link, Field(discriminator="kind")]


class Article(Record):
    """What is announced. `cover`: path of a picture (16:9, ≤ 1 MB); None: drawn. Lengths in UTF-16 units.

    Raises ValidationError outside its limits; `faults` tells it in a clerk's words.
    As JSON: `model_dump_json`, `model_validate_json`.
    """

    title: Annotated[Line, StringConstraints(min_length=1), within(LONGEST_TITLE)]
    author: Annotated[Line, within(LONGEST_AUTHOR)] = ""
    summary: Annotated[Line, StringConstraints(min_length=1), within(LONGEST_SUMMARY)]
    body: tuple[Block, ...] = Field(min_length=1, max_length=MOST_BLOCKS)
    calls: tuple[Call, ...] = Field(default=(), max_length=MOST_CALLS)
    cover: str | None = None
    motif: Motif = Motif.DOOR
    topics: tuple[str, ...] = ()
    audience: AudienceKind = AudienceKind.EVERYBODY

    @model_validator(mode="after")
    def _whole(self) -> Self:
        body = self.markdown
        if units(body) > LONGEST_BODY:
            raise refusal(Problem.BODY_LONG, found=units(body), limit=LONGEST_BODY)
        if left := BLANK.search(f"{self.title} {self.summary} {body}"):
            raise refusal(Problem.BLANK_LEFT, blank=left[0])
        if any(_leads_nowhere(call) for call in self.calls):
            raise refusal(Problem.CALL_TO_NOWHERE)
        return self

    @property
    def slug(self) -> str:
        """What stands in the address of its page; two articles may share it."""
        return slug(self.title)[:LONGEST_SLUG].strip("-") or "bai-viet"

    def call_named(self, touch: str) -> Call | None:
        """The button that a press was counted of as "call0", "call1" …; None for any other."""
        number = small(touch.removeprefix("call")) if touch.startswith("call") else None
        return self.calls[number] if number is not None and number < len(self.calls) else None

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The whole body, paragraph by paragraph."""
        return tuple(paragraph for block in self.body for paragraph in block.paragraphs)

    @property
    def markdown(self) -> str:
        """The body as a person edits it; `body_of` gives the blocks back."""
        return written(self.paragraphs)


def body_of(markdown: str) -> tuple[Block, ...]:
    """The blocks of a text written as Markdown. Raises ProseError with the lines of all that an article cannot hold."""
    return tuple(_blocks(_read(str(clean(markdown)))))


def faults(error: ValidationError | ProseError, words: ArticleFaultWords) -> tuple[str, ...]:
    """What is wrong, a line each, for the one who wrote it."""
    if isinstance(error, ProseError):
        return tuple(words.in_line.format(line=slip.line, reason=slip.reason) for slip in error.slips)
    problems = error.errors()
    within_fields = {problem["loc"][0] for problem in problems if len(problem["loc"]) > 1}
    told = [problem for problem in problems if not (problem["type"] == "too_short" and problem["loc"][0] in within_fields)]
    return tuple(dict.fromkeys(_told(problem, words) for problem in told))  # a list of which every item is wrong is not empty


def _told(problem: ErrorDetails, words: ArticleFaultWords) -> str:
    field = words.fields.get(str(problem["loc"][0]) if problem["loc"] else "", "")
    known = words.reasons.get(problem["type"])
    reason = known.format_map(problem.get("ctx", {})) if known else explained({**problem, "loc": ()})
    return words.of_field.format(field=field, reason=reason) if field else reason


def _leads_nowhere(call: Call) -> bool:
    """Filled from the office's own data while a month's article is made; afterwards it must be there."""
    return (isinstance(call, CallHotline) and not call.number) or (isinstance(call, OpenLink) and "{site}" in call.address)


def _read(markdown: str) -> list[Paragraph]:
    return prose.read(markdown)


def _blocks(paragraphs: Iterable[Paragraph]) -> Iterator[Block]:
    for is_alone, same in groupby(paragraphs, lambda paragraph: paragraph.shape in ALONE):
        if is_alone:
            yield from (_alone(paragraph) for paragraph in same)
        else:
            yield Text(text=written(same))


def _alone(paragraph: Paragraph) -> Block:
    match paragraph.shape:
        case Shape.IMAGE:
            return Image(address=paragraph.address, caption=paragraph.text)
        case Shape.VIDEO:
            return Video(address=paragraph.address, caption=paragraph.text)
        case _:
            return Link(address=paragraph.address, label=paragraph.text)


def _words(text: str) -> tuple[Span, ...]:
    return (Span(text),) if text else ()
