"""A decision with many procedures: a record each, nothing merged, nothing dropped without a word."""

from __future__ import annotations

import pytest

from knowledge.readers import Reading, Refusal, Remark
from knowledge.readers.contents import content, official
from knowledge.readers.contents.lines import Placed
from knowledge.records.procedure import Procedure, Way
from knowledge.records.reference import Reference

ONE = """{no}. Thủ tục: {name} ({label} {code})
{no}.1. Trình tự thực hiện:
- Bước 1: đến quầy số {no}.
{no}.2. Cách thức thực hiện:
- Nộp trực tiếp tại thư viện.
{no}.3. Thành phần, số lượng hồ sơ:
a) Thành phần hồ sơ:
- Đơn số {no};
b) Số lượng hồ sơ: 01 bộ.
{no}.4. Thời hạn giải quyết: {no} ngày làm việc.
{no}.5. Phí, lệ phí: {fee}
{no}.6. Yêu cầu, điều kiện: không.
{no}.7. Căn cứ pháp lý:
- Luật Thư viện số 46/2019/QH14;"""
HEAD = "A. THỦ TỤC HÀNH CHÍNH THỰC HIỆN TẠI CẤP XÃ"


def _decision(label: str = "Mã thủ tục:", **codes: str) -> list[str]:
    told = [
        ONE.format(no=1, name="Cấp thẻ bạn đọc", label=label, code=codes.get("one", "1.000101"), fee="20.000 đồng"),
        ONE.format(no=2, name="Trả lại sách", label=label, code=codes.get("two", "1.000102"), fee="Không thu lệ phí."),
    ]
    return [HEAD, *"\n".join(told).split("\n")]


def _records(readings: list[Reading]) -> list[Procedure]:
    return [reading for reading in readings if isinstance(reading, Procedure)]


@pytest.mark.parametrize("label", ["Mã thủ tục:", "Số hồ sơ TTHC", "Mã số TTHC:", "mã TTHC"])
def test_each_procedure_of_a_decision_is_a_record_of_its_own(label: str) -> None:
    one, two = _records(list(official.readings("qd.docx", _decision(label))))
    assert (one.code, one.name, one.steps) == ("1.000101", "Cấp thẻ bạn đọc", "- Bước 1: đến quầy số 1.")
    assert (two.code, two.name, two.steps) == ("1.000102", "Trả lại sách", "- Bước 1: đến quầy số 2.")
    assert [[paper.name for paper in record.documents] for record in (one, two)] == [["Đơn số 1"], ["Đơn số 2"]]
    assert [record.submissions[0].time_limits[0].amount for record in (one, two)] == [1, 2]
    assert [record.submissions[0].fees[0].amount for record in (one, two)] == [20_000, 0]
    assert [record.submissions[0].way for record in (one, two)] == [Way.DIRECT, Way.DIRECT]


def test_the_report_says_how_many_there_were_and_what_is_no_paper() -> None:
    remarks = [str(reading) for reading in official.readings("qd.docx", _decision()) if isinstance(reading, Remark)]
    assert remarks == [
        "qd.docx: 2 thủ tục trong một tệp; mỗi thủ tục thành một bản ghi riêng",
        "qd.docx: số bộ hồ sơ (ghi ở 2 thủ tục) không phải giấy tờ, không đưa vào danh sách giấy tờ",
    ]


def test_a_procedure_without_a_code_is_refused_by_its_line_and_not_added_to_the_one_before() -> None:
    lines = [line.replace(" (Mã thủ tục: 1.000102)", "") for line in _decision()]
    readings = list(official.readings("qd.txt", [Placed(line, f"dòng {n}") for n, line in enumerate(lines, 1)]))
    (one,) = _records(readings)
    assert "quầy số 2" not in one.model_dump_json()
    assert [reading for reading in readings if isinstance(reading, Refusal)] == [
        Refusal("qd.txt, dòng 16", "thủ tục “Trả lại sách” không có mã, chưa nhập được")
    ]


def test_a_code_that_comes_twice_is_refused_the_second_time() -> None:
    readings = list(official.readings("qd.docx", _decision(two="1.000101")))
    assert [record.name for record in _records(readings)] == ["Cấp thẻ bạn đọc"]
    assert "đã có ở trên" in next(reading.reason for reading in readings if isinstance(reading, Refusal))


def test_a_code_that_is_only_cited_begins_no_procedure() -> None:
    lines = _decision()
    at = lines.index("- Bước 1: đến quầy số 1.") + 1
    lines.insert(at, "- Bước 2: làm cùng thủ tục đăng ký khai sinh (mã thủ tục: 1.000199).")
    one, two = _records(list(official.readings("qd.docx", lines)))
    assert "1.000199" in one.steps
    assert two.code == "1.000102"


