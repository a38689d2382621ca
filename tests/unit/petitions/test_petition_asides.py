"""Questions asked in the midst of a petition, told from places and names, and which of them are about the petition itself."""

from __future__ import annotations

import pytest

from bot.petitions.rules.texts.asides import Aside, aside_of, is_question


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        *((text, Aside.HOW) for text in ("ghi cái gì bây giờ", "phải ghi gì", "viết sai có sao không", "tui không biết viết thì sao")),
        *((text, Aside.HOW) for text in ("nhờ con gửi giùm được không", "ghi địa chỉ nhà hay chỗ đó", "gui thay me duoc hong")),
        *((text, Aside.AFTER) for text in ("gửi rồi làm sao biết", "theo dõi ở đâu", "gửi xong rồi sửa được không", "ma theo doi la gi")),
        *((text, Aside.COME) for text in ("có cần ra xã không", "co phai len xa ky ten hong")),
        *((text, Aside.PHOTO) for text in ("gửi ảnh được không", "chup hinh gui duoc hk", "có gửi video được không")),
        *((text, Aside.NAMED) for text in ("sao phải ghi địa chỉ", "lỡ ông đó biết tui thưa thì sao", "họ trả thù thì sao")),
        *((text, Aside.WHO) for text in ("xã nào nhận đơn này", "cái này gửi đi đâu vậy")),
        *((text, Aside.WHEN) for text in ("chừng nào xã trả lời z", "mấy ngày thì trả lời vậy")),
        *(
            (text, None)
            for text in ("cho hỏi làm thẻ bhyt mất mấy ngày", "lam khai sinh o dau", "mấy giờ xã đóng cửa", "bạn là ai", "ủa đây là đâu")
        ),
    ],
)
def test_a_question_in_the_midst_is_one_and_about_what(text: str, aside: Aside | None) -> None:
    assert is_question(text)
    assert aside_of(text) is aside


@pytest.mark.parametrize(
    "text",
    [
        "ở đâu cũng ngập",
        "hẻm không tên sau chợ",
        "Số 5 Hai Bà Trưng",
        "nhà văn hóa thôn Nào Nhung",
        "Nguyễn La Ái",
        "Trần Thị Gì Sa",
        "cầu Sao, ấp 2",
        "chợ Hay",
        "Lê Văn Sáu",
        "xã Hòa Bình",
    ],
)
def test_a_place_or_a_name_is_no_question(text: str) -> None:
    assert not is_question(text)
