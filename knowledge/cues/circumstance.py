"""Circumstance: what a question turns on, however it is worded: somebody else goes, it is late, it is lost, it costs."""

from __future__ import annotations

from pydantic import Field

from knowledge.records.procedure import Line, Record


class Circumstance(Record):
    """One thing that a question may turn on, and the words by which people say it. `asks_for_a_part`: it only says which part is asked
    for. Asked of a procedure whose name holds one of `where_named`, what would be `instead_of` means this ("bao nhiêu tiền" of a
    benefit), but in a question that holds one of `unless`. `is_given`: asked is how much one is given, which no fee answers. `*` in a cue
    is at most three syllables of any kind."""

    name: str = Field(pattern=r"^[a-z_]{2,40}$")
    cues: tuple[Line, ...] = Field(min_length=1)
    asks_for_a_part: bool = False
    is_given: bool = False
    instead_of: str = ""
    where_named: tuple[Line, ...] = ()
    unless: tuple[Line, ...] = ()


class Circumstances(Record):
    """What `circumstances.yaml` holds."""

    circumstances: tuple[Circumstance, ...] = ()
