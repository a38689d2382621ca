"""bot.people.masking: what must not be kept is gone, what the search and the law are spoken of in stays."""

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.masking import MASK, masked

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
