"""A note beside an amount of money → its pieces: words, the amounts that each says, its period; without law and without signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from knowledge.facts.periods import temporary_in
from knowledge.records.procedure import SMALLEST_PLAUSIBLE_FEE
from knowledge.texts.text import CAPITAL, SMALL, one_line

_FIRST_YEAR = 1900  # an earlier one has lost a digit
LARGEST = 100_000_000_000  # đồng; what is larger is a code or a telephone number
_SCALES = {"nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000, "tỷ": 1_000_000_000}
_AMOUNT = re.compile(
    r"(?<![\w.,/])(?:(?P<plain>\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+|\d{4,11})(?![.,]?\d)(?:\s*(?:đồng|đ|vnđ|vnd"
    r"|đông)\b)?(?=\s*(?:đồng|đ\b|vnđ|vnd|đông|[/(;.,)]|$|\s))"
    r"|(?P<scaled>\d{1,3}(?:,\d{1,3})?)\s*(?P<scale>nghìn|ngàn|triệu)(?:\s*(?:đồng|đ|vnđ|vnd)\b)?)",
    re.IGNORECASE,
)
_MONEY = re.compile(r"\s*(?:đồng|đ|vnđ|vnd|đông)\b", re.IGNORECASE)
_DAY = r"(?:ngày\s*)?(\d{1,2})\s*(?:/|tháng)\s*(\d{1,2})\s*(?:/|năm)\s*(\d{3,4})(?!\d)"  # of one year its last digit was lost
_PERIOD = re.compile(
    rf"(?:\(?\s*(?:áp dụng\s+)?(?:từ\s+)?(?:kể\s+)?từ\s+{_DAY}\s+(?:đến|tới)\s+(?:hết\s+)?{_DAY}"
    rf"|(?:áp dụng\s+)?(?:cho\s+)?(?:đến|tới)\s+hết\s+{_DAY}|(?:kể\s+)?từ\s+{_DAY}\s+(?:trở đi|(?:đến|tới)\s*$))",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"\(?,?\s*(?:được\s+)?(?:áp dụng\s+|thực hiện\s+|tính\s+)?(?:theo\s+)?(?:quy định\s+)?(?:tại\s+)?(?:(?:điểm|khoản|điều|mục"
    r"|phụ lục)\s+[\w.]{1,5},?\s+)*"
    r"(?:thông tư|nghị định|nghị quyết|quyết định|biểu (?:phí|mức))\s+(?:số\s+)?\d{1,5}(?:/\d{4})?/[\w/-]+"
    r"(?:[,:]?\s+(?:ngày\s+)+\d{1,2}\s*(?:/|tháng)\s*\d{1,2}\s*(?:/|năm)\s*\d{4})?(?:\s+(?:của|quy định|sửa đổi"
    r"|về việc)\b[^.;:()+]*)?\)?",
    re.IGNORECASE,
)
_MONEY_WITHIN = r"[^()]*?\d[\d.]{3,}\s*(?:đồng|đ\b|vnđ)"
_PARTS = re.compile(
    rf"\s*;\s*|(?<=[^\d\s])\.\s+(?=\D)|(?<=\d)\.\s+(?=[{CAPITAL}*+-])|(?<=[{SMALL}])\.(?=[{CAPITAL}])"
    rf"|\s+(?=[-+*•]\s*[{CAPITAL}0-9])|(?<=:)\s*(?=[-+*]\s)"
    rf"|(?=\((?i:áp dụng|từ ngày|kể từ|mức phí)\b{_MONEY_WITHIN})|(?=\(?(?i:mi[ễê]n?\s*(?:lệ\s*)?(?:phí\s+)?(?:kể\s+)?từ ngày))"
    r"|\.?\)\s+(?=(?:Lệ phí|Phí)\s*:\s*\d)"
)
_FREE_THEN = re.compile(r"mi[ễê]n?\s*(?:lệ\s*phí|phí|thu)?\s*\(?\s*$", re.IGNORECASE)
EDGES = " -–+*•.,;:|"
_STARTS = re.compile(
    r"^(?:áp dụng\s+)?(?:từ\s+)?(?:mức (?:thu )?(?:phí|lệ phí)|mức thu|áp dụng)(?: áp dụng)?(?: là)?(?=\s*[:,]|\s*$|\s+mỗi)\s*[:,]?",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"[\s,:(]*(?:áp dụng|mức (?:thu )?(?:phí|lệ phí)|mức thu(?: lệ phí)?(?: là)?|theo(?: đúng)? quy định(?: tại)?|cụ thể như sau"
    r"|cụ thể|là|từ|theo|căn cứ|thu)\s*[:.]?\s*$",
    re.IGNORECASE,
)
_PER = re.compile(r"^\s*/\s*(?:0?1\s+)?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a note: its words, the heading it stands under, the amounts it says, its period."""

    text: str
    amounts: tuple[int, ...]
    since: date | None
    until: date | None


