"""Whether somebody asks what became of the petition that they sent ("kiến nghị của tôi giải quyết tới đâu rồi"), or when it is answered."""

from __future__ import annotations

from collections.abc import Iterable

from bot.wording.petitions import StatusQuestionWords
from indexer.language import spaced

LONGEST = 25  # syllables: who tells more wants more than that
LONGEST_WHEN = 10  # syllables: a longer question names a matter of its own


class StatusQuestion:
    """Made of the words that it is asked with."""

    def __init__(self, words: StatusQuestionWords) -> None:
        self._sent = tuple(map(spaced, words.sent))
        self._asks = tuple(map(spaced, words.asks))
        self._when = tuple(map(spaced, words.when))
        self._done = tuple(map(spaced, words.done))

    def asks_when(self, text: str) -> bool:
        """Whether `text`, said right after a petition was sent, asks when somebody does something about it ("bao lâu có người xuống")."""
        said = spaced(text)
        return len(said.split()) <= LONGEST_WHEN and _holds(said, self._when) and _holds(said, self._done)

    def heard(self, text: str) -> bool:
        """Whether `text` asks that and no more, with or without accents."""
        said = spaced(text)
        return len(said.split()) <= LONGEST and _holds(said, self._sent) and _holds(said, self._asks)


def _holds(said: str, phrases: Iterable[str]) -> bool:
    return any(phrase in said for phrase in phrases)
