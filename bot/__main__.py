"""Command line of the bot: python -m bot serve | ask | chat | migrate | backup | restore …"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from bot import modes
from bot.runtime import gc_tuning
from knowledge.terminal import STOPPED


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    os.umask(modes.UMASK)
    gc_tuning.collect_seldom()
    try:
        from bot.commands import run  # only now: its thousand modules are what a start waits for
    except KeyboardInterrupt:
        return STOPPED
    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
