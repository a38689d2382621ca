"""Decide what to say to a question: an answer, a question back, or a refusal that helps on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache

from bot.answers.catalogue import key_of
from bot.answers.followup import KEPT, FollowUps
from bot.answers.judging import WEAKEST, is_clear, is_named, is_sound, says_all
from bot.answers.rules.danger import Alarm, DangerRule
from bot.numerals import small
from indexer.passages import Kind, Passage
from indexer.question import CONTEXT_WEIGHT, Understood
from indexer.search import Hit, Index, Scored
from knowledge.faq import FaqEntry
from knowledge.plan import Plan
from knowledge.procedure import CODE, Part, Procedure
from knowledge.reference import Reference

ANSWERS_KEPT = 2_048  # of what was asked last; a few megabytes
SCORES_KEPT = 8  # of one question by itself, 300 KB each in a large library: it is asked for twice in one answer
OTHER_KIND_WIN = 1.3  # how far a plan or FAQ entry must lead the best procedure: most questions are about procedures
ELSEWHERE_WIN = 1.05  # how far a procedure that the office does not serve must lead those that it does
MOST_CHOICES = 4  # the one whose answer is shown, and three more: a phone's screen
OTHER_KINDS = (Kind.PLAN, Kind.FAQ, Kind.REFERENCE)
DOCUMENTS = (Kind.PLAN, Kind.REFERENCE)
NEAREST = 3
TASKS = "t"
"""The piece of a plan that holds all its tasks."""


class Why(StrEnum):
    """Why a question was not answered."""

    DANGER = "danger"
    EMPTY = "empty"
    SMALL_TALK = "small_talk"
    PETITION = "petition"
    NUMBERS = "numbers"
    ELSEWHERE = "elsewhere"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Choice:
    """A record offered or talked about; `level` and `place` tell apart those with one name."""

    record_id: str
    name: str
    level: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """The record that answers, the part that was asked for, and the passage nearest to the question.

    `also`: other parts that were asked for in the same breath. `by_when`: asked was by when the citizen must act.
    `piece`: instead of a passage, a whole section of a plan or document by its place ("0", "1", …), or TASKS.
    """

    record: Procedure | Plan | FaqEntry | Reference
    part: Part
    passage: Passage | None = None
    piece: str = ""
    also: tuple[Part, ...] = ()
    by_when: bool = False


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Records that the question does not tell apart, best first, at most MOST_CHOICES; the answer about the first is shown at once."""

    choices: tuple[Choice, ...]
    shown: Answered

    @property
    def part(self) -> Part:
        """The part that was asked for."""
        return self.shown.part


@dataclass(frozen=True, slots=True)
class Unanswered:
    """No answer: why, what to say to small talk, the nearest procedures, the one that another office handles, or the danger."""

    why: Why
    reply: str = ""
    nearest: tuple[Choice, ...] = ()
    elsewhere: Procedure | None = None
    alarm: Alarm | None = None


Answer = Answered | Ambiguous | Unanswered


def shown(answer: Answer) -> Answered | None:
    """What stands in the reply: the answer, or of several the first; None where nothing was answered."""
    match answer:
        case Answered():
            return answer
        case Ambiguous(shown=first):
            return first
        case Unanswered():
            return None


