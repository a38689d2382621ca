"""What is shown, as it stands today: no amount and no reduction whose last day is past, and a word where one has just ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from bot.wording import Wording
from knowledge.checks.freshness import today_in_vietnam
from knowledge.facts.fee_notes import fees_in, of_one_way
from knowledge.facts.periods import TEMPORARY, basis_of, cut, is_fee_over, until_of
from knowledge.records.procedure import Fee, Part, Procedure


class Current:
    """Takes what is over out of texts and fees; made once, holds no state."""

    def __init__(self, wording: Wording, today: Callable[[], date] = today_in_vietnam) -> None:
        self._words = wording.fees
        self._today = today

    def text(self, text: str, as_of: date | None) -> str:
        """`text` of today; `as_of`: when it was compared with its source."""
        left = cut(text, self._today())
        return "\n".join([*([left.text] if left.text else []), *self.ended(left.over, as_of)]) if left.over else text

    def bare(self, text: str) -> str:
        """`text` of today, without a word about what was taken out; "" where nothing is left."""
        return cut(text, self._today()).text

    def basis(self, text: str) -> str:
        """What an answer rests on, without the circulars whose time is over."""
        return basis_of(text, self._today())

    def fees(self, fees: Iterable[Fee]) -> list[Fee]:
        """The fees that are not over; a note that says a period beside a bare amount is read for the amounts of its days."""
        today = self._today()
        read = of_one_way(piece for fee in fees for piece in _of_days(fee))
        return [fee for fee in read if not is_fee_over(fee, today)]

    def fees_ended(self, record: Procedure, as_of: date | None) -> list[str]:
        """A word where a fee of the record has ended, or, where none says an end, the circular that lowers its fees for a while."""
        fees = [fee for item in record.submissions for fee in item.fees]
        untils = [until for fee in fees if (until := until_of(fee))]
        laws = [until for item in record.legal_basis if (until := _end_of(item.number))]
        return self.ended(untils or (laws if any(fee.amount for fee in fees) else []), as_of)

    def ended(self, days: Iterable[date], as_of: date | None) -> list[str]:
        """The word for the last of `days` that is past and came after the comparison; what was over by then was over for its reader."""
        today = self._today()
        past = [day for day in days if (as_of or date.min) <= day < today]
        return [self._words.ended.format(day=f"{max(past):%d/%m/%Y}")] if past else []


def as_of_of(record: Procedure, part: Part) -> date | None:
    """When `part` was compared with its source."""
    sources = record.guide_sources if record.is_guided(part) else record.sources
    source = sources.get(part)
    return source.as_of if source else record.as_of


def _of_days(fee: Fee) -> tuple[Fee, ...]:
    """A fee as it is, or, where its note alone says days, the amounts of its days."""
    if fee.since or fee.until or not fee.note:
        return (fee,)
    read = fees_in(fee)
    return read if any(piece.since or piece.until for piece in read) else (fee,)


def _end_of(number: str) -> date | None:
    return TEMPORARY[number.upper()][1] if number.upper() in TEMPORARY else None
