"""Updates that came before are not served again."""

from __future__ import annotations

from collections import OrderedDict

REMEMBERED = 20_000  # updates that are known again


class UpdateDeduplicator:
    """Updates that came before. Telegram sends again what it does not know to have arrived."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._remembered = remembered
        self._ids: OrderedDict[int, None] = OrderedDict()

    def __contains__(self, update_id: object) -> bool:
        return update_id in self._ids

    def is_new(self, update_id: int) -> bool:
        """Whether `update_id` is seen for the first time; it is known from then on."""
        if update_id in self._ids:
            return False
        self._ids[update_id] = None
        if len(self._ids) > self._remembered:
            self._ids.popitem(last=False)
        return True
