"""What a guide must say to be true on every day: until when an amount holds, and what stays after; nothing that is no more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from knowledge.checks.freshness import Freshness
from knowledge.errors import Fault
from knowledge.facts.fee_pieces import amounts_in
from knowledge.facts.periods import cut, statements, until_of
from knowledge.loading.library import Library
from knowledge.records.procedure import Part, Procedure


def date_faults(library: Library) -> Iterator[Fault]:
    """The faults of every guide, at its file."""
    for record in library.procedures.values():
        if record.guide:
            file, line = library.places.get(("procedure", record.code), ("procedures", 0))
            yield from (Fault(file, line, f"{record.code}: {reason}") for reason in _faults(record))


def _faults(record: Procedure) -> Iterator[str]:
    checked = min((source.as_of for source in record.guide_sources.values() if source.as_of), default=date.min)
    for text in _texts(record):
        ends = [statement for statement in statements(text) if statement.is_money]
        yield from (f"“{each.text}” đã hết hạn trước ngày đối chiếu: viết điều đang đúng" for each in ends if each.until < checked)
        if ends and not cut(text, max(each.until for each in ends) + timedelta(days=1)).text:
            yield f"“{text[:80]}” không còn lại gì sau ngày hết hạn: thêm điều áp dụng từ hôm sau"
    yield from _unbounded(record)


def _unbounded(record: Procedure) -> Iterator[str]:
    """An amount that the official fees say for a while alone, and the guide for ever."""
    fees = [fee for item in record.submissions for fee in item.fees if fee.amount]
    lasting = {fee.amount for fee in fees if not until_of(fee)}
    ends = {fee.amount: until for fee in fees if (until := until_of(fee)) and fee.amount not in lasting}
    for text in _texts(record) if ends else ():
        bounded = {amount for statement in statements(text) for amount in amounts_in(statement.text)}
        for amount in amounts_in(text):
            if amount in ends and amount not in bounded:
                yield f"{amount:,} đồng chỉ áp dụng đến hết {ends[amount]:%d/%m/%Y}: ghi ngày ấy bên số tiền".replace(",", ".")


def _texts(record: Procedure) -> Iterator[str]:
    yield from (text for part, text in record.guide.items() if part is not Part.LEGAL_BASIS)
    yield from (answer.answer for answer in record.quick)


TOLD_AS_PAST = re.compile(r"\b(?:cũ|nay là|không (?:còn|cần|kể|đòi)|bỏ|còn (?:ghi|nhắc)|trước đây)\b", re.IGNORECASE)
"""By these words a sentence says that what it names is out of use."""


def word_faults(library: Library) -> Iterator[Fault]:
    """What is no more (a level, a unit, a term, a law) and stands in a guide as if it were, at its file."""
    freshness = Freshness(library.units)
    for record in library.procedures.values():
        if record.guide:
            file, line = library.places.get(("procedure", record.code), ("procedures", 0))
            texts = (*record.guide.values(), *(f"{answer.answer} {answer.basis}" for answer in record.quick))
            for said in (said for text in texts for said in text.split("\n") if not TOLD_AS_PAST.search(said)):
                for warning in freshness.of_text(said):
                    yield Fault(file, line, f"{record.code}: “{warning.found}” nay là “{warning.now}”: “{said[:80]}”")
