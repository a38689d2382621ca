"""Task time: when a task of a plan falls due, read from the words that somebody wrote for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest

from pydantic import Field

from knowledge.records.procedure import Record

EVERY_MONTH = tuple(range(1, 13))


class When(Record):
    """A task's time, understood: `months` it falls due in (1–12, empty: all year), `year` or None, `day` or None; `week`: of that
    month, or None, the first being that of its first day; `more`: further days that are named beside that one."""

    months: tuple[int, ...] = ()
    year: int | None = None
    day: int | None = Field(default=None, ge=1, le=31)
    week: int | None = Field(default=None, ge=1, le=6)
    is_continuous: bool = False
    more: tuple[When, ...] = ()


_COUNTED = {
    "mười hai": 12,
    "mười một": 11,
    "mười": 10,
    "chín": 9,
    "tám": 8,
    "bảy": 7,
    "sáu": 6,
    "năm": 5,
    "bốn": 4,
    "tư": 4,
    "ba": 3,
    "hai": 2,
    "một": 1,
}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SPELT: Sequence[tuple[re.Pattern[str], str]] = (
    (re.compile(r"\s*/\s*"), "/"),
    (re.compile(r"\s*[–—]\s*"), "-"),
    (re.compile(r"\s+"), " "),
    (re.compile(r"\bquí\b"), "quý"),
    (re.compile(r"\bhàng\b|\bmỗi (?=tháng|quý|năm)"), "hằng "),
    (re.compile(r"\bq\.?\s?(?=(?:[1-4]|i{1,3}|iv)\b)"), "quý "),
    (re.compile(r"\bt\.?(?=(?:0?[189]|1[0-2])\b|\d{1,2}/20\d\d\b)"), "tháng "),  # T2 to T7 are days of the week as well
)
"""Other spellings of what is read below."""
_WORDED = re.compile(rf"(?:(?<=quý )|(?<=tháng ))(?:{'|'.join(_COUNTED)})\b(?! lần| 20)")

_TIMES = r"(?!\s*(?:lần|đợt|kỳ|buổi))"  # "6 tháng 1 lần" is no day of January
_LED = r"(?:(?<=ngày )|(?<=mùng )|(?<=mồng )|(?<=trước )|(?<=đến )|(?<=tới )|(?<=hết )|(?<=hạn )|(?<=nhất )|^)"
_DATE = re.compile(
    r"(?P<y0>\d{4})-(?P<m0>\d{2})-(?P<d0>\d{2})"
    r"|(?<![\d/.-])(?P<d1>\d{1,2})(?P<sign>[/.-])(?P<m1>\d{1,2})(?P=sign)(?P<y1>\d{4}|\d{2})(?![\d/])"
    r"|(?<![\d/.-])(?<!quý )(?<!tháng )(?P<d2>\d{1,2})/(?P<m2>\d{1,2})(?![\d/])"
    rf"|{_LED}(?P<d3>\d{{1,2}})\.(?P<m3>\d{{1,2}})(?![\d/.-])"
    r"|(?:(?<=ngày )|(?<=mùng )|(?<=mồng ))(?P<d5>\d{1,2})-(?P<m5>\d{1,2})(?![\d/.-])"
    rf"|(?<!\d)(?<!tuần )(?<!tuần thứ )(?P<d4>\d{{1,2}})\s+tháng\s+(?P<m4>\d{{1,2}})(?!\d){_TIMES}(?:(?:\s*năm\s*|[/,]\s*)(?P<y4>\d{{4}}))?"
)
"""A day as it is written in Vietnamese, the month after it: "5/12", "05/12/2026", "20.12", "ngày 5 tháng 12"; or 2026-12-05."""
_WAYS = range(6)  # of writing a day, in _DATE
_UNTIL = re.compile(r"\s*(?:-|đến|tới)(?:\s+(?:hết|trước))?(?:\s+ngày)?\s*")
"""Between the two days of a stretch of time, which is over with the second."""
_FIRST_OF_STRETCH = re.compile(
    r"(?:từ )?(?:ngày )?(?<!tháng )(?<!quý )(?<![\w/.-])(?P<first>\d{1,2})\s*(?:-|đến|tới)\s*(?:hết )?(?:ngày )?"
    r"(?=(?P<last>\d{1,2})(?:/(?:0?[1-9]|1[0-2])(?!\d)| tháng \d))"
)
"""The first day of a stretch where the month is written once, with the last: "từ 1 đến 5/12"."""
_THINGS = (
    "số|tổng|nội dung|chỉ tiêu|nhiệm vụ|tiêu chí|đơn vị|cơ quan|phòng|xã|phường|thôn|tổ|hộ|người|cán bộ|thủ tục|hồ sơ|văn bản|mục|phần|việc"
    "|bước|bài|đợt|kỳ|cuộc|lớp|công trình|dự án|khoản|ý kiến|trường|ngành"
)
_FRACTION = re.compile(rf"(?<![\d/.-])\d{{1,2}}/\d{{1,2}}(?= (?:{_THINGS})(?!\w))")
"""So many of so many things: no day."""
_EVERY_MONTH = re.compile(r"ngày (?P<day>\d{1,2})(?: của)? hằng tháng")
_PART = re.compile(r"(?P<part>thượng tuần|trung tuần|nửa đầu)(?: của)? tháng (?P<month>\d{1,2})(?!\d)")
_LAST_OF_PART = {"thượng tuần": 10, "trung tuần": 20, "nửa đầu": 15}  # a "tuần" of these is ten days: Hoàng Phê, Từ điển tiếng Việt
_WEEK = re.compile(
    r"(?:(?:trong|vào|đến|hết) )?tuần (?:thứ )?(?P<week>[1-5])(?: của)?,? tháng (?P<month>\d{1,2})(?![\d/])"
    r"|tháng (?P<month2>\d{1,2}),? tuần (?:thứ )?(?P<week2>[1-5])(?![\d/])"
)
_CONTINUOUS = re.compile(r"thường xuyên|liên tục|quanh năm|(?:cả|trong|hằng) năm(?! 20\d\d)")
_END = r"(?:(?:tuần cuối|cuối|hạ tuần|nửa cuối|hết|trong)(?: của)? )?"
_YEARLY: Sequence[tuple[re.Pattern[str], tuple[int, ...]]] = (
    (re.compile(rf"{_END}hằng tháng"), EVERY_MONTH),
    (re.compile(rf"{_END}hằng quý"), (3, 6, 9, 12)),
    (re.compile(r"(?:0?6 tháng|nửa) đầu(?: năm)?(?! tháng)"), EVERY_MONTH[:6]),
    (re.compile(r"(?:0?6 tháng|nửa) cuối(?: năm)?(?! tháng)"), EVERY_MONTH[6:]),
    (re.compile(r"0?9 tháng(?: đầu)?(?: năm)?(?! 20)"), (9,)),
    (re.compile(r"(?:định kỳ )?0?6 tháng(?:(?: |/)(?:0?1|một) lần)?"), (6, 12)),
    (re.compile(r"(?:định kỳ|hằng) 0?3 tháng|0?3 tháng(?: |/)(?:0?1|một) lần"), (3, 6, 9, 12)),
    (re.compile(r"(?:cuối|hết) năm"), (12,)),
)
_QUARTER = r"(?:iv|iii|ii|i|[1-4])\b"
_NEXT = r"\s*(?:,|và|-|đến|tới)\s*(?:hết )?"
_QUARTERS = re.compile(rf"{_END}quý (?P<named>{_QUARTER}(?:{_NEXT}(?:cuối )?(?:quý )?{_QUARTER})*)")
_MONTHS = re.compile(
    rf"(?:{_END}tháng |(?<![\w/.-])(?=\d{{1,2}}/20\d\d(?!\d)))"
    rf"(?P<named>\d{{1,2}}(?!\d)(?:{_NEXT}(?:cuối )?(?:tháng )?\d{{1,2}}\b(?![/\d](?!20\d\d)))*)"
)
_STRETCH = re.compile(r"-|đến|tới")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_OF_A_YEAR = re.compile(r"(?:(?:trong|cả|của|cuối|hết) )?(?:năm )?(?<!\d)20\d{2}(?!\d)")
_LED_BY = re.compile(r"(?:ngày|mùng|mồng|trước|đến|tới|hết|vào|nhất|hạn|và|hoặc|[,;(-])\s*$")
_FOLLOWED_BY = re.compile(r"\s*(?:$|[^\w\s]|(?:và|hoặc|đến|tới|của|năm|hằng|phải|là)(?!\w))")
_SPEAKS_OF_TIME = re.compile(
    r"\d|(?<!\w)(?:tuần|tháng|quý|năm|thứ|đầu|giữa|sau|từ|kể|khoảng|âm lịch|tết|hè|rằm|mùng|mồng|chủ nhật|hôm|mai|nay|tới)(?!\w)"
)
"""What is not left over once a time was read whole."""


def parsed(when: str) -> When:
    """Read a task's time. Words that name no time are continuous ("thường xuyên")."""
    return _read(_spelt(when))[0]


