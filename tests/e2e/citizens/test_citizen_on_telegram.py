"""What a citizen does in Telegram, end to end: `bot serve` over the Bot API, and how many actions each thing takes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest

from bot import wording
from bot.people.staff import Role
from tests.e2e.conftest import Opened
from tests.harness import ChatUser, Harness
from tests.presence import found
from tests.telegram.bot_api import SentCall

WORDS = wording.load()
AN, CUC = 1001, 2001
CODE = re.compile(r"KN\w-\w{3}-\w{3}")
LIGHT = "Đèn đường trước nhà văn hóa thôn 3 hỏng đã ba tuần, tối đi rất nguy hiểm"
SENDER = "Nguyễn Văn An\nThôn 3, xã Ví Dụ\n0912 345 678"
MOST_NAMED, MOST_NAMELESS = 5, 4


@dataclass
class CountedCitizen:
    """Counts what somebody types and presses."""

    person: ChatUser
    actions: list[str] = field(default_factory=list)

    def says(self, text: str, hears: str) -> SentCall | None:
        self.actions.append(text)
        return self.person.says(text, hears)

    def presses(self, label: str, hears: str) -> SentCall | None:
        self.actions.append(label)
        return self.person.presses(label, hears)


@pytest.fixture
def harness(town_over: Opened, empty_url: str) -> Harness:
    made = town_over(empty_url)
    unit = made.unit("Văn phòng", is_coordinator=True)
    made.staff("Lê Thị Cúc", Role.OFFICER, unit, CUC)
    made.start()
    return made


def test_a_petition_takes_five_actions_with_a_name_and_four_without(harness: Harness) -> None:
    named = CountedCitizen(harness.somebody("An", AN))
    named.says("tôi muốn gửi phản ánh", "phản ánh, kiến nghị việc gì?")
    named.says(LIGHT, "xảy ra ở đâu?")
    named.says("thôn 3", "Nghị định 20/2008")
    named.says(SENDER, "xem lại trước khi gửi")
    named.presses("Đồng ý và gửi", "Mã theo dõi")
    nameless = CountedCitizen(harness.somebody("Ba", AN + 1))
    nameless.says("góp ý", "phản ánh, kiến nghị việc gì?")
    nameless.says("Rác ở chợ chất đống chưa ai gom", "xảy ra ở đâu?")
    nameless.says("chợ", "Gửi như góp ý")
    nameless.presses("Gửi như góp ý", "không bắt buộc trả lời")
    assert len(named.actions) <= MOST_NAMED
    assert len(nameless.actions) <= MOST_NAMELESS


def test_a_contact_a_place_and_a_correction_are_heard_on_the_way(harness: Harness) -> None:
    citizen = harness.somebody("An", AN)
    citizen.says("/kiennghi", "phản ánh, kiến nghị việc gì?")
    citizen.says(LIGHT, "xảy ra ở đâu?")
    citizen.person.sends(location={"latitude": 18.6, "longitude": 105.6})
    citizen.hears("Đã nhận vị trí")
    citizen.person.sends(contact={"phone_number": "+84912345678", "first_name": "An"})
    citizen.hears("Đã ghi số điện thoại 0912345678")
    written = citizen.person.says("Nguyễn Văn An\nthôn 3")
    citizen.hears("Người gửi: Nguyễn Văn An, thôn 3, 0912345678")
    citizen.person.corrects(written, "Nguyễn Văn Anh\nthôn 5")
    citizen.hears("Người gửi: Nguyễn Văn Anh, thôn 5, 0912345678")
    citizen.presses("Đồng ý và gửi", "Mã theo dõi")


def test_from_the_door_to_a_procedure_without_typing(harness: Harness) -> None:
    citizen = CountedCitizen(harness.somebody("An", AN))
    citizen.says("/start", WORDS.menu.greeting)
    citizen.presses(WORDS.menu.fields, WORDS.browsing.headings)
    citizen.presses("Văn hóa, tôn giáo, du lịch, báo chí · 1", "Bà con chọn lĩnh vực")
    citizen.presses("Văn hóa · 1", "Bà con chọn thủ tục")
    answer = citizen.presses("1. Cho mượn sân đình", "sân đình")
    assert answer
    assert len(citizen.actions) == 5
    assert len(answer.buttons) <= 4, "the rest is behind Phần khác"


def test_while_an_officer_waits_the_next_words_are_for_them(harness: Harness) -> None:
    citizen, officer = harness.somebody("An", AN), harness.somebody("Cúc", CUC)
    citizen.says("phản ánh", "phản ánh, kiến nghị việc gì?")
    citizen.says(LIGHT, "xảy ra ở đâu?")
    citizen.says("thôn 3", "Nghị định 20/2008")
    citizen.says(SENDER, "xem lại trước khi gửi")
    code = found(CODE.search(found(citizen.presses("Đồng ý và gửi", "Mã theo dõi")).text))[0]
    officer.says("/viec", "Đơn vị chưa có người nhận: 1")
    officer.presses(f"{code} · Đã tiếp nhận", LIGHT)
    officer.presses("Nhận việc", "Đang giải quyết")
    officer.presses("Hỏi lại", "Nhắn câu hỏi")
    officer.says("Cột đèn số mấy ạ?", "Người gửi sẽ đọc")
    officer.presses("Gửi", "Chờ người gửi bổ sung")
    citizen.hears("Cột đèn số mấy")
    citizen.says("Cột số 12, cạnh sân bóng", "Đã chuyển phần bổ sung")
    officer.hears("bổ sung")
