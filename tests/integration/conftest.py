"""Fixtures of tests over a database: an empty, migrated one, SQLite and PostgreSQL in turn; the office with its people; its console.

A module may have its own of the same name: a database of one kind, another office.
"""

from __future__ import annotations

import itertools
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, QueuePool

from bot.database.backup import Belongings
from bot.database.engine import open_database
from bot.people.staff import Role, Staff, Unit
from indexer.ranking.search import Index
from tests import petitions
from tests.backups import belongings
from tests.office import Browser, TestOffice
from tests.support import databases

NUMBERS = itertools.count()
PUT_AWAY: deque[Engine] = deque(maxlen=20)
RETURNED_WITHIN = 10  # seconds


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without a row; without a table, too, unless the test asks for its `engine`."""
    has_tables = "engine" in request.fixturenames
    if request.param == "sqlite":
        file = tmp_path / "made" / "tests.db"
        if has_tables:
            databases.sqlite_at(file).dispose()
        yield f"sqlite:///{file}"
        return
    server: str = request.getfixturevalue("postgresql_server")
    name = f"tests{next(NUMBERS)}"
    if has_tables:
        databases.postgresql_at(server, name)
    else:
        databases.create(server, name)
    yield databases.on(server, name)
    databases.drop(server, name)


@pytest.fixture
def empty_engine(empty_url: str) -> Iterator[Engine]:
    engine = open_database(empty_url)
    yield engine
    _put_away(engine)


def _put_away(engine: Engine) -> None:
    """A thread that nobody waited for may still use a connection, or take one later: one that is thrown away open is
    complained of in another test."""
    pool, until = engine.pool, time.monotonic() + RETURNED_WITHIN
    while isinstance(pool, QueuePool) and pool.checkedout() and time.monotonic() < until:
        time.sleep(0.01)
    PUT_AWAY.append(engine)
    for each in PUT_AWAY:
        each.dispose()


@pytest.fixture
def engine(empty_engine: Engine) -> Engine:
    """Of a database with all its tables."""
    return empty_engine


@pytest.fixture
def url(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


@pytest.fixture
def other_url(url: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database of the same kind: where a restore drill goes."""
    if url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path}/other/other.db"
        return
    server = request.getfixturevalue("postgresql_server")
    databases.create(server, "drill")
    yield databases.on(server, "drill")
    databases.drop(server, "drill")


@pytest.fixture
def own(tmp_path: Path) -> Belongings:
    """The folders of an office."""
    return belongings(tmp_path / "office")


@pytest.fixture
def here(engine: Engine, tmp_path: Path) -> petitions.Office:
    """The room of petitions with its people; answers need no signature."""
    return petitions.office(engine, tmp_path)


@pytest.fixture
def signing(engine: Engine, tmp_path: Path) -> petitions.Office:
    """As `here`; the answers of the roads are signed by their leader."""
    return petitions.office(engine, tmp_path, needs_approval=True)


@pytest.fixture
def office(request: pytest.FixtureRequest, engine: Engine, small_index: Index, tmp_path: Path) -> TestOffice:
    """A console over an office without people; it writes letters where the module says WRITES_LETTERS = True."""
    return TestOffice(engine, small_index, tmp_path, writes_letters=getattr(request.module, "WRITES_LETTERS", False))


@pytest.fixture
def hall(office: TestOffice) -> Unit:
    """The unit that coordinates: it gets what comes in."""
    return office.unit("UBND xã Ví Dụ", is_coordinator=True)


@pytest.fixture
def boss(office: TestOffice, hall: Unit) -> Staff:
    return office.person("Nguyễn Thị Quản", Role.ADMIN, hall)


@pytest.fixture
def leader(office: TestOffice, hall: Unit) -> Staff:
    return office.person("Trần Văn Trưởng", Role.LEADER, hall)


@pytest.fixture
def hoa(office: TestOffice, hall: Unit) -> Staff:
    return office.person("Lê Thị Hoa", Role.OFFICER, hall)


@pytest.fixture
def officer(office: TestOffice, people: dict[Role, Staff]) -> Browser:
    """The browser of the officer among the `people` of the module."""
    return office.log_in(people[Role.OFFICER])
