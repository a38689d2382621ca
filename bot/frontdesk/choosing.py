"""A choice typed instead of pressed: "2", "số 2", "cái thứ hai", "cai cuoi"."""

from __future__ import annotations

from bot.wording import Choosing
from indexer.language import fold, tokens

LAST = -1


class ChoiceReader:
    """Reads which of the buttons offered a message means; made once, holds no state."""

    def __init__(self, words: Choosing) -> None:
        self._around = {fold(word) for word in words.around}
        self._last = {fold(word) for word in words.last}
        self._numbers = {fold(word): number for number, said in enumerate(words.numbers, 1) for word in said}

    def is_choice(self, text: str) -> bool:
        """Whether `text` names a place at all, whatever was offered."""
        return self._place(text) != 0

    def chosen(self, text: str, n_offered: int) -> int | None:
        """The place (from 0) that `text` names among `n_offered`; None where it says anything else."""
        place = self._place(text)
        place = n_offered if place == LAST else place
        return place - 1 if 1 <= place <= n_offered else None

    def _place(self, text: str) -> int:
        """From 1, or LAST; 0 where it names none."""
        said = [syllable for syllable in map(fold, tokens(text)) if syllable not in self._around]
        if len(said) != 1:
            return 0
        if said[0] in self._last:
            return LAST
        return int(said[0]) if said[0].isdigit() and len(said[0]) < 3 else self._numbers.get(said[0], 0)
