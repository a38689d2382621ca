"""The board's search as an officer uses it: by words of the name, the content and the place together, a piece of the code or number."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.people.staff import Role, Staff
from bot.petitions.rules.listing import BoardLine, BoardQuery
from bot.petitions.rules.petition import Contact, Naming, Petition, PetitionKind
from bot.petitions.store.named import MOST_NAMED
from tests.office import WORDS, TestOffice


@pytest.fixture
def clerk(office: TestOffice) -> Staff:
    return office.person("Phạm Thị Cúc", Role.OFFICER, office.unit("UBND xã Ví Dụ", is_coordinator=True))


def sent(
    office: TestOffice,
    name: str,
    content: str,
    place: str = "Xóm Sen 1",
    phone: str = "0912345678",
    kind: PetitionKind = PetitionKind.OTHER,
) -> Petition:
    office.clock.at += timedelta(minutes=1)
    contact = Contact(name, "Xóm Sen 1", phone)
    return office.petition(content, contact=contact, naming=Naming.HIDDEN, place=place, kind=kind).petition


def lines(office: TestOffice, clerk: Staff, text: str, **more: object) -> list[BoardLine]:
    return list(office.desk.page(clerk, BoardQuery(text=text, **more), office.clock.at).lines)  # type: ignore[arg-type]


def codes(office: TestOffice, clerk: Staff, text: str) -> list[str]:
    return [line.code for line in lines(office, clerk, text)]


def test_who_is_called_so_comes_before_who_is_called_alike_and_before_what_says_so(office: TestOffice, clerk: Staff) -> None:
    said = sent(office, "Trần Văn Khoa", "Đèn hỏng đã hai tháng nay.")
    alike = sent(office, "Nguyễn Văn Tháng", "Đường lầy lội trước cổng.")
    called = sent(office, "Lê Đức Thắng", "Mương nội đồng bị lấp.")
    assert codes(office, clerk, "Thắng") == [called.code, alike.code, said.code]
    assert codes(office, clerk, "Tháng")[0] == alike.code
    assert codes(office, clerk, "anh Tháng")[0] == alike.code, "a title is no part of a name"
    assert [line.sender for line in lines(office, clerk, "thang")][2] == "", "what says so shows no sender"


def test_a_name_and_a_word_of_the_content_or_the_place_find_the_one(office: TestOffice, clerk: Staff) -> None:
    market = sent(office, "Trần Văn Khoa", "Rác ở chợ không ai gom.")
    lamp = sent(office, "Trần Văn Khoa", "Đèn đường trước cổng tắt.", place="Xóm Mậu Tài")
    sent(office, "Lê Thị Mai", "Chợ mất điện buổi sáng.")
    assert codes(office, clerk, "Khoa chợ") == [market.code]
    assert codes(office, clerk, "khoa mau tai") == [lamp.code]
    assert {line.sender for line in lines(office, clerk, "Khoa")} == {"Trần Văn Khoa"}


def test_a_piece_of_a_code_and_the_end_of_a_number_are_enough(office: TestOffice, clerk: Staff) -> None:
    wanted = sent(office, "Trần Văn Khoa", "Rác ở chợ không ai gom.", phone="0987600123")
    sent(office, "Lê Thị Mai", "Chợ mất điện buổi sáng.")
    assert codes(office, clerk, "600123") == [wanted.code]
    first, second, third = wanted.code.split("-")
    for piece in (f"{first}-{second}", f"{first.lower()} {second.lower()}", f"{second}-{third}"):
        if any(letter.isdigit() for letter in piece) or piece.upper().startswith("KN"):
            assert wanted.code in codes(office, clerk, piece), piece


def test_nobody_finds_by_a_name_what_is_about_the_staff(office: TestOffice, clerk: Staff) -> None:
    sent(office, "Trần Văn Khoa", "Cán bộ quát mắng người già.", kind=PetitionKind.BEHAVIOUR, phone="0987600123")
    leader = office.person("Trần Văn Trưởng", Role.LEADER, office.unit("Phòng khác", is_coordinator=True))
    for text in ("Khoa", "Khoa quát", "600123"):
        assert lines(office, leader, text) == [], text


def test_pages_go_on_behind_the_names_and_show_nobody_twice(office: TestOffice, clerk: Staff) -> None:
    named = [sent(office, "Đỗ Thị Sen", f"Việc thứ {number} ở xóm sen.") for number in range(3)]
    others = [sent(office, "Lê Thị Mai", f"Việc khác số {number} ở xóm sen.") for number in range(4)]
    seen, after = [], ""
    for _page in range(5):
        page = office.desk.page(clerk, BoardQuery(text="sen", limit=2, after=after), office.clock.at)
        seen += [line.code for line in page.lines]
        if not (after := page.next):
            break
    assert sorted(seen) == sorted(petition.code for petition in (*named, *others))
    assert len(named) < MOST_NAMED


def test_the_page_says_whose_it_is(office: TestOffice, clerk: Staff) -> None:
    sent(office, "Trần Văn Khoa", "Rác ở chợ không ai gom.")
    browser = office.log_in(clerk)
    assert WORDS.console.board.sent_by.format(name="Trần Văn Khoa") in browser.text("/?q=khoa")
    assert "Trần Văn Khoa" not in browser.text("/"), "who looks for nobody is shown nobody's name"
