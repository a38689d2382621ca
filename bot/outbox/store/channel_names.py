"""How each channel calls us, as the process that speaks there has learned it; every other process reads it here."""

from __future__ import annotations

from sqlalchemy import Engine, Table, select
from sqlmodel import SQLModel, col

from bot.database.engine import read_session, write_session
from bot.database.outgoing import upsert
from bot.database.tables.outbox import ChannelNameRow

NAMES: Table = SQLModel.metadata.tables[ChannelNameRow.__tablename__]


class ChannelNames:
    """Each method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, channel: str, name: str) -> None:
        if name and name != self.of(channel):
            with write_session(self._engine) as session:
                upsert(session, NAMES, {"channel": channel, "name": name}, name=name)

    def of(self, channel: str) -> str:
        """ "" where that channel was never reached."""
        with read_session(self._engine) as session:
            return session.scalars(select(col(ChannelNameRow.name)).where(col(ChannelNameRow.channel) == channel)).first() or ""
