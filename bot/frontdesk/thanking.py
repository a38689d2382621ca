"""A thank-you alone, which is no answer to what was asked: "cảm ơn", "dạ cam on can bo nhieu a"."""

from __future__ import annotations

from bot.wording import ThankingWords
from indexer.language import fold, spaced


class ThanksReader:
    """Made once, holds no state."""

    def __init__(self, words: ThankingWords) -> None:
        self._thanks = [spaced(phrase) for phrase in words.thanks]
        self._around = {fold(word) for word in words.around}

    def is_alone(self, text: str) -> bool:
        """Whether `text` thanks, and says nothing else."""
        said = spaced(text)
        rest = said
        for phrase in self._thanks:
            rest = rest.replace(phrase, " ")
        return rest != said and set(rest.split()) <= self._around
