"""What one message asks of the procedure at hand, thing by thing: "giấy tờ gì, con gái nộp thay được không" asks for two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answers.case.case_facts import AROUND, PARTICLES, PERSONS
from bot.answers.short.quick import FIRM, QuickAnswers, QuickMatch
from bot.answers.short.shortly import LONGEST, WHETHER
from bot.answers.turn.followup import WHOLLY
from bot.answers.turn.outcome import Answered, AskedHalf
from indexer.query.parsed_query import ParsedQuery
from indexer.ranking.search import Index
from knowledge.cues.vocabulary import Fact
from knowledge.records.procedure import Part, Procedure, QuickAnswer

SHORTEST = 2  # words of a clause that asks something: "bao lâu"
MOST = 4  # things that are answered in one reply, each shortly: a screen
TELLING = 2  # words of its own of a yes-or-no question that nothing answers, and of which that is said; fewer only repeat another clause

_BETWEEN = re.compile(r"[,;.?!…\n]+|\b(?:và|va|rồi còn|roi con|rồi|roi|với lại|voi lai|à mà|a ma|thế còn|the con)\b", re.IGNORECASE)
_AROUND = PARTICLES | PERSONS | AROUND | frozenset({"phải", "đúng", "gì", "sao", "à", "hông"})
_ASKING = frozenset({"ai", "mấy", "gì", "sao", "nào", "đâu", "nhiêu", "hay", "chi", "mô"})
"""Words that ask where no part and no yes or no is asked for ("phải mấy người"): only a short question tells whether they do."""


class Halves:
    """Reads one index; holds no state."""

    def __init__(self, index: Index, quick_answers: QuickAnswers) -> None:
        self._index = index
        self._quick_answers = quick_answers

    def of(self, question: str, answered: Answered) -> tuple[AskedHalf, ...]:
        """What `question` asks of the procedure that answers it, in the order in which it does; () where it asks for one thing, where one
        short question is all of it, and where nothing answers two of them."""
        record = answered.record
        clauses = clauses_of(question)
        if len(clauses) < 2 or not isinstance(record, Procedure):
            return ()
        halves = list(dict.fromkeys(half for clause in clauses for half in self._asked(clause, record)))[:MOST]
        if len(halves) < 2 or self._are_one(answered.quick, halves):
            return ()
        if answered.quick and any(half.is_undecided for half in halves):  # what the message as a whole is most like
            halves = self._with_whole(answered.quick, halves)
        return tuple(sorted(halves, key=lambda half: half.is_undecided)) if len(halves) > 1 else ()

    def _with_whole(self, quick: QuickAnswer, halves: Sequence[AskedHalf]) -> list[AskedHalf]:
        """`halves` with the short question that the message as a whole is most like: instead of the part that it asks for, else of what
        nothing tells."""
        asked = self._index.parse(quick.question).aspect
        is_told = [half.part is not None and half.part is asked and not half.by_when for half in halves]
        instead = is_told if any(is_told) else [half.is_undecided for half in halves]
        return list(dict.fromkeys(AskedHalf(quick=quick) if gives else half for half, gives in zip(halves, instead, strict=True)))

    def _are_one(self, quick: QuickAnswer | None, halves: Sequence[AskedHalf]) -> bool:
        """Whether one short question asks for all of it: "mất bao nhiêu tiền, mấy ngày"."""
        if quick is None or any(half.quick or half.fact for half in halves):
            return False
        read = self._index.parse(quick.question)
        return {half.part for half in halves} <= {read.aspect, *read.also}

    def _asked(self, clause: str, record: Procedure) -> Iterator[AskedHalf]:
        """What one clause asks: a short question, else a part and others in the same breath, else with yes or no."""
        parsed, spelled = self._index.parse(clause), self._index.spelled(clause)
        is_whether = not WHETHER.isdisjoint(spelled[-3:])
        if spelled and spelled[0] in WHETHER and not is_whether:  # "không hỏi phí": it takes back what was said
            return
        near = self._quick_answers.nearest(record, clause)
        if near and self._is_it(clause, near, parsed, record):
            yield AskedHalf(quick=near.answer)
        elif parsed.asks_plainly and parsed.aspect not in (None, Part.SUMMARY):
            is_given = parsed.aspect is Part.FEES and self._quick_answers.asks_what_is_given(record, clause)
            yield AskedHalf(parsed.aspect, by_when=parsed.asks_deadline, fact=_decidable(parsed), is_given=is_given)
            yield from (AskedHalf(part) for part in parsed.also)
        elif parsed.fact:
            if near and near.is_near(parsed.fact) and near.turns_on_the_same is not False:
                yield AskedHalf(near=near.answer)
            elif is_whether and max(len(parsed.content), _own_words(spelled)) >= TELLING:
                yield AskedHalf()

    def _is_it(self, clause: str, near: QuickMatch, parsed: ParsedQuery, record: Procedure) -> bool:
        """Whether a clause is a short question: one for the same part, nearly word for word where it asks for that and no more; firmly
        where it asks for none."""
        if parsed.asks_plainly and parsed.aspect is not Part.SUMMARY:
            other = self._index.asking(near.answer.question)
            if other.aspect is not parsed.aspect and not (near.is_meant_instead or near.is_given):
                return False
            says_no_more = not parsed.content or self._index.carried(record.code, parsed.content) >= WHOLLY
            return near.is_nearly_word_for_word if says_no_more else near.tells(parsed.fact)
        if parsed.fact:
            return near.tells(parsed.fact)
        return not _ASKING.isdisjoint(self._index.spelled(clause)) and near.strength >= FIRM and near.turns_on_the_same is not False


def clauses_of(question: str) -> list[str]:
    """The clauses of a message that may each ask something; [] where it is too long to."""
    if len(question.split()) > LONGEST:
        return []
    return [clause.strip() for clause in _BETWEEN.split(question) if len(clause.split()) >= SHORTEST]


def _own_words(syllables: Sequence[str]) -> int:
    """How many words of a clause are more than a question mark, a person or a word around them: two of "có ai báo không"."""
    return sum(syllable not in _AROUND for syllable in syllables)


def _decidable(parsed: ParsedQuery) -> Fact | None:
    """What is asked with yes or no that the facts of a record may decide."""
    return parsed.fact if parsed.fact is not Fact.YES_NO else None
