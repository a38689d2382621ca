"""What the console says above every page when staff are out of reach: to each what is theirs to see to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo

from bot.people.reach import StaffReach, Unreached
from bot.people.staff import Role, Staff
from bot.wording.reach import ReachWords


class AlarmTeller:
    """Admins and who coordinates see everything, leaders the group and their unit's people, everybody themselves."""

    def __init__(self, words: ReachWords, zone: tzinfo) -> None:
        self._words = words
        self._zone = zone

    def banners(self, reach: StaffReach, viewer: Staff, coordinator: int | None) -> tuple[str, ...]:
        """The sentences for `viewer`; `coordinator`: the unit that coordinates."""
        return tuple(self._told(reach, viewer, is_keeper=viewer.role is Role.ADMIN or viewer.unit == coordinator))

    def _told(self, reach: StaffReach, viewer: Staff, *, is_keeper: bool) -> Iterator[str]:
        say, may_act = self._words, is_keeper or viewer.role is Role.LEADER
        if reach.is_nobody_told and may_act:
            yield say.banner_nobody
        if reach.group and may_act:
            yield self._filled(say.banner_group, reach.group)
        for person, found in reach.people:
            if person.id == viewer.id:
                yield self._filled(say.banner_self, found)
            elif is_keeper or (viewer.role is Role.LEADER and person.unit == viewer.unit):
                yield self._filled(say.banner_person, found, person.name)
        if reach.late and may_act:
            yield say.banner_late.format(count=reach.late)

    def _filled(self, pattern: str, found: Unreached, name: str = "") -> str:
        return pattern.format(since=self._moment(found.since), reason=found.reason, name=name)

    def _moment(self, at: datetime) -> str:
        return at.astimezone(self._zone).strftime("%H:%M %d/%m/%Y")
