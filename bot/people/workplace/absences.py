"""When somebody of the staff is away, and who stands in for them. Pure: knows no database and no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

LONGEST = timedelta(days=366)  # a longer one is a typing error: who is away for years has left


@dataclass(frozen=True, slots=True)
class Absence:
    """From the morning of `begins` to the evening of `ends`. `stand_in`: who gets what is open (None: the queue of the unit). `is_handed`:
    what was open is handed over.

    Raises ValueError for an absence that ends before it begins, or never.
    """

    id: int
    staff: int
    begins: date
    ends: date
    stand_in: int | None = None
    is_handed: bool = False

    def __post_init__(self) -> None:
        if not timedelta() <= self.ends - self.begins <= LONGEST or self.stand_in == self.staff:
            raise ValueError(f"no absence: {self.begins}–{self.ends}, {self.stand_in} for {self.staff}")

    def holds(self, day: date) -> bool:
        return self.begins <= day <= self.ends
