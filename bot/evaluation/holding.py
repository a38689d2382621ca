"""Hold a conversation with the front desk, as one chat, and keep of each turn what a judge must know."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.answers.turn.deciding import AnswerKind
from bot.evaluation.labels import LabelledConversation, LabelledTurn, TurnKind
from bot.frontdesk.answer_buttons import NONE, SHOW
from bot.frontdesk.desk import CANCEL
from bot.messages import ChatId, Incoming, MessageHandler, Reply
from bot.people.chats import Conversation

CHANNEL = "evaluation"
BEGINNING = datetime(2026, 11, 30, 8, tzinfo=UTC)
BETWEEN = timedelta(seconds=20)  # from one message to the next


@dataclass(frozen=True, slots=True)
class Shown:
    """A procedure's part: answered, or offered on a button."""

    code: str
    part: str


@dataclass(frozen=True, slots=True)
class HeardTurn:
    """What a chat was told in one turn: the texts, the procedure answered about (None: none), those on buttons with the actions as
    they are sealed, whether a petition was opened, and the texts after the first right button was pressed ("" where none was).
    `second`: another whose answer stands under the first, where either may be meant."""

    turn: LabelledTurn
    text: str
    answered: Shown | None
    offered: tuple[tuple[Shown, str], ...] = ()
    has_exit: bool = False
    opens_petition: bool = False
    pressed: Shown | None = None
    pressed_text: str = ""
    second: Shown | None = None

    @property
    def right(self) -> Shown | None:
        """The procedure answered about that was asked for; None where none is."""
        return next((each for each in (self.answered, self.second) if each and each.code in self.turn.codes), None)


@dataclass(frozen=True, slots=True)
class Venue:
    """Where conversations are held. `talked`: what a chat talks about at a time; `opened`: the action in a sealed one, None where the seal
    is not this chat's; `has_petition`: whether the petition window has something open."""

    desk: MessageHandler
    talked: Callable[[ChatId, datetime], Conversation]
    opened: Callable[[ChatId, str], str | None]
    has_petition: Callable[[ChatId, datetime], bool]


def held(venue: Venue, conversation: LabelledConversation) -> Iterator[HeardTurn]:
    """Say each turn."""
    chat = ChatId(CHANNEL, conversation.id)
    at = BEGINNING
    for turn in conversation.turns:
        at += BETWEEN
        yield said(venue, chat, at, turn)


def said(venue: Venue, chat: ChatId, at: datetime, turn: LabelledTurn) -> HeardTurn:
    """Say one turn, press the first right button where the answer is about another procedure or none, and leave the petition window."""
    heard = _heard(venue, chat, at, turn)
    if venue.has_petition(chat, at):
        venue.desk.handle(Incoming(chat, at, CANCEL))
    return heard


def _heard(venue: Venue, chat: ChatId, at: datetime, turn: LabelledTurn) -> HeardTurn:
    replies = venue.desk.handle(Incoming(chat, at, turn.text))
    answered = _answered(venue, chat, at, replies)
    second = _second(venue, chat, at, replies)
    actions = [
        (opened, button.action)
        for reply in replies
        for row in reply.rows
        for button in row
        if (opened := venue.opened(chat, button.action))
    ]
    offered = tuple(
        (shown, sealed) for opened, sealed in actions if (shown := _shown(opened)) and (not answered or shown.code != answered.code)
    )
    text = "\n".join(reply.text for reply in replies)
    has_exit = any(opened.split(":")[0] == NONE for opened, _ in actions)
    heard = HeardTurn(turn, text, answered, offered, has_exit, venue.has_petition(chat, at), second=second)
    right = next((each for each in offered if each[0].code in turn.codes), None)
    is_first = answered is not None and answered.code in turn.codes  # whose answer is the second of two presses it: its button says so
    if right is None or turn.kind is TurnKind.MULTI or is_first:
        return heard
    pressed = venue.desk.handle(Incoming(chat, at, action=right[1]))
    return replace(heard, pressed=right[0], pressed_text="\n".join(reply.text for reply in pressed))


def _answered(venue: Venue, chat: ChatId, at: datetime, replies: Sequence[Reply]) -> Shown | None:
    if not any(reply.topic for reply in replies):
        return None
    conversation = venue.talked(chat, at)
    return Shown(conversation.code, conversation.part) if conversation.code else None


def _second(venue: Venue, chat: ChatId, at: datetime, replies: Sequence[Reply]) -> Shown | None:
    """What is answered under the first: of two matters the second is the one that can be gone back to first."""
    if not any(reply.kind == AnswerKind.TWO_MATTERS for reply in replies):
        return None
    conversation = venue.talked(chat, at)
    return Shown(conversation.matters[0], conversation.part)


def _shown(action: str) -> Shown | None:
    match action.split(":"):
        case [kind, code, part, *_] if kind == SHOW:
            return Shown(code, part)
        case _:
            return None
