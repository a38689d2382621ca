"""A choice typed instead of pressed: "2", "số 2", "cái thứ hai", "cai cuoi", or the label of a button, or a part of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.text.numerals import small
from bot.wording import ChoosingWords
from indexer.language import fold, folded, tokens

LAST = -1
LONGEST_PART = 3  # syllables that are taken for a part of a label; more is a sentence


class ChoiceReader:
    """Reads which of the buttons offered a message means; made once, holds no state."""

    def __init__(self, words: ChoosingWords) -> None:
        self._around = {fold(word) for word in words.around}
        self._last = {fold(word) for word in words.last}
        self._numbers = {fold(word): number for number, said in enumerate(words.numbers, 1) for word in said}
        self._denials = {fold(word) for word in words.denials}

    def chosen(self, text: str, n_offered: int) -> int | None:
        """The place (from 0) that `text` names among `n_offered`; None where it says anything else."""
        place = self._place(text)
        place = n_offered if place == LAST else place
        return place - 1 if 1 <= place <= n_offered else None

    def named(self, text: str, labels: Sequence[str], *, is_whole: bool = False) -> int | None:
        """The place (from 0) of the label that `text` says, accents or none: all of it or, unless `is_whole`, a part of it alone."""
        said = folded(text)
        told = [folded(label) for label in labels]
        for words in (said, [word for word in said if word not in self._around]):
            if words and words in told:
                return told.index(words)
            if not is_whole and (place := self._part(words, told)) is not None:
                return place
        return None

    def stops(self, text: str, phrases: Sequence[str], *, is_exact: bool = False) -> bool:
        """Whether `text` says one of `phrases` that end what is open, accents or none; `is_exact`: one syllable only with its accents.

        Where a name may be asked for, "Huy" is one and "hủy" is not.
        """
        place = self.named(text, phrases, is_whole=True)
        said = [token.lower() for token in tokens(text)]
        return place is not None and (not is_exact or len(said) > 1 or said == tokens(phrases[place].lower()))

    def _part(self, words: list[str], told: Sequence[list[str]]) -> int | None:
        """The only label that holds all of these few words."""
        holding = [place for place, label in enumerate(told) if set(words) <= set(label)]
        is_meant = 1 <= len(words) <= LONGEST_PART and len(holding) == 1 and not self._is_denied(words, told[holding[0]])
        return holding[0] if is_meant else None

    def _is_denied(self, words: list[str], label: list[str]) -> bool:
        """Whether the label says no to what `words` say: "gửi" is no part of "Thôi, không gửi"."""
        if self._denials.intersection(words):
            return False
        first = next((place for place, word in enumerate(label) if word in self._denials), len(label))
        return not set(words) <= set(label[:first])

    def _place(self, text: str) -> int:
        """From 1, or LAST; 0 where it names none."""
        said = [syllable for syllable in folded(text) if syllable not in self._around]
        if len(said) != 1:
            return 0
        if said[0] in self._last:
            return LAST
        return (small(said[0]) if len(said[0]) < 3 else None) or self._numbers.get(said[0], 0)
