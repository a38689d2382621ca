"""What is kept of the rounds: questions, votes, answers. A person's questions and votes go with their data."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, bindparam, delete, func, select
from sqlmodel import col

from bot.announcements.rules.calendar import Month
from bot.database import audit
from bot.database.engine import read_connection, read_session, upserting, write_session
from bot.database.outgoing import queue
from bot.database.tables.chats import hold_chat
from bot.database.tables.plans import RoundDraftRow, RoundQuestionRow, RoundRow, RoundVoteRow
from bot.database.types import aware
from bot.messages import ChatId, OutboxMessage
from bot.participation.round import MOST_QUESTIONS, SEEN, QuestionStage, Round, RoundQuestion, RoundRefusal, RoundState, may_move
from bot.people.masking import masked

EXPECTED = select(col(RoundDraftRow.round), col(RoundDraftRow.at)).where(
    col(RoundDraftRow.channel) == bindparam("channel"), col(RoundDraftRow.key) == bindparam("key")
)
"""Made once: it is asked at every message."""


class RoundBook:
    """Each method is one transaction; times are aware (ValueError if naive); `by`: the number of one of the staff."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def open(self, found: Round, by: int, at: datetime) -> bool:
        """False where that month has its round already."""
        values = {"month": found.month.number, "theme": found.theme, "state": found.state, "opened": found.opened, "closes": found.closes}
        with write_session(self._engine) as session:
            made = upserting(session, RoundRow).values(values).on_conflict_do_nothing().returning(RoundRow.month)
            if session.execute(made).first() is None:
                return False
            audit.record(session, f"staff:{by}", "round.opened", f"round:{found.month.number}", {}, at)
            return True

    def latest(self) -> Round | None:
        """The round of the newest month."""
        with read_session(self._engine) as session:
            row = session.scalars(select(RoundRow).order_by(col(RoundRow.month).desc()).limit(1)).first()
            return _round(row) if row else None

    def close(self, month: Month, at: datetime) -> bool:
        """No questions and votes any more; False where it was closed before."""
        with write_session(self._engine) as session:
            row = session.get(RoundRow, month.number, with_for_update=True)
            if row is None or row.state != RoundState.COLLECTING:
                return False
            row.state, row.closes = RoundState.ANSWERING, min(row.closes, aware(at))
            return True

    def ask(self, month: Month, chat: ChatId, text: str, at: datetime) -> int | RoundRefusal:
        """Keep a question, personal numbers masked; a person asks MOST_QUESTIONS in a round."""
        own = (
            col(RoundQuestionRow.round) == month.number,
            col(RoundQuestionRow.channel) == chat.channel,
            col(RoundQuestionRow.key) == chat.key,
        )
        with write_session(self._engine) as session:
            hold_chat(session, chat.channel, chat.key, at)
            if (session.scalar(select(func.count()).select_from(RoundQuestionRow).where(*own)) or 0) >= MOST_QUESTIONS:
                return RoundRefusal.TOO_MANY
            row = RoundQuestionRow(
                round=month.number, channel=chat.channel, key=chat.key, at=aware(at), text=masked(text), state=QuestionStage.NEW
            )
            session.add(row)
            session.flush()
            return row.id or 0

    def question(self, question_id: int) -> RoundQuestion | None:
        with read_session(self._engine) as session:
            found = session.execute(_questions().where(col(RoundQuestionRow.id) == question_id)).first()
            return _question(*found) if found else None

    def questions(self, month: Month, stages: Collection[QuestionStage] = SEEN) -> tuple[RoundQuestion, ...]:
        """Those of a round in these stages, most votes first."""
        query = _questions().where(col(RoundQuestionRow.round) == month.number, col(RoundQuestionRow.state).in_(list(stages)))
        with read_session(self._engine) as session:
            return tuple(sorted((_question(*found) for found in session.execute(query)), key=lambda each: (-each.votes, each.id)))

    def votes_of(self, chat: ChatId) -> frozenset[int]:
        """The questions for which `chat` has voted."""
        query = select(col(RoundVoteRow.question)).where(col(RoundVoteRow.channel) == chat.channel, col(RoundVoteRow.key) == chat.key)
        with read_session(self._engine) as session:
            return frozenset(session.scalars(query))

    def vote(self, question_id: int, chat: ChatId, at: datetime, *, wanted: bool) -> bool:
        """`chat` has voted, or (not `wanted`) has not, however often it is said; False where others do not see that question."""
        with write_session(self._engine) as session:
            hold_chat(session, chat.channel, chat.key, at)
            row = session.get(RoundQuestionRow, question_id)
            if row is None or row.state not in SEEN:
                return False
            given = session.get(RoundVoteRow, (question_id, chat.channel, chat.key))
            if given and not wanted:
                session.delete(given)
            elif wanted and not given:
                session.add(RoundVoteRow(question=question_id, channel=chat.channel, key=chat.key))
            return True

    def move(self, question_id: int, after: QuestionStage, by: int, at: datetime) -> bool:
        """Bring a question to another stage; False where that is not allowed."""
        with write_session(self._engine) as session:
            row = session.get(RoundQuestionRow, question_id, with_for_update=True)
            if row is None or not may_move(QuestionStage(row.state), after):
                return False
            row.state = after
            audit.record(session, f"staff:{by}", f"question.{after}", f"question:{question_id}", {}, at)
            return True

    def assign(self, question_id: int, unit: int, letters: Iterable[OutboxMessage], by: int, at: datetime) -> bool:
        """The head of `unit` answers it; the letters ask for it."""
        with write_session(self._engine) as session:
            row = session.get(RoundQuestionRow, question_id, with_for_update=True)
            if row is None or row.state not in (QuestionStage.CHOSEN, QuestionStage.NEW, QuestionStage.LISTED):
                return False
            row.unit, row.state = unit, QuestionStage.CHOSEN
            queue(session, letters, at)
            audit.record(session, f"staff:{by}", "question.assigned", f"question:{question_id}", {"unit": unit}, at)
            return True

    def answer(self, question_id: int, text: str, by: int, at: datetime) -> bool:
        """Keep the answer, or a better one; False where the question is not chosen or is published."""
        with write_session(self._engine) as session:
            row = session.get(RoundQuestionRow, question_id, with_for_update=True)
            if row is None or not may_move(QuestionStage(row.state), QuestionStage.ANSWERED):
                return False
            row.answer, row.answered_by, row.answered, row.state = text, by, aware(at), QuestionStage.ANSWERED
            audit.record(session, f"staff:{by}", "question.answered", f"question:{question_id}", {}, at)
            return True

    def publish(self, month: Month, article: int, letters: Iterable[OutboxMessage], by: int, at: datetime) -> bool:
        """The answers are out: the round ends, and those who asked are told; False where it was published before."""
        answered = (col(RoundQuestionRow.round) == month.number, col(RoundQuestionRow.state) == QuestionStage.ANSWERED)
        with write_session(self._engine) as session:
            row = session.get(RoundRow, month.number, with_for_update=True)
            if row is None or row.state == RoundState.PUBLISHED:
                return False
            row.state, row.article, row.ended = RoundState.PUBLISHED, article, aware(at)
            for question in session.scalars(select(RoundQuestionRow).where(*answered)):
                question.state = QuestionStage.PUBLISHED
            queue(session, letters, at)
            audit.record(session, f"staff:{by}", "round.published", f"round:{month.number}", {"article": article}, at)
            return True

    def expect(self, chat: ChatId, month: Month, at: datetime) -> None:
        """The next message of `chat` is its question."""
        values = {"channel": chat.channel, "key": chat.key, "round": month.number, "at": aware(at)}
        with write_session(self._engine) as session:
            hold_chat(session, chat.channel, chat.key, at)
            made = upserting(session, RoundDraftRow).values(values)
            session.execute(made.on_conflict_do_update(index_elements=["channel", "key"], set_=values))

    def expected(self, chat: ChatId) -> tuple[Month, datetime] | None:
        with read_connection(self._engine) as connection:
            row = connection.execute(EXPECTED, {"channel": chat.channel, "key": chat.key}).first()
        return (Month.numbered(row[0]), row[1]) if row else None

    def drop(self, chat: ChatId) -> None:
        """Expect nothing of `chat` any more."""
        own = (col(RoundDraftRow.channel) == chat.channel, col(RoundDraftRow.key) == chat.key)
        with write_session(self._engine) as session:
            session.execute(delete(RoundDraftRow).where(*own))


def _questions() -> Any:
    votes = select(func.count()).where(col(RoundVoteRow.question) == col(RoundQuestionRow.id)).correlate(RoundQuestionRow).scalar_subquery()
    return select(RoundQuestionRow, votes)


def _question(row: RoundQuestionRow, votes: int) -> RoundQuestion:
    return RoundQuestion(
        row.id or 0,
        Month.numbered(row.round),
        ChatId(row.channel, row.key),
        row.text,
        QuestionStage(row.state),
        votes,
        row.unit,
        row.answer,
    )


def _round(row: RoundRow) -> Round:
    return Round(Month.numbered(row.month), row.theme, RoundState(row.state), row.opened, row.closes, row.article)
