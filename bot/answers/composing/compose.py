"""An answer → what is shown: the asked part first and short, then its source, in pages that no channel has to cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.answers.composing.choices import ChoiceNames
from bot.answers.composing.documents import DocumentSheets
from bot.answers.composing.labels import shortened
from bot.answers.composing.procedures import ProcedureSheets
from bot.answers.composing.refusals import Refusals
from bot.answers.composing.retold import Retold, ShownText
from bot.answers.composing.sheets import AnswerSheet, Composed, ShownPart, vietnamese
from bot.answers.lines.paging import pages
from bot.answers.rules.danger import Alarm
from bot.answers.turn.deciding import AnswerKind
from bot.answers.turn.outcome import Ambiguous, Answer, Answered, Both, Choice, Planned, Unanswered
from bot.wording import Wording
from knowledge.checks.freshness import Freshness, today_in_vietnam
from knowledge.facts.deadline_days import IsWorking, is_weekday
from knowledge.records.faq import FaqEntry
from knowledge.records.plan import Plan
from knowledge.records.procedure import Part, Procedure
from knowledge.records.reference import Reference
from knowledge.records.units import Hotline
from knowledge.texts.lengths import units

LONGEST = 3_400  # UTF-16 units of a page with head and source; Telegram takes 4,096, and a topic line needs room
LONGEST_HEAD = 150  # characters of what stands over each of them: some names are a screen long
LONGEST_OF_TWO = 420  # units of what either of two procedures says where one of them is meant: both stand on a phone's screen and a half
LEAST_OF_TWO = 200  # units of each body where the names of two procedures are very long


class Composer:
    """Puts answers into words; made once, holds no state."""

    def __init__(
        self,
        wording: Wording,
        freshness: Freshness,
        hotlines: Sequence[Hotline] = (),
        today: Callable[[], date] = today_in_vietnam,
        is_working: IsWorking = is_weekday,
    ) -> None:
        self._wording = wording
        self._procedures = ProcedureSheets(wording, freshness, today, is_working)
        self._documents = DocumentSheets(wording, today)
        self._names = ChoiceNames(wording)
        self._refusals = Refusals(wording, self._names, hotlines)
        self._retold = Retold(wording)

    def compose(self, answer: Answer, page: int = 1) -> Composed:
        """Compose any answer; of a long one, `page`, the nearest that there is."""
        match answer:
            case Answered():
                return self._paged(self.sheet(answer), page)
            case Ambiguous(choices=choices, shown=first, second=second):
                sheet = self.sheet(first)
                if second and (other := self.sheet(second)).kind is not AnswerKind.UNDECIDED:
                    return self._two_matters(choices, (sheet, other))
                others = replace(sheet, tail=(*sheet.tail, "", self._wording.ambiguous.others))
                return replace(self._paged(others, page), choices=self._names.told_apart(choices))
            case Both():
                return self._both(answer)
            case Planned():
                return self._planned(answer)
            case Unanswered():
                return replace(self._refusals.told(answer), kind=answer.kind)

    def sheet(self, answer: Answered) -> AnswerSheet:
        """The whole answer, uncut."""
        if answer.retelling:
            sheet = self.sheet(replace(answer, retelling=None))
            again = self._retold.told(ShownText(sheet.head, sheet.body, sheet.tail), answer.retelling)
            return AnswerSheet(again.head, again.body, again.tail, sheet.cited, AnswerKind.RETOLD)
        match answer.record:
            case Procedure() as record if answer.noted:
                return self._procedures.noted(record, answer)
            case Procedure() as record if answer.halves:
                return self._procedures.halves(record, answer)
            case Procedure() as record:
                return self._procedures.quick(record, answer, answer.quick) if answer.quick else self._procedures.part(record, answer)
            case Plan() as record:
                return self._documents.plan(record, answer)
            case FaqEntry() as record:
                return self._documents.faq(record)
            case Reference() as record:
                return self._documents.reference(record, answer)

    def parts(self, record: Procedure) -> list[Part]:
        """The parts of which something is known, in the order in which people ask for them."""
        return self._procedures.parts(record)

    def sections(self, record: Procedure) -> Iterator[ShownPart]:
        """Every known part in full, uncut, each with its warnings; no summary where it would only repeat them."""
        return self._procedures.sections(record)

    def source_lines(self, record: Procedure) -> tuple[str, ...]:
        """Where the sections come from: a line for each day of which one is, the latest first."""
        return self._procedures.source_lines(record)

    def alarm(self, alarm: Alarm) -> str:
        """What somebody in danger reads: the number, what to do now, and that nobody here calls for them. Three lines."""
        return self._refusals.alarm(alarm)

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

    def _both(self, answer: Both) -> Composed:
        """Both answers with their warnings and sources, each body cut so that both fit one page; the rest of each is a button away."""
        sheets = [self.sheet(each) for each in (answer.first, answer.second)]
        around = sum(units("\n".join([sheet.head, *sheet.tail])) for sheet in sheets)
        room = max(LEAST_OF_TWO, (LONGEST - around) // 2)
        told = ["\n".join([sheet.head, pages(sheet.body, room)[0].strip(), *sheet.tail]) for sheet in sheets]
        sources = tuple(sheet.cited for sheet in sheets)
        return Composed("\n\n".join(told), self._names.told_apart(answer.choices), sources, kind=AnswerKind.TWO_ANSWERS)

    def _two_matters(self, choices: Sequence[Choice], sheets: Sequence[AnswerSheet]) -> Composed:
        """What either of two procedures says to the question, each shortly and with its warnings: the reader sees which is meant, and
        presses it for the rest."""
        words = self._wording.ambiguous
        told = [
            "\n".join([f"{number}. {shortened(sheet.head, LONGEST_HEAD)}", _shortly(sheet.body), *sheet.warnings[:1]])
            for number, sheet in enumerate(sheets, 1)
        ]
        cited = [
            (words.cited if sheet.cited.as_of else words.cited_undated).format(code=sheet.cited.code, as_of=_read(sheet.cited.as_of))
            for sheet in sheets
        ]
        lines = [words.two_matters, "", "\n\n".join(told), "", words.sources.format(sources="; ".join(cited)), words.which_of_two]
        sources = tuple(sheet.cited for sheet in sheets)
        return Composed("\n".join(lines), self._names.told_apart(choices), sources, kind=AnswerKind.TWO_MATTERS)

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


def _shortly(body: str) -> str:
    """The beginning of a body, of two procedures' one; what was left out is shown as such."""
    first, *more = pages(body, LONGEST_OF_TWO)
    return f"{first.strip()} …" if more else first.strip()


def _read(day: str) -> str:
    """A day as it is read: "01/07/2026" of "2026-07-01"; "" stays so."""
    return vietnamese(date.fromisoformat(day)) if day else ""