def is_understood(when: str) -> bool:
    """Whether `when` names a time for certain, and no day of no calendar: nothing is guessed of what somebody types now, and no word
    about a time is passed over."""
    text = _spelt(when)
    meant, rest = _read(text)
    says_when = bool(meant.months or meant.year or _CONTINUOUS.search(text)) or not text
    return says_when and not _SPEAKS_OF_TIME.search(rest) and all(_exists(each) for each in (meant, *meant.more))


def _spelt(when: str) -> str:
    text = when.lower()
    for pattern, ours in _SPELT:
        text = pattern.sub(ours, text)
    text = re.sub(" {2,}", " ", text).strip()
    return _WORDED.sub(lambda word: str(_COUNTED[word[0]]), text)


def _read(text: str) -> tuple[When, str]:
    """What the words mean, and those of them that had no part in it."""
    text = _FIRST_OF_STRETCH.sub(_of_a_stretch, _FRACTION.sub("", text))
    year = int(match[1]) if (match := _YEAR.search(text)) else None
    days, rest = _days(text, year)
    months, rest = ((), rest) if days else _months(rest)
    rest = _CONTINUOUS.sub("", _OF_A_YEAR.sub("", rest))
    if days:
        return days[0].model_copy(update={"more": tuple(days[1:])}), rest
    return When(months=tuple(months), year=year, is_continuous=not months and ("thường xuyên" in text or year is None)), rest


