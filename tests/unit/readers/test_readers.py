"""The readers of text: the portal's pages, lists, plans, other official texts; and what no reader may do."""

from __future__ import annotations

import gzip
import json
import re
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.errors import UnreadableError
from knowledge.facts.quantities import fees_of
from knowledge.readers import Reading, Refusal, Remark, kinds, silent
from knowledge.readers.contents import articles, decisions, letterhead, lines, listing, offices, paper_lines, questions, spoken_ways
from knowledge.readers.national import jsonl
from knowledge.readers.opening import decoding
from knowledge.records.faq import FaqEntry
from knowledge.records.plan import Plan
from knowledge.records.procedure import Level, Procedure, TimeUnit, Way
from knowledge.records.reference import Reference

PORTAL = """Chi tiết thủ tục hành chính
Mã thủ tục: 1.234567
Số quyết định: 12/QĐ-XYZ
Tên thủ tục: Cấp thẻ bạn đọc
Cấp thực hiện: Cấp Tỉnh, Cấp Xã
Loại thủ tục: TTHC không được luật giao quy định chi tiết
Lĩnh vực: Thư viện
Trình tự thực hiện:
    - Bước 1: đến quầy.
    Mô tả: chữ này vẫn thuộc trình tự

Cách thức thực hiện:
  * Hình thức nộp: ONLINE
    Thời hạn giải quyết: 5 WORKING_DAY
    Phí, lệ phí: 20000 VNĐ (mỗi thẻ) | 0 VNĐ (trẻ em)
    Mô tả: Nộp trên trang của thư viện.

Nhớ xem lại ảnh.
  * Hình thức nộp: DIRECT
    Thời hạn giải quyết: 11 ngày
    Phí, lệ phí: Không có thông tin
  * Hình thức nộp: ONLINE
    Thời hạn giải quyết: 7 WORKING_DAY
    Phí, lệ phí: Không có thông tin
  * Hình thức nộp: POSTAL
    Thời hạn giải quyết:  OTHER
    Phí, lệ phí: Không có thông tin

Thành phần hồ sơ:
  [ Người lớn: ]
    - Đơn theo mẫu TV01
      Số lượng: Bản chính: 1, Bản sao: 0
    - - Ảnh thẻ
      Số lượng: Bản chính: 2, Bản sao: 1

Đối tượng thực hiện: Công dân Việt Nam, Người nước ngoài
Cơ quan thực hiện: Không có thông tin
Cơ quan có thẩm quyền: Thư viện tỉnh
Địa chỉ tiếp nhận HS: Không có thông tin
Cơ quan được ủy quyền: Không có thông tin
Cơ quan phối hợp: Không có thông tin
Kết quả thực hiện: Thẻ bạn đọc
Căn cứ pháp lý:
  * Luật Thư viện (46/2019/QH14)

Yêu cầu, điều kiện thực hiện: Có nơi ở ổn định
Kết quả thực hiện: dòng này là một phần của điều kiện
Từ khóa: thẻ; sách
Mô tả: Không có thông tin"""

PLAN = """Số: 45 /KH-UBND

Lâm Đồng, ngày 03 tháng 02 năm 2026

KẾ HOẠCH
Phổ biến dịch vụ công năm 2026

Ủy ban nhân dân tỉnh ban hành Kế hoạch phổ biến như sau:

I. MỤC ĐÍCH
Để mọi người biết cách nộp hồ sơ qua mạng mà không phải đi xa, nhất là người già ở các

buôn làng.
II. VIỆC CẦN LÀM
Theo bảng kèm theo.
Nơi nhận:
- Như trên.

PHỤ LỤC

TT	Nội dung công việc	Đơn vị chủ trì	Đơn vị phối hợp	Thời gian hoàn thành
I.	Việc chung
1	In tờ gấp hướng	Sở Nội vụ; UBND cấp huyện, cấp xã	Báo Lâm Đồng, Sở Tư	Quý II/2026

	dẫn nộp hồ sơ		pháp
2	Mở lớp tập huấn	- Sở Tư pháp; - Văn phòng UBND tỉnh		Thường xuyên
II.	Việc riêng
1.	Báo cáo	Các Sở, ban, ngành		Định kỳ 6 tháng
"""

