"""The one office that the tests of every page, and the pictures, look at: as after a few weeks, with petitions, articles, plans and surveys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.announcements.cases.post_library import PostLibrary
from bot.people.staff import Staff
from indexer.ranking.search import Index
from tests.e2e.console.test_console import fill
from tests.e2e.console.test_console_outreach import PLAN, POSTS, announce, plan
from tests.office import MONDAY, TestOffice
from tests.reading_room import served
from tests.support import databases


@contextmanager
def full_office(index: Index, folder: Path) -> Iterator[TestOffice]:
    """Served from a thread, its clock at MONDAY; what it keeps is in `folder`, which is there. Person 1 is its admin."""
    engine = databases.sqlite_at(folder / "office.db")
    made = TestOffice(engine, index, folder / "files", "http://127.0.0.1", posts=PostLibrary([POSTS]).posts(), plans=[PLAN], has_mail=True)
    with served(made.app) as here:
        made.url = here
        fill(made)
        admin, leader = (found for number in (1, 2) if isinstance(found := made.book.get(number), Staff))
        announce(made, admin, leader)
        plan(made, admin, leader)
        for title in ("Phiếu đang soạn", "Phiếu đang mở"):
            assert isinstance(made.surveying.building.make(title, admin, MONDAY), int)
        assert made.surveying.building.open(2, admin, MONDAY) is None
        made.clock.at = MONDAY
        yield made
    engine.dispose()
