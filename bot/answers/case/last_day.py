"""The last day to act: the citizen's own deadline, counted from a day that somebody tells of their case ("nghỉ việc ngày 20 tháng 10")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.answers.lines.deadlines import deadlines_of
from knowledge.facts.deadline_days import CitizenDeadline, IsWorking, countable
from knowledge.records.procedure import Procedure
from knowledge.texts.told_days import PlacedDay, ToldDay, days_told

LONGEST = 140  # characters of the deadline as it is quoted
AHEAD = 60  # days that somebody tells of beforehand without a year: a contract ends in December, a child is due next month
SAME_EVENT = (
    (
        r"mất(?! (?:ví|giấy|thẻ|bằng|sổ|xe|tiền|hộ chiếu|căn cước|việc|điện thoại))|chết|qua đời|từ trần|mat|chet|qua doi",
        r"người chết|qua đời|từ trần|chết|ngày mất|mất",
    ),
    (r"nghỉ việc|nghỉ làm|nghỉ|thôi việc|hết hợp đồng|nghi viec|nghi lam|nghi|thoi viec|het hop dong", r"chấm dứt|nghỉ việc|thôi việc"),
    (r"nhận (?:được )?quyết định|nhan (?:duoc )?quyet dinh", r"nhận được quyết định"),
    (
        r"chuyển đến|dọn đến|dọn về|dọn tới|chuyen den|don den|don ve|don toi",
        r"đến (?:nơi|chỗ) (?:ở|cư trú)|nơi ở mới|chỗ ở hợp pháp mới|chuyển đến",
    ),
)
"""What people say that happened, and how a record calls it: counted is from what happened on that day and from nothing else. Forty-five
days from the end of a leave are none from the birth, and a hospital's bill is no letter of an office."""
OWN_EVENT = (
    (r"sinh|đẻ|sanh|de|chào đời", r"(?<!nghỉ )sinh con|ngày sinh|trẻ sinh|được sinh"),
    (r"ký (?:giấy|hợp đồng|bán|mua)|làm giấy|mua|bán|tặng|ky (?:giay|hop dong|ban|mua)|lam giay", r"làm giấy|chuyển quyền sở hữu|mua bán"),
    (r"hết (?:thời gian )?(?:nghỉ )?(?:thai sản|sinh|đẻ)|het (?:nghi )?thai san", r"hết thời gian nghỉ[^,;:]{0,24} thai sản"),
    (r"có hiệu lực|hiệu lực|co hieu luc", r"(?<!hết )hiệu lực"),
    (r"hết hạn|hết hiệu lực|đáo hạn|tới hạn|het han|het hieu luc", r"hết hạn|hết hiệu lực|hết thời (?:hạn|gian)|kết thúc thời hạn"),
    (r"khai mạc|tổ chức|diễn ra|mở màn|khai mac|to chuc|dien ra|dự kiến", r"khai mạc|tổ chức|diễn ra|bắt đầu"),
    (
        r"tạm ngừng|tạm nghỉ bán|nghỉ bán|tạm nghỉ|ngưng bán|ngừng|tam ngung|tam nghi|nghi ban|ngung ban",
        r"tạm ngừng|nghỉ bán|ngừng kinh doanh",
    ),
    (r"mở lại|bán lại|hoạt động lại|mo lai|ban lai", r"mở lại|tiếp tục kinh doanh"),
    (r"đi làm lại|trở lại làm|làm lại|di lam lai|tro lai lam", r"trở lại làm việc"),
    (r"đổi|thay đổi|dời|chuyển|doi|thay doi", r"thay đổi|đổi"),
    (r"nhập học|nhap hoc", r"nhập học"),
    (r"khai giảng|khai giang", r"khai giảng"),
    (r"công bố điểm|có điểm|cong bo diem|co diem", r"công bố điểm"),
    (r"thông quan|thong quan", r"thông quan"),
    (r"trả hết nợ|thanh toán hết|tra het no", r"trả hết (?:các khoản )?nợ|thanh toán hết"),
    (r"phát hiện|mất|phat hien", r"phát hiện[^,;:]{0,30}mất"),
)
"""More of them, whose name says all: a paper that runs out, a fair that opens, a shop that changes its address."""
ELSE = r"thai sản|thời gian nghỉ|ra viện|xuất viện|ốm|tiêm|sửa đổi|bổ sung|ra vien|xuat vien|phiếu hẹn"
"""Tells of a leave, a hospital or an office's letter: one word more of it, and another day is meant."""
REACH = 64  # characters between what happened and the day that is told of it

