"""Which plan, FAQ entry or other document answers a question, and a piece of one that was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from bot.answers.decisions.catalogue import key_of
from bot.answers.rules.own_words import OwnWordsRule
from bot.answers.turn.deciding import Rule
from bot.answers.turn.followup import FEWEST, KEPT
from bot.answers.turn.judging import SURE, WEAKEST, is_sound, says_all
from bot.answers.turn.outcome import TASKS, Answered
from bot.text.numerals import small
from indexer.passages import Kind, Passage
from indexer.query.parsed_query import ParsedQuery
from indexer.ranking.hits import Hit, Scored
from indexer.ranking.search import Index
from knowledge.records.faq import FaqEntry
from knowledge.records.plan import Plan
from knowledge.records.procedure import Part
from knowledge.records.reference import Reference

OTHER_KIND_WIN = 1.3  # how far a plan or FAQ entry must lead the best procedure: most questions are about procedures
LOOKED_AT = 4  # of the best documents: a plan of the province that is named may be among them
DOCUMENTS = (Kind.PLAN, Kind.REFERENCE)
OTHER_KINDS = (Kind.PLAN, Kind.FAQ, Kind.REFERENCE)


class Documents:
    """Answers from records that are not procedures; what it keeps saves work and changes no answer."""

    def __init__(self, index: Index, province: str) -> None:
        self._index = index
        self._province = province
        self.were_asked = lru_cache(KEPT)(self._were_asked)

    def best(self, parsed: ParsedQuery, scored: Scored, least: float, kinds: Sequence[Kind] = OTHER_KINDS) -> Answered | None:
        """The answer from the one of `kinds` that scores `least` and most; None where none does."""
        others = self._index.rank(scored, LOOKED_AT, kinds, explained=0)
        if not others or others[0].score < least:
            return None
        best = self._index.explain(others[0], scored)
        if not (is_sound(best) or says_all(best, parsed)):
            return None
        is_faint = best.why.share < SURE and (len(parsed.content) < FEWEST or best.kind in DOCUMENTS)
        if parsed.is_follow_up and is_faint:  # "mỗi tháng được bao nhiêu" asks for no plan
            return None
        named = [hit for hit in others if hit.kind is Kind.PLAN and self._place(hit) in parsed.places]
        about = self._about(self._index.explain(named[0], scored) if named else best, parsed.aspect or Part.SUMMARY)
        return replace(about, rule=Rule.DOCUMENT)

    def taught(self, parsed: ParsedQuery, own: Scored, *, stays: bool) -> Answered | None:
        """The entry that staff taught, where it scores most of all by the question's `own` words and is no weak guess: the office knows its
        own matters better than the library and small talk do. None where none does; what is to be a petition stays one, and what goes on
        about the matter at hand (`stays`) stays with that."""
        is_petition = parsed.intent is not None and parsed.intent.is_petition
        if not self._index.taught or is_petition or (stays and parsed.asks):
            return None
        best = next(iter(self._index.rank(own, 1, explained=0)), None)
        if best is None or best.record_id not in self._index.taught or best.score < WEAKEST:
            return None
        return replace(self._about(self._index.explain(best, own), Part.SUMMARY), rule=Rule.DOCUMENT)

    def in_own_words(self, question: str) -> FaqEntry | None:
        """The FAQ entry that `question` is a wording of."""
        return self._own_words.heard(question)

    def piece(self, key: str, piece: str) -> Answered | None:
        """A piece of the plan, document or FAQ entry that `key_of` its id names; None where there is none."""
        record_id = self._by_key.get(key)
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

    def _were_asked(self, context: tuple[str, ...]) -> bool:
        """Whether the last question of `context` was about a plan, an FAQ entry or another document."""
        before = self._index.parse(context[-1], context[:-1])
        scored = self._index.score(before, self._province)
        hits = self._index.rank(scored, 1, (Kind.PROCEDURE,), explained=0)
        return self.best(before, scored, OTHER_KIND_WIN * hits[0].score if hits else 0.0) is not None

    def _about(self, hit: Hit, part: Part) -> Answered:
        record = self._index.record(hit.record_id)
        if not isinstance(record, Plan | FaqEntry | Reference):
            raise TypeError(hit.record_id)
        if isinstance(record, Plan) and hit.why.phrase:  # a plan's phrases are its tasks
            return Answered(record, part, Passage("", record.title, hit.why.phrase))
        return Answered(record, part, hit.passage)

    def _place(self, hit: Hit) -> str:
        """The province of a plan, by today's name."""
        plan = self._index.record(hit.record_id)
        place = plan.place if isinstance(plan, Plan) else ""
        provinces = self._index.lexicon.units.provinces
        return next((province.name for province in provinces if place in (province.name, *province.former)), place)

    @cached_property
    def _own_words(self) -> OwnWordsRule:
        entries = (self._index.record(record_id) for record_id in self._index.ids(Kind.FAQ))
        return OwnWordsRule(entry for entry in entries if isinstance(entry, FaqEntry))

    @cached_property
    def _by_key(self) -> dict[str, str]:
        return {key_of(record_id): record_id for kind in OTHER_KINDS for record_id in self._index.ids(kind)}
