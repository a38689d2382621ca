"""What a row of the audit trail says besides who, what and when, in the words of the office. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.console.views import Names
from bot.petitions.rules.petition import PetitionState

CALENDAR_MONTH = 100  # a month is kept as year × 100 + month


@dataclass(frozen=True, slots=True)
class TrailDetails:
    """Says each detail by its name in the wording; what has none stands as it was written. `moment`: a time as the office tells it."""

    names: Names
    moment: Callable[[datetime | None], str]

    def told(self, detail: str) -> str:
        """`detail` is the JSON of a row."""
        found = json.loads(detail)
        return "; ".join(self._lines(found)) if isinstance(found, dict) else detail

    def _lines(self, found: Mapping[str, object]) -> Iterator[str]:
        rest = dict(found)
        if "from" in rest and "to" in rest:
            yield self._change(rest.pop("from"), rest.pop("to"))
        for name, value in rest.items():
            if value not in (None, "", [], {}):
                yield f"{self._label(name)}: {self._value(name, value)}"

    def _change(self, before: object, after: object) -> str:
        """A change of state, of a deadline, or of the fields of somebody or something."""
        words = self.names.words.console.trail
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            changes = (f"{self._label(name)}: {self._value(name, before[name])} → {self._value(name, after.get(name))}" for name in before)
            return "; ".join(changes)
        is_state = str(after) in set(PetitionState)
        told = [self._value("state" if is_state else "moment", each) for each in (before, after) if each]
        return f"{words.state if is_state else words.due}: {' → '.join(dict.fromkeys(told))}"

    def _label(self, name: str) -> str:
        return self.names.words.console.trail.details.get(name, name)

    def _value(self, name: str, value: object) -> str:
        console = self.names.words.console
        match value:
            case None | "":
                return console.none
            case bool():
                return console.yes if value else console.no
            case Mapping():
                return ", ".join(self._lines(value))
            case list():
                return ", ".join(self._value(name, each) for each in value)
            case int() if name in ("unit", "officer", "month", "with"):
                return self._number(name, value)
            case str():
                return self._word(name, value)
            case _:
                return str(value)

    def _number(self, name: str, value: int) -> str:
        if name == "unit":
            return self.names.unit(value)
        if name == "officer":
            return self.names.person(value)
        year, month = divmod(value, CALENDAR_MONTH)
        return f"{month:02}/{year}"

    def _word(self, name: str, value: str) -> str:
        """Of a word that the house keeps, what the office says for it."""
        words = self.names.words
        console, known = words.console, words.console.trail.values
        match name:
            case "state":
                return console.states.get(value, value)  # type: ignore[call-overload, no-any-return]
            case "moment" | "starts" | "ends":
                return self.moment(datetime.fromisoformat(value))
            case "day" | "due" | "until":
                return _day(value)
            case "role":
                return console.roles.get(value, value)  # type: ignore[call-overload, no-any-return]
            case "via":
                return console.vias.get(value, value)  # type: ignore[call-overload, no-any-return]
            case "topics":
                return words.following.topics.get(value, value)  # type: ignore[call-overload, no-any-return]
            case "kind" | "kinds" | "channel" | "chosen":
                return known.get(value, value)
            case _:
                return value


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value[:10]).strftime("%d/%m/%Y")
    except ValueError:
        return value