_TODAY = re.compile(r"\b(?:hôm|hom|bữa|bua|bựa|ngày|ngay)\s*(?:nay|ni)\b", re.IGNORECASE)
_ELSE = re.compile(rf"\b(?:{ELSE})\b", re.IGNORECASE)
_CLAUSE_ENDS = re.compile(r"[:;]|\.(?:\s|$)")
_MARK = re.compile(r"^(?:[-+*•]|\d{1,2}[.)])\s*")
_EVENTS: list[tuple[re.Pattern[str], re.Pattern[str], bool]] = [
    (re.compile(rf"\b(?:{said})\b", re.IGNORECASE), re.compile(rf"\b(?:{called})\b", re.IGNORECASE), is_strict)
    for pairs, is_strict in ((OWN_EVENT, False), (SAME_EVENT, True))
    for said, called in pairs
]


@dataclass(frozen=True, slots=True)
class CountedDeadline:
    """A deadline counted: the day from which, the last one, and the one before which it is too early (None: it never is)."""

    mark: date
    last: date
    first: date | None = None


@dataclass(frozen=True, slots=True)
class LastDay:
    """The day that is told, the deadline that is counted from it, and as the record words it."""

    since: ToldDay
    deadline: CitizenDeadline
    limit: str

    def of(self, today: date, is_working: IsWorking) -> CountedDeadline | None:
        """The days of it; None where no calendar has them. A time before something that has passed is over."""
        mark = self.since.nearest(today, AHEAD)
        try:
            return (
                CountedDeadline(mark, self.deadline.last_day(mark, is_working), self.deadline.first_day(mark, is_working)) if mark else None
            )
        except OverflowError:
            return None


def last_day(record: Procedure, text: str) -> LastDay | None:
    """What the first deadline of `record` that is counted from what `text` says that happened makes of the only day that `text` tells.
    None where it tells none or several, or today, and where no deadline is of what happened on that day."""
    days = days_told(text)
    if len(days) != 1 or _TODAY.search(text):
        return None
    events = _events_at(text, days[0])
    for deadline in countable(tuple(deadlines_of(record)), has_others=True):
        limit, mark = _limit(deadline)
        if limit and _is_of(events, mark, limit, text):
            return LastDay(days[0].told, deadline, limit)
    return None


def _limit(deadline: CitizenDeadline) -> tuple[str, str]:
    """The clause of a deadline that tells it, with whose it is, and of that what stands from its mark on; "" where it is too long."""
    begin = deadline.line.index(deadline.mark)
    end = _CLAUSE_ENDS.search(deadline.line, begin + len(deadline.mark))
    clause = deadline.line[: end.start() if end else None].rstrip(" .;")
    limit = _MARK.sub("", clause.strip())
    return (limit, clause[begin:]) if len(limit) <= LONGEST else ("", "")


def _is_of(events: list[int], mark: str, limit: str, text: str) -> bool:
    """Whether the deadline runs from, or ends before, one of `events`; of what may be meant otherwise no leave and no letter is told."""
    for number in events:
        _, called, is_strict = _EVENTS[number]
        if called.search(mark):
            return not (is_strict and (_ELSE.search(limit) or _ELSE.search(text)))
    return False


def _events_at(text: str, day: PlacedDay) -> list[int]:
    """The events that `text` tells nearest to the day: before it, where any is, else behind it."""
    for sign in (1, -1):
        distances = dict(_distances(text, day, sign))
        nearest = min(distances.values(), default=REACH + 1)
        if nearest <= REACH:
            return [number for number, distance in distances.items() if distance == nearest]
    return []


def _distances(text: str, day: PlacedDay, sign: int) -> Iterator[tuple[int, int]]:
    """How many characters before (`sign` 1) or behind (-1) the day each event is told."""
    for number, (said, _, _) in enumerate(_EVENTS):
        spans = [match.span() for match in said.finditer(text)]
        gaps = [gap for begin, end in spans if (gap := day.begin - end if sign > 0 else begin - day.end) >= 0]
        if gaps:
            yield number, min(gaps)
