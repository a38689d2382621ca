"""The whole life of a petition, as those live it who have Telegram, who have the console, and who have one of each: `bot serve` itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from bot.people.staff import Role, Staff
from bot.petitions.assembly import assemble
from bot.petitions.petition import File, State
from tests.e2e.conftest import Opened
from tests.petitions import WORDS, place
from tests.town import GROUP, Somebody, Town

CODE = re.compile(r"KN\w-\w{3}-\w{3}")
LIGHT = "Đèn đường trước nhà văn hóa thôn 3 hỏng đã ba tuần, tối đi rất nguy hiểm"
SENDER = "Nguyễn Văn An\nThôn 3, xã Ví Dụ\n0912 345 678"
AN, CUC, TAM, DUNG = 1001, 2001, 2002, 2003


@dataclass
class Hall:
    """One unit that signs what leaves it: two officers and their leader."""

    town: Town
    cuc: Staff
    tam: Staff
    dung: Staff

    def file(self, code: str) -> File:
        room = assemble(self.town.engine, WORDS.petitions, place(self.town.home))
        found = room.intake.by_code(code)
        assert found
        return found

    def cards(self, code: str) -> list[tuple[int, str]]:
        """The messages in the staff group that show the petition: number and text, as they came."""
        return [(sent.message, sent.text) for sent in self.town.api.sent if sent.chat == GROUP and sent.text.startswith(f"{code} ·")]


def hall(town: Town) -> Hall:
    unit = town.unit("Phòng Kinh tế", needs_approval=True, is_coordinator=True)
    people = ((CUC, "Lê Thị Cúc", Role.OFFICER), (TAM, "Trần Văn Tám", Role.OFFICER), (DUNG, "Phạm Văn Dũng", Role.LEADER))
    return Hall(town, *(town.staff(name, role, unit, number) for number, name, role in people))


@pytest.fixture
def here(town_over: Opened, empty_url: str) -> Hall:
    town = town_over(empty_url)
    made = hall(town)
    town.start()
    return made


def filed(citizen: Somebody) -> str:
    """File by /kiennghi; the code."""
    citizen.says("/kiennghi", "phản ánh, kiến nghị việc gì?")
    citizen.says(LIGHT, "thuộc loại nào?")
    citizen.presses("Việc khác", "xảy ra ở đâu?")
    citizen.says("Nhà văn hóa thôn 3", "để tên thế nào?")
    citizen.presses("Giấu tên khi công khai", "Nghị định 20/2008")
    citizen.says(SENDER, "xem lại trước khi gửi")
    sent = citizen.presses("Đồng ý và gửi", "Mã theo dõi")
    assert sent
    assert "ngày làm việc, tính từ sau ngày tiếp nhận" in sent.text
    return CODE.search(sent.text)[0]  # type: ignore[index]


def test_by_telegram_alone(here: Hall) -> None:
    town = here.town
    citizen, leader = town.somebody("An", AN), town.somebody("Dũng", DUNG)
    cuc, tam = town.somebody("Cúc", CUC, is_in_group=True), town.somebody("Tám", TAM, is_in_group=True)
    code = filed(citizen)
    cuc.hears(f"{code} · Việc khác · Đã tiếp nhận")
    cuc.presses("Nhận việc", f"{code} · Việc khác · Đang xử lý", on=code)
    citizen.hears("đã nhận và đang xử lý")
    tam.presses("Hỏi lại", "không có quyền", on=f"{code} ·")
    asked = cuc.presses("Hỏi lại", "Nhắn câu hỏi", on=f"{code} ·")
    cuc.says("Cột đèn số mấy ạ?", "Chờ người gửi bổ sung", reply_to=asked)
    citizen.hears("cán bộ cần bà con cho biết thêm")
    citizen.says("Cột số 12, cạnh sân bóng", "Đã chuyển phần bổ sung", reply_to=citizen.sees("cán bộ cần bà con"))
    card = cuc.sees(f"{code} ·")
    cuc.says("Đội điện đã thay bóng cột số 12 sáng nay.", "muốn làm gì với lời này?", reply_to=card)
    cuc.presses("Gửi trả lời", "cần lãnh đạo duyệt")
    cuc.says("Đội điện đã thay bóng cột số 12 sáng nay.", "muốn làm gì với lời này?", reply_to=card)
    cuc.presses("Trình duyệt", "Chờ duyệt câu trả lời")
    leader.hears("chờ duyệt:")
    leader.presses("Duyệt và gửi", "Đã trả lời")
    answer = citizen.hears("Đội điện đã thay bóng cột số 12 sáng nay.")
    assert "1: rất không hài lòng" in answer.text, "who is given five numbers is told what they mean"
    citizen.presses("2", "đã chấm 2/5", on=answer.text)
    citizen.says("Bóng mới vẫn tối", "Cảm ơn bà con")
    citizen.presses("Chưa giải quyết, xem lại", "Vì sao")
    citizen.says("Tối qua đèn lại tắt", "giao cho cán bộ khác")
    cuc.presses("Nhận việc", "phải giao cho cán bộ khác", on=f"{code} · Việc khác · Đã tiếp nhận")
    tam.presses("Nhận việc", f"{code}: Đang xử lý", on=f"{code} · Việc khác · Đã tiếp nhận")
    mine = town.somebody("Tám", TAM)
    mine.says("/viec", "Đang giữ: 1")
    mine.presses(f"{code} · Đang xử lý", "Người gửi: Nguyễn Văn An")
    mine.presses("Trình duyệt", "để trình lãnh đạo duyệt")
    mine.says("Đã thay cả cần đèn, đội điện trực thêm ba tối.", "Chờ duyệt")
    leader.hears("Đã thay cả cần đèn")
    leader.presses("Duyệt và gửi", "Đã trả lời", on="Đã thay cả cần đèn")
    citizen.hears("Đã thay cả cần đèn")
    citizen.says("/theodoi", "Kiến nghị của bà con:")
    citizen.presses(f"{code} · Đã trả lời", "Đã thay cả cần đèn")
    citizen.presses("Đã giải quyết xong", "Cảm ơn bà con")
    citizen.says(f"/theodoi {code}", "Đã kết thúc")
    cuc.hears(f"{code} · Việc khác · Đã kết thúc")
    assert here.file(code).petition.state is State.CLOSED
    assert len({message for message, _ in here.cards(code)}) == 1, "one message for each petition"
