"""Intents: what a message is instead of a question about a procedure, a greeting or thanks only where it says nothing else."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from indexer.language import fold, tokens
from indexer.query.asking import AspectParser
from indexer.query.lexicon import Lexicon
from indexer.query.phrases import Phrases
from indexer.query.runs import WHETHER, Run, outside, typed
from indexer.query.spelling import SpellingCorrector
from knowledge.cues.vocabulary import Intent

ASKS_BEHIND = frozenset({WHETHER, "chưa", "gì"})
"""Behind a "không": it is asked what happens without."""
CANNOT_BEHIND = frozenset({"duoc", "noi", "kip", "xong"})
"""Folded, at the end behind a "không": what does not come off ("má đi không nổi", "ông không đi được") is told, and no no."""
ONLY, IS = "thôi", "là"
"""Behind "là" a "thôi" says that it is no more than that ("em là cháu nội thôi")."""
DENIALS = frozenset({WHETHER, "chưa", "chẳng", "chả", "hổng", "hông", "nỏ", "ko"})
"""Before what would be agreement: it is none."""


TOLD_LEAST = 3
"""Syllables behind the words that a message begins with, from which they open a story: "phản ánh kiến nghị" names what it is about."""
QUESTIONS = frozenset(["gì", "nào", "sao", "đâu", "mấy", "bao", "ai", "chi", "mô", "răng"])


class IntentParser:
    """Hears the intents of one lexicon."""

    def __init__(
        self, lexicon: Lexicon, spelling: SpellingCorrector, asking: AspectParser, stop_phrases: Phrases, particles: AbstractSet[str]
    ) -> None:
        self._asking, self._stop_phrases, self._particles = asking, stop_phrases, particles
        intents = spelling.as_read({cue: intent.name for intent in lexicon.intents for cue in intent.cues})
        self._intents = Phrases(intents, spelling.is_usual, frozenset(lexicon.marked))
        self._exact_intents = Phrases(intents, lambda _: False, frozenset(intents))
        self._whole = Phrases(intents, lambda _: True)  # nothing else is said that could tell what a bare word means
        self._begins = Phrases(
            spelling.as_read({cue: intent.name for intent in lexicon.intents for cue in intent.begins}), spelling.is_usual
        )
        self._intent_of = {intent.name: intent for intent in lexicon.intents}
        self._compounds = frozenset(lexicon.compounds)
        self._around = frozenset(fold(syllable) for word in lexicon.thread.around for syllable in tokens(word))

    def of(self, syllables: Run) -> tuple[Intent | None, Intent | None]:
        """The first in the lexicon of those that the question speaks of, a greeting only where it says nothing else; and the greeting
        that it speaks of beside other words."""
        if begun := self._begun(syllables):
            return begun, None
        whole = [span for span in self._whole.spans(typed(syllables)) if span[:2] == (0, len(syllables))]
        meant = [span for span in self._intents.spans([syllable.meant for syllable in syllables]) if not self._is_cut(syllables, span[0])]
        said = list(self._exact_intents.spans(typed(syllables))) or meant
        found = whole or [span for span in said if self._is_no(syllables, *span[:2]) and not self._is_denied(syllables, span[0], span[2])]
        spoken = {name for _, _, name in found if not self._intent_of[name].alone}
        if spoken or not found:
            return next((intent for name, intent in self._intent_of.items() if name in spoken), None), None
        rest = [syllable for index, syllable in enumerate(syllables) if not any(begin <= index < end for begin, end, _ in found)]
        asks = bool(self._asking.parts_in(syllables)[0])
        around = self._particles if asks else self._particles | self._around
        is_alone = all(syllable in around for run in outside([rest], self._stop_phrases) for syllable in map(fold, typed(run)))
        intent = self._intent_of[found[0][2]]
        is_said = intent.is_courtesy and any(self._is_courteous(syllables, begin, end) for begin, end, _ in found)
        return (intent, None) if is_alone else (None, intent if is_said else None)

    def _begun(self, syllables: Run) -> Intent | None:
        """The intent whose `begins` the message begins with, but for how somebody is addressed; None where it goes on to ask, or hardly
        goes on."""
        meant = [syllable.meant for syllable in syllables]
        first = next((index for index, said in enumerate(meant) if fold(said) not in self._particles | self._around), 0)
        found = next((span for span in self._begins.spans(meant) if span[0] == first), None)
        if found is None or len(meant) - found[1] < TOLD_LEAST or not QUESTIONS.isdisjoint(meant) or WHETHER in meant[-2:]:
            return None
        return None if self._asking.parts_in(syllables)[0] else self._intent_of[found[2]]

    def _is_cut(self, syllables: Run, begin: int) -> bool:
        """Whether the first syllable of a cue that was typed bare makes a word with the one before it: "đánh cá" + "độ" is no "cá độ"."""
        is_bare = begin > 0 and syllables[begin].typed != syllables[begin].meant
        return is_bare and f"{syllables[begin - 1].meant} {syllables[begin].meant}" in self._compounds

    def _is_no(self, syllables: Run, begin: int, end: int) -> bool:
        """Whether a "không" by itself is a no: only particles stand before it, and one at most behind. "tôi không biết chữ" is none, nor
        is "… bị gì không", nor "không xin bị gì không", nor "đi không nổi"; nor is a "thôi" of who says what somebody is."""
        if end - begin == 1 and syllables[begin].meant == ONLY and any(each.meant == IS for each in syllables[:begin]):
            return False
        is_lone = end - begin == 1 and syllables[begin].meant == WHETHER
        around = [*syllables[:begin], *syllables[end : end + 1]]
        asks = any(each.meant in ASKS_BEHIND for each in syllables[end:])
        cannot = begin > 0 and fold(syllables[-1].typed) in CANNOT_BEHIND
        return not is_lone or (not (asks or cannot) and all(fold(each.typed) in self._particles for each in around))

    def _is_denied(self, syllables: Run, begin: int, name: str) -> bool:
        """Whether a greeting or agreement is denied, and so none: "vợ không đồng ý"."""
        return self._intent_of[name].is_courtesy and begin > 0 and syllables[begin - 1].meant in DENIALS

    def _is_courteous(self, syllables: Run, begin: int, end: int) -> bool:
        """Whether a greeting or thanks beside other words is one: "không biết chữ …" is no no, and "… có sao không ạ" asks."""
        if end - begin > 1 and syllables[begin].meant != WHETHER:
            return True
        follows = syllables[end : end + 1]
        return begin == 0 and (end - begin > 1 or all(fold(each.typed) in self._around | self._particles for each in follows))
