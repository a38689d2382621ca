"""knowledge.publications.sheet: one record as the citizen would read it."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.checks.freshness import OutdatedWarning, Reason
from knowledge.facts.headings import TITLES
from knowledge.loading.library import Library
from knowledge.publications.sheet import fee, sheet, time_limit
from knowledge.records.procedure import (
    Fee,
    LegalReference,
    Level,
    Origin,
    Part,
    Procedure,
    RequiredDocument,
    Source,
    Submission,
    TimeLimit,
    TimeUnit,
    Way,
    stamped,
)
from tests import library

FULL = stamped(
    Procedure(
        code="9.000001",
        name="Đăng ký nuôi chó",
        field="Chăn nuôi",
        levels=(Level.COMMUNE, Level.PROVINCE),
        agency="UBND cấp xã",
        applicants=("Công dân", "Tổ chức"),
        steps="Nộp đơn.",
        submissions=(
            Submission(
                way=Way.DIRECT, note="tại quầy", time_limits=(TimeLimit(amount=5, unit=TimeUnit.WORKING_DAY),), fees=(Fee(amount=50_000),)
            ),
            Submission(way=Way.POST),
        ),
        documents=(RequiredDocument(name="Đơn", originals=1, copies=2, case="Chó mới"), RequiredDocument(name="Ảnh", case="Chó mới")),
        forms=("Mẫu số 1",),
        result=("Giấy nuôi chó",),
        conditions="Có sân.",
        legal_basis=(LegalReference(number="11/2099/NĐ-CP", title="về vật nuôi"),),
        url="https://example.org",
    ),
    Source(origin=Origin.OFFICIAL, title="12/QĐ-THU", as_of=date(2026, 5, 6)),
)

SHEET = """Đăng ký nuôi chó
Mã thủ tục: 9.000001
Lĩnh vực: Chăn nuôi
Cấp thực hiện: xã, phường, tỉnh

TRÌNH TỰ THỰC HIỆN
Nộp đơn.
(SOURCE)

CÁCH THỨC THỰC HIỆN
- Nộp trực tiếp: tại quầy
- Nộp qua bưu chính
(SOURCE)

THÀNH PHẦN HỒ SƠ
Chó mới:
- Đơn (bản chính: 1, bản sao: 2)
- Ảnh
(SOURCE)

THỜI HẠN GIẢI QUYẾT
- Nộp trực tiếp: 5 ngày làm việc
(SOURCE)

PHÍ, LỆ PHÍ
- Nộp trực tiếp: 50.000 đồng
(SOURCE)

ĐỐI TƯỢNG THỰC HIỆN
Công dân, Tổ chức
(SOURCE)

CƠ QUAN THỰC HIỆN
UBND cấp xã
(SOURCE)

KẾT QUẢ THỰC HIỆN
- Giấy nuôi chó
(SOURCE)

YÊU CẦU, ĐIỀU KIỆN
Có sân.
(SOURCE)

CĂN CỨ PHÁP LÝ
- 11/2099/NĐ-CP: về vật nuôi
(SOURCE)

BIỂU MẪU
- Mẫu số 1
(SOURCE)

Xem tại: https://example.org""".replace("SOURCE", "Nguồn: 12/QĐ-THU, đối chiếu ngày 06/05/2026")


def test_shows_every_part_with_its_source() -> None:
    assert sheet(FULL) == SHEET


def test_shows_nothing_of_what_the_source_does_not_say() -> None:
    assert sheet(Procedure(code="9.000001", name="Tên")) == "Tên\nMã thủ tục: 9.000001"


def test_plain_words_stand_in_place_of_the_official_text() -> None:
    facts = {part: source.model_copy(update={"origin": Origin.FACTS}) for part, source in FULL.sources.items()}
    shown = sheet(FULL.model_copy(update={"guide": {Part.STEPS: "Ra xã nộp đơn là xong."}, "sources": facts}))
    assert "Ra xã nộp đơn là xong." in shown
    assert "\nNộp đơn.\n" not in shown


