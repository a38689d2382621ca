"""What a procedure itself says of a fact that somebody tells of their case: the short question nearest to it, else a sentence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.answers.case.case_facts import AROUND, PARTICLES, PERSONS
from bot.answers.case.quantities import GROWN, CountedUnit, quantities_in
from bot.answers.lines.sentences import FEWEST, nearest_sentence
from bot.answers.short.circumstances import CircumstanceReader
from bot.answers.short.polarity import agree
from bot.answers.short.quick import ASIDE_OPEN, CHILD, NEAR, NEAR_ALIKE, QuickAnswers, QuickMatch
from indexer.language import fold, tokens
from indexer.ranking.search import Index
from knowledge.records.procedure import Procedure, QuickAnswer

SAYS_NOTHING = PERSONS | PARTICLES | AROUND | frozenset(CountedUnit)
"""Who is spoken of, what is counted, and small words, which any short question may say."""
AGE = fold(CountedUnit.AGE)
AT_WHAT_AGE = ("bao nhiêu tuổi", "mấy tuổi")
OF_THE_OLD = ("lớn tuổi", "già", "cao tuổi")
SAID = 0.5  # share of a fact's words that a short question must say in one of its wordings to be about it


@dataclass(frozen=True, slots=True)
class ToldOf:
    """What a record says of a fact: a short question that is about it, one that is less near, or a sentence."""

    quick: QuickAnswer | None = None
    beside: QuickAnswer | None = None
    sentence: str = ""


class ToldFacts:
    """Reads one index; holds no state."""

    def __init__(self, index: Index, quick_answers: QuickAnswers) -> None:
        self._index = index
        self._quick_answers = quick_answers
        self._circumstances = CircumstanceReader(index.lexicon.circumstances)

    def of(self, record: Procedure, fact: str, known: Collection[QuickAnswer | None] = ()) -> ToldOf:
        """What `record` says of `fact`, beside the short answers that are `known` already. Which case a short question is about is no
        hindrance: that case is what is told."""
        if match := self._nearest(record, fact, known):
            return ToldOf(match.answer) if _is_near(match) else ToldOf(beside=match.answer)
        return ToldOf(sentence=self._sentence(record, fact))

    def is_told_by(self, record: Procedure, fact: str) -> bool:
        """Whether a short question of `record` turns on what `fact` tells: then that is told of this matter, whatever else it leads to."""
        match = self._nearest(record, fact)
        return match is not None and (bool(match.turns_on_the_same) or _is_near(match))

    def _nearest(self, record: Procedure, fact: str, known: Collection[QuickAnswer | None] = ()) -> QuickMatch | None:
        """The short question likest to `fact` that is about it."""
        alike = (match for match in self._quick_answers.ranked(record, fact) if match.share >= ASIDE_OPEN)
        return next((match for match in alike if match.answer not in known and self.is_about(record, match.answer, fact)), None)

    def is_about(self, record: Procedure, quick: QuickAnswer, fact: str) -> bool:
        """Whether a short question says half the words of `fact` other than numbers, and denies what that denies; of an age alone, whether
        its title asks for one."""
        wordings = [tokens(wording) for wording in (quick.question, *quick.wordings)]
        content, syllables = self._content(record, fact), self._index.spelled(fact)
        if not content:
            of_age = CountedUnit.AGE in wordings[0] and _asks_of_age(wordings[0], syllables)
            return of_age if _tells_age(syllables) else self._is_of_one_case(record, wordings, syllables)
        said = {fold(syllable) for wording in wordings for syllable in wording}
        return sum(word in said for word in content) >= SAID * len(content) and agree(syllables, wordings, content)

    def misses(self, record: Procedure, quick: QuickAnswer, fact: str) -> bool:
        """Whether a short question that was chosen for `fact` is about something else: another age, or who has what that lacks."""
        if self._content(record, fact):
            return not self.is_about(record, quick, fact)
        syllables = self._index.spelled(fact)
        return _tells_age(syllables) and not _asks_of_age(tokens(quick.question), syllables)

    def _is_of_one_case(self, record: Procedure, wordings: Sequence[Sequence[str]], fact: Sequence[str]) -> bool:
        """Whether a fact that says but words of the name tells a case that one of `wordings` is about ("con ở nước ngoài")."""
        told = self._circumstances.cases(self._circumstances.heard(fact)) - self._circumstances.heard(tokens(record.name))
        return any(not told.isdisjoint(self._circumstances.heard(wording)) for wording in wordings)

    def _sentence(self, record: Procedure, fact: str) -> str:
        """The sentence of `record` that says most of `fact`, at least two of its words with their accents and the rarest among them; ""
        where none does."""
        content, syllables = self._content(record, fact), self._index.spelled(fact)
        sentence = nearest_sentence(record, content) if content else ""
        said = tokens(sentence)
        own = {fold(syllable) for syllable in {*syllables} & {*said}}.intersection(content)
        is_of_it = len(own) >= FEWEST and self._index.rarity.rarest(content) in own
        return sentence if is_of_it and agree(syllables, [said], content) else ""

    def _content(self, record: Procedure, fact: str) -> Sequence[str]:
        """The words (folded) of `fact` that tell something, and that not every short question of `record` may say."""
        small = (syllable for syllable in self._index.spelled(fact) if syllable in SAYS_NOTHING)
        says_nothing = frozenset(map(fold, (*small, *tokens(record.name))))
        return tuple(word for word in self._index.parse(fact).content if not word[0].isdigit() and word not in says_nothing)


def _tells_age(syllables: Sequence[str]) -> bool:
    return any(quantity.measure is CountedUnit.AGE for quantity in quantities_in(syllables))


def _asks_of_age(title: Sequence[str], fact: Sequence[str]) -> bool:
    """Whether a short question of this `title` (syllables) asks at what age, or of those who are as old or as young as `fact` tells; where
    it tells no age, of a child where a child is told of."""
    said = " ".join(title)
    if CountedUnit.AGE not in title:
        return not (CHILD.isdisjoint(title) or CHILD.isdisjoint(fact))
    if any(asked in said for asked in AT_WHAT_AGE):
        return True
    is_young = any(quantity.measure is CountedUnit.AGE and quantity.value < GROWN for quantity in quantities_in(fact))
    return agree(fact, [title], (AGE,)) and not (is_young and any(old in said for old in OF_THE_OLD))


def _is_near(match: QuickMatch) -> bool:
    """Whether it is told under its own title, as about the fact itself; an answer to another circumstance is not."""
    return match.turns_on_the_same is not False and (match.share >= NEAR_ALIKE or match.strength >= NEAR)
