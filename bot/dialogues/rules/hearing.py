"""Hears whether a message asks for dialogues and meetings, and for nothing else. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.answers.rules.whole import WholeMessage
from bot.dialogues.rules.numbers import LONGEST_ASKED
from bot.dialogues.rules.wish import DialogueWish
from indexer.language import tokens

AROUND = "around"


class DialogueQuestions:
    """Made once of the wording; holds no state. `cues`: patterns by wish; `slots`: phrases of their slots; `around`: what may stand beside
    them; `accented`: patterns that mean something else without accents."""

    def __init__(
        self, cues: Mapping[DialogueWish, Sequence[str]], slots: Mapping[str, Sequence[str]], around: Sequence[str], accented: Sequence[str]
    ) -> None:
        listed = [(cue, str(wish)) for wish, patterns in cues.items() for cue in patterns]
        self._whole = WholeMessage([*listed, *((word, AROUND) for word in around)], slots, accented)

    def asked(self, text: str) -> DialogueWish | None:
        """What `text` wishes; None where any word of it belongs to another matter, or it is long."""
        said = tokens(text)
        if len(said) > LONGEST_ASKED:
            return None
        kinds = [kind for _, _, kind, _ in self._whole.read(said) if kind != AROUND]
        return DialogueWish(kinds[0]) if kinds else None
