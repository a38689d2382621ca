"""What was published, newest first, by words and filters, a page at a time; reads only what officers confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, Row, Select, and_, delete, exists, func, insert, or_, select
from sqlmodel import Session, col

from bot.database.engine import read_session
from bot.database.tables.petitions import PauseRow, PetitionRow, PublicWordRow
from bot.database.types import aware, storable
from bot.petitions.rules.petition import PetitionKind, PetitionState
from bot.petitions.rules.published import PublishedPetition, RegisterQuery
from bot.petitions.rules.texts.words import singles

RARE = 2_000  # petitions; a word of fewer is looked up first, commoner ones are checked along the order of the page
MOST_WORDS = 8  # of a search
P = PetitionRow


class RegisterBook:
    """Each method is one transaction that only reads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def page(self, wanted: RegisterQuery) -> tuple[tuple[PublishedPetition, ...], str]:
        """The entries of a page, and the cursor of the next ("" on the last)."""
        with read_session(self._engine) as session:
            rows = session.execute(_statement(session, wanted).limit(wanted.limit + 1)).all()
            shown = rows[: wanted.limit]
            found = _with_pauses(session, [_published(row) for row in shown])
        return found, f"{shown[-1].published_at.isoformat()}|{shown[-1].id}" if len(rows) > wanted.limit else ""

    def number_of(self, shown: str) -> int | None:
        """The number of what has that code, as it is shown, and is published."""
        with read_session(self._engine) as session:
            return session.scalars(select(col(P.id)).where(*PUBLIC, col(P.code) == shown)).one_or_none()

    def get(self, number: int) -> PublishedPetition | None:
        """None where it is not published."""
        with read_session(self._engine) as session:
            row = session.execute(_entries().where(col(P.id) == number)).one_or_none()
            return _with_pauses(session, [_published(row)])[0] if row else None

    def units(self) -> frozenset[int]:
        with read_session(self._engine) as session:
            return frozenset(number for number in session.scalars(select(col(P.unit)).where(*PUBLIC).distinct()) if number)

    def procedures(self) -> frozenset[str]:
        with read_session(self._engine) as session:
            return frozenset(session.scalars(select(col(P.procedure)).where(*PUBLIC, col(P.procedure) != "").distinct()))


PUBLIC: tuple[ColumnElement[bool], ...] = (
    col(P.published_at).is_not(None),
    col(P.published) != "",
    func.coalesce(col(P.state), "").in_(
        [PetitionState.ANSWERED, PetitionState.CLOSED]
    ),  # not along the index of states: nearly all are closed
    col(P.published_at) >= col(P.answered),
)
"""What everybody may read: one that is looked at again is not, until its new answer is published. The same as visibility.is_published."""


def keep_words(session: Session, petition_id: int, text: str) -> None:
    """Make the published `text` ("" nothing) what the petition is found by, inside the transaction that publishes it."""
    session.execute(delete(PublicWordRow).where(col(PublicWordRow.petition) == petition_id))
    if words := [{"word": word, "petition": petition_id} for word in singles(storable(text))]:
        session.execute(insert(PublicWordRow), words)


def _entries() -> Select[Any]:
    columns: tuple[Any, ...] = (
        *(col(P.id), col(P.kind), col(P.published), col(P.published_answer), col(P.unit), col(P.procedure)),
        *(col(P.received), col(P.counted_from), col(P.answered), col(P.published_at), col(P.is_reopened)),
    )
    return select(*columns).where(*PUBLIC)


def _statement(session: Session, wanted: RegisterQuery) -> Select[Any]:
    conditions = [
        *([col(P.kind) == wanted.kind] if wanted.kind else []),
        *([col(P.unit) == wanted.unit] if wanted.unit is not None else []),
        *([col(P.procedure).in_(sorted(wanted.procedures))] if wanted.procedures is not None else []),
        *_after(wanted.after),
    ]
    ordered = _entries().where(*conditions).order_by(col(P.published_at).desc(), col(P.id).desc())
    return _matching(session, ordered, wanted.text) if wanted.text.strip() else ordered


def _after(cursor: str) -> list[ColumnElement[bool]]:
    """Only what stands behind the cursor; one that cannot be read is the first page."""
    at, _, number = cursor.partition("|")
    try:
        moment, identity = aware(datetime.fromisoformat(at)), int(number)
    except (ValueError, OverflowError):
        return []
    if not 0 <= identity < 2**63:
        return []
    behind = or_(col(P.published_at) < moment, and_(col(P.published_at) == moment, col(P.id) < identity))
    return [behind, col(P.published_at) <= moment]


def _matching(session: Session, statement: Select[Any], text: str) -> Select[Any]:
    """Those that hold all the words of `text`."""
    words = singles(storable(text))[:MOST_WORDS]
    if not words:
        return statement.where(col(P.id) == -1)
    counts = {word: _frequency(session, word) for word in words}
    rarest, *others = sorted(words, key=lambda word: (counts[word], word))
    if counts[rarest] >= RARE:
        return statement.where(*(_holds(word) for word in words))
    found = select(col(PublicWordRow.petition)).where(col(PublicWordRow.word) == rarest).subquery()
    return statement.join(found, found.c.petition == col(P.id)).where(*(_holds(word) for word in others))


def _frequency(session: Session, word: str) -> int:
    """In how many entries a word stands, RARE at most."""
    few = select(col(PublicWordRow.petition)).where(col(PublicWordRow.word) == word).limit(RARE).subquery()
    return int(session.execute(select(func.count()).select_from(few)).scalar_one())


def _holds(word: str) -> ColumnElement[bool]:
    return exists().where(col(PublicWordRow.word) == word, col(PublicWordRow.petition) == col(P.id))


def _published(row: Row[Any]) -> PublishedPetition:
    return PublishedPetition(
        *(row.id, PetitionKind(row.kind), row.published, row.published_answer, row.unit, row.procedure),
        *(row.received, row.counted_from, row.answered, row.published_at, row.is_reopened),
    )


def _with_pauses(session: Session, found: Sequence[PublishedPetition]) -> tuple[PublishedPetition, ...]:
    query = select(col(PauseRow.petition), col(PauseRow.since), col(PauseRow.until))
    pauses: dict[int, list[tuple[datetime, datetime | None]]] = {}
    for number, since, until in session.execute(query.where(col(PauseRow.petition).in_([each.id for each in found]))):
        pauses.setdefault(number, []).append((since, until))
    return tuple(replace(each, pauses=tuple(pauses.get(each.id, ()))) for each in found)
