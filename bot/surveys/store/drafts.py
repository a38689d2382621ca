"""Forms for which a text is awaited in a chat, and chats that want to be offered none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Engine, delete
from sqlmodel import col

from bot.database.engine import read_session, upserting, write_session
from bot.database.tables.chats import hold_chat
from bot.database.tables.surveys import SurveyDraftRow, SurveyRefusalRow
from bot.database.types import aware
from bot.messages import ChatId


class SurveyDrafts:
    """Each method is one transaction; times are aware (ValueError if naive)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, mark: str, form: str, texts: Sequence[str], at: datetime) -> None:
        """The form as its button tells it, and the texts so far."""
        values = {"mark": mark, "form": form, "texts": list(texts), "at": aware(at)}
        with write_session(self._engine) as session:
            made = upserting(session, SurveyDraftRow).values(values)
            session.execute(made.on_conflict_do_update(index_elements=["mark"], set_=values))

    def of(self, mark: str) -> tuple[str, tuple[str, ...], datetime] | None:
        """The form, its texts, since when."""
        with read_session(self._engine) as session:
            row = session.get(SurveyDraftRow, mark)
            return (row.form, tuple(row.texts), row.at) if row else None

    def drop(self, mark: str) -> bool:
        with write_session(self._engine) as session:
            return bool(session.execute(delete(SurveyDraftRow).where(col(SurveyDraftRow.mark) == mark)).rowcount)  # type: ignore[attr-defined]

    def purge(self, before: datetime) -> None:
        """Those that nobody went on with."""
        with write_session(self._engine) as session:
            session.execute(delete(SurveyDraftRow).where(col(SurveyDraftRow.at) < aware(before)))

    def refuse(self, chat: ChatId, day: date, at: datetime) -> None:
        """For good, until the chat deletes what is kept of it."""
        with write_session(self._engine) as session:
            hold_chat(session, chat.channel, chat.key, aware(at))
            values = {"channel": chat.channel, "key": chat.key, "day": day}
            session.execute(upserting(session, SurveyRefusalRow).values(values).on_conflict_do_nothing())

    def has_refused(self, chat: ChatId) -> bool:
        with read_session(self._engine) as session:
            return session.get(SurveyRefusalRow, (chat.channel, chat.key)) is not None
