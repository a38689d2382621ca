"""Whether a message asks if something is the office's, asks for its channels, or is nothing but what was pasted. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from bot.official.rules.claims import OfficialClaim
from bot.official.rules.numbers import LONGEST_ASKED, OTHER_WORDS
from bot.official.rules.spelling import plain
from indexer.language import tokens
from indexer.query.patterns import Patterns, bare, is_accented


class OfficialWish(StrEnum):
    """CHECK: is this yours; LIST: which are yours."""

    CHECK = "check"
    LIST = "list"


class OfficialQuestions:
    """Made once of the wording; holds no state. `cues`: patterns by wish; `slots`: phrases of the patterns' slots."""

    def __init__(self, cues: Mapping[OfficialWish, Sequence[str]], slots: Mapping[str, Sequence[str]]) -> None:
        listed = [(cue, str(wish)) for wish, patterns in cues.items() for cue in patterns]
        self._accented, self._bare = Patterns(listed, slots, str), Patterns(listed, slots, bare)

    def asked(self, text: str, claims: Sequence[OfficialClaim]) -> OfficialWish | None:
        """What `text` wishes, what was pasted left out of it; None where it is long, or wishes for something else."""
        said = tokens(_without(text, claims))
        if len(said) > LONGEST_ASKED:
            return None
        found = {kind for _, _, kind, _ in (self._accented if is_accented(said) else self._bare).found(said)}
        return next((wish for wish in OfficialWish if wish in found), None)

    def is_pasted(self, text: str, claims: Sequence[OfficialClaim]) -> bool:
        """Whether `text` is nothing but what was pasted."""
        return bool(claims) and len(tokens(_without(text, claims))) <= OTHER_WORDS


def _without(text: str, claims: Sequence[OfficialClaim]) -> str:
    rest = plain(text)
    for claim in claims:
        rest = rest.replace(claim.text, " ")
    return rest
