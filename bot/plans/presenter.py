"""A report put into words: sections, tables, letterhead; the same for paper and for the worksheet. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.people.staff import Unit
from bot.plans.report import Measure, PeriodicReport, ReportHeading
from bot.plans.task import Due
from bot.wording.plans import PlanWords, ReportWords
from knowledge.texts.figures import with_points

Rows = tuple[tuple[str, ...], ...]
Table = tuple[str, tuple[str, ...], Rows, tuple[float, ...]]
"""Title, columns, rows, widths of the columns in centimetres: 16.5 together."""

TASK_WIDTHS = (1.1, 1.4, 4.9, 2.5, 2.3, 2.3, 2.0)
SOURCE_WIDTHS = (1.0, 4.0, 1.6, 7.2, 2.7)
UNIT_WIDTH, TABLE_WIDTH = 4.5, 16.5


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """Everything that stands in the file. `sources`: how each number was counted; it stands beside the official text, never in it."""

    office: str
    nation: str
    motto: str
    number: str
    place_date: str
    title: str
    subject: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    receivers: str
    receiver_lines: tuple[str, ...]
    signer: tuple[str, ...]
    stamp: str
    appendices: tuple[Table, ...]
    sources: Table


@dataclass(frozen=True, slots=True)
class ReportLetterhead:
    """Whose report it is: the office, its province, and where and as what it is signed ("" and () follow from the office's name)."""

    office: str
    province: str
    place: str = ""
    signer: tuple[str, ...] = ()

    def signed_in(self, words: ReportWords) -> str:
        """The place before the date: a commune's is the commune, everybody else's the province."""
        own = next((found[1].strip() for kind in words.communes if (found := _after(kind, self.office))), "")
        return self.place or own or self.province

    def signed_by(self, words: ReportWords) -> tuple[str, ...]:
        """The lines above the signature: of a people's committee its own, else those of a head."""
        is_committee = self.office.casefold().startswith(tuple(name.casefold() for name in words.committees))
        return self.signer or (words.signer_committee if is_committee else words.signer)


def _after(kind: str, office: str) -> re.Match[str] | None:
    return re.search(rf"\b{re.escape(kind)} (.+)$", office, re.IGNORECASE)


def told(report: PeriodicReport, head: ReportLetterhead, plans: PlanWords) -> ReportDocument:
    words = plans.report
    made = report.made
    date_line = words.place_date.format(
        place=head.signed_in(words) or "…", day=f"{made.day:02d}", month=f"{made.month:02d}", year=made.year
    )
    composed = {
        "office": head.office or "…",
        "nation": words.nation,
        "motto": words.motto,
        "number": words.number,
        "place_date": date_line,
        "title": words.title,
        "subject": words.subjects[report.span].format(year=report.year),
        "receivers": words.receivers,
        "stamp": words.stamp,
    }
    sections = tuple(_sections(report, head.office, words))
    return ReportDocument(
        **{name: _nfc(text) for name, text in composed.items()},
        sections=sections,
        receiver_lines=words.receiver_lines,
        signer=tuple(map(_nfc, head.signed_by(words))),
        appendices=(_tasks(report, plans), _posts(report, words)),
        sources=_sources(report, words),
    )


def _sections(report: PeriodicReport, office: str, words: ReportWords) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The contents of a periodic report by Decree 63/2010/NĐ-CP, Article 35, as amended by Decree 48/2013/NĐ-CP: eight headings in that
    order, before them an opening without one. Under what this program knows nothing of, the office writes itself."""
    figures = {measure.value: _figure(report.value(measure)) for measure in Measure}
    span, made = words.spans[report.span].format(year=report.year), f"{report.made:%d/%m/%Y}"
    opening = words.opening if report.dues else words.opening_no_plan
    posts = words.posts_told if report.ended else words.posts_begun
    elsewhere = (words.elsewhere,) if report.elsewhere else ()
    outreach = (*((words.tasks_told,) if report.dues else ()), *elsewhere, posts, words.campaigns_told)
    contents = {
        ReportHeading.DONE: (words.questions_told.format_map(figures), *_surveys(report, words)),
        ReportHeading.MISSED: (*_overdue(report, words), *_late_petitions(report, words)) or (words.nothing_overdue,),
        ReportHeading.PETITIONS: (words.petitions_told.format_map(figures), *_scores(report, words)),
        ReportHeading.OUTREACH: (
            *(each.format(**figures, count=_figure(report.elsewhere)) for each in outreach),
            *_bulletins(report, words),
            *_dialogues(report, words),
        ),
        ReportHeading.OTHER: (words.proposal, words.closing.format(span=span, office=office or "…")),
    }
    yield "", (opening.format(year=report.year, office=office or "…", span=span, made=made), *_since(report, words))
    for heading in ReportHeading:
        yield words.headings[heading], contents.get(heading, (words.by_hand,))


def _overdue(report: PeriodicReport, words: ReportWords) -> Iterator[str]:
    """What should have been done and was not: a task once, with every day on which it was due."""
    missed: dict[tuple[str, str], list[date]] = {}
    for due in report.dues:
        if due.is_overdue(report.made):
            what = (_unit(due, report, words), _nfc(due.task.content).rstrip("."))
            missed.setdefault(what, []).append(due.period.day)
    if missed:
        yield words.overdue_told.format(overdue=_figure(report.value(Measure.OVERDUE)))
    for (unit, content), days in missed.items():
        yield words.overdue_item.format(unit=unit, content=content, due=", ".join(_day(day) for day in sorted(days)))


def _surveys(report: PeriodicReport, words: ReportWords) -> Iterator[str]:
    """How many people said how satisfied they were; nothing where nobody was asked."""
    surveys, forms = report.value(Measure.SURVEYS), report.value(Measure.FORMS)
    if forms:
        yield words.surveys_told.format(surveys=_figure(surveys), forms=_figure(forms))


def _bulletins(report: PeriodicReport, words: ReportWords) -> Iterator[str]:
    """How many notices with beginning and end there were; nothing where there was none."""
    measures = (Measure.BULLETINS, Measure.OUTAGES, Measure.OUTAGES_LATE)
    if report.value(Measure.BULLETINS):
        yield words.bulletins_told.format_map({measure.value: _figure(report.value(measure)) for measure in measures})


def _dialogues(report: PeriodicReport, words: ReportWords) -> Iterator[str]:
    """How many dialogues and meetings took place, and what became of their questions; nothing where there was none."""
    measures = (Measure.DIALOGUES, Measure.DIALOGUE_QUESTIONS, Measure.DIALOGUE_ANSWERS)
    if report.value(Measure.DIALOGUES):
        yield words.dialogues_told.format_map({measure.value: _figure(report.value(measure)) for measure in measures})


def _since(report: PeriodicReport, words: ReportWords) -> Iterator[str]:
    """From when on there are figures, where that is within the span."""
    first, last = report.span.days(report.year)
    if report.begun and first < report.begun <= last:
        yield words.since.format(begun=_day(report.begun))


def _scores(report: PeriodicReport, words: ReportWords) -> Iterator[str]:
    """How many of those to which an answer was due by now were answered in time."""
    answered, late, on_time = (report.value(measure) for measure in (Measure.ANSWERED, Measure.LATE, Measure.ON_TIME))
    if owed := answered + late:
        yield words.timely_told.format(share=100 * on_time // owed, on_time=_figure(on_time), owed=_figure(owed))


def _late_petitions(report: PeriodicReport, words: ReportWords) -> Iterator[str]:
    """What was answered late, and what is late and not answered."""
    if late := report.value(Measure.LATE):
        yield words.late_petitions.format(count=_figure(late))
    if too_late := report.value(Measure.ANSWERED) - report.value(Measure.ON_TIME):
        yield words.answered_late.format(count=_figure(too_late))


def _tasks(report: PeriodicReport, plans: PlanWords) -> Table:
    words = plans.report
    rows = tuple(
        (
            str(number),
            due.task.no,
            _nfc(due.task.content),
            _unit(due, report, words),
            _day(due.period.day),
            _result(due, report, words),
            _proof(due, plans),
        )
        for number, due in enumerate(report.dues, 1)
    )
    return words.appendix_tasks, words.task_columns, rows, TASK_WIDTHS


def _posts(report: PeriodicReport, words: ReportWords) -> Table:
    months = report.span.months(report.year)
    columns = (words.post_unit, *(f"{month.month:02d}" for month in months), words.post_total)
    rows = tuple((_nfc(unit.name), *map(str, _per_month(report, unit))) for unit in report.units)
    width = (TABLE_WIDTH - UNIT_WIDTH) / (len(columns) - 1)
    return words.appendix_posts, columns, rows, (UNIT_WIDTH, *([width] * (len(columns) - 1)))


def _per_month(report: PeriodicReport, unit: Unit) -> list[int]:
    """Its posts in each month, and all together."""
    counts = [report.posts_of(unit, month) for month in report.span.months(report.year)]
    return [*counts, sum(counts)]


def _sources(report: PeriodicReport, words: ReportWords) -> Table:
    """For each number of the report: its name, its value, how it was counted, and the numbers of the rows that were counted."""
    first, last = report.span.days(report.year)
    limits = {"first": _day(first), "last": _day(last), "made": _day(report.made)}
    months = {"first_month": f"{first:%m/%Y}", "last_month": f"{last:%m/%Y}"}
    rows = tuple(
        (
            str(report.number(figure.measure)),
            words.figures[figure.measure],
            _figure(figure.value),
            words.queries[figure.measure].format(**limits, **months),
            figure.rows,
        )
        for figure in report.figures
    )
    return words.appendix_sources, words.source_columns, rows, SOURCE_WIDTHS


def _result(due: Due, report: PeriodicReport, words: ReportWords) -> str:
    finished = report.done_on(due)
    if finished:
        return (words.done_on if due.was_on_time(finished) else words.done_late).format(day=_day(finished))
    return words.overdue if due.is_overdue(report.made) else words.open


def _proof(due: Due, plans: PlanWords) -> str:
    return f"{plans.proof_kinds[due.proof_kind]}: {_nfc(due.proof)}" if due.proof_kind else ""


def _unit(due: Due, report: PeriodicReport, words: ReportWords) -> str:
    names = {unit.id: unit.name for unit in report.units}
    return _nfc(names.get(due.task.unit or 0) or "; ".join(due.task.lead) or words.no_unit)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _figure(number: int) -> str:
    """With a point at the thousands, as Vietnamese writes it; below ten with a zero before it, as offices do."""
    return f"{number:02d}" if 0 < number < 10 else with_points(number)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
