"""Read what the portal writes about time and money: "5 ngày làm việc", "Trực tiếp: 50.000 VNĐ (mỗi bản)"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from knowledge.facts.glued_cells import Row, rows_of
from knowledge.records.procedure import Fee, Level, Submission, TimeLimit, TimeUnit, Way

NO_INFORMATION = frozenset({"", "không có thông tin", "n/a", "()", "không có", "không", "không quy định", "không quy định."})
"""What the portal writes where a field is empty, lower case."""

_WAYS = {
    "trực tiếp": Way.DIRECT,
    "direct": Way.DIRECT,
    "nộp trực tiếp": Way.DIRECT,
    "trực tuyến": Way.ONLINE,
    "online": Way.ONLINE,
    "nộp trực tuyến": Way.ONLINE,
    "dịch vụ bưu chính": Way.POST,
    "postal": Way.POST,
    "bưu chính": Way.POST,
    "qua bưu chính": Way.POST,
    "bưu chính công ích": Way.POST,
    "qua dịch vụ bưu chính": Way.POST,
}
_UNITS = {
    "ngày làm việc": TimeUnit.WORKING_DAY,
    "working_day": TimeUnit.WORKING_DAY,
    "ngày": TimeUnit.DAY,
    "day": TimeUnit.DAY,
    "giờ": TimeUnit.HOUR,
    "hour": TimeUnit.HOUR,
    "giờ làm việc": TimeUnit.HOUR,
    "tháng": TimeUnit.MONTH,
    "month": TimeUnit.MONTH,
    "năm": TimeUnit.YEAR,
    "year": TimeUnit.YEAR,
}
_LIMIT = re.compile(r"^(\d{1,4}(?:[.,]\d{1,2})?)\s*(.*?)\.?$", re.DOTALL)
_FEE = re.compile(r"^(\d[\d.,]{0,24})\s*(?:VNĐ|VND|đồng|đ)\b\.?\s*(.*)$", re.IGNORECASE | re.DOTALL)
_LEVELS = (("xã", Level.COMMUNE), ("tỉnh", Level.PROVINCE), ("bộ", Level.MINISTRY), ("trung ương", Level.MINISTRY))


def way_of(text: str) -> Way | None:
    """The way of submission that `text` names, in the portal's Vietnamese or its raw codes."""
    return _WAYS.get(text.strip().lower())


def time_limit_of(text: str) -> TimeLimit | None:
    """ "5 ngày làm việc" → 5 working days; "20 (đơn vị khác)" → 20, unit unknown; words → a note; nothing → None."""
    text = text.strip()
    bare = text.replace("(đơn vị khác)", "").strip()
    if bare.lower() in NO_INFORMATION:
        return None
    match = _LIMIT.match(bare)
    if not match:
        return TimeLimit(note=bare)
    amount, rest = float(match[1].replace(",", ".")), match[2].strip()
    if not rest or rest == "OTHER":
        return TimeLimit(amount=amount, unit=TimeUnit.UNKNOWN)
    unit = _UNITS.get(rest.lower())
    return TimeLimit(amount=amount, unit=unit) if unit else TimeLimit(note=bare)


def fees_of(text: str) -> tuple[Fee, ...]:
    """ "5000 VNĐ (mỗi bản) | 0 VNĐ ()" → its fees, each with its note; words alone become a note."""
    return tuple(fee for piece in text.split(" | ") if (fee := _fee_of(piece.strip())))


def _fee_of(text: str) -> Fee | None:
    if text.lower() in {"", "không có thông tin", "n/a", "()"}:
        return None
    match = _FEE.match(text)
    if not match:
        return Fee(note=text)
    digits = re.sub(r"[.,]\d{1,2}$", "", match[1])  # "50000.00" has decimals, "50.000" has thousands
    note = match[2].strip()
    while note.startswith("(") and note.endswith(")"):
        note = note[1:-1].strip()
    amount = int(re.sub(r"\D", "", digits) or 0)
    return Fee(amount=amount, note=note)


def by_way(text: str) -> Iterator[tuple[Way | None, str]]:
    """Cut "Trực tiếp: …\\nTrực tuyến: …" into (way, words); lines that open no way belong to the one before."""
    way: Way | None = None
    lines: list[str] = []
    for line in text.split("\n"):
        head, _, words = line.partition(":")
        if opened := way_of(head):
            if lines or way:
                yield way, "\n".join(lines).strip()
            way, lines = opened, [words.strip()]
        else:
            lines.append(line)
    if way or any(line.strip() for line in lines):
        yield way, "\n".join(lines).strip()


def levels_of(text: str) -> tuple[Level, ...]:
    """ "Cấp Bộ/Trung ương", "Cấp Bộ, Cấp Tỉnh" → levels, in the order of the text, each once."""
    found: dict[Level, None] = {}
    for piece in re.split(r"[,;]", text.lower()):
        level = next((level for word, level in _LEVELS if word in piece), None)
        if level or piece.strip():
            found[level or Level.OTHER] = None
    return tuple(found)


def submissions_of(methods: str, time_limits: str, fees: str) -> tuple[Submission, ...]:
    """Join the portal's three texts (ways, limits, fees by way) into one submission a way; where no way is named, none is made up."""
    methods, time_limits, fees = _parted(methods, time_limits, fees)
    notes: dict[Way, list[str]] = {}
    limits: dict[Way, list[TimeLimit]] = {}
    amounts: dict[Way, list[Fee]] = {}
    spoken = [(way, words) for way, words in by_way(methods)]
    for way, words in spoken:
        notes.setdefault(way or Way.DIRECT, []).append(words)
    known = list(notes) or [Way.UNKNOWN]
    for way, words in by_way(time_limits):
        for target in [way] if way else known:
            for piece in words.split("; "):
                if limit := time_limit_of(piece):
                    limits.setdefault(target, []).append(limit)
    for way, words in by_way(fees):
        for target in [way] if way else known:
            amounts.setdefault(target, []).extend(fees_of(words))
    ways = dict.fromkeys([*notes, *limits, *amounts])
    return tuple(
        Submission(
            way=way,
            time_limits=tuple(dict.fromkeys(limits.get(way, ()))),
            fees=tuple(dict.fromkeys(amounts.get(way, ()))),
            note="\n".join(dict.fromkeys(words for words in notes.get(way, ()) if words)),
        )
        for way in ways
    )


def _parted(methods: str, time_limits: str, fees: str) -> tuple[str, str, str]:
    """The three texts as they are; where the first is the portal's whole table run together, each cell in its own, by way."""
    rows = rows_of(methods)
    if not rows:
        return methods, time_limits, fees
    return (
        _by_row(rows, lambda row: row.note),
        _by_row(rows, lambda row: time_limits if row.limit.lower() in NO_INFORMATION else row.limit),
        fees or _by_row(rows, lambda row: row.fee),
    )


def _by_row(rows: Sequence[Row], told: Callable[[Row], str]) -> str:
    """What is told of each row, as the portal writes it where the cells stand apart."""
    return "\n".join(f"{row.way}: {told(row)}" for row in rows)
