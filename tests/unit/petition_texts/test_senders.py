"""bot.petitions.rules.texts.senders: whatever an officer writes, who sent one petition reads nothing of who sent the one merged into it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given

from bot.petitions.rules.petition import Contact, Naming, Petition, PetitionFile, PetitionKind, PetitionPlace, PetitionState
from bot.petitions.rules.texts.redaction import everybody, redacted, unnamed
from bot.petitions.rules.texts.senders import dialled
from tests.support.strategies import anything

AT = datetime(2026, 3, 2, tzinfo=UTC)
OWN = Contact("Nguyễn Văn An", "Số nhà 9 ngõ 2, thôn Đông, xã Hòa Bình", "0912345678")
CONTENT = "Đèn đường thôn Đông hỏng, xe 30A-111.22 của tôi ngã. Anh Dũng tổ trưởng biết. Gọi 024 3825 1234."
PETITION = Petition(
    *(1, "KN7-4XQ-M3P", 1, PetitionKind.OTHER, Naming.HIDDEN, PetitionState.IN_PROGRESS, CONTENT, AT, AT, AT, 10, AT),
    place=PetitionPlace("thôn Đông"),
)
WRITTEN = "Tôi tên là Hai Lúa ở ấp trên, xe máy 29X1-234.56, zalo 0977 888 999, thư binh.lo@example.vn, facebook.com/lo.binh.95, cccd 037203004567"
FILE = PetitionFile(
    PETITION, OWN, (), (), (), merged=("KN1",), joined=(Contact("Lò Thị Tám", "12 Lê Lợi, bản Nà Tông, xã Hòa Bình", "+84 987 654 321"),),
    joined_words=WRITTEN,
)  # fmt: skip


def to_reader(text: str, file: PetitionFile = FILE) -> str:
    return unnamed(text, lambda what: f"[{what}]", file)


def to_the_other(text: str) -> str:
    return redacted(text, lambda what: f"[{what}]", *everybody(FILE))


@pytest.mark.parametrize(
    ("text", "secrets"),
    [
        # names, as people are called
        ("Tổ thợ đã tới, có ông Tám chứng kiến.", ["Tám"]),
        ("Đã gặp bà Tám và thống nhất.", ["Tám"]),
        ("ÔNG TÁM đã ký.", ["TÁM"]),
        ("Đã gặp ong Tam, ba tam va ghi nhan.", ["Tam", "tam"]),
        ("Đã hỏi chị Hai Lúa ở ấp trên.", ["Lúa", "Hai"]),
        ("Hai Lúa và bà con đều thấy.", ["Lúa"]),
        ("đã gặp bà tám, ghi nhận.", ["tám"]),
        ("Nhà Tám bị nặng nhất.", ["Tám"]),
        ("Hộ chị Thị Tám được hỗ trợ.", ["Tám"]),
        ("Hộ Lò Tám được hỗ trợ.", ["Tám"]),
        ("Đ/c gặp c. Tám rồi.", ["Tám"]),
        ("Tám cũng đã báo.", ["Tám"]),
        ("Theo Tám, đèn hỏng từ tháng 2.", ["Tám"]),
        ("LÒ THỊ TÁM; lo thi tam; L.T. Tám; Lò T. Tám", ["TÁM", "tam", "Tám"]),
        ("Cùng việc này bà Sáu Xuân cũng gửi.", ["Sáu", "Xuân"]),
        ("Vợ chồng anh Tư Đờn cũng nêu.", ["Đờn"]),
        # numbers
        *(
            (f"Gọi {number} để hẹn.", ["987", "654", "321"])
            for number in (
                *("0987654321", "0987 654 321", "0987.654.321", "+84987654321", "+84 987 654 321", "(+84) 987-654-321", "84987654321"),
                *("0084987654321", "+84 (0)987 654 321", "09 87 65 43 21", "0987/654/321", "０９８７６５４３２１", "0987–654–321"),
            )
        ),
        ("Zalo +84977888999 không liên lạc được.", ["977", "888"]),
        ("Số đuôi 321, số cuối là 8999.", ["321", "8999"]),
        ("Căn cước 037 203 004 567 đúng.", ["037", "567"]),
        # addresses
        ("Đã kiểm tra trước nhà 12 Lê Lợi.", ["12"]),
        ("Đã kiểm tra trước số nhà 12.", ["12"]),
        ("Đã kiểm tra trước nhà số 12, đường Lê Lợi.", ["12", "Lê Lợi"]),
        ("Đã kiểm tra 12 đường Lê Lợi.", ["12", "Lê Lợi"]),
        ("Ở Bản Nà Tông cũng có một cột.", ["Nà Tông"]),
        ("Ở ban na tong cũng có một cột.", ["na tong"]),
        # mail, accounts, plates
        ("Gửi về Binh.Lo@Example.VN.", ["Binh", "Example"]),
        ("Gửi về binh.lo (at) example.vn, binh.lo@gmail.com", ["binh.lo"]),
        ("Nhắn facebook.com/lo.binh.95 rồi.", ["lo.binh"]),
        ("Xe 29X1-234.56, 29x1 23456, 29X1.234.56 đã lập biên bản.", ["234", "29X1", "29x1"]),
        ("Xe 51F-678.90 tông cột đã bị phạt.", ["678"]),
    ],
)
def test_nothing_of_the_other_sender_is_read(text: str, secrets: list[str]) -> None:
    for told in (to_reader(text), to_reader(unicodedata.normalize("NFD", text))):
        assert told != text
        assert not [secret for secret in secrets if secret in told], told


@pytest.mark.parametrize(
    "text",
    [
        "Đèn đường thôn Đông đã thay ngày 02/03/2026, mời ông An xem lại; cảm ơn ông Nguyễn Văn An.",
        "UBND xã Hòa Bình đã giao điện lực; liên hệ 1900 1234, 024 3825 1234.",
        "Ông Trần Văn Hải, Chủ tịch UBND xã, đã ký; cán bộ địa chính là anh Nam sẽ tới.",
        "Anh Dũng tổ trưởng đã nhận.",
        "Xe 30A 11122 của ông An đã được bồi thường.",
        "Nhà số 9 ngõ 2 được ưu tiên.",
        "Tám bóng đèn đã thay; tháng Tám sẽ thay tiếp, theo Quyết định số 12/2024/QĐ-UBND và công văn số 12 ngày 5/3.",
        "Đường Bà Triệu, chợ Bà Chiểu và cầu Ông Lãnh không thuộc xã.",
        "Bà con yên tâm, ông bà cứ chờ; có Nghị định 168.",
        "Thủ tục 1.001193 thu 150.000 đồng.",
    ],
)
def test_what_is_the_readers_own_or_the_offices_stays(text: str) -> None:
    assert to_reader(text) == text


@pytest.mark.parametrize(
    ("text", "secrets"),
    [
        ("Chào ông An, đã gặp ông.", ["An"]),
        ("Văn An và bà con.", ["An"]),
        ("An cũng đã báo, gọi +84912345678.", ["An ", "912"]),
        ("Nhà 9 ngõ 2, xe 30a11122, xe 30A.111.22", ["9 ngõ", "111"]),
        ("Đã kiểm tra nhà số 9 và ngõ 2.", ["số 9", "ngõ 2"]),
        ("Gọi 02438251234 đã gặp.", ["3825"]),
    ],
)
def test_who_sent_the_other_reads_nothing_of_this_one_either(text: str, secrets: list[str]) -> None:
    told = to_the_other(text)
    assert not [secret for secret in secrets if secret in told], told


def test_without_a_merge_not_a_letter_changes() -> None:
    alone = replace(FILE, joined=(), joined_words="")
    assert to_reader("Chào bà Tám, xe 29X1-234.56.", alone) == "Chào bà Tám, xe 29X1-234.56."


@given(anything)
def test_any_text_is_read_and_what_was_hidden_stays_hidden(text: str) -> None:
    once = to_reader(f"{text} bà Tám, 0987654321")
    assert "0987654321" not in once
    assert to_reader(once) == once


@pytest.mark.parametrize("number", ["+84 987 654 321", "0084987654321", "84987654321", "0987654321", "+84(0)987654321"])
def test_a_telephone_number_is_one_however_it_is_written(number: str) -> None:
    assert dialled(number) == "0987654321"


def test_a_long_text_is_read_in_its_length() -> None:
    """Ten thousand characters of the worst kind, read within what a page may take; quadratic it would be minutes."""
    for piece in ("ông Tám ", "nhà số ", "0987 ", "Tám", "a.b@", "12 Lê ", "tên là "):
        assert to_reader(piece * (10_000 // len(piece))) is not None
