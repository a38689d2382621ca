"""The window of notices, and what is told of them below the answers to a chat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.answers.composing.labels import shortened
from bot.answers.turn.deciding import AnswerKind, Rule
from bot.bulletins.cases.board import BulletinBoard
from bot.bulletins.rules.bulletin import OfficeBulletin, TouchedProcedure
from bot.bulletins.rules.numbers import REMINDED_BEFORE
from bot.frontdesk.window import Window
from bot.messages import Button, Incoming, Reply
from bot.people.chats import Conversation
from bot.text.numerals import is_row
from bot.wording.bulletins import BulletinChatWords

COMMAND = "/thongbao"
BULLETIN, REMIND, LEAVE = "tb", "n", "x"
LINK = "thongbao"
BEFORE = timedelta(hours=REMINDED_BEFORE)
ALARMS = frozenset({Rule.DANGER, Rule.WRONGDOING})
"""Who is in danger, or about to be cheated, is told nothing else."""
OF_A_PROCEDURE = frozenset({AnswerKind.QUICK, AnswerKind.DEADLINE, AnswerKind.VERDICT, AnswerKind.PART})


class BulletinWindow(Window):
    """Everybody is told the same; who wants to be reminded says so in their own chat."""

    commands = frozenset({COMMAND})
    actions = frozenset({BULLETIN})
    links = frozenset({LINK})

    def __init__(self, words: BulletinChatWords, board: BulletinBoard, is_alarming: Callable[[str], bool]) -> None:
        """`is_alarming`: whether a text tells of danger or fraud, which come first."""
        self._words = words
        self._board = board
        self._is_alarming = is_alarming

    def commanded(self, incoming: Incoming, command: str, rest: str) -> Sequence[Reply]:  # noqa: ARG002
        standing = self._board.in_chat(incoming.at)
        return [self._told(incoming, found) for found in standing] or [Reply(self._words.none)]

    def linked(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        return self.commanded(incoming, COMMAND, "") if pieces == [LINK] else None

    def pressed(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        match pieces[1:]:
            case [str(what), number] if what in (REMIND, LEAVE) and is_row(number):
                if incoming.person:
                    return [Reply(self._words.in_group)]
                return [self._turned(incoming, int(number), wants=what == REMIND)]
            case _:
                return None

    def asked(self, incoming: Incoming, conversation: Conversation) -> Sequence[Reply] | None:  # noqa: ARG002
        found = self._board.asked(incoming.text, incoming.at)
        if not found or self._is_alarming(incoming.text):
            return None
        self._board.note(incoming.chat, found, incoming.at)
        return [self._told(incoming, each) for each in found]

    def _turned(self, incoming: Incoming, number: int, *, wants: bool) -> Reply:
        if not wants:
            self._board.wants_none(incoming.chat, number)
            return Reply(self._words.no_reminder)
        can = self._board.wants_reminder(incoming.chat, number, incoming.at)
        return Reply(self._words.reminder.format(hours=REMINDED_BEFORE) if can else self._words.too_late)

    def _told(self, incoming: Incoming, found: OfficeBulletin) -> Reply:
        text = self._board.teller.full(found, incoming.at)
        if incoming.person or found.draft.begins <= incoming.at + BEFORE:
            return Reply(text)
        is_set = found.id in self._board.reminded(incoming.chat)
        label, what = (self._words.remind_no, LEAVE) if is_set else (self._words.remind, REMIND)
        return Reply(text, ((Button(shortened(label), f"{BULLETIN}:{what}:{found.id}"),),))


@dataclass(frozen=True, slots=True)
class BulletinBeside:
    """What the front desk adds below its replies. `topic`: the code of what a chat talks about ("" nothing); `procedure`: what may be
    touched of it."""

    board: BulletinBoard
    topic: Callable[[Incoming], str]
    procedure: Callable[[str], TouchedProcedure | None]

    def below(self, incoming: Incoming, replies: Sequence[Reply]) -> Sequence[Reply]:
        """At the first message of a day what stands now; later, one line of what touches the answer."""
        if any(reply.rule in ALARMS for reply in replies):
            return ()
        is_told_of_one = bool(replies) and replies[-1].kind in OF_A_PROCEDURE
        code = self.topic(incoming) if is_told_of_one else ""
        touched = self.procedure(code) if code else None
        new, again = self.board.beside(incoming.chat, touched, incoming.at, is_message=not incoming.action)
        teller = self.board.teller
        texts = [*(teller.full(found, incoming.at) for found in new), *map(teller.short, again)]
        said = {reply.text for reply in replies}
        return [Reply(text) for text in texts if text not in said]