LABELLED = """KẾ HOẠCH
Truyền thông năm 2025

(Ban hành kèm theo Quyết định số /QĐ-UBND ngày /3/2025 của UBND tỉnh Hòa An)

I. HOẠT ĐỘNG CHÍNH
1. Phát tờ rơi tại chợ
- Thời gian thực hiện: Hàng quý.
- Chủ trì thực hiện: Sở Nội vụ; UBND các xã, phường.
- Cách thức thực hiện:
+ Phát vào phiên chợ.
2. Tuyên truyền trên mạng
a) Trang của tỉnh:
- Thời gian: tháng 5/2025
- Cơ quan chủ trì: Sở Văn hóa, Thể thao và Du lịch
- Cơ quan phối hợp: Văn phòng UBND tỉnh, các sở, ban, ngành
b) Trách nhiệm thực hiện: Báo Hòa An chủ trì, phối hợp với Đài Phát thanh tỉnh đăng tin.
3. Việc khác
a) Sở Y tế tổ chức hội thi tìm hiểu.
II. TỔ CHỨC THỰC HIỆN
1. Sở Tài chính
- Bố trí kinh phí hằng năm.
- Chủ trì, phối hợp với Sở Nội vụ kiểm tra.
2. Đề nghị Tỉnh đoàn: Vận động đoàn viên tham gia.
Trên đây là Kế hoạch, các đơn vị thực hiện./.
"""


def _write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def _read(path: Path, kind: str | None = None) -> list[Reading]:
    return list(kinds.READERS[kind or kinds.kind_of(path)](path, silent))


def _only(readings: list[Reading], kind: type) -> Reading:
    assert [type(reading) for reading in readings] == [kind], readings
    return readings[0]


@pytest.fixture
def portal_procedure(tmp_path: Path) -> Procedure:
    record = _only(_read(_write(tmp_path, "a.txt", PORTAL)), Procedure)
    assert isinstance(record, Procedure)
    return record


def test_reads_every_field_of_a_portal_page(portal_procedure: Procedure) -> None:
    record = portal_procedure
    assert (record.code, record.name, record.decision, record.field) == ("1.234567", "Cấp thẻ bạn đọc", "12/QĐ-XYZ", "Thư viện")
    assert record.levels == (Level.PROVINCE, Level.COMMUNE)
    assert record.agency == "Thư viện tỉnh"
    assert record.applicants == ("Công dân Việt Nam", "Người nước ngoài")
    assert record.keywords == ("thẻ", "sách")
    assert [(basis.number, basis.title) for basis in record.legal_basis] == [("46/2019/QH14", "Luật Thư viện")]
    assert [(paper.name, paper.originals, paper.copies, paper.case) for paper in record.documents] == [
        ("Đơn theo mẫu TV01", 1, 0, "Người lớn"),
        ("Ảnh thẻ", 2, 1, "Người lớn"),
    ]


def test_joins_the_blocks_of_one_way_of_submission(portal_procedure: Procedure) -> None:
    online, direct, post = portal_procedure.submissions
    assert (online.way, direct.way, post.way) == (Way.ONLINE, Way.DIRECT, Way.POST)
    assert [(limit.amount, limit.unit) for limit in online.time_limits] == [(5, TimeUnit.WORKING_DAY), (7, TimeUnit.WORKING_DAY)]
    assert [(fee.amount, fee.note) for fee in online.fees] == [(20_000, "mỗi thẻ"), (0, "trẻ em")]
    assert online.note == "Nộp trên trang của thư viện.\n\nNhớ xem lại ảnh."
    assert [(limit.amount, limit.unit) for limit in direct.time_limits] == [(11, TimeUnit.DAY)]
    assert (post.time_limits, post.fees) == ((), ())


def test_a_label_out_of_its_order_stays_part_of_the_text(portal_procedure: Procedure) -> None:
    assert portal_procedure.steps == "- Bước 1: đến quầy.\nMô tả: chữ này vẫn thuộc trình tự"
    assert portal_procedure.conditions == "Có nơi ở ổn định\nKết quả thực hiện: dòng này là một phần của điều kiện"
    assert portal_procedure.result == ("Thẻ bạn đọc",)


