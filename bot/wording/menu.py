"""What is said at the door: the greeting, the keyboard of six, and the plain words that do what commands do."""

from __future__ import annotations

from bot.wording.section import WordingSection


class DoorWords(WordingSection):
    """The first page and its six buttons; what is said to wishes that no procedure fulfils."""

    greeting: str
    choose: str
    ask: str
    fields: str
    events: str
    petition: str
    track: str
    news: str
    asking: str
    person: str
    to_officer: str
    bigger: str
    slower: str
    remind: str
    english: str
    dossier: str
    commands_for: str
    staff_commands_for: str
    nothing_open: str


class AfterAlarmWords(WordingSection):
    """What is said after an alarm. `cues`: what people say → its phrases; `says`: the reply to each; `around`: what may stand beside a
    question of whom to call or what to do; `leaves`: words of another matter; `orders`: what a form is told to do; `helpers`: who may
    be asked for by name; `thanks`: what may stand beside that it is over, `doubts`: what may not; of a danger told beside papers: `asks`,
    what asks for papers, and `over`, what says that it is over."""

    cues: dict[str, tuple[str, ...]]
    says: dict[str, str]
    around: tuple[str, ...]
    leaves: tuple[str, ...]
    orders: tuple[str, ...]
    denials: tuple[str, ...]
    helpers: tuple[str, ...]
    thanks: tuple[str, ...]
    doubts: tuple[str, ...]
    asks: tuple[str, ...]
    over: tuple[str, ...]


class PlainWords(WordingSection):
    """`does`: action → the phrases that do it; `begins`: action → what a message begins with;
    `around`: words of courtesy beside them.
    `late`: actions for which a window that has something open is asked first; `calm`: those whose phrases sound like a cry and are none."""

    around: tuple[str, ...]
    late: tuple[str, ...]
    calm: tuple[str, ...]
    does: dict[str, tuple[str, ...]]
    begins: dict[str, tuple[str, ...]]
