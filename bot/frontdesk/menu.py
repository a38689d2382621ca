"""The window at the door: the six things that people come for, and honest words to wishes that no procedure fulfils."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.frontdesk.answer_buttons import FIELD
from bot.frontdesk.happenings import HAPPENED
from bot.frontdesk.plain_words import COMMAND as DOES
from bot.frontdesk.window import Ask, Window
from bot.messages import Button, Incoming, Reply
from bot.wording import Wording
from bot.wording.menu import DoorWords

MENU = "h"
"""The first piece of the actions of this window."""
HEADINGS = "g"
"""The second piece of the action that opens the everyday headings."""


class MenuWindow(Window):
    """Holds no state: what it shows depends on the button alone."""

    actions = frozenset({MENU})
    public = frozenset({MENU})

    def __init__(self, wording: Wording, ask: Ask, more: Sequence[Button] = ()) -> None:
        """`ask`: answers a question. `more`: what stands below the six."""
        self._words = wording.menu
        self._six = six(wording.menu, more)
        self._ask = ask

    def pressed(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        say = self._words
        match pieces[1:]:
            case ["menu" | "back"]:
                return [Reply(say.choose, self._six)]
            case ["ask"]:
                return [Reply(say.asking)]
            case ["person"]:
                return [Reply(say.person, ((Button(say.to_officer, f"{DOES}:kiennghi"),),))]
            case ["remind"]:
                return [Reply(say.remind), *self._renewal(incoming)]
            case [("bigger" | "slower" | "english" | "dossier") as wish]:
                return [Reply(str(getattr(say, wish)), self._six if wish in ("slower", "english") else ())]
            case _:
                return None

    def _renewal(self, incoming: Incoming) -> Sequence[Reply]:
        """To somebody who wants to be reminded: when the paper that the message names must be renewed; nothing where it names none."""
        return self._ask(replace(incoming, action=""), incoming.text) if incoming.text else ()


def six(say: DoorWords, more: Sequence[Button] = ()) -> tuple[tuple[Button, ...], ...]:
    """The keyboard of six, two in a row; `more`: what features add below (`Feature.menu`), two in a row too."""
    return (
        (Button(say.ask, f"{MENU}:ask"), Button(say.fields, f"{FIELD}:{HEADINGS}:n")),
        (Button(say.events, f"{HAPPENED}:1:n"), Button(say.petition, f"{DOES}:kiennghi")),
        (Button(say.track, f"{DOES}:theodoi"), Button(say.news, f"{DOES}:dangky")),
        *(tuple(more[begin : begin + 2]) for begin in range(0, len(more), 2)),
    )
