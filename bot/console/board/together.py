"""What is done with many petitions of the board at once: who may, with which, and what came of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.console.request import Fields
from bot.console.views import Names
from bot.people.staff import Role, Staff
from bot.petitions.rules import code
from bot.petitions.rules.listing import BoardLine
from bot.petitions.rules.outcome import Done, Outcome
from bot.petitions.rules.transitions import NOBODYS, WORKED
from bot.wording.console import BoardWords

PASSING = frozenset({"sau", "said", "duoc", "khong"})
"""What an address of the board says of this one visit alone."""
MOST_TOLD = 10  # codes of what was not done


@dataclass(frozen=True, slots=True)
class Together:
    """`free`: the petitions that nobody has, by number; `held`: those that this person may give to somebody else; `officers`: to whom."""

    free: frozenset[int]
    held: frozenset[int]
    officers: Sequence[Staff]

    @property
    def which(self) -> frozenset[int]:
        return self.free | self.held

    @classmethod
    def of(cls, lines: Iterable[BoardLine], staff: Staff, names: Names) -> Together:
        shown, leads = tuple(lines), staff.role is not Role.OFFICER
        free = frozenset(line.id for line in shown if line.officer is None and line.state in NOBODYS and not line.is_outside)
        held = frozenset(line.id for line in shown if leads and line.officer is not None and line.state in WORKED)
        return cls(free, held, _officers(staff, names) if (free or held) and leads else ())


def _officers(staff: Staff, names: Names) -> Sequence[Staff]:
    """Of their own unit; who may reach the others is told by the desk, and those of the unit that coordinates reach all."""
    unit = names.units.get(staff.unit)
    reaches = staff.role is Role.ADMIN or (unit is not None and unit.is_coordinator)
    return [person for person in names.staff.values() if person.is_active and (reaches or person.unit == staff.unit)]


def summed(outcomes: Sequence[Outcome]) -> dict[str, str | int]:
    """What came of it, as it is passed on in the address: how many were done, and the codes of those that were not."""
    refused = [outcome.petition for outcome in outcomes if not isinstance(outcome, Done)]
    codes = [petition.code if petition else "" for petition in refused]
    done = str(len(outcomes) - len(refused))
    return {"duoc": done, "khong": ",".join([*filter(None, codes), *(["?"] * codes.count(""))])}


def told(query: Fields, words: BoardWords) -> str:
    """The sentence for it; "" where nothing was done. An address that somebody made up shows nothing but numbers and codes."""
    done = query.text("duoc")
    if not (done.isascii() and done.isdigit() and len(done) < 4):
        return ""
    pieces = [piece for piece in query.text("khong").split(",") if piece]
    codes = [shown for piece in pieces if (shown := code.read(piece))][:MOST_TOLD]
    text = words.done_together.format(count=int(done))
    if not pieces:
        return text
    named = f" ({', '.join(codes)})" if codes else ""
    return f"{text} {words.not_done_together.format(count=len(pieces), codes=named)}"
