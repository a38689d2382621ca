"""The board: its pages, the lists of a citizen, and what is due."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, Row, Select, and_, case, func, not_, or_, select
from sqlmodel import Session, col

from bot.database.engine import read_session
from bot.database.tables.petitions import EventRow, PersonRow, PetitionRow, PhotoRow
from bot.database.tables.staff import StaffRow
from bot.database.types import aware
from bot.messages import ChatId
from bot.petitions.rules.listing import BoardQuery, BoardTab, ExportedPetition, ListedPetition, Order, is_exact
from bot.petitions.rules.petition import PetitionKind, PetitionState, Via
from bot.petitions.rules.texts.words import singles
from bot.petitions.rules.visibility import Viewer
from bot.petitions.store import board_pages
from bot.petitions.store.named import found_by_sender
from bot.petitions.store.owed import is_owed

P = PetitionRow
ANY_ORDER = "~"  # before the cursor of a page that was found by words in any order
PRESSING = "!"  # before the cursor of a page that begins among what tells of danger


@dataclass(frozen=True, slots=True)
class Scope:
    """Which petitions somebody may see: of one unit (None: all), those about staff only where `officer` has them (None: all), and
    of those that name `named` (an officer and their unit; None: nobody) only what was given to them."""

    unit: int | None = None
    officer: int | None = None
    named: tuple[int, int] | None = None


class PetitionBoard:
    """Each method is one transaction that only reads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def page(self, query: BoardQuery, scope: Scope, at: datetime) -> tuple[tuple[ListedPetition, ...], str]:
        """The lines of a page, and the cursor of the next ("" on the last). First stands what is found by its sender or a piece of its
        code; where there is none, and what is there as it was typed fills no page, the words are looked for in any order."""
        seen = seen_in(scope)
        if query.after.startswith(ANY_ORDER):
            query = replace(query, after=query.after.removeprefix(ANY_ORDER), in_any_order=True)
        with read_session(self._engine) as session:
            named = [] if not query.text.strip() or is_exact(query.text) else found_by_sender(session, query, seen, at)
            others = [*seen, col(P.id).not_in([row.id for row in named])] if named else seen
            rows, following = _page(session, query, others, at)
            if not named and _may_find_more(query, rows):
                query = replace(query, in_any_order=True)
                rows, following = _page(session, query, others, at)
            following = ANY_ORDER + following if following and query.in_any_order else following
            shown = [replace(_listed(row), sender=row.sender or "") for row in named] if not query.after else []
            return _with_followers(session, [*shown, *(_listed(row) for row in rows)]), following

    def tabs(self, scope: Scope, officer: int, at: datetime, soon: datetime) -> Mapping[BoardTab, int]:
        """How many stand under each tab for `officer`; what is pressing falls due by `soon`. One pass over what is open."""
        seen, now, owed = seen_in(scope), aware(at), is_owed()
        conditions: dict[BoardTab, Any] = {
            BoardTab.MINE: col(P.officer) == officer,
            BoardTab.FREE: and_(col(P.officer).is_(None), col(P.agency) == ""),
            BoardTab.SOON: and_(col(P.state) != PetitionState.WAITING, col(P.due) >= now, col(P.due) <= aware(soon)),
            BoardTab.LATE: and_(owed, col(P.due) < now),
            BoardTab.TO_SIGN: col(P.state) == PetitionState.DRAFTED,
            BoardTab.WAITING: col(P.state) == PetitionState.WAITING,
        }
        sums = [func.coalesce(func.sum(case((condition, 1), else_=0)), 0) for condition in conditions.values()]
        proposed = select(func.count()).select_from(P).where(*seen, board_pages.IS_PROPOSED)
        with read_session(self._engine) as session:
            found = session.execute(select(*sums, func.count()).where(*seen, col(P.is_open).is_(True))).one()
            corrections = int(session.execute(proposed).scalar_one())
        counts = dict(zip((*conditions, BoardTab.ALL), map(int, found), strict=True))
        return counts | {BoardTab.TO_SIGN: counts[BoardTab.TO_SIGN] + corrections}

    def owed_by(self, scope: Scope, officer: int) -> tuple[int, int]:
        """How many open ones `officer` has, and how many answers wait for a leader: two looks into an index, since every page asks."""
        seen = seen_in(scope)
        mine = (col(P.officer) == officer, col(P.is_open).is_(True))
        with read_session(self._engine) as session:
            held = session.execute(select(func.count()).select_from(P).where(*seen, *mine)).scalar_one()
            drafts = select(func.count()).select_from(P).where(*seen, col(P.state) == PetitionState.DRAFTED)
            corrections = select(func.count()).select_from(P).where(*seen, board_pages.IS_PROPOSED)
            return int(held), int(session.execute(drafts).scalar_one()) + int(session.execute(corrections).scalar_one())

    def visible(self, numbers: Collection[int], scope: Scope) -> frozenset[int]:
        """Which of these petitions somebody may see."""
        query = select(col(P.id)).where(col(P.id).in_(numbers), *seen_in(scope))
        with read_session(self._engine) as session:
            return frozenset(number or 0 for number in session.scalars(query))

    def exported(self, numbers: Collection[int]) -> Mapping[int, ExportedPetition]:
        """By number; only for what the board has shown to whoever asks."""
        columns = (col(P.id), col(P.content), col(P.via), col(P.procedure), col(P.answered), col(P.answer))
        with read_session(self._engine) as session:
            rows = session.execute(select(*columns).where(col(P.id).in_(numbers))).all()
        return {row.id: ExportedPetition(row.content, Via(row.via), row.procedure, row.answered, row.answer) for row in rows}

    def explained(self, query: BoardQuery, scope: Scope, at: datetime) -> list[Select[Any]]:
        """The statements of a page, for EXPLAIN."""
        with read_session(self._engine) as session:
            return board_pages.statements(session, query, seen_in(scope), at, query.limit + 1)

    def of_chat(self, chat: ChatId, limit: int) -> tuple[tuple[ListedPetition, Viewer], ...]:
        """What a chat filed or follows, newest first, and which of the two."""
        own = (col(PersonRow.channel) == chat.channel, col(PersonRow.key) == chat.key)
        statement = (
            board_pages.lines().add_columns(col(PersonRow.is_author)).join(PersonRow, col(PersonRow.petition) == col(P.id)).where(*own)
        )
        with read_session(self._engine) as session:
            rows = session.execute(statement.order_by(col(PersonRow.petition).desc()).limit(limit)).all()
            listed = _with_followers(session, [_listed(row) for row in rows])
        readers = [Viewer.AUTHOR if row.is_author else Viewer.FOLLOWER for row in rows]
        return tuple(zip(listed, readers, strict=True))

    def count_of(self, chat: ChatId) -> int:
        """How many petitions a chat has filed that still tell it."""
        own = (col(PersonRow.channel) == chat.channel, col(PersonRow.key) == chat.key, col(PersonRow.is_author))
        with read_session(self._engine) as session:
            return int(session.execute(select(func.count()).select_from(PersonRow).where(*own)).scalar_one())

    def awaited(self, chat: ChatId) -> int:
        """The petition that a chat has sent and about which an officer waits for more, the latest; 0 where none waits."""
        own = (col(PersonRow.channel) == chat.channel, col(PersonRow.key) == chat.key, col(PersonRow.is_author))
        query = select(col(P.id)).join(PersonRow, col(PersonRow.petition) == col(P.id)).where(*own, col(P.state) == PetitionState.WAITING)
        with read_session(self._engine) as session:
            return session.scalars(query.order_by(col(P.id).desc()).limit(1)).first() or 0

    def relation(self, petition_id: int, chat: ChatId) -> str:
        """What `chat` is to a petition: "author", "follower" or ""."""
        own = (col(PersonRow.petition) == petition_id, col(PersonRow.channel) == chat.channel, col(PersonRow.key) == chat.key)
        with read_session(self._engine) as session:
            found = session.execute(select(col(PersonRow.is_author)).where(*own)).scalar_one_or_none()
        return "" if found is None else "author" if found else "follower"

    def to_warn(self, at: datetime, limit: int) -> tuple[int, ...]:
        """Petitions whose next warning is due."""
        query = select(col(P.id)).where(col(P.warn_at) <= aware(at)).order_by(col(P.warn_at)).limit(limit)
        with read_session(self._engine) as session:
            return tuple(number or 0 for number in session.scalars(query))

    def without_unit(self, limit: int) -> tuple[int, ...]:
        """New petitions that no unit has."""
        query = select(col(P.id)).where(col(P.unit).is_(None), col(P.is_open), col(P.state) == PetitionState.RECEIVED)
        with read_session(self._engine) as session:
            return tuple(number or 0 for number in session.scalars(query.order_by(col(P.id)).limit(limit)))

    def held(self) -> Mapping[int, int]:
        """How many petitions that wait for an answer each officer has."""
        query = select(col(P.officer), func.count()).where(col(P.is_open), col(P.officer).is_not(None)).group_by(col(P.officer))
        with read_session(self._engine) as session:
            return {officer: count for officer, count in session.execute(query) if officer}

    def of_officer(self, officer: int) -> tuple[int, ...]:
        """Petitions that wait for an answer from them, what is due first before the others."""
        query = select(col(P.id)).where(col(P.is_open), col(P.officer) == officer).order_by(col(P.due), col(P.id))
        with read_session(self._engine) as session:
            return tuple(number or 0 for number in session.scalars(query))

    def handed_because(self, moves: Collection[str], why: str) -> tuple[int, ...]:
        """What waits for an answer and was handed over by itself for that reason."""
        lines = (col(EventRow.move).in_(moves), col(EventRow.who) == "system", col(EventRow.why) == why, col(P.is_open))
        query = select(col(P.id)).join(EventRow, col(EventRow.petition) == col(P.id)).where(*lines).distinct()
        with read_session(self._engine) as session:
            return tuple(number or 0 for number in session.scalars(query.order_by(col(P.id))))

    def of_leavers(self, limit: int) -> tuple[tuple[int, int], ...]:
        """Petitions that wait for an answer from somebody who works here no more, or in another unit than has it; and from whom."""
        is_gone = or_(col(StaffRow.is_active).is_(False), col(StaffRow.unit) != col(P.unit))
        query = select(col(P.id), col(P.officer)).join(StaffRow, col(StaffRow.id) == col(P.officer)).where(col(P.is_open), is_gone)
        with read_session(self._engine) as session:
            return tuple((row[0], row[1]) for row in session.execute(query.order_by(col(P.id)).limit(limit)))

    def to_close(self, before: datetime, limit: int) -> tuple[int, ...]:
        """Petitions answered before `before` that nobody has closed."""
        query = select(col(P.id)).where(col(P.state) == PetitionState.ANSWERED, col(P.answered) < aware(before))
        with read_session(self._engine) as session:
            return tuple(number or 0 for number in session.scalars(query.order_by(col(P.answered)).limit(limit)))

    def unseen(self, scope: Scope) -> frozenset[int]:
        """Those about somebody of the staff that are not for whom `scope` is."""
        theirs = select(col(P.id)).where(*seen_in(scope))
        query = select(col(P.id)).where(or_(col(P.kind) == PetitionKind.BEHAVIOUR, col(P.about) != ""), col(P.id).not_in(theirs))
        with read_session(self._engine) as session:
            return frozenset(number or 0 for number in session.scalars(query))

    def photos(self) -> frozenset[str]:
        """The names of all kept photos."""
        with read_session(self._engine) as session:
            return frozenset(session.scalars(select(col(PhotoRow.name))))

    def last_filed(self, chat: ChatId, since: datetime) -> int | None:
        """What a chat has just filed."""
        own = (col(PersonRow.channel) == chat.channel, col(PersonRow.key) == chat.key, col(PersonRow.is_author))
        query = select(col(PersonRow.petition)).where(*own, col(PersonRow.since) >= aware(since)).order_by(col(PersonRow.id).desc())
        with read_session(self._engine) as session:
            return session.scalars(query.limit(1)).first()


