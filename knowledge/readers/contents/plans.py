"""The text of a government plan → Plan: its letterhead, its sections, its tasks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pydantic import ValidationError

from knowledge.errors import explained
from knowledge.loading.authored import slug
from knowledge.readers import Refusal
from knowledge.readers.contents.letterhead import Letterhead, letterhead
from knowledge.readers.contents.lines import ROMAN, clean, is_capitals
from knowledge.readers.contents.plan_tasks import tasks_of
from knowledge.readers.contents.task_tables import columns_of, tasks_in
from knowledge.records.plan import Plan, Section, Task

MAX_ID = 120

_KIND = "KẾ HOẠCH"
_END = re.compile(r"^(?:nơi nhận|phụ lục)\b", re.IGNORECASE)


def is_plan(lines: Sequence[str]) -> bool:
    """Is this the text of a plan: the word KẾ HOẠCH as a title, and Roman sections or a table of tasks under it?"""
    titles = [index for index, line in enumerate(lines[:150]) if _is_title(line)]
    if not titles:
        return False
    below = lines[titles[0] :]
    return any(_roman(line) for line in below) or any("\t" in line and columns_of(line.split("\t")) for line in below)


def plan_of(name: str, lines: Sequence[str]) -> Plan | Refusal:
    """Clean `lines` (paragraphs, rows with tabs) → the plan; `name` is the document's, for the refusal."""
    head = letterhead(lines, _KIND)
    body = lines[head.body :]
    tasks = tasks_in(body)
    sections = _sections(body)
    if not tasks:
        tasks = tuple(task for no, section, inside in sections for task in tasks_of(no, section.title, inside))
    try:
        return _plan(head, tuple(_numbered(no, section) for no, section, _ in sections), tasks)
    except ValidationError as error:
        return Refusal(name, f"giống một kế hoạch nhưng không đọc được: {explained(error.errors()[0])}")


def _plan(head: Letterhead, sections: tuple[Section, ...], tasks: tuple[Task, ...]) -> Plan:
    place = "" if head.place in head.title else head.place
    named = f"ke hoach {head.number} {head.place}" if head.number else f"{head.title} {place}"
    return Plan(
        record_id=slug(named)[:MAX_ID].strip("-"),
        number=head.number,
        title=head.title,
        issuer=head.issuer,
        issued=head.issued,
        place=head.place,
        sections=sections,
        tasks=tasks,
        note=head.enacted,
    )


def _is_title(line: str) -> bool:
    text = clean(line).strip(" :")
    return text == _KIND or (text.startswith(f"{_KIND} ") and is_capitals(text))


def _roman(line: str) -> re.Match[str] | None:
    match = ROMAN.match(line) if "\t" not in line else None
    return match if match and match[1] and match[2] else None


def _numbered(no: str, section: Section) -> Section:
    return section.model_copy(update={"title": f"{no}. {section.title}"})


def _sections(body: Sequence[str]) -> list[tuple[str, Section, list[str]]]:
    """(numeral, section, its lines) for each Roman heading up to "Nơi nhận"."""
    found: list[tuple[str, str, list[str]]] = []
    for line in body:
        if _END.match(line) and found:
            break
        if match := _roman(line):
            title, rest = _split(match[2])
            found.append((match[1], title, [rest] if rest else []))
        elif found:
            found[-1][2].append(line)
    return [(no, Section(title=title, text="\n".join(line.replace("\t", " | ") for line in lines)), lines) for no, title, lines in found]


def _split(heading: str) -> tuple[str, str]:
    """ "NỘI DUNG: thực hiện theo phụ lục" → the title in capitals and the text after it."""
    title, colon, rest = heading.partition(":")
    return (title.strip(), rest.strip()) if colon and is_capitals(title) else (heading.rstrip(" :"), "")
