"""Hears whether a message asks for what a notice tells, and for nothing else: is the portal down, is the road shut. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.answers.rules.whole import WholeMessage
from bot.bulletins.rules.bulletin import BulletinKind
from bot.bulletins.rules.numbers import LONGEST_ASKED
from indexer.language import tokens

AROUND = "around"


class BulletinQuestions:
    """Made once of the wording; holds no state. `cues`: patterns by the kind that they ask for; `slots`: phrases of the patterns' slots;
    `around`: what may stand beside them; `accented`: patterns that mean something else without accents."""

    def __init__(
        self, cues: Mapping[BulletinKind, Sequence[str]], slots: Mapping[str, Sequence[str]], around: Sequence[str], accented: Sequence[str]
    ) -> None:
        listed = [(cue, str(kind)) for kind, patterns in cues.items() for cue in patterns]
        self._whole = WholeMessage([*listed, *((word, AROUND) for word in around)], slots, accented)

    def asked(self, text: str) -> frozenset[BulletinKind]:
        """The kinds that `text` asks for; none where any word of it belongs to another matter, or it is long."""
        said = tokens(text)
        if len(said) > LONGEST_ASKED:
            return frozenset()
        return frozenset(BulletinKind(kind) for _, _, kind, _ in self._whole.read(said) if kind != AROUND)
