"""bot.petitions.rules.texts.triage: what is no phản ánh, kiến nghị finds its door, and ordinary ones are never turned away."""

from __future__ import annotations

import pytest
from hypothesis import given

from bot.answers.rules.danger import DangerRule
from bot.petitions.rules.texts.triage import Referral, door
from indexer.language import without_marks
from knowledge.loading.library import Library
from tests.support.strategies import anything

ELSEWHERE = [
    ("Tôi muốn khiếu nại quyết định thu hồi đất của UBND xã", Referral.COMPLAINT),
    ("Khiếu nại việc bồi thường không đúng", Referral.COMPLAINT),
    ("Gia đình tôi không đồng ý với quyết định xử phạt số 12", Referral.COMPLAINT),
    ("Tôi tố cáo ông chủ tịch xã nhận tiền của dân", Referral.DENUNCIATION),
    ("gửi đơn tố cáo cán bộ địa chính", Referral.DENUNCIATION),
    ("Nhà hàng xóm bốc cháy, cháy lớn lắm", Referral.FIRE),
    ("Có đám cháy ở chợ", Referral.FIRE),
    ("Trước cổng trường đang đánh nhau, có đứa cầm dao", Referral.POLICE),
    ("Có người bất tỉnh giữa đường cần cấp cứu", Referral.AMBULANCE),
    ("Làm khai sinh cho con cần giấy tờ gì", Referral.PROCEDURE),
    ("Cho hỏi thủ tục cấp lại căn cước mất bao lâu", Referral.PROCEDURE),
]
ORDINARY = [
    "Đèn đường bị cháy bóng cả tháng nay không ai thay",
    "Rác đổ ở đầu ngõ bốc mùi hôi khó chịu",
    "Khói bụi nhà máy làm người già khó thở",
    "Đường dây khiếu nại của công ty điện không ai nghe máy",
    "Cán bộ một cửa thái độ khó chịu, bắt đi lại nhiều lần",
    "Hồ sơ đất của tôi quá hạn hai tháng chưa trả",
    "Cây to cao trước nhà sắp đổ vào dây điện",
    "Phòng cấp cứu bệnh viện huyện không có ghế ngồi",
    "Ổ gà trên đường tỉnh 5 làm xe đang chạy bị ngã",
    "Đề nghị lắp biển báo phòng cháy chữa cháy ở chung cư",
    "Quy định nộp bản sao công chứng là không cần thiết, đề nghị bỏ",
    "Cổng dịch vụ công bị lỗi không nộp được hồ sơ",
    "Thanh niên thường xuyên tụ tập đánh nhau ở công viên, đề nghị tăng tuần tra",
    "Cán bộ thu thêm lệ phí không đúng, hỏi lệ phí bao nhiêu thì không trả lời",
    "Đề nghị xem lại việc giải quyết khiếu nại quá chậm",
    "Năm ngoái cháy nhà ở xóm tôi vì dây điện cũ, đến nay chưa thay",
    "Tòa nhà cao tầng xây sai phép",
]


@pytest.mark.parametrize(("text", "right"), ELSEWHERE)
def test_what_belongs_elsewhere_finds_its_door_with_marks_or_without(text: str, right: Referral) -> None:
    assert door(text) is right
    assert door(without_marks(text)) is right
    assert door(text.upper()) is right


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_petition_is_never_turned_away(text: str) -> None:
    assert door(text) is None
    assert door(without_marks(text)) is None


def test_what_the_alarm_hears_turns_no_ordinary_petition_away(starter: Library) -> None:
    """Why the doors have words of their own: the alarm stops nothing and may hear too much."""
    alarm = DangerRule(starter.dangers)
    heard = [text for text in ORDINARY if alarm.heard(text) or alarm.heard(without_marks(text))]
    assert len(heard) >= 2, "it hears none of them any more: the doors may take over its words"
    assert all(door(text) is door(without_marks(text)) is None for text in heard)


@given(anything)
def test_any_text_is_looked_at(text: str) -> None:
    assert door(text) is None or door(text) in set(Referral)
