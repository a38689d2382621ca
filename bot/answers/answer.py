"""Decide what to say to a question: an answer, a question back, or a refusal that helps on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from indexer.passages import Kind, Passage
from indexer.question import CONTEXT_WEIGHT, Understood
from indexer.search import Hit, Index
from knowledge.faq import FaqEntry
from knowledge.plan import Plan
from knowledge.procedure import Part, Procedure
from knowledge.reference import Reference

CLEAR_WIN = 1.1  # how far the best must lead before we answer without asking back; held by the labelled questions
OTHER_KIND_WIN = 1.3  # how far a plan or FAQ entry must lead the best procedure: most questions are about procedures
ELSEWHERE_WIN = 1.05  # how far a procedure that the office does not serve must lead those that it does
SURE = 0.45  # share of a citizens' phrase said in the question above which small talk is not suspected
WEAKEST = 110.0  # score below which a best hit is no answer; a question that names its procedure scores 200 and more
MOST_CHOICES = 5
NEAREST = 3


class Why(StrEnum):
    """Why a question was not answered."""

    EMPTY = "empty"
    SMALL_TALK = "small_talk"
    ELSEWHERE = "elsewhere"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Choice:
    """A record offered or talked about."""

    record_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The record that answers, the part that was asked for, and the passage nearest to the question."""

    record: Procedure | Plan | FaqEntry | Reference
    part: Part
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Records that the question does not tell apart, best first, at most MOST_CHOICES."""

    choices: tuple[Choice, ...]
    part: Part


@dataclass(frozen=True, slots=True)
class Unanswered:
    """No answer: why, what to say to small talk, the nearest procedures, or the one that another office handles."""

    why: Why
    reply: str = ""
    nearest: tuple[Choice, ...] = ()
    elsewhere: Procedure | None = None


Answer = Answered | Ambiguous | Unanswered


class Answerer:
    """Answers from one index; holds no state between questions."""

    def __init__(self, index: Index, province: str = "") -> None:
        self._index = index
        self._province = province

    def answer(self, question: str, context: Sequence[str] = ()) -> Answer:
        """Answer `question`, asked after the questions of `context` (oldest first). Same input, same answer."""
        understood = self._index.understand(question, context)
        hits = self._index.hits(understood, MOST_CHOICES, (Kind.PROCEDURE,), self._province)
        if small := self._small_talk(understood, hits):
            return small
        if other := self._other_kind(understood, hits[0].score if hits else 0.0):
            return other
        if not hits:
            return Unanswered(Why.EMPTY if understood.is_empty else Why.NOT_FOUND)
        if away := self._elsewhere(understood, hits):
            return away
        if not _is_sound(hits[0], WEAKEST * (CONTEXT_WEIGHT if context else 1)):
            return Unanswered(Why.NOT_FOUND, nearest=_choices(hits[:NEAREST]))
        part = understood.aspect or Part.SUMMARY
        if len(hits) > 1 and hits[0].score < CLEAR_WIN * hits[1].score:
            return Ambiguous(_choices(hits), part)
        return self.about(hits[0], part)

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

    def _small_talk(self, understood: Understood, hits: Sequence[Hit]) -> Unanswered | None:
        if understood.intent is None or (hits and hits[0].why.share >= SURE and not understood.intent.alone):
            return None
        return Unanswered(Why.SMALL_TALK, understood.intent.reply)

    def _other_kind(self, understood: Understood, best: float) -> Answered | None:
        others = self._index.hits(understood, MOST_CHOICES, (Kind.PLAN, Kind.FAQ, Kind.REFERENCE), self._province)
        if not others or others[0].score < OTHER_KIND_WIN * best:
            return None
        if not (_is_sound(others[0], WEAKEST) or _says_all(others[0], understood)):
            return None
        named = [hit for hit in others if hit.kind is Kind.PLAN and self._place(hit) in understood.places]
        return self.about(named[0] if named else others[0], understood.aspect or Part.SUMMARY)

    def _place(self, hit: Hit) -> str:
        """The province of a plan, by today's name."""
        plan = self._index.record(hit.record_id)
        place = plan.place if isinstance(plan, Plan) else ""
        provinces = self._index.lexicon.units.provinces
        return next((province.name for province in provinces if place in (province.name, *province.former)), place)

    def _elsewhere(self, understood: Understood, hits: Sequence[Hit]) -> Unanswered | None:
        away = self._index.hits(understood, 1, (Kind.PROCEDURE,), self._province, elsewhere=True)
        if not away or away[0].score < max(ELSEWHERE_WIN * hits[0].score, WEAKEST):
            return None
        record = self._index.record(away[0].record_id)
        return Unanswered(Why.ELSEWHERE, nearest=_choices(hits[:NEAREST]), elsewhere=record if isinstance(record, Procedure) else None)


def _is_sound(hit: Hit, weakest: float) -> bool:
    """Whether a best hit is an answer at all: many words of the question, or most of one phrase, however short."""
    return hit.score >= weakest or hit.why.share >= SURE


def _says_all(hit: Hit, understood: Understood) -> bool:
    """Whether every word of the question stands in the hit's name or phrase."""
    found = {syllable for word in hit.why.words for syllable in word.split()}
    return bool(understood.syllables) and set(understood.syllables) <= found


def _choices(hits: Sequence[Hit]) -> tuple[Choice, ...]:
    return tuple(Choice(hit.record_id, hit.name) for hit in hits)
