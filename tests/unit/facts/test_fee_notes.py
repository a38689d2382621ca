"""What stands beside an amount of money: conditions, other amounts, lost thousands, periods."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.facts.fee_notes import LONGEST_CONDITION, MOST_OF_NOTE, fees_in, of_one_way
from knowledge.records.procedure import Fee
from tests.support.strategies import anything

END, AFTER = date(2026, 12, 31), date(2027, 1, 1)
HALVED = "kể từ ngày 01/7/2025 đến hết ngày 31/12/2026 theo Thông tư số 64/2025/TT-BTC"


def told(amount: int | None, note: str) -> list[tuple[int | None, str]]:
    return [(fee.amount, fee.note) for fee in fees_in(Fee(amount=amount, note=note))]


@pytest.mark.parametrize(
    ("amount", "note", "fees"),
    [
        (40_000, "Lệ phí cấp giấy: 40.000 đồng/01 Giấy", [(40_000, "Lệ phí cấp giấy, mỗi Giấy")]),
        (1_000_000, "/hồ sơ", [(1_000_000, "mỗi hồ sơ")]),
        (500_000, "Thực hiện theo Thông tư số 52/2025/TT-BTC ngày 24/6/2025 của Bộ Tài chính", [(500_000, "")]),
        (40_000, "Lệ phí cấp lần đầu đối với tổ chức (Đất)", [(40_000, "Lệ phí cấp lần đầu đối với tổ chức (Đất)")]),
        (
            200_000,
            "200.000 đồng/ hộ chiếu. Trường hợp cấp lại do bị mất: 400.000đ/hộ chiếu",
            [(200_000, "mỗi hộ chiếu"), (400_000, "Trường hợp cấp lại do bị mất, mỗi hộ chiếu")],
        ),
        (50_000, "Phí công bố: 100.000 đồng/lần", [(50_000, "Phí công bố: 100.000 đồng/lần")]),
        (  # who pays nothing is not whom the amount is for
            100_000,
            "Miễn phí đối với: người có công theo quy định của luật; người già neo đơn, có xác nhận của xã.",
            [(100_000, ""), (None, "Miễn phí đối với: người có công theo quy định của luật; người già neo đơn, có xác nhận của xã")],
        ),
        (
            8_000,
            "8.000 đồng/bản. Miễn lệ phí cho hộ nghèo; người khuyết tật. Nộp khi nhận",
            [(8_000, "mỗi bản"), (None, "Miễn lệ phí cho hộ nghèo; người khuyết tật")],
        ),
        (
            215_000,
            "(không thu phí đối với trường hợp cấp sai do lỗi của cơ quan)",
            [(215_000, ""), (None, "không thu phí đối với trường hợp cấp sai do lỗi của cơ quan")],
        ),
    ],
)
def test_a_note_is_shortened_to_its_condition(amount: int, note: str, fees: list[tuple[int | None, str]]) -> None:
    assert told(amount, note) == fees


@pytest.mark.parametrize(
    ("note", "fees"),
    [
        ("20.000.000 đồng/lần", [(20_000_000, "mỗi lần")]),
        (
            "- Dưới 5 tấn: 50.000 đồng/giấy; - Trên 15 tấn: 150.000 đồng/giấy.",
            [(50_000, "Dưới 5 tấn, mỗi giấy"), (150_000, "Trên 15 tấn, mỗi giấy")],
        ),
        (
            "Phí sát hạch: + Lý thuyết: 60.000 đồng/lần. + Thực hành: 70.000 đồng/lần.",
            [(60_000, "Phí sát hạch: Lý thuyết, mỗi lần"), (70_000, "Phí sát hạch: Thực hành, mỗi lần")],
        ),
        ("Nộp 150.000 đồng + (số tấn x 15.000 đồng/tấn)", [(None, "Nộp 150.000 đồng + (số tấn x 15.000 đồng/tấn)")]),
        ("+ 17,5 triệu đồng/Giấy chứng nhận", [(17_500_000, "mỗi Giấy chứng nhận")]),
    ],
)
def test_amounts_in_the_note_of_a_zero_are_read(note: str, fees: list[tuple[int | None, str]]) -> None:
    assert told(0, note) == fees


@pytest.mark.parametrize(
    ("note", "fees"),
    [
        ("", [(0, "")]),
        ("Không thu lệ phí", [(0, "miễn phí")]),
        ("- Miễn lệ phí (Thông tư số 47/2019/TT-BTC)", [(0, "miễn phí")]),
        ("Không thu lệ phí đăng ký đối với tổ hợp tác", [(None, "Không thu lệ phí đăng ký đối với tổ hợp tác")]),
        ("Do Hội đồng nhân dân cấp tỉnh quy định.", [(None, "Do Hội đồng nhân dân cấp tỉnh quy định")]),
        ("Gia hạn hộ chiếu", [(0, "Gia hạn hộ chiếu")]),
        ("|", [(0, "")]),
    ],
)
def test_a_zero_is_free_only_where_that_is_written(note: str, fees: list[tuple[int | None, str]]) -> None:
    assert told(0, note) == fees


@pytest.mark.parametrize(
    ("amount", "note", "fees"),
    [
        (135, "Lệ phí cấp giấy phép lái xe: 135.000 đồng/lần.", [(135_000, "Lệ phí cấp giấy phép lái xe, mỗi lần")]),
        (20, "20.000 vnđ / tờ khai", [(20_000, "mỗi tờ khai")]),
        (70, "Cấp mới hộ chiếu", [(70, "Cấp mới hộ chiếu")]),
        (100, "100 USD/thẻ.", [(None, "100 USD/thẻ")]),
        (40, "4.000 đ/giấy", [(40, "4.000 đ/giấy")]),
    ],
)
def test_thousands_are_given_back_where_the_note_says_them(amount: int, note: str, fees: list[tuple[int | None, str]]) -> None:
    assert told(amount, note) == fees


@pytest.mark.parametrize(
    ("amount", "note", "fees"),
    [
        (800_000, f"áp dụng mức phí 400.000 đồng/hồ sơ {HALVED}", {(800_000, AFTER, None), (400_000, date(2025, 7, 1), END)}),
        (800, f"áp dụng mức phí 400.000 đồng/hồ sơ {HALVED}", {(800_000, AFTER, None), (400_000, date(2025, 7, 1), END)}),
        (25_000, "25.000đ/giấy (áp dụng đến hết ngày 31/12/2026)", {(25_000, None, END)}),
        (60_000, "60.000 đồng (Kể từ ngày 01 tháng 01 năm 2027 trở đi: 120.000 đồng)", {(60_000, None, END), (120_000, AFTER, None)}),
        (
            2_000_000,
            "(Miễn phí từ ngày 07/4/2026 đến 30/6/2026)",
            {(0, date(2026, 4, 7), date(2026, 6, 30)), (2_000_000, date(2026, 7, 1), None)},
        ),
        (
            0,
            "* Theo quy định tại Thông tư số 64/2025/TT-BTC (kể từ ngày 01/7/2025 đến hết ngày 31/12/2026): + 3 triệu đồng",
            {(3_000_000, date(2025, 7, 1), END)},
        ),
        (25_000, "25.000 đồng/hồ sơ (theo Thông tư số 64/2025/TT-BTC)", {(25_000, date(2025, 7, 1), END)}),
        (
            5_000_000,
            "* Theo Thông tư 64/2025/TT-BTC (kể từ ngày 01/7/2025 đến hết ngày 31/12/202): + Cấp mới: 5 triệu đồng/giấy.",
            {(5_000_000, date(2025, 7, 1), END)},
        ),
        (17_500_000, "* Theo Thông tư 64/2025/TT-BTC (kể từ ngày 01/7/2025 đến", {(17_500_000, date(2025, 7, 1), END)}),
        (
            75_000,
            "Lệ phí đăng bạ. Kể từ ngày 01 tháng 01 năm 2027 trở đi, mức thu: 150.000 đồng.) Phí : 250000 Đồng (Phí thẩm định",
            {(75_000, None, END), (150_000, AFTER, None)},
        ),
        (
            100_000,
            (
                "Cấp: 100.000 đ. Từ ngày 01/01/2027 trở đi: 200.000 đ.) Phí : 250.000 Đồng (Thẩm định); Đăng bạ: 75.000 đ. "
                "Từ ngày 01/01/2027 trở đi, đăng bạ: 150.000 đ"
            ),
            {(100_000, None, END), (200_000, AFTER, None), (250_000, None, None), (75_000, None, END), (150_000, AFTER, None)},
        ),
        (50_000, "25.000.000đ/giấy (áp dụng đến hết ngày 31/12/2026)", {(50_000, None, None)}),
        (50_000, "áp dụng đến hết ngày 31/02/2026", {(50_000, None, None)}),
    ],
)
def test_a_period_is_kept_with_what_holds_in_it(amount: int, note: str, fees: set[tuple[int, date | None, date | None]]) -> None:
    assert {(fee.amount, fee.since, fee.until) for fee in fees_in(Fee(amount=amount, note=note))} == fees


@pytest.mark.parametrize(
    ("whole", "fees"),
    [
        ("11.000.000", {(5_500_000, date(2025, 7, 1), END), (11_000_000, AFTER, None)}),
        ("12.000.000", {(5_500_000, date(2025, 7, 1), END)}),  # no half of it: of another case
    ],
)
def test_after_a_half_the_whole_is_paid(whole: str, fees: set[tuple[int, date | None, date | None]]) -> None:
    note = f"Theo Thông tư số 59/2023/TT-BTC: {whole} đồng/hồ sơ. (Từ ngày 01/7/2025 đến hết ngày 31/12/2026 áp dụng mức phí theo Quyết định 2495/QĐ-BYT)"
    assert {(fee.amount, fee.since, fee.until) for fee in fees_in(Fee(amount=5_500_000, note=note))} == fees


def test_of_a_long_table_the_beginning_is_read() -> None:
    table = "; ".join(f"Loại {number}: {number}.000 đồng" for number in range(100, 200))
    assert len(fees_in(Fee(amount=0, note=table))) == MOST_OF_NOTE


def test_an_amount_that_is_another_for_some_time_holds_from_the_day_after() -> None:
    always, now = Fee(amount=100, note="Dưới 50 tỷ:"), Fee(amount=50, note="dưới 50 tỷ", since=date(2025, 7, 1), until=END)
    assert of_one_way([always, now]) == (always.model_copy(update={"since": AFTER}), now)


def test_another_cases_amount_is_left_alone() -> None:
    fees = (Fee(amount=100, note="Trên 50 tỷ"), Fee(amount=50, note="dưới 50 tỷ", since=date(2025, 7, 1), until=END))
    assert of_one_way(fees) == fees


@given(st.none() | st.integers(0, 10**9), anything)
def test_whatever_is_written_something_is_said(amount: int | None, note: str) -> None:
    fees = fees_in(Fee(amount=amount, note=note))
    assert fees
    assert all(len(fee.note) <= LONGEST_CONDITION + 2 for fee in fees)
