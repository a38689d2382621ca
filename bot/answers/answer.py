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
MOST_CHOICES = 5
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

    `also`: other parts that were asked for in the same breath.
    `piece`: instead of a passage, a whole section of a plan or document by its place ("0", "1", …), or TASKS.
    """

    record: Procedure | Plan | FaqEntry | Reference
    part: Part
    passage: Passage | None = None
    piece: str = ""
    also: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Records that the question does not tell apart, best first, at most MOST_CHOICES."""

    choices: tuple[Choice, ...]
    part: Part


@dataclass(frozen=True, slots=True)
class Unanswered:
    """No answer: why, what to say to small talk, the nearest procedures, the one that another office handles, or the danger."""

    why: Why
    reply: str = ""
    nearest: tuple[Choice, ...] = ()
    elsewhere: Procedure | None = None
    alarm: Alarm | None = None


Answer = Answered | Ambiguous | Unanswered


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
        self._kept = lru_cache(ANSWERS_KEPT)(self._decided)

    def answer(self, question: str, context: Sequence[str] = (), topic: str = "", *, is_calm: bool = False) -> Answer:
        """Answer `question`, asked after the questions of `context` (oldest first) while `topic` (a code) was talked about.

        Danger is heard before anything else, unless the person has said that there is none (`is_calm`).
        Same input, same answer: what many ask is decided once.
        """
        if not is_calm and (alarm := self.danger(question)):
            return Unanswered(Why.DANGER, alarm=alarm)
        return self._kept(question, tuple(context), topic)[0]

    def danger(self, text: str) -> Alarm | None:
        """The danger that `text` tells of, whatever else it says."""
        return self._danger.heard(text)

    def begins_anew(self, question: str, context: Sequence[str], topic: str) -> bool:
        """Whether `question` was answered as if nothing had been said before: then the next one need not know of that either."""
        return self._kept(question, tuple(context), topic)[1]

    def _decided(self, question: str, context: tuple[str, ...], topic: str) -> tuple[Answer, bool]:
        goes_on = bool(context) and not topic and self._was_aside(context)
        if context and not goes_on and self._stands_alone(question):
            return self._kept(question, (), "")[0], True
        understood, own = self._index.understand(question, context), self._own(question)
        scored = self._index.score(understood, self._province) if context else own
        if context and not goes_on and self._follow_ups.turns_away(question, understood, own, scored, context, topic):
            return self._kept(question, (), "")[0], True
        answer = self._named(question, understood) or self._found(understood, own, scored, context, topic, goes_on=goes_on)
        return answer, not context

    def _scored_alone(self, question: str) -> Scored:
        return self._index.score(self._index.understand(question), self._province)

    def _found(self, understood: Understood, own: Scored, scored: Scored, context: Sequence[str], topic: str, *, goes_on: bool) -> Answer:
        """The answer to a question that is `scored` so, its `own` words so; `goes_on`: what was talked about is no procedure."""
        part = understood.aspect or Part.SUMMARY
        if self._follow_ups.same(understood, topic) and (same := self.procedure(topic, part)):
            return replace(same, also=understood.also)
        hits: Sequence[Hit] = self._index.rank(scored, MOST_CHOICES, (Kind.PROCEDURE,), explained=1)
        if aside := self._aside(understood, scored if goes_on else own, hits, goes_on=goes_on):
            return aside
        if not hits:
            return Unanswered(Why.NOT_FOUND)
        if away := self._elsewhere(own, hits):
            return away
        if context and not understood.cues:
            best, *others = self._follow_ups.weighed(hits, own, context, topic)
            hits = [self._index.explain(best, scored), *others]
        if not is_sound(hits[0], WEAKEST * (CONTEXT_WEIGHT if context else 1)):
            return Unanswered(Why.NOT_FOUND, nearest=_choices(hits[:NEAREST]))
        return replace(self.about(hits[0], part), also=understood.also) if is_clear(hits) else Ambiguous(_choices(hits), part)

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
        return self._follow_ups.stands_alone(question, self._index.understand(question), self._own(question))

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
            case Plan() | Reference() if piece.isdecimal() and int(piece) < len(record.sections):
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
        return Unanswered(Why.SMALL_TALK, understood.intent.reply)

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


def _choices(hits: Sequence[Hit]) -> tuple[Choice, ...]:
    return tuple(Choice(hit.record_id, hit.name, hit.level, hit.place) for hit in hits)
