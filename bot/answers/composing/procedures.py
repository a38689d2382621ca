"""A procedure → the sheet that is shown of it: the part that was asked for or its short answer, what is out of date there, its source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from bot.answers.composing.labels import readable, shortened
from bot.answers.composing.opening import Openings
from bot.answers.composing.sheets import LONGEST_CITED, LONGEST_NAME, AnswerSheet, Cited, ShownPart, iso, vietnamese
from bot.answers.lines.current import Current
from bot.answers.lines.deadlines import are_within, certain_deadlines_of, deadlines_of
from bot.answers.lines.parts import PartTexts
from bot.answers.turn.deciding import AnswerKind
from bot.answers.turn.outcome import Answered, AskedHalf
from bot.wording import Wording
from knowledge.checks.freshness import Freshness
from knowledge.facts.deadline_days import IsWorking, is_weekday
from knowledge.facts.provinces import province_of
from knowledge.records.applicant_class import ApplicantClass
from knowledge.records.procedure import Origin, Part, Procedure, QuickAnswer, Source

TOLD_SHORTLY = (Part.SUMMARY, Part.FEES, Part.TIME_LIMIT)
"""Parts that a short answer tells whole: under it they would be said twice, and a button away they stay."""
QUOTED = (AnswerKind.NEAREST_QUESTION, AnswerKind.NEAREST_SENTENCE)
"""Kinds of a first sentence that may be about something else: under one that stands alone it is told whom to ask."""
MOST_WARNINGS = 3  # a text of the district level is out of date in many places: three say so as well as thirty


class ProcedureSheets:
    """Puts procedures into words; `today`: the day on which they are read."""

    def __init__(self, wording: Wording, freshness: Freshness, today: Callable[[], date], is_working: IsWorking = is_weekday) -> None:
        self._wording = wording
        self._freshness = freshness
        self._texts = PartTexts(wording, today)
        self._current = Current(wording, today)
        self._openings = Openings(wording, today, is_working)

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
                name=self._told_name(record), code=record.code, decision=decision, as_of=vietnamese(day)
            )
            for day in sorted(days, key=lambda day: day or date.min, reverse=True)
        )

    def part(self, record: Procedure, answer: Answered) -> AnswerSheet:
        """The part that was asked for, and before it the sentence that decides what was asked with yes or no."""
        part = answer.part
        known = self._deadline(record) if answer.by_when else self._texts.whole(record, part)
        opening = self._openings.of(record, answer, is_known=bool(known))
        title = self._wording.answer.deadline if answer.by_when else self._wording.parts[part]
        is_headed = bool(opening.question) and part is not Part.SUMMARY  # another title stands over all
        body = f"{title}:\n{known}" if known and is_headed else known or self._unknown(record)
        others = ("\n".join(lines) for other in answer.also if (lines := self._texts.beginning(record, other)))
        if answer.stands_alone and opening.sentence:
            title = self._wording.verdicts.asked
            body = self._openings.else_ask(record) if opening.kind in QUOTED and not opening.is_beside else ""
        pieces = [*self._openings.before(answer), opening.sentence, body, *others]
        if answer.or_by_when and not answer.by_when:
            pieces += self._until(record, "\n".join(pieces))
        pieces += [] if opening.is_beside else self._openings.beside(record, answer.beside)
        return replace(self._of_record(record, part, opening.question or title, "\n\n".join(filter(None, pieces))), kind=opening.kind)

    def quick(self, record: Procedure, answer: Answered, quick: QuickAnswer) -> AnswerSheet:
        """A short answer; under it the beginning of the part, where one was asked for in so many words."""
        part = answer.part
        parts = dict.fromkeys([*([part] if part not in TOLD_SHORTLY else []), *answer.also])
        told = ("\n".join(lines) for other in parts if (lines := self._texts.beginning(record, other)))
        said = [*self._openings.before(answer), self._said(record, quick)]
        if answer.second:
            said.append(f"{answer.second.question}\n{self._said(record, answer.second)}")
        if answer.or_by_when:
            said += self._until(record, "\n".join(said))
        return replace(self._of_record(record, part, quick.question, "\n\n".join([*said, *told])), kind=AnswerKind.QUICK)

    def noted(self, record: Procedure, answer: Answered) -> AnswerSheet:
        """What a fact of the case makes of what was told: the last day, how a number stands, a short question of it; else that nothing of
        it changes, whom to ask, and how to go on."""
        words = self._wording.case_fact
        said = list(self._openings.before(answer))
        if quick := answer.quick:
            said.append(f"{quick.question}\n{self._said(record, quick)}")
        if not said:
            is_told = answer.beside or answer.nearest_of_case
            said = [self._openings.noted(record, answer), *([] if is_told else [words.go_on])]
        kind = AnswerKind.QUICK if quick else AnswerKind.NOTED
        return replace(self._of_record(record, answer.part, words.title, "\n\n".join(said)), kind=kind)

    def halves(self, record: Procedure, answer: Answered) -> AnswerSheet:
        """Each thing that was asked, one under another, in the order in which they were; the first under the title of all."""
        told = [self._half(record, half) for half in answer.halves]
        title, first = told[0]
        others = ("\n".join(piece for piece in pieces if piece) for pieces in told[1:])
        body = "\n\n".join([*self._openings.before(answer), first, *others])
        return replace(self._of_record(record, answer.part, title.rstrip(":"), body), kind=AnswerKind.TWO_ANSWERS)

    def _half(self, record: Procedure, half: AskedHalf) -> tuple[str, str]:
        """Its title and what answers it: of a part its beginning, where its facts do not decide."""
        if quick := half.quick or half.near:
            return quick.question, self._said(record, quick)
        if half.by_when:
            return f"{self._wording.answer.deadline}:", self._deadline(record)
        opening = self._openings.of_half(record, half)
        if half.part is None or half.is_given:
            return "", opening
        title, *lines = self._texts.beginning(record, half.part) or [f"{self._wording.parts[half.part]}:", self._unknown(record)]
        return title, "\n".join([*([opening] if opening else []), *lines])

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
        warnings = [
            *([words.succeeded.format(code=record.successor)] if record.successor else []),
            *list(self._warnings(record, part, body))[:MOST_WARNINGS],
        ]
        tail = [
            *warnings,
            told.format(name=name, code=record.code, decision=decision, as_of=vietnamese(source.as_of)),
            *([words.link.format(url=record.url)] if record.url else []),
        ]
        cited = Cited(record.name, record.code, record.url, iso(source.as_of))
        if record.applicant_class is ApplicantClass.AUTHORITY:
            body = f"{words.for_authorities}\n\n{body}"
        return AnswerSheet(words.head.format(part=title, name=name), body, tuple(tail), cited, warnings=tuple(warnings))

    def _told_name(self, record: Procedure, room: int = 0) -> str:
        """Its name, within `room` characters where that is given; a province's own record says whose it is."""
        name = shortened(readable(record.name), room) if room else readable(record.name)
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
        lines = [self._within(record), *lines] if are_within(found) else lines
        if record.deadlines and record.guide_stands:
            lines.append(self._wording.verdicts.basis.format(basis=record.deadlines.basis))
        takes = self._texts.whole(record, Part.TIME_LIMIT)
        return "\n".join([*lines, *(["", words.office_takes, takes] if takes else [])])

    def _until(self, record: Procedure, told: str) -> Iterator[str]:
        """By when the citizen must act, under how long the office takes: "bao nhiêu ngày" may mean either; not what is `told` already."""
        lines = [f"- {line}" for line in certain_deadlines_of(record) if line not in told]
        if lines:
            first = [self._within(record)] if are_within(lines) else []
            yield "\n".join([f"{self._wording.answer.deadline}:", *first, *lines])

    def _within(self, record: Procedure) -> str:
        """That no day is known by which the matter must be begun; that none is written is said of a guide alone, which a person read."""
        words = self._wording.answer
        return words.deadline_within if record.guide else words.deadline_within_unread

    def _unknown(self, record: Procedure) -> str:
        words = self._wording.answer
        said = words.not_known.format(url=record.url) if record.url else words.not_known_anywhere
        return f"{said}\n{words.ask_there.format(agency=shortened(record.agency, LONGEST_NAME))}" if record.agency else said


def _source(record: Procedure, part: Part) -> Source:
    sources = record.guide_sources if record.is_guided(part) else record.sources
    return sources.get(part) or Source(origin=Origin.OFFICIAL, as_of=record.as_of)
