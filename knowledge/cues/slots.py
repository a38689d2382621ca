"""Slots: groups of phrases that the cues of dangers, wrongdoing, life events and the office name as `<group>`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

SLOT = re.compile(r"<([a-z_]+)>")
"""In a cue: any of the phrases of that slot. `*` is at most three syllables of any kind."""


def slots_in(phrases: Iterable[str]) -> set[str]:
    """The slots that any of `phrases` names."""
    return {slot for phrase in phrases for slot in SLOT.findall(phrase)}


def check_slots(slots: Mapping[str, Sequence[str]], cues: Iterable[str]) -> None:
    """Raise ValueError where a slot uses one that does not stand before it, or a cue one that there is not."""
    known: set[str] = set()
    for name, phrases in slots.items():
        if unknown := slots_in(phrases) - known:
            raise ValueError(f"<{name}> dùng <{'>, <'.join(sorted(unknown))}> chưa được nêu trước nó")
        known.add(name)
    if unknown := slots_in(cues) - known:
        raise ValueError(f"không có nhóm từ <{'>, <'.join(sorted(unknown))}>")


def check_names(names: Sequence[str]) -> None:
    """Raise ValueError where one of `names` is given twice."""
    if repeated := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"nêu hai lần: {', '.join(sorted(repeated))}")
