"""Numbers that a leader may sign: what is overdue counts, periods end and are compared, every number leads to what it counts."""

from __future__ import annotations

import html
import io
import re
from datetime import date, datetime, timedelta

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.people.staff import Role, Staff, Unit
from tests.office import MONDAY, WORDS, TestOffice
from tests.presence import as_a, found

F = WORDS.console.figures


@pytest.fixture
def hall(office: TestOffice) -> Unit:
    office.clock.at = MONDAY - timedelta(days=120)
    return office.unit("UBND xã", is_coordinator=True)


@pytest.fixture
def lan(office: TestOffice, hall: Unit) -> Staff:
    return office.person("Lan", Role.OFFICER, hall)


@pytest.fixture
def busy(office: TestOffice, lan: Staff) -> TestOffice:
    """In October two petitions, one answered in time; in November one answered in time, one overdue, one that is not yet due."""
    for begun, answered in ((45, True), (44, False), (13, True), (12, False)):
        office.clock.at = MONDAY - timedelta(days=begun)
        number = office.petition(f"Việc của {begun} ngày trước, xin xã xem giúp.", "Thôn An").petition.id
        office.done(office.desk.claim, lan, number)
        if answered:
            office.later(days=1)
            office.done(office.desk.answer, lan, number, "Xã đã cho người sửa xong hôm qua.")
    office.clock.at = MONDAY + timedelta(days=14)
    office.petition("Việc mới hôm nay, xin xã xem giúp.", "Thôn Hạ")
    return office


@pytest.fixture
def leader(busy: TestOffice, hall: Unit) -> Staff:
    return busy.person("Dũng", Role.LEADER, hall)


def tile(page: str, name: str) -> str:
    """What stands in one tile, without its marks."""
    box = re.search(rf"<li class=\"sheet[^\"]*\"><p>{re.escape(name)}</p>(.*?)</li>", page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found(box)[1]).split())


def test_what_is_overdue_and_unanswered_counts_against_the_office(busy: TestOffice, leader: Staff) -> None:
    page = busy.log_in(leader).text("/tong-quan?tu=2026-10-01&den=2026-11-30")
    assert tile(page, F.received) == "5 kỳ trước: 0"
    assert tile(page, F.late) == "2"
    assert tile(page, F.on_time) == f"50 % {F.of_owed.format(on_time=2, owed=4)}", "two in time of four owed, not two of two answered"


def test_a_period_has_an_end_and_is_compared_with_the_one_before(busy: TestOffice, leader: Staff) -> None:
    page = busy.log_in(leader).text("/tong-quan?tu=2026-11-01&den=2026-11-30")
    assert F.compared.format(first="01/10/2026", last="31/10/2026") in page
    assert tile(page, F.received) == "3 kỳ trước: 2"
    assert tile(page, F.on_time).startswith("50 % kỳ trước: 50 %")
    assert tile(busy.log_in(leader).text("/tong-quan?tu=2026-10-01&den=2026-10-31"), F.received) == "2 kỳ trước: 0"
    assert F.not_compared in busy.log_in(leader).text("/tong-quan?tu=2026-07-01&den=2026-12-31"), "it began in July"


@pytest.mark.parametrize("asked", ["tu=2026-12-01&den=2026-11-30", "tu=x", "den=0001-01-01&tu=0001-01-01", "tu=1901-01-01&den=2026-11-30"])
def test_what_is_no_period_is_no_page(busy: TestOffice, leader: Staff, asked: str) -> None:
    assert busy.log_in(leader).get(f"/tong-quan?{asked}").status_code == 400


def test_every_number_leads_to_as_many_petitions(busy: TestOffice, leader: Staff) -> None:
    browser = busy.log_in(leader)
    page = browser.text("/tong-quan?tu=2026-11-01&den=2026-11-30")
    links = [html.unescape(link) for link in re.findall(r'href="/quan-tri(/\?[^"]+)">\d+</a>', page)]
    counts = [int(count) for count in re.findall(r'href="/quan-tri/\?[^"]+">(\d+)</a>', page)]
    assert len(links) >= 5, "the tiles, and what is late of each unit and officer"
    for link, count in zip(links, counts, strict=True):
        assert browser.text(link).count('<th scope="row">') == count, link
    named = [html.unescape(link) for link in re.findall(r'href="/quan-tri(/\?[^"]+)">(?:Lan|Thôn An|Thôn Hạ)</a>', page)]
    assert [browser.text(link).count('<th scope="row">') for link in named] == [2, 2, 1]


def test_each_unit_and_officer_has_a_line(busy: TestOffice, leader: Staff) -> None:
    page = busy.log_in(leader).text("/tong-quan?tu=2026-10-01&den=2026-11-30")
    rows = {}
    for name, cells in re.findall(r'<tr><th scope="row">(.*?)</th>(<td data-label.*?)</tr>', page, re.DOTALL):
        rows[re.sub("<[^>]+>", "", name)] = [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", cells)]
    assert rows["Lan"] == ["4", "2", "2", "2", "50 %"]
    assert rows["UBND xã"] == ["5", "3", "2", "2", "50 %"]
    assert rows[WORDS.console.board.nobody] == ["1", "1", "0", "0", WORDS.console.none]


def test_a_leader_of_one_unit_is_led_nowhere_that_shows_less_than_was_counted(busy: TestOffice, leader: Staff) -> None:
    boss = busy.person("Tú", Role.LEADER, busy.unit("Phòng khác"))
    page = busy.log_in(boss).text("/tong-quan?tu=2026-10-01&den=2026-11-30")
    assert tile(page, F.received) == "5 kỳ trước: 0"
    assert not re.findall(r'<main.*href="/quan-tri/\?', page, re.DOTALL)


# ---- the table to take along


def sheet_of(office: TestOffice, leader: Staff) -> Worksheet:
    return as_a(Worksheet, load_workbook(io.BytesIO(office.log_in(leader).get("/kien-nghi.xlsx?tt=tat-ca").content)).active)


def test_dates_are_dates_that_can_be_read_and_every_column_can_be_filtered(busy: TestOffice, leader: Staff) -> None:
    sheet = sheet_of(busy, leader)
    headings = [cell.value for cell in sheet[1]]
    board = WORDS.console.board
    received = headings.index(board.received) + 1
    assert isinstance(sheet.cell(2, received).value, datetime)
    assert sheet.cell(2, received).number_format == "dd/mm/yyyy hh:mm"
    widths = {heading: sheet.column_dimensions[get_column_letter(number)].width for number, heading in enumerate(headings, 1)}
    assert widths[board.received] >= 17, "a narrower column shows signs in the place of a date"
    assert 20 < widths[board.summary] <= 60
    assert sheet.auto_filter.ref == f"A1:{get_column_letter(len(headings))}{sheet.max_row}"
    assert sheet.max_row == 6
    assert sheet.freeze_panes == "A2"


def test_a_day_alone_is_a_day() -> None:
    from bot.console.workbook import write

    file = io.BytesIO()
    write("x", [("Ngày", "Số", "Trống"), (date(2026, 3, 2), 7, None)], file)
    sheet = as_a(Worksheet, load_workbook(file).active)
    assert (sheet["A2"].number_format, sheet["B2"].value, sheet["C2"].value) == ("dd/mm/yyyy", 7, None)
    empty = io.BytesIO()
    write("x", [], empty)
    assert as_a(Worksheet, load_workbook(empty).active).max_row == 1
