"""What a publication writes beside an amount of money → facts: the amount, its condition, from when until when.

The portal's field holds a number and a note. The number lacks its thousands ("135 VNĐ" for 135.000), is 0 where the note says
the amount, or is the amount of other days; the note says which, in sentences. Circular 64/2025/TT-BTC halves many fees until the end
of 2026, Circular 40/2026/TT-BTC waives some: most periods are theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from knowledge.facts.fee_pieces import EDGES, Piece, bare, is_waived, pieces_of, without_amount
from knowledge.records.procedure import FREE, SMALLEST_PLAUSIBLE_FEE, Fee
from knowledge.texts.text import one_line

LONGEST_CONDITION = 140  # characters; what makes an amount somebody's is shorter, what is longer explains
MOST_OF_NOTE = 36  # pieces of one note that are read; a longer table is looked up where it stands
HALVED = 2  # times; what is paid where the halving of Circular 64/2025/TT-BTC ends
MOST_RAISED = 2  # times; Circular 64/2025/TT-BTC halves fees, and where it ends they are what they were

_RULES = re.compile(r",?\s+quy định (?:về )?(?:mức thu|chế độ|phí)[^.;:()]*", re.IGNORECASE)
_LABELS = re.compile(r"^(?:(?:lệ )?phí\s*:\s*(?=\d|đồng)|(?:đồng|đông|đ|vnđ)\b\s*)+", re.IGNORECASE)
_SET_ELSEWHERE = re.compile(
    r"quy định|quyết định|luật|nghị quyết|thông tư|miễn|không thu|chi tiết|tra cứu|theo thông tin|\d\s*(?:%|đồng|đ\b)|thuê|thanh toán",
    re.IGNORECASE,
)
_COMPUTED = re.compile(r"%|\bx\b|cộng|tối đa|tối thiểu|không quá|GT\b|/tấn|(?<=\S)\s\+\s", re.IGNORECASE)
_EXEMPTS = re.compile(r"\bmi[ễê]n\b|\bmiễn|không thu|không phải nộp|không áp dụng", re.IGNORECASE)
_EXEMPTION = re.compile(  # a sentence, of whom and of no days: an amount, or "từ ngày" within it, is read with the others
    r"\(?\b(?:miễn(?: thu)?(?: lệ)?(?: phí)?|không thu(?: lệ)? phí)(?: [^\W\d_]+){0,4}? (?:đối với|cho)\b"
    r"(?:(?!\d\s*đồng|từ ngày|đến hết)[^.()]|\([^()]{1,80}\))*[.)]*",
    re.IGNORECASE,
)
_ONLINE = re.compile(r"trực tuyến|trực tuyển|online|vneid", re.IGNORECASE)
_DOLLARS = re.compile(r"\b0*(\d{1,4})\s*(?:USD|đô la)", re.IGNORECASE)


def fees_in(fee: Fee) -> tuple[Fee, ...]:
    """A number with its note, as published → the amounts that it says, each with its condition and its period; never nothing."""
    note = one_line(_LABELS.sub("", one_line(fee.note).strip(EDGES)))
    if not fee.amount and FREE.match(bare(note)):
        return (Fee(amount=0, note="miễn phí"),)
    if (dollars := _DOLLARS.search(note)) and fee.amount is not None and int(dollars[1]) == fee.amount:
        return (Fee(note=_condition(note)),)
    exempted = [found[0] for found in _EXEMPTION.finditer(note)] if fee.amount else []
    parts = list(pieces_of(one_line(_EXEMPTION.sub(" ", note) if exempted else note)))
    if (wrong := fee.amount) and _contradict(wrong, parts):
        return (Fee(amount=wrong, note=_condition(note)),)
    amount = _with_thousands(fee.amount, [said for part in parts for said in part.amounts])
    found = list(_priced(amount, parts) if amount else _listed(parts))
    found = found or [
        Fee(amount=amount or 0, note=_condition(bare(_RULES.sub("", parts[0].text)) or note) if len(note) > 2 and parts else "")
    ]
    return tuple(dict.fromkeys([*map(_spoken, found), *(Fee(note=_condition(bare(each))) for each in exempted)]))


def of_one_way(fees: Iterable[Fee]) -> tuple[Fee, ...]:
    """`fees` of one way of handing in; one that is said again for days with an end holds from the day after."""
    fees = tuple(dict.fromkeys(fees))
    ends = {_same(fee): fee.until for fee in fees if fee.amount is not None and fee.since and fee.until}
    return tuple(
        fee.model_copy(update={"since": end + timedelta(days=1)})
        if fee.amount and not (fee.since or fee.until) and (end := ends.get(_same(fee)))
        else fee
        for fee in fees
    )


def _same(fee: Fee) -> str:
    """What a fee is for, to compare: its condition without signs."""
    return re.sub(r"\W+", " ", fee.note).strip().lower()


def _spoken(fee: Fee) -> Fee:
    """A zero that says by whom it is set is no amount; one without a word, or of a case, stays: the publication holds no amount of it."""
    if fee.amount == 0 and not fee.is_free:
        return Fee(note=fee.note, since=fee.since, until=fee.until) if _SET_ELSEWHERE.search(fee.note) else Fee(amount=0, note=fee.note)
    return fee


def _with_thousands(amount: int | None, said: list[int]) -> int | None:
    """135 → 135,000 where the note says 135.000, or the half of it that is paid until a day."""
    if amount and amount < SMALLEST_PLAUSIBLE_FEE:
        whole = amount * 1_000
        return whole if whole in said or whole // 2 in said else amount
    return amount


def _contradict(amount: int, parts: list[Piece]) -> bool:
    """Whether the note says an amount of its days that cannot be true beside the number: a reduction is less, a raise at most doubles."""
    most = MOST_RAISED * (amount * 1_000 if amount < SMALLEST_PLAUSIBLE_FEE else amount)
    return any(said > most for part in parts if part.since or part.until for said in part.amounts)


def _priced(amount: int, parts: list[Piece]) -> Iterator[Fee]:
    """The fees where the number is an amount: what the note says of other days beside it."""
    periods = [part for part in parts if part.since or part.until]
    own = next((part for part in parts if amount in part.amounts), None)
    base = Fee(amount=amount, note=_condition(_said(parts, own, amount, has_periods=bool(periods))))
    if not periods:
        yield base
        if own:
            yield from _listed([part for part in parts if part is not own and part.amounts and amount not in part.amounts])
        return
    others = [part for part in periods if part is not own and (part.amounts or is_waived(part))]
    since, until = _days(own, periods, others)
    yield base.model_copy(update={"since": since, "until": until})
    yield from _afterwards(base, until, parts, periods)
    yield from map(_of_days, others)
    if own:
        yield from _listed(
            [part for part in parts if part is not own and part not in periods and part.amounts and amount not in part.amounts]
        )
    if len(periods) > 1 or others:
        rest = (part for part in periods if part is not own and part not in others)
        yield from (Fee(note=_condition(bare(part.text)), since=part.since, until=part.until) for part in rest)


def _afterwards(base: Fee, until: date | None, parts: list[Piece], periods: list[Piece]) -> Iterator[Fee]:
    """What is paid from the day after `until`: the one other amount of the note, where the number is its half (Circular 64/2025/TT-BTC)."""
    others = {said for part in parts if part not in periods for said in part.amounts} - {base.amount}
    if until and base.amount and others == {HALVED * base.amount}:
        yield base.model_copy(update={"amount": HALVED * base.amount, "since": until + timedelta(days=1)})


def _said(parts: list[Piece], own: Piece | None, amount: int, *, has_periods: bool) -> str:
    """The condition of the amount: what is said around it; where only another amount is said, all of it."""
    if own:
        return _headed(parts, own, amount)
    if not has_periods and any(part.amounts for part in parts):
        return bare(" ".join(part.text for part in parts))
    return _conditions(parts)


def _days(own: Piece | None, periods: list[Piece], others: list[Piece]) -> tuple[date | None, date | None]:
    """The first and the last day of the number itself, beside what the note says `others` of."""
    if own and (own.since or own.until):
        return own.since, own.until
    if len(periods) == 1 and not others:
        return periods[0].since, periods[0].until
    if len(others) == 1 and (end := others[0].until):
        return (end + timedelta(days=1) if _is_for_all(others[0]) else None), None
    if others and (begin := others[0].since) and all(part.since == begin and not part.until for part in others):
        return None, begin - timedelta(days=1)
    return None, None


def _of_days(part: Piece) -> Fee:
    """What is paid in the period of `part`."""
    if is_waived(part):
        return Fee(amount=0, note="miễn phí", since=part.since, until=part.until)
    return Fee(
        amount=part.amounts[0], note=_condition(bare(without_amount(part.text, part.amounts[0]))), since=part.since, until=part.until
    )


def _headed(parts: list[Piece], own: Piece, amount: int) -> str:
    """The condition of the part that says the amount, after the heading it stands under."""
    said = bare(without_amount(own.text, amount))
    above = [part for part in parts[: parts.index(own)] if part.text.rstrip().endswith(":") and not part.amounts]
    heading = bare(above[-1].text) if above else ""
    return f"{heading}: {said}" if heading and said else heading or said


def _is_for_all(part: Piece) -> bool:
    """Whether what it says for its days is said of all whom the amount is for, and not of who applies online alone."""
    return not _ONLINE.search(part.text)


def _listed(parts: list[Piece]) -> Iterator[Fee]:
    """The fees of a note whose number says nothing: an amount a part, with the heading and the period it stands under."""
    heading, since, until = "", None, None
    for part in parts[:MOST_OF_NOTE]:
        text = bare(part.text)
        if part.text.startswith("*"):
            heading, since, until = "", None, None
        begin, end = (part.since, part.until) if part.since or part.until else (since, until)
        if not part.amounts:
            if part.text.rstrip().endswith(":"):
                heading = text
            if (part.since or part.until) and not text:
                since, until = part.since, part.until
            elif text and len(parts) == 1:
                days = {"since": begin, "until": end} if "%" in text else {}
                yield Fee(amount=0, note=_condition(text)).model_copy(update=days)
        elif len(part.amounts) == 1 and not _COMPUTED.search(part.text.lstrip("+ ")):
            said = bare(without_amount(part.text, part.amounts[0]))
            condition = f"{heading}: {said}" if heading and said else heading or said
            yield Fee(amount=part.amounts[0], note=_condition(condition), since=begin, until=end)
        else:
            yield Fee(note=_condition(f"{heading}: {text}" if heading else text), since=begin, until=end)


def _conditions(parts: list[Piece]) -> str:
    """The condition of an amount that its note does not repeat: the first part that is not about a period."""
    return next(
        (said for part in parts if not part.amounts and not is_waived(part) and (said := bare(part.text)) and not _EXEMPTS.search(said)), ""
    )


def _condition(text: str) -> str:
    if len(text) <= LONGEST_CONDITION:
        return text
    return text[:LONGEST_CONDITION].rpartition(" ")[0].rstrip(" ,;:(–-") + " …"
