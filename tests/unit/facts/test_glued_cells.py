"""A table of ways, limits and fees that the portal's export has run together is read row by row."""

from __future__ import annotations

import pytest

from knowledge.checks.fact_check import compared
from knowledge.facts.glued_cells import Row, papers_apart, rows_of
from knowledge.facts.quantities import submissions_of
from knowledge.readers.national.jsonl import documents_of
from knowledge.records.procedure import Fee, Procedure, RequiredDocument, Submission, TimeLimit, TimeUnit, Way

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


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        (
            "- Đơn đề nghị theo mẫu.MẪU ĐƠN 2.docx1 bản chính,1 bản sao- Bản gốc chứng chỉ;1 bản chính2. Ảnh thẻ; 1 bản chính3. Giấy khác0 bản chính,2 bản sao",
            [("", "Đơn đề nghị theo mẫu.", 1, 1), ("", "Bản gốc chứng chỉ;", 1, 0), ("", "Ảnh thẻ;", 1, 0), ("", "Giấy khác", 0, 2)],
        ),
        (
            "Cấp mới: Tên giấy tờMẫu đơn, tờ khaiSố lượnga) Đơn xin;1 bản chínhCấp lạiTên giấy tờMẫu đơn, tờ khaiSố lượngGiấy đã cấp0 bản chính",
            [("Cấp mới", "Đơn xin;", 1, 0), ("Cấp lại", "Giấy đã cấp", 0, 0)],
        ),
        (
            "Bao gồm Tên giấy tờ Mẫu đơn, tờ khai Số lượng Đơn xin chuyển trường. Bản chính: 1 - Bản sao: 0 Văn bản đồng ý. Bản chính: 0 - Bản sao: 1",
            [("", "Đơn xin chuyển trường.", 1, 0), ("", "Văn bản đồng ý.", 0, 1)],
        ),
        ("Biên lai: 01 bản chính (theo mẫu 01 năm 2011)0 bản chính", [("", "Biên lai: 01 bản chính (theo mẫu 01 năm 2011)", 0, 0)]),
        ("Đơn theo Luật 20251 bản chính.1 bản chính", [("", "Đơn theo Luật 2025", 1, 0)]),
    ],
)
def test_papers_that_were_run_together_are_told_apart(text: str, papers: list[tuple[str, str, int, int]]) -> None:
    assert [(paper.case, paper.name, paper.originals, paper.copies) for paper in documents_of(text)] == papers


@pytest.mark.parametrize("text", ["- Đơn\nSố lượng: Bản chính: 1, Bản sao: 0", "Nộp 1 bản chính và 1 bản sao.", "Thực hiện theo luật", ""])
def test_a_dossier_that_stands_apart_is_left_as_it_is(text: str) -> None:
    assert papers_apart(text) == text


def test_the_check_of_the_sheet_finds_a_count_that_was_taken_for_a_name() -> None:
    paper = RequiredDocument(name="Đơn xin;1 bản chính2. Ảnh")
    unread = Procedure(code="9.000001", name="Đăng ký nuôi chó", documents=(paper,))
    assert any("số bản dính" in fault for fault in compared([unread], [unread]).faults)
