"""Officers see which open petitions may be the same matter, of those they may see, and make two of them one without typing a code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.people.staff import Role, Staff, Unit
from bot.petitions.rules.outcome import RefusalReason
from bot.petitions.rules.petition import PetitionState
from indexer.ranking.search import Index
from tests.office import WORDS, Browser, TestOffice
from tests.presence import found
from tests.support import databases

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


def test_what_may_be_the_same_stands_on_the_page_and_is_merged_there(office: TestOffice, desk: Browser, leader: Staff) -> None:
    one, two, other = (office.petition(text, "Thôn An").petition for text in (ONE, TWO, OTHER))
    shown = same(desk.text(f"/kien-nghi/{two.id}"))
    assert one.code in shown
    assert other.code not in shown
    done = desk.post(f"/kien-nghi/{two.id}/merge", **office.merging(leader.id, two.id, one.code), version=two.version)
    assert done.status_code == 303
    merged = found(office.petitions.get(two.id)).petition
    assert (merged.state, merged.merged_into) == (PetitionState.MERGED, one.id)
    assert two.code not in same(desk.text(f"/kien-nghi/{one.id}")), "what is merged already is offered no more"


def test_a_merge_says_what_it_leaves_before_it_is_done(office: TestOffice, hall: Unit, leader: Staff) -> None:
    """Whose deadline, holder, senders and words stay: beside each that is offered, and for a code that is typed on the first press."""
    one = office.petition(ONE, "Thôn An").petition
    office.later(days=7)
    two = office.petition(TWO, "Thôn An").petition
    desk, say = office.log_in(leader), WORDS.petitions.merging
    offered = same(desk.text(f"/kien-nghi/{one.id}"))
    nobody = say.nobody.format(stays=two.code, unit=hall.name)
    brought = say.due_brought.format(gone=one.code, due=office.views.moment(one.due))
    for line in (nobody, brought, say.senders.format(stays=two.code), say.texts.format(stays=two.code, gone=one.code), say.undo):
        assert line in offered, "the later one would be owed by the day of the earlier"
    other_way = same(desk.text(f"/kien-nghi/{two.id}"))
    assert say.due.format(stays=one.code, due=office.views.moment(one.due)) in other_way
    typed = {"into": one.code, "read": "1"}
    told = desk.post(f"/kien-nghi/{two.id}/merge", **typed)
    assert told.status_code == 409
    assert WORDS.console.refusals[RefusalReason.MERGE_UNREAD] in told.text
    form = told.text[told.text.index("merge-into") :]
    assert nobody.replace(two.code, one.code) in unescape(form), "it stands in the form that was sent"
    read = found(re.search(r'name="outlook" value="(\w+)"', form))[1]
    office.done(office.desk.claim, leader, one.id)
    assert desk.post(f"/kien-nghi/{two.id}/merge", **typed, outlook=read).status_code == 409, "somebody has it since: read once more"
    now = found(re.search(r'name="outlook" value="(\w+)"', desk.text(f"/kien-nghi/{two.id}")))[1]
    assert say.holder.format(stays=one.code, officer=leader.name, unit=hall.name) in unescape(desk.text(f"/kien-nghi/{two.id}"))
    assert desk.post(f"/kien-nghi/{two.id}/merge", **typed, outlook=now).status_code == 303


def test_an_offer_says_why_it_is_alike(office: TestOffice, desk: Browser) -> None:
    one, two = (office.petition(text, "Thôn An").petition for text in (ONE, TWO))
    shown = same(desk.text(f"/kien-nghi/{two.id}"))
    told = found(re.search(r"Cùng nơi\. Giống ở: ([^<]+)\.", shown))[1].split(", ")
    assert told
    assert all(word in one.content.lower() for word in told), told


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


def test_polite_people_do_not_all_tell_of_one_matter(office: TestOffice, desk: Browser, leader: Staff) -> None:
    told = (
        "đèn đường tắt cả tuần nay",
        "rác chất đống bốc mùi không ai gom",
        "cống tắc, mưa là ngập vào nhà",
        "quán karaoke hát tới nửa đêm",
        "chó thả rông cắn người",
        "nước máy chảy yếu, đục ngầu",
    )
    letter = "Nhờ mọi người chuyển lời lên trên hộ, chuyện là {told}. Chúc mọi người mạnh khỏe, hẹn gặp lại."
    filed = [office.petition(letter.format(told=each), "xóm 5").petition for each in told]
    assert same(desk.text(f"/kien-nghi/{filed[0].id}")) == ""
    again = office.petition(letter.format(told="bóng đèn đường cháy, tối om"), "xóm 5").petition
    shown = same(desk.text(f"/kien-nghi/{again.id}"))
    assert [each.code for each in filed if each.code in shown] == [filed[0].code]
    assert WORDS.petitions.merging.why_there.format(words="đèn đường") in shown
