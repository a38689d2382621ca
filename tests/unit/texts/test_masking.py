"""bot.people.masking: what must not be kept is gone, what the search and the law are spoken of in stays."""

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.masking import MASK, masked

FULL_WIDTH = {ord(letter): ord(letter) + 0xFEE0 for letter in "0123456789,/;:|*~=.-_+"}
SEPARATORS = st.sampled_from(["", " ", ".", "-", "\xa0", "\u200b", " - "])


def digits(least: int, most: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=least, max_size=most)


def grouped(number: str, sizes: tuple[int, ...], separator: str) -> str:
    groups, begin = [], 0
    for size in sizes:
        groups.append(number[begin : begin + size])
        begin += size
    return separator.join(group for group in [*groups, number[begin:]] if group)


@pytest.mark.parametrize(
    "secret",
    [
        "001203004567", "001 203 004 567", "001.203.004.567", "0012 0300 4567", "123456789", "123 456 789",
        "0912345678", "0912 345 678", "0912.345.678", "09 12 34 56 78", "0 912 345 678", "091-234-5678", "+84912345678", "+84 912 345 678",
        "+84 (0) 912 345 678", "84.912.345.678", "(024) 38251234", "024 3825 1234", "0243.825.1234", "00 84 912 345 678", "０９１２３４５６７８",
        "0\u200b912\u200b345\u200b678",
        "19035678901234", "1903 5678 9012 34", "4111 1111 1111 1111", "4111-1111-1111-1111", "0 0 1 2 0 3 0 0 4 5 6 7",
        "GD4797912345678", "B1234567", "nguyen.van.a@gmail.com", "a.b+c@x.gov.vn", "an @ gmail.com", "0912345678@zalo.vn",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "sentence", ["{}", "Số của tôi là {}, cần gì ạ?", "thủ tục 1.001193 {}\n2 bản", "tôi tên An({})nhé", "năm 2025 {}."]
)
def test_masks_numbers_of_people(sentence: str, secret: str) -> None:
    left = masked(sentence.format(secret))
    assert MASK in left
    assert not re.search(r"\d{2}", left.replace("1.001193", "").replace("2025", "")), left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Mã OTP là 123456", "Mã OTP là ***"),
        ("OTP: 1234 giúp em", "OTP: *** giúp em"),
        ("otp123456", "otp***"),
        ("mã xác thực của tôi gửi lúc 10:35 là 12345678", "mã xác thực của tôi gửi lúc 10:35 là ***"),
        ("ma xac nhan 123 456", "ma xac nhan ***"),
        ("mã xác thực 1 2 3 4 5 6 đó", "mã xác thực *** đó"),
        ("mã OTP 123.456", "mã OTP ***"),
        ("482913 là mã OTP của tôi", "*** là mã OTP của tôi"),
        ("stk 123456 ngân hàng A", "stk *** ngân hàng A"),
        ("CMND 123.456.789", "CMND ***"),
        ("CMND 123456789 đ/c 12 Lê Lợi", "CMND *** đ/c 12 Lê Lợi"),
        ("stk 123456789 đồng chí Nam", "stk *** đồng chí Nam"),
        ("CCCD001203004567", "CCCD***"),
        ("1.123456789", "1.***"),
        ("12 0 912 345 678", "12 ***"),
        ("0912345678 0987654321", "*** ***"),
        ("0912 345 678, 0987 654 321", "***, ***"),
        ("0912 345 678, 120 000 đồng", "***, 120 000 đồng"),
        ("1.500.000 0912345678", "1.500.000 ***"),
        ("0912345678, hồ sơ 1.001193 nộp 2 bản", "***, hồ sơ 1.001193 nộp 2 bản"),
    ],
)
def test_masks_no_more_and_no_less(text: str, left: str) -> None:
    assert masked(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "thủ tục 1.001193 và 2.000635, 1.001193.H19, 1.012345-Xoa",
        "cấp thẻ căn cước 1.001193",
        "Nghị định 123/2015/NĐ-CP, Luật 26/2023/QH15, 12/QĐ-UBND, Thông tư 04/2020/TT-BTP",
        "mẫu số 01/ĐK, CT01, TK1-TS, TP/HT-2010-KS, mẫu 12-HSB",
        "năm 2025, giai đoạn 2021-2025, 2021 – 2030, các năm 2021 2022 2023",
        "căn cước cấp năm 2021",
        "từ 01/07/2025, 1.7.2025, 01-07-2025, 2025-07-01",
        "lệ phí 50.000 đồng, 1.500.000 đ, 1500000đ, 150000000 VNĐ, 500 triệu, 2 tỷ, 1 500 000 đồng, 12,000,000",
        "phạt 1.500.000.000",
        "từ 500.000-1.000.000",
        "năm 2025 tôi không nhận được mã OTP",
        "nhà 12 ngõ 34 đường 56, 3 thửa, 120 m2, 24/7, gọi 1022 hoặc 1900 1234",
        "đăng ký kết hôn cần gì",
        "",
    ],
)
def test_keeps_what_is_nobodys(text: str) -> None:
    assert masked(text) == text
    assert masked(unicodedata.normalize("NFD", text)) == text


