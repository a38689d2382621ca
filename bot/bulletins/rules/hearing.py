"""Hears whether a short message asks for what a notice tells: is the portal down, is the office open, is the road shut. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.bulletins.rules.bulletin import BulletinKind
from bot.bulletins.rules.numbers import LONGEST_ASKED
from indexer.language import tokens
from indexer.query.patterns import Patterns, bare, is_accented


class BulletinQuestions:
    """Made once of the wording; holds no state. `cues`: patterns by the kind that they ask for; `slots`: phrases of the patterns' slots;
    `accented`: patterns and phrases that mean something else without accents."""

    def __init__(self, cues: Mapping[BulletinKind, Sequence[str]], slots: Mapping[str, Sequence[str]], accented: Sequence[str]) -> None:
        needs = frozenset(accented)
        listed = [(cue, str(kind)) for kind, patterns in cues.items() for cue in patterns]
        plain = {name: [phrase for phrase in phrases if phrase not in needs] for name, phrases in slots.items()}
        self._accented = Patterns(listed, slots, str)
        self._bare = Patterns([each for each in listed if each[0] not in needs], plain, bare)

    def asked(self, text: str) -> frozenset[BulletinKind]:
        """The kinds that `text` asks for; none where it is long, which is a matter of its own."""
        said = tokens(text)
        if not said or len(said) > LONGEST_ASKED:
            return frozenset()
        found = (self._accented if is_accented(said) else self._bare).found(said)
        return frozenset(BulletinKind(kind) for _, _, kind, _ in found)
