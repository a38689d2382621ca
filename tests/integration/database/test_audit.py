"""bot.database.audit on SQLite and PostgreSQL: whatever is done is written down in order, and nobody changes it unseen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text
from sqlmodel import col, select

from bot.database import audit
from bot.database.audit import Broken, Intact, record, verify
from bot.database.engine import read_session, write_session
from bot.database.tables.staff import AuditRow
from tests.presence import as_a

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


def write(engine: Engine, count: int) -> None:
    for number in range(count):
        with write_session(engine) as session:
            record(session, "staff:1", "petition.assigned", f"petition:{number}", {"to": number, "vì": "đúng việc"}, NOON)


def force(engine: Engine, statement: str) -> None:
    """What a database administrator with bad intentions does: the triggers first, then the rows."""
    with write_session(engine) as session:
        for trigger in ("audit_keep_UPDATE", "audit_keep_DELETE") if engine.dialect.name == "sqlite" else ():
            session.execute(text(f"DROP TRIGGER {trigger}"))
        if engine.dialect.name == "postgresql":
            session.execute(text("ALTER TABLE audit DISABLE TRIGGER ALL"))
        session.execute(text(statement))


def test_an_empty_trail_is_whole(engine: Engine) -> None:
    assert verify(engine) == Intact(0, "")


def test_rows_are_numbered_and_whole(engine: Engine) -> None:
    write(engine, 5)
    assert isinstance(verdict := verify(engine), Intact)
    assert verdict.rows == 5
    with read_session(engine) as session:
        rows = session.exec(select(AuditRow).order_by(col(AuditRow.id))).all()
    assert [(row.id, row.subject, row.at) for row in rows] == [(number + 1, f"petition:{number}", NOON) for number in range(5)]
    assert rows[0].detail == '{"to":0,"vì":"đúng việc"}'


def test_several_rows_of_one_transaction_keep_their_order(engine: Engine) -> None:
    with write_session(engine) as session:
        for number in range(3):
            record(session, "system", "x", str(number), {}, NOON)
    with read_session(engine) as session:
        assert [row.subject for row in session.exec(select(AuditRow).order_by(col(AuditRow.id)))] == ["0", "1", "2"]
    assert isinstance(verify(engine), Intact)


def test_what_is_undone_leaves_no_row(engine: Engine) -> None:
    def fail() -> None:
        with write_session(engine) as session:
            record(session, "system", "x", "", {}, NOON)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert verify(engine) == Intact(0, "")


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'x' WHERE id = 3", "DELETE FROM audit WHERE id = 3"])
def test_the_database_refuses_to_change_a_row(engine: Engine, statement: str) -> None:
    write(engine, 5)
    with pytest.raises(Exception, match="append-only"), write_session(engine) as session:
        session.execute(text(statement))
    assert verify(engine) == Intact(5, as_a(Intact, verify(engine)).digest)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'staff:2' WHERE id = 3",
        "UPDATE audit SET action = 'x' WHERE id = 3",
        "UPDATE audit SET subject = 'petition:9' WHERE id = 3",
        "UPDATE audit SET detail = '{}' WHERE id = 3",
        "UPDATE audit SET at = '2026-07-01 12:00:01.000000' WHERE id = 3",
        "UPDATE audit SET digest = previous WHERE id = 3",
        "DELETE FROM audit WHERE id = 3",
        "DELETE FROM audit WHERE id >= 3",
        "UPDATE audit SET id = 99 WHERE id = 3",
    ],
)
def test_what_was_changed_or_removed_is_found(engine: Engine, statement: str) -> None:
    write(engine, 5)
    force(engine, statement)
    assert verify(engine) == Broken(3)


def test_a_trail_longer_than_a_batch_is_verified_to_its_end(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "BATCH", 2)
    write(engine, 5)
    assert isinstance(verify(engine), Intact)
    force(engine, "DELETE FROM audit WHERE id = 5")
    assert verify(engine) == Broken(5)


def test_writers_at_once_make_one_chain(engine: Engine) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: write(engine, 6), range(8)))
    verdict = verify(engine)
    assert isinstance(verdict, Intact)
    assert verdict.rows == 48


def test_recording_first_and_working_afterwards_does_not_lock_others_out(engine: Engine) -> None:
    """Two transactions that take the same things in opposite order would wait for each other for ever."""
    if engine.dialect.name == "sqlite":
        pytest.skip("one writer at a time")
    with write_session(engine) as one:
        record(one, "system", "x", "", {}, NOON)
        one.flush()
        write(engine, 1)
    assert isinstance(verify(engine), Intact)


@pytest.mark.parametrize(("actor", "action", "at"), [("a", "b", NOON.replace(tzinfo=None)), ("a" * 65, "b", NOON), ("a", "a\0", NOON)])
def test_what_cannot_be_kept_fails_the_transaction(engine: Engine, actor: str, action: str, at: datetime) -> None:
    with pytest.raises(Exception, match=r"naive|no string"), write_session(engine) as session:
        record(session, actor, action, "c", {}, at)
    assert verify(engine) == Intact(0, "")


def test_a_strange_text_in_the_detail_is_kept_mended(engine: Engine) -> None:
    with write_session(engine) as session:
        record(session, "a", "b", "c", {"why": "\0\ud800😀<script>"}, NOON)
    assert isinstance(verify(engine), Intact)
