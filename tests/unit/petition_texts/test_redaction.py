"""bot.petitions.rules.texts.redaction: what must not be read by others is suggested; what the petition is about stays readable."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given

from bot.petitions.rules.petition import Contact
from bot.petitions.rules.texts.hidden import Hidden
from bot.petitions.rules.texts.redaction import redacted, suggested
from bot.wording import load
from tests.support.strategies import anything, vietnamese


def hide(text: str, contact: Contact | None = None) -> str:
    return redacted(text, lambda what: f"[{what}]", contact)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gọi 0912 345 678 hoặc CCCD 037203004567", "Gọi [phone] hoặc CCCD [number]"),
        ("Gọi số 0987 654 321 nhé", "Gọi số [phone] nhé"),
        ("Gọi số 0987654321, số 0987.654.321 hay số 024-3825-1234", "Gọi số [phone], số [phone] hay số [phone]"),
        ("Số +84 987 654 321 của ông Bình", "Số [phone] của ông [name]"),
        ("Số nhà 12, số 0987654321", "[address], số [phone]"),
        ("số 12 đường Trần Phú, 0987654321", "[address], [phone]"),
        ("số tài khoản 19035678901234", "số tài khoản [number]"),
        ("thư an.nguyen@example.com nhé", "thư [email] nhé"),
        ("xe 37A-123.45 đỗ chắn lối", "xe [plate] đỗ chắn lối"),
        ("xe máy 29X1-234.56 và 30F 12345", "xe máy [plate] và [plate]"),
        ("ông Nguyễn Văn Bình nhận tiền", "ông [name] nhận tiền"),
        ("Chị Lan và anh Trần Quốc Toản", "Chị [name] và anh [name]"),
        ("Tôi tên là Lê Thị Hoa, ở xóm 4", "Tôi tên là [name], ở xóm 4"),
        ("nhà số 12 ngõ 5 Lê Lợi bị ngập", "[address] bị ngập"),
        ("ở 45/6 đường Trần Phú có hố", "ở [address] có hố"),
        ("Đường Lê Lợi đoạn chợ Hòa Bình ngập", "Đường Lê Lợi đoạn chợ Hòa Bình ngập"),
        (
            "Thủ tục 1.001193 thu 150.000 đồng theo Nghị định 20/2008/NĐ-CP",
            "Thủ tục 1.001193 thu 150.000 đồng theo Nghị định 20/2008/NĐ-CP",
        ),
        ("ngày 02/03/2026 từ 8 giờ", "ngày 02/03/2026 từ 8 giờ"),
        ("bà con mong được sửa", "bà con mong được sửa"),
    ],
)
def test_what_is_hidden(text: str, expected: str) -> None:
    assert hide(text) == expected


def test_the_words_in_the_place_of_what_is_hidden_say_what_it_was() -> None:
    say = load().petitions.redaction
    assert {say.over(what) for what in Hidden} == {say.mask.format(what=getattr(say, what)) for what in Hidden}
    assert redacted("Gọi số 0987 654 321", say.over) == "Gọi số (số điện thoại đã che)"
    assert redacted("CCCD 037203004567", say.over) == "CCCD (số riêng đã che)"


def test_the_sender_is_hidden_wherever_they_stand() -> None:
    contact = Contact("Nguyễn Văn An", "Thôn 3, xã Hòa Bình", "0912345678")
    told = hide("nguyễn  văn an (Thôn 3, xã Hòa Bình) kính gửi; tôi ở Thôn 3", contact)
    assert "văn an" not in told
    assert "Thôn 3" not in told
    assert hide("An toàn giao thông", Contact("An", "", "")) == "An toàn giao thông", "two letters are no name to look for"


@pytest.mark.parametrize(
    "written", ["Trần Thị Hạnh", "tran thi hanh", "TRẦN THỊ HẠNH", "Trần T. Hạnh", "T.T. Hạnh", "T T Hạnh", "Tran thi Hạnh"]
)
def test_the_senders_name_is_hidden_however_it_is_written(written: str) -> None:
    assert hide(f"thưa: {written}, đã xong", Contact("Trần Thị Hạnh", "", "")) == "thưa: [name], đã xong"


def test_words_that_only_look_like_a_name_without_accents_stay() -> None:
    assert hide("quán đồ ăn mở khuya, dân kêu", Contact("Đỗ An", "", "")) == "quán đồ ăn mở khuya, dân kêu"


@given(anything)
def test_spans_are_in_order_apart_and_within_the_text(text: str) -> None:
    plain = unicodedata.normalize("NFC", text)
    spans = suggested(plain, Contact("Nguyễn Văn An", "Thôn 3", "0912345678"))
    ends = [0, *(span.end for span in spans)]
    assert all(end <= span.begin < span.end <= len(plain) for end, span in zip(ends, spans, strict=False))
    assert redacted(text, lambda what: "") == "".join(plain[end:begin] for end, begin in _kept(plain))


def _kept(plain: str) -> list[tuple[int, int]]:
    spans = suggested(plain)
    return list(zip([0, *(span.end for span in spans)], [*(span.begin for span in spans), len(plain)], strict=True))


@given(vietnamese)
def test_what_is_hidden_once_stays_hidden(text: str) -> None:
    once = hide(f"{text} ông Trần Văn Hải 0912345678")
    assert "0912345678" not in once
    assert hide(once) == once
    assert Hidden.NAME in once
