"""What a message may wish of dialogues. Pure; the wording knows it too."""

from __future__ import annotations

from enum import StrEnum


class DialogueWish(StrEnum):
    """WHEN and where the next one is; to ASK something there, or to come; what was said at the LAST ones."""

    WHEN = "when"
    ASK = "ask"
    LAST = "last"
