"""The board as somebody opens it: tabs with counters, kept views, many taken or given at once, and a search that no filter hides."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.console.access import PREFIX
from bot.people.staff import Role, Staff, Unit
from bot.people.workplace.view_store import MOST_VIEWS, SavedViews, kept_of
from bot.petitions.rules.listing import BoardQuery, BoardTab, narrowed
from bot.petitions.rules.petition import PetitionState
from tests.office import MONDAY, WORDS, Browser, TestOffice
from tests.presence import found as present

B = WORDS.console.board


@pytest.fixture
def hall(office: TestOffice) -> Unit:
    return office.unit("UBND xã", is_coordinator=True)


@pytest.fixture
def lan(office: TestOffice, hall: Unit) -> Staff:
    return office.person("Lan", Role.OFFICER, hall)


@pytest.fixture
def leader(office: TestOffice, hall: Unit) -> Staff:
    return office.person("Dũng", Role.LEADER, hall)


def numbers(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'<th scope="row">.*?/kien-nghi/(\d+)"', page)]


def filed(office: TestOffice, count: int) -> list[int]:
    return [office.petition(f"Việc thứ {number} cần xã xem giúp, đã lâu chưa xong.").petition.id for number in range(count)]


def test_every_tab_counts_what_it_lists(office: TestOffice, lan: Staff, leader: Staff) -> None:
    desk = office.desk
    office.clock.at = MONDAY - timedelta(days=60)
    old, waiting = filed(office, 2)
    office.clock.at = MONDAY
    mine, free, draft, corrected = [office.petition(f"Đường {name} hỏng nặng, xin xã sửa.").petition.id for name in "abcd"]
    for number in (waiting, mine, draft, corrected):
        office.done(desk.claim, lan, number)
    office.done(desk.ask, lan, waiting, "Bà con cho biết số nhà.")
    office.done(desk.draft, lan, draft, "Xã sẽ sửa trong tuần này.")
    office.done(desk.answer, lan, corrected, "Xã đã sửa xong hôm qua.")
    office.done(desk.revise, lan, corrected, "Xã sẽ sửa vào tuần sau.")
    expected = {
        BoardTab.MINE: {waiting, mine, draft},
        BoardTab.FREE: {old, free},
        BoardTab.SOON: set(),
        BoardTab.LATE: {old, waiting},  # asked when its day was over: it stays late
        BoardTab.TO_SIGN: {draft, corrected},
        BoardTab.WAITING: {waiting},
        BoardTab.ALL: {old, waiting, mine, free, draft},
    }
    browser = office.log_in(lan)
    assert desk.tabs(lan, office.clock.at) == {tab: len(found) for tab, found in expected.items()}
    for tab, found in expected.items():
        page = browser.text(f"/?muc={tab}")
        assert set(numbers(page)) == found, tab
        assert re.search(rf'aria-current="page">{B.tabs[tab]} <span class="badge[^"]*">{len(found)}<', page), tab
    due = desk.see(lan, mine, office.clock.at).file.petition.due  # type: ignore[union-attr]
    office.clock.at = due - timedelta(hours=3)
    assert set(numbers(office.log_in(lan).text("/?muc=sap-han"))) == {mine, free, draft}
    assert desk.tabs(leader, office.clock.at)[BoardTab.MINE] == 0


def test_a_tab_that_there_is_not_is_no_page(office: TestOffice, lan: Staff) -> None:
    assert office.log_in(lan).get("/?muc=x").status_code == 400


def test_a_tab_shows_no_more_than_somebody_may_see(office: TestOffice, lan: Staff) -> None:
    filed(office, 2)
    stranger = office.person("Hoa", Role.OFFICER, office.unit("Phòng khác"))
    assert set(office.desk.tabs(stranger, office.clock.at).values()) == {0}
    assert office.desk.visible(stranger, [1, 2]) == frozenset()
    assert office.desk.visible(lan, [1, 2, 99]) == {1, 2}


def test_each_tab_narrows_the_question_and_forgets_nothing_else() -> None:
    asked = BoardQuery(text="đèn", place="Thôn An", is_open=True)
    for tab in BoardTab:
        query = narrowed(asked, tab, 7, MONDAY)
        assert (query.text, query.place) == ("đèn", "Thôn An")
    assert narrowed(asked, BoardTab.MINE, 7, MONDAY).officer == 7
    assert narrowed(asked, BoardTab.WAITING, 7, MONDAY).states == {PetitionState.WAITING}


@pytest.mark.parametrize("typed", ["0912 345 678", "0912345678"])
def test_a_telephone_number_is_found_whatever_the_filter_says(office: TestOffice, lan: Staff, typed: str) -> None:
    number = office.petition().petition.id
    office.done(office.desk.claim, lan, number)
    office.done(office.desk.answer, lan, number, "Xã đã sửa xong hôm qua, cảm ơn bà con.")
    office.later(days=30)
    office.intake.close_old(office.clock.at)
    page = office.log_in(lan).text(f"/?muc=qua-han&noi=Không%20đâu&loai=behaviour&q={typed.replace(' ', '%20')}")
    assert numbers(page) == [number]
    assert B.exact in page


def test_a_code_leads_to_the_petition_from_every_tab(office: TestOffice, lan: Staff) -> None:
    petition = office.petition().petition
    answer = office.log_in(lan).get(f"/?muc=cho-dan&q={petition.code.lower().replace('-', ' ')}")
    assert answer.headers["location"].endswith(f"/kien-nghi/{petition.id}")


# ---- many at once


def test_an_officer_takes_several_and_hears_which_were_gone(office: TestOffice, lan: Staff, hall: Unit) -> None:
    first, second, third = filed(office, 3)
    browser = office.log_in(lan)
    page = browser.text("/?muc=chua-ai-nhan")
    assert page.count('name="chon"') == 3
    assert 'value="giao"' not in page, "officers hand nothing out"
    taken = office.done(office.desk.claim, office.person("Minh", Role.OFFICER, hall), second)
    answer = browser.post("/kien-nghi/cung-luc", viec="nhan", chon=[str(each) for each in (first, second, third)], xem="muc=chua-ai-nhan")
    assert answer.status_code == 303
    assert "muc=chua-ai-nhan" in answer.headers["location"]
    shown = browser.client.get(answer.headers["location"]).text
    assert B.done_together.format(count=2) in shown
    assert taken.code in shown
    assert office.desk.tabs(lan, office.clock.at)[BoardTab.MINE] == 2


def test_what_another_office_has_is_not_offered_to_be_taken(office: TestOffice, lan: Staff) -> None:
    (number,) = filed(office, 1)
    office.done(office.desk.forward, lan, number, None, "Công an xã", "việc của công an")
    page = office.log_in(lan).text("/?tt=tat-ca")
    assert numbers(page) == [number]
    assert 'name="chon"' not in page
    assert numbers(office.log_in(lan).text("/?muc=chua-ai-nhan")) == []


def test_a_leader_hands_several_out(office: TestOffice, lan: Staff, leader: Staff) -> None:
    chosen = filed(office, 2)
    browser = office.log_in(leader)
    for form, said in (
        ({"viec": "giao", "chon": [str(each) for each in chosen]}, "no_officer"),
        ({"viec": "giao", "can_bo": str(lan.id)}, "none_chosen"),
    ):
        assert f"said={said}" in browser.post("/kien-nghi/cung-luc", **form).headers["location"]
    browser.post("/kien-nghi/cung-luc", viec="giao", can_bo=str(lan.id), chon=[str(each) for each in chosen])
    assert office.desk.tabs(lan, office.clock.at)[BoardTab.MINE] == 2


@pytest.mark.parametrize("form", [{"viec": "xoa", "chon": "1"}, {"viec": "nhan", "chon": "x"}, {"viec": "nhan", "chon": ["1"] * 51}])
def test_what_the_page_did_not_offer_is_refused(office: TestOffice, lan: Staff, form: dict[str, object]) -> None:
    assert office.log_in(lan).post("/kien-nghi/cung-luc", **form).status_code == 400


def test_nobody_takes_or_gives_what_is_not_theirs(office: TestOffice, lan: Staff, leader: Staff) -> None:
    petition = office.petition("Việc thứ nhất cần xã xem giúp, đã lâu chưa xong.").petition
    number, other = petition.id, office.unit("Phòng khác")
    stranger, boss = office.person("Hoa", Role.OFFICER, other), office.person("Tú", Role.LEADER, other)
    for person, form in ((stranger, {"viec": "nhan"}), (boss, {"viec": "giao", "can_bo": str(boss.id)}), (lan, {"viec": "giao", "can_bo": str(lan.id)})):  # fmt: skip
        answer = office.log_in(person).post("/kien-nghi/cung-luc", chon=str(number), **form)
        assert "duoc=0" in answer.headers["location"], person.name
        assert person is lan or petition.code not in answer.headers["location"], "who may not see it learns nothing of it"
    assert office.desk.tabs(leader, office.clock.at)[BoardTab.FREE] == 1


def test_an_address_that_somebody_made_up_puts_no_words_on_the_board(office: TestOffice, lan: Staff) -> None:
    page = office.log_in(lan).text("/?duoc=1&khong=<b>Xin%20gọi%20số%20này</b>,KN1,?")
    assert "Xin gọi" not in page
    assert B.done_together.format(count=1) in page
    assert 'class="said"' not in office.log_in(lan).text("/?duoc=x&khong=?")


# ---- kept views


def test_a_view_is_kept_opened_and_dropped_by_its_owner_alone(office: TestOffice, lan: Staff, leader: Staff) -> None:
    browser, other = office.log_in(lan), office.log_in(leader)
    browser.post("/cach-xem", ten="Thôn An quá hạn", xem="muc=qua-han&noi=Thôn An&sau=x&said=done&la=1")
    (view,) = office.saved.of(lan.id)
    assert (view.name, view.query) == ("Thôn An quá hạn", "muc=qua-han&noi=Th%C3%B4n+An")
    page = browser.text(f"/?{view.query}")
    assert f'action="{PREFIX}/cach-xem/{view.id}/bo"' in page
    assert "Thôn An quá hạn" not in other.text("/")
    other.post(f"/cach-xem/{view.id}/bo")
    assert office.saved.of(lan.id) == [view]
    browser.post(f"/cach-xem/{view.id}/bo")
    assert office.saved.of(lan.id) == []


def test_a_name_that_is_there_stands_for_the_newer_view_and_there_are_not_too_many(engine: Engine, office: TestOffice, lan: Staff) -> None:
    saved = SavedViews(engine)
    assert saved.keep(lan.id, " của  tôi ", "muc=cua-toi", MONDAY)
    assert saved.keep(lan.id, "của tôi", "muc=qua-han", MONDAY)
    assert [view.query for view in saved.of(lan.id)] == ["muc=qua-han"]
    for number in range(MOST_VIEWS + 2):
        saved.keep(lan.id, f"{number}", "muc=qua-han", MONDAY)
    assert len(saved.of(lan.id)) == MOST_VIEWS
    assert not saved.keep(lan.id, "", "muc=qua-han", MONDAY)
    assert not saved.keep(lan.id, "trống", "said=x&sau=1", MONDAY)
    assert not saved.keep(lan.id, "dài", f"q={'a' * 2_000}", MONDAY)
    assert kept_of("tt=tat-ca&muc=cua-toi&x=1&q=") == "muc=cua-toi&tt=tat-ca"


# ---- the menu


def test_the_menu_counts_what_waits_for_whoever_looks(office: TestOffice, lan: Staff, leader: Staff, hall: Unit) -> None:
    first, second = filed(office, 2)
    for number in (first, second):
        office.done(office.desk.claim, lan, number)
    office.done(office.desk.draft, lan, first, "Xã sẽ sửa trong tuần này.")
    office.tell(lan, "Việc mới")

    def waits(browser: Browser, name: str) -> list[str]:
        page = browser.text("/tai-khoan")
        return re.findall(rf">{name} <span class=\"badge\"><span class=\"heard\">[^<]*</span>(\d+)</span>", page)

    assert waits(office.log_in(lan), "Bảng kiến nghị") == ["2", "2"], "beside the page, and in the menu of a phone"
    assert waits(office.log_in(lan), "Thông báo") == ["1", "1"]
    assert waits(office.log_in(leader), "Bảng kiến nghị") == ["1", "1"], "one answer to sign"
    assert waits(office.log_in(office.person("Minh", Role.OFFICER, hall)), "Bảng kiến nghị") == []


def test_one_village_is_one_bar_that_leads_to_its_petitions(office: TestOffice, hall: Unit, leader: Staff) -> None:
    office.book.change_unit(Unit(hall.id, hall.name, "Xóm 1–9; Thôn Hạ", is_coordinator=True), "cli", office.clock.at)
    for number, place in enumerate(("xóm 5", "Xom 5, xã Đại Đồng", "Đầu XÓM 5", "Thôn Hạ", "thôn Thượng", "Thôn Thượng, xã Đại Đồng")):
        office.petition(f"Việc thứ {number} cần xã xem giúp, đã lâu chưa xong.", place)
    counts = office.desk.counts(leader, office.clock.at - timedelta(days=1), office.clock.at)
    assert {place.lower(): count for place, count in counts.by_place.items()} == {"xóm 5": 3, "thôn thượng": 2, "thôn hạ": 1}
    browser = office.log_in(leader)
    assert '<option value="Xóm 5">' in browser.text("/")
    assert '<option value="Xóm 5">' in browser.text("/nhap-ho")
    assert len(numbers(browser.text("/?noi=Xóm%205"))) == 3


def test_a_leader_gives_what_somebody_has_to_another_with_a_reason(office: TestOffice, lan: Staff, leader: Staff, hall: Unit) -> None:
    chosen, minh = filed(office, 3), office.person("Minh", Role.OFFICER, hall)
    for number in chosen[:2]:
        office.done(office.desk.claim, lan, number)
    browser = office.log_in(leader)
    assert browser.text("/").count('name="chon"') == 3
    assert office.log_in(lan).text("/").count('name="chon"') == 1, "an officer gives nothing away from here"
    form = {"viec": "giao", "can_bo": str(minh.id), "chon": [str(each) for each in chosen]}
    assert "said=no_reason_given" in browser.post("/kien-nghi/cung-luc", **form).headers["location"]
    assert office.desk.tabs(minh, office.clock.at)[BoardTab.MINE] == 0, "nothing is done by halves"
    assert "duoc=3" in browser.post("/kien-nghi/cung-luc", ly_do="Lan đi học", **form).headers["location"]
    assert office.desk.tabs(minh, office.clock.at)[BoardTab.MINE] == 3
    lines = [event.why for number in chosen for event in present(office.petitions.get(number)).events if event.move == "reassign"]
    assert lines == ["Lan đi học"] * 2


def test_the_month_that_is_taken_along_has_what_is_done_too(office: TestOffice, leader: Staff) -> None:
    open_one, done_one = office.petition("Đường trước nhà tôi hỏng đã lâu."), office.petition("Cống đầu xóm bị tắc đã lâu.")
    office.done(office.desk.claim, leader, done_one.petition.id)
    office.done(office.desk.answer, leader, done_one.petition.id, "Đã nạo vét xong.")
    browser = office.log_in(leader)
    board = browser.text("/")
    address = present(re.search(r'href="[^"]*(/kien-nghi\.csv\?tt=tat-ca&amp;tu=2026-11-01&amp;den=2026-11-30)"', board))[1].replace(
        "&amp;", "&"
    )
    taken = browser.get(address)
    assert all(file.petition.code in taken.text for file in (open_one, done_one))
    assert "kien-nghi-thang-11-2026" in taken.headers["content-disposition"]
    by_hand = browser.get("/kien-nghi.csv?tu=2026-11-01&den=2026-11-30")
    assert done_one.petition.code in by_hand.text, "who names days and no state means all that came in them"
    partly = browser.get("/kien-nghi.csv?tu=2026-11-01&den=2026-11-30&tt=mo")
    assert done_one.petition.code not in partly.text
    assert "kien-nghi-mo-thang-11-2026" in partly.headers["content-disposition"], "and half a month is not called the month"
