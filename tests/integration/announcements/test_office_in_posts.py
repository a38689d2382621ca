"""What the settings say about the office stands in the month's post; what they do not say is left out with its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError
from sqlalchemy import Engine

from bot import wording
from bot.announcements.rules.article import Article
from bot.announcements.rules.calendar import Month
from bot.settings import Settings
from bot.wiring import rooms_of
from indexer.ranking.search import Index
from knowledge.records.post import CallHotline
from tests.support import databases

NOON = datetime(2026, 12, 20, 5, tzinfo=UTC)
JANUARY = Month(2027, 1)
ADDRESS, HOURS, HOTLINE = "số 12 đường Trần Phú, phường Ví Dụ", "7 giờ 30 đến 17 giờ, thứ Hai đến thứ Sáu", "0238 123 456"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Engine]:
    engine = databases.sqlite_at(tmp_path / "posts.db")
    yield engine
    engine.dispose()


def january(database: Engine, index: Index, address: str = "", hours: str = "", hotline: str = "") -> Article:
    settings = Settings(
        _env_file=None,
        secret_key="a key of the tests",
        office_address=address,
        office_opening_hours=hours,
        office_hotline=hotline,
    )
    rooms = rooms_of(settings, database, wording.load(), lambda: index)
    rooms.announcing.newsroom.work(NOON)  # foresees a ready post for each month
    article = rooms.announcing.newsroom.sketch(JANUARY, NOON)
    assert article is not None
    return article


def test_a_post_names_the_offices_address_hours_and_hotline(database: Engine, small_index: Index) -> None:
    article = january(database, small_index, ADDRESS, HOURS, HOTLINE)
    assert all(f"{said}." in article.markdown for said in (f"Đến {ADDRESS}", f"Giờ làm việc: {HOURS}", f"Gọi số {HOTLINE}"))
    assert [call.number for call in article.calls if isinstance(call, CallHotline)] == [HOTLINE]


def test_what_the_office_has_not_said_is_left_out_with_its_sentence(database: Engine, small_index: Index) -> None:
    article = january(database, small_index, ADDRESS)
    assert f"Đến {ADDRESS}." in article.markdown
    assert not any(begun in article.markdown for begun in ("Giờ làm việc:", "Gọi số"))
    assert not any(isinstance(call, CallHotline) for call in article.calls)
    assert "Bà con cần gặp người thật" not in january(database, small_index).markdown


def test_a_hotline_that_no_phone_can_call_is_refused_at_start() -> None:
    with pytest.raises(ValidationError):
        Settings(_env_file=None, office_hotline="gọi chị Lan")
