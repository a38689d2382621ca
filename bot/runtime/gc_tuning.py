"""Python's garbage collector: what a start makes stays for long, what an answer makes dies at once; walking either is in vain."""

from __future__ import annotations

import gc

COLLECTS_AFTER = (50_000, 20, 20)  # new objects; after 700, the usual, a start takes a sixth longer and an answer a fifth


def collect_seldom() -> None:
    """Look for garbage seldom."""
    gc.set_threshold(*COLLECTS_AFTER)


def freeze() -> None:
    """What is there now stays for long: it need not be walked again while somebody waits."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    collect_seldom()
