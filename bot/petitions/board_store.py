"""The board: petitions listed by filter and by words, a page at a time, always along an index; and the lists of a citizen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, Row, Select, and_, exists, func, literal, or_, select
from sqlmodel import Session, col

from bot.database.engine import reading
from bot.database.tables.petitions import PersonRow, PetitionRow, PhotoRow, WordRow
from bot.database.types import aware
from bot.messages import ChatId
from bot.petitions import code
from bot.petitions.listing import Order, Query
from bot.petitions.petition import Kind, State
from bot.petitions.words import sought, sought_place

RARE = 800  # petitions; words of fewer are looked up first, commoner ones are checked along the order of the page
BEGINNING = 400  # characters of what was written that a line needs
MOST_WORDS = 8  # of a search
WEIGHED = 4  # words among which the rarest is looked for: weighing costs more than checking
P = PetitionRow


@dataclass(frozen=True, slots=True)
class Scope:
    """Which petitions somebody may see: of one unit (None: all), those about staff only where `officer` has them (None: all)."""

    unit: int | None = None
    officer: int | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the board."""

    id: int
    code: str
    kind: Kind
    state: State
    beginning: str
    place: str
    unit: int | None
    officer: int | None
    received: datetime
    due: datetime
    is_open: bool
    is_suggestion: bool
    is_reopened: bool
    score: int | None
    followers: int = 0


class Board:
    """Each method is one transaction that only reads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def page(self, query: Query, scope: Scope, at: datetime) -> tuple[tuple[Listed, ...], str]:
        """The lines of a page, and the cursor of the next ("" on the last)."""
        with reading(self._engine) as session:
            statement = self._statement(session, query, scope, aware(at))
            rows = session.execute(statement.limit(query.limit + 1)).all()
            shown = rows[: query.limit]
            listed = _with_followers(session, [_listed(row) for row in shown])
        return listed, _cursor(query.order, shown[-1]) if len(rows) > query.limit else ""

    def explained(self, query: Query, scope: Scope, at: datetime) -> Select[Any]:
        """The statement of a page, for EXPLAIN."""
        with reading(self._engine) as session:
            return self._statement(session, query, scope, aware(at)).limit(query.limit + 1)

    def of_chat(self, chat: ChatId, limit: int) -> tuple[Listed, ...]:
        """What a chat filed or follows, newest first."""
        own = (col(PersonRow.channel) == chat.channel, col(PersonRow.key) == chat.key)
        statement = _lines().join(PersonRow, col(PersonRow.petition) == col(P.id)).where(*own)
        with reading(self._engine) as session:
            rows = session.execute(statement.order_by(col(PersonRow.petition).desc()).limit(limit)).all()
            return _with_followers(session, [_listed(row) for row in rows])

    def filed_since(self, chat: ChatId, since: datetime) -> int:
        """How many petitions a chat has filed since then."""
        own = (col(PersonRow.channel) == chat.channel, col(PersonRow.key) == chat.key, col(PersonRow.is_author))
        query = select(func.count()).select_from(PersonRow).where(*own, col(PersonRow.since) >= aware(since))
        with reading(self._engine) as session:
            return int(session.execute(query).scalar_one())

    def count_of(self, chat: ChatId) -> int:
        """How many petitions a chat has filed that still tell it."""
        own = (col(PersonRow.channel) == chat.channel, col(PersonRow.key) == chat.key, col(PersonRow.is_author))
        with reading(self._engine) as session:
            return int(session.execute(select(func.count()).select_from(PersonRow).where(*own)).scalar_one())

    def relation(self, petition_id: int, chat: ChatId) -> str:
        """What `chat` is to a petition: "author", "follower" or ""."""
        own = (col(PersonRow.petition) == petition_id, col(PersonRow.channel) == chat.channel, col(PersonRow.key) == chat.key)
        with reading(self._engine) as session:
            found = session.execute(select(col(PersonRow.is_author)).where(*own)).scalar_one_or_none()
        return "" if found is None else "author" if found else "follower"

    def to_warn(self, at: datetime, limit: int) -> tuple[int, ...]:
        """Petitions whose next warning is due."""
        query = select(col(P.id)).where(col(P.warn_at) <= aware(at)).order_by(col(P.warn_at)).limit(limit)
        with reading(self._engine) as session:
            return tuple(number or 0 for number in session.scalars(query))

    def to_close(self, before: datetime, limit: int) -> tuple[int, ...]:
        """Petitions answered before `before` that nobody has closed."""
        query = select(col(P.id)).where(col(P.state) == State.ANSWERED, col(P.answered) < aware(before))
        with reading(self._engine) as session:
            return tuple(number or 0 for number in session.scalars(query.order_by(col(P.answered)).limit(limit)))

    def photos(self) -> frozenset[str]:
        """The names of all kept photos."""
        with reading(self._engine) as session:
            return frozenset(session.scalars(select(col(PhotoRow.name))))

    def last_filed(self, chat: ChatId, since: datetime) -> int | None:
        """What a chat has just filed."""
        own = (col(PersonRow.channel) == chat.channel, col(PersonRow.key) == chat.key, col(PersonRow.is_author))
        query = select(col(PersonRow.petition)).where(*own, col(PersonRow.since) >= aware(since)).order_by(col(PersonRow.id).desc())
        with reading(self._engine) as session:
            return session.scalars(query.limit(1)).first()

    def _statement(self, session: Session, query: Query, scope: Scope, at: datetime) -> Select[Any]:
        conditions = [*_filters(query, scope, at), *_after(query)]
        ordered = _ordered(_lines().where(*conditions), query.order)
        if query.place.strip():
            ordered = _holding(session, ordered, sought_place(query.place)[:MOST_WORDS])
        return _matching(session, ordered, query.text) if query.text.strip() else ordered


def _lines() -> Select[Any]:
    return select(
        *(col(P.id), col(P.code), col(P.kind), col(P.state), func.substr(P.content, 1, BEGINNING).label("beginning"), col(P.place)),
        *(col(P.unit), col(P.officer), col(P.received), col(P.due), col(P.is_open), col(P.naming), col(P.is_reopened), col(P.score)),
    )


def _filters(query: Query, scope: Scope, at: datetime) -> list[ColumnElement[bool]]:
    """The conditions of a query within what somebody may see."""
    conditions = [
        *([col(P.unit) == scope.unit] if scope.unit is not None else []),
        *([or_(col(P.kind) != Kind.BEHAVIOUR, col(P.officer) == scope.officer)] if scope.officer is not None else []),
        *([col(P.state).in_(sorted(query.states))] if query.states else []),
        *([col(P.kind).in_(sorted(query.kinds))] if query.kinds else []),
        *([col(P.unit) == query.unit] if query.unit is not None else []),
        *([col(P.officer) == query.officer] if query.officer is not None else []),
        *([col(P.received) >= aware(query.since)] if query.since else []),
        *([col(P.received) < aware(query.until)] if query.until else []),
    ]
    if query.late:
        return [*conditions, col(P.is_open).is_(True), col(P.state) != State.WAITING, col(P.due) < at]
    return conditions if query.is_open is None else [*conditions, col(P.is_open).is_(query.is_open)]


def _ordered(statement: Select[Any], order: Order) -> Select[Any]:
    if order is Order.DUE:
        return statement.order_by(col(P.due), col(P.id))
    return statement.order_by(col(P.received).desc(), col(P.id).desc())


def _cursor(order: Order, row: Row[Any]) -> str:
    at: datetime = row.due if order is Order.DUE else row.received
    return f"{at.isoformat()}|{row.id}"


def _after(query: Query) -> list[ColumnElement[bool]]:
    """Only what stands behind the cursor; one that cannot be read is the first page."""
    at, _, number = query.after.partition("|")
    try:
        moment, identity = aware(datetime.fromisoformat(at)), int(number)
    except ValueError:
        return []
    if query.order is Order.DUE:
        return [or_(col(P.due) > moment, and_(col(P.due) == moment, col(P.id) > identity)), col(P.due) >= moment]
    return [or_(col(P.received) < moment, and_(col(P.received) == moment, col(P.id) < identity)), col(P.received) <= moment]


def _matching(session: Session, statement: Select[Any], text: str) -> Select[Any]:
    """Those with the code, with the sender's telephone number, or with all the words of `text`."""
    if shown := code.read(text):
        return statement.where(col(P.code) == shown)
    digits = "".join(letter for letter in text if letter.isdigit())
    if len(digits) >= 9 and not any(letter.isalpha() for letter in text):
        return statement.where(col(P.id).in_(select(col(PersonRow.petition)).where(col(PersonRow.phone) == digits)))
    return _holding(session, statement, sought(text)[:MOST_WORDS])


