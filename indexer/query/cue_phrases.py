"""What the cues of dangers.yaml say in plain words, from which the weights of cries for help are learnt too."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

from indexer.query.patterns import GAP
from knowledge.cues.danger import Dangers
from knowledge.cues.slots import SLOT

SAID_WITH_SLOTS = 6  # ways that a cue with slots is said; all of them would be millions


def cries_of(dangers: Dangers) -> Iterator[tuple[str, str]]:
    """The first number and the words of each cue that tells of a danger by itself. Same content, same words."""
    dice = random.Random(0)  # noqa: S311 - an order, no secret
    for danger in dangers.dangers:
        for cue in (*danger.cries, *danger.english, *danger.alone):
            for _ in range(SAID_WITH_SLOTS if SLOT.search(cue) else 1):
                yield danger.numbers[0], _said(cue, dangers.words.slots, dice)


def calm_phrases_of(dangers: Dangers) -> Iterator[str]:
    """The words of who is in no danger."""
    for phrase in (*dangers.words.harmless, *dangers.words.calm):
        if not SLOT.search(phrase):
            yield " ".join(piece for piece in phrase.split() if piece != GAP)


def _said(cue: str, slots: Mapping[str, Sequence[str]], dice: random.Random) -> str:
    """A cue with one of its words in each slot, and without its gaps."""
    said = []
    for piece in cue.split():
        if slot := SLOT.fullmatch(piece):
            said.append(_said(dice.choice(slots[slot.group(1)]), slots, dice))
        elif piece != GAP:
            said.append(piece)
    return " ".join(said)
