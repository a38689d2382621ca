"""What is open at the windows of petitions: a draft, or a petition whose officer waits for what its sender knows."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table, exists, or_
from sqlmodel import SQLModel

from bot.database.tables.chats import CHATS
from bot.database.tables.keeping import has_row_of_chat, open_work
from bot.database.tables.petitions import PersonRow, PetitionRow, TalkRow

WAITING = "waiting"  # the state of a petition whose officer waits (bot.petitions.rules.petition)
PEOPLE, PETITIONS = (SQLModel.metadata.tables[str(row.__tablename__)] for row in (PersonRow, PetitionRow))
AWAITED = exists().where(
    PEOPLE.c.channel == CHATS.c.channel,
    PEOPLE.c.key == CHATS.c.key,
    PEOPLE.c.is_author,
    PEOPLE.c.petition == PETITIONS.c.id,
    PETITIONS.c.state == WAITING,
)


def begun_or_awaited(talks: Table) -> ColumnElement[bool]:
    return or_(has_row_of_chat(talks), AWAITED)


open_work(begun_or_awaited)(TalkRow)
