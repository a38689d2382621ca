"""Asking: the words that ask for a part of a procedure, or whether something is so."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.query.lexicon import Lexicon
from indexer.query.phrases import Phrases
from indexer.query.runs import Run, spans, stands_behind
from indexer.query.spelling import SpellingCorrector
from indexer.query.when import PART_OF, WhenAsked, when_asked
from knowledge.cues.vocabulary import Fact
from knowledge.records.procedure import Part

ASKING = 0.9  # weight from which a cue asks for something, if only for "may I" or "what now"
PLAINLY = 1.0  # weight from which a cue asks for a part whatever else is asked
AS_WELL = 0.95  # … and from which for one beside another: "thủ tục thế nào, mất bao lâu"


WEIGHT_OF = {WhenAsked.DEADLINE: 1.3, WhenAsked.EARLIEST: 0.96, WhenAsked.VALIDITY: 1.3}
"""What is asked when, against the weights of the cues: from when one may is asked with other words than those of the conditions, and a
short question may be what is meant."""
MERELY_NAMED = frozenset({Part.TIME_LIMIT, Part.DOCUMENTS, Part.FORMS, Part.STEPS})
"""Parts whose words "khi nào nộp hồ sơ" says without asking for them."""


class AspectParser:
    """Hears what is asked for, by the aspects of one lexicon; an aspect is known by its number there."""

    def __init__(self, lexicon: Lexicon, spelling: SpellingCorrector) -> None:
        usual = spelling.is_usual
        self._cues = {str(number): cues for number, cues in enumerate(lexicon.aspects)}
        self.phrases = Phrases(spelling.as_read({cue: number for number, cues in self._cues.items() for cue in cues.cues}), usual)
        self._duties = [
            (number, Phrases(dict.fromkeys(cues.duties, ""), usual), Phrases(dict.fromkeys(cues.after_duty, ""), usual))
            for number, cues in self._cues.items()
            if cues.duties
        ]

    def plainly(self, syllables: Sequence[str]) -> tuple[Part | None, Fact | None]:
        """What `syllables`, whose spelling is right, ask for: a part in so many words, a fact with yes or no; None where they do not."""
        asking = [number for _, _, number in self.phrases.spans(syllables)]
        part, _, weight = self.weightiest(asking, when_asked(" ".join(syllables)))
        return part if weight >= PLAINLY and part is not Part.SUMMARY else None, self.fact_of(asking)

    def parts_in(self, syllables: Run) -> tuple[Part | None, tuple[Part, ...], float]:
        """As `weightiest`, of all that `syllables` ask for."""
        return self.weightiest(self.numbers_in(syllables), self.when_in(syllables))

    def when_in(self, syllables: Run) -> WhenAsked | None:
        """What is asked by when, from when or until when."""
        return when_asked(" ".join(syllable.meant for syllable in syllables))

    def numbers_in(self, syllables: Run) -> list[str]:
        """The aspects, by number, that `syllables` ask for, in the order in which they do."""
        asked = [number for _, _, number in spans(syllables, self.phrases)]
        return [*asked, *(number for number, duty, within in self._duties if stands_behind(syllables, duty, within))]

    def weightiest(self, asking: Sequence[str], when: WhenAsked | None = None) -> tuple[Part | None, tuple[Part, ...], float]:
        """The part asked for (the weightiest cue decides; of equals the last, because people end with what they want to know; what is
        asked `when` decides before all), the others that are asked for plainly, in the order in which they are, and the weight of the
        first."""
        best, weight = None, 0.0
        plain: dict[Part, None] = {}
        for number in asking:
            cues = self._cues[number]
            if cues.weight >= weight:
                best, weight = cues.part, cues.weight
            if cues.weight >= AS_WELL:
                plain[cues.part] = None
        if when:
            best, weight = PART_OF[when], WEIGHT_OF[when]
            plain = dict.fromkeys(part for part in plain if part not in MERELY_NAMED)
        return best, tuple(part for part in plain if part is not best), weight

    def asks_deadline(self, asking: Sequence[str], when: WhenAsked | None) -> bool:
        """Whether it is asked by when the citizen must act; `when` it is told apart, that decides."""
        return when is WhenAsked.DEADLINE if when else any(self._cues[number].is_deadline for number in asking)

    def may_ask_deadline(self, asking: Sequence[str]) -> bool:
        """Whether it may be asked by when the citizen must act, or as well how long the office takes."""
        return any(self._cues[number].may_be_deadline for number in asking)

    def fact_of(self, asking: Sequence[str]) -> Fact | None:
        """What is asked with yes or no: a fact rather than anything else, the last of several."""
        facts = [fact for number in asking if (fact := self._cues[number].fact)]
        return next((fact for fact in reversed(facts) if fact is not Fact.YES_NO), facts[-1] if facts else None)
