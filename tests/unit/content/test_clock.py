"""The content that ships, on later days: no amount and no reduction that is over is told, and each end is told of on its day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from bot import wording
from bot.answers.composing.compose import Composer
from bot.answers.turn.outcome import Answered
from knowledge.checks.freshness import Freshness
from knowledge.facts.periods import TEMPORARY, is_fee_over, statements, until_of
from knowledge.loading.library import Library
from knowledge.records.procedure import Part, Procedure

WORDS = wording.load()
LAST, NEW_YEAR, JULY = date(2026, 12, 31), date(2027, 1, 1), date(2027, 7, 1)
ENDED = WORDS.fees.ended.format(day="31/12/2026")
HALVED = "1.014064"  # a new identity card: half the fee until the end of 2026


def composer(library: Library, day: date) -> Composer:
    return Composer(WORDS, Freshness(library.units), today=lambda: day)


def told(library: Library, day: date) -> Iterator[tuple[str, Procedure | None, str]]:
    """All that is said of money: fees that end or rest on a circular for a while, each guide whole, its short answers, the FAQ."""
    composing = composer(library, day)
    for record in library.procedures.values():
        if any(until_of(fee) for item in record.submissions for fee in item.fees) or any(
            law.number in TEMPORARY for law in record.legal_basis
        ):
            yield record.code, record, composing.compose(Answered(record, Part.FEES)).text
        if record.guide:
            for section in composing.sections(record):
                yield record.code, record, section.text if section.part is not Part.LEGAL_BASIS else ""
            for answer in record.quick:
                yield record.code, record, composing.compose(Answered(record, Part.SUMMARY, quick=answer)).text
    for entry in library.faq.values():
        yield entry.record_id, None, composing.compose(Answered(entry, Part.SUMMARY)).text


def expired(record: Procedure, day: date) -> set[str]:
    """The amounts that all fees of the record that have them say for days that are past."""
    fees = [fee for item in record.submissions for fee in item.fees if fee.amount]
    over, lasting = ({fee.amount for fee in fees if is_fee_over(fee, day) is is_over} for is_over in (True, False))
    return {f"{amount:,}".replace(",", ".") for amount in over - lasting}


@pytest.mark.parametrize("day", [NEW_YEAR, JULY])
def test_no_amount_and_no_reduction_that_is_over_is_told(starter: Library, day: date) -> None:
    wrong = []
    for code, record, text in told(starter, day):
        body = text.replace(ENDED, "")
        wrong += [(code, each.text) for each in statements(body) if each.is_money and each.until < day]
        amounts = expired(record, day) if record and not record.guide else set()
        wrong += [(code, amount) for amount in amounts if re.search(rf"(?<![\d.]){re.escape(amount)} đồng", body)]
    assert wrong == []


def test_the_word_that_something_ended_comes_on_its_day_and_not_before(starter: Library) -> None:
    ended = {day: {code for code, _, text in told(starter, day) if ENDED in text} for day in (LAST, NEW_YEAR)}
    assert ended[LAST] == set()
    assert HALVED in ended[NEW_YEAR]
    assert len(ended[NEW_YEAR]) >= 100


def test_a_halved_fee_is_told_with_its_last_day_and_whole_the_day_after(starter: Library) -> None:
    record = starter.procedures[HALVED]
    before, after = (composer(starter, day).compose(Answered(record, Part.FEES)).text for day in (LAST, NEW_YEAR))
    assert "đến hết ngày 31/12/2026, thu bằng 50%" in before
    assert "70.000 đồng/thẻ" in after
    assert "50%" not in after
