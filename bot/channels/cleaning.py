"""What arrived as text → text that a person can have typed."""

from __future__ import annotations

import re

from bot.text.invisible import seen

LONGEST_GAP = 60  # signs in a row that are no letters and no digits; more say no more, and readers look through them again and again
_GAP = re.compile(rf"([^\w]{{{LONGEST_GAP}}})[^\w]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def whole(text: str) -> str:
    """`text` without half characters, which no encoding takes."""
    return _SURROGATE.sub("\ufffd", text)


def cleaned(text: str) -> str:
    """`text` as a person can have typed it: nothing that is not seen, no half characters, one kind of line end, no gap without
    end."""
    return _GAP.sub(r"\1", seen(whole(text))).strip()
