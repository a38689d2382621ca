"""An answer → what is shown: the asked part first and short, then its source, in pages that no channel has to cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answers.composing.labels import shortened, titled
from bot.answers.composing.retold import Retold, ShownText
from bot.answers.lines.current import Current
from bot.answers.lines.deadlines import deadlines_of
from bot.answers.lines.paging import pages, units
from bot.answers.lines.parts import PartTexts, joined
from bot.answers.lines.sentences import nearest_sentence
from bot.answers.lines.verdicts import Verdicts
from bot.answers.rules.danger import Alarm
from bot.answers.turn.deciding import AnswerKind
from bot.answers.turn.outcome import TASKS, Ambiguous, Answer, Answered, Both, Choice, Planned, Unanswered, UnansweredReason
from bot.wording import Wording
from knowledge.checks.freshness import Freshness, today_in_vietnam
from knowledge.facts.provinces import province_of
from knowledge.records import plan
from knowledge.records.applicant_class import ApplicantClass
from knowledge.records.faq import FaqEntry
from knowledge.records.plan import Plan, Task
from knowledge.records.procedure import Level, Origin, Part, Procedure, QuickAnswer, Source
from knowledge.records.reference import Reference
from knowledge.records.units import Hotline

LONGEST = 3_400  # UTF-16 units of a page with head and source; Telegram takes 4,096, and a topic line needs room
LONGEST_NAME = 160  # characters of a procedure's name where it only says what is talked about; the longest has 900
TOLD_SHORTLY = (Part.SUMMARY, Part.FEES, Part.TIME_LIMIT)
"""Parts that a short answer tells whole: under it they would be said twice, and a button away they stay."""
LEAST_OF_TWO = 200  # units of each body where the names of two procedures are very long
LONGEST_CITED = 500  # characters of a title, a decision or an agency in a source line
MOST_WARNINGS = 3  # a text of the district level is out of date in many places: three say so as well as thirty


@dataclass(frozen=True, slots=True)
class Cited:
    """One source: its title, the code or number it is known by, its address, and its day ("" where unknown)."""

    title: str
    code: str
    url: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Composed:
    """What is shown: the text, the choices offered as buttons, the sources; which page it is, of how many; what its first sentence is."""

    text: str
    choices: tuple[Choice, ...] = ()
    sources: tuple[Cited, ...] = ()
    page: int = 1
    n_pages: int = 1
    kind: AnswerKind = AnswerKind.REFUSAL


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One part of a procedure in full: its title and its text."""

    part: Part
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """An answer before it is cut into pages: what stands over every page, the body, what stands under the first and the last; its kind."""

    head: str
    body: str
    tail: tuple[str, ...]
    cited: Cited
    kind: AnswerKind = AnswerKind.PART