def _of_a_stretch(found: re.Match[str]) -> str:
    """Nothing, where the stretch goes forwards; else what stands there."""
    return "" if int(found["first"]) < int(found["last"]) else found[0]


def _days(text: str, year: int | None) -> tuple[list[When], str]:
    """The days that `text` names, in `year` where they name none themselves; of a stretch of time its last."""
    if match := _EVERY_MONTH.search(text):
        day = int(match["day"])
        return [When(months=(month,), year=year, day=day) for month in EVERY_MONTH if day <= 31], _without(text, [match])
    if match := _PART.search(text):
        month, day = int(match["month"]), _LAST_OF_PART[match["part"]]
        return [When(months=(month,), year=year, day=day)] if 1 <= month <= 12 else [], _without(text, [match])
    if match := _WEEK.search(text):
        month, week = int(match["month"] or match["month2"]), int(match["week"] or match["week2"])
        return [When(months=(month,), year=year, week=week)] if 1 <= month <= 12 else [], _without(text, [match])
    found = list(_dated(text, year))
    read = [match for match, when in found if when is None or _is_certain(match)]
    days = [when for _, when in found if when is not None]
    return days, _without(text, read) if days else text


def _dated(text: str, year: int | None) -> Iterator[tuple[re.Match[str], When | None]]:
    """The days that `text` names; None for the first of a stretch of time. What is no day of any month is passed over."""
    found = list(_DATE.finditer(text))
    for match, following in zip_longest(found, found[1:]):
        meant = _meant(match, year)
        is_first = following is not None and _UNTIL.fullmatch(text[match.end() : following.start()])
        if meant is None or (is_first and not _is_before(meant, _meant(following, year))):
            continue
        yield match, None if is_first else meant


