"""Danger: what people shout when life, body or savings are at risk, whom they call and what they do at once."""

from __future__ import annotations

import re
from typing import Self

from pydantic import Field, model_validator

from knowledge.cues.slots import check_names, check_slots
from knowledge.records.procedure import Line, Record

NUMBER = re.compile(r"(?<!\d)1\d\d(?!\d)")
HEARD_NUMBERS = ("113", "114", "115", "111")
"""The numbers between which the learnt weights decide."""


class Weight(Record):
    """One line of `hearing.tsv`: a piece of a message (empty: every message), and how much more it weighs towards a cry for each of
    `HEARD_NUMBERS` than towards a question. Written by `python -m indexer hear`."""

    piece: str
    numbers: tuple[float, float, float, float]


class Danger(Record):
    """One danger; of several that are heard the first in the file is answered.

    `cries` tell of it by themselves, `hazards` beside a witness (a person, a place, "now"), `signs` only in one message with one of
    `beside` ("té" with "máu", in either order), `alone` as the whole message; `english` are cries in English. `call` begins the
    reply and names every one of `numbers`, the right one first; `act` is what to do now. Numbers are those of hotlines.yaml (a check
    compares them). `weighed`: the answer where no cue but the weight of the words tells of its first number. `sudden`: it is over
    within the hour, so that who tells its day of the calendar tells what was ("bị tai nạn hôm 5/9").
    """

    name: str = Field(pattern=r"^[a-z_]{2,40}$")
    numbers: tuple[Line, ...] = Field(min_length=1)
    call: Line
    act: Line
    english_call: Line
    english_act: Line
    cries: tuple[Line, ...] = ()
    hazards: tuple[Line, ...] = ()
    signs: tuple[Line, ...] = ()
    beside: tuple[Line, ...] = ()
    alone: tuple[Line, ...] = ()
    english: tuple[Line, ...] = ()
    weighed: bool = False
    sudden: bool = False

    @model_validator(mode="after")
    def _calls_its_numbers(self) -> Self:
        for call in (self.call, self.english_call):
            if tuple(NUMBER.findall(call)) != self.numbers:
                raise ValueError(f"{self.name}: lời gọi phải nêu đúng các số {', '.join(self.numbers)}, theo thứ tự")
        for act in (self.act, self.english_act):
            if strange := set(NUMBER.findall(act)) - set(self.numbers):
                raise ValueError(f"{self.name}: số {', '.join(sorted(strange))} không có trong numbers")
        if bool(self.signs) != bool(self.beside):
            raise ValueError(f"{self.name}: signs và beside phải có cùng nhau")
        if not (self.cries or self.hazards or self.alone or self.english or self.weighed):
            raise ValueError(f"{self.name}: không có lời nào")
        return self

    @property
    def cues(self) -> tuple[str, ...]:
        """Every cue."""
        return (*self.cries, *self.hazards, *self.signs, *self.beside, *self.alone, *self.english)


class DangerWords(Record):
    """The words that all dangers are read with.

    `slots`: what `<name>` in a cue stands for, in terms of slots that stand before it; `witnesses`: the slots beside which a
    hazard is a danger; `harmless`: phrases that hold a hazard and mean none; `calm`: words of who asks about papers or tells of
    long ago; `urgent`: words that outweigh calm; `everyday`: what holds a calm word and is not calm ("cửa sổ"); `accented`: cues
    whose bare spelling usually means something else: without accents they count only as the whole message, those of `never_bare`
    not even then; `fillers`: what may stand around a message that is one cue; `signs`: pictures that people send for a word;
    `typing`: what is written short, in full; `pleas`: beside one of these a cue that needs its accents counts without them;
    `acute`: signs of the body that leave minutes, heard beside papers too, unless a word of `over` says that it is over or not so;
    `surnames`: with which a message begins that is a name and no more;
    `small`: words that anybody says of anything: they make no cry by their weight; `grown`: what is told of a marriage, and of no child;
    `in_english`: small words by which English is known; `longest`: syllables; a longer story is no cry for help.
    """

    slots: dict[str, tuple[Line, ...]] = Field(default_factory=dict)
    witnesses: tuple[Line, ...] = ()
    harmless: tuple[Line, ...] = ()
    calm: tuple[Line, ...] = ()
    urgent: tuple[Line, ...] = ()
    everyday: tuple[Line, ...] = ()
    accented: tuple[Line, ...] = ()
    never_bare: tuple[Line, ...] = ()
    surnames: tuple[Line, ...] = ()
    fillers: tuple[Line, ...] = ()
    signs: dict[str, Line] = Field(default_factory=dict)
    pleas: tuple[Line, ...] = ()
    typing: dict[str, Line] = Field(default_factory=dict)
    acute: tuple[Line, ...] = ()
    over: tuple[Line, ...] = ()
    small: tuple[Line, ...] = ()
    grown: tuple[Line, ...] = ()
    in_english: tuple[Line, ...] = ()
    longest: int = Field(default=40, ge=1)

    @model_validator(mode="after")
    def _slots_are_known(self) -> Self:
        check_slots(
            self.slots,
            (*self.harmless, *self.calm, *self.urgent, *self.everyday, *self.small, *self.grown, *(f"<{slot}>" for slot in self.witnesses)),
        )
        return self


class Dangers(Record):
    """What `dangers.yaml` holds."""

    words: DangerWords = DangerWords()
    dangers: tuple[Danger, ...] = ()
    weights: tuple[Weight, ...] = ()

    @model_validator(mode="after")
    def _are_named_once(self) -> Self:
        check_names([danger.name for danger in self.dangers])
        check_slots(self.words.slots, (cue for danger in self.dangers for cue in danger.cues))
        return self
