"""Speaks when a message is, word for word, one of the wordings of an FAQ entry: whatever else scores, that entry answers."""

from __future__ import annotations

from collections.abc import Iterable

from indexer.language import tokens, without_marks
from knowledge.records.faq import FaqEntry


class OwnWordsRule:
    """Made once of the entries; a wording of two entries is neither's."""

    def __init__(self, entries: Iterable[FaqEntry]) -> None:
        self._entry_of: dict[tuple[str, ...], FaqEntry | None] = {}
        for entry in entries:
            for wording in {tuple(tokens(text)) for text in (entry.question, *entry.asked_as)}:
                for said in {wording, tuple(map(without_marks, wording))}:
                    known = self._entry_of.get(said, entry)
                    self._entry_of[said] = entry if known is entry else None

    def heard(self, text: str) -> FaqEntry | None:
        """The entry that `text` is a wording of, with its accents or typed without any; None where it is none."""
        return self._entry_of.get(tuple(tokens(text)))
