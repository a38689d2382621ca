"""A page of the board as statements to a database: by filter, by words, in its order. Words are found along an index, never by a scan.

Words that many petitions have are looked for along the order of the page, where common ones fill it at once. Where the first stretch
does not fill it, or a word is rare, the page is made from the petitions with the rarest words.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Subquery, and_, bindparam, func, literal, literal_column, or_, select
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from bot.database.tables.petitions import PROPOSED, PersonRow, PetitionRow, WordRow
from bot.database.types import aware
from bot.petitions.rules import code
from bot.petitions.rules.listing import BoardQuery, Order, telephone
from bot.petitions.rules.petition import PetitionState
from bot.petitions.rules.texts.words import singles, sought, sought_place
from bot.petitions.store.owed import is_owed, was_late

RARE = 3_000  # petitions; words of fewer are where the search begins
STRETCH = 1_000  # petitions along the order of the page that are looked through first where no word is rare
JOINED = 3  # of the words, the rarest, that PostgreSQL joins: planning a join of eight takes longer than the search
WEIGHED = 4  # words among which the rarest are looked for: weighing costs more than checking
MOST_WORDS = 8  # of a text, and of a place
IS_PROPOSED: ColumnElement[bool] = literal_column(f"({PROPOSED})")  # as the index says it, so that it is found
BEGINNING = 400  # characters of what was written that a line needs
P = PetitionRow


def lines() -> Select[Any]:
    """What a row of the board needs, of every petition."""
    return select(
        *(col(P.id), col(P.code), col(P.kind), col(P.state), func.substr(P.content, 1, BEGINNING).label("beginning"), col(P.place)),
        *(col(P.unit), col(P.officer), col(P.received), col(P.due), col(P.is_open), col(P.naming), col(P.is_reopened), col(P.score)),
        *(col(P.is_urgent), col(P.agency), col(P.promised), was_late().label("was_late"), col(P.topic)),
    )


def page(session: Session, query: BoardQuery, seen: Sequence[ColumnElement[bool]], at: datetime, limit: int) -> Sequence[Row[Any]]:
    """The first `limit` rows of `query` among those that fulfil `seen`."""
    rows: Sequence[Row[Any]] = ()
    for statement in statements(session, query, seen, at, limit):
        rows = session.execute(statement).all()
        if len(rows) == limit:
            break
    return rows


def statements(session: Session, query: BoardQuery, seen: Sequence[ColumnElement[bool]], at: datetime, limit: int) -> list[Select[Any]]:
    """What `page` asks for: the first of them that fills the page, or the last."""
    told, words = _looked_for(query)
    wanted = lines().where(*seen, *filters(query, at), *_after(query), *told)
    if not words:
        return [ordered(wanted, query.order).limit(limit)]
    counts = {word: _frequency(session, word) for word in words[:WEIGHED]}
    rarest = sorted(counts, key=lambda word: counts[word])
    from_words = _again(_from_words(session, wanted, words, rarest).offset(0).subquery(), query.order).limit(limit)
    if counts[rarest[0]] < RARE:
        return [from_words]
    stretch = ordered(wanted, query.order).limit(STRETCH).subquery()
    return [_again(stretch, query.order).where(*(has(stretch.c.id, word) for word in words)).limit(limit), from_words]


def cursor(order: Order, row: Row[Any]) -> str:
    """Where the page after `row` begins."""
    at: datetime = row.due if order is Order.DUE else row.received
    return f"{at.isoformat()}|{row.id}"


def filters(query: BoardQuery, at: datetime) -> list[ColumnElement[bool]]:
    conditions = [
        *([col(P.state).in_(sorted(query.states))] if query.states else []),
        *([col(P.kind).in_(sorted(query.kinds))] if query.kinds else []),
        *([col(P.unit) == query.unit] if query.unit is not None else []),
        *([col(P.officer) == query.officer] if query.officer is not None else []),
        *([col(P.received) >= aware(query.since)] if query.since else []),
        *([col(P.received) < aware(query.until)] if query.until else []),
    ]
    is_open = col(P.is_open).is_(True)
    if query.late:
        return [*conditions, is_open, is_owed(), col(P.due) < aware(at)]
    if query.soon:
        return [*conditions, is_open, col(P.state) != PetitionState.WAITING, col(P.due) >= aware(at), col(P.due) <= aware(query.soon)]
    if query.to_sign:
        return [*conditions, waits_for_a_leader()]
    if query.is_free:
        conditions += [col(P.officer).is_(None), col(P.agency) == ""]
    return conditions if query.is_open is None else [*conditions, col(P.is_open).is_(query.is_open)]


def in_place(query: BoardQuery) -> list[ColumnElement[bool]]:
    """The words of the place that the query asks for."""
    return [has(col(P.id), word) for word in sought_place(query.place)[:MOST_WORDS]]


def waits_for_a_leader() -> ColumnElement[bool]:
    """An answer that is not signed, or a correction of one that was sent."""
    return or_(col(P.state) == PetitionState.DRAFTED, IS_PROPOSED)


def ordered(statement: Select[Any], order: Order) -> Select[Any]:
    if order is Order.DUE:
        return statement.order_by(col(P.due), col(P.id))
    return statement.order_by(col(P.received).desc(), col(P.id).desc())


def _after(query: BoardQuery) -> list[ColumnElement[bool]]:
    """Only what stands behind the cursor; one that cannot be read is the first page."""
    at, _, number = query.after.partition("|")
    try:
        moment, identity = aware(datetime.fromisoformat(at)), int(number)
    except (ValueError, OverflowError):  # the first day there is has no evening before in another time zone
        return []
    if not 0 <= identity < 2**63:
        return []
    if query.order is Order.DUE:
        return [or_(col(P.due) > moment, and_(col(P.due) == moment, col(P.id) > identity)), col(P.due) >= moment]
    return [or_(col(P.received) < moment, and_(col(P.received) == moment, col(P.id) < identity)), col(P.received) <= moment]


def _looked_for(query: BoardQuery) -> tuple[list[ColumnElement[bool]], tuple[str, ...]]:
    """Conditions and words that the text and the place of a query ask for: a code, a telephone number, or words that must all be there."""
    nothing: list[ColumnElement[bool]] = [col(P.id) == -1]
    places = sought_place(query.place)[:MOST_WORDS]
    if query.place.strip() and not places:
        return nothing, ()
    if not query.text.strip():
        return [], places
    if shown := code.read(query.text):
        return [col(P.code) == shown], places
    if digits := telephone(query.text):
        return [col(P.id).in_(select(col(PersonRow.petition)).where(col(PersonRow.phone) == digits))], places
    words = (singles if query.in_any_order else sought)(query.text)[:MOST_WORDS]
    return ([], (*words, *places)) if words else (nothing, ())


def _frequency(session: Session, word: str) -> int:
    """In how many petitions a word stands, RARE at most."""
    few = select(col(WordRow.petition)).where(col(WordRow.word) == word).limit(RARE).subquery()
    return int(session.execute(select(func.count()).select_from(few)).scalar_one())


def _again(found: Subquery, order: Order) -> Select[Any]:
    """What another statement finds, ordered. With an offset, be it 0, that one is carried out as it stands: PostgreSQL would
    rather walk all petitions in the order of the page, as if it came upon rare words soon."""
    if order is Order.DUE:
        return select(found).order_by(found.c.due, found.c.id)
    return select(found).order_by(found.c.received.desc(), found.c.id.desc())


def _from_words(session: Session, wanted: Select[Any], words: Sequence[str], rarest: Sequence[str]) -> Select[Any]:
    """The petitions with the rarest words that have the others too. Only PostgreSQL knows which of several words to begin with."""
    joined = rarest[: JOINED if session.get_bind().dialect.name == "postgresql" else 1]
    for word in joined:
        found = _petitions_with(word)
        wanted = wanted.join(found, found.c.petition == col(P.id))
    return wanted.where(*(has(col(P.id), word) for word in words if word not in joined))


def _petitions_with(word: str) -> Subquery:
    """The word stands in the statement itself: PostgreSQL would plan for a word of average rarity otherwise."""
    literally: ColumnElement[str] = bindparam(None, word, literal_execute=True)
    return select(col(WordRow.petition)).where(col(WordRow.word) == literally).subquery()


def has(petition: ColumnElement[Any] | Mapped[Any], word: str) -> ColumnElement[bool]:
    """Whether a petition has a word, looked up for it alone: PostgreSQL would make a join of an EXISTS."""
    held = select(literal(1)).where(col(WordRow.word) == word, col(WordRow.petition) == petition)
    return held.scalar_subquery() == 1
