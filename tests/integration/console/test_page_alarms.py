"""What stands above the console's pages: a line, however much of the content must be looked at, and the list behind it."""

from __future__ import annotations

from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from bot.people.content_watch import ContentWatch
from bot.people.reach import StaffReach
from bot.people.staff import Role, Staff
from bot.petitions.cases.reaching import Reaching
from bot.wiring.console import alarms
from tests.office import MONDAY, WORDS, TestOffice

LINES = tuple(f"Nội dung, hỏi – đáp: {count} chỗ đã hết hạn." for count in range(1, 13))


class _Heard:
    """Everybody hears us."""

    def state(self, at: datetime) -> StaffReach:
        return StaffReach()


class _Old:
    """Content with `lines` to be looked at by admins."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        self._lines = lines

    def banners(self, viewer: Staff, at: datetime) -> tuple[str, ...]:
        return self._lines if viewer.role is Role.ADMIN else ()


def test_twelve_days_of_the_content_are_one_line_with_a_list_behind_it(office: TestOffice) -> None:
    hall = office.unit("UBND xã Ví Dụ", is_coordinator=True)
    admin, officer = office.person("Quản trị", Role.ADMIN, hall), office.person("Lê Thị Hoa", Role.OFFICER, hall)
    for lines, expected in ((LINES, 1), ((), 0)):
        told = alarms(cast("Reaching", _Heard()), office.book, WORDS, ZoneInfo("UTC"), cast("ContentWatch", _Old(lines)))
        found = told(admin, MONDAY)
        assert len(found) == expected
        assert told(officer, MONDAY) == ()
    office.views._alarms = alarms(cast("Reaching", _Heard()), office.book, WORDS, ZoneInfo("UTC"), cast("ContentWatch", _Old(LINES)))
    page = office.log_in(admin).text("/")
    assert page.count('class="notice alarm"') == 1
    assert WORDS.content_watch.many.format(count=12) in page
    assert all(line in page for line in LINES)
    assert 'class="notice alarm"' not in office.log_in(officer).text("/")
