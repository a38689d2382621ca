"""Tasks of a plan that has no table: activities with labelled lines, and the part that says which office does what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.readers.contents.lines import BULLET, LETTERED, NUMBERED
from knowledge.readers.contents.offices import duty_of, responsible, supporters, unit_alone, units_of
from knowledge.records.plan import Task

_LABELS = (
    ("when", re.compile(r"^(?:thời gian|thời hạn|tiến độ|thời gian hoàn thành)(?: thực hiện| hoàn thành)?\s*:\s*(.*)$", re.IGNORECASE)),
    ("support", re.compile(r"^(?:(?:cơ quan|đơn vị|các đơn vị|đơn vị, địa phương)\s+)?phối hợp(?: thực hiện)?\s*:\s*(.*)$", re.IGNORECASE)),
    (
        "lead",
        re.compile(
            r"^(?:(?:cơ quan|đơn vị|các đơn vị|đơn vị, địa phương)\s+(?:chủ trì(?:,? thực hiện)?|thực hiện|chịu trách nhiệm)"
            r"|chủ trì(?: thực hiện)?|trách nhiệm(?: thực hiện)?|phân công(?: thực hiện)?)\s*:\s*(.*)$",
            re.IGNORECASE,
        ),
    ),
    (
        "other",
        re.compile(
            r"^(?:(?:nội dung|thành phần|kinh phí|hình thức|cách thức|địa điểm|sản phẩm|kết quả)(?: [^:]{1,20})?)\s*:\s*(.*)$",
            re.IGNORECASE,
        ),
    ),
)
_CLOSING = re.compile(r"^(?:trên đây là|trong quá trình (?:triển khai|thực hiện)|yêu cầu (?:các|thủ trưởng))", re.IGNORECASE)
_IMPLEMENTATION = re.compile(r"tổ chức thực hiện|trách nhiệm|phân công", re.IGNORECASE)


@dataclass(slots=True)
class _Activity:
    """A heading of an activity with the labelled lines under it; `own` are its lines without a label."""

    no: str
    content: str
    depth: int
    lead: list[str] = field(default_factory=list)
    support: list[str] = field(default_factory=list)
    when: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)

    @property
    def is_assigned(self) -> bool:
        return bool(self.lead or self.when)


def tasks_of(no: str, title: str, lines: Sequence[str]) -> tuple[Task, ...]:
    """The tasks in one section (`no` and `title` are its own): by labels, else, in "Tổ chức thực hiện", by office."""
    activities = _activities(no, lines)
    section = f"{no}. {title}"
    if any(activity.lead for activity in activities):
        return tuple(_assigned(section, activities))
    return tuple(_duties(section, no, lines)) if _IMPLEMENTATION.search(title) else ()


def _activities(no: str, lines: Sequence[str]) -> list[_Activity]:
    found: list[_Activity] = []
    label = ""
    for line in lines:
        if _CLOSING.match(line):
            break
        if said := _label(line):
            label = said[0]
            _note(found, label, said[1])
        elif heading := _heading(line):
            found.append(_under(no, found, *heading))
            label = ""
        elif label:
            _note(found, label, BULLET.sub(r"\1", line))
        elif found:
            found[-1].own.append(line)
    return found


def _label(line: str) -> tuple[str, str] | None:
    """("lead", "Sở Nội vụ") for "- Cơ quan chủ trì: Sở Nội vụ" and "c) Trách nhiệm thực hiện: …"."""
    bare = BULLET.sub(r"\1", line)
    lettered = LETTERED.match(bare)
    for text in (bare, lettered[2] if lettered else ""):
        for name, pattern in _LABELS:
            if match := pattern.match(text):
                return name, match[1]
    return None


def _heading(line: str) -> tuple[str, str, int] | None:
    if match := NUMBERED.match(line):
        return match[1], match[2].rstrip(" :"), 1
    if match := LETTERED.match(BULLET.sub(r"\1", line)):
        return match[1], match[2].rstrip(" :"), 2
    return None


def _under(section: str, found: Sequence[_Activity], no: str, content: str, depth: int) -> _Activity:
    parent = next((activity for activity in reversed(found) if activity.depth < depth), None)
    return _Activity(f"{parent.no if parent else section}.{no}", content, depth)


def _note(found: Sequence[_Activity], label: str, text: str) -> None:
    if found and label != "other" and text:
        getattr(found[-1], label).append(text)


def _assigned(section: str, activities: Sequence[_Activity]) -> Iterator[Task]:
    """A task an activity: those with labels, and the lowest headings beside them that have none."""
    for index, activity in enumerate(activities):
        has_children = index + 1 < len(activities) and activities[index + 1].depth > activity.depth
        if has_children and not activity.is_assigned:
            continue
        parent = next((above for above in reversed(activities[:index]) if above.depth < activity.depth), None)
        lead, support = _responsible(activity)
        yield Task(
            content=_content(activity, parent.content if parent else section.partition(". ")[2])[:4_000],
            lead=lead,
            support=support,
            when=" ".join(activity.when).rstrip(" .;"),
            section=section,
            no=activity.no,
        )


def _responsible(activity: _Activity) -> tuple[tuple[str, ...], tuple[str, ...]]:
    texts = activity.lead or [activity.content]
    if not activity.lead:
        duty = duty_of(activity.content)
        return (duty.lead, duty.support) if duty else ((), ())
    lead: list[str] = []
    support = [unit for text in activity.support for unit in units_of(text)]
    for text in texts:
        first, second = responsible(text)
        lead += first
        support += second
    return tuple(dict.fromkeys(lead)), tuple(dict.fromkeys(support))


def _content(activity: _Activity, above: str) -> str:
    return f"{above} – {activity.content}" if activity.content.lower().startswith("đối với") else activity.content


def _duties(section: str, no: str, lines: Sequence[str]) -> Iterator[Task]:
    """Office → duties: "2. Sở Nội vụ" with its paragraphs, or "2. Sở Nội vụ chủ trì …" in one line."""
    owner: tuple[str, ...] = ()
    number = no
    for line in lines:
        if _CLOSING.match(line):
            return
        heading = _heading(line)
        text = heading[1] if heading else BULLET.sub(r"\1", line)
        if heading:
            number = f"{no}.{heading[0]}" if heading[2] == 1 else f"{'.'.join(number.split('.')[:2])}.{heading[0]}"
            owner = unit_alone(text)
            if not owner and (duty := duty_of(text)):
                yield Task(content=duty.content[:4_000], lead=duty.lead, support=duty.support, section=section, no=number)
        elif owner and not text.endswith("trách nhiệm:"):
            yield Task(content=text[:4_000], lead=owner, support=supporters(text), section=section, no=number)
