"""A number that decides in a room's rules, as its table lists it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleNumber:
    """A constant of the module whose `NUMBERS` lists it: in which unit, why so much, and the test ("file::function") that fails
    where it is another."""

    name: str
    unit: str
    reason: str
    held_by: str
