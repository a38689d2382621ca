"""The log of questions: written at every question, mined for what is missing, and emptied when its time is over."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, exists, func, or_, select, update
from sqlmodel import SQLModel, col

from bot.answers.lessons.questions import NOISE, UNANSWERED, Logged
from bot.database import audit
from bot.database.engine import read_session, write_connection, write_session
from bot.database.tables.chats import hold_chat
from bot.database.tables.questions import QuestionRow
from bot.database.tables.staff import StaffRow
from bot.database.types import aware
from bot.messages import ChatId
from bot.people.masking import masked

QUESTIONS = SQLModel.metadata.tables["questions"]
LOGGED = QUESTIONS.insert().returning(QUESTIONS.c.id)
WRONG = col(QuestionRow.is_right).is_(False)  # whoever asked pressed "Chưa đúng"
LARGEST_ID = 2**63 - 1  # what a column of the database holds; a button may have been made up


class Questions:
    """Each method is one transaction; times are aware (ValueError if naive)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(
        self,
        chat: ChatId,
        question: str,
        outcome: str,
        code: str,
        part: str,
        at: datetime,
        beside: Callable[[Connection], None] | None = None,
    ) -> int:
        """Log a question, personal numbers masked; returns its number, which is never given again.

        `beside`: what is to be written in the same transaction, the row of the chat included.
        """
        now = aware(at)
        told = {"question": masked(question), "outcome": outcome, "code": code, "part": part, "at": now}
        with write_connection(self._engine) as connection:
            if beside:
                beside(connection)
            else:
                hold_chat(connection, chat.channel, chat.key, now)
            number: int = connection.execute(LOGGED, {"channel": chat.channel, "key": chat.key, **told}).scalar_one()
        return number

    def rate(self, question_id: int, chat: ChatId, is_right: bool, at: datetime) -> bool:
        """Keep what `chat` says of an answer, the last word counts; False where the question is not its own or gone."""
        now = aware(at)
        if not 0 < question_id <= LARGEST_ID:
            return False
        own = (col(QuestionRow.id) == question_id, col(QuestionRow.channel) == chat.channel, col(QuestionRow.key) == chat.key)
        with write_session(self._engine) as session:
            rated = session.execute(update(QuestionRow).where(*own).values(is_right=is_right, rated=now).returning(col(QuestionRow.id)))
            return rated.first() is not None

    def unanswered(self, since: datetime, limit: int) -> tuple[Logged, ...]:
        """At most `limit` questions from `since` on to which we owe an answer, or whose answer was called wrong; newest first."""
        query = select(QuestionRow).where(*_owed(aware(since)))
        with read_session(self._engine) as session:
            rows = session.scalars(query.order_by(col(QuestionRow.at).desc(), col(QuestionRow.id).desc()).limit(limit))
            return tuple(map(_logged, rows))

    def owed(self, since: datetime) -> int:
        """How many `unanswered` would list if it listed all."""
        with read_session(self._engine) as session:
            return int(session.execute(select(func.count()).select_from(QuestionRow).where(*_owed(aware(since)))).scalar_one())

    def dismiss(self, actor: str, numbers: Collection[int], at: datetime) -> int:
        """Put questions aside that nobody is to answer; returns how many. One that is asked later is looked at again."""
        now, some = aware(at), [number for number in numbers if 0 < number <= LARGEST_ID]
        put_aside = update(QuestionRow).where(col(QuestionRow.id).in_(some), col(QuestionRow.dismissed).is_(None)).values(dismissed=now)
        with write_session(self._engine) as session:
            done = len(session.execute(put_aside.returning(col(QuestionRow.id))).all())
            if done:
                audit.record(session, actor, "questions.dismissed", f"question:{max(some)}", {"count": done}, now)
            return done

    def counts(self, since: datetime, until: datetime | None = None) -> dict[str, int]:
        """How many questions from `since` on, before `until`, had each outcome."""
        within = (col(QuestionRow.at) >= aware(since), *([col(QuestionRow.at) < aware(until)] if until else []))
        query = select(col(QuestionRow.outcome), func.count()).where(*within)
        with read_session(self._engine) as session:
            return dict(session.execute(query.group_by(col(QuestionRow.outcome))).all())

    def most_asked(self, since: datetime, until: datetime, limit: int) -> tuple[str, ...]:
        """The codes of the procedures that were answered from most between `since` and `until`, most first."""
        within = (col(QuestionRow.at) >= aware(since), col(QuestionRow.at) < aware(until), col(QuestionRow.code) != "")
        query = select(col(QuestionRow.code)).where(*within).group_by(col(QuestionRow.code))
        with read_session(self._engine) as session:
            return tuple(session.scalars(query.order_by(func.count().desc(), col(QuestionRow.code)).limit(limit)))

    def purge(self, before: datetime) -> int:
        """Delete what was asked before `before`; returns how many questions."""
        query = delete(QuestionRow).where(col(QuestionRow.at) < aware(before)).returning(col(QuestionRow.id))
        with write_session(self._engine) as session:
            return len(session.execute(query).all())

    def of(self, chat: ChatId) -> tuple[Logged, ...]:
        """The questions of `chat`, in the order in which they came."""
        query = select(QuestionRow).where(col(QuestionRow.channel) == chat.channel, col(QuestionRow.key) == chat.key)
        with read_session(self._engine) as session:
            return tuple(map(_logged, session.scalars(query.order_by(col(QuestionRow.id)))))


def _owed(since: datetime) -> tuple[ColumnElement[bool], ...]:
    """What a question is that somebody should look at: no answer or a wrong one, no noise, not put aside, not typed by the staff."""
    staffs = select(col(StaffRow.id)).where(
        col(StaffRow.is_active), col(StaffRow.chat_channel) == col(QuestionRow.channel), col(StaffRow.chat_key) == col(QuestionRow.key)
    )
    is_owed = or_(col(QuestionRow.outcome).in_(UNANSWERED), and_(WRONG, col(QuestionRow.outcome) != NOISE))
    return col(QuestionRow.at) >= since, is_owed, col(QuestionRow.dismissed).is_(None), ~exists(staffs)


def _logged(row: QuestionRow) -> Logged:
    return Logged(row.id or 0, row.question, row.outcome, row.code, row.part, row.at, row.is_right)
