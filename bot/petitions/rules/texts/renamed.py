"""What an old commune that a place names is called today, by the office's own list. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from indexer.language import fold, tokens
from knowledge.records.communes import MergedCommune

MOST_OFFERED = 4  # buttons; a name that so many communes had says nothing without its district

_SHORT = {
    "x": ("xa",),
    "p": ("phuong",),
    "tt": ("thi", "tran"),
    "q": ("quan",),
    "h": ("huyen",),
    "tx": ("thi", "xa"),
    "tp": ("thanh", "pho"),
}
_JOINED = re.compile(r"\b([pq])\.?(?=\d)", re.IGNORECASE)


class RenamedCommunes:
    """Reads places as people type them: with or without accents, "P. Nguyễn Du", "phường 01"."""

    def __init__(self, communes: Iterable[MergedCommune]) -> None:
        self._by_name: dict[tuple[str, ...], list[MergedCommune]] = defaultdict(list)
        self._today: set[tuple[str, ...]] = set()
        for each in communes:
            self._by_name[tuple(_said(each.old))].append(each)
            self._today.add(tuple(_said(each.new)))
        self._longest = max(map(len, self._by_name), default=0)

    def of(self, place: str) -> tuple[MergedCommune, ...]:
        """The communes of today for the last old one that `place` names, at most MOST_OFFERED; () where it names none, names one that is
        called so today as well, or is true of more. A district or province that is named tells those of one name apart."""
        said = _said(place)
        for begin in range(len(said) - 1, -1, -1):
            for end in range(min(len(said), begin + self._longest), begin + 1, -1):
                if found := self._by_name.get(tuple(said[begin:end])):
                    return self._offered(found, said, said[begin:end], is_old=said[end : end + 1] == ["cu"])
        return ()

    def _offered(
        self, found: Sequence[MergedCommune], said: Sequence[str], name: Sequence[str], *, is_old: bool
    ) -> tuple[MergedCommune, ...]:
        told_apart = [each for each in found if _names(said, _bare(each.district))] or [
            each for each in found if _names(said, _said(each.old_province))
        ]
        if tuple(name) in self._today and not (told_apart or is_old):
            return ()
        changed = [each for each in told_apart or found if _said(each.new) != list(name)]
        offered = {(each.new, each.new_province): each for each in changed}
        return tuple(offered.values()) if len(offered) <= MOST_OFFERED else ()


def _said(text: str) -> list[str]:
    return list(_spelt([fold(token) for token in tokens(_JOINED.sub(r"\1 ", text))]))


def _spelt(folded: Sequence[str]) -> Iterator[str]:
    """Kinds in full, numbers without noughts: "p 01" as "phuong 1"."""
    for at, token in enumerate(folded):
        follows = at + 1 < len(folded)
        if token.isdigit():
            yield token.lstrip("0") or "0"
        else:
            yield from _SHORT[token] if follows and token in _SHORT else (token,)


def _bare(district: str) -> list[str]:
    """A district's name without its kind, unless it is a number: "Hai Bà Trưng", "quận 1"."""
    said = _said(district)
    for kind in (["thanh", "pho"], ["thi", "xa"], ["huyen"], ["quan"]):
        if said[: len(kind)] == kind and not said[-1].isdigit():
            return said[len(kind) :]
    return said


def _names(said: Sequence[str], name: Sequence[str]) -> bool:
    return bool(name) and any(list(said[at : at + len(name)]) == list(name) for at in range(len(said) - len(name) + 1))