@pytest.mark.parametrize(
    "secret",
    [
        "0912,345,678", "001/203/004/567", "0912, 345, 678", "0912/345/678", "0912*345*678", "0912|345|678", "0912;345;678", "0912~345~678",
        "0912=345=678", "0912_345_678", "0912.345,678", "0912:345:678", "+84,912,345,678", "09/12/34/56/78", "0,9,1,2,3,4,5,6,7,8",
        "001:203:004:567", "001.203-004/567", "001,203,004,567", "123/456/789", "0 9 1 2 . 3 4 5 . 6 7 8", "0-9-1-2-3-4-5-6-7-8",
        "０９１２，３４５，６７８", "０９１２ ３４５ ６７８", "０９１２．３４５．６７８", "٠٩١٢٣٤٥٦٧٨", "𝟎𝟗𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖", "o912345678", "O912 345 678",
        "4111/1111/1111/1111", "1903,5678,9012,34", "4111 1111 1111 1111 12/27 123", "4111111111111111, 12/2027, cvv 123",
        "4111 1111 1111 1111 exp 08/28 cvc: 999",
    ],
)  # fmt: skip
@pytest.mark.parametrize("sentence", ["{}", "Số của tôi là {}, cần gì ạ?", "tôi tên An({})nhé"])
def test_masks_them_whatever_stands_between_and_in_every_script(sentence: str, secret: str) -> None:
    assert masked(sentence.format(secret)) == sentence.format(MASK)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("mật khẩu là hoasen88", "mật khẩu là ***"),
        ("Mật khẩu VNeID của em là Abc@1234 nhé", "Mật khẩu VNeID của em là *** nhé"),
        ("mk: hoasen, giúp em", "mk: ***, giúp em"),
        ("MK = hoasen", "MK = ***"),
        ("mk la thanhcong1", "mk la ***"),
        ("mat khau: hoasen", "mat khau: ***"),
        ("matkhau:hoasen", "matkhau:***"),
        ("password hoasen88", "password ***"),
        ("Password is hunter2!", "Password is ***!"),
        ("pass: abcdef", "pass: ***"),
        ("mật khẩu là “hoa sen trắng” ạ", "mật khẩu là *** ạ"),
        ("mật khẩu: 0912345678", "mật khẩu: ***"),
        ("ｍｋ： ｈｏａｓｅｎ", "ｍｋ： ***"),
        ("mật khẩu cũ là sen1, mật khẩu mới là sen2", "mật khẩu cũ là ***, mật khẩu mới là ***"),
        ("cvv 123", "cvv ***"),
        ("CVC: 9876 ạ", "CVC: *** ạ"),
        ("cvc của thẻ là 987", "cvc của thẻ là ***"),
        ("mã bảo mật 123", "mã bảo mật ***"),
        ("thẻ visa hết hạn 12/27", "thẻ visa hết hạn ***"),
        ("exp 08/2028", "exp ***"),
        ("thẻ 4111 1111 1111 1111, hạn 12/27", "thẻ ***, hạn 12/27"),
        ("pin: 1234", "pin: ***"),
        ("stk 1900123456", "stk ***"),
    ],
)
def test_masks_passwords_and_what_a_card_tells(text: str, left: str) -> None:
    assert masked(text) == left
    assert masked(left) == left


@pytest.mark.parametrize(
    "text",
    [
        "mật khẩu là gì", "mat khau la gi", "quên mật khẩu thì làm sao", "đổi mật khẩu dịch vụ công ở đâu", "mật khẩu: quên thì làm sao",
        "mật khẩu phải có 8 ký tự", "mật khẩu cấp 2 là gì", "mật khẩu mức 2", "mk muốn hỏi", "mk là sinh viên", "cvv là gì", "mã bảo mật là gì",
        "căn cước hết hạn 12/2027", "thẻ bảo hiểm hết hạn 12/27 thì đổi ở đâu", "từ 05/2024, 06/2024", "mẫu 05,06,07,08,09", "mẫu 01, 02, 03, 04, 05",
        "các mục 0,1,2,3,4,5,6,7,8,9", "2021,2022,2023", "2021/2022/2023", "01/07/2025, 5 bản", "12/03/2024/15 giờ", "nhà 12/34/56 Lê Lợi",
        "gọi 19001234 hoặc 1900 1234, 1800.599.920, 1022, 113", "phạt 1,500,000 đồng và 12,000,000", "1,000,000 - 2,000,000 đồng", "tỷ lệ 0,125", "07:30-11:30 13:30-17:00",
        "Quyết định 012/2024/QĐ-UBND", "hồ sơ 1.001193,2.000635", "ô tô 5 chỗ", "o 3 xã",
    ],
)  # fmt: skip
def test_keeps_what_only_looks_like_it(text: str) -> None:
    assert masked(text) == text