def _holding(session: Session, statement: Select[Any], words: Sequence[str]) -> Select[Any]:
    """Those with all of `words`: of none there are none."""
    if not words:
        return statement.where(col(P.id) == -1)
    counts = {word: _frequency(session, word) for word in words[:WEIGHED]}
    rarest = min(counts, key=lambda word: counts[word])
    if counts[rarest] >= RARE:
        return statement.where(*(_is_in(word) for word in words))
    found = select(col(WordRow.petition)).where(col(WordRow.word) == rarest).subquery()
    statement = statement.join(found, found.c.petition == col(P.id))
    return statement.where(*(_holds(word) for word in words if word != rarest))


def _frequency(session: Session, word: str) -> int:
    """In how many petitions a word stands, RARE at most."""
    few = select(col(WordRow.petition)).where(col(WordRow.word) == word).limit(RARE).subquery()
    return int(session.execute(select(func.count()).select_from(few)).scalar_one())


def _holds(word: str) -> ColumnElement[bool]:
    return exists().where(col(WordRow.word) == word, col(WordRow.petition) == col(P.id))


def _is_in(word: str) -> ColumnElement[bool]:
    """As `_holds`, for a common word: looked up for each petition along the order of the page.

    PostgreSQL would make a join of everything of an EXISTS, because it takes words that always stand together for independent.
    """
    held = select(literal(1)).where(col(WordRow.word) == word, col(WordRow.petition) == col(P.id))
    return held.scalar_subquery() == 1


def _listed(row: Row[Any]) -> Listed:
    return Listed(
        *(row.id, row.code, Kind(row.kind), State(row.state), row.beginning, row.place, row.unit, row.officer, row.received, row.due),
        *(row.is_open, row.naming == "anonymous", row.is_reopened, row.score),
    )


def _with_followers(session: Session, lines: Sequence[Listed]) -> tuple[Listed, ...]:
    counts = followers(session, [line.id for line in lines])
    return tuple(replace(line, followers=counts.get(line.id, 0)) for line in lines)


def followers(session: Session, petitions: Iterable[int]) -> dict[int, int]:
    """How many chats are told of each petition."""
    of_these = (col(PersonRow.petition).in_(list(petitions)), col(PersonRow.channel).is_not(None))
    query = select(col(PersonRow.petition), func.count()).where(*of_these).group_by(col(PersonRow.petition))
    return {number: count for number, count in session.execute(query)}  # noqa: C416
