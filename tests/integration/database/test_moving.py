"""From SQLite to PostgreSQL: every row of every table, all or nothing, and the numbers go on where they were."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, Table, select, text

from bot.answers.store.questions import Questions
from bot.database import moving
from bot.database.backup_errors import MiscountedError, NotEmptyError, NotPostgresqlError, StillInUseError, UnreadableBackupError
from bot.database.engine import open_database
from bot.database.moving import SEEDED, move
from bot.database.tables import every_table
from bot.messages import ChatId
from tests.backups import counts
from tests.support import databases
from tests.support.filled import NOON, ROWS, fill

AN = ChatId("web", "an")


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Engine]:
    engine = databases.sqlite_at(tmp_path / "office.db")
    yield engine
    engine.dispose()


@pytest.fixture
def target(postgresql_server: str) -> Iterator[str]:
    databases.create(postgresql_server, "moved")
    yield databases.on(postgresql_server, "moved")
    databases.drop(postgresql_server, "moved")


def address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def test_migrations_fill_no_table_but_those_that_are_known(source: Engine) -> None:
    assert {name for name, count in counts(address(source)).items() if count} == SEEDED


def test_every_row_of_every_table_arrives_as_it_was(source: Engine, target: str) -> None:
    fill(source)
    moved = move(address(source), target)
    assert set(moved) == {table.name for table in every_table()}
    assert all(count == ROWS for name, count in moved.items() if name not in SEEDED)
    arrived = open_database(target)
    for table in every_table():
        query = select(table).order_by(*table.primary_key)
        with source.connect() as old, arrived.connect() as new:
            assert [tuple(row) for row in old.execute(query)] == [tuple(row) for row in new.execute(query)], table.name
    arrived.dispose()


def test_a_number_is_never_given_twice(source: Engine, target: str) -> None:
    """Also where the row that had it is gone: a button of an old message would open somebody else's."""
    questions = Questions(source)
    last = [questions.record(AN, "câu", "answered", "", "", NOON) for _ in range(5)][-1]
    with source.begin() as connection:
        connection.execute(text("DELETE FROM questions"))
    move(address(source), target)
    arrived = open_database(target)
    assert Questions(arrived).record(AN, "câu", "answered", "", "", NOON) == last + 1
    arrived.dispose()


def test_rows_that_refer_to_later_ones_arrive(source: Engine, target: str) -> None:
    fill(source)
    with source.begin() as connection:
        connection.execute(text("UPDATE petitions SET merged_into = 3 WHERE id = 1"))
    move(address(source), target)
    arrived = open_database(target)
    with arrived.connect() as connection:
        deferrable = connection.scalars(text("SELECT conname FROM pg_constraint WHERE contype = 'f' AND condeferrable")).all()
    assert deferrable == [], "keys are checked at once again"
    arrived.dispose()


def test_a_target_that_holds_something_is_refused(source: Engine, target: str) -> None:
    move(address(source), target)
    arrived = open_database(target)
    Questions(arrived).record(AN, "câu", "answered", "", "", NOON)
    with pytest.raises(NotEmptyError):
        move(address(source), target)
    assert len(Questions(arrived).of(AN)) == 1
    arrived.dispose()


def test_what_is_not_counted_again_is_undone(source: Engine, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(source)
    monkeypatch.setattr(moving, "tallied", lambda *_: "questions")
    with pytest.raises(MiscountedError):
        move(address(source), target)
    assert counts(target) == {}


def test_an_office_that_is_still_open_is_not_moved(source: Engine, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(source)
    copied = moving._set_sequences

    def while_somebody_writes(old: Connection, new: Connection, tables: list[Table]) -> None:
        copied(old, new, tables)
        Questions(source).record(AN, "câu", "answered", "", "", NOON)

    monkeypatch.setattr(moving, "_set_sequences", while_somebody_writes)
    with pytest.raises(StillInUseError):
        move(address(source), target)
    assert counts(target) == {}


def test_it_goes_from_a_file_that_is_there_to_postgresql(source: Engine, tmp_path: Path) -> None:
    with pytest.raises(NotPostgresqlError):
        move(address(source), f"sqlite:///{tmp_path}/other.db")
    with pytest.raises(UnreadableBackupError):
        move(f"sqlite:///{tmp_path}/none.db", "postgresql://an@127.0.0.1:1/ten")
    assert not (tmp_path / "none.db").exists()
