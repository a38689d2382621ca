"""The whole of what ships, on the last minute of 2026, the first of 2027 and half a year on: no amount and no reduction outlives its day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from bot import wording
from bot.answers.composing.compose import Composer
from bot.answers.turn.outcome import Answered
from knowledge.checks.dates import WARNED_BEFORE, Matter, Shelf, dates_of, endings_of, notices
from knowledge.checks.freshness import VIETNAM, Freshness
from knowledge.records.faq import FaqEntry
from knowledge.records.procedure import Part, Procedure
from tests.library import starter

WORDS = wording.load()
LAST = date(2026, 12, 31)
MOMENTS = (
    datetime(2026, 12, 31, 16, 59, tzinfo=UTC),
    datetime(2026, 12, 31, 17, 1, tzinfo=UTC),
    datetime(2027, 6, 30, 17, 0, tzinfo=UTC),
)
"""23:59 on 31/12/2026, 00:01 on 1/1/2027 and 00:00 on 1/7/2027, where the offices are."""
TOLD_IN = tuple(part for part in Part if part is not Part.LEGAL_BASIS)  # which names the circulars of the past by their numbers

# Written for this test alone: what the product itself reads ends with would pass what it overlooks.
_END = re.compile(
    r"(?:đến|tới)\s+(?:hết\s+|cuối\s+)?(?:ngày\s+)?(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*(20\d\d)", re.IGNORECASE
)
_MONEY = re.compile(r"\d\s*(?:đồng|đ|%|nghìn|ngàn|triệu)(?!\w)|\b(?:giảm|miễn|phí|lệ phí|mức thu|mức nộp|một nửa)\b", re.IGNORECASE)
_FOR_A_WHILE = re.compile(r"\b(?:64/2025|40/2026|43/2024)/TT-BTC", re.IGNORECASE)
_HAS_END = re.compile(r"(?:đến|tới)\s[^\n]{0,30}?20\d\d|/TT-BTC|\"until\":\"", re.IGNORECASE)
_SENTENCE = re.compile(r"\n|(?<=[.!?])\s")


def day_of(moment: datetime) -> date:
    return (moment + VIETNAM).date()


@cache
def with_ends() -> tuple[Procedure, ...]:
    """Every procedure that may say an end anywhere; the others are the same on every day."""
    return tuple(record for record in starter().procedures.values() if _HAS_END.search(record.model_dump_json(exclude_defaults=True)))


@cache
def names() -> frozenset[str]:
    return frozenset(record.name for record in with_ends())


@cache
def entries() -> tuple[FaqEntry, ...]:
    return tuple(starter().faq.values())


def told_on(day: date) -> Iterator[tuple[str, str]]:
    """Where it is told, and the text, of everything in the library that may say an end."""
    composer = Composer(WORDS, Freshness(starter().units), today=lambda: day)
    for record in with_ends():
        for part in TOLD_IN:
            yield f"{record.code} {part}", composer.compose(Answered(record, part)).text
        yield f"{record.code} hạn", composer.compose(Answered(record, Part.TIME_LIMIT, by_when=True)).text
        for quick in record.quick:
            yield f"{record.code} {quick.question}", composer.compose(Answered(record, Part.SUMMARY, quick=quick)).text
    for entry in entries():
        yield entry.record_id, composer.compose(Answered(entry, Part.SUMMARY)).text
    for post in starter().posts.values():
        yield post.record_id, f"{post.summary}\n{post.body}"


def expired(text: str, day: date) -> Iterator[str]:
    """Sentences of `text` that say money or a reduction until a day before `day`, but for the word that says that it is over."""
    ended = WORDS.fees.ended.split("{day}", maxsplit=1)[0]
    for sentence in _SENTENCE.split(text):
        ends = [date(int(found[3]), int(found[2]), int(found[1])) for found in _END.finditer(sentence)]
        is_past = bool(ends) and max(ends) < day and bool(_MONEY.search(sentence))
        is_told = is_past or (day > LAST and bool(_FOR_A_WHILE.search(sentence)))
        if is_told and ended not in sentence and not any(name[:60] in sentence for name in names()):
            yield sentence


@pytest.mark.parametrize("moment", MOMENTS)
def test_nothing_that_is_shown_tells_an_amount_or_a_reduction_after_its_last_day(moment: datetime) -> None:
    day = day_of(moment)
    assert [(place, sentence) for place, text in told_on(day) for sentence in expired(text, day)] == []


@pytest.mark.parametrize("moment", MOMENTS)
def test_every_fee_with_a_last_day_is_shown_with_it_until_then_and_no_longer(moment: datetime) -> None:
    day = day_of(moment)
    composer = Composer(WORDS, Freshness(starter().units), today=lambda: day)
    bounded = [
        record
        for record in with_ends()
        if not record.is_guided(Part.FEES) and any(fee.until == LAST and fee.amount for item in record.submissions for fee in item.fees)
    ]
    assert len(bounded) > 100
    missed = []
    for record in bounded:
        text = composer.compose(Answered(record, Part.FEES)).text
        says_day, says_over = f"đến hết ngày {LAST:%d/%m/%Y}" in text, WORDS.fees.ended.format(day=f"{LAST:%d/%m/%Y}") in text
        if (says_day and not says_over) is not (day <= LAST) or says_over is not (day > LAST):
            missed.append(record.code)
    assert missed == []


def test_the_warnings_of_the_year_come_thirty_days_before_and_change_on_its_first_day() -> None:
    dates = dates_of(starter())
    of_year = sum(said.until == LAST for said in endings_of(starter()))
    assert of_year > 100

    def about(day: date) -> dict[Matter, int]:
        told = [notice for notice in notices(dates, day, timedelta(days=10_000)) if notice.day == LAST]
        return {matter: sum(each.count for each in told if each.matter is matter) for matter in {each.matter for each in told}}

    assert about(LAST - WARNED_BEFORE - timedelta(days=1)) == {}
    assert about(LAST - WARNED_BEFORE) == about(day_of(MOMENTS[0])) == {Matter.ENDS_SOON: of_year}
    assert about(day_of(MOMENTS[1])) == about(day_of(MOMENTS[2])) == {Matter.OVER: of_year}
    assert Shelf.FACTS in {notice.shelf for notice in notices(dates, LAST, timedelta(days=10_000))}
