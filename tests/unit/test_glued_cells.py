"""A table of ways, limits and fees that the portal's export has run together is read row by row."""

from __future__ import annotations

import pytest

from knowledge.checks.fact_check import compared
from knowledge.facts.glued_cells import Row, rows_of
from knowledge.facts.quantities import submissions_of
from knowledge.records.procedure import Fee, Procedure, Submission, TimeLimit, TimeUnit, Way

FREE = Fee(amount=0, note="Miễn phí")


def limit(amount: float, unit: TimeUnit = TimeUnit.WORKING_DAY) -> TimeLimit:
    return TimeLimit(amount=amount, unit=unit)


def test_each_way_keeps_its_own_limit_and_fee() -> None:
    table = "Trực tuyến2 Ngày làm việcMiễn phíDịch vụ bưu chính3 Ngày làm việc150,000 VNĐ(Theo biểu phí.)Trực tiếp1Miễn phí"
    assert submissions_of(table, "2 Ngày làm việc; 3 Ngày làm việc", "") == (
        Submission(way=Way.ONLINE, time_limits=(limit(2),), fees=(FREE,)),
        Submission(way=Way.POST, time_limits=(limit(3),), fees=(Fee(amount=150_000, note="Theo biểu phí."),)),
        Submission(way=Way.DIRECT, time_limits=(limit(1, TimeUnit.UNKNOWN),), fees=(FREE,)),
    )


def test_what_is_said_of_a_way_stays_with_it() -> None:
    table = "Trực tiếp28 Giờ1,000,000 Việt Nam Đồng(Phí thẩm định (cơ sở))Kể từ khi nhận đủ hồ sơTrực tuyếnKhông có thông tinKhông có thông tin(1) Gửi ở Cổng"
    assert rows_of(table) == (
        Row("Trực tiếp", "28 Giờ", "1,000,000 VNĐ (Phí thẩm định (cơ sở))", "Kể từ khi nhận đủ hồ sơ"),
        Row("Trực tuyến", "Không có thông tin", "Không có thông tin", "(1) Gửi ở Cổng"),
    )
    online = submissions_of(table, "29 Ngày", "")[1]
    assert (online.time_limits, online.fees, online.note) == ((limit(29, TimeUnit.DAY),), (), "(1) Gửi ở Cổng")


def test_a_remark_says_more_than_that_nothing_is_paid() -> None:
    (only,) = submissions_of("Trực tiếp3 NgàyMiễn phí(Không quy định.)", "", "")
    assert only.fees == (Fee(amount=0, note="Không quy định."),)
    assert not only.fees[0].is_free


@pytest.mark.parametrize(
    "text",
    [
        "Trực tuyến: Trong 5 ngày làm việc\nTrực tiếp: 5 ngày",
        "Nộp trực tiếp hoặc Trực tuyến5 Ngày làm việcMiễn phí",
        "Trực tuyến",
        "Trực tiếp(phí 5 đồng",
        "",
    ],
)
def test_what_stands_apart_is_left_as_it_is(text: str) -> None:
    assert rows_of(text) == ()


def test_the_check_of_the_sheet_finds_a_row_that_was_taken_for_words() -> None:
    unread = Procedure(
        code="9.000001", name="Đăng ký nuôi chó", submissions=(Submission(way=Way.DIRECT, note="Trực tuyến3 Ngày làm việcMiễn phí"),)
    )
    assert any("dính nhau" in fault for fault in compared([unread], [unread]).faults)
    read = unread.model_copy(update={"submissions": submissions_of("Trực tuyến3 Ngày làm việcMiễn phí", "", "")})
    assert not any("dính nhau" in fault for fault in compared([read], [read]).faults)
