"""The window where people see, take along and delete what is kept about them (Law 91/2025/QH15)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.store import Questions
from bot.frontdesk.window import Window
from bot.messages import Button, Incoming, Reply
from bot.people.store import Chats
from bot.wording import Wording

MOST_SHOWN = 20  # of the questions kept about a person; the export has all
DATA = "d"


class OwnData(Window):
    """What is kept about the chat that asks, and about no other."""

    commands = frozenset({"/dulieucuatoi"})
    actions = frozenset({DATA})

    def __init__(self, wording: Wording, chats: Chats, questions: Questions) -> None:
        self._wording = wording
        self._chats = chats
        self._questions = questions

    def commanded(self, incoming: Incoming, command: str, rest: str) -> Sequence[Reply]:  # noqa: ARG002
        desk = self._wording.desk
        return [Reply(desk.data, ((Button(desk.data_show, f"{DATA}:show"),), (Button(desk.data_delete, f"{DATA}:delete"),)))]

    def pressed(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        desk = self._wording.desk
        match pieces[1:]:
            case ["delete"]:
                self._chats.delete(incoming.chat)
                return [Reply(desk.data_deleted)]
            case ["show"]:
                lines = [f"- {logged.question}" for logged in self._questions.of(incoming.chat)]
                return [Reply("\n".join([desk.data_kept.format(count=len(lines)), *lines[-MOST_SHOWN:]]))]
            case _:
                return None
