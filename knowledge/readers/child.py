"""`python -m knowledge.readers.child`: the process in which documents are read, confined; asked by `confined.py`, frame by frame."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from knowledge.confinement.child import Say, serve
from knowledge.confinement.limits import Limits, within
from knowledge.errors import MissingToolError, UnreadableError
from knowledge.readers import speech

KIND, READ = "kind", "read"
UNFORESEEN = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError, OSError)
"""A reader has a fault of its own, or the disk went away: one document is refused, the others are not lost with it."""


def main() -> int:
    return serve(Limits(), _answer)


def _answer(question: bytes, say: Say) -> bool:
    """Say the kind of a file, or all its readings, and then how it ended. False where this process should read no other file."""
    asked = json.loads(question)
    within(asked["seconds"])
    try:
        _told(Path(asked["path"]), asked["kind"], say)
    except MissingToolError as error:
        say(speech.plain("missing", error.document, error.tool, error.reason))
    except UnreadableError as error:
        say(speech.plain("unreadable", error.document, error.reason))
    except MemoryError:
        say(speech.plain("memory"))
        return False
    except UNFORESEEN as error:
        say(speech.plain("unforeseen", type(error).__name__, str(error)[:200]))
        return False
    else:
        say(speech.plain("done"))
    return True


def _told(path: Path, kind: str, say: Say) -> None:
    from knowledge.readers import kinds  # the libraries are loaded by who is confined already

    if not kind:
        say(speech.plain(KIND, kinds.kind_of(path)))
        return
    for reading in kinds.READERS[kind](path, lambda text: say(speech.step(text))):
        say(speech.said(reading))


if __name__ == "__main__":
    sys.exit(main())
