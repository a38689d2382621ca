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


SENDER = {
    "name": "Trần Thị Thúy",
    "address": "Số 45/6 đường Lê Lợi, thôn Đông",
    "phone": "0912345678",
    "written": "xe máy 29X1-123.45 của tôi",
}


@pytest.mark.parametrize(
    ("text", "secrets"),
    [
        *((f"{title} {rest}", ["thúy", "thuy"]) for title, rest in (
            ("Gặp bà", "thúy bán bún."), ("Gặp chị", "thúy sống cạnh chợ."), ("Gặp cô", "thúy hay gửi đơn."), ("Gặp chị", "hai thúy bán cá."),
            ("Hộ", "thúy cạnh chợ."), ("Đã hỏi cô giáo", "thuý dạy lớp 2."), ("gap ba", "thuy ban bun"), ("Mẹ", "thúy thường ra chợ."),
        )),
        *((f"Hố trước {place}.", ["45", "Lê Lợi"]) for place in (
            "45/6 Lê Lợi", "45 / 6 Lê Lợi", "nhà 45/6, đường Lê Lợi", "45/6 đường Lê Lợi", "đường Lê Lợi số 45/6", "Lê Lợi, 45/6",
        )),
        *((f"Số {end}.", ["678", "5678"]) for end in (
            "kết thúc bằng 678", "tận cùng 678", "có 3 số sau là 678", "345 678", "345.678", "ket thuc bang 678", "tan cung la 678", "xxx678",
            "0912***678", "kết thúc là: “678”", "đuôi ...678", "máy có ba số cuối là 678",
        )),
        *((f"Số {begin}.", ["0912", "912"]) for begin in ("đầu 0912", "bắt đầu bằng 0912", "0912xxx", "so dau 0912", "0912 345")),
        *((f"Thấy {plate} đỗ sai.", ["345", "45"]) for plate in (
            "xe 345", "xe 123", "biển số kết thúc 345", "xe đuôi 45", "xe máy 345", "xe biển số 2345", "biển tận cùng 345", "xe của bà ấy đuôi 45",
        )),
    ],
)  # fmt: skip
def test_a_part_of_what_the_sender_gave_is_enough_to_be_hidden(text: str, secrets: list[str]) -> None:
    left = found(text, **SENDER)
    assert left != text
    assert not [secret for secret in secrets if secret in left], left


def test_a_house_is_joined_with_its_street_wherever_they_stand() -> None:
    for address in (
        "Số nhà 12 đường Trần Phú, phường 1",
        "Số nhà 12, đường Trần Phú",
        "đường Trần Phú, số 12",
        "12 phố Trần Phú, phường 1",
    ):
        assert found("Trước 12 Trần Phú và 12 đường Trần Phú.", address=address) == "Trước  và .", address


CALM = [
    ("Nguyễn Văn Bình", "Anh bình tĩnh, chị bình thường; nhà bình yên."),
    ("Nguyễn Thị An", "Đề nghị bà an tâm, gia đình an toàn."),
    ("Lò Thị Tám", "Cháu tám tuổi, nhà tám tầng, chị tám lần gửi; ông năm nay già."),
    ("Trần Thị Thu", "Anh thu gom rác, cô thu tiền chợ."),
    ("Phạm Hòa", "Hai anh hòa giải, ba hòa nước, con hòa thuận."),
    ("Nguyễn Thị Hay", "Bà hay ra chợ."),
    ("Vừ Văn Đường", "Con đường xấu, nhà đường sắt."),
]


@pytest.mark.parametrize(("name", "text"), CALM)
def test_a_word_that_is_a_name_too_stays_where_it_is_the_word(name: str, text: str) -> None:
    assert found(text, name=name) == text


@pytest.mark.parametrize(
    "text",
    [
        "Chi 345.678 đồng, 345 678 hộ, kết thúc năm 2026, cuối quý 3, sau 678 ngày.",
        "Xe 345 triệu, đầu năm 2026, số 678 ngày 5/3, đường Lê Lai số 45.",
        "Kết thúc 12/3, biển cấm 30, đường số 6.",
    ],
)
def test_a_number_that_counts_something_stays(text: str) -> None:
    assert found(text, **SENDER) == text
