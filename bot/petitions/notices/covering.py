"""The letters to who stands in when the staff group, or one of the staff, does not get theirs. Pure but for what it is given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.messages import Button, OutboxMessage
from bot.people.staff import Staff
from bot.petitions.notices.letters import WORKING, may_read
from bot.petitions.rules.petition import PetitionFile, PetitionState
from bot.wording.petitions import PetitionWords
from bot.wording.reach import ReachWords

KEY = re.compile(r"petition:(\d+):(\d+:card|\d+:staff:\d+|warning:[\d:]+|card:[\w:]+?)(?::cover:\d+)?")
"""The key of a letter to the staff about a petition, as bot.petitions.notices.letters and .warnings make it, or of one sent in its stead.

What somebody of the staff gets as a citizen who follows a petition is theirs, and told to nobody.
"""
CARD = "card"
UNHELD = frozenset({PetitionState.RECEIVED, PetitionState.FORWARDED})


def petition_of(key: str) -> int | None:
    """The petition that a letter is about; None: about none."""
    found = KEY.fullmatch(key)
    return int(found[1]) if found else None


class Covering:
    """Writes them; each goes to one person once, however often it is tried."""

    def __init__(self, words: PetitionWords, say: ReachWords) -> None:
        self._words = words
        self._say = say

    def about(self, key: str, file: PetitionFile, whose: Staff | None, stand_ins: Iterable[Staff]) -> Iterator[OutboxMessage]:
        """What the letter `key` about `file` was to tell `whose` chat (None: the group's). Of a petition that somebody holds, the group's
        message only shows how it stands: then nobody needs to be told."""
        found, petition = KEY.fullmatch(key), file.petition
        if found is None:
            return
        is_card = whose is None or found[2].startswith(CARD)
        if is_card and (petition.officer is not None or petition.state not in UNHELD or petition.agency):
            return
        name = whose.name if whose else ""
        base = f"petition:{petition.id}:{self._matter(found[2], file) if is_card else found[2]}:cover"
        pattern = self._say.unheard_by_group if is_card else self._say.unheard_by_person
        text = pattern.format(
            code=petition.code, kind=self._words.called(petition.kind, petition.topic), state=self._words.states[petition.state], name=name
        )
        rows = ((Button(self._words.working.see, f"{WORKING}:see:{petition.id}"),),)
        for person in stand_ins:
            if person.chat and person != whose and may_read(person, file):
                yield person.letter(text, f"{base}:{person.id}", rows, path=f"/kien-nghi/{petition.id}")

    @staticmethod
    def _matter(kept: str, file: PetitionFile) -> str:
        """The message of the group changes often; that a petition waits for somebody in a unit is told once."""
        petition = file.petition
        now = f"{CARD}:{petition.state}:{petition.unit or 0}:{petition.bounces}:{int(petition.is_reopened)}"
        return kept if kept.startswith(f"{CARD}:") else now

    def lost(self, whose: Staff | None, reason: str, stand_ins: Iterable[Staff], at: datetime) -> list[OutboxMessage]:
        """That the group (None), or one of the staff, is out of reach."""
        name = whose.name if whose else ""
        text = (self._say.person_lost if whose else self._say.group_lost).format(name=name, reason=reason)
        return self._all(whose, "lost", text, stand_ins, at)

    def again(self, whose: Staff | None, stand_ins: Iterable[Staff], at: datetime) -> list[OutboxMessage]:
        """That they hear us again."""
        text = self._say.person_again.format(name=whose.name) if whose else self._say.group_again
        return self._all(whose, "again", text, stand_ins, at)

    @staticmethod
    def _all(whose: Staff | None, what: str, text: str, people: Iterable[Staff], at: datetime) -> list[OutboxMessage]:
        # to the microsecond: out of reach and back and out again within a second is told each time
        key = f"reach:{whose.actor if whose else 'group'}:{what}:{at:%Y%m%d%H%M%S%f}"
        return [person.letter(text, f"{key}:{person.id}", path="/") for person in people if person.chat and person != whose]
