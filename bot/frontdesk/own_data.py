"""The window where people see, take along and delete what is kept about them (Law 91/2025/QH15)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.answers.composing.labels import shortened
from bot.answers.lessons.questions import Logged
from bot.answers.store.questions import Questions
from bot.database.tables import tables_of_a_chat
from bot.frontdesk.window import Window
from bot.messages import Button, ChatId, Incoming, Reply, ReplyFile
from bot.people.store import Chats
from bot.wording import Wording

MOST_SHOWN = 20  # of the questions kept about a person; the file has all
LONGEST_SHOWN = 120  # characters of one question, so that 20 of them fit a message
QUESTIONS, PETITIONS = "questions", "petition_people"  # tables of which more is told than a line for each row
DATA = "d"
SHOW, EXPORT, DELETE, SURE, KEEP = "show", "file", "delete", "sure", "keep"


class OwnDataWindow(Window):
    """What is kept about the chat that asks, and about no other. In a group it shows nothing: everyone would read it."""

    commands = frozenset({"/dulieucuatoi"})
    actions = frozenset({DATA})

    def __init__(
        self,
        wording: Wording,
        chats: Chats,
        questions: Questions,
        petitions: Callable[[ChatId], int],
        filed: Callable[[ChatId], Mapping[str, list[object]]],
        unsent: Callable[[ChatId], Callable[[], None]],
        zone: ZoneInfo,
    ) -> None:
        """`petitions`: how many petitions of a chat are kept; they outlive its deletion, without who sent them. `filed`: all of them.
        `unsent`: gives what deletes the photos of what a chat was writing, to be called once its rows are gone. Raises ValueError where
        a table keeps something of a chat and there is no sentence to show it with."""
        self._words = wording.own_data
        named, kept = set(self._words.tables), {table.name for table in tables_of_a_chat()} - {QUESTIONS, PETITIONS}
        if named != kept:
            raise ValueError(f"[own_data.tables] of the wording and what is kept of a chat differ: {', '.join(sorted(named ^ kept))}")
        self._chats = chats
        self._questions = questions
        self._petitions = petitions
        self._filed = filed
        self._unsent = unsent
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
                return [Reply(self._with_petitions(incoming.chat, self._words.really, self._words.petitions_stay), ((sure, keep),))]
            case [str(does)] if does == SURE:
                return [self._deleted(incoming.chat, incoming.at)]
            case [str(does)] if does == KEEP:
                return [Reply(self._words.kept_on, replaces=True)]
            case _:
                return None

    def _deleted(self, chat: ChatId, at: datetime) -> Reply:
        count, drop_photos = self._petitions(chat), self._unsent(chat)
        self._chats.delete(chat, at)
        drop_photos()
        return Reply(self._words.petitions_stayed.format(count=count) if count else self._words.deleted, replaces=True)

    def _with_petitions(self, chat: ChatId, text: str, more: str) -> str:
        """`text`, and `more` of the petitions where there are any."""
        count = self._petitions(chat)
        return f"{text}\n\n{more.format(count=count)}" if count else text

    def _shown(self, incoming: Incoming) -> Reply:
        told = self._with_petitions(incoming.chat, self._asked(incoming.chat), self._words.petitions)
        followed = len(self._filed(incoming.chat)["followed"])
        more = [self._words.followed.format(count=followed)] if followed else []
        also = list(self._also(incoming.chat))
        return Reply("\n\n".join([told, *more, *(["\n".join([self._words.also, *also])] if also else [])]))

    def _also(self, chat: ChatId) -> Iterator[str]:
        """What is kept besides, whatever room keeps it: a line for each row; those that say the same are one, with their number."""
        for name, rows in self._chats.kept_of(chat).items():
            if name != QUESTIONS:
                said = Counter(shortened(self._words.tables[name].format(**readable(row, self._zone)), LONGEST_SHOWN) for row in rows)
                yield from (f"- {line}" if times == 1 else f"- {line} ({times})" for line, times in list(said.items())[-MOST_SHOWN:])

    def _asked(self, chat: ChatId) -> str:
        """The questions kept of a chat."""
        logged = self._questions.of(chat)
        if not logged:
            return self._words.nothing
        head = self._words.kept if len(logged) <= MOST_SHOWN else self._words.kept_last
        return "\n".join([head.format(count=len(logged), shown=MOST_SHOWN), *map(self._line, logged[-MOST_SHOWN:])])

    def _line(self, logged: Logged) -> str:
        return f"- {logged.at.astimezone(self._zone):%d/%m/%Y %H:%M}: {shortened(logged.question, LONGEST_SHOWN)}"

    def _file(self, incoming: Incoming) -> Reply:
        kept = {
            **self._chats.export(incoming.chat, incoming.at),
            **{name: found for name, found in self._filed(incoming.chat).items() if found},
        }
        text = json.dumps({"chat": str(incoming.chat), "kept": kept}, ensure_ascii=False, indent=1)
        return Reply(self._words.exported, file=ReplyFile("du-lieu-cua-toi.json", "application/json", text.encode()))


def readable(row: Mapping[str, object], zone: ZoneInfo) -> dict[str, object]:
    """The columns of a row as people read them: times by the clock of `zone`, days with the day first."""
    return {name: _written(value, zone) for name, value in row.items()}


def _written(value: object, zone: ZoneInfo) -> object:
    if isinstance(value, datetime):
        return f"{value.astimezone(zone):%d/%m/%Y %H:%M}"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value
