"""How long a text is as channels count it, and its beginning where there is room for no more."""

from __future__ import annotations

import re

_BEYOND = re.compile(r"[\U00010000-\U0010ffff]")  # what takes two units


def units(text: str) -> int:
    """Length as Zalo and Telegram count it: UTF-16 units, an emoji being two."""
    return len(text) + len(_BEYOND.findall(text))


def beginning(text: str, room: int) -> str:
    """`text` within `room` characters, cut at a word."""
    return text if len(text) <= room else text[: room - 1].rsplit(" ", 1)[0] + "…"
