"""What stands in a text and is not seen: taken out of what somebody typed. Pure.

Nobody types it, word processors and web pages leave it behind; and a number or a name with a soft hyphen in it is neither masked nor found.
"""

from __future__ import annotations

import re

LATIN = r"\t\n -\u024f\u0300-\u036f\u1e00-\u1eff"
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and line end
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # turn the direction of what stands after them
    r"\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"  # take no room
    r"\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    r"\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0010fffe\U0010ffff]"  # stand for nothing
    rf"|(?<=[{LATIN}])[\u200c\u200d]|[\u200c\u200d](?=[{LATIN}])"  # joiners: other scripts and families of emoji need them, ours does not
)
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_BLANKS = re.compile("\u2800")  # looks like a space and is a letter to every program
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def seen(text: str) -> str:
    """`text` without what nobody sees, with one kind of line end."""
    return _UNSEEN.sub("", _BLANKS.sub(" ", _LINE_ENDS.sub("\n", text)))


def in_one_line(text: str) -> str:
    """`text` without what nobody sees and without line ends: a title or a name that makes no line of its own where it is told."""
    return " ".join(seen(text).split())


def in_xml(text: str) -> str:
    """`text` with U+FFFD for what no office document can hold."""
    return _NOT_IN_XML.sub("\ufffd", text)
