"""An imported record is compared with the official one of its code, and waits where it says otherwise."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.facts.fact_sheet import SHEET, read
from knowledge.loading.library import load
from knowledge.publications.differences import differences_of
from knowledge.publications.imported import DIFFERENCES
from knowledge.publications.importing import Report, Terms, accept, drop, import_documents
from knowledge.readers import silent
from knowledge.records.procedure import Fee, LegalReference, Procedure, RequiredDocument, Submission, TimeLimit, TimeUnit, Way

DAY = date(2026, 3, 1)
OFFICIAL = Procedure(
    code="1.000101",
    name="Cấp thẻ bạn đọc",
    decision="5/QĐ-BX",
    agency="Thư viện tỉnh; Sở Văn hóa",
    applicants=("Công dân Việt Nam", "Người nước ngoài"),
    submissions=(Submission(way=Way.DIRECT, time_limits=(TimeLimit(amount=5, unit=TimeUnit.DAY),), fees=(Fee(amount=20_000),)),),
    documents=(RequiredDocument(name="Đơn"), RequiredDocument(name="Ảnh")),
    legal_basis=(LegalReference(number="46/2019/QH14"),),
)


def _told(**changed: object) -> list[str]:
    return [str(difference) for difference in differences_of(OFFICIAL.model_copy(update=changed), OFFICIAL)]


def test_the_same_record_differs_in_nothing() -> None:
    assert _told() == []


def test_capitals_order_and_the_word_procedure_are_no_difference() -> None:
    assert (
        _told(name="Thủ tục CẤP THẺ bạn đọc", agency="Sở Văn hóa, Thư viện Tỉnh", applicants=("Người nước ngoài", "Công dân Việt Nam"))
        == []
    )


def test_what_only_one_of_them_says_contradicts_nobody() -> None:
    assert _told(decision="", submissions=(), documents=(), steps="Bước 1: đến quầy.") == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"name": "Thu thẻ"}, "tên: bản công bố “Cấp thẻ bạn đọc” · tệp này “Thu thẻ”"),
        (
            {"submissions": (Submission(way=Way.DIRECT, time_limits=(TimeLimit(amount=7, unit=TimeUnit.DAY),)),)},
            "thời hạn giải quyết: bản công bố “1 mục, chỉ ở đây: 5 ngày” · tệp này “1 mục, chỉ ở đây: 7 ngày”",
        ),
        (
            {"submissions": (Submission(way=Way.DIRECT, fees=(Fee(amount=30_000),)),)},
            "phí, lệ phí: bản công bố “1 mục, chỉ ở đây: 20.000 đồng” · tệp này “1 mục, chỉ ở đây: 30.000 đồng”",
        ),
        (
            {"submissions": (Submission(way=Way.POST),)},
            "cách nộp: bản công bố “1 mục, chỉ ở đây: Nộp trực tiếp” · tệp này “1 mục, chỉ ở đây: Nộp qua bưu chính”",
        ),
        (
            {"documents": (RequiredDocument(name="Đơn"), RequiredDocument(name="Ảnh"), RequiredDocument(name="Phiếu khám"))},
            "giấy tờ: bản công bố “2 mục, đều có ở bên kia” · tệp này “3 mục, chỉ ở đây: Phiếu khám”",
        ),
    ],
)
def test_each_fact_that_differs_is_told_with_both_sides(changed: dict[str, object], told: str) -> None:
    assert _told(**changed) == [told]


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    lines = [{"code": "1.000101", "name": "Thu thẻ"}, {"code": "1.000102", "name": "Trả sách"}]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "content"


def _import(documents: Path, into: Path, *, is_accepted: bool = False, is_dry: bool = False) -> Report:
    return import_documents([documents], into, None, silent, DAY, Terms({OFFICIAL.code: OFFICIAL}, is_accepted, is_dry))


def test_what_differs_waits_and_the_rest_is_taken(documents: Path, into: Path) -> None:
    report = _import(documents, into)
    assert (report.added, report.waiting) == (("1.000102",), ("1.000101",))
    assert [changed.code for changed in report.differing] == ["1.000101"]
    assert list(load([into]).procedures) == ["1.000102"]
    assert load([into]).unread == ()
    assert "tệp này “Thu thẻ”" in (into / DIFFERENCES).read_text()


def test_what_waits_is_taken_when_it_is_accepted(documents: Path, into: Path) -> None:
    _import(documents, into)
    report = accept(into, {("procedures", "1.000101")}, silent, {OFFICIAL.code: OFFICIAL})
    assert report.added == ("1.000101",)
    assert list(load([into]).procedures) == ["1.000101", "1.000102"]
    assert not (into / DIFFERENCES).exists()
    assert accept(into, None, silent, {}) == Report()


def test_what_waits_can_be_dropped_and_nothing_else_is(documents: Path, into: Path) -> None:
    _import(documents, into)
    assert drop(into, {("procedures", "1.000101"), ("plans", "x")}, silent, {}) == ("1.000101",)
    assert accept(into, None, silent, {}) == Report()
    assert list(load([into]).procedures) == ["1.000102"]


def test_a_held_import_makes_everything_wait_whatever_room_it_belongs_to(tmp_path: Path, documents: Path, into: Path) -> None:
    notice = tmp_path / "tb.txt"
    notice.write_text("THÔNG BÁO\nVề lịch trực\nĐiều 1. Ngày trực\nThứ hai.")
    terms = Terms(is_held=True, is_confined=True)
    report = import_documents([documents, notice], into, None, silent, DAY, terms)
    assert report == Report(waiting=("1.000101", "1.000102", "thong-bao-ve-lich-truc-tb-txt"))
    assert len(load([into])) == 0
    assert len(accept(into, None, silent, {}).added) == 3
    assert import_documents([documents, notice], into, None, silent, DAY, terms).unchanged == report.waiting


def test_an_accepted_import_takes_it_at_once_and_still_tells_the_differences(documents: Path, into: Path) -> None:
    report = _import(documents, into, is_accepted=True)
    assert (report.added, report.waiting) == (("1.000101", "1.000102"), ())
    assert [changed.code for changed in report.differing] == ["1.000101"]
    assert _import(documents, into) == Report(unchanged=("1.000101", "1.000102"))


def test_a_dry_run_writes_nothing(documents: Path, into: Path) -> None:
    report = _import(documents, into, is_dry=True)
    assert (report.added, report.waiting) == (("1.000102",), ("1.000101",))
    assert not into.exists()


def test_a_unit_that_was_lost_is_no_difference() -> None:
    lost = Submission(way=Way.DIRECT, time_limits=(TimeLimit(amount=5, unit=TimeUnit.UNKNOWN),))
    assert _told(submissions=(lost,)) == []


def test_the_command_shows_the_differences_and_takes_them_with_yes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Against the sheet that ships with the product."""
    official = next(record for record in read(SHEET) if record.code == "1.001193")
    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps({"code": official.code, "name": "Đăng ký cái khác"}))
    into = tmp_path / "content"
    arguments = ["import", str(source), "--into", str(into)]
    assert main([*arguments, "--dry-run"]) == 0
    assert "chạy thử, chưa ghi gì: thêm 0" in capsys.readouterr().out
    assert not into.exists()
    assert main(arguments) == 0
    told = capsys.readouterr().out
    assert "chờ duyệt 1" in told
    assert f"bản công bố “{official.name}” · tệp này “Đăng ký cái khác”" in told
    assert main(["import", "--into", str(into)]) == 1
    assert main(["import", "--into", str(into), "--yes"]) == 0
    assert load([into]).procedures[official.code].name == "Đăng ký cái khác"
