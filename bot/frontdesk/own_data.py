"""The window where people see, take along and delete what is kept about them (Law 91/2025/QH15)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.answers.labels import shortened
from bot.answers.questions import Logged
from bot.answers.store import Questions
from bot.frontdesk.window import Window
from bot.messages import Button, File, Incoming, Reply
from bot.people.store import Chats
from bot.wording import Wording

MOST_SHOWN = 20  # of the questions kept about a person; the file has all
LONGEST_SHOWN = 120  # characters of one question, so that 20 of them fit a message
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
DATA = "d"
SHOW, EXPORT, DELETE, SURE, KEEP = "show", "file", "delete", "sure", "keep"


class OwnData(Window):
    """What is kept about the chat that asks, and about no other. In a group it shows nothing: everyone would read it."""

    commands = frozenset({"/dulieucuatoi"})
    actions = frozenset({DATA})

    def __init__(self, wording: Wording, chats: Chats, questions: Questions, zone: ZoneInfo = VIETNAM) -> None:
        self._words = wording.own_data
        self._chats = chats
        self._questions = questions
        self._zone = zone

    def commanded(self, incoming: Incoming, command: str, rest: str) -> Sequence[Reply]:  # noqa: ARG002
        words = self._words
        if incoming.person:
            return [Reply(words.in_group)]
        buttons = ((words.show, SHOW), (words.export, EXPORT), (words.delete, DELETE))
        return [Reply(words.about, tuple((Button(label, f"{DATA}:{does}"),) for label, does in buttons))]

    def pressed(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        if incoming.person:
            return [Reply(self._words.in_group)]
        match pieces[1:]:
            case [str(does)] if does == SHOW:
                return [self._shown(incoming)]
            case [str(does)] if does == EXPORT:
                return [self._file(incoming)]
            case [str(does)] if does == DELETE:
                sure, keep = Button(self._words.sure, f"{DATA}:{SURE}"), Button(self._words.keep, f"{DATA}:{KEEP}")
                return [Reply(self._words.really, ((sure, keep),))]
            case [str(does)] if does == SURE:
                self._chats.delete(incoming.chat)
                return [Reply(self._words.deleted, replaces=True)]
            case [str(does)] if does == KEEP:
                return [Reply(self._words.kept_on, replaces=True)]
            case _:
                return None

    def _shown(self, incoming: Incoming) -> Reply:
        logged = self._questions.of(incoming.chat)
        if not logged:
            return Reply(self._words.nothing)
        head = self._words.kept if len(logged) <= MOST_SHOWN else self._words.kept_last
        return Reply("\n".join([head.format(count=len(logged), shown=MOST_SHOWN), *map(self._line, logged[-MOST_SHOWN:])]))

    def _line(self, logged: Logged) -> str:
        return f"- {logged.at.astimezone(self._zone):%d/%m/%Y %H:%M}: {shortened(logged.question, LONGEST_SHOWN)}"

    def _file(self, incoming: Incoming) -> Reply:
        kept = self._chats.export(incoming.chat)
        text = json.dumps({"chat": str(incoming.chat), "kept": kept}, ensure_ascii=False, indent=1)
        return Reply(self._words.exported, file=File("du-lieu-cua-toi.json", "application/json", text.encode()))
