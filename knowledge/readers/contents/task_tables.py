"""A plan's table of tasks (no., content, lead, support, when), as rows with tabs; rows split over pages are joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from knowledge.readers.contents.lines import ROMAN
from knowledge.readers.contents.offices import units_of
from knowledge.records.plan import Task
from knowledge.texts.text import normalise, one_line

_COLUMNS = (
    ("no", re.compile(r"^(?:tt|stt|số tt|số thứ tự)\.?$")),
    ("when", re.compile(r"thời gian|thời hạn|tiến độ|thời điểm|hoàn thành")),
    ("support", re.compile(r"phối hợp")),
    (
        "lead",
        re.compile(
            r"(?:đơn vị|cơ quan|phòng|bộ phận|trách nhiệm|người).*(?:thực hiện|chủ trì|chịu trách nhiệm|đầu mối|phụ trách)"
            r"|chủ trì|^phân công|^đơn vị$"
        ),
    ),
    ("content", re.compile(r"nội dung|nhiệm vụ|công việc|hoạt động|tên việc")),
)
_NO = re.compile(r"^(?:\d{1,3}|[a-zđ]|[IVX]+)(?:[.)]\d{1,3})*[.)]?$")


@dataclass(slots=True)
class _Row:
    section: str
    section_no: str
    cells: dict[str, str] = field(default_factory=dict)


def tasks_in(lines: Iterable[str]) -> tuple[Task, ...]:
    """The tasks of every table with such a head among `lines`; () where there is none."""
    return tuple(task for row in _rows(lines) if (task := _task(row)))


def columns_of(cells: Sequence[str]) -> dict[str, int] | None:
    """Column by meaning if `cells` is the head of a task table (content, and who or when), else None."""
    found: dict[str, int] = {}
    for index, cell in enumerate(cells):
        text = one_line(cell).lower()
        name = next((name for name, pattern in _COLUMNS if len(text) < 60 and pattern.search(text)), "")
        if name and name not in found:
            found[name] = index
    return found if "content" in found and "lead" in found and len(cells) >= 3 else None


def _rows(lines: Iterable[str]) -> list[_Row]:
    columns: dict[str, int] | None = None
    section = section_no = ""
    rows: list[_Row] = []
    for cells in ([normalise(cell) for cell in line.split("\t")] for line in lines if "\t" in line):
        if (head := columns_of(cells)) is not None:
            columns = head
            continue
        values = {name: cells[index] for name, index in (columns or {}).items() if index < len(cells)}
        if heading := _section(cells, values):
            section_no, section = heading
        elif rows and _continues(values):
            _append(rows[-1], values)
        elif values.get("content"):
            rows.append(_Row(section, section_no, values))
    return rows


def _section(cells: Sequence[str], values: dict[str, str]) -> tuple[str, str] | None:
    """("I", "I. Truyền thông …") for a row that holds a numeral and one text and nothing else."""
    if not values or values.get("lead") or values.get("when") or values.get("support"):
        return None
    said = list(dict.fromkeys(one_line(cell) for cell in cells if cell))
    text = " ".join(said) if len(said) <= 2 else ""
    match = re.match(r"^([IVX]+|[A-Z])[.)]?\s+(.+)$", text)
    return (match[1], f"{match[1]}. {match[2]}") if match and (ROMAN.match(text) or _NO.match(said[0])) else None


def _continues(values: dict[str, str]) -> bool:
    """A row without a number whose content is empty or goes on in mid-sentence: the rest of the row above."""
    if values.get("no"):
        return False
    content = values.get("content", "")
    return "no" in values or not content or content[:1].islower()


def _append(row: _Row, values: dict[str, str]) -> None:
    for name, text in values.items():
        row.cells[name] = f"{row.cells.get(name, '')} {text}".strip()  # a row cut in mid-word group: no break of line


def _task(row: _Row) -> Task | None:
    cells = row.cells
    no = one_line(cells.get("no", "")).rstrip(".)")
    content = one_line(cells.get("content", ""))
    if not content or _NO.match(content):
        return None
    return Task(
        content=content[:4_000],
        lead=units_of(cells.get("lead", "")),
        support=units_of(cells.get("support", "")),
        when=one_line(cells.get("when", "")),
        section=row.section,
        no=".".join(part for part in (row.section_no, no) if part),
    )
