"""An answer → what is shown: the asked part first and short, then its source; lines that no channel has to cut."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answers.answer import Ambiguous, Answer, Answered, Choice, Unanswered, Why
from bot.wording import Wording
from knowledge.faq import FaqEntry
from knowledge.freshness import Freshness
from knowledge.plan import Plan
from knowledge.procedure import Fee, Origin, Part, Procedure, RequiredDocument, Source, TimeLimit
from knowledge.reference import Reference
from knowledge.units import Hotline

_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.MULTILINE)
LONGEST = 3_000  # characters shown at once; Telegram takes 4,096 of UTF-16, and buttons and source need room


@dataclass(frozen=True, slots=True)
class Cited:
    """One source: its title, the code or number it is known by, its address, and its day ("" where unknown)."""

    title: str
    code: str
    url: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Composed:
    """What is shown: the text, the choices offered as buttons, the sources."""

    text: str
    choices: tuple[Choice, ...] = ()
    sources: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a procedure in full: its title and its text."""

    part: Part
    title: str
    text: str


class Composer:
    """Puts answers into words; made once, holds no state."""

    def __init__(self, wording: Wording, freshness: Freshness, hotlines: Sequence[Hotline] = ()) -> None:
        self._wording = wording
        self._freshness = freshness
        self._hotlines = tuple(hotlines)

    def compose(self, answer: Answer) -> Composed:
        """Compose any answer."""
        match answer:
            case Answered(record=Procedure() as record, part=part):
                return self._procedure(record, part)
            case Answered(record=Plan() as record, passage=passage):
                return self._plan(record, passage.text if passage else "")
            case Answered(record=FaqEntry() as record):
                cited = Cited(record.question, "", "", _day(record.as_of))
                return Composed(f"{record.answer}\n\n{self._wording.answer.faq_source.format(source=record.source)}", (), (cited,))
            case Answered(record=Reference() as record, passage=passage):
                cited = Cited(record.title, record.number, record.url, _day(record.as_of))
                return Composed(f"{record.title}\n\n{passage.text if passage else ''}".strip(), (), (cited,))
            case Ambiguous(choices=choices):
                return Composed(f"{self._wording.ambiguous.which}\n{_listed(choices)}", choices)
            case Unanswered():
                return self._refusal(answer)
        raise TypeError(type(answer).__name__)

    def parts(self, record: Procedure) -> list[Part]:
        """The parts of which something is known, in the order in which people ask for them."""
        return [part for part in self._wording.parts if any(line.strip() for line in self._part(record, part))]

    def sections(self, record: Procedure) -> Iterator[Section]:
        """Every known part in full, uncut, each with its warnings; no summary where it would only repeat them."""
        for part in self.parts(record):
            if part is not Part.SUMMARY or part in record.guide:
                body = "\n".join(self._part(record, part)).strip()
                yield Section(part, self._wording.parts[part], "\n".join([body, *self._warnings(record, part, body)]))

    def source_lines(self, record: Procedure) -> tuple[str, ...]:
        """Where the sections come from: a line for each day of which one is, the latest first."""
        words = self._wording.answer
        days = {_source(record, section.part).as_of for section in self.sections(record)} or {record.as_of}
        decision = record.decision or words.no_decision
        return tuple(
            (words.source if day else words.source_undated).format(name=record.name, code=record.code, decision=decision, as_of=_shown(day))
            for day in sorted(days, key=lambda day: day or date.min, reverse=True)
        )

    def _procedure(self, record: Procedure, part: Part) -> Composed:
        words = self._wording.answer
        source = _source(record, part)
        body = "\n".join(self._part(record, part)).strip()
        told = words.source if source.as_of else words.source_undated
        lines = [record.name, f"{self._wording.parts[part]}:", self._cut(body, record.url) or self._unknown(record.url), ""]
        lines += self._warnings(record, part, body)
        lines.append(
            told.format(name=record.name, code=record.code, decision=record.decision or words.no_decision, as_of=_shown(source.as_of))
        )
        lines += [words.link.format(url=record.url)] if record.url else []
        return Composed("\n".join(lines), (), (Cited(record.name, record.code, record.url, _day(source.as_of)),))

    def _part(self, record: Procedure, part: Part) -> Iterable[str]:
        if record.is_guided(part):
            return [_plain(record.guide[part])]
        official = self._official_part(record, part)
        return [*official, "", _plain(record.guide[part])] if part in record.guide else official

    def _official_part(self, record: Procedure, part: Part) -> Iterable[str]:
        if part is Part.SUMMARY:
            return [line for shown in (Part.DOCUMENTS, Part.TIME_LIMIT, Part.FEES) for line in self._titled(record, shown)]
        return self._official[part](record)

    def _titled(self, record: Procedure, part: Part) -> list[str]:
        lines = [line for line in self._part(record, part) if line]
        return [f"{self._wording.parts[part]}:", *lines] if lines else []

    @property
    def _official(self) -> Mapping[Part, Callable[[Procedure], Iterable[str]]]:
        return {
            Part.STEPS: lambda record: [record.steps],
            Part.METHODS: self._ways,
            Part.DOCUMENTS: self._papers,
            Part.TIME_LIMIT: self._limits,
            Part.FEES: self._fees,
            Part.APPLICANTS: lambda record: [", ".join(record.applicants)],
            Part.AGENCY: lambda record: [record.agency],
            Part.RESULT: lambda record: [f"- {line}" for line in record.result],
            Part.CONDITIONS: lambda record: [record.conditions],
            Part.LEGAL_BASIS: lambda record: [f"- {_joined(': ', item.number, item.title)}" for item in record.legal_basis],
            Part.FORMS: lambda record: [f"- {form}" for form in record.forms],
        }

    def _ways(self, record: Procedure) -> Iterator[str]:
        yield from [record.agency] if record.agency else []
        for item in record.submissions:
            yield f"- {_joined(': ', self._wording.ways[item.way], item.note)}"

    def _papers(self, record: Procedure) -> Iterator[str]:
        case = ""
        for paper in record.documents:
            if paper.case and paper.case != case:
                case = paper.case
                yield f"{case}:"
            yield f"- {self._paper(paper)}"

    def _paper(self, paper: RequiredDocument) -> str:
        words = self._wording.papers
        counts = [words.originals.format(count=paper.originals)] if paper.originals else []
        counts += [words.copies.format(count=paper.copies)] if paper.copies else []
        return words.counted.format(name=paper.name, counts=", ".join(counts)) if counts else paper.name

    def _limits(self, record: Procedure) -> Iterator[str]:
        for item in record.submissions:
            if item.time_limits:
                yield f"- {self._wording.ways[item.way]}: {'; '.join(map(self._limit, item.time_limits))}"

    def _limit(self, limit: TimeLimit) -> str:
        if limit.amount is None:
            return limit.note
        return _joined(" ", f"{limit.amount:g}".replace(".", ","), self._wording.units[limit.unit])

    def _fees(self, record: Procedure) -> Iterator[str]:
        if record.submissions and not any(item.fees for item in record.submissions):
            yield self._wording.fees.none
        for item in record.submissions:
            if item.fees:
                yield f"- {self._wording.ways[item.way]}: {'; '.join(map(self._fee, item.fees))}"

    def _fee(self, fee: Fee) -> str:
        words = self._wording.fees
        if fee.amount is None:
            return fee.note
        if fee.is_ambiguous:
            return words.ambiguous
        amount = f"{fee.amount:,}".replace(",", ".")
        if fee.is_unit_doubtful:
            return _joined("; ", words.doubtful.format(amount=amount), fee.note)
        return words.with_note.format(amount=amount, note=fee.note) if fee.note else words.amount.format(amount=amount)

    def _warnings(self, record: Procedure, part: Part, body: str) -> Iterator[str]:
        """What is out of date in what is shown; a guide is ours and kept up to date by hand."""
        if not record.is_guided(part):
            for warning in self._freshness.of_text(body):
                yield self._wording.warnings[warning.reason].format(found=warning.found, now=warning.now)

    def _cut(self, body: str, url: str) -> str:
        """`body` up to LONGEST characters, ended at the end of a line and with the way to the rest."""
        if len(body) <= LONGEST:
            return body
        end = max(body.rfind("\n", 0, LONGEST), body.rfind(" ", 0, LONGEST), 1)
        words = self._wording.answer
        return f"{body[:end].rstrip()}\n{words.more.format(url=url) if url else words.more_here}"

    def _unknown(self, url: str) -> str:
        words = self._wording.answer
        return words.not_known.format(url=url) if url else words.not_known_anywhere

    def _plan(self, record: Plan, passage: str) -> Composed:
        words = self._wording.answer
        task = next((task for task in record.tasks if passage.startswith(task.content)), None)
        lines = [task.content if task else passage]
        if task:
            lines += [words.lead.format(units=", ".join(task.lead))] if task.lead else []
            lines += [words.support.format(units=", ".join(task.support))] if task.support else []
            lines += [words.when.format(when=task.when)] if task.when else []
        cited = Cited(record.title, record.number, record.url, record.issued)
        told = words.plan_source.format(title=record.title, number=record.number or "…", date=_written(record.issued), issuer=record.issuer)
        return Composed("\n".join([*lines, "", told]), (), (cited,))

    def _refusal(self, answer: Unanswered) -> Composed:
        words = self._wording.unanswered
        if answer.why is Why.SMALL_TALK:
            return Composed(answer.reply)
        if answer.why is Why.EMPTY:
            return Composed(words.empty)
        lines = [words.not_found]
        if answer.elsewhere:
            record = answer.elsewhere
            lines = [words.elsewhere.format(name=record.name, code=record.code, url=record.url)]
        else:
            lines.append(words.rephrase)
        lines += [words.nearest, _listed(answer.nearest)] if answer.nearest else []
        lines += [words.hotline.format(name=line.name, number=line.number) for line in self._hotlines[:1]]
        return Composed("\n".join(lines), answer.nearest)


def _plain(guide: str) -> str:
    """A guide without Markdown's heading signs: "### Trường hợp …" → "Trường hợp …:"."""
    return _HEADING.sub(lambda match: f"{match[1].rstrip(':')}:", guide)


def _source(record: Procedure, part: Part) -> Source:
    sources = record.guide_sources if record.is_guided(part) else record.sources
    return sources.get(part) or Source(origin=Origin.OFFICIAL, as_of=record.as_of)


def _listed(choices: Sequence[Choice]) -> str:
    return "\n".join(f"{number}. {choice.name}" for number, choice in enumerate(choices, 1))


def _joined(between: str, *pieces: str) -> str:
    return between.join(piece for piece in pieces if piece)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _written(partial: str) -> str:
    """ "2024-02-21" → "21/02/2024", "2021-03" → "03/2021"."""
    return "/".join(reversed(partial.split("-")))


def _shown(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
