"""The days that a message names, and those on which it asks whether the office works; by the content's own words for days. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from bot.answers.decisions.office import days_meant
from bot.answers.rules.office import OfficeQuestion, OfficeRule
from bot.petitions.rules.workdays import Workdays
from indexer.language import tokens
from indexer.query.patterns import Patterns, bare, is_accented
from knowledge.cues.office import DayNamed, OfficeCues, OfficeMatter

NEXT_WEEK = "next_week"


class DayReader:
    """Made once of the content; `workdays`: the office's calendar as it is now."""

    def __init__(self, content: OfficeCues, own_name: str, workdays: Callable[[], Workdays]) -> None:
        self._rule = OfficeRule(content, own_name)
        self._workdays = workdays
        listed = [(cue, str(day)) for day, cues in content.days.items() for cue in cues]
        listed += [(cue, NEXT_WEEK) for cue in content.next_week]
        needs = frozenset(content.accented)
        self._accented = Patterns(listed, content.slots, str)
        self._bare = Patterns([each for each in listed if each[0] not in needs], content.slots, bare)

    def named(self, text: str, at: datetime) -> Sequence[date]:
        """The days that `text` names; none where it names none."""
        said = tokens(text)
        found = (self._accented if is_accented(said) else self._bare).found(said)
        days = [DayNamed(kind) for _, _, kind, _ in sorted(found, key=lambda each: each[0] - each[1]) if kind != NEXT_WEEK]
        is_next_week = any(kind == NEXT_WEEK for _, _, kind, _ in found)
        return self._dates(OfficeQuestion((), days[0], is_next_week), at) if days else ()

    def office_days(self, text: str, at: datetime) -> Sequence[date]:
        """The days on which `text` asks whether the office works, and asks for nothing besides."""
        asked = self._rule.asked(text)
        return self._dates(asked, at) if asked and OfficeMatter.OPEN in asked.matters else ()

    def _dates(self, asked: OfficeQuestion, at: datetime) -> Sequence[date]:
        calendar = self._workdays()
        return days_meant(asked, calendar, calendar.local(at).date())
