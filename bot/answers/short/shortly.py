"""Adds to the answer from a procedure what answers the question in one sentence: the short question that it is, or the nearest one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answers.case.limits import Applied, Met, applied
from bot.answers.lines.deadlines import deadlines_of
from bot.answers.lines.paper_questions import paper_question
from bot.answers.rules.life_event import LifeEventRule
from bot.answers.short.case_days import CaseDays
from bot.answers.short.quick import QuickAnswers, QuickMatch, asks_more
from bot.answers.turn.followup import WHOLLY
from bot.answers.turn.outcome import Answered
from indexer.query.parsed_query import ParsedQuery
from indexer.ranking.search import Index
from knowledge.cues.vocabulary import Fact
from knowledge.facts.headings import part_of
from knowledge.records.procedure import Part, Procedure, QuickAnswer

SHORTEST = 3  # words of a clause that asks something of its own
LONGEST = 60  # words; a longer story asks for one thing
MOST = 4  # clauses of one message that are looked at
AS_WELL = 0.7
"""Times the likeness of the nearest: what a single clause asks must be nearly as like the whole message; "giấy cũ nát, có sao được không"
does not ask whether all is done at once."""
WHOLE = 0.66
"""Strength of what the whole message is like, from which a single clause of it is told: below, the story is about something else."""
WHETHER = {"không", "chưa"}  # stand at the end of what asks whether it is so, before a word of address at most

_NO = re.compile(r"(?:Không|Chưa)\b")
_YES = re.compile(r"(?:Được|Có|Đủ|Vẫn được|Còn kịp)\b")
_BETWEEN = re.compile(r"[,;.?!\n]+|\b(?:và|rồi|với lại)\b", re.IGNORECASE)


def denies(answer: str, met: Met) -> bool:
    """Whether a short answer says yes where the number does not reach, or no where it does: "74 tuổi là đủ mức" over "Chưa được"
    misleads."""
    match met:
        case Met.ENOUGH | Met.IN_TIME:
            return bool(_NO.match(answer))
        case _:
            return bool(_YES.match(answer))


def agreed(found: Applied | None, told: QuickAnswer | None) -> Applied | None:
    """How a number that was said stands, unless what is `told` beside it says the contrary."""
    return None if found and told and denies(told.answer, found.met) else found


class ShortAnswers:
    """Reads one index; holds no state."""

    def __init__(self, index: Index, quick_answers: QuickAnswers) -> None:
        self._index = index
        self._quick_answers = quick_answers
        self._events = LifeEventRule(index.lexicon.events)
        self.days = CaseDays(index, quick_answers)

    def added(self, question: str, answered: Answered, *, is_told: bool = False) -> Answered:
        """`answered`, from a procedure, with the short question that `question` is, with the one that another clause of it is, else with
        the nearest one; and with the fact that is asked with yes or no. `is_told`: a day of the case is told, whether or not it is asked by
        when somebody must act."""
        record = answered.record
        if not isinstance(record, Procedure):
            return answered
        parsed = self._index.parse(question)
        ranked = self._quick_answers.ranked(record, question)
        near = ranked[0] if ranked else None
        whole = near.answer if near and self._is_it(near, parsed, answered, record) else None
        clauses = self._of_clauses(question, record)
        if answered.by_when:
            clauses = [clause for clause in clauses if self._may_tell_when(clause, record)]
        quick, second = self._told(whole, ranked, clauses)
        asks_else = whole is not None and parsed.asks and not parsed.asks_plainly  # and not for the part that was asked for before
        part = Part.SUMMARY if asks_else else answered.part
        is_given = part in (Part.SUMMARY, Part.FEES) and self._quick_answers.asks_what_is_given(record, question)
        part = Part.SUMMARY if is_given else part
        also = tuple(other for other in answered.also if not (is_given and other is Part.FEES))
        beside = near if near and not quick and self._stands_beside(near, parsed, answered, record, part) else None
        is_near = beside is not None and beside.is_near(parsed.fact)
        asks_a_part = parsed.asks_plainly and not parsed.fact and part is not Part.SUMMARY  # which answers: none stands under it
        found = self._applied(record, near, question, parsed)
        told = replace(
            answered,
            part=part,
            also=also,
            quick=quick,
            second=second,
            fact=parsed.fact,
            near=beside.answer if beside and is_near else None,
            beside=beside.answer if beside and not is_near and not asks_a_part else None,
            asked=parsed.content,
            of_papers=paper_question(" ".join(self._index.spelled(question))),
            is_given=is_given,
            applied=agreed(found, quick or (beside.answer if beside else None)),
            feeling=self._events.feeling(self._index.spelled(question)),
        )
        return self.days.added(question, parsed, told, is_told=is_told)

    def counted(self, question: str, answered: Answered) -> Answered:
        """`answered`, whose short question was chosen already, with the number that `question` tells against the record's own."""
        record = answered.record
        if not isinstance(record, Procedure):
            return answered
        near = self._quick_answers.nearest(record, question)
        parsed = self._index.parse(question)
        found = self._applied(record, near, question, parsed)
        return self.days.added(question, parsed, replace(answered, applied=found))

    def rests_on(self, answered: Answered) -> Part | None:
        """The part that the short answer of `answered` is of, where no part was asked for in so many words: what its own question plainly
        asks for, else the first that it is said to rest on. None where it tells the part that was asked for, or none of the record's."""
        told = answered.quick
        if told is None or answered.part is not Part.SUMMARY or answered.is_given:
            return None
        asked = self._index.asking(told.question)
        is_of_a_part = asked.is_plain and asked.aspect not in (None, Part.SUMMARY)
        bases = (part_of(piece) for piece in told.basis.split(";"))
        return asked.aspect if is_of_a_part else next((part for part in bases if part), None)

    def _applied(self, record: Procedure, near: QuickMatch | None, question: str, parsed: ParsedQuery) -> Applied | None:
        """The number that a question tells against the record's own, where it asks whether that is enough or in time."""
        syllables = self._index.spelled(question)
        asks_whether = parsed.fact is Fact.YES_NO or parsed.aspect is Part.CONDITIONS
        if not (asks_whether or parsed.asks_deadline or not WHETHER.isdisjoint(syllables[-3:])):
            return None
        text = near.answer if near and near.stands_beside(Fact.YES_NO) else None
        return applied(record, text, syllables, is_late=self.days.asks_when_over(question, parsed))

    def _is_it(self, near: QuickMatch, parsed: ParsedQuery, answered: Answered, record: Procedure) -> bool:
        """Nearly word for word, where a deadline is asked for that the record tells, or of a procedure a part and no more, or nothing: who
        only names it, "làm khai sinh cho con", turns on nothing that one of its questions turns on."""
        carried = self._index.carried(record.code, parsed.content)
        only_names = not parsed.asks and not parsed.fact and near.turns_on_the_same is None and carried >= WHOLLY
        says_no_more = only_names or (parsed.asks_plainly and (parsed.points or not parsed.content or carried >= WHOLLY))
        if answered.by_when and deadlines_of(record):
            return near.is_nearly_word_for_word and self._asks_when(near.answer)
        if answered.by_when and not self._may_tell_when(near.answer, record):
            return False
        if says_no_more:
            return near.is_nearly_word_for_word
        if parsed.also and parsed.asks_plainly and not self._asks_for_one_of(near.answer, parsed):
            return False
        return near.tells(parsed.fact)

    def _may_tell_when(self, quick: QuickAnswer, record: Procedure) -> bool:
        """Whether a short question may tell by when somebody must act: it asks that; of a `record` that tells none, at least not how long
        the office takes, which is no deadline of anybody's."""
        asked = self._index.parse(quick.question)
        is_of_office = asked.aspect is Part.TIME_LIMIT and not asked.asks_deadline
        return asked.asks_deadline or not (deadlines_of(record) or is_of_office)

    def _asks_when(self, quick: QuickAnswer) -> bool:
        """Whether a short question asks by when somebody must act, and not how long an office takes."""
        return self._index.parse(quick.question).asks_deadline

    def _asks_for_one_of(self, quick: QuickAnswer, parsed: ParsedQuery) -> bool:
        """Whether a short question asks for one of the parts that are asked for in one breath, or for none of its own."""
        asked = self._index.asking(quick.question)
        return not asked.is_plain or asked.aspect in (parsed.aspect, *parsed.also)

    def _stands_beside(self, near: QuickMatch, parsed: ParsedQuery, answered: Answered, record: Procedure, part: Part) -> bool:
        """Whether it may be told as another question: where a yes or no, a story, or a day that nothing says is asked for. What is asked of
        a part stands in the part, where that is known."""
        if answered.by_when:
            return not deadlines_of(record) and near.stands_beside(None) and self._may_tell_when(near.answer, record)
        is_open = part is not Part.SUMMARY or (not parsed.asks_plainly and asks_more(record, parsed.content))
        return (parsed.fact is not None or is_open) and near.stands_beside(parsed.fact)

    def _told(
        self, whole: QuickAnswer | None, ranked: Sequence[QuickMatch], clauses: Sequence[QuickAnswer]
    ) -> tuple[QuickAnswer | None, QuickAnswer | None]:
        """Of the short question that the whole message is, and those that its clauses are, the first two; a clause alone only where it is
        nearly as like the whole message, whose short questions are `ranked`, and that is like any."""
        if whole is None and len(clauses) == 1:
            is_about_it = bool(ranked) and ranked[0].strength >= WHOLE
            alike = [match.answer for match in ranked if is_about_it and match.share >= AS_WELL * ranked[0].share]
            clauses = [clause for clause in clauses if clause in alike]
        first, second = ([*dict.fromkeys([*([whole] if whole else []), *clauses]), None, None])[:2]
        return first, second

    def _of_clauses(self, question: str, record: Procedure) -> list[QuickAnswer]:
        """The short questions that single clauses of a message are, each asking for something of its own; [] where it is one clause."""
        if len(question.split()) > LONGEST:
            return []
        clauses = [clause.strip() for clause in _BETWEEN.split(question) if len(clause.split()) >= SHORTEST]
        found = [self._of_clause(clause, record) for clause in clauses[-MOST:]] if len(clauses) > 1 else []
        return list(dict.fromkeys(answer for answer in found if answer))

    def _of_clause(self, clause: str, record: Procedure) -> QuickAnswer | None:
        asking = self._index.asking(clause)
        found = self._quick_answers.nearest(record, clause) if asking.is_plain or asking.fact else None
        return found.answer if found and found.tells(asking.fact) else None