def test_what_the_office_imported_of_another_publication_stands_before_the_guide() -> None:
    card = {Part.STEPS: Source(origin=Origin.CARD, title="99/QĐ-CŨ")}
    shown = sheet(FULL.model_copy(update={"guide": {Part.STEPS: "Ra xã nộp đơn là xong."}, "guide_sources": card}))
    assert shown.index("\nNộp đơn.\n") < shown.index("Ra xã nộp đơn là xong.")


def test_a_guide_of_the_same_publication_speaks_for_the_import() -> None:
    card = {Part.STEPS: Source(origin=Origin.CARD, title=FULL.sources[Part.STEPS].title)}
    shown = sheet(FULL.model_copy(update={"guide": {Part.STEPS: "Ra xã nộp đơn là xong."}, "guide_sources": card}))
    assert "\nNộp đơn.\n" not in shown


def test_warns_above_everything_else() -> None:
    warnings = (
        OutdatedWarning(Reason.ABOLISHED_LEVEL, "cấp huyện", "cấp xã", date(2025, 7, 1)),
        OutdatedWarning(Reason.OLD_WORDING, "chứng minh nhân dân", "thẻ căn cước", None),
    )
    lines = sheet(FULL, warnings).split("\n")
    assert lines[4:6] == [
        "⚠ Có thể đã cũ: nhắc đến cấp chính quyền đã bỏ “cấp huyện” từ 01/07/2025; nay: cấp xã",
        "⚠ Có thể đã cũ: dùng từ ngữ cũ “chứng minh nhân dân”; nay: thẻ căn cước",
    ]


def test_every_reason_to_warn_has_its_words() -> None:
    for reason in Reason:
        assert "⚠" in sheet(FULL, (OutdatedWarning(reason, "a", "b", None),))


def test_every_record_of_a_library_can_be_shown(small_library: Library) -> None:
    for record in small_library.procedures.values():
        shown = sheet(record)
        assert shown.startswith(f"{record.name}\nMã thủ tục: {record.code}")
        assert [title.upper() in shown for title in (TITLES[Part.SUMMARY],)] == [Part.SUMMARY in record.guide]


def test_the_facts_of_a_card_are_shown_where_the_card_is_silent(small_library: Library) -> None:
    shown = sheet(small_library.procedures[library.DOG])
    assert "02 ngày làm việc." in shown
    assert "20.000 đồng" in shown
    assert "đối chiếu ngày 01/03/2026" in shown


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (TimeLimit(amount=5, unit=TimeUnit.WORKING_DAY), "5 ngày làm việc"),
        (TimeLimit(amount=1.5, unit=TimeUnit.HOUR), "1,5 giờ"),
        (TimeLimit(amount=30, unit=TimeUnit.DAY, note="nếu khó"), "30 ngày (nếu khó)"),
        (TimeLimit(amount=20), "20 (nguồn không ghi rõ đơn vị thời gian)"),
        (TimeLimit(note="trong ngày"), "trong ngày"),
    ],
)
def test_tells_a_time_limit(limit: TimeLimit, words: str) -> None:
    assert time_limit(limit) == words


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (Fee(amount=1_250_000), "1.250.000 đồng"),
        (Fee(amount=8_000, note="mỗi bản"), "8.000 đồng (mỗi bản)"),
        (Fee(amount=0, note="miễn phí"), "miễn phí"),
        (Fee(note="theo nghị quyết"), "theo nghị quyết"),
    ],
)
def test_tells_a_fee(item: Fee, words: str) -> None:
    assert fee(item) == words


def test_does_not_promise_that_zero_is_free() -> None:
    assert fee(Fee(amount=0)).startswith("chưa có số tiền trong bản công bố")
    assert fee(Fee(amount=0, note="Gia hạn")).startswith("Gia hạn: chưa có số tiền")


def test_does_not_call_dollars_dong() -> None:
    assert fee(Fee(amount=5, note="thị thực")).startswith("nguồn ghi 5 đồng, có vẻ thiếu số hoặc là đô la Mỹ")
