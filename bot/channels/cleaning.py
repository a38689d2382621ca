"""What arrived as text → text that a person can have typed."""

from __future__ import annotations

import re

# NUL and the other control characters but tab and line end; marks that turn the direction of what stands after them
_UNSPOKEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def whole(text: str) -> str:
    """`text` without half characters, which no encoding takes."""
    return _SURROGATE.sub("\ufffd", text)


def cleaned(text: str) -> str:
    """`text` as a person can have typed it: no control characters, no half characters, one kind of line end."""
    one_end = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSPOKEN.sub("", whole(one_end)).strip()
