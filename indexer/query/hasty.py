"""The syllables of what is typed in a hurry: letters held down, cut words, Telex left undone, what the young write short, pictures.

Cries for help are read, and learnt from, in this spelling. A syllable is put right only where that makes a word of danger; all others stay.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import lru_cache

from indexer.language import fold, has_marks, tokens, without_marks
from indexer.query.patterns import pieces_of
from indexer.query.spelling import with_ages
from indexer.query.syllable_corrector import undo_telex
from knowledge.cues.danger import Dangers
from knowledge.cues.slots import SLOT

SYLLABLES_KEPT = 16_384  # put right; more than there are
LONGEST_LOOKED_AT = 600  # characters; more than twice the longest cry
_TOKEN = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|(?<!\S)[\w.+-]{0,254}@?(?:[\w-]{1,63}\.){1,127}(?:vn|com|net|org|info|ly|me|gl|page|app|link|xyz|top)(?![\w.])[!-~]*"
    r"|(?<!\S)(?=\S*[\d:_=/])(?=\S*[^\W\d_])[\w:.=/+-]{8,}(?!\S)",
    re.IGNORECASE,
)
"""An address, a code, a seal: letters that say nothing. The lengths are those of addresses (RFC 5321 4.5.3.1, RFC 1035 2.3.4): without them
one word of many letters costs its length squared."""
_IN_A_TOKEN = re.compile(r"[\d:_=/.]")
"""What stands in every one of them: looked for first, as most messages have none."""
_LETTER = r"[^\W\d_]"
_REPEATED = re.compile(rf"({_LETTER})\1+")
_SPACED = re.compile(rf"(?<!\w){_LETTER}(?:[ .*_-]{_LETTER}){{2,}}(?!\w)")  # "c h á y", "c.h.á.y"; "t k" are two words: "tao không"
_CUT = re.compile(rf"{_LETTER}+(?:[.*_]{_LETTER}+)+")  # "ch.áy"


class HastySyllables:
    """Made once of the content; holds no state but what it has put right before. `alarming`: the folded syllables of its cues."""

    def __init__(self, content: Dangers) -> None:
        self._words = content.words
        cues = (cue for danger in content.dangers for cue in danger.cues)
        self.alarming = frozenset(fold(piece) for cue in cues for piece in pieces_of(cue) if not SLOT.fullmatch(piece))
        self._put_right = lru_cache(SYLLABLES_KEPT)(self._in_full)

    def of(self, text: str) -> list[str]:
        """The syllables of `text` without its addresses and codes, at most of its first `LONGEST_LOOKED_AT` characters."""
        worded = _TOKEN.sub(" ", text) if _IN_A_TOKEN.search(text) else text
        said = unicodedata.normalize("NFC", worded[:LONGEST_LOOKED_AT])
        said = with_ages(said) if has_marks(said) else without_marks(with_ages(said))
        whole = _CUT.sub(self._joined, _SPACED.sub(self._joined, self._spelt_out(said)))
        accented = has_marks(text)
        return [spelt for syllable in tokens(whole) for spelt in self._put_right(syllable, accented)]

    def _in_full(self, syllable: str, accented: bool) -> tuple[str, ...]:
        """What the young write short, in full ("r" → "rồi"), without accents among words without; each put right."""
        meant = self._words.typing.get(syllable.lower(), syllable)
        return tuple(map(self._righted, (meant if accented else without_marks(meant)).split()))

    def _spelt_out(self, text: str) -> str:
        """Pictures that stand for a word as that word, once however often it is sent in a row; without accents among words without."""
        for sign, word in self._words.signs.items():
            if sign in text:
                meant = word if has_marks(text) or not any(map(str.isalpha, text)) else without_marks(word)
                text = re.sub(rf"(?:{re.escape(sign)}\ufe0f?\s*)+", f" {meant} ", text)
        return text

    def _joined(self, parts: re.Match[str]) -> str:
        """A word of danger that was cut into pieces, as one; anything else as it is."""
        letters = "".join(filter(str.isalpha, parts[0]))
        return letters if fold(letters) in self.alarming or fold(_unrepeated(letters)) in self.alarming else parts[0]

    def _righted(self, syllable: str) -> str:
        """ "cháyyy", "cháaay" → "cháy", "chays" → "cháy": only where that makes a word of danger."""
        if fold(syllable) in self.alarming or not syllable.isalpha():
            return syllable
        guesses = (_REPEATED.sub(r"\1", syllable), _unrepeated(syllable), undo_telex(syllable), undo_telex(_REPEATED.sub(r"\1", syllable)))
        return next((guess for guess in guesses if fold(guess) in self.alarming), syllable)


def _unrepeated(syllable: str) -> str:
    """Without letters that only prolong the one before, which alone may bear the accent: "cháaaay" → "cháy"."""
    return "".join(letters[0] for letters in (list(group) for _, group in itertools.groupby(syllable, without_marks)))
