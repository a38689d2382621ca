"""What is kept about followers: their consent and their choices."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Engine, bindparam, delete, func, select, true
from sqlmodel import Session, col

from bot.announcements.rules.calendar import VIETNAM, Month
from bot.announcements.rules.followers import LONGEST_PLACE, CampaignReach, Ended, Follower, Frequency, Sending, Topic, key_of_place
from bot.announcements.store.reach import plan_simply, reach
from bot.database.engine import read_connection, read_session, write_session
from bot.database.tables.announcements import FollowerRow, FollowerTopicRow
from bot.database.tables.chats import hold_chat
from bot.database.types import aware, storable
from bot.messages import ChatId
from knowledge.records.post import AudienceKind

PLACE = "place"


AWAITS = select(col(FollowerRow.awaits)).where(col(FollowerRow.channel) == bindparam("channel"), col(FollowerRow.key) == bindparam("key"))


class FollowerBook:
    """Each method is one transaction; times are aware (ValueError if naive). What changes a chat that never agreed does nothing.

    `zone`: the office's, where its months begin.
    """

    def __init__(self, engine: Engine, zone: ZoneInfo = VIETNAM) -> None:
        self._engine = engine
        self._zone = zone

    def get(self, chat: ChatId) -> Follower | None:
        """The follower, also one who has unsubscribed; None where the chat never subscribed."""
        with read_session(self._engine) as session:
            row = session.get(FollowerRow, (chat.channel, chat.key))
            return _follower(row, _topics(session, chat)) if row else None

    def is_asked_for_place(self, chat: ChatId) -> bool:
        """Whether a place was asked for; a quick look, for every message."""
        with read_connection(self._engine) as connection:
            return connection.scalar(AWAITS, {"channel": chat.channel, "key": chat.key}) == PLACE

    def follow(self, chat: ChatId, consent_text: str, at: datetime) -> None:
        """`chat` agreed at `at` to `consent_text`; choices it made before are kept."""
        now = aware(at)
        with write_session(self._engine) as session:
            hold_chat(session, chat.channel, chat.key, at)
            row = session.get(FollowerRow, (chat.channel, chat.key))
            if row is None:
                row = FollowerRow(
                    channel=chat.channel, key=chat.key, kind=AudienceKind.CITIZEN, is_active=True, consented=now, consent_text=consent_text
                )
                session.add(row)
            row.is_active, row.ended, row.why_ended, row.consented, row.consent_text = True, None, "", now, consent_text

    def leave(self, chat: ChatId, at: datetime) -> bool:
        """`chat` withdraws its consent; False where it gets nothing already."""
        return self._end(chat, Ended.LEFT, at)

    def lose(self, chat: ChatId, at: datetime) -> bool:
        """`chat` has blocked us or is no more; False where it gets nothing already."""
        return self._end(chat, Ended.UNREACHABLE, at)

    def slow_down(self, chat: ChatId) -> Frequency | None:
        """One step less; the new pace, None where `chat` gets nothing anyway."""
        with self._changing(chat) as (_, row):
            if row is None or not row.is_active:
                return None
            row.pace = Frequency(row.pace).slower
            return Frequency(row.pace)

    def choose_pace(self, chat: ChatId, pace: Frequency) -> None:
        with self._changing(chat) as (_, row):
            if row is not None:
                row.pace = pace

    def choose_kind(self, chat: ChatId, kind: AudienceKind) -> None:
        with self._changing(chat) as (_, row):
            if row is not None:
                row.kind = kind

    def ask_for_place(self, chat: ChatId, at: datetime) -> None:
        """The next message of `chat` is a place, asked for at `at`."""
        with self._changing(chat) as (_, row):
            if row is not None:
                row.awaits, row.asked = PLACE, aware(at)

    def choose_place(self, chat: ChatId, place: str) -> None:
        """ "" is: from everywhere. Nothing is awaited any more."""
        name = storable(" ".join(place.split()))[:LONGEST_PLACE]
        with self._changing(chat) as (_, row):
            if row is not None:
                row.place, row.place_key, row.awaits, row.asked = name, key_of_place(name), "", None

    def stop_asking(self, chat: ChatId) -> None:
        """The next message of `chat` is no place."""
        with self._changing(chat) as (_, row):
            if row is not None:
                row.awaits, row.asked = "", None

    def toggle(self, chat: ChatId, topic: Topic) -> None:
        """Choose a topic, or choose it no more; without any, every topic comes."""
        with self._changing(chat) as (session, row):
            if row is None:
                return
            chosen = session.get(FollowerTopicRow, (chat.channel, chat.key, topic))
            if chosen:
                session.delete(chosen)
            else:
                session.add(FollowerTopicRow(channel=chat.channel, key=chat.key, topic=topic))
            session.flush()
            row.every_topic = not _topics(session, chat)

    def choose_every_topic(self, chat: ChatId) -> None:
        with self._changing(chat) as (session, row):
            if row is not None:
                session.execute(delete(FollowerTopicRow).where(*_own_topics(chat)))
                row.every_topic = True

    def reach(self, sending: Sending, month: Month) -> CampaignReach:
        """A dry run: how many a post in `month` reaches, and why the others are left out."""
        with read_session(self._engine) as session:
            plan_simply(session)
            return reach(session, true(), sending, month, self._zone)

    def count(self) -> int:
        """How many follow now."""
        with read_session(self._engine) as session:
            return session.scalar(select(func.count()).select_from(FollowerRow).where(col(FollowerRow.is_active))) or 0

    def places(self, limit: int) -> tuple[tuple[str, int], ...]:
        """The places of active followers, each in one of its spellings, with how many; most first."""
        row = FollowerRow
        query = (
            select(func.min(col(row.place)), func.count()).where(col(row.is_active), col(row.place_key) != "").group_by(col(row.place_key))
        )
        with read_session(self._engine) as session:
            found = session.execute(query.order_by(func.count().desc(), col(row.place_key)).limit(limit))
            return tuple((name, count) for name, count in found)

    def _end(self, chat: ChatId, why: Ended, at: datetime) -> bool:
        with self._changing(chat) as (_, row):
            if row is None or not row.is_active:
                return False
            row.is_active, row.ended, row.why_ended = False, aware(at), why
            return True

    @contextmanager
    def _changing(self, chat: ChatId) -> Iterator[tuple[Session, FollowerRow | None]]:
        with write_session(self._engine) as session:
            yield session, session.get(FollowerRow, (chat.channel, chat.key), with_for_update=True)


def _own_topics(chat: ChatId) -> tuple[ColumnElement[bool], ...]:
    return col(FollowerTopicRow.channel) == chat.channel, col(FollowerTopicRow.key) == chat.key


def _topics(session: Session, chat: ChatId) -> frozenset[Topic]:
    known = set(Topic)
    found = session.scalars(select(col(FollowerTopicRow.topic)).where(*_own_topics(chat)))
    return frozenset(Topic(topic) for topic in found if topic in known)


def _follower(row: FollowerRow, topics: frozenset[Topic]) -> Follower:
    return Follower(
        ChatId(row.channel, row.key),
        AudienceKind(row.kind),
        Frequency(row.pace),
        row.place,
        topics,
        row.consented,
        row.consent_text,
        row.ended,
        Ended(row.why_ended) if row.why_ended else None,
        row.asked if row.awaits == PLACE else None,
    )
