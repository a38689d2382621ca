"""What is answered about the matter at hand, or an earlier one: a part, a short question, what to do where a paper is lacking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answers.rules.lacking import LackingRule, is_asked_for
from bot.answers.short.quick import WORD_FOR_WORD, QuickAnswers
from bot.answers.turn.deciding import Rule
from bot.answers.turn.followup import HINTED, UNMISTAKABLE, FollowUps, NamedProcedure
from bot.answers.turn.outcome import Answered
from indexer.query.parsed_query import ParsedQuery
from indexer.ranking.hits import Scored
from indexer.ranking.search import Index
from knowledge.records.procedure import CODE, Part, Procedure

TOLD = 0.2  # how much another procedure must be named for a short question that is like one of the matter at hand to leave it


class Thread:
    """Reads one index; `own`: what the words of a question score by themselves."""

    def __init__(self, index: Index, follow_ups: FollowUps, quick_answers: QuickAnswers, own: Callable[[str], Scored]) -> None:
        self._index = index
        self._follow_ups = follow_ups
        self._quick_answers = quick_answers
        self._own = own
        self._lacking = LackingRule(index.lexicon.thread)

    def naming(self, question: str) -> NamedProcedure:
        """What the words of `question` name."""
        return self._follow_ups.named(self._index.parse(question), self._own(question))

    def procedure(self, code: str, part: Part) -> Answered | None:
        """The answer about one procedure that was chosen by its code; None where there is none."""
        record = self._index.record(code)
        return Answered(record, part) if isinstance(record, Procedure) else None

    def part_of(self, code: str, parsed: ParsedQuery, rule: Rule) -> Answered | None:
        """The part that is asked for of one procedure."""
        found = self.procedure(code, part_asked(parsed))
        return as_asked(found, parsed, rule) if found else None

    def part_of_topic(self, parsed: ParsedQuery, topic: str, *, stays: bool) -> Answered | None:
        """The part that a follow-up asks for of what is talked about; None where it asks for none or means something else."""
        asks_on = stays and parsed.aspect not in (None, Part.SUMMARY)
        if not (asks_on or self._follow_ups.same(parsed, topic)):
            return None
        return self.part_of(topic, parsed, Rule.THREAD_PART)

    def nearest_part(self, own: Scored, code: str) -> Answered | None:
        """The part of a procedure that says most of the question's own words."""
        plain = self._index.found(code, own)
        hit = self._index.explain(plain, own) if plain else None
        part = Part(hit.passage.part) if hit and hit.passage and hit.passage.part else Part.SUMMARY
        found = self.procedure(code, part)
        return replace(found, rule=Rule.THREAD_NEAREST) if found else None

    def coded(self, question: str, parsed: ParsedQuery) -> Answered | None:
        """The answer to a question that gives the code of a procedure."""
        for word in question.split():
            if CODE.fullmatch(code := word.strip(".,;:?!()“”\"'")) and self._index.is_served(code):
                found = self.procedure(code, parsed.aspect or Part.SUMMARY)
                return replace(found, rule=Rule.CODE) if found else None
        return None

    def earlier(self, question: str, context: tuple[str, ...], topic: str, matters: tuple[str, ...]) -> Answered | None:
        """The answer about the earlier matter that a question names in a word."""
        parsed = self._index.parse(question, context)
        code = "" if parsed.returns else self._follow_ups.earlier(parsed, self._own(question), topic, matters)
        return self.part_of(code, parsed, Rule.EARLIER) if code else None

    def returned(self, parsed: ParsedQuery, own: Scored, matters: Sequence[str]) -> Answered | None:
        """The answer about the earlier matter that a question goes back to."""
        code = self._follow_ups.returned(parsed, own, [code for code in matters if code])
        if not code:
            return None
        asks_else = parsed.asks and parsed.aspect in (None, Part.SUMMARY)  # "… thì lấy gì chứng minh"
        nearest = self.nearest_part(own, code) if asks_else else None
        return replace(nearest, rule=Rule.RETURN) if nearest else self.part_of(code, parsed, Rule.RETURN)

    def short_question(self, question: str, topic: str) -> Answered | None:
        """The answer to a short question of what is talked about, asked nearly word for word: it stays there whatever else scores."""
        record = self._index.record(topic) if topic else None
        if not isinstance(record, Procedure):
            return None
        near = self._quick_answers.nearest(record, question)
        parsed, naming = self._index.parse(question), self.naming(question)
        if near is None or parsed.returns or parsed.denies:
            return None
        is_apart = naming.told >= (HINTED if near.share >= WORD_FOR_WORD else TOLD) and naming.code != topic
        if is_apart or not (near.is_nearly_word_for_word or (parsed.fact and near.tells(parsed.fact))):
            return None
        part = parsed.aspect if parsed.asks_plainly and parsed.aspect else Part.SUMMARY
        quick = None if parsed.asks_deadline else near.answer
        return Answered(record, part, by_when=parsed.asks_deadline, quick=quick, rule=Rule.SHORT_QUESTION)

    def without_paper(self, question: str, topic: str) -> Answered | None:
        """The answer about what lacks a paper: what the rest of `question` names, else `topic`, where that asks for this paper."""
        lacked = self._lacking.heard(self._index.spelled(question))
        if lacked is None:
            return None
        naming = self.naming(lacked.rest)
        code = naming.code if naming.told >= UNMISTAKABLE else topic if naming.told < HINTED else ""
        found = self.procedure(code, self._index.parse(question).aspect or Part.DOCUMENTS) if code else None
        if found is None or not isinstance(found.record, Procedure) or not is_asked_for(lacked.paper, found.record):
            return None
        near = self._quick_answers.nearest(found.record, question)
        is_it = near is not None and (near.is_it or (near.turns_on_the_same is True and near.stands_beside(None)))
        return replace(found, quick=near.answer if near and is_it else None, rule=Rule.LACKING)


def as_asked(found: Answered, parsed: ParsedQuery, rule: Rule) -> Answered:
    """`found` by `rule`, with what else was asked in the same breath, and whether that was by when."""
    when, or_when = parsed.asks_deadline, parsed.may_ask_deadline
    return replace(found, also=parsed.also, by_when=when, or_by_when=or_when, rule=rule)


def part_asked(parsed: ParsedQuery) -> Part:
    """The part that is asked for."""
    return parsed.inherited or parsed.aspect or Part.SUMMARY
