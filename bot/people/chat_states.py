"""What must be known of a chat before its message is served: read at every message, in one statement."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, bindparam, exists, literal, or_, select
from sqlmodel import SQLModel

from bot.database.engine import read_connection
from bot.database.tables.announcements import StaffInputRow
from bot.database.tables.chats import CHATS
from bot.database.tables.keeping import OPEN_WORK
from bot.database.tables.petitions import TalkRow
from bot.database.tables.staff import StaffRow
from bot.database.types import aware
from bot.messages import ChatId
from bot.people.chats import Conversation, resumed
from bot.people.rights import acting
from bot.people.staff_store import StaffBook

OPEN = tuple(sorted(OPEN_WORK))
"""The tables where windows keep what a chat has open; each declares itself (bot.database.tables.keeping)."""


@dataclass(frozen=True, slots=True)
class ChatState:
    """`is_greeted`: the notice on personal data was shown; `is_staff`: the sender works here; `is_writing`: and has begun something that
    waits for words or a button; `open`: which of OPEN hold something of the chat; `conversation`: what is being talked about."""

    is_greeted: bool
    is_staff: bool
    is_writing: bool
    open: frozenset[str]
    conversation: Conversation


class ChatStates:
    """Reads only."""

    def __init__(self, engine: Engine, form_mark: Callable[[ChatId], str] = lambda _: "") -> None:
        """`form_mark`: under which digest a chat's form would be kept, whose table names no chat."""
        self._engine = engine
        self._form_mark = form_mark

    def in_name_of(self, sender: ChatId) -> AbstractContextManager[None]:
        """What is done within it is done by who of the staff writes from that chat, as what they are now (see `acting`)."""
        return acting(StaffBook(self._engine).by_chat(sender))

    def of(self, chat: ChatId, sender: ChatId, at: datetime) -> ChatState:
        """How `chat` and who writes in it stand at `at`. Raises ValueError where that is naive."""
        now = aware(at)
        asked = {"channel": chat.channel, "key": chat.key, "from_channel": sender.channel, "from_key": sender.key}
        asked["form_mark"] = self._form_mark(chat)
        with read_connection(self._engine) as connection:
            is_staff, is_writing, is_greeted, *held, talked, said, code, part, offered, matters = connection.execute(
                CHAT_STATE, asked
            ).one()
        kept = frozenset(name for name, is_held in zip(OPEN, held, strict=True) if is_held)
        conversation = Conversation(said or (), code or "", part or "", tuple(offered or ()), tuple(matters or ()))
        return ChatState(is_greeted, is_staff, is_staff and is_writing, kept, resumed(conversation, talked, now))


_TABLES = SQLModel.metadata.tables
_STAFF, _TALKS, _INPUTS = (_TABLES[str(row.__tablename__)] for row in (StaffRow, TalkRow, StaffInputRow))
_SENDER = (_STAFF.c.chat_channel == bindparam("from_channel"), _STAFF.c.chat_key == bindparam("from_key"))
_TALK_OF_SENDER = exists().where(_TALKS.c.channel == bindparam("from_channel"), _TALKS.c.key == bindparam("from_key"))
_ALWAYS = select(literal(1).label("one")).subquery()  # a chat that never wrote has no row, and nothing that would refer to it
_OWN = (CHATS.c.channel == bindparam("channel")) & (CHATS.c.key == bindparam("key"))
CHAT_STATE = select(
    exists().where(*_SENDER, _STAFF.c.is_active),
    or_(_TALK_OF_SENDER, exists().where(*_SENDER, _INPUTS.c.staff == _STAFF.c.id)),
    CHATS.c.noticed.is_not(None),
    *(OPEN_WORK[name] for name in OPEN),
    CHATS.c.talked,
    CHATS.c.asked,
    CHATS.c.code,
    CHATS.c.part,
    CHATS.c.offered,
    CHATS.c.matters,
).select_from(_ALWAYS.outerjoin(CHATS, _OWN))
