"""What a month brought, and a post filled with it: a sentence whose figure is missing is left out, whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from bot.announcements.rules.article import Article, body_of
from bot.wording.announcements import FactWords
from knowledge.records.post import BLANK, LISTS, LONGEST_AUTHOR, Blank, Call, CallHotline, OpenLink, Post
from knowledge.texts.figures import with_points
from knowledge.texts.lengths import units
from knowledge.texts.writing import escaped

MOST_NAMED = 5  # procedures in one list; more are counted, not named

_SENTENCE_END = re.compile(r"(?<=[.!?…])(?<![A-ZĐ]\.)(?<![A-ZĐ]{2}\.)(?<!\d\.)\s+(?=[*“\"(]*[A-ZÀ-ỸĐ\d{])")
_ITEM = re.compile(r"^(?:[-*+]|\d{1,3}[.)])\s")
_HEADING = re.compile(r"^#{2,3}\s")


@dataclass(frozen=True, slots=True)
class Named:
    """A procedure by code and name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class IssuingOffice:
    """Who announces; what is not known stays empty. `site`: the public address, without a slash at the end."""

    name: str = ""
    province: str = ""
    address: str = ""
    hours: str = ""
    hotline: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """Live data for the post of the month that `first` begins; figures speak of the month before. None or 0: not told."""

    first: date
    office: IssuingOffice = field(default_factory=IssuingOffice)
    most_asked: tuple[Named, ...] = ()
    received: int | None = None
    answered: int | None = None
    on_time: int | None = None
    added: tuple[Named, ...] = ()
    changed: tuple[Named, ...] = ()
    repealed: tuple[Named, ...] = ()
    replaced: tuple[Named, ...] = ()


Values: TypeAlias = Mapping[Blank, str]


def fill(post: Post, facts: MonthFacts, words: FactWords) -> Article:
    """The article of a month: blanks filled, and what has no filling left out with its whole sentence, list, heading."""
    return Article(
        title=post.title,
        author=post.author or _signed(facts.office.name),
        summary=post.summary,
        body=body_of(filled(post.body, values_of(facts, words))),
        calls=tuple(_calls(post, facts.office)),
        motif=post.motif,
        topics=post.topics,
        audience=post.audience,
    )


def values_of(facts: MonthFacts, words: FactWords) -> Values:
    """What stands for each blank, as Markdown; "" where nothing is known."""
    office = facts.office
    before = date(facts.first.year - (facts.first.month == 1), (facts.first.month - 2) % 12 + 1, 1)
    plain = {
        Blank.OFFICE: office.name,
        Blank.PROVINCE: office.province,
        Blank.ADDRESS: office.address,
        Blank.HOURS: office.hours,
        Blank.HOTLINE: office.hotline,
        Blank.MONTH: words.month.format(month=facts.first.month, year=facts.first.year),
        Blank.PREVIOUS_MONTH: words.month.format(month=before.month, year=before.year),
        Blank.ADDED_COUNT: _figure(len(facts.added)),
        Blank.CHANGED_COUNT: _figure(len(facts.changed)),
        Blank.REPEALED_COUNT: _figure(len(facts.repealed)),
        Blank.REPLACED_COUNT: _figure(len(facts.replaced)),
        Blank.RECEIVED: _figure(facts.received),
        Blank.ANSWERED: _figure(facts.answered),
        Blank.ON_TIME: _figure(facts.on_time),
        Blank.ON_TIME_SHARE: _share(facts.on_time, facts.answered),
    }
    lists = {
        Blank.MOST_ASKED: facts.most_asked,
        Blank.ADDED: facts.added,
        Blank.CHANGED: facts.changed,
        Blank.REPEALED: facts.repealed,
        Blank.REPLACED: facts.replaced,
    }
    told = {blank: "\n".join(_items(named, office.site, words)) for blank, named in lists.items()}
    return {blank: escaped(text) for blank, text in plain.items()} | told | {Blank.SITE: office.site}


