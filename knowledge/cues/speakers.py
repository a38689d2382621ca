"""SpeakerCues: by which words a person, and by which an organisation, speaks of itself."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cached_property

from knowledge.records.procedure import Line, Record


class Speaking(StrEnum):
    """For whom somebody asks."""

    PERSON = "person"
    BODY = "body"
    NOBODY = "nobody"


class SpeakerCues(Record):
    """What `speakers.yaml` holds. `people`: words of somebody who asks for themselves or their family; `bodies`: of one who asks for an
    office, a company or another body, even beside the words of a person ("cơ quan tôi"); `aside`: what holds a word of `people` and means
    nobody who asks ("trẻ em")."""

    people: tuple[Line, ...] = ()
    bodies: tuple[Line, ...] = ()
    aside: tuple[Line, ...] = ()

    def heard(self, text: str) -> Speaking:
        """For whom `text`, written with its accents, is said."""
        said = text.lower()
        if self._bodies.search(said):
            return Speaking.BODY
        return Speaking.PERSON if self._people.search(self._aside.sub(" ", said)) else Speaking.NOBODY

    @cached_property
    def _people(self) -> re.Pattern[str]:
        return _any_of(self.people)

    @cached_property
    def _bodies(self) -> re.Pattern[str]:
        return _any_of(self.bodies)

    @cached_property
    def _aside(self) -> re.Pattern[str]:
        return _any_of(self.aside)


def _any_of(cues: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, cues))})\b" if cues else r"(?!)")
