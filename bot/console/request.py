"""One request of somebody logged in, as the pages read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import parse_qsl

from bot.people.staff import Staff
from bot.text.invisible import seen
from bot.text.typed_days import day_of

MOST_FIELDS = 200  # of a form; more is none of ours
LARGEST_NUMBER = 2**63 - 1  # what a column of the database holds
EARLIEST = date(1900, 1, 1)  # of a form; nobody alive has to do with an earlier day
MOST_DIGITS = 19  # of it; thousands are a ValueError of int() itself


class FormError(ValueError):
    """What was sent is no answer to the form that was shown."""


class DayError(FormError):
    """What was written is no day."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Names and values of a query or a form, blanks stripped; of a name that comes twice, `all` has both and the others the last."""

    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, encoded: str) -> Fields:
        """Raises FormError for more than MOST_FIELDS."""
        try:
            found = parse_qsl(encoded, keep_blank_values=True, errors="replace", max_num_fields=MOST_FIELDS)
        except ValueError as error:
            raise FormError from error
        return cls.of(found)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Fields:
        return cls(tuple((name, seen(value).strip()) for name, value in pairs))

    def text(self, name: str, default: str = "") -> str:
        return next((value for found, value in reversed(self.pairs) if found == name), default)

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for found, value in self.pairs if found == name and value)

    def number(self, name: str) -> int | None:
        """A positive number; None where the field is empty or missing. Raises FormError for anything else."""
        text = self.text(name)
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS) or int(text) > LARGEST_NUMBER:
            raise FormError(name)
        return int(text)

    def day(self, name: str) -> date | None:
        """A day as it is written ("20/11/2026"), or as browsers send it; None where empty. Raises DayError for anything else, and before
        EARLIEST: the first days of the calendar are no moment in every zone."""
        text = self.text(name)
        if not text:
            return None
        try:
            day = day_of(text)
        except ValueError as error:
            raise DayError(name) from error
        if day < EARLIEST:
            raise DayError(name)
        return day


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a form brought; `name` is what the sender says."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class RequestContext:
    """Who asks (`staff`), for what (`args`: the pieces of the path), with which `query` and `form`, when.

    `cookie`: the session's token; `csrf`: what every form must carry; `files`: what it brought, by the name of the field;
    `once`: what the forms of the page that is shown carry, so that each of them is done once; `path`: its address below the console's.
    """

    staff: Staff
    cookie: str
    csrf: str
    at: datetime
    query: Fields = Fields()
    form: Fields = Fields()
    args: Mapping[str, str | int] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)
    once: str = ""
    path: str = "/"

    @property
    def number(self) -> int:
        """The number in the path. Raises FormError where no database has such a number."""
        number = self.args["number"]
        if not isinstance(number, int) or number > LARGEST_NUMBER:
            raise FormError("number")
        return number
