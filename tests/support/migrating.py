"""A process that has imported everything, and migrates a database when its input ends: for many, one moment."""

from __future__ import annotations

import sys

from bot.database.engine import migrate, open_database

READY = "ready\n"


def main(url: str) -> None:
    """Says that it is ready, waits, migrates."""
    sys.stdout.write(READY)
    sys.stdout.flush()
    sys.stdin.read()
    engine = open_database(url)
    migrate(engine)
    engine.dispose()


if __name__ == "__main__":
    main(sys.argv[1])