def _meant(found: re.Match[str], year: int | None) -> When | None:
    """The day of a date, in `year` where it names none; None where no month has such a day."""
    day, month, named = (next(filter(None, map(found.groupdict().get, (f"{piece}{way}" for way in _WAYS))), "") for piece in "dmy")
    whole = int(named) + 2000 * (len(named) == 2) if named else year
    return When(months=(int(month),), year=whole, day=int(day)) if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 else None


def _is_before(first: When, last: When | None) -> bool:
    """Whether a stretch goes forwards; its first day may be of the year before, where each names its own."""
    return last is not None and (last.year != first.year or (first.months, first.day or 0) <= (last.months, last.day or 0))


def _is_certain(match: re.Match[str]) -> bool:
    """A bare "3/12" with a word behind it may be three of twelve: it is a day where words of time stand before it, or nothing behind it."""
    return not match["d2"] or bool(_LED_BY.search(match.string[: match.start()]) or _FOLLOWED_BY.match(match.string, match.end()))


def _months(text: str) -> tuple[Sequence[int], str]:
    """The months a text without a date speaks of, ascending, none where it names none; and what else it says."""
    for pattern, yearly in _YEARLY:
        if match := pattern.search(text):
            return yearly, _without(text, [match])
    if match := _QUARTERS.search(text):
        quarters = [_ROMAN.get(name) or int(name) for name in re.findall(r"iv|iii|ii|\bi\b|[1-4]", match["named"])]
        if re.search("đến|tới", match["named"]):  # over with its last quarter
            quarters = quarters[1:] if len(quarters) == 2 and quarters[0] < quarters[1] else []
        months = [month for quarter in sorted(set(quarters)) for month in range(quarter * 3 - 2, quarter * 3 + 1)]
        return months, _from(text[: match.start()]) + text[match.end() :] if months else text
    if match := _MONTHS.search(text):
        numbers = [int(number) for number in re.findall(r"\d+", match["named"])]
        if _STRETCH.search(match["named"]):  # over with its last month
            return _stretch_of_months(numbers), _from(text[: match.start()]) + text[match.end() :]
        months = sorted({number for number in numbers if 1 <= number <= 12})
        return months, _without(text, [match]) if months else text
    return (), text


def _stretch_of_months(numbers: Sequence[int]) -> Sequence[int]:
    """The month in which a stretch is over; none where that goes backwards or is none of two months."""
    return numbers[1:] if len(numbers) == 2 and 1 <= numbers[0] < numbers[1] <= 12 else ()


def _without(text: str, read: Sequence[re.Match[str]]) -> str:
    """`text` but for what was read, and for the word "ngày" before it; the first day of a stretch goes with its "từ"."""
    for match in reversed(read):
        before = re.sub(r"(?:ngày|mùng|mồng)\s*$", "", text[: match.start()])
        is_first = _UNTIL.match(text, match.end())
        text = (_from(before) if is_first else before) + " " + text[match.end() :]
    return text


def _from(before: str) -> str:
    """What stands before a stretch of time, but for the "từ" that leads into it."""
    return re.sub(r"từ\s*$", "", before)


def _exists(when: When) -> bool:
    """Whether some year has that day: of no year, a leap year does."""
    try:
        return when.day is None or bool(date(when.year or 2024, when.months[0], when.day))
    except ValueError:
        return False
