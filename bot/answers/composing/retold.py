"""The answer that was just given, once more: shorter, clearer, its source alone, how sure it is; form and whole are told as they are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.wording import Wording
from knowledge.cues.retelling import Retelling

SHORTEST = 320  # characters; what a phone shows at one glance
FEWEST_LINES = 5


@dataclass(frozen=True, slots=True)
class ShownText:
    """What is told: what stands over it, the text, what stands under it (warnings, then the sources)."""

    head: str
    body: str
    tail: tuple[str, ...]


class Retold:
    """Made once; holds no state."""

    def __init__(self, wording: Wording) -> None:
        self._words = wording.retelling

    def told(self, telling: ShownText, wish: Retelling) -> ShownText:
        """`telling` as it is wanted."""
        match wish:
            case Retelling.SHORTER:
                return self._shorter(telling)
            case Retelling.CLEARER:
                return replace(telling, tail=(self._words.unclear, *telling.tail))
            case Retelling.SOURCE:
                return ShownText(telling.head, "\n".join(telling.tail), ())
            case Retelling.SURE:
                return replace(telling, body=self._words.sure)
            case Retelling.FORM | Retelling.AGAIN | Retelling.WRONG:
                return telling

    def _shorter(self, telling: ShownText) -> ShownText:
        begun = beginning(telling.body)
        more = () if len(begun) == len(telling.body.strip()) else (self._words.more,)
        return replace(telling, body=begun, tail=(*more, *telling.tail))


def beginning(text: str) -> str:
    """The first lines of `text`, whole ones: at most FEWEST_LINES and about SHORTEST characters; never none."""
    kept: list[str] = []
    for line in filter(None, map(str.strip, text.strip().splitlines())):
        if kept and (len(kept) == FEWEST_LINES or sum(map(len, kept)) + len(line) > SHORTEST):
            break
        kept.append(line)
    return "\n".join(kept[:-1] if len(kept) > 1 and kept[-1].endswith(":") else kept)  # no title without what it is over