@given(
    st.sampled_from(["0", "+84"]), st.sampled_from("35789"), digits(8, 8),
    st.lists(st.sampled_from([*",/;:|*~=.- _", ", ", " / ", ". "]), min_size=2, max_size=2),
)  # fmt: skip
def test_no_phone_number_stays_with_any_signs_between(prefix: str, second: str, rest: str, signs: list[str]) -> None:
    number = f"{prefix}{second}{rest[:2]}{signs[0]}{rest[2:5]}{signs[1]}{rest[5:]}"
    assert masked(f"gọi {number} nhé") == f"gọi {MASK} nhé"
    assert masked(f"gọi {number.translate(FULL_WIDTH)} nhé") == f"gọi {MASK} nhé"


@given(
    st.sampled_from(["mật khẩu là ", "mk: ", "Password: ", "mật khẩu mới của em: "]), st.text("abcxyzABC0189@#$%&", min_size=8, max_size=24)
)
def test_no_password_stays(cue: str, word: str) -> None:
    assert masked(f"{cue}{word} ạ") == f"{cue}{MASK} ạ"


@given(st.integers(1, 12), st.integers(1, 28), st.integers(2000, 2030), st.integers(1, 4000), st.sampled_from("/-."))
def test_dates_beside_laws_and_lists_stay(month: int, day: int, year: int, number: int, sign: str) -> None:
    date = f"{day:02d}{sign}{month:02d}{sign}{year}"
    text = f"từ {date}, {number} hồ sơ, tháng {month:02d}/{year}, {day} ngày; {number}/QĐ-UBND"
    assert masked(text) == text


@given(digits(12, 12), st.sampled_from([(12,), (3, 3, 3), (4, 4), (6,)]), st.sampled_from([" ", "-", "\xa0", "\u200b"]))
def test_no_identity_number_stays_however_it_is_grouped(number: str, sizes: tuple[int, ...], separator: str) -> None:
    assert masked(f"số {'0' + number[1:]} x") == f"số {MASK} x"
    left = masked(f"số {grouped('0' + number[1:], sizes, separator)} x")
    assert left == f"số {MASK} x"


@given(digits(8, 8), st.sampled_from(["0", "+84", "84", "0084", "+84 ", "0 "]), st.sampled_from("35789"), SEPARATORS)
def test_no_phone_number_stays(rest: str, prefix: str, second: str, separator: str) -> None:
    assert masked(f"gọi {prefix}{grouped(second + rest, (2, 3), separator)} nhé") == f"gọi {MASK} nhé"


@given(digits(8, 24))
def test_no_long_run_of_digits_stays(number: str) -> None:
    assert masked(f"stk: {number}, cảm ơn") == f"stk: {MASK}, cảm ơn"


@given(digits(4, 8), st.sampled_from(["OTP ", "mã otp: ", "Mã xác thực ", "mã xác nhận là "]))
def test_no_one_time_code_stays(number: str, cue: str) -> None:
    assert masked(cue + number) == cue + MASK


@given(st.integers(1, 9), digits(6, 6), st.integers(1, 999), st.integers(1945, 2030), st.integers(1, 999_999_999))
def test_codes_laws_and_money_stay(first: int, rest: str, number: int, year: int, money: int) -> None:
    amount = f"{money:,}".replace(",", ".")
    text = f"thủ tục {first}.{rest} theo {number}/{year}/NĐ-CP năm {year} phí {amount} đồng"
    assert masked(text) == text


@given(st.text())
def test_takes_any_text_and_leaves_no_run_of_digits(text: str) -> None:
    assert not re.search(r"(?<![.,\d])\d{13}", masked(text))


@given(st.text(st.characters(exclude_categories=["Nd"], exclude_characters="@")))
def test_leaves_a_text_without_numbers_as_it_is(text: str) -> None:
    assert masked(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "piece", ["a", "1", "1 ", "12 ", "1.", "0 ", "1.000.", "a@", "a.", "12/", "+", "2021-", "2021 ", "2021 12 ", "1" + " " * 5]
)
def test_time_grows_with_the_length_alone(piece: str) -> None:
    begin = time.perf_counter()
    masked(piece * 50_000)
    assert time.perf_counter() - begin < 5
