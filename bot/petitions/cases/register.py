"""The public register of answered petitions: what officers published, and nothing that they did not look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.people.staff_store import StaffBook
from bot.petitions.cases.office import OfficeRules
from bot.petitions.cases.roster import Roster
from bot.petitions.rules import code, deadlines
from bot.petitions.rules.deadlines import Pause
from bot.petitions.rules.petition import PetitionKind
from bot.petitions.rules.published import PublishedPetition, RegisterQuery
from bot.petitions.store.register import RegisterBook


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One petition as everybody may read it. `number` opens nothing but its page in the register; its secret code is not here.

    `unit`: who answered ("" not known); `procedure`: a code or "".
    `days`: working days from the receipt (or the reopening) to the answer, 0 on the same day.
    """

    number: int
    kind: PetitionKind
    question: str
    answer: str
    unit: str
    procedure: str
    received: datetime
    answered: datetime
    published: datetime
    days: int
    is_reopened: bool


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """A page of the register; `next` is the cursor of the page after it, "" on the last."""

    entries: tuple[RegisterEntry, ...]
    next: str = ""


class Register:
    """Reads only; each method is one transaction, and a look at who works here."""

    def __init__(self, book: RegisterBook, office: OfficeRules, staff: StaffBook) -> None:
        self._book = book
        self._office = office
        self._staff = staff

    def leaf(self, wanted: RegisterQuery) -> RegisterPage:
        """The newest first."""
        found, cursor = self._book.page(wanted)
        return RegisterPage(self._entries(found), cursor)

    def entry(self, number: int) -> RegisterEntry | None:
        """None for whatever is not published, whether there is such a petition or not."""
        found = self._book.get(number)
        return self._entries((found,))[0] if found else None

    def number_of(self, typed: str) -> int | None:
        """The number of an entry by the secret code that somebody typed: addresses once were made of it."""
        read = code.read(typed)
        return self._book.number_of(read) if read else None

    def units(self) -> Mapping[int, str]:
        """The units that have published something, by number."""
        names = Roster.of(self._staff).names
        return {number: name for number in sorted(self._book.units()) if (name := names.unit(number))}

    def procedures(self) -> frozenset[str]:
        """The codes of the procedures that published petitions are about."""
        return self._book.procedures()

    def _entries(self, found: tuple[PublishedPetition, ...]) -> tuple[RegisterEntry, ...]:
        clock, names = self._office.workdays(), Roster.of(self._staff).names

        def entry(each: PublishedPetition) -> RegisterEntry:
            pauses = tuple(Pause(since, until or each.answered, "") for since, until in each.pauses)
            days = deadlines.taken(clock, each.counted_from, each.answered, pauses)
            unit = names.unit(each.unit) if each.unit else ""
            return RegisterEntry(
                *(each.id, each.kind, each.question, each.answer, unit, each.procedure),
                *(each.received, each.answered, each.published, days, each.is_reopened),
            )

        return tuple(map(entry, found))
