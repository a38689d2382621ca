"""bot.petitions.rules.texts.senders: whoever sent a petition is found by every spelling of what they gave, and nobody else is."""

from __future__ import annotations

import unicodedata

import pytest

from bot.petitions.rules.petition import Contact
from bot.petitions.rules.texts.senders import PetitionSender, tells


def found(text: str, *, name: str = "", address: str = "", phone: str = "", written: str = "") -> str:
    """`text` with what tells who the sender is, in brackets' stead."""
    told = unicodedata.normalize("NFC", text)
    hidden = {
        place for span in tells(told, PetitionSender(Contact(name, address, phone), written)) for place in range(span.begin, span.end)
    }
    return "".join("" if place in hidden else letter for place, letter in enumerate(told))


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("Trần Thị Thúy", "Chị Thuý đã nhận.", "Chị  đã nhận."),
        ("Trần Thị Thuý", "Trần Thị Thúy đã nhận.", " đã nhận."),
        ("Phạm Hòa", "Anh Hoà đã nhận.", "Anh  đã nhận."),
        ("Vừ A Lý", "Ông Lí đã nhận.", "Ông  đã nhận."),
        ("Lê Văn Quý", "Anh Quí đã nhận.", "Anh  đã nhận."),
        ("Trần Thị Thúy", "Chị Thủy đã nhận, tôi thấy thúi.", "Chị Thủy đã nhận, tôi thấy thúi."),
        ("Nguyễn Thị Hay", "Chị Hai đã nhận.", "Chị Hai đã nhận."),
        *(("H'Hen Niê", f"{each} đã nhận.", " đã nhận.") for each in ("H'Hen Niê", "H’Hen Niê", "H Hen Niê", "H'HEN NIÊ", "HHen", "H'Hen")),
        ("H'Hen Niê", "Chị h'hen đã nhận.", "Chị  đã nhận."),
        ("K'Bảo", "Đã gọi kbao và K'Bảo.", "Đã gọi  và ."),
        ("Y Ban Ayun", "Y-Ban đã nhận.", " đã nhận."),
        ("Y Ban Ayun", "Anh Y Ban đã nhận.", "Anh  đã nhận."),
        ("Y Ban Ayun", "Ủy ban ghi nhận ý bạn nêu.", "Ủy ban ghi nhận ý bạn nêu."),
        ("Lò Thị Bình", "ĐỀ NGHỊ CỦA BÌNH ĐÃ ĐƯỢC GIẢI QUYẾT", "ĐỀ NGHỊ CỦA  ĐÃ ĐƯỢC GIẢI QUYẾT"),
        ("Lò Thị Bình", "BÀ BÌNH ĐÃ NHẬN TIỀN", "BÀ  ĐÃ NHẬN TIỀN"),
        ("Lò Thị Bình", "XÃ HÒA BÌNH ĐÃ SỬA ĐÈN, SINH HOẠT BÌNH THƯỜNG", "XÃ HÒA BÌNH ĐÃ SỬA ĐÈN, SINH HOẠT BÌNH THƯỜNG"),
    ],
)
def test_a_name_is_found_in_every_spelling(name: str, text: str, left: str) -> None:
    assert found(text, name=name) == left


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("TÔI TÊN LÀ NGUYỄN THỊ HOA Ở THÔN 3, ĐÈN HỎNG", "Nguyễn Thị Hoa"),
        ("tôi tên là nguyễn thị hoa ở thôn 3", "Nguyễn Thị Hoa"),
        ("toi la nguyen thi hoa, thon 3", "Nguyen Thi Hoa"),
        ("họ và tên: vàng a sính", "Vàng A Sính"),
        ("tôi là lê thị la", "Lê Thị La"),
    ],
)
def test_a_name_that_the_sender_wrote_in_capitals_or_bare_is_theirs(written: str, name: str) -> None:
    told = f"Đã trả lời {name} ở thôn khác, tên thị trấn giữ nguyên."
    assert found(told, written=written) == told.replace(name, "")


def test_who_says_what_they_are_gives_no_name() -> None:
    assert (
        found("Người dân hỏi, hộ nghèo hỏi.", written="tôi là người dân, em là hộ nghèo, con là học sinh") == "Người dân hỏi, hộ nghèo hỏi."
    )


@pytest.mark.parametrize(
    ("phone", "text", "left"),
    [
        ("0912345678", "Đã gọi 912 345 678.", "Đã gọi ."),
        ("912345678", "Đã gọi 0912.345.678.", "Đã gọi ."),
        ("0912345678", "Số đuôi 678, so duoi 5678, 3 số cuối: 678", "Số , , 3 số "),
        ("0912345678", "Dưới 678 người, cuối năm 2026", "Dưới 678 người, cuối năm 2026"),
    ],
)
def test_a_number_is_found_without_its_nought_and_by_its_end(phone: str, text: str, left: str) -> None:
    assert found(text, phone=phone) == left


@pytest.mark.parametrize(
    ("address", "text", "left"),
    [
        ("45/6 Lê Lợi", "Trước nhà 45 / 6 có hố.", "Trước  có hố."),
        ("45 / 6 Lê Lợi", "Trước số nhà 45/6 có hố.", "Trước  có hố."),
        ("45/6 Lê Lợi", "Ở 45 xuyệt 6 Lê Lợi có hố.", "Ở  có hố."),
        ("Ngõ 12/3, xã Nà Tấu", "Đầu ngõ 12 / 3 có hố.", "Đầu  có hố."),
        ("Ngõ 12/3, xã Nà Tấu", "Đầu ngõ 12 và ngõ 12/3/4 có hố.", "Đầu ngõ 12 và ngõ 12/3/4 có hố."),
    ],
)
def test_a_house_is_found_however_its_number_is_parted(address: str, text: str, left: str) -> None:
    assert found(text, address=address) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Xe đuôi 456 đỗ sai.", "Xe  đỗ sai."),
        ("Biển số đuôi là 234.56", "Biển số "),
        ("Xe 234.56 đỗ sai.", " đỗ sai."),
        ("Chi 23456 đồng cho 456 hộ.", "Chi 23456 đồng cho 456 hộ."),
    ],
)
def test_a_number_plate_is_found_by_its_end(text: str, left: str) -> None:
    assert found(text, written="xe máy 29X1-234.56 của tôi").strip() == left.strip()
