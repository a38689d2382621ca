"""The drill: a backup while four write, restored elsewhere; every table counts what it counted, every file is there."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, select, text

from bot.answers.store.questions import Questions
from bot.database import audit
from bot.database.archive import Manifest
from bot.database.backup import Belongings
from bot.database.engine import open_database, write_session
from bot.database.tables import every_table
from bot.messages import ChatId
from bot.petitions.rules.petition import PetitionFile
from tests.backups import back_up, belongings, counts, files, photo, photos_named, restore
from tests.petitions import AN, MONDAY, filing, office
from tests.presence import as_a
from tests.support.filled import fill

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
BACKUPS = 3


@dataclass
class Writers:
    """Four that write without a pause: questions, petitions with photos, photos that go again, and the audit trail."""

    engine: Engine
    own: Belongings
    folder: Path
    done: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._room = office(self.engine, self.folder).room
        self._questions = Questions(self.engine)
        self._filed = self._file(AN)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        is_over = threading.Event()

        def work(once: Callable[[int], None]) -> None:
            while not is_over.is_set():
                once(self.done.setdefault(once.__name__, 0))
                self.done[once.__name__] += 1

        threads = [threading.Thread(target=work, args=[once]) for once in (self.ask, self.show, self.take_back, self.note)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            is_over.set()
            for thread in threads:
                thread.join()

    def ask(self, number: int) -> None:
        self._questions.record(AN, f"câu {number}", "answered", "", "", NOON)

    def show(self, number: int) -> None:
        assert self._room.stores.petitions.add_photo(self._file(ChatId("web", f"c{number}")), photo(self.own), 5, MONDAY)

    def take_back(self, _: int) -> None:
        """The row before the file, as the product does."""
        shown = photo(self.own)
        assert self._room.stores.petitions.add_photo(self._filed, shown, 5, MONDAY)
        with write_session(self.engine) as session:
            session.execute(text("DELETE FROM petition_photos WHERE name = :name"), {"name": shown.name})
        (self.own.folders["files"] / shown.name).unlink()

    def note(self, number: int) -> None:
        with write_session(self.engine) as session:
            audit.record(session, "system", "x", str(number), {}, NOON)

    def _file(self, chat: ChatId) -> int:
        return as_a(PetitionFile, self._room.intake.file(filing(), chat, MONDAY)).petition.id


def test_what_is_kept_while_four_write_comes_back_whole(engine: Engine, url: str, other_url: str, own: Belongings, tmp_path: Path) -> None:
    writers = Writers(engine, own, tmp_path)
    taken: list[tuple[Manifest, int, int]] = []
    with writers.at_work():
        for number in range(BACKUPS):
            before = writers.done.get("ask", 0)
            taken.append((back_up(url, own, tmp_path / str(number), NOON), before, writers.done["ask"] + 1))
    assert taken[-1][2] > taken[0][1], "nobody asked meanwhile"
    assert len(writers.done) == 4
    for number, (manifest, least, most) in enumerate(taken):
        elsewhere = belongings(tmp_path / f"elsewhere{number}")
        restore(other_url, elsewhere, tmp_path / str(number), overwrite=True)
        assert least <= manifest.counts["questions"] <= most
        assert_is_what_was_kept(other_url, elsewhere, manifest)


def test_every_row_of_every_table_comes_back(engine: Engine, url: str, other_url: str, own: Belongings, tmp_path: Path) -> None:
    fill(engine)
    back_up(url, own, tmp_path / "one", NOON)
    restore(other_url, own, tmp_path / "one")
    restored = open_database(other_url)
    for table in every_table():
        query = select(table).order_by(*table.primary_key)
        with engine.connect() as old, restored.connect() as new:
            assert [tuple(row) for row in old.execute(query)] == [tuple(row) for row in new.execute(query)], table.name
    restored.dispose()


def assert_is_what_was_kept(url: str, elsewhere: Belongings, manifest: Manifest) -> None:
    assert counts(url) == manifest.counts
    assert manifest.missing == ()
    restored = open_database(url)
    found = files(elsewhere)
    assert {found[name] for name in photos_named(restored)} <= {b"a photo"}
    assert isinstance(audit.verify(restored), audit.Intact)
    restored.dispose()
