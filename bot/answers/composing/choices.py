"""What is offered as buttons: each by a name that no other of them has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.composing.labels import readable, shortened, titled
from bot.answers.composing.sheets import LONGEST_NAME
from bot.answers.lines.parts import joined
from bot.answers.turn.outcome import Choice
from bot.wording import Wording
from knowledge.records.procedure import Level


class ChoiceNames:
    """Names choices in the words of `wording`."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def told_apart(self, choices: Sequence[Choice]) -> tuple[Choice, ...]:
        """`choices`, those of one name told apart by level, then by province, then by code."""
        named = [replace(choice, name=readable(choice.name)) for choice in choices]
        for says in (self._of_level, self._of_place, lambda choice: self._wording.ambiguous.coded.format(code=choice.record_id)):
            names = [choice.name.lower() for choice in named]
            named = [
                replace(choice, name=joined(" ", choice.name, says(choice))) if names.count(choice.name.lower()) > 1 else choice
                for choice in named
            ]
        return tuple(named)

    def _of_level(self, choice: Choice) -> str:
        return f"({self._wording.levels[Level(choice.level)]})" if choice.level else ""

    def _of_place(self, choice: Choice) -> str:
        return f"({choice.place})" if choice.place else ""


def listed(choices: Sequence[Choice]) -> str:
    """`choices` as numbered lines."""
    return "\n".join(f"{number}. {titled(shortened(choice.name, LONGEST_NAME))}" for number, choice in enumerate(choices, 1))
