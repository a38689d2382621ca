"""The numbers of a case against the limits of a procedure: "76 tuổi" is enough for "từ đủ 75 tuổi"; nothing where it is not certain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.answers.case.counted_things import CountedThing, thing_counted
from bot.answers.case.quantities import DIGITS, GROWN, TEN, Bound, CountedUnit, Quantity, placed_quantities
from bot.answers.lines.deadlines import are_within, deadlines_of
from bot.answers.lines.parts import plain
from knowledge.records.procedure import Part, Procedure, QuickAnswer

LONGEST = 140  # characters of the limit as it is quoted; a longer clause tells several things
GRADES = ((5, "tiểu học"), (9, "trung học cơ sở"), (12, "trung học phổ thông"))
"""The last class of each school level, and how a record names it."""
DAYS_OF = {CountedUnit.DAYS: 1.0, CountedUnit.MONTHS: 30.0, CountedUnit.YEARS: 365.0}
MONTHS_OF = {CountedUnit.MONTHS: 1.0, CountedUnit.YEARS: 12.0}
CLEAR = 0.15  # share by which days told in months or years must differ from a limit: a month is no exact number of days
OF_THE_OLD = 30  # years: a limit from which on is of workers and the old, and no child's age is measured by it
LEFT = frozenset({"còn", "nữa"})  # around the days that are left: "còn 10 ngày nữa hết hạn"

_UNIT = r"(?P<unit>tuổi|tháng|năm|ngày|km)\b(?! tuổi| làm việc)"
_NUMBER = r"(?P<number>\d{1,3}(?:,\d)?)"
_LEAST = re.compile(rf"\b(?P<how>từ đủ|từ|đủ|ít nhất|tối thiểu)\s+{_NUMBER}\s*{_UNIT}", re.IGNORECASE)
_MORE = re.compile(rf"\b(?P<how>trên|quá)\s+{_NUMBER}\s*{_UNIT}", re.IGNORECASE)
_LESS = re.compile(
    rf"\b(?P<how>(?:từ đủ|từ)\s+\d+\s+(?:tuổi\s+)?đến dưới|đến dưới|dưới|chưa đủ|chưa tới)\s+{_NUMBER}\s*{_UNIT}", re.IGNORECASE
)
_DAYS = re.compile(r"\b(?P<number>\d{1,3})\s*(?P<unit>ngày|tháng|năm)\b(?! tuổi| làm việc)", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:ngày|tháng|năm) trước\b|\btrước khi\b|\btrước ngày\b|\btrước (?:ít nhất )?\d", re.IGNORECASE)
_FROM_THEN = re.compile(r"\btrong\b", re.IGNORECASE)
_WINDOW = re.compile(r"\btrong (?:vòng |thời gian )?\d{1,3} (?:tháng|năm) (?:liền|trước|gần)", re.IGNORECASE)
_LATE_BY = re.compile(rf"\b(?:trễ|muộn|quá hạn)\s+(?:hơn |mất |tới |đến |có )?(?:\d|{'|'.join((*DIGITS[1:], TEN))})")
"""So many days are over beside the deadline's own, whatever they are: "trễ 10 ngày" of 15 is not in time."""
_HOW_LONG = re.compile(
    rf"\b(?:nghỉ (?:sinh|sanh|đẻ|thai sản|ốm|bệnh|bán)|tạm (?:ngừng|nghỉ)|hợp đồng|khóa học)(?: \w+)? "
    rf"(?:\d{{1,3}}|{'|'.join((*DIGITS[1:], TEN))}) (?:ngày|tháng|năm)\b(?! (?:rồi|nay))"
)
"""How long something lasts, and not how long ago it was: "nghỉ sinh 6 tháng xong, nộp trễ nhất khi nào"."""
_PAYING = re.compile(r"\b(?:đóng|tham gia bảo hiểm|mua bảo hiểm)\b", re.IGNORECASE)
_UNSAID = re.compile(r"\bkhông (?:thấy )?(?:ghi|đòi|nói|thấy)\b[^,;:]*$")  # "bản công bố không ghi đủ 18 tuổi thì phải đổi" is no limit
_OF_ELSE = re.compile(r"\bhợp đồng\b[^.;:]{0,30}$|\bhơn\b(?: (?:con|trẻ|nhau|người)\b[^.;:,]{0,25})?\s*$", re.IGNORECASE)
"""Before a limit: it is one of a contract, or of the years between two people."""
_AGE = re.compile(r"\btuổi\b|\bthành niên\b", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[^.;:]*\bthì (?:xem|(?:làm|dùng) thủ tục)\b", re.IGNORECASE)
"""Behind a limit: it is another procedure's ("từ đủ 75 tuổi, không có lương hưu thì xem trợ cấp hưu trí xã hội")."""
_CHILD = re.compile(r"\b(?:trẻ|con|cháu|bé|học sinh)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+")
_CLAUSE = re.compile(r"[:;]\s+")
_ASIDE = re.compile(r"\s*\([^)]*:[^)]*\)")
_YES = re.compile(r"^(?:Được|Có|Không|Tùy|Phải|Thường là)\b[^,]{0,12}(?:, (?:nếu )?| (?=từ |đủ ))", re.IGNORECASE)
_MARK = re.compile(r"^(?:[-+*•]|\d{1,2}[.)])\s*")


class Met(StrEnum):
    """How a number stands to a limit."""

    ENOUGH = "enough"
    TOO_LITTLE = "too_little"
    TOO_MUCH = "too_much"
    IN_TIME = "in_time"
    LATE = "late"
    EARLY = "early"


@dataclass(frozen=True, slots=True)
class Applied:
    """A number that somebody said, and how it stands to a limit as the record words it."""

    said: str
    limit: str
    met: Met


@dataclass(frozen=True, slots=True)
class _Limit:
    """At least or at most so much, and the clause that says it."""

    value: float
    measure: CountedUnit
    is_least: bool
    clause: str

    def holds(self, value: float) -> bool:
        return value >= self.value if self.is_least else value < self.value


def applied(record: Procedure, near: QuickAnswer | None, syllables: Sequence[str], *, is_late: bool) -> Applied | None:
    """How the only number of a question, by its `syllables`, stands to the limit of the short question nearest to it, else of the
    conditions of `record`; to the citizen's deadline where it is asked whether it is late (`is_late`). None where it is not certain."""
    told = _counted(syllables)
    grades = [quantity for quantity, _ in told if quantity.measure is CountedUnit.GRADE]
    others = [(quantity, thing) for quantity, thing in told if quantity.measure is not CountedUnit.GRADE]
    others = [each for each in others if each[1] is not CountedThing.PREGNANCY]
    if is_late or set(syllables) >= LEFT:
        others = [each for each in others if each[1] is not CountedThing.PAID]
    else:
        others = [each for each in others if each[0].measure not in DAYS_OF or each[1] is CountedThing.PAID]
    if len(others) != 1:
        return None
    ((quantity, thing),) = others
    is_paid, said = thing is CountedThing.PAID, " ".join(syllables)
    if quantity.measure in DAYS_OF and set(syllables) >= LEFT:
        return _left(record, quantity)
    if is_late:
        found = _in_time(record, quantity) if quantity.measure in DAYS_OF and not _HOW_LONG.search(said) else None
        return None if found and found.met is Met.IN_TIME and _LATE_BY.search(said) else found
    of_a_child = bool(_CHILD.search(said))
    level = next((name for last, name in GRADES if grades and grades[0].value <= last), "")
    if near and (sentences := list(_about(near.answer, quantity, is_paid=is_paid))):
        return _judged(quantity, sentences, level, of_a_child=of_a_child)
    conditions = list(_about(plain(record.guide.get(Part.CONDITIONS, "")), quantity, is_paid=is_paid))
    is_of_one = quantity.measure is not CountedUnit.AGE or len(conditions) == 1  # of several ages one may be a child's
    return _judged(quantity, conditions, level, of_a_child=of_a_child) if conditions and is_of_one else None


def least_age(record: Procedure, near: Iterable[QuickAnswer]) -> tuple[int, str] | None:
    """The age from which on `record` is for somebody, as the first of the short questions `near` that tells one says it, else its
    conditions; and the clause that says it. None where several are told in one breath."""
    conditions = plain(record.guide.get(Part.CONDITIONS, ""))
    age = Quantity(0.0, CountedUnit.AGE)
    for text, is_whole in (*((each.answer, False) for each in near), (conditions, True)):
        sentences = list(_about(text, age, is_paid=False))
        if sentences and not (is_whole and len(sentences) > 1):
            (limit, *others) = sentences[0]
            quoted = _quoted(limit.clause, limit)
            return (int(limit.value), quoted) if quoted and limit.is_least and not others else None
    return None


def admits_age(name: str, syllables: Sequence[str]) -> bool | None:
    """Whether who is as old as `syllables` say is one of those whom a procedure's `name` says that it is for ("cho người dưới 14 tuổi");
    None where the name tells no age, or not one age is told."""
    ages = [quantity.value for quantity, _ in _counted(syllables) if quantity.measure is CountedUnit.AGE]
    limits = [limit for limit in _limits(name) if limit.measure is CountedUnit.AGE]
    return all(limit.holds(ages[0]) for limit in limits) if limits and len(ages) == 1 else None


def tells_of_age(record: Procedure) -> bool:
    """Whether `record` says anything of an age: in its guide, its short questions, or its official texts."""
    official = (record.name, record.conditions, record.steps, *record.applicants, *(each.name for each in record.documents))
    texts = (*record.guide.values(), *official, *(quick.answer for quick in record.quick))
    return any(_AGE.search(text) for text in texts)


def _about(text: str, quantity: Quantity, *, is_paid: bool) -> Iterator[list[_Limit]]:
    """The limits of each sentence of `text` that count what `quantity` counts, and are about paying where it is."""
    for sentence in _SENTENCE.split(text):
        found = [limit for limit in _limits(sentence) if _as(quantity, limit.measure) is not None]
        if found and (not is_paid or _PAYING.search(sentence) or "đủ" in sentence.lower()):
            yield found


def _limits(sentence: str) -> Iterator[_Limit]:
    windows = [match.span() for match in _WINDOW.finditer(sentence)]
    for pattern, is_least in ((_LEAST, True), (_MORE, True), (_LESS, False)):
        for match in pattern.finditer(sentence):
            is_window = any(begin <= match.start() < end for begin, end in windows)
            before = sentence[: match.start()]
            is_of_else = _OF_ELSE.search(before) or _UNSAID.search(before) or _ELSEWHERE.match(sentence, match.end())
            if not (is_window or is_of_else):
                yield _Limit(float(match["number"].replace(",", ".")), CountedUnit(match["unit"].lower()), is_least, sentence)


def _as(quantity: Quantity, measure: CountedUnit) -> float | None:
    """`quantity` counted in `measure`: years that were paid in months too; None where they cannot be compared."""
    if quantity.measure is measure:
        return quantity.value
    if quantity.measure in MONTHS_OF and measure in MONTHS_OF:
        return quantity.value * MONTHS_OF[quantity.measure] / MONTHS_OF[measure]
    return None


def _judged(quantity: Quantity, sentences: Sequence[Sequence[_Limit]], level: str, *, of_a_child: bool) -> Applied | None:
    """The first sentence decides, where all that it says agrees; what it denies must be denied by every other too: "nếu là hộ nghèo thì từ
    đủ 70 tuổi" is another way in. `of_a_child`: the number is told of a child, however old."""
    first = [limit for limit in sentences[0] if not level or level in limit.clause.lower()]
    pieces = _of_level(first, level)
    holds = {_held(limit, quantity) for limit in pieces}
    if len(holds) != 1 or None in holds:
        return None
    quoted = _quoted(pieces[0].clause, pieces[0])
    if not quoted or (not of_a_child and _is_of_a_child(pieces[0], quantity)) or _is_of_the_old(pieces[0], quantity):
        return None
    if holds == {True}:
        return Applied(quantity.told(), quoted, Met.ENOUGH)
    if any(all(_held(limit, quantity) is not False for limit in sentence) for sentence in sentences[1:]):
        return None
    return Applied(quantity.told(), quoted, Met.TOO_LITTLE if pieces[0].is_least else Met.TOO_MUCH)


def _counted(syllables: Sequence[str]) -> list[tuple[Quantity, CountedThing | None]]:
    """The quantities of `syllables`, each with what it counts."""
    placed = placed_quantities(syllables)
    spans = [(each.begin, each.end) for each in placed]
    return [(each.quantity, thing_counted(syllables, each.begin, each.end, spans)) for each in placed]


def _is_of_the_old(limit: _Limit, quantity: Quantity) -> bool:
    """Whether a limit of workers and the old stands before a child's age: whoever tells that asks for something else."""
    is_young = quantity.measure is CountedUnit.AGE and quantity.value < GROWN and limit.measure is CountedUnit.AGE
    return is_young and limit.is_least and limit.value >= OF_THE_OLD


def _is_of_a_child(limit: _Limit, quantity: Quantity) -> bool:
    """Whether a limit that is a child's stands before the age of a grown-up: it is not the age of whom the limit is about."""
    is_grown = quantity.measure is CountedUnit.AGE and quantity.value >= GROWN
    return is_grown and not limit.is_least and limit.value <= GROWN


def _held(limit: _Limit, quantity: Quantity) -> bool | None:
    """Whether `quantity` is enough; None where a number that it stays below or goes beyond decides nothing: "trên 60 tuổi" may be 75, and
    who says "trẻ dưới 6 tuổi" tells whom they ask for, as the limit does."""
    value = _as(quantity, limit.measure) or 0.0
    match quantity.bound:
        case Bound.BELOW:
            return False if limit.is_least and limit.value >= value else None
        case Bound.ABOVE:
            return limit.is_least if limit.value <= value else None
        case _:
            return limit.holds(value)


def _of_level(limits: Sequence[_Limit], level: str) -> list[_Limit]:
    """Of the limits of one sentence those of the school level; all of them where none is told."""
    if not level:
        return list(limits)
    found = []
    for limit in limits:
        clauses = [clause for clause in re.split(r"[,;]", limit.clause) if level in clause.lower()]
        figure = f"{limit.value:g}".replace(".", ",")
        if any(re.search(rf"\b{figure}\s*{limit.measure}\b", clause, re.IGNORECASE) for clause in clauses):
            found.append(limit)
    return found


def _in_time(record: Procedure, quantity: Quantity) -> Applied | None:
    """How many days have gone by against the only number of days that the citizen has."""
    days = _days(line for line in deadlines_of(record) if not _BEFORE.search(line) and not are_within((line,)))
    gone = quantity.value * DAYS_OF[quantity.measure]
    if days is None or not _is_apart(gone, days, quantity) or _is_open(gone, days, quantity):
        return None
    allowed = days.value * DAYS_OF[days.measure]
    is_over = gone > allowed or (gone == allowed and quantity.bound is Bound.ABOVE)  # "quá 15 ngày" of 15 days
    return _applied(quantity, days, Met.LATE if is_over else Met.IN_TIME)


def _left(record: Procedure, quantity: Quantity) -> Applied | None:
    """How many days are left against the only number of days before a day from which, or up to which, one may act."""
    days = _days(line for line in deadlines_of(record) if _BEFORE.search(line) and not are_within((line,)))
    left = quantity.value * DAYS_OF[quantity.measure]
    if days is None or not _is_apart(left, days, quantity) or _is_open(left, days, quantity):
        return None
    is_short = left <= days.value * DAYS_OF[days.measure]
    if _FROM_THEN.search(days.clause):
        return _applied(quantity, days, Met.IN_TIME if is_short else Met.EARLY)
    return _applied(quantity, days, Met.LATE if is_short else Met.IN_TIME)


def _days(lines: Iterable[str]) -> _Limit | None:
    """The only number of days, months or years that `lines` tell; None where they tell none or several."""
    found = [
        _Limit(float(match["number"]), CountedUnit(match["unit"].lower()), False, line) for line in lines for match in _DAYS.finditer(line)
    ]
    return found[0] if len({limit.value * DAYS_OF[limit.measure] for limit in found}) == 1 else None


def _is_open(days: float, limit: _Limit, quantity: Quantity) -> bool:
    """Whether days that are fewer or more than `days` may lie on either side of the limit."""
    allowed = limit.value * DAYS_OF[limit.measure]
    return (quantity.bound is Bound.BELOW and days > allowed) or (quantity.bound is Bound.ABOVE and days < allowed)


def _is_apart(days: float, limit: _Limit, quantity: Quantity) -> bool:
    """Whether `days` are plainly more or less than the limit, where a month was counted for 30 of them."""
    allowed = limit.value * DAYS_OF[limit.measure]
    return quantity.measure is limit.measure or abs(days - allowed) >= CLEAR * allowed


def _applied(quantity: Quantity, limit: _Limit, met: Met) -> Applied | None:
    quoted = _quoted(limit.clause, limit)
    return Applied(quantity.told(), quoted, met) if quoted else None


def _quoted(sentence: str, limit: _Limit) -> str:
    """The clause of `sentence` that says `limit`; "" where it is too long to be quoted."""
    figure = re.compile(rf"\b0?{limit.value:g}\s*{limit.measure}\b".replace(".", ","), re.IGNORECASE)
    clauses = _CLAUSE.split(_ASIDE.sub("", _MARK.sub("", sentence.strip())).rstrip(".;"))
    said = next((_YES.sub("", clause.strip()) for clause in clauses if figure.search(clause)), "")
    return said if len(said) <= LONGEST else ""
