"""What old communes are called today, by the list of the index in use; read anew when another index is."""

from __future__ import annotations

from collections.abc import Callable

from bot.petitions.rules.texts.renamed import RenamedCommunes
from knowledge.records.communes import MergedCommune


class CommuneRenaming:
    """Keeps the list made ready, which takes as long as hundreds of places read with it."""

    def __init__(self, communes: Callable[[], tuple[MergedCommune, ...]]) -> None:
        self._communes = communes
        self._ready: tuple[tuple[MergedCommune, ...], RenamedCommunes] = ((), RenamedCommunes(()))

    def of(self, place: str) -> tuple[MergedCommune, ...]:
        """The communes of today for the old one that `place` names; () where the list has none or no list was loaded."""
        known, ready = self._communes(), self._ready
        if known is not ready[0]:
            ready = self._ready = (known, RenamedCommunes(known))
        return ready[1].of(place)
