"""Officers see which open petitions may be the same matter, of those they may see, and make two of them one without typing a code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.people.staff import Role, Staff, Unit
from bot.petitions.rules.petition import PetitionState
from indexer.ranking.search import Index
from tests import databases
from tests.office import WORDS, Browser, TestOffice
from tests.presence import found

C = WORDS.console
ONE = "Cột đèn đường số 7 đầu thôn An tắt nửa tháng nay, tối đi lại nguy hiểm."
TWO = "Đèn đường đầu thôn An hỏng đã lâu, buổi tối không thấy đường đi."
OTHER = "Chợ họp lấn lòng đường, xe không qua được."


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = databases.sqlite_at(tmp_path / "office.db")
    yield engine
    engine.dispose()


@pytest.fixture
def office(engine: Engine, small_index: Index, tmp_path: Path) -> TestOffice:
    return TestOffice(engine, small_index, tmp_path / "files")


@pytest.fixture
def hall(office: TestOffice) -> Unit:
    return office.unit("UBND xã An", is_coordinator=True)


@pytest.fixture
def leader(office: TestOffice, hall: Unit) -> Staff:
    return office.person("Hồ Thị Trưởng", Role.LEADER, hall)


@pytest.fixture
def desk(office: TestOffice, leader: Staff) -> Browser:
    return office.log_in(leader)


def same(page: str) -> str:
    """The part of a petition's page about those that may be the same matter; "" where there is none."""
    shown = re.search(rf'<section class="same"><h3>{C.petition.alike}</h3>.*?</section>', unescape(page), re.DOTALL)
    return shown[0] if shown else ""


def test_what_may_be_the_same_stands_on_the_page_and_is_merged_there(office: TestOffice, desk: Browser) -> None:
    one, two, other = (office.petition(text, "Thôn An").petition for text in (ONE, TWO, OTHER))
    shown = same(desk.text(f"/kien-nghi/{two.id}"))
    assert one.code in shown
    assert other.code not in shown
    done = desk.post(f"/kien-nghi/{two.id}/merge", into=one.code, read="1", version=two.version)
    assert done.status_code == 303
    merged = found(office.petitions.get(two.id)).petition
    assert (merged.state, merged.merged_into) == (PetitionState.MERGED, one.id)
    assert two.code not in same(desk.text(f"/kien-nghi/{one.id}")), "what is merged already is offered no more"


def test_nothing_is_shown_of_what_one_may_not_see(office: TestOffice, hall: Unit, leader: Staff) -> None:
    one, two = (office.petition(text, "Thôn An").petition for text in (ONE, TWO))
    far = office.unit("Phòng Kinh tế")
    clerk = office.person("Lý Văn Xa", Role.OFFICER, far)
    office.desk.forward(leader, two.id, far.id, "", "đúng việc", office.clock.at)
    assert same(office.log_in(clerk).text(f"/kien-nghi/{two.id}")) == "", "the other one is the hall's"
    assert one.code in same(office.log_in(leader).text(f"/kien-nghi/{two.id}")), "who coordinates sees both"


def test_what_is_over_is_not_offered(office: TestOffice, desk: Browser, leader: Staff) -> None:
    one, two = (office.petition(text, "Thôn An").petition for text in (ONE, TWO))
    office.done(office.desk.assign, leader, one.id, leader.id)
    office.done(office.desk.answer, leader, one.id, "Đã sửa đèn.")
    assert same(desk.text(f"/kien-nghi/{two.id}")) == ""
