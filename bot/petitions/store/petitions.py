"""What is kept of petitions: filed, changed and followed, each in one transaction with its time line, its audit row and its letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Engine, delete, or_, select, update
from sqlmodel import Session, col

from bot.database import audit
from bot.database.engine import read_session, write_session
from bot.database.outgoing import queue
from bot.database.tables.chats import hold_chat
from bot.database.tables.petitions import EventRow, PauseRow, PersonRow, PetitionRow, PhotoRow
from bot.database.types import aware
from bot.messages import ChatId, OutboxMessage
from bot.petitions.rules.answering import PASSED_ON
from bot.petitions.rules.caps import Quota
from bot.petitions.rules.change import FilingTerms, PetitionChange
from bot.petitions.rules.outcome import Done, NotDone, Outcome, RefusalReason
from bot.petitions.rules.petition import Event, NewPetition, Petition, PetitionFile, PetitionState
from bot.petitions.rules.photo import Photo
from bot.petitions.rules.transitions import Transition
from bot.petitions.store.caps import spent
from bot.petitions.store.filed_rows import add_person, drop_talk, has_talk, made, photo_row, taken_down
from bot.petitions.store.merging import follow_no_more, follow_too, hold_family, locked, merged_into, target_of
from bot.petitions.store.register import keep_words
from bot.petitions.store.rows import columns_of, file_of, merged_below, petition_of

MOST_FOLLOWED = 200  # petitions that one chat may follow: more is a machine
CITIZEN = "citizen"
DAY = timedelta(days=1)
READ, LOOKED = "petition.read", "petition.photo_read"  # what the audit trail says of who looked

Decide = Callable[[PetitionFile], PetitionChange | NotDone]
"""Looks at a petition that nobody else can change meanwhile, and says what is to become of it."""
PassOn = Callable[[PetitionChange, PetitionFile, PetitionFile, datetime], PetitionChange]
"""What a change means for a petition that was merged into the last one, which has it, and when."""
Join = Callable[[PetitionFile, PetitionFile], PetitionChange]
"""What becomes of a petition, the first, once the second was merged into it."""
Count = Callable[[PetitionFile], Petition]
"""A petition with what is owed for it counted anew."""
Tell = Callable[[PetitionFile, Event], Iterable[OutboxMessage]]
"""The letters about a line of the time line."""
Prepare = Callable[[], Tell]
"""Looks up whatever the letters need, before the transaction begins."""


class PetitionStore:
    """Each method is one transaction; times are aware (ValueError if naive). `prepare` gives what writes the letters of a change."""

    def __init__(self, engine: Engine, prepare: Prepare) -> None:
        self._engine = engine
        self._prepare = prepare

    def file(
        self,
        filing: NewPetition,
        terms: FilingTerms,
        unit: int | None,
        chat: ChatId | None,
        at: datetime,
        window: str = "",
        who: str = CITIZEN,
        about: str = "",
        quota: Quota | None = None,
    ) -> Petition | NotDone | None:
        """Keep a new petition. With `window` the draft that `chat` has open there goes at once with it; None where there is none:
        it was sent already. What the same member of the staff (`who`) took down a moment ago in the same words is that petition.
        NotDone where `quota` leaves nothing today: the draft stays."""
        now, tell = aware(at), self._prepare()
        with write_session(self._engine) as session:
            if chat:
                hold_chat(session, chat.channel, chat.key, now)
            if chat and window and not has_talk(session, chat, window):
                return None
            if quota and (why := spent(session, quota, chat)):
                return NotDone(why)
            if chat and window:
                drop_talk(session, chat, window)
            if who != CITIZEN and (same := taken_down(session, filing, who, now)):
                return petition_of(same)
            row = made(session, filing, terms, unit, now, about)
            add_person(session, row.id or 0, chat, filing, now)
            keep_line(session, row, PetitionChange(petition_of(row), Transition.FILE, who, is_public=True), None, now, tell)
            return petition_of(row, 1 if chat else 0)

    def get(self, petition_id: int) -> PetitionFile | None:
        """A petition with all that belongs to it."""
        with read_session(self._engine) as session:
            row = session.get(PetitionRow, petition_id)
            return file_of(session, row) if row else None

    def by_code(self, shown: str) -> PetitionFile | None:
        """The same, by its tracking code as it is shown."""
        with read_session(self._engine) as session:
            row = session.scalars(select(PetitionRow).where(col(PetitionRow.code) == shown)).first()
            return file_of(session, row) if row else None

    def change(self, petition_id: int, decide: Decide, at: datetime, pass_on: PassOn | None = None, part: Count | None = None) -> Outcome:
        """What `decide` says becomes of a petition, under its lock; of each merged into it what `pass_on` says; and what is
        owed for the one that it was merged into, and is no more, is what `part` says."""
        now, tell = aware(at), self._prepare()
        with write_session(self._engine) as session:
            hold_family(session, petition_id, with_target=part is not None)
            target = target_of(session, petition_id) if part else None
            row = session.get(PetitionRow, petition_id, with_for_update=True)
            if row is None:
                return NotDone(RefusalReason.UNKNOWN)
            file = file_of(session, row)
            decided = decide(file)
            if isinstance(decided, NotDone):
                return decided
            if pass_on and decided.move in PASSED_ON:
                for other in merged_below(session, petition_id, locked=True):
                    self._changed(session, other, pass_on(decided, file_of(session, other), file, now), now, tell)
            if decided.move is Transition.UNMERGE and row.merged_into:
                follow_no_more(session, row, row.merged_into)
            done = self._changed(session, row, decided, now, tell)
            if part and target:
                _count_anew(session, target, part(file_of(session, target)), decided.who, now, {"parted": petition_id})
            return done

    def recount(self, day: date, count: Count, who: str, at: datetime) -> tuple[Petition, ...]:
        """Count anew the days of every open petition that `day` may be one of. Returns those whose deadline moved."""
        now = aware(at)
        begin = _begin(day)
        with write_session(self._engine) as session:
            runs = or_(col(PetitionRow.due) >= begin - DAY, col(PetitionRow.forward_by) >= begin - DAY)
            may_hold = (col(PetitionRow.is_open), col(PetitionRow.counted_from) < begin + 2 * DAY, runs)
            rows = session.scalars(select(PetitionRow).where(*may_hold).order_by(col(PetitionRow.id)).with_for_update()).all()
            why = {"day": day.isoformat()}
            return tuple(petition_of(row) for row in rows if _count_anew(session, row, count(file_of(session, row)), who, now, why))

    def withdraw(self, petition_id: int, decide: Decide, release: Callable[[PetitionFile], PetitionChange], at: datetime) -> Outcome:
        """What `decide` says; where it is withdrawn, each that was merged into it becomes what `release` says, at once."""
        now, tell = aware(at), self._prepare()
        with write_session(self._engine) as session:
            row = hold_family(session, petition_id)
            decided = decide(file_of(session, row)) if row else NotDone(RefusalReason.UNKNOWN)
            if row is None or isinstance(decided, NotDone):
                return decided if isinstance(decided, NotDone) else NotDone(RefusalReason.UNKNOWN)
            for other in session.scalars(merged_into(petition_id)).all():
                follow_no_more(session, other, petition_id)
                self._changed(session, other, release(file_of(session, other)), now, tell)
            return self._changed(session, row, decided, now, tell)

    def merge(
        self,
        petition_id: int,
        into: str,
        decide: Callable[[PetitionFile, PetitionFile], PetitionChange | NotDone],
        at: datetime,
        version: int | None,
        join: Join,
    ) -> Outcome:
        """Merge into the petition with the code `into`; its followers follow that one from now on, and it becomes what `join` says.
        Locked in the order of their numbers."""
        now, tell = aware(at), self._prepare()
        with write_session(self._engine) as session:
            rows = locked(session, petition_id, into)
            target = next((row for row in rows if row.code == into), None)
            merged = next((row for row in rows if row.id == petition_id), None)
            if merged is None or target is None or merged is target:
                return NotDone(RefusalReason.UNKNOWN)
            if version is not None and version != merged.version:
                return NotDone(RefusalReason.STALE)
            decided = decide(file_of(session, merged), file_of(session, target))
            if isinstance(decided, NotDone):
                return decided
            done = self._changed(session, merged, decided, now, tell)
            follow_too(session, petition_id, target.id or 0, now)
            self._changed(session, target, join(file_of(session, target), file_of(session, merged)), now, tell)
            return done

    def follow(self, petition_id: int, chat: ChatId, at: datetime) -> Outcome:
        """Tell `chat` too; following twice changes nothing."""
        now = aware(at)
        with write_session(self._engine) as session:
            row = session.get(PetitionRow, petition_id)
            if row is None or row.state in (PetitionState.MERGED, PetitionState.WITHDRAWN):
                return NotDone(RefusalReason.UNKNOWN)
            hold_chat(session, chat.channel, chat.key, now)
            of_chat = (col(PersonRow.channel) == chat.channel, col(PersonRow.key) == chat.key)
            followed = set(session.scalars(select(col(PersonRow.petition)).where(*of_chat)))
            if len(followed) >= MOST_FOLLOWED:
                return NotDone(RefusalReason.TOO_MANY)
            if petition_id not in followed:
                session.add(PersonRow(petition=petition_id, channel=chat.channel, key=chat.key, is_author=False, since=now))
            return Done(petition_of(row))

    def unfollow(self, petition_id: int, chat: ChatId) -> bool:
        """Tell a follower no more; the sender always is told."""
        own = (col(PersonRow.petition) == petition_id, col(PersonRow.channel) == chat.channel, col(PersonRow.key) == chat.key)
        gone = delete(PersonRow).where(*own, col(PersonRow.is_author).is_(False)).returning(col(PersonRow.id))
        with write_session(self._engine) as session:
            return bool(session.execute(gone).all())

    def add_photo(self, petition_id: int, photo: Photo, most: int, at: datetime) -> bool:
        """One more photo of an open petition; False where there are `most` already."""
        now = aware(at)
        with write_session(self._engine) as session:
            row = session.get(PetitionRow, petition_id, with_for_update=True)
            held = session.scalars(select(col(PhotoRow.name)).where(col(PhotoRow.petition) == petition_id)).all()
            if row is None or not row.is_open or len(held) >= most:
                return False
            session.add(photo_row(photo, petition_id))
            audit.record(session, CITIZEN, "petition.photo", f"petition:{petition_id}", {"sha256": photo.sha256}, now)
            return True

    def note_read(self, petition_id: int, who: str, what: str, at: datetime) -> None:
        """That somebody of the staff (`who`) read what is personal in a petition."""
        audit.note_read(self._engine, who, what, f"petition:{petition_id}", at)

    def note_taken(self, who: str, at: datetime) -> None:
        """That somebody of the staff took the petitions that they may see along in a table."""
        with write_session(self._engine) as session:
            audit.record(session, who, "petition.exported", "petitions", {}, aware(at))

    def warn(self, seen: Petition, warned: int, letters: Sequence[OutboxMessage], warn_at: datetime | None, at: datetime) -> bool:
        """Queue a warning and note how many there were and when the next is due; False where another was faster."""
        same = (col(PetitionRow.id) == seen.id, col(PetitionRow.version) == seen.version, col(PetitionRow.warned) == seen.warned)
        noted = update(PetitionRow).where(*same).values(warned=warned, warn_at=warn_at).returning(col(PetitionRow.id))
        with write_session(self._engine) as session:
            if not session.execute(noted).all():
                return False
            queue(session, letters, aware(at))
            return True

    def notify(self, letters: Sequence[OutboxMessage], at: datetime) -> int:
        """Queue letters that go with no change."""
        with write_session(self._engine) as session:
            return queue(session, letters, aware(at))

    @staticmethod
    def _changed(session: Session, row: PetitionRow, change: PetitionChange, now: datetime, tell: Tell) -> Done:
        """Bring the row up to what was decided."""
        begins = PetitionState(row.state)
        if (row.published, row.published_answer) != (change.petition.published, change.petition.published_answer):
            keep_words(session, row.id or 0, f"{change.petition.published}\n{change.petition.published_answer}")
        for name, value in columns_of(change.petition).items():
            if getattr(row, name) != value:
                setattr(row, name, value)
        row.version += 1
        _move_clock(session, row.id or 0, change, now)
        told = keep_line(session, row, change, begins, now, tell)
        return Done(petition_of(row, change.petition.followers), told)


def keep_line(
    session: Session, row: PetitionRow, change: PetitionChange, begins: PetitionState | None, now: datetime, tell: Tell
) -> frozenset[int]:
    """The line of the time line, the audit row, and the letters. Returns who of the staff gets one."""
    number = row.id or 0
    line = EventRow(
        petition=number, at=now, who=change.who, move=change.move, begins=begins, ends=row.state,
        why=change.why, is_public=change.is_public, unit=row.unit, officer=row.officer,
    )  # fmt: skip
    session.add(line)
    session.flush()
    detail = {"from": begins or "", "to": row.state, "version": row.version, "unit": row.unit, "officer": row.officer}
    if change.move is Transition.FILE:
        detail["via"] = row.via
    if change.is_sure:
        detail["confirmed"] = True  # not whom it names: more people read the trail than the petition
    audit.record(session, change.who, f"petition.{change.move}", f"petition:{number}", detail, now)
    if not change.is_told:
        return frozenset()
    facts = (begins, PetitionState(line.ends), line.why, line.is_public, line.unit, line.officer)
    letters = list(tell(file_of(session, row), Event(line.id or 0, now, line.who, line.move, *facts)))
    queue(session, letters, now)
    return frozenset(letter.staff for letter in letters if letter.staff)


def _count_anew(session: Session, row: PetitionRow, counted: Petition, who: str, now: datetime, why: Mapping[str, object]) -> bool:
    """Bring the deadline of `row` up to what was `counted`; the trail keeps what it was. Whether it moved."""
    was = row.due
    row.due, row.forward_by, row.warn_at = counted.due, counted.forward_by, counted.warn_at
    if row.due != was:
        audit.record(session, who, "petition.due", f"petition:{row.id}", {"from": was.isoformat(), "to": row.due.isoformat(), **why}, now)
    return row.due != was


def _begin(day: date) -> datetime:
    """A moment of that day, wherever the office lies."""
    return datetime.combine(day, time(), UTC)


def _move_clock(session: Session, petition_id: int, change: PetitionChange, now: datetime) -> None:
    if change.pauses:
        session.add(PauseRow(petition=petition_id, since=now, reason=change.why))
    if change.resumes:
        lasting = (col(PauseRow.petition) == petition_id, col(PauseRow.until).is_(None))
        session.execute(update(PauseRow).where(*lasting).values(until=now))
