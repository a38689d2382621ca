"""Reductions reckoned: "thu bằng 50% mức này" behind one amount is so many đồng. What is not certain stays words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from knowledge.facts.periods import until_of
from knowledge.records.procedure import Fee, Procedure
from knowledge.texts.figures import with_points

WHOLE = 100  # per cent
HALF = 50

_RATE = r"mức\s+(?:thu\s+|phí\s+|lệ phí\s+)*(?:nêu trên|nói trên|trên|này)\b"
_REDUCTION = re.compile(
    rf"\b(?:(?P<less>giảm)\s+|(?:thu\s+|bằng\s+|còn\s+)+)(?P<share>\d{{1,2}})\s*%\s*(?:\([^()]*\)\s*)?(?:của\s+|so với\s+)?{_RATE}"
    rf"|\b(?P<half>một nửa|phân nửa)\s+(?:của\s+)?{_RATE}",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{3})+)\s*(?:đồng|đ|vnđ)(?!\w)", re.IGNORECASE)
_RECKONED = re.compile(r", là (?P<amount>[\d.]+) đồng \((?:một nửa|(?P<share>\d{1,2}) %) của (?P<whole>[\d.]+) đồng\)")
_ALONE = re.compile(r"^(?:mức\s+)?(?:thu\s+)?(?:lệ phí|phí)?\s*(?:thu\s+)?bằng\s+\d{1,2}\s*%\s*" + _RATE + r"$", re.IGNORECASE)


def reckoned(procedures: Mapping[str, Procedure]) -> Mapping[str, Procedure]:
    """`procedures`, each with its reductions in đồng: those of its fees, its guide and its short answers."""
    return {code: _of_record(record) for code, record in procedures.items()}


def of_text(text: str) -> str:
    """`text` with the đồng behind each reduction of the one amount that stands before it in its line."""
    return "\n".join(map(_of_line, text.split("\n"))) if _REDUCTION.search(text) else text


def as_written(text: str) -> str:
    """`text` without what `of_text` has put into it; a sum that is wrong stays, to be found."""
    return _RECKONED.sub(lambda match: "" if _is_right(match) else match[0], text)


def of_fees(fees: Sequence[Fee]) -> tuple[Fee, ...]:
    """The fees of one way; a reduction without an amount has that of the one fee before it, and one on an amount stands beside it."""
    return tuple(_of_fees(fees)) if any(_REDUCTION.search(fee.note) for fee in fees) else tuple(fees)


def _of_record(record: Procedure) -> Procedure:
    ways = tuple(
        item.model_copy(update={"fees": fees}) if (fees := of_fees(item.fees)) != item.fees else item for item in record.submissions
    )
    guide = {part: of_text(text) for part, text in record.guide.items()}
    quick = tuple(
        answer.model_copy(update={"answer": text}) if (text := of_text(answer.answer)) != answer.answer else answer
        for answer in record.quick
    )
    if (ways, guide, quick) == (record.submissions, record.guide, record.quick):
        return record
    return record.model_copy(update={"submissions": ways, "guide": guide, "quick": quick})


def _of_line(line: str) -> str:
    match = _REDUCTION.search(line)
    wholes = {int(amount.replace(".", "")) for amount in _AMOUNT.findall(line)}
    if match is None or _REDUCTION.search(line, match.end()) or len(wholes) != 1 or not _AMOUNT.search(line[: match.start()]):
        return line
    told = _told(wholes.pop(), _share(match))
    return f"{line[: match.end()]}, là {told}{line[match.end() :]}" if told else line


def _of_fees(fees: Sequence[Fee]) -> Iterator[Fee]:
    wholes: list[int] = []
    for fee in fees:
        match = _REDUCTION.search(fee.note)
        if match is None:
            wholes += [fee.amount] if fee.amount and not until_of(fee) else []
            yield fee
        elif fee.amount is None and len(wholes) == 1 and (amount := _lowered(wholes[0], _share(match))):
            yield fee.model_copy(update={"amount": amount, "note": _of_what(wholes[0], _share(match))})
        elif fee.amount and fee.until and _ALONE.match(fee.note) and (amount := _lowered(fee.amount, _share(match))):
            yield Fee(amount=fee.amount)
            yield fee.model_copy(update={"amount": amount, "note": _of_what(fee.amount, _share(match))})
        else:
            yield fee


def _share(match: re.Match[str]) -> int:
    """Per cent that are still to be paid."""
    if match["half"]:
        return HALF
    return WHOLE - int(match["share"]) if match["less"] else int(match["share"])


def _lowered(whole: int, share: int) -> int:
    """So many đồng; 0 where they are no whole number of them."""
    return whole * share // WHOLE if whole * share % WHOLE == 0 else 0


def _told(whole: int, share: int) -> str:
    amount = _lowered(whole, share)
    return f"{with_points(amount)} đồng ({_of_what(whole, share)})" if amount else ""


def _of_what(whole: int, share: int) -> str:
    part = "một nửa" if share == HALF else f"{share} %"
    return f"{part} của {with_points(whole)} đồng"


def _is_right(match: re.Match[str]) -> bool:
    amount, whole = (int(match[name].replace(".", "") or 0) for name in ("amount", "whole"))
    return amount == _lowered(whole, int(match["share"] or HALF))