def filled(markdown: str, values: Values) -> str:
    """`markdown` with its blanks filled; a sentence, an item or a list without its value goes, and what only led up to it."""
    kept: list[str] = []
    for paragraph in re.split(r"\n\s*\n", markdown.strip()):
        lines = [told for line in _joined(paragraph) if (told := _line(line, values))]
        if _is_list(lines) or not lines:
            _leave_without(kept, lines)
        if lines:
            kept.append("\n".join(lines))
    return "\n\n".join(_under_headings(kept))


def _joined(paragraph: str) -> Iterator[str]:
    """The lines of a paragraph; an ordinary line belongs to the one above it, unless it is a list's blank."""
    held = ""
    for line in paragraph.split("\n"):
        stands = _ITEM.match(line) or _HEADING.match(line) or _is_list_blank(line) or _HEADING.match(held) or _is_list_blank(held)
        if held and stands:
            yield held
            held = ""
        held = f"{held} {line.strip()}" if held else line.rstrip()
    if held:
        yield held


def _is_list_blank(line: str) -> bool:
    match = BLANK.fullmatch(line.strip())
    return bool(match and match[1] in LISTS)


def _line(line: str, values: Values) -> str:
    """A line filled; its sentences without a value left out; "" where none is left."""
    sign = match[0] if (match := _ITEM.match(line) or _HEADING.match(line)) else ""
    told = [_put(sentence, values) for sentence in _SENTENCE_END.split(line[len(sign) :])]
    words = " ".join(sentence for sentence in told if sentence)
    return f"{sign}{words}" if words else ""


def _put(sentence: str, values: Values) -> str:
    blanks = [Blank(name) for name in BLANK.findall(sentence)]
    if not all(values.get(blank) for blank in blanks):
        return ""
    put: Callable[[re.Match[str]], str] = lambda match: values[Blank(match[1])]  # noqa: E731
    return BLANK.sub(put, sentence)


def _is_list(lines: list[str]) -> bool:
    return bool(lines) and bool(_ITEM.match(lines[0]))


def _leave_without(kept: list[str], lines: list[str]) -> None:
    """The sentence that led up to a list goes with the list."""
    if lines or not kept or not kept[-1].endswith(":"):
        return
    sentences = _SENTENCE_END.split(kept.pop())
    if rest := " ".join(sentences[:-1]):
        kept.append(rest)


def _under_headings(paragraphs: list[str]) -> list[str]:
    """Without the headings under which nothing is left; read from the end, as an empty one may empty the one above it."""
    kept: list[str] = []
    for paragraph in reversed(paragraphs):
        below = _depth(kept[-1]) if kept else 1
        if not (_depth(paragraph) and "\n" not in paragraph and 0 < below <= _depth(paragraph)):
            kept.append(paragraph)
    return kept[::-1]


def _depth(paragraph: str) -> int:
    return len(paragraph) - len(paragraph.lstrip("#")) if _HEADING.match(paragraph) else 0


def _items(named: tuple[Named, ...], site: str, words: FactWords) -> Iterator[str]:
    for procedure in named[:MOST_NAMED]:
        name = escaped(" ".join(procedure.name.split()))
        linked = f"[{name}]({site}/thu-tuc/{procedure.code})" if site else name
        yield words.item.format(name=linked, code=procedure.code)
    if len(named) > MOST_NAMED:
        yield words.more.format(count=len(named) - MOST_NAMED)


def _figure(number: int | None) -> str:
    """With a point at the thousands, as Vietnamese writes it."""
    return with_points(number) if number else ""


def _share(part: int | None, whole: int | None) -> str:
    if not part or not whole or part > whole:
        return ""
    return f"{part * 1000 // whole / 10:g}%".replace(".", ",")


def _signed(name: str) -> str:
    """The office's name where an author stands; cut at a word when it is too long."""
    words = name.split()
    while words and units(" ".join(words)) > LONGEST_AUTHOR:
        words.pop()
    return " ".join(words)


def _calls(post: Post, office: IssuingOffice) -> Iterator[Call]:
    """The calls of a post; those to a hotline or a site that the office has not are left out."""
    for call in post.calls:
        match call:
            case CallHotline(number=""):
                if office.hotline:
                    yield CallHotline(label=call.label, number=office.hotline)
            case OpenLink() if "{site}" in call.address:
                if office.site:
                    yield OpenLink(label=call.label, address=call.address.replace("{site}", office.site))
            case _:
                yield call
