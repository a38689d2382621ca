"""A plan, an FAQ entry or another official text → the sheet that is shown of it: the passage that was found, and its source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from bot.answers.composing.labels import shortened
from bot.answers.composing.sheets import LONGEST_CITED, LONGEST_NAME, AnswerSheet, Cited, iso, vietnamese
from bot.answers.lines.current import Current
from bot.answers.turn.deciding import AnswerKind
from bot.answers.turn.outcome import TASKS, Answered
from bot.wording import Wording
from knowledge.records.faq import FaqEntry
from knowledge.records.plan import Plan, Section, Task
from knowledge.records.reference import Reference


class DocumentSheets:
    """Puts documents into words; `today`: the day on which they are read."""

    def __init__(self, wording: Wording, today: Callable[[], date]) -> None:
        self._wording = wording
        self._current = Current(wording, today)

    def faq(self, record: FaqEntry) -> AnswerSheet:
        cited = Cited(record.question, "", "", iso(record.as_of))
        body = self._current.text(record.answer, record.as_of)
        return AnswerSheet("", body, (self._faq_source(record),), cited, AnswerKind.FAQ)

    def reference(self, record: Reference, answer: Answered) -> AnswerSheet:
        cited = Cited(record.title, _known(record.number), record.url, iso(record.as_of))
        told = self._document_source(record.title, record.number, record.issued, record.issuer, record.url)
        return AnswerSheet(_heading(answer), _body(answer), told, cited, AnswerKind.DOCUMENT)

    def plan(self, record: Plan, answer: Answered) -> AnswerSheet:
        if answer.piece == TASKS:
            body = "\n\n".join("\n".join(self._task(task)) for task in record.tasks)
            return self._sheet_of_plan(record, self._wording.answer.tasks, body)
        passage = _body(answer)
        task = next((task for task in record.tasks if passage.startswith(task.content)), None)
        body = "\n".join(self._task(task)) if task else passage
        return self._sheet_of_plan(record, "" if task else _heading(answer), body)

    def _sheet_of_plan(self, record: Plan, head: str, body: str) -> AnswerSheet:
        cited = Cited(record.title, _known(record.number), record.url, record.issued)
        told = self._document_source(record.title, record.number, record.issued, record.issuer, record.url)
        return AnswerSheet(head, body, told, cited, AnswerKind.DOCUMENT)

    def _task(self, task: Task) -> Iterator[str]:
        words = self._wording.answer
        yield task.content
        if task.lead:
            yield words.lead.format(units=", ".join(task.lead))
        if task.support:
            yield words.support.format(units=", ".join(task.support))
        if task.when:
            yield words.when.format(when=task.when)

    def _document_source(self, title: str, number: str, issued: str, issuer: str, url: str) -> tuple[str, ...]:
        """Title, number, day and issuer, as far as they are known; then the address."""
        words = self._wording.answer
        said = [shortened(title, LONGEST_CITED)]
        said += [words.number.format(number=known)] if (known := _known(number)) else []
        said += [words.dated[issued.count("-")].format(date=_vietnamese(issued))] if issued else []
        said += [shortened(issuer, LONGEST_CITED)] if issuer else []
        return (words.document_source.format(source=", ".join(said)), *([words.link.format(url=url)] if url else []))

    def _faq_source(self, record: FaqEntry) -> str:
        words = self._wording.answer
        source = shortened(record.source, 3 * LONGEST_CITED)
        return (
            words.faq_source_dated.format(source=source, as_of=vietnamese(record.as_of))
            if record.as_of
            else words.faq_source.format(source=source)
        )


def _heading(answer: Answered) -> str:
    """The title of the section that is shown."""
    if answer.passage:
        return shortened(answer.passage.heading, LONGEST_NAME)
    section = _section(answer)
    return shortened(section.title, LONGEST_NAME) if section else ""


def _body(answer: Answered) -> str:
    """The passage without its own heading, or the whole section."""
    if answer.passage:
        return answer.passage.text.removeprefix(answer.passage.heading).strip()
    section = _section(answer)
    return section.text if section else ""


def _section(answer: Answered) -> Section | None:
    if isinstance(answer.record, Plan | Reference) and answer.piece.isdecimal():
        return answer.record.sections[int(answer.piece)]
    return None


def _known(number: str) -> str:
    """ "122/KH-UBND" as it is; "" for "…/KH-UBND", where the text itself leaves the number blank."""
    return number if any(map(str.isdigit, number.partition("/")[0])) else ""


def _vietnamese(partial: str) -> str:
    """ "2024-02-21" → "21/02/2024", "2021-03" → "03/2021"."""
    return "/".join(reversed(partial.split("-")))
