"""Whether a message asks if something is the office's, asks for its channels, or is nothing but what was pasted. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.answers.rules.whole import WholeMessage
from bot.official.rules.claims import OfficialClaim
from bot.official.rules.numbers import LONGEST_ASKED, OTHER_WORDS
from bot.official.rules.spelling import plain
from bot.official.rules.wish import OfficialWish
from indexer.language import tokens
from indexer.query.patterns import Patterns, bare, is_accented

AROUND = "around"


class OfficialQuestions:
    """Made once of the wording; holds no state. `cues`: patterns by wish; `slots`: phrases of the patterns' slots; `around`: what may stand
    beside them where nothing was pasted."""

    def __init__(self, cues: Mapping[OfficialWish, Sequence[str]], slots: Mapping[str, Sequence[str]], around: Sequence[str]) -> None:
        listed = [(cue, str(wish)) for wish, patterns in cues.items() for cue in patterns]
        self._accented, self._bare = Patterns(listed, slots, str), Patterns(listed, slots, bare)
        self._whole = WholeMessage([*listed, *((word, AROUND) for word in around)], slots, ())

    def asked(self, text: str, claims: Sequence[OfficialClaim]) -> OfficialWish | None:
        """What `text` wishes; None where it wishes for something else. Beside what was pasted a few words say it; without, every word of
        the message must belong to it, and it must point at something: “có thật không” is asked of everything."""
        said = tokens(_without(text, claims))
        if claims:
            found = (self._accented if is_accented(said) else self._bare).found(said) if len(said) <= LONGEST_ASKED else []
            return OfficialWish.CHECK if any(kind == OfficialWish.CHECK for _, _, kind, _ in found) else None
        kinds = {kind for _, _, kind, _ in self._whole.read(said)}
        if OfficialWish.POINTED not in kinds:
            return OfficialWish.PHONE if OfficialWish.PHONE in kinds else None
        return OfficialWish.CHECK if OfficialWish.CHECK in kinds else OfficialWish.LIST if OfficialWish.LIST in kinds else None

    def is_pasted(self, text: str, claims: Sequence[OfficialClaim]) -> bool:
        """Whether `text` is nothing but what was pasted."""
        return bool(claims) and len(tokens(_without(text, claims))) <= OTHER_WORDS


def _without(text: str, claims: Sequence[OfficialClaim]) -> str:
    rest = plain(text)
    for claim in claims:
        rest = rest.replace(claim.text, " ")
    return rest
