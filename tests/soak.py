"""How long the kill and load tests run: a short form with every run of the tests, the long one in `make soak`."""

from __future__ import annotations

import os

IS_LONG = os.environ.get("SOAK") == "1"


def size(short: int, long: int) -> int:
    """How many kills, users or letters a test takes: `long` in `make soak`."""
    return long if IS_LONG else short
