"""Speaks after danger and before everything else: forged papers, bribes, fraud, other people's data, arms, evasion get a warning.

The words are content (wrongdoing.yaml); who asks about papers the right way is not spoken to. Pure, about 0.1 ms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indexer.language import tokens
from indexer.query.patterns import Found, Patterns, bare, is_accented
from knowledge.cues.wrongdoing import Wrong, Wrongs

LONGEST_LOOKED_AT = 1_200  # characters; a story is read to its middle
HARMLESS, PETITION, UNLESS, CUE = "harmless", "petition", "unless", "cue"


class WrongdoingRule:
    """Made once of the content; holds no state."""

    def __init__(self, content: Wrongs) -> None:
        self._kinds = content.kinds
        slots, needs_accents = content.words.slots, frozenset(content.words.accented)
        patterns = list(_patterns(content))
        self._accented = Patterns(patterns, slots, str)
        bare_slots = {name: [phrase for phrase in phrases if phrase not in needs_accents] for name, phrases in slots.items()}
        self._bare = Patterns([each for each in patterns if each[0] not in needs_accents], bare_slots, bare)

    def heard(self, text: str) -> Wrong | None:
        """The wrongdoing that `text` tells of, or None. Same text, same answer."""
        said = tokens(text[:LONGEST_LOOKED_AT])
        found = (self._accented if is_accented(said) else self._bare).found(said)
        if any(kind == PETITION for _, _, kind, _ in found):
            return None
        silenced = {kind.partition(":")[2] for _, _, kind, _ in found if kind.startswith(UNLESS)}
        harmless = [(begin, end) for begin, end, kind, _ in found if kind == HARMLESS]
        heard = {
            number
            for each in found
            if each[2].startswith(CUE) and (number := each[2].partition(":")[2]) not in silenced and not _is_touched(each, harmless)
        }
        return self._kinds[min(map(int, heard))] if heard else None


def _patterns(content: Wrongs) -> Iterator[tuple[str, str]]:
    yield from ((phrase, HARMLESS) for phrase in content.words.harmless)
    yield from ((phrase, PETITION) for phrase in content.words.petition)
    for number, kind in enumerate(content.kinds):
        yield from ((cue, f"{CUE}:{number}") for cue in kind.cues)
        yield from ((cue, f"{UNLESS}:{number}") for cue in kind.unless)


def _is_touched(cue: Found, harmless: Sequence[tuple[int, int]]) -> bool:
    """Whether a harmless phrase ("gia hạn") shares a word with the cue's ("bằng lái giả", typed bare)."""
    begin, end, _, _ = cue
    return any(first < end and begin < last for first, last in harmless)
