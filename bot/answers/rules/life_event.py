"""Speaks when a family tells what has happened to it and asks what to do: the answer is a list in order, not one procedure.

What has happened and how people ask are content (events.yaml). Pure, about 0.1 ms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.language import tokens
from indexer.query.patterns import Found, Patterns, bare, is_accented
from knowledge.cues.life_event import LifeEvent, LifeEvents

BESIDE = 2  # syllables beside what has happened in a message that tells nothing else: "ba nhà tôi chết rồi anh"
LONGEST = 60  # syllables; a longer story asks for something of its own
ASKING, HAPPENED, WHOLE, UNLESS = "asking", "happened", "whole", "unless"
JUST, UNLESS_JUST = "just", "unless_just"


@dataclass(frozen=True, slots=True)
class HeardEvent:
    """A life event that was heard; `is_whole`: the whole list was asked for in so many words."""

    event: LifeEvent
    is_whole: bool


class LifeEventRule:
    """Made once of the content; holds no state."""

    def __init__(self, content: LifeEvents) -> None:
        self._events = content.events
        patterns = list(_patterns(content))
        self._accented = Patterns(patterns, content.slots, str)
        self._bare = Patterns(patterns, content.slots, bare)

    def heard(self, text: str) -> HeardEvent | None:
        """The event that `text` tells of and asks about in general, or tells of alone; of several the one with the longest words."""
        said = tokens(text)
        if not said or len(said) > LONGEST:
            return None
        found = self._found(said)
        asked = [(begin, end) for begin, end, kind, _ in found if kind == ASKING]
        other = {number for _, _, value, _ in found for kind, _, number in (value.partition(":"),) if kind == UNLESS}
        told = [
            (end - begin, -int(number), kind == WHOLE)
            for begin, end, value, _ in found
            for kind, _, number in (value.partition(":"),)
            if number not in other
            and (
                kind == WHOLE
                or (kind == HAPPENED and (end - begin >= len(said) - BESIDE or any(last <= begin or first >= end for first, last in asked)))
            )
        ]
        if not told:
            return None
        _, number, is_whole = max(told)
        return HeardEvent(self._events[-number], is_whole)

    def feeling(self, said: Sequence[str]) -> str:
        """What is said first to who tells, in the syllables `said`, of what has just happened, whatever is asked; "" where nothing is."""
        told = {(kind, int(number)) for _, _, value, _ in self._found(said) for kind, _, number in (value.partition(":"),) if number}
        just = sorted(number for kind, number in told if kind == JUST and (UNLESS_JUST, number) not in told)
        return self._events[just[0]].feeling if just else ""

    def _found(self, said: Sequence[str]) -> list[Found]:
        return (self._accented if is_accented(said) else self._bare).found(said)


def _patterns(content: LifeEvents) -> Iterator[tuple[str, str]]:
    yield from ((phrase, ASKING) for phrase in content.asking)
    for number, event in enumerate(content.events):
        yield from ((cue, f"{HAPPENED}:{number}") for cue in event.cues)
        yield from ((cue, f"{WHOLE}:{number}") for cue in event.whole)
        yield from ((cue, f"{UNLESS}:{number}") for cue in event.unless)
        yield from ((cue, f"{JUST}:{number}") for cue in event.just)
        yield from ((cue, f"{UNLESS_JUST}:{number}") for cue in event.unless_just)
