"""A bare fact is taken into the thread: what was asked last is answered again under it, else it is said that it changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answers.case.case_facts import (
    LONGEST,
    CaseFact,
    case_facts_in,
    clauses_in,
    is_abroad,
    is_bare,
    only_tells,
    put_right,
    tells_of_somebody,
)
from bot.answers.case.limits import Applied, admits_age, applied, tells_of_age
from bot.answers.case.quantities import CountedUnit, quantities_in
from bot.answers.decisions.offers import MOST_CHOICES, choices_by_code, code_of
from bot.answers.decisions.thread import Thread
from bot.answers.lines.deadlines import are_within, certain_deadlines_of, deadlines_of, is_of_some
from bot.answers.short.case_days import questions_of_age
from bot.answers.short.quick import QuickAnswers
from bot.answers.short.shortly import ShortAnswers, agreed
from bot.answers.short.told_facts import ToldFacts
from bot.answers.turn.deciding import Rule
from bot.answers.turn.followup import FEWEST, NAMED, WHOLLY
from bot.answers.turn.outcome import Ambiguous, Answer, Answered, Planned, SameBecause, Unanswered, UnansweredReason, shown
from indexer.passages import Kind
from indexer.ranking.hits import Scored
from indexer.ranking.search import Index
from knowledge.records.procedure import Part, Procedure
from knowledge.texts.told_days import days_told

CHOSEN_BY_WORDS = frozenset({Rule.CODE, Rule.RETURN, Rule.EARLIER, Rule.SHORT_QUESTION, Rule.LACKING, Rule.OWN_WORDS})
"""What these answer was named by the message itself, whatever else it tells."""

ABROAD = "nước ngoài"
"""In the names of what is done where a foreign country has to do with it."""

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
"""A year alone is no day from which anything is counted."""


class CaseThread:
    """Reads one index; `own`: what the words of a question score by themselves."""

    def __init__(
        self, index: Index, thread: Thread, short: ShortAnswers, quick_answers: QuickAnswers, own: Callable[[str], Scored]
    ) -> None:
        self._own = own
        self._index = index
        self._thread = thread
        self._short = short
        self._quick_answers = quick_answers
        self._told_facts = ToldFacts(index, quick_answers)

    def taken_in(self, question: str, context: Sequence[str], topic: str, answer: Answer) -> Answer:
        """`answer` to `question`, asked after those of `context` about the procedure `topic`; where it is a bare fact that the rules only
        guess at, or do not understand, what that fact makes of what was asked last."""
        record = self._index.record(topic) if topic and context else None
        if not isinstance(record, Procedure):
            return answer
        facts = self._facts(question)
        is_open = bool(facts) and self._is_open(question, facts, record, answer)
        if not (is_open or self._only_repeats(question, topic, answer) or self._is_lost(question, topic, answer)):
            is_bare_fact = bool(facts) and self._is_bare(question)
            told_of = _of_one(answer, topic) if is_bare_fact else answer
            return self._counted(question, context, told_of, is_told=is_bare_fact and CaseFact.DAY in facts)
        asked, told = self._asked_last(context, question)
        record = self._of_that_age(record, self._standing(question))
        noted = self._under(record, asked, told, question)
        is_another = self._is_abroad(question, record) or bool(self._index.parse(question).cues)
        others = self._others(record, question, asked, answer)
        choices = choices_by_code(self._index, [record.code, *others], self._own(asked))
        return Ambiguous(choices, replace(noted, may_change=is_another)) if len(choices) > 1 else noted

    def goes_on(self, question: str, context: Sequence[str], topic: str, told: Answer) -> bool:
        """Whether `question`, a bare fact, is of the procedure `topic` and not of the life event that it was `told` of: that lists `topic`
        itself, that tells something of the fact, or the fact is but a number, a day or a place."""
        facts = self._facts(question) if topic and context and isinstance(told, Planned) else frozenset[CaseFact]()
        if not isinstance(told, Planned) or not facts or not self._is_bare(question):
            return False
        record = self._index.record(topic)
        is_told_of = isinstance(record, Procedure) and self._told_facts.is_told_by(record, question)
        return is_told_of or CaseFact.STATE not in facts or topic in {choice.record_id for choice in told.choices}

    def _counted(self, question: str, context: Sequence[str], answer: Answer, *, is_told: bool) -> Answer:
        """`answer`, where it tells by when somebody must act, or a day alone is told (`is_told`), counted from the day told last."""
        first = shown(answer)
        if first is None or not isinstance(first.record, Procedure) or first.last_day or not (first.by_when or is_told):
            return answer
        match answer:
            case Answered():
                return self._short.days.recounted(question, context, answer)
            case Ambiguous(shown=told):
                return replace(answer, shown=self._short.days.recounted(question, context, told))
            case _:
                return answer

    def _others(self, record: Procedure, question: str, asked: str, answer: Answer) -> list[str]:
        """Others of the field that may be meant: what stood beside the answer, and what is done where a foreign country is told of."""
        chosen = [choice.record_id for choice in answer.choices] if isinstance(answer, Ambiguous) else []
        if self._is_abroad(question, record):
            hits = self._index.rank(self._own(f"{asked} {ABROAD}"), MOST_CHOICES, (Kind.PROCEDURE,), explained=0)
            chosen = [*chosen, *(hit.record_id for hit in hits if ABROAD in hit.name.lower())]
        return [code for code in dict.fromkeys(chosen) if code != record.code and self._field(code) == record.field][: MOST_CHOICES - 1]

    def _of_that_age(self, record: Procedure, fact: str) -> Procedure:
        """`record`; where its name is for others than who is as old as `fact` tells, the one most like it whose name is for them."""
        syllables = self._index.spelled(fact)
        if admits_age(record.name, syllables) is not False:
            return record
        hits = self._index.rank(self._own(record.name), MOST_CHOICES, (Kind.PROCEDURE,), explained=0)
        found = (self._index.record(hit.record_id) for hit in hits)
        alike = (each for each in found if isinstance(each, Procedure) and each.field == record.field)
        return next((each for each in alike if admits_age(each.name, syllables)), record)

    def _is_abroad(self, question: str, record: Procedure) -> bool:
        """Whether a foreign country is told of, with which `record` has nothing to do."""
        return is_abroad(" ".join(self._index.spelled(question))) and ABROAD not in record.name.lower()

    def _field(self, code: str) -> str:
        record = self._index.record(code)
        return record.field if isinstance(record, Procedure) else ""

    def _facts(self, text: str) -> frozenset[CaseFact]:
        parsed = self._index.parse(text)
        if parsed.aspect or parsed.intent or parsed.returns or (parsed.fact and parsed.asks):
            return frozenset()
        standing = self._standing(text)
        return case_facts_in(standing, self._index.spelled(standing), names_place=bool(parsed.places))

    def _is_bare(self, text: str) -> bool:
        standing = self._standing(text)
        return is_bare(standing, self._index.spelled(standing))

    def _standing(self, text: str) -> str:
        """`text` without what it takes back: "17 tuổi chứ không phải 19" tells of 17."""
        return " ".join(self._index.affirmed(text)) if self._index.parse(text).denies else text

    def _is_lost(self, question: str, topic: str, answer: Answer) -> bool:
        """Whether `question` only tells of the case, in whatever words, and was not understood: of somebody ("quán mình …"), or in words
        that all stand in the matter at hand (`topic`). "Dễ thương ghê" tells of no case."""
        is_lost = isinstance(answer, Unanswered) and answer.why is UnansweredReason.NOT_FOUND
        if not (is_lost and self._only_tells(question)):
            return False
        content = self._index.parse(question).content
        is_carried = len(content) >= FEWEST and self._index.carried(topic, content) >= WHOLLY
        return is_carried or tells_of_somebody(self._index.spelled(question))

    def _is_open(self, question: str, facts: frozenset[CaseFact], record: Procedure, answer: Answer) -> bool:
        """Whether `answer` says nothing of the fact: it was not understood; or where the message is the fact alone, it tells of the matter
        at hand (`record`) in general, or of another that the message does not name, or though `record` tells something of that fact, or
        lists what a family does on such an occasion."""
        if isinstance(answer, Unanswered):
            is_day = answer.why is UnansweredReason.NUMBERS and CaseFact.DAY in facts
            return answer.why is UnansweredReason.NOT_FOUND or is_day
        if isinstance(answer, Planned):  # by its own words alone; of what is talked about `goes_on` says that it is
            return self._is_bare(question)
        first = shown(answer)
        if first is None or _is_chosen(first, record.code) or not self._is_bare(question):
            return False
        if code_of(first) != record.code:
            naming = self._thread.naming(question)
            is_named = naming.code == code_of(first) and naming.told >= NAMED
            leaves = is_named and not self._told_facts.is_told_by(record, question)
            return not (leaves or self._is_sibling(question, record.code, code_of(first)))
        says_it = first.quick and not self._told_facts.misses(record, first.quick, question)
        return not (says_it or first.last_day or first.applied or first.earliest or first.halves)

    def _only_repeats(self, question: str, topic: str, answer: Answer) -> bool:
        """Whether `question` only tells of the case, and `answer` says nothing to it but a part of the matter at hand, for which nobody
        asked."""
        first = shown(answer)
        if first is None or code_of(first) != topic or _is_chosen(first, topic) or self._index.parse(question).cues:
            return False
        says_something = first.quick or first.near or first.last_day or first.applied or first.earliest or first.halves
        return not says_something and self._only_tells(question)

    def _only_tells(self, question: str) -> bool:
        """Whether `question` is short, and asks, wishes, takes back and puts right nothing."""
        parsed = self._index.parse(question)
        if parsed.aspect or parsed.fact or parsed.intent or parsed.denies or parsed.returns or parsed.corrects:
            return False
        clauses = [self._index.spelled(clause) for clause in clauses_in(question)]
        return FEWEST <= sum(map(len, clauses)) <= LONGEST and only_tells(question, clauses)

    def _is_sibling(self, question: str, topic: str, code: str) -> bool:
        """Whether the fact chooses another of the same field ("con tôi 12 tuổi" of a card for who is older)."""
        return self._field(topic) == self._field(code) and bool(self._index.parse(question).cues)

    def _asked_last(self, context: Sequence[str], question: str) -> tuple[str, str]:
        """What was asked last before bare facts, with its accents, and these facts with the newest, which stands first."""
        facts = [self._standing(question)]
        for earlier in reversed(context):
            if not (self._facts(earlier) and self._is_bare(earlier)):
                return " ".join(self._index.spelled(earlier)), self._spelled(facts)
            facts.append(earlier)
        return "", self._spelled(facts)

    def _spelled(self, facts: Sequence[str]) -> str:
        return ", ".join(" ".join(self._index.spelled(fact)) for fact in facts)

    def _under(self, record: Procedure, asked: str, told: str, question: str) -> Answered:
        """What `asked`, of `record`, is answered where what is `told` holds."""
        parsed = self._index.parse(asked) if asked else None
        part = parsed.aspect if parsed and parsed.aspect else Part.SUMMARY
        by_when = bool(parsed and parsed.asks_deadline)
        base = Answered(record, part, by_when=by_when, rule=Rule.CASE_FACT)
        anew = self._short.added(put_right(asked, told), base, is_told=True)
        before = self._short.added(asked, base) if asked else base
        found = (each for each in (anew.quick, anew.near) if each and each != before.quick)
        fact = self._standing(question)
        said = self._told_facts.of(record, fact, (before.quick,))
        quick = next((each for each in found if self._told_facts.is_about(record, each, fact)), said.quick)
        applied_to = agreed(anew.applied or self._applied(record, fact), quick)
        is_dated = CaseFact.DAY in self._facts(fact)
        says_it = bool(quick or applied_to or said.beside or said.sentence)
        noted = Answered(
            record,
            Part.SUMMARY,
            quick=quick,
            beside=None if quick else said.beside,
            applied=applied_to,
            last_day=anew.last_day if is_dated or not says_it else None,
            earliest=anew.earliest,
            noted=question,
            nearest_of_case="" if quick else said.sentence,
            other_limit=self._other_limit(record, fact),
            same_because=self._same_because(record, fact),
            rule=Rule.CASE_FACT,
        )
        return self._short.days.recounted(fact, (), noted)

    def _same_because(self, record: Procedure, fact: str) -> SameBecause | None:
        """Why a fact of which `record` tells nothing changes nothing; None where no more can be said than that."""
        if any(quantity.measure is CountedUnit.AGE for quantity in quantities_in(self._index.spelled(fact))):
            return SameBecause.NO_AGE if record.guide and not tells_of_age(record) else None
        is_day = CaseFact.DAY in self._facts(fact) and not deadlines_of(record)
        return SameBecause.NO_DEADLINE if is_day else None

    def _other_limit(self, record: Procedure, fact: str) -> str:
        """The deadline of `record` that is counted from another day than the one that `fact` tells; "" where none is told, or the deadline
        is of a step within the matter, or of others."""
        is_day = CaseFact.DAY in self._facts(fact) and (days_told(fact) or not YEAR.search(fact))
        lines = certain_deadlines_of(record)[:1] if is_day else []
        return next((line for line in lines if not (are_within(lines) or is_of_some(line))), "")

    def _applied(self, record: Procedure, fact: str) -> Applied | None:
        """How the number of a fact stands to the conditions of `record`; an age also to what its short questions about an age say."""
        syllables = self._index.spelled(fact)
        near = [
            each for each in questions_of_age(record) if any(quantity.measure is CountedUnit.AGE for quantity in quantities_in(syllables))
        ]
        found = (applied(record, each, syllables, is_late=False) for each in (None, *near))
        return next((each for each in found if each), None)


def _of_one(answer: Answer, topic: str) -> Answer:
    """`answer` to a bare fact; where it is about the matter at hand (`topic`), about nothing else as well."""
    return replace(answer, second=None) if isinstance(answer, Ambiguous) and code_of(answer.shown) == topic else answer


def _is_chosen(answer: Answered, topic: str) -> bool:
    """Whether what is answered was named by the message itself, and is not just the matter at hand (`topic`) gone back to."""
    return answer.rule in CHOSEN_BY_WORDS and not (answer.rule is Rule.EARLIER and code_of(answer) == topic)
