"""Labels of buttons say what differs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.answers.composing.labels import LONGEST_LABEL, headed, labels, readable, shortened

NAMES = st.lists(
    st.lists(st.sampled_from(["cấp", "đổi", "thẻ", "căn", "cước", "cho", "người", "dưới", "14", "tuổi"]), min_size=1, max_size=30).map(
        " ".join
    ),
    max_size=8,
)


def test_siblings_lose_the_words_that_all_of_them_begin_with() -> None:
    names = ["Cấp thẻ căn cước cho người dưới 14 tuổi", "Cấp thẻ căn cước cho người từ đủ 14 tuổi", "Đăng ký tạm trú"]
    assert labels(names) == ["Dưới 14 tuổi", "Từ đủ 14 tuổi", "Đăng ký tạm trú"]


def test_what_differs_far_behind_is_said_all_the_same() -> None:
    long = "Cấp giấy phép xây dựng cho công trình không theo tuyến trong đô thị thuộc"
    assert labels([f"{long} cấp I", f"{long} cấp II", "Cấp giấy phép môi trường"]) == ["… thuộc cấp I", "… thuộc cấp II", "Môi trường"]


def test_the_ordinary_case_that_is_a_siblings_beginning_keeps_its_name() -> None:
    assert labels(["Đăng ký kết hôn", "Đăng ký kết hôn lưu động"]) == ["Đăng ký kết hôn", "Lưu động"]


def test_what_stands_in_brackets_is_not_cut() -> None:
    names = [f"Tặng cho đất ({where}) (mã {code})" for where, code in (("cấp xã", "1.1"), ("cấp tỉnh", "1.2"), ("cấp xã", "1.3"))]
    assert labels(names) == ["Cấp xã (mã 1.1)", "Cấp tỉnh (mã 1.2)", "Cấp xã (mã 1.3)"]
    assert labels(["Cấp hộ chiếu (mã 1.1)", "Cấp hộ chiếu (mã 1.2)"]) == ["Mã 1.1", "Mã 1.2"]


@given(NAMES)
def test_labels_are_short_and_alike_only_where_names_are(names: list[str]) -> None:
    made = labels(names)
    assert len(made) == len(names)
    assert all(0 < len(label) <= LONGEST_LABEL for label in made)


@given(st.text(), st.integers(2, 80))
def test_a_shortened_text_fits_and_stays_whole_where_it_fits(text: str, room: int) -> None:
    assert len(shortened(text, room)) <= room
    if len(line := " ".join(text.split())) <= room:
        assert shortened(text, room) == line


def test_what_differs_stands_behind_what_it_is_about() -> None:
    name = "Cấp tài khoản định danh điện tử mức độ 01 cho công dân Việt Nam"
    assert headed(name, "… mức độ 01 cho công dân Việt Nam", 57) == "Cấp tài khoản … mức độ 01 cho công dân Việt Nam"
    assert headed(name, "Toàn trình", 57) == "Cấp tài khoản … toàn trình"
    assert headed(name, "Cấp tài khoản định danh…", 57) == "Cấp tài khoản định danh…"


def test_a_name_is_not_shouted() -> None:
    assert readable("HƯỞNG TRỢ CẤP TUẤT HẰNG THÁNG.") == "Hưởng trợ cấp tuất hằng tháng"
    assert readable("ĐĂNG KÝ BHXH CHO CÔNG DÂN VIỆT NAM") == "Đăng ký BHXH cho công dân Việt Nam"
    assert readable("Cấp thẻ BHYT") == "Cấp thẻ BHYT"
    assert readable("Tách thửa hoặc hợp thửa đất.") == "Tách thửa hoặc hợp thửa đất"
