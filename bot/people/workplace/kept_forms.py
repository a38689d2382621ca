"""What somebody of the staff has typed into a form and not sent yet: theirs alone, and never overwritten unseen. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

PLACE = re.compile(r"/[\w/.-]*")
PAGE = re.compile(r"/(?!/)[\w/.?&=%+-]*")  # below the console's address: it leads nowhere else
LONGEST_PLACE = 200  # characters, of the name of a field too; what the table holds
LONGEST_TITLE = 300
LONGEST_TEXT = 100_000  # characters of all fields: five times the longest article
MOST_FIELDS = 20
MOST_OTHERS = 5  # texts of other windows that are kept beside; an older one goes


@dataclass(frozen=True, slots=True)
class KeptForm:
    """One unsent form. `place`: which form, `page`: where it is written on, both below the console's address; `version`: of what it is
    about, as the page showed it. `revision` grows with each keeping; `others`: what was typed into the same form in another window.

    Raises ValueError for what no form of ours sends.
    """

    place: str
    page: str
    title: str
    fields: Mapping[str, str]
    version: str = ""
    revision: int = 0
    at: datetime | None = None
    others: tuple[Mapping[str, str], ...] = field(default=())

    def __post_init__(self) -> None:
        addresses = ((self.place, PLACE), (self.page, PAGE))
        if not all(len(text) <= LONGEST_PLACE and shape.fullmatch(text) for text, shape in addresses):
            raise ValueError(f"no form of ours: {self.place!r} at {self.page!r}")
        if len(self.title) > LONGEST_TITLE or len(self.version) > LONGEST_PLACE or len(self.fields) > MOST_FIELDS:
            raise ValueError(f"no form of ours: {self.place!r}")
        if sum(map(len, self.fields.values())) > LONGEST_TEXT or max(map(len, self.fields), default=0) > LONGEST_PLACE:
            raise ValueError(f"too long a text: {self.place!r}")

    @property
    def is_empty(self) -> bool:
        return not any(self.fields.values())


def following(held: KeptForm | None, typed: KeptForm, seen: int) -> KeptForm:
    """What is kept once `typed` comes from a page that knew the revision `seen` (0: none) where `held` stands: of two windows that write
    at the same time neither takes the other's text away."""
    if held is None:
        return replace(typed, revision=1, others=())
    is_known = seen == held.revision or _holds(typed.fields, held.fields)
    if not is_known and _holds(held.fields, typed.fields):
        return replace(held, revision=held.revision + 1)  # an older state of the same text, come late
    others = held.others if is_known else (held.fields, *(other for other in held.others if dict(other) != dict(held.fields)))
    return replace(typed, revision=held.revision + 1, others=others[:MOST_OTHERS])


def _holds(whole: Mapping[str, str], part: Mapping[str, str]) -> bool:
    """Whether every text of `part` stands in the same field of `whole`."""
    return all(text in whole.get(name, "") for name, text in part.items())