def test_a_list_at_the_head_of_a_decision_is_no_procedure_and_what_it_names_alone_is_told() -> None:
    listed = [
        "DANH MỤC",
        *(f"{n}. {name} (Mã thủ tục: {code})" for n, name, code in [(1, "Cấp thẻ", "1.000101"), (2, "Mở lớp", "1.000103")]),
    ]
    readings = list(official.readings("qd.docx", [*listed, "PHẦN II. NỘI DUNG", *_decision()]))
    assert [record.code for record in _records(readings)] == ["1.000101", "1.000102"]
    assert any(isinstance(reading, Remark) and reading.text.endswith("không thành bản ghi: 1.000103") for reading in readings)


def test_the_next_division_of_a_decision_is_no_law_of_the_procedure_before_it() -> None:
    (one, two) = _records(list(official.readings("qd.docx", [*_decision(), "PHỤ LỤC II", "Mẫu đơn số 1"])))
    assert [basis.title for basis in two.legal_basis] == ["Luật Thư viện số 46/2019/QH14;"]
    assert [basis.title for basis in one.legal_basis] == ["Luật Thư viện số 46/2019/QH14;"]


def test_the_blank_form_behind_a_procedure_is_no_law_and_is_told_of() -> None:
    lines = _decision()
    form = ["Mẫu CT01 ban hành kèm theo Thông tư", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "1. Họ và tên: ...."]
    readings = list(official.readings("qd.docx", [*lines[:15], *form, *lines[15:]]))
    assert [len(record.legal_basis) for record in _records(readings)] == [1, 1]
    assert any("“Mẫu CT01 ban hành kèm theo Thông tư”" in reading.text for reading in readings if isinstance(reading, Remark))


def test_a_name_too_long_for_a_record_is_refused_and_not_cut() -> None:
    lines = [line.replace("Cấp thẻ bạn đọc", "Cấp thẻ " + "bạn đọc " * 600) for line in _decision()[:15]]
    (refusal,) = official.readings("qd.docx", lines)
    assert isinstance(refusal, Refusal)
    assert "quá dài" in refusal.reason


def test_the_list_and_the_texts_of_one_decision_are_both_read() -> None:
    rows = ["STT\tMã TTHC\tTên thủ tục\tLĩnh vực", "1\t1.000101\tCấp thẻ bạn đọc\tThư viện", "2\t1.000105\tMở thư viện\tThư viện"]
    readings = list(content.readings("qd.docx", [*rows, *_decision()]))
    assert [record.code for record in _records(readings)] == ["1.000101", "1.000105", "1.000101", "1.000102"]


def test_text_beside_a_list_is_told_where_it_becomes_no_record() -> None:
    rows = ["STT\tMã TTHC\tTên thủ tục", "1\t1.000101\tCấp thẻ bạn đọc"]
    long = ["Điều 1. " + "Công bố kèm theo danh mục thủ tục. " * 20]
    assert [reading.text for reading in content.readings("qd.docx", [*long, *rows]) if isinstance(reading, Remark)] == [
        "đã đọc bảng danh mục; phần chữ ngoài bảng (524 chữ cái) không thành bản ghi"
    ]


def test_a_procedure_without_a_code_stays_a_reference_and_says_so() -> None:
    lines = [line.replace(" (Mã thủ tục: 1.000101)", "") for line in _decision()[:15]]
    remark, reference = official.readings("qd.docx", lines)
    assert isinstance(remark, Remark)
    assert "không có mã" in remark.text
    assert isinstance(reference, Reference)


def test_two_procedures_under_one_code_are_told_of() -> None:
    """The second has no heading of its own: only its numbers show that it is another."""
    lines = [line for line in _decision() if not line.startswith("2. Thủ tục")]
    readings = list(official.readings("qd.docx", lines))
    assert any("có thể là hai thủ tục" in reading.text for reading in readings if isinstance(reading, Remark))


def test_what_stands_under_no_heading_is_named() -> None:
    lines = [
        "# Cấp thẻ",
        "Mã TTHC: 1.000101",
        "## Quy trình 4 bước đơn giản",
        "1",
        "#### Nộp đơn",
        "Đến quầy.",
        "## Hồ sơ",
        "- Đơn",
        "## Phí",
        "5.000đ",
    ]
    record, remark = official.readings("a.html", [*lines, "## Khuyến mại", "Gọi ngay!"])
    assert isinstance(record, Procedure)
    assert record.steps == "1. Nộp đơn\nĐến quầy."
    assert remark == Remark("a.html", "thủ tục 1.000101: không thuộc phần nào, không đưa vào bản ghi: “Khuyến mại”; “Gọi ngay!”")
