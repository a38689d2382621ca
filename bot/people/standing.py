"""What must be known of a chat before its message is served: read at every message, in one statement."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, bindparam, exists, select
from sqlmodel import SQLModel

from bot.database.engine import glancing
from bot.database.tables.announcements import FollowerRow
from bot.database.tables.chats import CHATS
from bot.database.tables.petitions import TalkRow
from bot.database.tables.plans import RoundDraftRow
from bot.database.tables.staff import StaffRow
from bot.messages import ChatId

DRAFTS, PLACES, TALKS = (str(row.__tablename__) for row in (RoundDraftRow, FollowerRow, TalkRow))
"""Where windows keep what a chat has open: a question for this month's round, a place to be typed, a petition."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`is_greeted`: the notice on personal data was shown; `is_staff`: the sender works here; `open`: which of DRAFTS, PLACES and
    TALKS hold something of the chat."""

    is_greeted: bool
    is_staff: bool
    open: frozenset[str]


class Standings:
    """Reads only."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, chat: ChatId, sender: ChatId) -> Standing:
        asked = {"channel": chat.channel, "key": chat.key, "from_channel": sender.channel, "from_key": sender.key}
        with glancing(self._engine) as connection:
            is_greeted, is_staff, *held = connection.execute(STANDING, asked).one()
        return Standing(
            is_greeted, is_staff, frozenset(name for name, is_held in zip((DRAFTS, PLACES, TALKS), held, strict=True) if is_held)
        )


_TABLES = SQLModel.metadata.tables
_STAFF, _PLACES = _TABLES[str(StaffRow.__tablename__)], _TABLES[PLACES]
_OWN = {
    table: (table.c.channel == bindparam("channel"), table.c.key == bindparam("key"))
    for table in (CHATS, _PLACES, _TABLES[DRAFTS], _TABLES[TALKS])
}
_SENDER = (_STAFF.c.chat_channel == bindparam("from_channel"), _STAFF.c.chat_key == bindparam("from_key"))
STANDING = select(
    exists().where(*_OWN[CHATS], CHATS.c.noticed.is_not(None)),
    exists().where(*_SENDER, _STAFF.c.is_active),
    exists().where(*_OWN[_TABLES[DRAFTS]]),
    exists().where(*_OWN[_PLACES], _PLACES.c.awaits != ""),
    exists().where(*_OWN[_TABLES[TALKS]]),
)
