"""Speaks before the rules of matters: of a message the thanks, agreement, exclamation around its question, and whether it takes its leave.

The words are content (thread.yaml: thanks, cries, openers, leaves; retelling.yaml: that an answer is too long, or wrong). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.answers.rules.whole import WholeMessage
from indexer.language import tokens
from indexer.query.patterns import Found, Patterns, bare, is_accented
from knowledge.cues.retelling import Retelling, RetellingCues
from knowledge.cues.vocabulary import ThreadCues

THANKS, OPENER, COMPLAINT, LEAVE, AROUND = "thanks", "opener", "complaint", "leave", "around"
FEWEST = 2  # syllables of a courtesy that is told from the question behind it without a mark between: "dạ" alone may begin a word
LONGEST_LEAVE = 20  # syllables of a clause that takes leave; a longer one tells what is to be done
_CLAUSE = re.compile(r"[^.,;:!?…\n]+[.,;:!?…\n]*")
_JOINED = re.compile(r"(?<=\d)[.,](?=\d)")


class SpokenPart(NamedTuple):
    """What is left of a message without its courtesies; whether it thanks or agrees besides; whether it takes its leave."""

    rest: str
    is_courteous: bool = False
    is_leave: bool = False


class Courtesies:
    """Made once of the content; holds no state."""

    def __init__(self, thread: ThreadCues, retelling: RetellingCues) -> None:
        free = [*((cue, THANKS) for cue in thread.thanks), *((cue, OPENER) for cue in thread.cries)]
        complaints = [cue for wish in (Retelling.SHORTER, Retelling.WRONG) for cue in retelling.cues.get(wish, ())]
        clauses = [*free, *((cue, OPENER) for cue in thread.openers), *((cue, COMPLAINT) for cue in complaints)]
        slots = {"who": thread.persons, "agrees": thread.agrees, "goes": thread.goes}
        accented = frozenset(thread.opener_accented)
        around = [(word, AROUND) for word in (*thread.around, *thread.opener_ends)]
        self._whole = WholeMessage([*clauses, *around], slots, retelling.accented)
        begins = [*free, *((word, AROUND) for word in thread.opener_ends)]
        self._begins = Patterns(begins, slots, str)
        self._bare_begins = Patterns([each for each in begins if each[0] not in accented], slots, bare)
        self._leaves = Patterns([(cue, LEAVE) for cue in thread.leaves], slots, bare)
        self._asking = Patterns([(word, AROUND) for word in thread.asking], {}, str)
        self._asking_last = frozenset(thread.asking_last)

    def around(self, text: str) -> SpokenPart:
        """`text` without the courtesies at its beginning and at its end, and what is said of the answer ("nói riết mệt quá") between; all
        of it where nothing else is said."""
        clauses = list(_clauses(text))
        kinds = [self._kinds(clause) for clause in clauses]
        begin = next((place for place, said in enumerate(kinds) if not said), len(kinds))
        end = len(kinds)
        while end > begin and kinds[end - 1] and LEAVE not in kinds[end - 1]:
            end -= 1
        cut = [*kinds[:begin], *kinds[end:]]
        is_leave = any(LEAVE in said for said in cut)
        if begin == end:
            return SpokenPart(text, is_leave=is_leave)
        kept = [clause for clause, said in zip(clauses[begin:end], kinds[begin:end], strict=True) if COMPLAINT not in said]
        rest, said = self._without_beginning("".join(kept).strip())
        return SpokenPart(rest, any(THANKS in each for each in (*cut, said)), is_leave)

    def asks(self, syllables: Sequence[str]) -> bool:
        """Whether a word of `syllables`, with their accents, asks for something."""
        return bool(self._asking.found(syllables)) or (bool(syllables) and syllables[-1] in self._asking_last)

    def _kinds(self, clause: str) -> frozenset[str]:
        """What a clause is that asks nothing: thanks, an exclamation, or who takes their leave ("thôi để tôi ra xã hỏi")."""
        said = tokens(clause)
        if len(said) <= LONGEST_LEAVE and any(begin == 0 for begin, _, _, _ in self._leaves.found(said)):
            return frozenset({LEAVE})
        return frozenset(kind for _, _, kind, _ in self._whole.read(said)) & {THANKS, OPENER, COMPLAINT}

    def _without_beginning(self, text: str) -> tuple[str, frozenset[str]]:
        """`text` without the courtesy that it begins with, though no mark stands behind it ("vâng em cảm ơn ạ thế còn …"); and what that
        is."""
        said = tokens(text)
        found = (self._begins if is_accented(said) else self._bare_begins).found(said)
        end = _covered(found)
        rest = _behind(text, said[:end]) if FEWEST <= end < len(said) else text
        return rest, frozenset(kind for begin, _, kind, _ in found if begin < end and rest != text)


def _covered(found: Sequence[Found]) -> int:
    """How many syllables from the first on are courtesies in a row."""
    end = 0
    while more := max((stop for begin, stop, kind, _ in found if begin == end < stop and (end or kind != AROUND)), default=0):
        end = more
    return end


def _behind(text: str, said: Sequence[str]) -> str:
    """`text` behind its first syllables `said`; all of it where they are not found in it as they were typed."""
    place = 0
    for syllable in said:
        found = text.lower().find(syllable, place)
        if found < 0:
            return text
        place = found + len(syllable)
    return text[place:].lstrip(" \t.,;:!?…")


def _clauses(text: str) -> Iterator[str]:
    """`text` cut behind its marks; none inside a number."""
    for match in _CLAUSE.finditer(_JOINED.sub("\0", text)):
        yield text[match.start() : match.end()]
