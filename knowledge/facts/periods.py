"""Until when does a statement hold? The ends that a text says, and the text without the amounts and reductions that are over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.records.procedure import Fee, Part, Procedure
from knowledge.texts.text import CAPITAL

TEMPORARY: Mapping[str, tuple[date, date]] = {
    "64/2025/TT-BTC": (date(2025, 7, 1), date(2026, 12, 31)),
    "40/2026/TT-BTC": (date(2026, 4, 7), date(2026, 6, 30)),
    "43/2024/TT-BTC": (date(2024, 7, 1), date(2024, 12, 31)),
}
"""Circulars that lower fees for a while, with their first and last day as the official records give them: of the notes of July 2026 that
say a period beside one of these numbers, 361, 103 and 7, each says this one (12 have lost the last digit of its year)."""

HISTORY = date(2020, 1, 1)
"""What ended before is told of the past, of wars and old papers; no fee in the records ended before 31/12/2023."""

DAY = r"(?:ngày\s*)?(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*(\d{4})(?!\d)"
_END = re.compile(
    rf"(?<!\w)(?:đến|tới)\s+(?:(?P<whole>hết|cuối|trước)\s+)?(?:{DAY}"
    r"|(?:tháng\s*(?P<month>\d{1,2})\s*(?:/|năm)\s*(?P<of>\d{4})|năm\s*(?P<year>\d{4}))(?!\d))",
    re.IGNORECASE,
)
_MAY_END = re.compile(r"(?:đến|tới)\s[^\n]{0,30}?\d{4}|/TT-BTC", re.IGNORECASE)
_NUMBER = re.compile("|".join(map(re.escape, TEMPORARY)), re.IGNORECASE)
_MONEY = re.compile(
    r"\d\s*(?:đồng|đ|vnđ|vnd|usd|nghìn|ngàn|triệu|%)(?!\w)|\b(?:giảm|miễn|phí|lệ phí|mức thu|mức nộp|một nửa|phân nửa)\b",
    re.IGNORECASE,
)
_UNITS = re.compile(rf"(?<=[.!?])\s+(?=[{CAPITAL}(“])|(?<=;)\s+")
_MARK = re.compile(r"\s*(?:[-+*•]|\d{1,2}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Statement:
    """A clause or sentence with the last day on which it holds; `is_money`: whether it says an amount or a reduction."""

    text: str
    until: date
    is_money: bool


@dataclass(frozen=True, slots=True)
class Cut:
    """A text without what is over, and the last days of what was taken out, the latest first."""

    text: str
    over: tuple[date, ...] = ()


def statements(text: str) -> Iterator[Statement]:
    """Every statement of `text` that says until when it holds, in order."""
    if _MAY_END.search(text):
        for line in _lines(text):
            for unit in line.units:
                if until := line.until or _until(unit):
                    yield Statement(unit, until, line.is_money or is_money(unit))


def cut(text: str, today: date) -> Cut:
    """`text` of `today`: no amount and no reduction whose last day is past. What is said of the past itself stays."""
    if not _MAY_END.search(text):
        return Cut(text)
    kept: list[str] = []
    over: set[date] = set()
    for line in _lines(text):
        left = [(unit, not _is_over(line, unit, today, over)) for unit in line.units]
        if all(stays for _, stays in left):
            kept.append(line.mark + line.written)
        elif any(stays for _, stays in left):
            kept.append(line.mark + _joined(left))
    return Cut("\n".join(kept).strip(), tuple(sorted(over, reverse=True))) if over else Cut(text)


def temporary_in(text: str) -> tuple[date, date] | None:
    """The first and last day of the first circular for a while that a text names."""
    number = _NUMBER.search(text)
    return TEMPORARY[number[0].upper()] if number else None


def basis_of(text: str, today: date) -> str:
    """What an answer rests on ("Phí, lệ phí; Thông tư 64/2025/TT-BTC"), without the circulars whose time is over, where more is named."""
    pieces = text.split(";")
    left = [piece for piece in pieces if not any(TEMPORARY[number.upper()][1] < today for number in _NUMBER.findall(piece))]
    return ";".join(left).strip() if left else text


def is_fee_over(fee: Fee, today: date) -> bool:
    """Whether the last day of a fee is past: its own, or the one that its note says."""
    until = fee.until or _until(fee.note)
    return until is not None and until < today


def until_of(fee: Fee) -> date | None:
    """The last day of a fee: its own, or the one that its note says."""
    return fee.until or _until(fee.note)


def is_money(text: str) -> bool:
    """Whether it says an amount, a share or a reduction."""
    return bool(_MONEY.search(text))


def of_day(record: Procedure, day: date) -> Procedure:
    """`record` without the fees that are over on `day`, and its guide without the amounts and reductions that are."""
    ways = tuple(
        item.model_copy(update={"fees": tuple(fee for fee in item.fees if not is_fee_over(fee, day))}) for item in record.submissions
    )
    guide = {part: text if part is Part.LEGAL_BASIS else cut(text, day).text for part, text in record.guide.items()}
    return record.model_copy(update={"submissions": ways, "guide": guide})


@dataclass(frozen=True, slots=True)
class _Line:
    """A line cut at its sentences and semicolons, its list mark, and what the heading of its list says for all of it."""

    mark: str
    written: str
    units: tuple[str, ...]
    until: date | None = None
    is_money: bool = False


def _lines(text: str) -> Iterator[_Line]:
    """The lines; one that ends in a colon and says an end says it for the list below."""
    until: date | None = None
    has_money = False
    for written in text.split("\n"):
        mark = match[0] if (match := _MARK.match(written)) else ""
        said = written[len(mark) :]
        if not mark:
            until, has_money = None, False
            if said.rstrip().endswith(":"):
                until, has_money = _until(said), is_money(said)
        yield _Line(mark, said, _units(said), until, has_money and until is not None)


def _units(line: str) -> tuple[str, ...]:
    """Sentences and clauses; a bracket is never cut."""
    units: list[str] = []
    for unit in _UNITS.split(line):
        if units and units[-1].count("(") > units[-1].count(")"):
            units[-1] = f"{units[-1]} {unit}"
        else:
            units.append(unit)
    return tuple(units)


def _is_over(line: _Line, unit: str, today: date, over: set[date]) -> bool:
    until = line.until or _until(unit)
    if until is None or until >= today or not (line.is_money or is_money(unit)):
        return False
    over.add(until)
    return True


def _joined(units: list[tuple[str, bool]]) -> str:
    """The units that stay, as sentences again: one that loses what stood before it in its sentence begins with a capital."""
    text = ""
    for unit, stays in units:
        if stays:
            begins = not text or text.endswith((".", "!", "?"))
            text = f"{text} {unit[:1].upper() + unit[1:] if begins else unit}".strip()
        elif text.endswith(";"):
            text = text[:-1].rstrip() + "."
    return text[:-1].rstrip() + "." if text.endswith(";") else text


def _until(text: str) -> date | None:
    """The last day that a text names, else that of a temporary circular it rests on; None where it names none."""
    ends = [day for match in _END.finditer(text) if (day := _day(match)) and day >= HISTORY]
    if not ends:
        ends = [TEMPORARY[number.upper()][1] for number in _NUMBER.findall(text)]
    return max(ends, default=None)


def _day(match: re.Match[str]) -> date | None:
    try:
        if match[2]:
            day = date(int(match[4]), int(match[3]), int(match[2]))
            return day - timedelta(days=1) if (match["whole"] or "").lower() == "trước" else day
        year, month = int(match["of"] or match["year"]), int(match["month"] or 12)
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1) if match["whole"] else None
    except ValueError:
        return None