class Answerer:
    """Answers from one index; what it keeps between questions saves work and changes no answer."""

    def __init__(self, index: Index, province: str = "") -> None:
        self._index = index
        self._province = province
        self._danger = DangerRule(index.lexicon.dangers)
        self._follow_ups = FollowUps(index, province)
        self._own = lru_cache(SCORES_KEPT)(self._scored_alone)
        self._stands_alone = lru_cache(ANSWERS_KEPT)(self._says_enough)
        self._was_aside = lru_cache(KEPT)(self._found_aside)
        self._kept = lru_cache(ANSWERS_KEPT)(self._with_the_other)

    def answer(
        self, question: str, context: Sequence[str] = (), topic: str = "", matters: Sequence[str] = (), *, is_calm: bool = False
    ) -> Answer:
        """Answer `question`, asked after the questions of `context` (oldest first) while `topic` (a code) was talked about, and before it
        `matters` (codes, newest first).

        Danger is heard before anything else, unless the person has said that there is none (`is_calm`).
        Same input, same answer: what many ask is decided once.
        """
        if not is_calm and (alarm := self.danger(question)):
            return Unanswered(Why.DANGER, alarm=alarm)
        return self._kept(question, tuple(context), topic, tuple(matters))[0]

    def danger(self, text: str) -> Alarm | None:
        """The danger that `text` tells of, whatever else it says."""
        return self._danger.heard(text)

    def begins_anew(self, question: str, context: Sequence[str], topic: str, matters: Sequence[str] = ()) -> bool:
        """Whether `question` was answered as if nothing had been said before: then the next one need not know of that either."""
        return self._kept(question, tuple(context), topic, tuple(matters))[1]

    def _with_the_other(self, question: str, context: tuple[str, ...], topic: str, matters: tuple[str, ...]) -> tuple[Answer, bool]:
        """What was decided; where it may as well be about what was talked about, or about what its own words name, with that beside it."""
        answer, begins = self._decided(question, context, topic, matters)
        first = shown(answer)
        if not (context and first and isinstance(first.record, Procedure)):
            return answer, begins
        understood, own = self._index.understand(question, context), self._own(question)
        topic = topic or self._follow_ups.talked_about(context)
        other = self._follow_ups.other(understood, own, first.record.code, topic)
        choices = answer.choices if isinstance(answer, Ambiguous) else self._choices_of([first.record.code], own)
        if not other or any(choice.record_id == other for choice in choices):
            return answer, begins
        beside = (choices[0], *self._choices_of([other], own), *choices[1:])[:MOST_CHOICES]
        return Ambiguous(beside, first), begins

    def _choices_of(self, codes: Sequence[str], scored: Scored) -> tuple[Choice, ...]:
        return _choices([hit for code in codes if (hit := self._index.found(code, scored))])

    def _decided(self, question: str, context: tuple[str, ...], topic: str, matters: tuple[str, ...]) -> tuple[Answer, bool]:
        goes_on = bool(context) and not topic and self._was_aside(context)
        understood, own = self._index.understand(question, context), self._own(question)
        if understood.returns and (back := self._returned(understood, own, (topic, *matters))):
            return back, True
        if context and not goes_on and self._stands_alone(question):
            return self._kept(question, (), "", ())[0], True
        scored = self._index.score(understood, self._province) if context else own
        if context and not goes_on and self._follow_ups.turns_away(understood, own, scored, context, topic):
            return self._kept(question, (), "", ())[0], True
        answer = self._named(question, understood) or self._found(understood, own, scored, context, topic, goes_on=goes_on)
        return answer, not context

    def _scored_alone(self, question: str) -> Scored:
        return self._index.score(self._index.understand(question), self._province)

    def _found(self, understood: Understood, own: Scored, scored: Scored, context: Sequence[str], topic: str, *, goes_on: bool) -> Answer:
        """The answer to a question that is `scored` so, its `own` words so; `goes_on`: what was talked about is no procedure."""
        topic = topic or (self._follow_ups.talked_about(context) if context and not goes_on else "")
        stays = self._follow_ups.stays(understood, own, topic)
        if part := self._part_of_topic(understood, topic, stays=stays):
            return part
        hits: Sequence[Hit] = self._index.rank(scored, MOST_CHOICES, (Kind.PROCEDURE,), explained=1)
        if aside := self._aside(understood, scored if goes_on else own, hits, goes_on=goes_on):
            return aside
        if stays and (same := self._nearest_part(own, topic)):
            return same
        if context and self._follow_ups.is_faint(understood, own):
            return Unanswered(Why.SMALL_TALK, understood.courtesy.reply) if understood.courtesy else Unanswered(Why.NOT_FOUND)
        if hits and context and not understood.cues:
            best, *others = self._follow_ups.weighed(hits, own, context, topic)
            hits = [self._index.explain(best, scored), *others]
        return self._of_hits(understood, own, hits)

    def _part_of_topic(self, understood: Understood, topic: str, *, stays: bool) -> Answered | None:
        """The part that a follow-up asks for of what is talked about; None where it asks for none or means something else."""
        asks_on = stays and understood.aspect not in (None, Part.SUMMARY)
        if not (asks_on or self._follow_ups.same(understood, topic)):
            return None
        found = self.procedure(topic, _part(understood))
        return replace(found, also=understood.also, by_when=understood.asks_deadline) if found else None

    def _of_hits(self, understood: Understood, own: Scored, hits: Sequence[Hit]) -> Answer:
        """The answer from the procedures found, best first: one, the first with others beside it, another office's, or none."""
        if not hits:
            return Unanswered(Why.NOT_FOUND)
        if away := self._elsewhere(own, hits):
            return away
        if not is_sound(hits[0], WEAKEST * (CONTEXT_WEIGHT if understood.is_follow_up else 1)):
            return Unanswered(Why.NOT_FOUND, nearest=_choices(hits[:NEAREST]))
        answered = replace(self.about(hits[0], _part(understood)), also=understood.also, by_when=understood.asks_deadline)
        return answered if is_clear(hits) else Ambiguous(_choices(hits), answered)

    def _returned(self, understood: Understood, own: Scored, matters: Sequence[str]) -> Answer | None:
        """The answer about the earlier matter that a question goes back to."""
        code = self._follow_ups.returned(understood, own, [code for code in matters if code])
        found = self.procedure(code, understood.aspect or Part.SUMMARY) if code else None
        return replace(found, also=understood.also, by_when=understood.asks_deadline) if found else None

    def _nearest_part(self, own: Scored, code: str) -> Answered | None:
        """The part of a procedure that says most of the question's own words."""
        hit = self._index.explained(code, own)
        part = Part(hit.passage.part) if hit and hit.passage and hit.passage.part else Part.SUMMARY
        return self.procedure(code, part)

    def _named(self, question: str, understood: Understood) -> Answered | None:
        """The answer to a question that gives the code of a procedure."""
        for word in question.split():
            if CODE.fullmatch(code := word.strip(".,;:?!()“”\"'")) and self._index.is_served(code):
                return self.procedure(code, understood.aspect or Part.SUMMARY)
        return None

    def _aside(self, understood: Understood, own: Scored, hits: Sequence[Hit], *, goes_on: bool) -> Answer | None:
        """What is, by its `own` words, no question about a procedure: nothing, numbers, small talk, a plan or an FAQ entry."""
        if not (understood.syllables or understood.aspect or understood.intent):
            return Unanswered(Why.EMPTY)
        if understood.syllables and not understood.aspect and all(syllable[0].isdigit() for syllable in understood.syllables):
            return Unanswered(Why.NUMBERS)
        asks_on = understood.aspect not in (None, Part.SUMMARY)  # for a part of what was talked about
        named = hits if asks_on or not understood.is_follow_up else self._index.rank(own, 1, (Kind.PROCEDURE,), explained=0)
        kinds = DOCUMENTS if asks_on and understood.is_follow_up and not goes_on else OTHER_KINDS  # no FAQ: "mất phí không" goes on
        win = 1.0 if goes_on else OTHER_KIND_WIN
        return self._small_talk(understood, own) or self._other_kind(understood, own, win * named[0].score if named else 0.0, kinds)

    def _says_enough(self, question: str) -> bool:
        return self._follow_ups.stands_alone(self._index.understand(question), self._own(question))

    def _found_aside(self, context: tuple[str, ...]) -> bool:
        """Whether the question before was about a plan, an FAQ entry or another document."""
        before = self._index.understand(context[-1], context[:-1])
        scored = self._index.score(before, self._province)
        hits = self._index.rank(scored, 1, (Kind.PROCEDURE,), explained=0)
        return self._other_kind(before, scored, OTHER_KIND_WIN * hits[0].score if hits else 0.0) is not None

    def about(self, hit: Hit, part: Part) -> Answered:
        """The answer from one hit."""
        record = self._index.record(hit.record_id)
        if not isinstance(record, Procedure | Plan | FaqEntry | Reference):
            raise TypeError(hit.record_id)
        if isinstance(record, Plan) and hit.why.phrase:  # a plan's phrases are its tasks
            return Answered(record, part, Passage("", record.title, hit.why.phrase))
        return Answered(record, part, hit.passage)

    def aspect(self, asked: Sequence[str]) -> Part:
        """The part that the last of the questions `asked` asks for."""
        return self._index.understand(asked[-1]).aspect or Part.SUMMARY

    def procedure(self, code: str, part: Part) -> Answered | None:
        """The answer about one procedure that was chosen by its code; None where there is none."""
        record = self._index.record(code)
        return Answered(record, part) if isinstance(record, Procedure) else None

    def document(self, key: str, piece: str) -> Answered | None:
        """A piece of the plan, document or FAQ entry that `key_of` its id names; None where there is none."""
        record_id = self._documents.get(key)
        record = self._index.record(record_id) if record_id else None
        match record:
            case FaqEntry():
                return Answered(record, Part.SUMMARY)
            case Plan() if piece == TASKS and record.tasks:
                return Answered(record, Part.SUMMARY, piece=piece)
            case Plan() | Reference() if (nth := small(piece)) is not None and nth < len(record.sections):
                return Answered(record, Part.SUMMARY, piece=piece)
            case _:
                return None

    @cached_property
    def _documents(self) -> dict[str, str]:
        return {key_of(record_id): record_id for kind in (Kind.PLAN, Kind.FAQ, Kind.REFERENCE) for record_id in self._index.ids(kind)}

    def _small_talk(self, understood: Understood, own: Scored) -> Unanswered | None:
        """The reply to small talk, whatever was talked about before: only its `own` words can make it a question about a procedure."""
        if understood.intent is None:
            return None
        named = () if understood.intent.alone else self._index.rank(own, 1, (Kind.PROCEDURE,))
        if named and is_named(named[0], understood):
            return None
        return Unanswered(Why.PETITION if understood.intent.is_petition else Why.SMALL_TALK, understood.intent.reply)

    def _other_kind(self, understood: Understood, scored: Scored, least: float, kinds: Sequence[Kind] = OTHER_KINDS) -> Answered | None:
        """The answer from a plan, an FAQ entry or another document that scores `least`; None where none does."""
        others = self._index.rank(scored, MOST_CHOICES, kinds, explained=0)
        if not others or others[0].score < least:
            return None
        best = self._index.explain(others[0], scored)
        if not (is_sound(best) or says_all(best, understood)):
            return None
        named = [hit for hit in others if hit.kind is Kind.PLAN and self._place(hit) in understood.places]
        return self.about(self._index.explain(named[0], scored) if named else best, understood.aspect or Part.SUMMARY)

    def _place(self, hit: Hit) -> str:
        """The province of a plan, by today's name."""
        plan = self._index.record(hit.record_id)
        place = plan.place if isinstance(plan, Plan) else ""
        provinces = self._index.lexicon.units.provinces
        return next((province.name for province in provinces if place in (province.name, *province.former)), place)

    def _elsewhere(self, scored: Scored, hits: Sequence[Hit]) -> Unanswered | None:
        away = [] if self._index.serves_all else self._index.rank(scored, 1, (Kind.PROCEDURE,), elsewhere=True, explained=0)
        if not away or away[0].score < max(ELSEWHERE_WIN * hits[0].score, WEAKEST):
            return None
        record = self._index.record(away[0].record_id)
        return Unanswered(Why.ELSEWHERE, nearest=_choices(hits[:NEAREST]), elsewhere=record if isinstance(record, Procedure) else None)


def _part(understood: Understood) -> Part:
    """The part that is asked for."""
    return understood.inherited or understood.aspect or Part.SUMMARY


def _choices(hits: Sequence[Hit]) -> tuple[Choice, ...]:
    return tuple(Choice(hit.record_id, hit.name, hit.level, hit.place) for hit in hits)
