"""What is kept of index cards. Each method is one transaction; times are aware; `by`: how the trail names who does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from bot.database import audit
from bot.database.engine import read_session, write_session
from bot.database.tables.scorecards import ScorecardRow
from bot.database.types import aware, storable
from bot.scorecards.rules.scorecard import Scorecard, ScorecardDraft, ScorecardKind, ScorecardMove, ScorecardState

CardHand = Callable[[Session, int, int, datetime], bool]
"""Whether two of the staff are one person for us: as announcements ask it."""


class ScorecardBook:
    """Every figure that was entered."""

    def __init__(self, engine: Engine, one_hand: CardHand) -> None:
        self._engine = engine
        self._one_hand = one_hand

    def enter(self, drafts: Sequence[ScorecardDraft], writer: int, by: str, at: datetime) -> int:
        """New ones, which wait for a second person; how many."""
        with write_session(self._engine) as session:
            rows = [ScorecardRow(**_columns(draft), writer=writer, made=aware(at)) for draft in drafts]
            session.add_all(rows)
            session.flush()
            for row in rows:
                audit.record(session, by, "scorecard.entered", f"scorecard:{row.id}", {}, at)
            return len(rows)

    def let_in(self, number: int, approver: int, by: str, at: datetime) -> ScorecardMove:
        """A second person vouches for it; an older figure of the same index, year and province is shown no more."""
        with write_session(self._engine) as session:
            row = session.get(ScorecardRow, number, with_for_update=True)
            if row is None or row.state != ScorecardState.PROPOSED:
                return ScorecardMove.NOT_OPEN
            if approver == row.writer:
                return ScorecardMove.OWN
            if self._one_hand(session, approver, row.writer, at):
                return ScorecardMove.ONE_HAND
            same = (col(ScorecardRow.kind) == row.kind, col(ScorecardRow.year) == row.year, col(ScorecardRow.province) == row.province)
            for older in session.scalars(select(ScorecardRow).where(*same, col(ScorecardRow.state) == ScorecardState.LISTED)).all():
                older.state = ScorecardState.REPLACED
            row.state, row.approver = ScorecardState.LISTED, approver
            audit.record(session, by, "scorecard.let_in", f"scorecard:{number}", {}, at)
            return ScorecardMove.DONE

    def drop(self, number: int, by: str, at: datetime) -> ScorecardMove:
        """What waits is not taken in; what is listed was wrong and is shown no more."""
        with write_session(self._engine) as session:
            row = session.get(ScorecardRow, number, with_for_update=True)
            if row is None or row.state not in (ScorecardState.PROPOSED, ScorecardState.LISTED):
                return ScorecardMove.NOT_OPEN
            row.state = ScorecardState.DROPPED
            audit.record(session, by, "scorecard.dropped", f"scorecard:{number}", {}, at)
            return ScorecardMove.DONE

    def get(self, number: int) -> Scorecard | None:
        with read_session(self._engine) as session:
            row = session.get(ScorecardRow, number)
            return card_of(row) if row else None

    def in_state(self, state: ScorecardState) -> tuple[Scorecard, ...]:
        """Those in `state`: by index, then the newest year, then the province."""
        query = select(ScorecardRow).where(col(ScorecardRow.state) == state)
        with read_session(self._engine) as session:
            order = list(ScorecardKind)
            cards = map(card_of, session.scalars(query))
            return tuple(sorted(cards, key=lambda each: (order.index(each.draft.kind), -each.draft.year, each.draft.province, each.id)))


def _columns(draft: ScorecardDraft) -> dict[str, Any]:
    return {
        "state": ScorecardState.PROPOSED,
        "kind": draft.kind,
        "year": draft.year,
        "province": storable(draft.province),
        "value": str(draft.value),
        "rank": draft.rank,
        "ranked": draft.ranked,
        "target": "" if draft.target is None else str(draft.target),
        "source": storable(draft.source),
    }


def card_of(row: ScorecardRow) -> Scorecard:
    target = Decimal(row.target) if row.target else None
    told = (row.year, row.province, Decimal(row.value), row.source, row.rank, row.ranked, target)
    return Scorecard(row.id or 0, ScorecardState(row.state), ScorecardDraft(ScorecardKind(row.kind), *told), row.writer, row.approver)
