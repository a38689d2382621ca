"""Questions as they were sent, the matters that the office made of them, votes and answers. Each method is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, delete, func, or_, select
from sqlmodel import Session, col

from bot.database import audit
from bot.database.engine import read_session, write_session
from bot.database.outgoing import queue
from bot.database.tables.chats import hold_chat
from bot.database.tables.dialogues import (
    DialogueDraftRow,
    DialogueMatterRow,
    DialogueQuestionRow,
    DialogueRow,
    DialogueSeatRow,
    DialogueVoteRow,
)
from bot.database.types import aware, storable
from bot.dialogues.rules.dialogue import DialogueMatter, DialogueMove, DialogueQuestion, DialogueState, QuestionState
from bot.dialogues.rules.numbers import ANYWAY_KEPT, KEPT_AFTER, MOST_QUESTIONS, TYPED_WITHIN
from bot.dialogues.store.dialogues import SameHand
from bot.dialogues.store.rows import matter_of, question_of
from bot.messages import ChatId, OutboxMessage
from bot.people.masking import masked


class MatterBook:
    """The questions of every event; `by`: how the trail names who does it."""

    def __init__(self, engine: Engine, one_hand: SameHand) -> None:
        self._engine = engine
        self._one_hand = one_hand

    def ask(self, number: int, chat: ChatId, text: str, at: datetime) -> bool | None:
        """Keep a question, personal numbers masked; False where the chat has asked MOST_QUESTIONS, None where none is taken."""
        with write_session(self._engine) as session:
            row = session.get(DialogueRow, number)
            if row is None or row.state != DialogueState.ANNOUNCED or row.begins <= aware(at):
                return None
            hold_chat(session, chat.channel, chat.key, aware(at))
            asked = DialogueQuestionRow
            own = (col(asked.dialogue) == number, col(asked.channel) == chat.channel, col(asked.key) == chat.key)
            kept = storable(masked(text))
            if session.scalars(select(col(asked.id)).where(*own, col(asked.text) == kept)).first() is not None:
                return True  # sent twice, it is one
            if (session.scalar(select(func.count()).select_from(asked).where(*own)) or 0) >= MOST_QUESTIONS:
                return False
            new = asked(dialogue=number, channel=chat.channel, key=chat.key, text=kept, state=QuestionState.NEW, at=aware(at))
            session.add(new)
            return True

    def question(self, question_id: int) -> DialogueQuestion | None:
        with read_session(self._engine) as session:
            row = session.get(DialogueQuestionRow, question_id)
            return question_of(row) if row else None

    def new(self, number: int) -> tuple[DialogueQuestion, ...]:
        """Those of an event that nobody has looked at, the oldest first."""
        own = (col(DialogueQuestionRow.dialogue) == number, col(DialogueQuestionRow.state) == QuestionState.NEW)
        with read_session(self._engine) as session:
            return tuple(map(question_of, session.scalars(select(DialogueQuestionRow).where(*own).order_by(col(DialogueQuestionRow.id)))))

    def take(self, question_id: int, text: str, matter: int | None, by: str, at: datetime) -> DialogueMove:
        """Others see it from now on, as `text`, or as `matter` of the same event which asks the same."""
        with write_session(self._engine) as session:
            row = session.get(DialogueQuestionRow, question_id, with_for_update=True)
            if row is None or row.state != QuestionState.NEW:
                return DialogueMove.NOT_OPEN
            same = session.get(DialogueMatterRow, matter) if matter else _listed(session, row.dialogue, text, at)
            if same is None or same.dialogue != row.dialogue or same.is_dropped:
                return DialogueMove.NOT_THERE
            session.flush()
            row.state, row.matter = QuestionState.TAKEN, same.id
            audit.record(session, by, "dialogue.listed", f"dialogue:{row.dialogue}", {}, at)
            return DialogueMove.DONE

    def refuse(self, question_id: int, letter: OutboxMessage, by: str, at: datetime) -> DialogueMove:
        """Others are not to see it; who sent it hears why."""
        with write_session(self._engine) as session:
            row = session.get(DialogueQuestionRow, question_id, with_for_update=True)
            if row is None or row.state != QuestionState.NEW:
                return DialogueMove.NOT_OPEN
            row.state = QuestionState.REFUSED
            queue(session, [letter], at)
            audit.record(session, by, "dialogue.refused", f"dialogue:{row.dialogue}", {}, at)
            return DialogueMove.DONE

    def raise_in_hall(self, number: int, text: str, by: str, at: datetime) -> None:
        """A question that was asked at the event itself."""
        with write_session(self._engine) as session:
            _listed(session, number, text, at, is_from_hall=True)
            audit.record(session, by, "dialogue.listed", f"dialogue:{number}", {}, at)

    def vote(self, matter: int, chat: ChatId, at: datetime, *, wanted: bool) -> int | None:
        """`chat` has voted, or (not `wanted`) has not, as long as the event has not begun, however often it is said; the event's number,
        None where nothing is."""
        with write_session(self._engine) as session:
            row = session.get(DialogueMatterRow, matter)
            event = session.get(DialogueRow, row.dialogue) if row else None
            if row is None or row.is_dropped or event is None or event.state != DialogueState.ANNOUNCED or event.begins <= aware(at):
                return None
            hold_chat(session, chat.channel, chat.key, aware(at))
            given = session.get(DialogueVoteRow, (matter, chat.channel, chat.key))
            if given and not wanted:
                session.delete(given)
            elif wanted and not given:
                session.add(DialogueVoteRow(matter=matter, channel=chat.channel, key=chat.key, at=aware(at)))
            return event.id

    def votes_of(self, chat: ChatId) -> frozenset[int]:
        own = (col(DialogueVoteRow.channel) == chat.channel, col(DialogueVoteRow.key) == chat.key)
        with read_session(self._engine) as session:
            return frozenset(session.scalars(select(col(DialogueVoteRow.matter)).where(*own)))

    def matter(self, matter: int) -> DialogueMatter | None:
        with read_session(self._engine) as session:
            found = session.execute(_matters().where(col(DialogueMatterRow.id) == matter)).first()
            return matter_of(*found) if found else None

    def matters(self, number: int) -> tuple[DialogueMatter, ...]:
        """Those of an event, most votes first, then the oldest."""
        with read_session(self._engine) as session:
            found = [matter_of(*each) for each in session.execute(_matters().where(col(DialogueMatterRow.dialogue) == number))]
            return tuple(sorted(found, key=lambda each: (each.is_dropped, -each.votes, each.id)))

    def owed(self, until: date) -> tuple[DialogueMatter, ...]:
        """Matters of events that took place whose answer is due by `until` and not out yet, the oldest day first."""
        is_owed = (col(DialogueMatterRow.due) <= until, col(DialogueMatterRow.approved).is_(None))
        is_it = (*is_owed, col(DialogueMatterRow.is_dropped).is_(False), col(DialogueMatterRow.unit).is_not(None))
        held = select(col(DialogueRow.id)).where(col(DialogueRow.state).in_([DialogueState.ANNOUNCED, DialogueState.PUBLISHED]))
        query = _matters().where(*is_it, col(DialogueMatterRow.dialogue).in_(held)).order_by(col(DialogueMatterRow.due))
        with read_session(self._engine) as session:
            return tuple(matter_of(*each) for each in session.execute(query))

    def assign(self, matter: int, unit: int, due: date, letters: Iterable[OutboxMessage], by: str, at: datetime) -> DialogueMove:
        """`unit` answers it by `due`; the letters say so."""
        with write_session(self._engine) as session:
            row = session.get(DialogueMatterRow, matter, with_for_update=True)
            if row is None or row.is_dropped or row.approved is not None:
                return DialogueMove.NOT_OPEN
            row.unit, row.due = unit, due
            queue(session, letters, at)
            told = {"unit": unit, "until": due.isoformat()}
            audit.record(session, by, "dialogue.assigned", f"dialogue:{row.dialogue}", told, at)
            return DialogueMove.DONE

    def drop(self, matter: int, reason: str, by: str, at: datetime) -> DialogueMove:
        """It should not have been listed."""
        with write_session(self._engine) as session:
            row = session.get(DialogueMatterRow, matter, with_for_update=True)
            if row is None or row.is_dropped or row.approved is not None:
                return DialogueMove.NOT_OPEN
            row.is_dropped = True
            audit.record(session, by, "dialogue.unlisted", f"dialogue:{row.dialogue}", {"reason": reason}, at)
            return DialogueMove.DONE

    def answer(self, matter: int, text: str, revision: int, writer: int, by: str, at: datetime) -> DialogueMove:
        """Keep the answer in place of that of `revision` (CHANGED: there is another by now); it waits for a second person."""
        with write_session(self._engine) as session:
            row = session.get(DialogueMatterRow, matter, with_for_update=True)
            if row is None or row.is_dropped or row.approved is not None:
                return DialogueMove.NOT_OPEN
            if row.revision != revision:
                return DialogueMove.CHANGED
            row.answer, row.answered_by, row.revision = storable(text), writer, row.revision + 1
            audit.record(session, by, "dialogue.answered", f"dialogue:{row.dialogue}", {}, at)
            return DialogueMove.DONE

    def approve(self, matter: int, revision: int, approver: int, by: str, at: datetime) -> DialogueMove:
        """A second person lets out exactly the answer of `revision`."""
        with write_session(self._engine) as session:
            row = session.get(DialogueMatterRow, matter, with_for_update=True)
            if row is None or row.is_dropped or row.approved is not None or row.answered_by is None:
                return DialogueMove.NOT_OPEN
            if row.revision != revision:
                return DialogueMove.CHANGED
            if row.answered_by == approver:
                return DialogueMove.OWN
            if self._one_hand(session, approver, row.answered_by, at):
                return DialogueMove.ONE_HAND
            row.approver, row.approved = approver, aware(at)
            audit.record(session, by, "dialogue.released", f"dialogue:{row.dialogue}", {}, at)
            return DialogueMove.DONE

    def tell_askers(self, text: Callable[[str, DialogueMatter], str], at: datetime, not_before: datetime) -> int:
        """Queue the answer to who asked, of every published event, once (`text`: of their question and the matter). How many were new."""
        is_out = (
            col(DialogueRow.state) == DialogueState.PUBLISHED,
            col(DialogueMatterRow.approved) > aware(at) - timedelta(days=KEPT_AFTER),
        )
        later = (col(DialogueRow.state) == DialogueState.PUBLISHED, col(DialogueRow.published) > aware(at) - timedelta(days=KEPT_AFTER))
        query = (
            select(DialogueQuestionRow, DialogueMatterRow)
            .join(DialogueMatterRow, col(DialogueMatterRow.id) == col(DialogueQuestionRow.matter))
            .join(DialogueRow, col(DialogueRow.id) == col(DialogueMatterRow.dialogue))
            .where(col(DialogueMatterRow.approved).is_not(None), or_(is_out[0] & is_out[1], later[0] & later[1]))
        )
        with write_session(self._engine) as session:
            letters = [_answer(asked, matter, text, not_before) for asked, matter in session.execute(query).all()]
            return queue(session, letters, at)

    def counts(self, begins: datetime, ends: datetime) -> tuple[int, int, int]:
        """Events that took place from `begins` to `ends`; the questions of them, and of these answered."""
        held = (col(DialogueRow.state).in_([DialogueState.ANNOUNCED, DialogueState.PUBLISHED]), col(DialogueRow.ends) < aware(ends))
        numbers = select(col(DialogueRow.id)).where(*held, col(DialogueRow.ends) >= aware(begins))
        own = (col(DialogueMatterRow.dialogue).in_(numbers), col(DialogueMatterRow.is_dropped).is_(False))
        with read_session(self._engine) as session:
            events = len(session.scalars(numbers).all())
            answered = session.scalars(select(col(DialogueMatterRow.approved)).where(*own)).all()
            return events, len(answered), sum(each is not None for each in answered)

    def sweep(self, at: datetime) -> int:
        """Away with what is kept of people: KEPT_AFTER days after the minutes or the end of what was cancelled, ANYWAY_KEPT after the
        event, and what nobody typed. How many rows."""
        over, anyway = aware(at) - timedelta(days=KEPT_AFTER), aware(at) - timedelta(days=ANYWAY_KEPT)
        is_cancelled = (col(DialogueRow.state) == DialogueState.CANCELLED) & (col(DialogueRow.ends) < over)
        gone = select(col(DialogueRow.id)).where(or_(col(DialogueRow.published) < over, is_cancelled, col(DialogueRow.ends) < anyway))
        own = col(DialogueMatterRow.dialogue).in_(gone)
        waits = select(col(DialogueMatterRow.id)).where(
            own, col(DialogueMatterRow.approved).is_(None), col(DialogueMatterRow.due).is_not(None)
        )
        asked, typed = DialogueQuestionRow, DialogueDraftRow
        is_waited_for = func.coalesce(col(asked.matter), 0).in_(waits) & col(asked.dialogue).not_in(_ended_before(anyway))
        with write_session(self._engine) as session:
            statements: list[Any] = [
                delete(DialogueSeatRow).where(col(DialogueSeatRow.dialogue).in_(gone)),
                delete(asked).where(col(asked.dialogue).in_(gone), ~is_waited_for),
                delete(typed).where(col(typed.at) < aware(at) - timedelta(minutes=TYPED_WITHIN)),
            ]
            return sum(session.execute(each).rowcount for each in statements)  # type: ignore[attr-defined]


def _ended_before(moment: datetime) -> Any:
    return select(col(DialogueRow.id)).where(col(DialogueRow.ends) < moment)


def _listed(session: Session, number: int, text: str, at: datetime, *, is_from_hall: bool = False) -> DialogueMatterRow:
    row = DialogueMatterRow(dialogue=number, text=storable(masked(text)), is_from_hall=is_from_hall, made=aware(at))
    session.add(row)
    session.flush()
    return row


def _matters() -> Any:
    votes = (
        select(func.count()).where(col(DialogueVoteRow.matter) == col(DialogueMatterRow.id)).correlate(DialogueMatterRow).scalar_subquery()
    )
    return select(DialogueMatterRow, votes)


def _answer(
    asked: DialogueQuestionRow, matter: DialogueMatterRow, text: Callable[[str, DialogueMatter], str], not_before: datetime
) -> OutboxMessage:
    key = f"dialogues:{asked.dialogue}:answer:{asked.id}"
    return OutboxMessage(ChatId(asked.channel, asked.key), text(asked.text, matter_of(matter, 0)), key, not_before=not_before)
