"""How long what citizens said is kept; run every night, late or twice does no harm."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

Purge = Callable[[datetime], int]
"""Deletes what is older than the time given; returns how many rows."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is kept for how long, and how it is deleted."""

    kept: timedelta
    purge: Purge


class Retention:
    """The rules of every room, by the name of what they keep; in order: what refers to a chat goes before the chat."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self._rules = dict(rules)

    def apply(self, now: datetime) -> dict[str, int]:
        """Delete all whose time is over at `now`; how much of each."""
        return {name: rule.purge(now - rule.kept) for name, rule in self._rules.items()}
