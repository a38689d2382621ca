"""Wrongdoing: what people write who are about to break the law, are asked to, or are being cheated, and the right door for it."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from knowledge.cues.danger import NUMBER
from knowledge.cues.slots import check_names, check_slots
from knowledge.records.procedure import Line, Record


class Wrong(Record):
    """One kind of wrongdoing; of several that are heard the first in the file is answered.

    `cues` tell of it by themselves, unless one of `unless` stands anywhere in the message. `answer` is the first sentence of the
    reply, `door` says where to go. `interrupts`: it is answered also in the middle of a form: who is being cheated has no time.
    """

    name: str = Field(pattern=r"^[a-z_]{2,40}$")
    answer: Line
    door: Line
    cues: tuple[Line, ...] = Field(min_length=1)
    unless: tuple[Line, ...] = ()
    interrupts: bool = False

    @property
    def reply(self) -> str:
        """What is said: the answer, then the door."""
        return f"{self.answer}\n{self.door}"

    @property
    def numbers(self) -> tuple[str, ...]:
        """The telephone numbers that the reply names."""
        return tuple(NUMBER.findall(self.reply))


class WrongWords(Record):
    """The words that all wrongdoing is read with.

    `slots`: what `<name>` in a cue stands for, in terms of slots that stand before it; `harmless`: phrases that hold a cue, or a part
    of one, and mean none; `accented`: cues and slots whose bare spelling usually means something else; `petition`: words of who wants
    to send a petition, which has a window of its own.
    """

    slots: dict[str, tuple[Line, ...]] = Field(default_factory=dict)
    harmless: tuple[Line, ...] = ()
    accented: tuple[Line, ...] = ()
    petition: tuple[Line, ...] = ()

    @model_validator(mode="after")
    def _slots_are_known(self) -> Self:
        check_slots(self.slots, (*self.harmless, *self.petition))
        return self


class Wrongs(Record):
    """What `wrongdoing.yaml` holds."""

    words: WrongWords = WrongWords()
    kinds: tuple[Wrong, ...] = ()

    @model_validator(mode="after")
    def _are_named_once(self) -> Self:
        check_names([kind.name for kind in self.kinds])
        check_slots(self.words.slots, (cue for kind in self.kinds for cue in (*kind.cues, *kind.unless)))
        return self