def seen_in(scope: Scope) -> list[ColumnElement[bool]]:
    """What somebody may see: reports about staff are for the officer who has them."""
    return [
        *([col(P.unit) == scope.unit] if scope.unit is not None else []),
        *([or_(is_about_nobody(), _is_held(scope.officer, scope.named))] if scope.officer is not None else []),
        *(_not_named(*scope.named) if scope.named is not None else []),
    ]


def _may_find_more(query: BoardQuery, rows: Sequence[Row[Any]]) -> bool:
    """Whether words that stand apart may be in further petitions: on a first page that is not full, of more than one word."""
    is_over = bool(query.after) or query.in_any_order or len(rows) >= query.limit
    return not is_over and len(singles(query.text)) > 1


def is_about_nobody() -> ColumnElement[bool]:
    """Not about somebody of the staff: as `Petition.is_restricted`, the other way round."""
    return and_(col(P.kind) != PetitionKind.BEHAVIOUR, col(P.about) == "")


def _is_held(officer: int, where: tuple[int, int] | None) -> ColumnElement[bool]:
    """As `Petition.is_held_by`."""
    has = col(P.officer) == officer
    return has if where is None else and_(has, col(P.unit) == where[1])


def _not_named(officer: int, unit: int) -> list[ColumnElement[bool]]:
    """As `Actor.capacities` for one petition."""
    has = _is_held(officer, (officer, unit))
    return [
        or_(~col(P.about).contains(f",s{officer},"), func.coalesce(has, False)),
        or_(~col(P.about).contains(f",u{unit},"), func.coalesce(col(P.unit) == unit, False), func.coalesce(has, False)),
    ]