class Composer:
    """Puts answers into words; made once, holds no state."""

    def __init__(
        self, wording: Wording, freshness: Freshness, hotlines: Sequence[Hotline] = (), today: Callable[[], date] = today_in_vietnam
    ) -> None:
        self._wording = wording
        self._freshness = freshness
        self._hotlines = tuple(hotlines)
        self._texts = PartTexts(wording, today)
        self._current = Current(wording, today)
        self._verdicts = Verdicts(wording, today)
        self._retold = Retold(wording)

    def compose(self, answer: Answer, page: int = 1) -> Composed:
        """Compose any answer; of a long one, `page`, the nearest that there is."""
        match answer:
            case Answered():
                return self._paged(self.sheet(answer), page)
            case Ambiguous(choices=choices, shown=shown):
                sheet = self.sheet(shown)
                others = replace(sheet, tail=(*sheet.tail, "", self._wording.ambiguous.others))
                return replace(self._paged(others, page), choices=self._named(choices))
            case Both():
                return self._both(answer)
            case Planned():
                return self._planned(answer)
            case Unanswered():
                return replace(self._refusal(answer), kind=answer.kind)

    def sheet(self, answer: Answered) -> AnswerSheet:
        """The whole answer, uncut."""
        if answer.retelling:
            sheet = self.sheet(replace(answer, retelling=None))
            again = self._retold.told(ShownText(sheet.head, sheet.body, sheet.tail), answer.retelling)
            return AnswerSheet(again.head, again.body, again.tail, sheet.cited, AnswerKind.RETOLD)
        match answer.record:
            case Procedure() as record:
                return self._quick(record, answer, answer.quick) if answer.quick else self._procedure(record, answer)
            case Plan() as record:
                return self._plan(record, answer)
            case FaqEntry() as record:
                cited = Cited(record.question, "", "", _day(record.as_of))
                body = self._current.text(record.answer, record.as_of)
                return AnswerSheet("", body, (self._faq_source(record),), cited, AnswerKind.FAQ)
            case Reference() as record:
                cited = Cited(record.title, _known(record.number), record.url, _day(record.as_of))
                told = self._document_source(record.title, record.number, record.issued, record.issuer, record.url)
                return AnswerSheet(_heading(answer), _body(answer), told, cited, AnswerKind.DOCUMENT)

    def parts(self, record: Procedure) -> list[Part]:
        """The parts of which something is known, in the order in which people ask for them."""
        return self._texts.known(record)

    def sections(self, record: Procedure) -> Iterator[ShownPart]:
        """Every known part in full, uncut, each with its warnings; no summary where it would only repeat them."""
        for part in self.parts(record):
            if part is not Part.SUMMARY or part in record.guide:
                body = self._texts.whole(record, part)
                yield ShownPart(part, self._wording.parts[part], "\n".join([body, *self._warnings(record, part, body)]))

    def source_lines(self, record: Procedure) -> tuple[str, ...]:
        """Where the sections come from: a line for each day of which one is, the latest first."""
        words = self._wording.answer
        days = {_source(record, section.part).as_of for section in self.sections(record)} or {record.as_of}
        decision = record.decision or words.no_decision
        return tuple(
            (words.source if day else words.source_undated).format(
                name=self._told_name(record), code=record.code, decision=decision, as_of=_shown(day)
            )
            for day in sorted(days, key=lambda day: day or date.min, reverse=True)
        )

    def _paged(self, sheet: AnswerSheet, page: int) -> Composed:
        tail = "\n".join(sheet.tail)
        words = self._wording.answer
        room = LONGEST - units(sheet.head) - units(tail) - len(words.page_of) - 8  # 8: line ends and numbers
        bodies = pages(sheet.body, room)
        shown = min(max(page, 1), len(bodies))
        numbered = words.page_of.format(page=shown, pages=len(bodies)) if len(bodies) > 1 else ""
        head = f"{sheet.head} {numbered}".strip()
        lines = [*([head] if head else []), bodies[shown - 1].strip()]
        lines += ["", tail] if shown in (1, len(bodies)) and tail else []
        return Composed("\n".join(lines), (), (sheet.cited,), shown, len(bodies), sheet.kind)

    def _procedure(self, record: Procedure, answer: Answered) -> AnswerSheet:
        """The part that was asked for, and before it the sentence that decides what was asked with yes or no."""
        part = answer.part
        title = self._wording.answer.deadline if answer.by_when else self._wording.parts[part]
        known = self._deadline(record) if answer.by_when else self._texts.whole(record, part)
        body = known or self._unknown(record)
        others = ("\n".join(lines) for other in answer.also if (lines := self._texts.beginning(record, other)))
        kind, decides = self._decides(record, answer, is_known=bool(known))
        pieces = [*([decides] if decides else []), body, *others]
        return replace(self._of_record(record, part, title, "\n\n".join(pieces)), kind=kind)

    def _decides(self, record: Procedure, answer: Answered, *, is_known: bool) -> tuple[AnswerKind, str]:
        """What the facts of the record say to a yes-or-no question, else the nearest short question or sentence, said to be that; "" before
        a part alone, where that `is_known`."""
        words = self._wording.verdicts
        if answer.fact and not answer.by_when and (verdict := self._verdicts.of(record, answer.fact)):
            return AnswerKind.VERDICT, verdict
        if answer.near and (answer.fact or answer.by_when or answer.part is Part.SUMMARY or not is_known):
            told = self._current.text(answer.near.answer, record.as_of)
            return AnswerKind.NEAREST_QUESTION, words.nearest_question.format(question=answer.near.question, answer=told)
        if answer.by_when or not answer.fact:
            return AnswerKind.DEADLINE if answer.by_when else AnswerKind.PART, ""
        if sentence := self._current.bare(nearest_sentence(record, answer.asked)):
            return AnswerKind.NEAREST_SENTENCE, words.nearest.format(sentence=sentence)
        if record.guide and answer.part is not Part.SUMMARY:
            return AnswerKind.PART, ""
        return AnswerKind.UNDECIDED, words.undecided_at.format(agency=record.agency) if record.agency else words.undecided

    def _quick(self, record: Procedure, answer: Answered, quick: QuickAnswer) -> AnswerSheet:
        """A short answer; under it the beginning of the part, where one was asked for in so many words."""
        part = answer.part
        parts = dict.fromkeys([*([part] if part not in TOLD_SHORTLY else []), *answer.also])
        told = ("\n".join(lines) for other in parts if (lines := self._texts.beginning(record, other)))
        said = [self._said(record, quick)]
        if answer.second:
            said.append(f"{answer.second.question}\n{self._said(record, answer.second)}")
        return replace(self._of_record(record, part, quick.question, "\n\n".join([*said, *told])), kind=AnswerKind.QUICK)

    def _said(self, record: Procedure, quick: QuickAnswer) -> str:
        """What a short question is answered today, and on what that rests."""
        told = self._current.text(quick.answer, record.as_of)
        return f"{told}\n{self._wording.verdicts.basis.format(basis=self._current.basis(quick.basis))}"

    def _of_record(self, record: Procedure, part: Part, title: str, body: str) -> AnswerSheet:
        words = self._wording.answer
        source = _source(record, part)
        told = words.source if source.as_of else words.source_undated
        name = self._told_name(record, LONGEST_NAME)
        decision = shortened(record.decision, LONGEST_CITED) or words.no_decision
        tail = [
            *([words.succeeded.format(code=record.successor)] if record.successor else []),
            *list(self._warnings(record, part, body))[:MOST_WARNINGS],
            told.format(name=name, code=record.code, decision=decision, as_of=_shown(source.as_of)),
            *([words.link.format(url=record.url)] if record.url else []),
        ]
        cited = Cited(record.name, record.code, record.url, _day(source.as_of))
        if record.applicant_class is ApplicantClass.AUTHORITY:
            body = f"{words.for_authorities}\n\n{body}"
        return AnswerSheet(words.head.format(part=title, name=name), body, tuple(tail), cited)

    def _told_name(self, record: Procedure, room: int = 0) -> str:
        """Its name, within `room` characters where that is given; a province's own record says whose it is."""
        name = shortened(record.name, room) if room else record.name
        province = province_of(record)
        return self._wording.answer.provincial.format(name=name, province=province) if province else name

    def _warnings(self, record: Procedure, part: Part, body: str) -> Iterator[str]:
        """What is out of date in what is shown; of a guide, which tells old words as what they were, the law that was replaced."""
        found = self._freshness.of_guide(body) if record.is_guided(part) else self._freshness.of_text(body)
        for warning in found:
            yield self._wording.warnings[warning.reason].format(found=warning.found, now=warning.now)

    def _deadline(self, record: Procedure) -> str:
        """By when the citizen must act; then, said to be that, how long the office takes."""
        words = self._wording.answer
        found = deadlines_of(record)
        lines = [f"- {line}" for line in found] if found else [words.no_deadline]
        if record.deadlines and record.guide_stands:
            lines.append(self._wording.verdicts.basis.format(basis=record.deadlines.basis))
        takes = self._texts.whole(record, Part.TIME_LIMIT)
        return "\n".join([*lines, *(["", words.office_takes, takes] if takes else [])])

    def _unknown(self, record: Procedure) -> str:
        words = self._wording.answer
        said = words.not_known.format(url=record.url) if record.url else words.not_known_anywhere
        return f"{said}\n{words.ask_there.format(agency=shortened(record.agency, LONGEST_NAME))}" if record.agency else said

    def _plan(self, record: Plan, answer: Answered) -> AnswerSheet:
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
        said += [words.dated[issued.count("-")].format(date=_written(issued))] if issued else []
        said += [shortened(issuer, LONGEST_CITED)] if issuer else []
        return (words.document_source.format(source=", ".join(said)), *([words.link.format(url=url)] if url else []))

    def _faq_source(self, record: FaqEntry) -> str:
        words = self._wording.answer
        source = shortened(record.source, 3 * LONGEST_CITED)
        return (
            words.faq_source_dated.format(source=source, as_of=_shown(record.as_of))
            if record.as_of
            else words.faq_source.format(source=source)
        )

    def alarm(self, alarm: Alarm) -> str:
        """What somebody in danger reads: the number, what to do now, and that nobody here calls for them. Three lines."""
        words = self._wording.danger
        return "\n".join((alarm.call, alarm.act, words.machine_in_english if alarm.is_english else words.machine))

    def _both(self, answer: Both) -> Composed:
        """Both answers with their warnings and sources, each body cut so that both fit one page; the rest of each is a button away."""
        sheets = [self.sheet(each) for each in (answer.first, answer.second)]
        around = sum(units("\n".join([sheet.head, *sheet.tail])) for sheet in sheets)
        room = max(LEAST_OF_TWO, (LONGEST - around) // 2)
        told = ["\n".join([sheet.head, pages(sheet.body, room)[0].strip(), *sheet.tail]) for sheet in sheets]
        sources = tuple(sheet.cited for sheet in sheets)
        return Composed("\n\n".join(told), self._named(answer.choices), sources, kind=AnswerKind.TWO_ANSWERS)

    def _planned(self, answer: Planned) -> Composed:
        """What to do in order, by when, and what to bring; each procedure a button."""
        words, event = self._wording.life_event, answer.event
        steps = [
            (words.step_by if step.by else words.step).format(number=number, what=step.what, by=step.by)
            for number, step in enumerate(event.steps, 1)
        ]
        bring = [words.bring.format(papers="; ".join(event.bring))] if event.bring else []
        press = [words.press] if answer.choices else []
        return Composed("\n".join([event.title, event.intro, *steps, *bring, *press]), answer.choices, kind=AnswerKind.LIST)

    def _refusal(self, answer: Unanswered) -> Composed:
        words = self._wording.unanswered
        if answer.alarm:
            return Composed(self.alarm(answer.alarm))
        replies = {
            UnansweredReason.EMPTY: words.empty,
            UnansweredReason.NUMBERS: words.numbers,
            UnansweredReason.WHICH: words.which,
            UnansweredReason.NO_TOPIC: self._wording.retelling.which,
        }
        said = answer.reply or replies.get(answer.why, "")
        if said:
            return Composed(said)
        lines = [words.not_found, words.rephrase]
        if answer.elsewhere:
            record = answer.elsewhere
            lines = [words.elsewhere.format(name=shortened(record.name, LONGEST_NAME), code=record.code, url=record.url)]
        nearest = self._named(answer.nearest)
        if answer.why is UnansweredReason.UNSURE:
            return Composed("\n".join([words.unsure, _listed(nearest)]), nearest)
        lines += [words.nearest, _listed(nearest)] if nearest else []
        lines += [words.hotline.format(name=line.name, number=line.number) for line in self._hotlines[:1]]
        return Composed("\n".join(lines), nearest)

    def _named(self, choices: Sequence[Choice]) -> tuple[Choice, ...]:
        """`choices`, those of one name told apart by level, then by province, then by code."""
        named = list(choices)
        for says in (self._of_level, self._of_place, lambda choice: self._wording.ambiguous.coded.format(code=choice.record_id)):
            names = [choice.name.lower() for choice in named]
            named = [
                replace(choice, name=joined(" ", choice.name, says(choice))) if names.count(choice.name.lower()) > 1 else choice
                for choice in named
            ]
        return tuple(named)

    def _of_level(self, choice: Choice) -> str:
        return f"({self._wording.levels[Level(choice.level)]})" if choice.level else ""

    def _of_place(self, choice: Choice) -> str:
        return f"({choice.place})" if choice.place else ""


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


def _section(answer: Answered) -> plan.Section | None:
    if isinstance(answer.record, Plan | Reference) and answer.piece.isdecimal():
        return answer.record.sections[int(answer.piece)]
    return None


def _source(record: Procedure, part: Part) -> Source:
    sources = record.guide_sources if record.is_guided(part) else record.sources
    return sources.get(part) or Source(origin=Origin.OFFICIAL, as_of=record.as_of)


def _known(number: str) -> str:
    """ "122/KH-UBND" as it is; "" for "…/KH-UBND", where the text itself leaves the number blank."""
    return number if any(map(str.isdigit, number.partition("/")[0])) else ""


def _listed(choices: Sequence[Choice]) -> str:
    return "\n".join(f"{number}. {titled(shortened(choice.name, LONGEST_NAME))}" for number, choice in enumerate(choices, 1))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _written(partial: str) -> str:
    """ "2024-02-21" → "21/02/2024", "2021-03" → "03/2021"."""
    return "/".join(reversed(partial.split("-")))


def _shown(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
