"""Which of a procedure's short questions a citizen asks: the one most of whose words are said, and that says most of what was."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from bot.answers.case.quantities import CountedUnit, age_band, age_told, quantities_in
from bot.answers.short.circumstances import SIGN, CircumstanceReader
from bot.answers.short.wordings import Floats, QuickWording, WordingMatrix
from indexer.language import fold, tokens
from indexer.ranking.search import Index
from knowledge.cues.vocabulary import Fact
from knowledge.records.procedure import Part, Procedure, QuickAnswer

KEPT = 512  # procedures whose short questions are kept ready; 50 KB each
RANKED_KEPT = 64  # procedures × questions of which what is alike is kept: one answer asks for the same up to four times
TERMS_KEPT = 65_536  # of which the rarity is kept
SAME_PART = 1.5  # how much more likely it is a question that asks for the same part
MOST_LEAD = 3.0  # times the next: to lead farther says no more
TOLD = 0.9  # strength (likeness times the square of the lead) from which a question is the one asked, where both turn on one thing. Of 900
# wordings left out of their question it found as many as likeness alone from .5, and another question for a third fewer
TOLD_OF_NOTHING = 1.0  # … where neither turns on anything
TOLD_APART = 1.5  # … where they turn on different things: a story tells more than it asks
APART = 0.8  # what a wording that turns on something else counts beside one that turns on the same
FIRM = 1.3  # strength from which its yes or no is told as the answer; below, as that of another question: a wrong one does harm
WORD_FOR_WORD = 0.9  # likeness from which it is asked of what is talked about, or of a procedure of which no more is said
GIVEN = 0.3  # likeness from which a short question that asks how much one is given is told to who asks that: a guide has one or two of them
ASIDE = 0.3  # likeness from which it stands beside what answers no yes or no, said to be another question, whatever it turns on: of 22 in
# situations that people wrote 18 answered what was asked, and without them nothing did
ASIDE_OPEN = 0.4  # … and beside a summary, where neither a yes or no nor a part was asked for: of 10 of them 8 answered
NEAR = 0.6  # strength from which it stands first, as the question over the answer; below, it stands last: of 134 that were read, three in
# four above answered what was asked, and two in five below
NEAR_ALIKE = 0.5  # … or likeness
TOLD_MORE = 4  # words beside the procedure's name from which a question asks for more than a summary
PAIR = 0.5  # what two syllables in a row count beside each alone: "qua mạng" is more than "qua" and "mạng"
NAMED = 0.15  # what a word of the procedure's own name counts: every one of its short questions may say it
CIRCUMSTANCE = 4.0  # what a circumstance counts that both tell, in units of rarity: as much as a word that stands in one of fifty

LATE = f"{SIGN}late"
CHILD = frozenset({"con", "cháu", "bé", "trẻ", "nhỏ"})

_VERDICT = re.compile(r"(?:Không|Được|Có|Chưa|Đúng|Phải|Cần|Rồi)\b")
_WHETHER = re.compile(r"(?:không|chưa|hả|à|phải không)\?$")


@dataclass(frozen=True, slots=True)
class QuickMatch:
    """A short question, how much it is like what was asked (0 to SAME_PART and a little), how far it leads the next (1: not at all),
    whether both turn on one thing (None: neither on any), and on one that is meant here instead of the part that is asked for; whether both
    ask how much one is given, and whether it tells of a case of which nothing was said (somebody else goes, a child's card)."""

    answer: QuickAnswer
    share: float
    lead: float
    turns_on_the_same: bool | None = True
    is_meant_instead: bool = False
    is_given: bool = False
    is_of_another: bool = False

    @property
    def is_nearly_word_for_word(self) -> bool:
        """Whether it is told of a question that asks for a part and no more: like it in nearly all, or what that part means here."""
        return self.share >= WORD_FOR_WORD or (self.is_meant_instead and self.is_it)

    @property
    def strength(self) -> float:
        """How sure it is what is asked: the lead over the next says more than the likeness."""
        return float(self.share * min(self.lead, MOST_LEAD) ** 2)

    @property
    def is_it(self) -> bool:
        enough = {True: TOLD, None: TOLD_OF_NOTHING, False: TOLD_APART}
        return self.strength >= enough[False if self.is_of_another and not self.is_meant_instead else self.turns_on_the_same] or (
            self.is_given and self.share >= GIVEN
        )

    def tells(self, fact: Fact | None) -> bool:
        """Whether it is what is asked, and sure enough to be told as the answer where `fact` asks for yes or no."""
        says_so = fact is Fact.YES_NO and _VERDICT.match(self.answer.answer)
        return self.is_it and (not says_so or self.strength >= FIRM)

    def stands_beside(self, fact: Fact | None) -> bool:
        """Whether it may stand beside an answer that does not say it, as another question; `fact`: what is asked with yes or no."""
        return self.share >= (ASIDE if fact else ASIDE_OPEN)

    def is_near(self, fact: Fact | None) -> bool:
        """Whether it may stand first where it is no answer for sure: like enough, and about the fact that is asked for with yes or no."""
        is_about_it = self.turns_on_the_same is not False or fact in (None, Fact.YES_NO)
        is_about_it = is_about_it and not self.is_of_another
        return is_about_it and (self.strength >= NEAR or self.share >= NEAR_ALIKE)


def asks_more(record: Procedure, content: Sequence[str]) -> bool:
    """Whether the words of a question (folded) say more than the procedure's name, so that a summary may not be what is wanted."""
    named = _named(record)
    return sum(word not in named for word in content) >= TOLD_MORE


class QuickAnswers:
    """Reads short questions as the index reads a citizen's; what it keeps saves work and changes no answer."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._rarity = lru_cache(TERMS_KEPT)(index.lexicon.short_questions.rarity)
        self._circumstances = CircumstanceReader(index.lexicon.circumstances)
        self._wordings = lru_cache(KEPT)(self._made_ready)
        self._ranked = lru_cache(RANKED_KEPT)(self._ranked_of)

    def nearest(self, record: Procedure, question: str) -> QuickMatch | None:
        """The short question of `record` most like `question`; None where none has a word of it, or another publication was imported."""
        found = self.ranked(record, question)
        return found[0] if found else None

    def ranked(self, record: Procedure, question: str) -> Sequence[QuickMatch]:
        """The short questions of `record` that have a word of `question`, the likest first, each with its lead over the next."""
        return self._ranked(record.code, question) if record.quick and record.guide_stands else ()

    def _ranked_of(self, code: str, question: str) -> Sequence[QuickMatch]:
        record = self._index.record(code)
        if not isinstance(record, Procedure):
            return ()
        named = _named(record)
        said = self._index.affirmed(question)
        told = self._told(record, said)
        instead = told - self._circumstances.heard(said)
        is_given = not told.isdisjoint(self._circumstances.given)
        asked = {term: self._worth_of(term, named) for term in _terms(said)} | dict.fromkeys(told, CIRCUMSTANCE)
        matrix = self._wordings(record.code)
        may_be = self._asked_for_the_same(matrix.wordings, question, told, is_other_part=bool(instead) or is_given)
        ranked = self._in_order(matrix, matrix.likeness(asked, self._index.alike), may_be, told, is_aged=_tells_age(said))
        ranked.sort(key=lambda match: not match.is_given)
        return [replace(match, is_meant_instead=bool(match.turns_on_the_same)) for match in ranked] if instead else ranked

    def asks_what_is_given(self, record: Procedure, question: str) -> bool:
        """Whether `question`, asked of `record`, asks how much one is given."""
        return not self._told(record, self._index.affirmed(question)).isdisjoint(self._circumstances.given)

    def asks_whether_late(self, question: str) -> bool:
        """Whether `question` turns on having come too late."""
        return LATE in self._circumstances.heard(self._index.affirmed(question))

    def _told(self, record: Procedure, said: Sequence[str]) -> frozenset[str]:
        """What `said`, asked of `record`, turns on beside what its name says."""
        return self._circumstances.asked(said, tokens(record.name)) - self._named_circumstances(record)

    def _asked_for_the_same(
        self, wordings: Sequence[QuickWording], question: str, told: frozenset[str], *, is_other_part: bool
    ) -> list[float]:
        """How likely each wording is by what it and `question` ask for: 0 where it asks for another fact or part, or how much where it is
        asked whether; `is_other_part`: the part
        that `question` asks for in so many words is not meant."""
        aspect, is_plain, fact = self._index.asking(question)
        part = aspect if is_plain and aspect is not Part.SUMMARY and not is_other_part else None
        age = age_told(self._index.spelled(question))
        asks_whether = fact is Fact.YES_NO  # "phải xin giấy không" asks for no fee
        likely = []
        for wording in wordings:
            asks_else = fact and not asks_whether and wording.facts and fact not in wording.facts  # "ở xã được không": not the internet
            is_open = asks_whether and wording.is_open and told.isdisjoint(wording.circumstances)
            asks_amount = asks_whether and wording.is_given and wording.is_open and told.isdisjoint(self._circumstances.given)
            is_of_others = age is not None and wording.ages is not None and not wording.ages.holds(age)  # "con dưới 14 tuổi" of who is 15
            may_be = not (asks_else or asks_amount or is_of_others) and (
                not wording.parts or part in wording.parts or (part is None and not is_open)
            )
            likely.append((SAME_PART if part and part in wording.parts else 1.0) if may_be else 0.0)
        return likely

    def _in_order(
        self, matrix: WordingMatrix, likeness: Floats, may_be: Sequence[float], told: frozenset[str], *, is_aged: bool
    ) -> list[QuickMatch]:
        best: dict[str, tuple[float, float, QuickWording]] = {}
        for wording, share in zip(matrix.wordings, (likeness * np.array(may_be)).tolist(), strict=True):
            least = best.get(wording.answer.question, (0.0,))[0]
            if share <= least:  # whatever it turns on
                continue
            apart = self._circumstances.agree(told, wording.circumstances) is False
            weighed = share * (APART if apart else 1.0)
            if weighed > least:
                best[wording.answer.question] = (weighed, share, wording)
        ranked = sorted(best.values(), key=lambda found: -found[0])
        after = [weighed for weighed, _, _ in ranked[1:]]
        leads = [weighed / next_one if next_one else math.inf for (weighed, _, _), next_one in itertools.zip_longest(ranked, after)]
        return [
            QuickMatch(
                wording.answer,
                share,
                lead,
                self._circumstances.agree(told, wording.circumstances),
                is_given=wording.is_given and not told.isdisjoint(self._circumstances.given),
                is_of_another=share < WORD_FOR_WORD and self._is_of_another(wording, told, is_aged=is_aged),
            )
            for (_, share, wording), lead in zip(ranked, leads, strict=True)
        ]

    def _is_of_another(self, wording: QuickWording, told: frozenset[str], *, is_aged: bool) -> bool:
        """Whether the short question of `wording` is about a case of which nothing is `told`: neither what its title turns on nor what the
        wording does; or about a child's age, where no child is spoken of."""
        turns_on = (
            wording.case | self._circumstances.cases(wording.circumstances) | (self._circumstances.given if wording.is_given else set())
        )
        is_untold = bool(wording.case) and told.isdisjoint(turns_on)
        return is_untold or (wording.ages is not None and not is_aged)

    def _named_circumstances(self, record: Procedure) -> frozenset[str]:
        """Those of the procedure's own name: each of its short questions turns on them."""
        return self._circumstances.heard(tokens(record.name))

    def _made_ready(self, code: str) -> WordingMatrix:
        record = self._index.record(code)
        if not isinstance(record, Procedure):
            return WordingMatrix([])
        named, usual = _named(record), self._named_circumstances(record)
        name, worths = tokens(record.name), dict[str, float]()
        ready = []
        for answer in record.quick:
            wordings = [tokens(wording) for wording in answer.wordings]
            asked = [self._index.asks_plainly(syllables) for syllables in wordings]
            parts = frozenset(part for part, _ in asked if part)
            facts = frozenset(fact for _, fact in asked if fact and fact is not Fact.YES_NO)
            said = frozenset(map(fold, tokens(answer.answer)))
            is_open, ages = not _WHETHER.search(answer.question), age_band(tokens(answer.question))
            is_given = not self._circumstances.asked(tokens(answer.question), name).isdisjoint(self._circumstances.given)
            case = self._circumstances.cases(self._circumstances.asked(tokens(answer.question), name)) - usual
            for syllables in wordings:
                circumstances = self._circumstances.asked(syllables, name) - usual
                terms = _terms(syllables)
                worths |= {term: self._worth_of(term, named) for term in terms - worths.keys()}
                worth = sum(map(worths.__getitem__, terms)) + CIRCUMSTANCE * len(circumstances)
                of_ages = age_band(syllables) or ages
                ready.append(
                    QuickWording(answer, terms | circumstances, worth, parts, is_open, said, facts, circumstances, is_given, of_ages, case)
                )
        return WordingMatrix(ready)

    def _worth_of(self, term: str, named: frozenset[str]) -> float:
        worth = self._rarity(term)
        if "_" in term:
            return worth * PAIR * (NAMED if named.issuperset(term.split("_")) else 1.0)
        return worth * (NAMED if term in named else 1.0)


def _tells_age(syllables: Sequence[str]) -> bool:
    """Whether an age is told, or who is spoken of is a child."""
    return not CHILD.isdisjoint(syllables) or any(quantity.measure is CountedUnit.AGE for quantity in quantities_in(syllables))


def _named(record: Procedure) -> frozenset[str]:
    return frozenset(map(fold, tokens(record.name)))


def _terms(syllables: Sequence[str]) -> frozenset[str]:
    folded = [fold(syllable) for syllable in syllables]
    return frozenset([*folded, *(f"{first}_{second}" for first, second in itertools.pairwise(folded))])
