"""`python -m bot.pictures.child`: the process in which pictures are decoded, confined; asked by `pool.py`, one picture after the other."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from knowledge.confinement.child import Say, serve
from knowledge.confinement.limits import Limits, within

LIMITS = Limits(niceness=10)  # pages come first


def main() -> int:
    return serve(LIMITS, _answer)


def _answer(question: bytes, say: Say) -> bool:
    """Say what came of it, a word, and the picture (nothing where it was refused)."""
    asked = json.loads(question)
    within(asked["seconds"])
    word, content = (_photo if asked["job"] == "photo" else _cover)(asked)
    say(word.encode())
    say(content)
    return True


def _photo(asked: dict[str, Any]) -> tuple[str, bytes]:
    """ "card", "clear", "unread" or, where nobody looked, "unlooked"; or a Flaw."""
    from bot.pictures import decoding, looking  # loaded by who is confined already

    picture = decoding.upright(Path(asked["path"]), asked["longest"])
    if isinstance(picture, decoding.Flaw):
        return picture, b""
    language = looking.language_of(asked["reader"]) if asked["reader"] else ""
    found = looking.look(picture, asked["reader"], language, asked["looking"]) if language else "unlooked"
    return found, decoding.jpeg(picture, asked["quality"]) if found in {"clear", "unlooked"} else b""


def _cover(asked: dict[str, Any]) -> tuple[str, bytes]:
    from bot.pictures import decoding

    picture = decoding.covering(Path(asked["path"]), asked["width"], asked["height"], asked["narrowest"])
    if isinstance(picture, decoding.Flaw):
        return picture, b""
    return "clear", decoding.jpeg(picture, asked["quality"], asked["heaviest"])


if __name__ == "__main__":
    sys.exit(main())
