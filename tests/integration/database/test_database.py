"""bot.database: an address → an engine, and a schema that is what the tables say, on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import StatementError
from sqlmodel import SQLModel

from bot.database.engine import (
    MIGRATIONS,
    DatabaseUrlError,
    forget_history,
    last_migration,
    migrate,
    open_database,
    read_session,
    write_session,
)
from bot.database.tables.chats import ChatRow
from bot.database.tables.questions import QuestionRow
from tests.paths import ROOT
from tests.support import databases, forking
from tests.support.migrating import READY

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
AT_ONCE = 6  # processes


def differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), SQLModel.metadata))


def test_migrations_and_tables_agree(engine: Engine) -> None:
    assert differences(engine) == []
    assert set(inspect(engine).get_table_names()) == {*SQLModel.metadata.tables, "alembic_version"}


def test_a_difference_between_migrations_and_tables_is_seen(engine: Engine) -> None:
    with write_session(engine) as session:
        session.execute(text("ALTER TABLE questions DROP COLUMN is_right"))
    assert len(differences(engine)) == 1


def test_migrating_again_changes_nothing(engine: Engine) -> None:
    with write_session(engine) as session:
        session.add(ChatRow(channel="web", key="1", since=NOON))
    migrate(engine)
    with read_session(engine) as session:
        assert session.get(ChatRow, ("web", "1")) is not None


def test_what_was_deleted_is_in_the_file_no_more(tmp_path: Path) -> None:
    engine = databases.sqlite_at(tmp_path / "gone.db")
    secret = "câu hỏi riêng của một người " * 400  # over more pages than one
    with write_session(engine) as session:
        session.add(ChatRow(channel="web", key="1", since=NOON))
        session.flush()
        session.add(QuestionRow(channel="web", key="1", at=NOON, question=secret, outcome="answered", code="", part=""))
    assert forget_history(engine)
    assert secret[:60].encode() in (tmp_path / "gone.db").read_bytes()
    with write_session(engine) as session:
        session.execute(text("DELETE FROM questions"))
    assert forget_history(engine)
    assert "riêng của một".encode() not in (tmp_path / "gone.db").read_bytes()
    assert not (tmp_path / "gone.db-wal").stat().st_size
    engine.dispose()


def test_what_is_taken_for_the_last_migration_is_alembics_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [last_migration()]


def test_processes_that_start_together_migrate_once(empty_url: str, empty_engine: Engine) -> None:
    wait, go = os.pipe()
    ready, told = os.pipe()
    with ExitStack() as files:
        errors = [files.enter_context(tempfile.TemporaryFile()) for _ in range(AT_ONCE)]
        start = forking.nursery().start
        running = [start("tests.support.migrating", empty_url, cwd=ROOT, env=os.environ, stdin=wait, out=told, err=each) for each in errors]
        os.close(told)
        with os.fdopen(ready) as words:
            assert [words.readline() for _ in running] == [READY] * AT_ONCE
            os.close(wait)
            os.close(go)
            statuses = [process.wait(60) for process in running]
        for file in errors:
            file.seek(0)
        assert statuses == [0] * AT_ONCE, [file.read() for file in errors]
    assert differences(empty_engine) == []


def test_a_migration_that_fails_leaves_nothing(empty_engine: Engine) -> None:
    with write_session(empty_engine) as session:
        session.execute(text("CREATE TABLE questions (id INTEGER)"))
    with pytest.raises(Exception, match="questions"):
        migrate(empty_engine)
    assert inspect(empty_engine).get_table_names() == ["questions"]


def test_a_transaction_that_fails_leaves_nothing(engine: Engine) -> None:
    def fail() -> None:
        with write_session(engine) as session:
            session.add(ChatRow(channel="web", key="1", since=NOON))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with read_session(engine) as session:
        assert session.get(ChatRow, ("web", "1")) is None


def test_instants_come_back_in_utc_from_any_zone(engine: Engine) -> None:
    with write_session(engine) as session:
        session.add(ChatRow(channel="web", key="1", since=NOON.astimezone(timezone(timedelta(hours=7)))))
    with read_session(engine) as session:
        since = session.get_one(ChatRow, ("web", "1")).since
    assert since == NOON
    assert since.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("key", "since", "part"),
    [("1", NOON.replace(tzinfo=None), ""), ("k" * 129, NOON, ""), ("a\0", NOON, ""), ("a\ud800", NOON, ""), ("1", NOON, "p" * 33)],
)
def test_what_does_not_fit_is_refused_and_never_cut(engine: Engine, key: str, since: datetime, part: str) -> None:
    with pytest.raises((ValueError, StatementError)), write_session(engine) as session:
        session.add(ChatRow(channel="web", key=key, since=since, part=part))
    with read_session(engine) as session:
        assert session.get(ChatRow, ("web", "1")) is None


def test_no_question_without_its_chat(engine: Engine) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"), write_session(engine) as session:
        session.add(QuestionRow(channel="web", key="nobody", at=NOON, question="", outcome="", code="", part=""))


def test_sqlite_is_one_file_for_many_readers_and_a_patient_writer(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/a/b/c.db")
    with engine.connect() as connection:
        pragmas = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "foreign_keys", "busy_timeout")]
    engine.dispose()
    assert pragmas == ["wal", 1, 15_000]


@pytest.mark.parametrize("url", ["", "nonsense", "sqlite://", "sqlite:///:memory:", "mysql://root:hidden@db/x", "sqlite+aiosqlite:///x.db"])
def test_an_address_that_is_none_is_refused_without_telling_its_password(url: str) -> None:
    with pytest.raises(DatabaseUrlError) as refused:
        open_database(url)
    assert "hidden" not in str(refused.value)


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg"])
def test_postgresql_is_spoken_to_by_psycopg(scheme: str) -> None:
    assert open_database(f"{scheme}://someone@nowhere/db").url.drivername == "postgresql+psycopg"
