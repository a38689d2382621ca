"""A copy of the database that can be put back: taken while people write, refused where it would destroy."""

from __future__ import annotations

import stat
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.answers.store import Questions
from bot.database import backup
from bot.database.backup import MissingToolError, NotEmptyError, RefusedByToolError, UnreadableBackupError, back_up, restore
from bot.database.engine import migrate, open_database
from bot.messages import ChatId
from bot.people.chats import Conversation
from bot.people.store import Chats

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
AN, BINH = ChatId("web", "an"), ChatId("web", "binh")


@pytest.fixture
def url(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


@pytest.fixture
def other_url(url: str, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of the same kind: where a restore drill goes."""
    if url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path}/other/other.db"
        return
    pytest.skip("one PostgreSQL database is restored into itself in another test")


def test_what_is_restored_is_what_was_kept(engine: Engine, url: str, tmp_path: Path) -> None:
    Chats(engine).remember(AN, Conversation(("kết hôn cần gì",), "1.000894", "phi"), NOON)
    back_up(url, tmp_path / "backups" / "one")
    Chats(engine).delete(AN)
    Chats(engine).remember(BINH, Conversation(("khai sinh",)), NOON)
    restore(url, tmp_path / "backups" / "one", overwrite=True)
    assert Chats(engine).conversation(AN, NOON).code == "1.000894"
    assert Chats(engine).conversation(BINH, NOON) == Conversation()
    assert stat.S_IMODE((tmp_path / "backups" / "one").stat().st_mode) == 0o600, "citizens' words are for their keeper's eyes"
    assert [path.name for path in (tmp_path / "backups").iterdir()] == ["one"]


def test_an_empty_database_takes_a_backup_without_being_forced(engine: Engine, url: str, other_url: str, tmp_path: Path) -> None:
    Chats(engine).greet(AN, NOON)
    back_up(url, tmp_path / "one")
    restore(other_url, tmp_path / "one")
    restored = open_database(other_url)
    migrate(restored)
    assert not Chats(restored).greet(AN, NOON)
    restored.dispose()


def test_a_database_with_tables_is_not_overwritten_unasked(engine: Engine, url: str, tmp_path: Path) -> None:
    back_up(url, tmp_path / "one")
    Chats(engine).greet(AN, NOON)
    with pytest.raises(NotEmptyError):
        restore(url, tmp_path / "one")
    assert Chats(engine).count() == 1


def test_a_backup_taken_while_people_write_is_of_one_moment(engine: Engine, url: str, tmp_path: Path) -> None:
    questions, is_over = Questions(engine), threading.Event()
    written: list[int] = []

    def write() -> None:
        while not is_over.is_set():
            written.append(questions.record(AN, f"câu {len(written)}", "answered", "", "", NOON))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        counts = []
        for number in range(3):
            before = len(written)
            back_up(url, tmp_path / str(number))
            counts.append((before, len(written) + 1))
    finally:
        is_over.set()
        writer.join()
    for number, (least, most) in enumerate(counts):
        restore(url, tmp_path / str(number), overwrite=True)
        kept = questions.of(AN)
        assert [logged.question for logged in kept] == [f"câu {place}" for place in range(len(kept))]
        assert least <= len(kept) <= most
    assert counts[-1][1] > counts[0][0], "nobody wrote meanwhile"


@pytest.mark.parametrize("content", [b"", b"not a database, though it is long enough to be one" * 100])
def test_what_is_no_backup_is_refused_and_nothing_is_lost(engine: Engine, url: str, tmp_path: Path, content: bytes) -> None:
    Chats(engine).greet(AN, NOON)
    (tmp_path / "one").write_bytes(content)
    for broken in (tmp_path / "one", tmp_path / "missing"):
        with pytest.raises(UnreadableBackupError):
            restore(url, broken, overwrite=True)
    assert Chats(engine).count() == 1


def test_a_damaged_backup_is_refused(engine: Engine, url: str, tmp_path: Path) -> None:
    for number in range(200):
        Questions(engine).record(AN, f"câu {number} " * 20, "answered", "", "", NOON)
    back_up(url, tmp_path / "one")
    whole = (tmp_path / "one").read_bytes()
    (tmp_path / "one").write_bytes(whole[: len(whole) // 2])
    with pytest.raises((UnreadableBackupError, RefusedByToolError)):
        restore(url, tmp_path / "one", overwrite=True)
    assert len(Questions(engine).of(AN)) == 200


def test_a_missing_tool_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "DUMP", "pg_dump_that_is_not_there")
    with pytest.raises(MissingToolError) as told:
        back_up("postgresql://an:mat-khau@127.0.0.1/ten", tmp_path / "one")
    assert told.value.subject == "pg_dump_that_is_not_there"
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_not_there_is_told_without_the_password(tmp_path: Path) -> None:
    with pytest.raises((RefusedByToolError, MissingToolError)) as told:
        back_up("postgresql://an:mat-khau@127.0.0.1:1/ten", tmp_path / "one")
    assert "mat-khau" not in str(told.value)
    assert list(tmp_path.iterdir()) == []