def test_takes_the_good_pages_of_a_file_and_refuses_the_bad_one_by_its_code(tmp_path: Path) -> None:
    bad = PORTAL.replace("1.234567", "khong-phai-ma")
    good, refusal = _read(_write(tmp_path, "a.txt", f"{PORTAL}\n\n{bad}"))
    assert isinstance(good, Procedure)
    assert isinstance(refusal, Refusal)
    assert "khong-phai-ma" in refusal.reason


def test_refuses_a_file_that_holds_one_bad_page(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="name"):
        _read(_write(tmp_path, "a.txt", PORTAL.replace("Tên thủ tục: Cấp thẻ bạn đọc", "Tên thủ tục:")))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_reads_text_in_every_unicode_encoding(tmp_path: Path, encoding: str) -> None:
    _only(_read(_write(tmp_path, "a.txt", PORTAL.encode(encoding))), Procedure)


def test_reads_windows_1258() -> None:
    composed = "Tên: Nguyễn thị hoa, ở đường Lê Lợi. Người dân nộp hồ sơ tại xã. Đã ký."
    encoded = b"".join(_cp1258(char) for char in composed)
    assert decoding.decoded("a.txt", encoded) == composed


def _cp1258(char: str) -> bytes:
    try:
        return char.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", char)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in "\u0300\u0301\u0303\u0309\u0323"))
        return (base + next(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")).encode("cp1258")


def test_reads_a_line_of_the_export_and_refuses_a_bad_line_by_its_number(tmp_path: Path) -> None:
    good = json.dumps({"code": "1.234567", "name": "Cấp thẻ"})
    data = "\n".join([good, "{", '["x"]', '{"code": "1.2", "name": ""}', "", good.replace("1.234567", "2.000001")]).encode()
    readings = _read(_write(tmp_path, "a.jsonl.gz", gzip.compress(data)))
    assert [reading.code for reading in readings if isinstance(reading, Procedure)] == ["1.234567", "2.000001"]
    assert [reading.name for reading in readings if isinstance(reading, Refusal)] == [f"a.jsonl.gz, dòng {number}" for number in (2, 3, 4)]


def test_keeps_what_stands_before_the_end_of_a_cut_archive(tmp_path: Path) -> None:
    packed = gzip.compress(b"".join(json.dumps({"code": f"1.{n:06}", "name": "Cấp"}).encode() + b"\n" for n in range(5_000)))
    path = _write(tmp_path, "a.jsonl.gz", packed[: len(packed) // 2])
    seen: list[Reading] = []
    with pytest.raises(UnreadableError, match="hỏng"):
        seen.extend(kinds.READERS["jsonl"](path, silent))
    assert len(list(_until_error(path))) > 100


def _until_error(path: Path) -> Iterator[Reading]:
    try:
        yield from kinds.READERS["jsonl"](path, silent)
    except UnreadableError:
        return


def test_reads_a_plan_with_its_table_over_two_pages(tmp_path: Path) -> None:
    plan = _only(_read(_write(tmp_path, "ke-hoach.txt", PLAN)), Plan)
    assert isinstance(plan, Plan)
    assert (plan.number, plan.issued, plan.place, plan.issuer) == ("45/KH-UBND", "2026-02-03", "Lâm Đồng", "Ủy ban nhân dân tỉnh Lâm Đồng")
    assert plan.title == "Kế hoạch phổ biến dịch vụ công năm 2026"
    assert [section.title for section in plan.sections] == ["I. MỤC ĐÍCH", "II. VIỆC CẦN LÀM"]
    assert "ở các buôn làng" in plan.sections[0].text
    first, second, third = plan.tasks
    assert (first.no, first.content, first.when) == ("I.1", "In tờ gấp hướng dẫn nộp hồ sơ", "Quý II/2026")
    assert first.lead == ("Sở Nội vụ", "UBND cấp huyện, cấp xã")
    assert first.support == ("Báo Lâm Đồng", "Sở Tư pháp")
    assert second.lead == ("Sở Tư pháp", "Văn phòng UBND tỉnh")
    assert (third.no, third.section) == ("II.1", "II. Việc riêng")


def test_reads_the_labelled_activities_and_duties_of_a_plan_without_a_table(tmp_path: Path) -> None:
    plan = _only(_read(_write(tmp_path, "ke-hoach.txt", LABELLED)), Plan)
    assert isinstance(plan, Plan)
    assert plan.issuer == "Ủy ban nhân dân tỉnh Hòa An"
    assert [task.no for task in plan.tasks] == ["I.1", "I.2.a", "I.3.a", "II.1", "II.1", "II.2"]
    leaflets, page, contest, money, check, youth = plan.tasks
    assert (leaflets.lead, leaflets.when) == (("Sở Nội vụ", "UBND các xã, phường"), "Hàng quý")
    assert page.lead == ("Sở Văn hóa, Thể thao và Du lịch", "Báo Hòa An")
    assert page.support == ("Văn phòng UBND tỉnh", "các sở, ban, ngành", "Đài Phát thanh tỉnh")
    assert contest.lead == ("Sở Y tế",)
    assert money.lead == check.lead == ("Sở Tài chính",)
    assert check.support == ("Sở Nội vụ",)
    assert (youth.lead, youth.content) == (("Tỉnh đoàn",), "Vận động đoàn viên tham gia.")


@pytest.mark.parametrize(
    ("line", "issued"),
    [
        ("Huế, ngày 5 tháng 3 năm 2024", "2024-03-05"),
        ("Huế, ngày … tháng 3 năm 2024", "2024-03"),
        ("Huế, ngày tháng năm 2021", "2021"),
        ("Huế, ngày tháng năm", ""),
        ("Huế, ngày 45 tháng 13 năm 2024", "2024"),
    ],
)
def test_a_date_with_blanks_is_as_exact_as_the_text(line: str, issued: str) -> None:
    assert letterhead.letterhead(["Số: 1/TB-UBND", line, "THÔNG BÁO", "Nghỉ lễ"]).issued == issued


def test_the_number_of_a_cited_law_is_not_the_number_of_the_text() -> None:
    head = letterhead.letterhead(["THÔNG BÁO", "Nghỉ lễ", "Căn cứ Nghị định số 12/2020/NĐ-CP", "Số: 9/2021/QĐ-TTg"])
    assert head.number == ""


def test_reads_another_official_text_as_a_reference_cut_at_its_articles(tmp_path: Path) -> None:
    head = "BỘ X\nSố: 7/2025/TT-BX\nHà Nội, ngày 1 tháng 2 năm 2025\nTHÔNG TƯ\nQuy định về đèn\n"
    text = f"{head}Điều 1. Phạm vi\nMọi đèn.\nĐiều 2. Hiệu lực\nNgay."
    record = _only(_read(_write(tmp_path, "tt.txt", text)), Reference)
    assert isinstance(record, Reference)
    assert (record.number, record.kind, record.issued, record.title) == (
        "7/2025/TT-BX",
        "Thông tư",
        "2025-02-01",
        "Thông tư quy định về đèn",
    )
    assert [section.title for section in record.sections[1:]] == ["Điều 1. Phạm vi", "Điều 2. Hiệu lực"]


def test_reads_a_text_with_statutory_headings_and_a_code_as_a_procedure(tmp_path: Path) -> None:
    text = (
        "QUY TRÌNH\nTên thủ tục: Cấp phép treo đèn\nMã TTHC: 1.765432\n1. Trình tự thực hiện:\nĐến nộp.\na. Thành phần, số lượng hồ sơ:\n"
        "- Đơn\n- Bản vẽ\nb. Thời hạn giải quyết: 5 ngày làm việc\nđ. Kết quả thực hiện:\nGiấy phép\ne. Lệ phí: Không"
    )
    record = _only(_read(_write(tmp_path, "qt.txt", text)), Procedure)
    assert isinstance(record, Procedure)
    assert (record.code, record.name, record.result) == ("1.765432", "Cấp phép treo đèn", ("Giấy phép",))
    assert [paper.name for paper in record.documents] == ["Đơn", "Bản vẽ"]
    assert record.submissions[0].time_limits[0].amount == 5


def test_reads_a_list_of_procedures_and_gives_the_field_of_its_heading() -> None:
    rows = [
        ["DANH MỤC"],
        ["STT", "Mã TTHC", "Tên thủ tục hành chính", "Cơ quan thực hiện", "Cấp"],
        ["I", "LĨNH VỰC THƯ VIỆN"],
        ["1", "1.234567", "Cấp thẻ\nbạn đọc", "Thư viện\nSở X", "Cấp tỉnh"],
        ["2", "hỏng", "Trả sách", "", ""],
    ]
    record, refusal = listing.procedures_in("ds", rows)
    assert isinstance(record, Procedure)
    assert (record.name, record.agency, record.levels) == ("Cấp thẻ bạn đọc", "Thư viện; Sở X", (Level.PROVINCE,))
    assert record.field.lower() == "thư viện"
    assert isinstance(refusal, Refusal)
    assert refusal.name == "ds, hàng 5"


def test_reads_a_csv_list(tmp_path: Path) -> None:
    path = _write(tmp_path, "ds.csv", 'Mã;Tên;Lĩnh vực\n1.234567;"Cấp thẻ; gia hạn";Thư viện\n')
    record = _only(_read(path), Procedure)
    assert isinstance(record, Procedure)
    assert record.name == "Cấp thẻ; gia hạn"


def test_a_row_of_a_csv_list_is_refused_by_its_number_in_the_file(tmp_path: Path) -> None:
    path = _write(tmp_path, "ds.csv", "DANH MỤC,,\n,,\nMã,Tên,Lĩnh vực\n1.234567,Cấp thẻ,Thư viện\n1.2,Trả sách,Thư viện\n")
    assert [reading.name for reading in _read(path) if isinstance(reading, Refusal)] == ["ds.csv, hàng 5"]


def test_the_lines_of_a_cell_of_a_csv_list_are_papers_of_their_own(tmp_path: Path) -> None:
    path = _write(tmp_path, "ds.csv", 'Mã,Tên,Hồ sơ\n1.234567,Cấp thẻ,"- Đơn\n- Ảnh thẻ"\n1.234568,Trả sách,\n')
    cards, books = _read(path)
    assert isinstance(cards, Procedure)
    assert [paper.name for paper in cards.documents] == ["Đơn", "Ảnh thẻ"]
    assert isinstance(books, Procedure)


def test_page_numbers_go_and_broken_sentences_are_joined() -> None:
    raw = ["Câu này bị ngắt ở giữa vì hết trang giấy của", "", "- 2 -", "", "cuốn sổ.", "¹ Chú thích một.", "Câu mới¹."]
    assert lines.joined(raw) == ["Câu này bị ngắt ở giữa vì hết trang giấy của cuốn sổ.", "Câu mới.", "¹ Chú thích một."]


@pytest.mark.parametrize("letter", "ĐĂÂÊÔƠƯÝỞ")
def test_a_line_that_begins_with_a_capital_goes_on_with_nothing(letter: str) -> None:
    raw = ["Đoạn này dài hơn bốn mươi chữ và hết dòng mà không có dấu chấm", f"{letter}n uống là một đoạn khác"]
    assert lines.joined(raw) == raw


def test_a_line_keeps_its_place_when_it_is_cleaned_and_joined() -> None:
    raw = [
        lines.Placed(text, f"dòng {n}")
        for n, text in enumerate(["**Đoạn này bị ngắt giữa chừng ở cuối dòng thứ nhất của", "bài.**", "Sau."], 1)
    ]
    assert [lines.where("a.txt", line) for line in lines.joined(raw)] == ["a.txt, dòng 1", "a.txt, dòng 3"]


def test_units_are_cut_only_before_another_office() -> None:
    assert offices.units_of("Sở Xây dựng, các sở, ban, ngành; UBND cấp huyện; cấp xã") == (
        "Sở Xây dựng",
        "các sở, ban, ngành",
        "UBND cấp huyện, cấp xã",
    )


@pytest.mark.parametrize(
    ("name", "data"), [("a.exe", b"MZ\0\0\0"), ("a.png", b"\x89PNG\r\n\0"), ("a.bin", b"\0\1\2\3" * 99), ("a.docx", b"hello")]
)
def test_refuses_what_is_no_document(tmp_path: Path, name: str, data: bytes) -> None:
    with pytest.raises(UnreadableError):
        _read(_write(tmp_path, name, data))


def _harmless(path: Path, kind: str | None) -> None:
    try:
        readings = _read(path, kind)
    except UnreadableError as error:
        reason = error.reason
    else:
        reason = "-"
        assert all(isinstance(reading, Procedure | Plan | Reference | FaqEntry | Refusal | Remark) for reading in readings)
    assert reason


_PLAIN = sorted(set(kinds.READERS) - {"doc", "xls"})
_PIECES = st.sampled_from(
    [
        *("Mã thủ tục: 1.234567\n", "\nTên thủ tục: X\n", "KẾ HOẠCH\n", "I. A\n", "a) b\n", "\t", "TT\tNội dung\tĐơn vị thực hiện\n"),
        *("Số: 1/KH-UBND\n", "{\\rtf1 ", "\\'e1", "\\u273", "}", "<h1>x</h1>", "<tr><td>a<td>b", "%PDF-1.4\n", "- Cơ quan chủ trì: Sở\n"),
        *("*", "\n", "Điều 1.", '{"code":"1.234567","name":"x"}\n', "¸", "aø"),
    ]
)
_TEXTS = st.lists(st.one_of(_PIECES, st.text(max_size=20)), max_size=30).map(
    lambda pieces: "".join(pieces).encode("utf-8", "surrogatepass")
)


@pytest.mark.parametrize("kind", [*_PLAIN, None])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.one_of(st.binary(max_size=400), _TEXTS))
def test_no_reader_raises_anything_but_unreadable(tmp_path: Path, kind: str | None, data: bytes) -> None:
    _harmless(_write(tmp_path, "a.txt", data), kind)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_normal_text_is_never_changed_twice_by_the_joiner(text: str) -> None:
    once = lines.joined(text.split("\n"))
    assert all("\n" not in line for line in once)


@pytest.mark.parametrize(
    "text",
    [
        "các " * 5_000,
        "[" + "\u2003" * 20_000 + "x",
        "(" + "1" * 50_000,
        "," * 50_000,
        "\n" * 50_000,
        " " * 50_000,
        "Nghệ An, ngày " * 5_000,
        "Thủ tục: Mã thủ tục: 1.000101 (" * 2_000,
        "?" * 50_000,
        "-" * 50_000 + " 5.000 đồng",
    ],
    ids=["các", "bracket", "number", "commas", "lines", "spaces", "dates", "codes", "questions", "dashes"],
)
def test_no_text_takes_longer_than_its_length(text: str) -> None:
    """A pattern that tries every way to read such a text would never come back."""
    started = time.perf_counter()
    jsonl.documents_of(text)
    jsonl.legal_basis_of(text)
    jsonl.split_list(text)
    offices.units_of(text)
    offices.duty_of(text)
    letterhead.letterhead([text, text])
    paper_lines.dossier_of(text)
    spoken_ways.submissions_in([text], [text], [text])
    decisions.stretches_of([text, text])
    articles.mended([text])
    list(articles.sections_of("X", [text]))
    questions.is_questions([text, "Trả lời:", text])
    list(listing.procedures_in("a", [[text, text]]))
    assert time.perf_counter() - started < 5


def test_numbers_that_no_document_needs_are_words() -> None:
    (fee,) = fees_of("9" * 5_000 + " đồng")
    assert fee.amount is None
    assert jsonl.documents_of("- Tờ khai\nSố lượng: Bản chính: " + "9" * 5_000 + ", Bản sao: 0")[0].originals == 0


@pytest.mark.parametrize("sign", ["; ", ". ", " ", ""])
def test_no_word_of_a_dossier_written_as_one_long_text_is_lost(sign: str) -> None:
    """Eighteen records of the national list hold one; what stood behind its 4,000th letter was dropped."""
    text = sign.join(f"Giấy tờ số {number}" for number in range(1_200))
    papers = jsonl.documents_of(text)
    assert len(papers) > 3
    assert max(len(paper.name) for paper in papers) <= jsonl.LONGEST_NAME
    assert re.sub(r"\W", "", "".join(paper.name for paper in papers)) == re.sub(r"\W", "", text)


def test_a_json_array_is_refused_once_and_not_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "mang.json"
    path.write_text('[\n{"code": "1.234567",\n"name": "Cấp thẻ"}\n]\n')
    with pytest.raises(UnreadableError, match="mỗi dòng một thủ tục"):
        list(jsonl.read(path, silent))


def test_a_row_of_a_list_without_a_code_is_refused_and_named() -> None:
    rows = [["STT", "Mã TTHC", "Tên TTHC", "Lĩnh vực"], ["I", "", "Lĩnh vực thư viện", ""], ["1", "", "Cấp thẻ", "Thư viện"]]
    assert list(listing.procedures_in("a.xlsx", rows)) == [Refusal("a.xlsx, hàng 3", "thiếu mã thủ tục: Cấp thẻ")]
