"""Which kind a petition seems to be by its words, so that nobody is asked who has told it already. Pure.

It is shown before anything is sent, and changed with two taps. What seems to be about an officer comes first: taken for one in error, a
petition is read by fewer. The words are content: cues.toml.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache

from bot.petitions.rules.petition import PetitionKind
from bot.petitions.rules.texts.triage import CUES
from indexer.language import fold, tokens

_ORDER = (PetitionKind.BEHAVIOUR, PetitionKind.ONLINE_SERVICE, PetitionKind.REGULATION)


def kind_of(text: str) -> PetitionKind:
    """The first kind whose words `text` holds, marks or none; OTHER where it holds none."""
    said = _said(text)
    return next((kind for kind in _ORDER if any(phrase in said for phrase in _phrases()[kind])), PetitionKind.OTHER)


def _said(text: str) -> str:
    return f" {' '.join(map(fold, tokens(text)))} "


@lru_cache(maxsize=1)
def _phrases() -> dict[PetitionKind, tuple[str, ...]]:
    read = tomllib.loads(CUES.read_text(encoding="utf-8"))["kinds"]
    return {kind: tuple(map(_said, read[kind])) for kind in _ORDER}
