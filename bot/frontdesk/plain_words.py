"""Plain words that do what a command or a button does: "hủy", "menu", "theo dõi đơn của tôi", "gặp người thật". They are wording."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.wording.menu import PlainWords
from indexer.language import fold, folded, tokens

COMMAND = "c"
"""The first piece of the action that is a command: "c:huy"."""
LONGEST = 12
"""Syllables of a message that may be plain words; a longer one tells a matter."""
_DOSSIER = re.compile(r"(?i)^\W*(?:m[ãa]\s*(?:h[ồo]\s*s[ơo])?\s*:?\s*)?H\d{2}(?:\.\d{1,3}){0,3}-\d{6}-\d{3,5}\W*$")
"""The number on a receipt, "H56.10-241203-0001": office, day, place in that day."""


@dataclass(frozen=True, slots=True)
class PlainMeaning:
    """`action`: what the words do, of a command "c:huy", of a button "h:person". `rest`: what stands behind them. `is_late`: a window that
    has something open is asked first. `is_calm`: they are no cry, though they may sound like one."""

    action: str
    rest: str = ""
    is_late: bool = False
    is_calm: bool = False


class PlainWordReader:
    """Made once, holds no state. A message is plain words where it says one of the phrases and nothing else but words of courtesy."""

    def __init__(self, words: PlainWords) -> None:
        self._around = frozenset(map(fold, words.around))
        self._late, self._calm = frozenset(words.late), frozenset(words.calm)
        self._does = {tuple(folded(phrase)): action for action, phrases in words.does.items() for phrase in phrases}
        self._begins = {tuple(folded(phrase)): action for action, phrases in words.begins.items() for phrase in phrases}

    def meant(self, text: str) -> PlainMeaning | None:
        """What `text` stands for; None where it is anything else."""
        said = folded(text)
        if not said or len(said) > LONGEST:
            return None
        if _DOSSIER.match(text):
            return PlainMeaning("h:dossier")
        if action := next((self._does[words] for words in self._stripped(said) if words in self._does), ""):
            return PlainMeaning(action, "", action in self._late, action in self._calm)
        return self._begun(said, text)

    def _stripped(self, said: list[str]) -> Iterator[tuple[str, ...]]:
        """All of it, then without ever more words of courtesy at its ends: the longest first."""
        first = next((place for place, word in enumerate(said) if word not in self._around), len(said))
        last = next((place for place, word in enumerate(reversed(said)) if word not in self._around), len(said))
        cuts = [(begin, end) for begin in range(first + 1) for end in range(last + 1) if begin + end < len(said)]
        for begin, end in sorted(cuts, key=sum):
            yield tuple(said[begin : len(said) - end])

    def _begun(self, said: list[str], text: str) -> PlainMeaning | None:
        """What the first words of it stand for, and what follows them."""
        for phrase, action in self._begins.items():
            if tuple(said[: len(phrase)]) == phrase:
                return PlainMeaning(action, " ".join(tokens(text)[len(phrase) :]))
        return None
