"""A notice in words: the line on top of a page, the message in a chat. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo

from bot.bulletins.rules.bulletin import BulletinPhase, OfficeBulletin
from bot.wording.bulletins import BulletinWords


class BulletinTeller:
    """`units`: the names of the office's units, by number, as they are now."""

    def __init__(self, words: BulletinWords, zone: tzinfo, units: Callable[[], Mapping[int, str]]) -> None:
        self._words = words
        self._zone = zone
        self._units = units

    def head(self, found: OfficeBulletin) -> str:
        """ "Tạm dừng hệ thống: Cổng dịch vụ công bảo trì"."""
        return self._words.head.format(kind=self._words.kinds[found.draft.kind], title=found.draft.title)

    def span(self, found: OfficeBulletin) -> str:
        """From when to when; of a system that stands still the end is when it is expected back."""
        form = self._words.spans.get(found.draft.kind, self._words.span)
        return form.format(begins=self.moment(found.draft.begins), ends=self.moment(found.until))

    def where(self, found: OfficeBulletin) -> str:
        """The place and the units that it is about; "" for the whole office everywhere."""
        names = self._units()
        units = [names[unit] for unit in found.draft.units if unit in names]
        return " · ".join(filter(None, (found.draft.place, ", ".join(units))))

    def full(self, found: OfficeBulletin, at: datetime) -> str:
        """All of it, as one message."""
        where = self.where(found)
        lines = [self.head(found), self.span(found), *([self._words.where.format(where=where)] if where else []), found.draft.text]
        before = [self._words.phases[BulletinPhase.UPCOMING]] if found.phase(at) is BulletinPhase.UPCOMING else []
        return "\n".join([*before, *lines])

    def short(self, found: OfficeBulletin) -> str:
        """One line, to stand beside an answer."""
        return self._words.short.format(head=self.head(found), span=self.span(found))

    def moment(self, at: datetime) -> str:
        """ "07:30 ngày 5/3/2026"."""
        local = at.astimezone(self._zone)
        return self._words.moment.format(clock=f"{local:%H:%M}", day=f"{local.day}/{local.month}/{local.year}")
