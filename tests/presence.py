"""What a test takes to be there: given back with its type, or the test ends and says what was there instead."""

from __future__ import annotations

import re
from typing import TypeVar

T = TypeVar("T")


def found(value: T | None) -> T:
    """What may be missing and is not."""
    assert value is not None
    return value


def as_a(kind: type[T], value: object) -> T:
    """What may be of several kinds, and is of `kind`."""
    assert isinstance(value, kind), value
    return value


def matched(pattern: str, text: str) -> str:
    """What the first group of `pattern` is where it first stands in `text`."""
    match = re.search(pattern, text)
    assert match, (pattern, text)
    return match[1]