def pieces_of(note: str) -> Iterator[Piece]:
    """The pieces of a note in order; an amount that another follows from a day on holds until the day before."""
    for piece, after in pairwise([*_pieces(note), Piece("", (), None, None)]):
        is_followed = bool(piece.amounts and after.amounts and after.since) and not (piece.since or piece.until or after.until)
        yield replace(piece, until=after.since - timedelta(days=1)) if is_followed and after.since else piece


def _pieces(note: str) -> Iterator[Piece]:
    for text in _PARTS.split(note):
        if text and text.strip(EDGES):
            amounts = tuple(amounts_in(text))
            since, until = _period(text, says_amount=bool(amounts) or "%" in text)
            yield Piece(text, amounts, since, until)


def _period(text: str, *, says_amount: bool) -> tuple[date | None, date | None]:
    """The first and last day that it says; an amount, or a first day alone, has those of the circular for a while that is named."""
    match = _PERIOD.search(text)
    numbers = match.groups() if match else (None,) * 12
    begin, end, only_end, only_begin = (_date(numbers[at : at + 3]) for at in (0, 3, 6, 9))
    since, until = begin or only_begin, end or only_end
    lasts = temporary_in(text)
    rests = lasts is not None and until is None and (since == lasts[0] or (says_amount and since is None))
    return lasts if lasts and rests else (since, until)


def _date(numbers: tuple[str | None, ...]) -> date | None:
    try:
        day = date(*(int(number or "") for number in reversed(numbers)))
    except ValueError:
        return None
    return day if day.year >= _FIRST_YEAR else None


def amounts_in(text: str) -> Iterator[int]:
    text = _LAW.sub(" ", _PERIOD.sub(" ", text))
    for match in _AMOUNT.finditer(text):
        if match["plain"]:
            amount = int(re.sub(r"\D", "", match["plain"]))
            is_money = bool(_MONEY.search(match[0])) or bool(_MONEY.match(text, match.end())) or "." in match["plain"]
        else:
            amount = round(float(match["scaled"].replace(",", ".")) * _SCALES[match["scale"].lower()])
            is_money = True
        if is_money and SMALLEST_PLAUSIBLE_FEE <= amount < LARGEST:
            yield amount


def without_amount(text: str, amount: int) -> str:
    """`text` without the amount: "Phí thẩm định: 100.000 đồng/lần" → "Phí thẩm định, mỗi lần"."""
    for match in _AMOUNT.finditer(text):
        if next(amounts_in(match[0] + " đồng"), None) == amount:
            money = _MONEY.match(text, match.end())
            before, after = _ENDS.sub("", text[: match.start()]).rstrip(" :,"), text[money.end() if money else match.end() :]
            per = _PER.match(after)
            return f"{before}, mỗi {after[per.end() :]}" if per else f"{before} {after}"
    return text


def bare(text: str) -> str:
    """`text` without law, without its period and without signs at its edges."""
    text = _LAW.sub(" ", _PERIOD.sub(" ", _PER.sub("mỗi ", text)))
    text = one_line(re.sub(r"\(\s*\)", " ", text)).strip(EDGES)
    text = _ENDS.sub("", _STARTS.sub("", text)).strip(EDGES)
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1]
    return _paired(text).strip(EDGES)


def _paired(text: str) -> str:
    """`text` without the brackets that have no other."""
    kept: list[str] = []
    opened: list[int] = []
    for sign in text:
        if sign == ")" and not opened:
            continue
        if sign == "(":
            opened.append(len(kept))
        elif sign == ")":
            opened.pop()
        kept.append(sign)
    return one_line("".join(sign for at, sign in enumerate(kept) if at not in opened))


def is_waived(part: Piece) -> bool:
    match = _PERIOD.search(part.text)
    return bool(match and _FREE_THEN.search(part.text[: match.start()]))
