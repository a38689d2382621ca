"""What a request says its body is, read in one pass: the parsers of mail that libraries use go back and forth in a long one."""

from __future__ import annotations

import re

LONGEST = 256  # characters of Content-Type; a browser's with its boundary has 70
LONGEST_BOUNDARY = 200  # characters; RFC 2046 allows 70
_BOUNDARY = re.compile(
    rf"""
    ;[ \t]*boundary=
    (?: "([^"]{{1,{LONGEST_BOUNDARY}}})" | ([^\s";]{{1,{LONGEST_BOUNDARY}}}) )
    [ \t]*(?:;|$)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CHARSET = re.compile(r'charset[ \t]*=[ \t]*"?utf-?8"?[ \t]*(?=;|$)')


def kind_of(content_type: str) -> str:
    """Without parameters, in small letters: "multipart/form-data"."""
    return content_type[:LONGEST].partition(";")[0].strip().lower()


def boundary_of(content_type: str) -> str:
    """What stands between the parts; "" where none is told, or a longer one than any program makes."""
    found = _BOUNDARY.search(content_type[:LONGEST])
    return (found[1] or found[2]) if found else ""


def is_ours(content_type: str) -> bool:
    """Whether it is one that we read: no longer than LONGEST, and of no other letters than UTF-8.

    Python knows encodings that are no alphabets: Punycode takes minutes for a field that is UTF-8 in no time.
    """
    lowered = content_type.lower()
    return len(content_type) <= LONGEST and lowered.count("charset") == len(_CHARSET.findall(lowered))