def _page(session: Session, query: BoardQuery, seen: Sequence[ColumnElement[bool]], at: datetime) -> tuple[list[Row[Any]], str]:
    """Where the order is by what is owed, first what tells of danger and is open, then the rest; and where the next page begins."""
    if query.order is not Order.DUE:
        return _stretch(session, query, seen, at)
    is_pressing = and_(col(P.is_urgent).is_(True), col(P.is_open).is_(True))
    first: list[Row[Any]] = []
    if not query.after or query.after.startswith(PRESSING):
        pressing = replace(query, after=query.after.removeprefix(PRESSING))
        first, following = _stretch(session, pressing, [*seen, is_pressing], at)
        if following:
            return first, PRESSING + following
        query = replace(query, after="", limit=max(1, query.limit - len(first)))
    rest, following = _stretch(session, query, [*seen, not_(is_pressing)], at)
    return [*first, *rest], following


def _stretch(session: Session, query: BoardQuery, seen: Sequence[ColumnElement[bool]], at: datetime) -> tuple[list[Row[Any]], str]:
    rows = board_pages.page(session, query, seen, at, query.limit + 1)
    shown = list(rows[: query.limit])
    return shown, board_pages.cursor(query.order, shown[-1]) if len(rows) > query.limit else ""


def _listed(row: Row[Any]) -> ListedPetition:
    return ListedPetition(
        *(
            row.id,
            row.code,
            PetitionKind(row.kind),
            PetitionState(row.state),
            row.beginning,
            row.place,
            row.unit,
            row.officer,
            row.received,
            row.due,
        ),
        *(row.is_open, row.naming == "anonymous", row.is_reopened, row.score, row.is_urgent),
        is_outside=bool(row.agency),
        is_late=bool(row.was_late),
        promised=row.promised,
        topic=row.topic,
    )


def _with_followers(session: Session, lines: Sequence[ListedPetition]) -> tuple[ListedPetition, ...]:
    counts = followers(session, [line.id for line in lines])
    return tuple(replace(line, followers=counts.get(line.id, 0)) for line in lines)


def followers(session: Session, petitions: Iterable[int]) -> dict[int, int]:
    """How many chats are told of each petition."""
    of_these = (col(PersonRow.petition).in_(list(petitions)), col(PersonRow.channel).is_not(None))
    query = select(col(PersonRow.petition), func.count()).where(*of_these).group_by(col(PersonRow.petition))
    return {number: count for number, count in session.execute(query)}  # noqa: C416
