"""indexer.passages: what is indexed of a record, and the pieces an answer can quote."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.passages import LONGEST_PASSAGE, Kind, cut, entries_of, of_procedure, told
from knowledge.facts.headings import TITLES
from knowledge.loading.library import Library
from knowledge.records.plan import Task
from knowledge.records.procedure import Fee, Level, Part, Procedure, RequiredDocument, Submission, TimeLimit, Way
from tests import library
from tests.support.strategies import anything


def record(**fields: Any) -> Procedure:
    return Procedure.model_validate({"code": "9.000001", "name": "Tên", **fields})


def test_every_record_has_an_entry_in_a_fixed_order(small_library: Library) -> None:
    pairs = list(entries_of(small_library))
    assert len(pairs) == len(small_library)
    assert [kind for kind in Kind if kind in {entry.kind for entry, _ in pairs}] == [Kind.PROCEDURE, Kind.PLAN, Kind.FAQ, Kind.REFERENCE]
    assert [entry.record_id for entry, _ in pairs] == [
        *small_library.procedures,
        *small_library.plans,
        *small_library.faq,
        *small_library.references,
    ]
    assert pairs == list(entries_of(small_library))


@pytest.mark.parametrize(
    "name", ["Thủ tục đăng ký chó", "THỦ TỤC: đăng ký chó", "Thủ tục hành chính đăng ký chó", "Thủ tục hành chính: đăng ký chó"]
)
def test_a_name_is_searched_without_the_word_procedure(name: str) -> None:
    assert of_procedure(record(name=name)).name == "đăng ký chó"


@pytest.mark.parametrize(
    ("publisher", "place"),
    [
        ("UBND tỉnh Nghệ An", "Nghệ An"),
        ("UBND Thành phố Đà Nẵng", "Đà Nẵng"),
        ("Ủy ban nhân dân tỉnh Lào Cai", "Lào Cai"),
        ("Sở Xây dựng - tỉnh Quảng Ngãi", "Quảng Ngãi"),
        ("Trung tâm phục vụ hành chính công Thành phố Hà Nội", "Hà Nội"),
        ("Bộ Tư pháp", ""),
        ("", ""),
    ],
)
def test_a_provinces_own_record_knows_its_province(publisher: str, place: str) -> None:
    assert of_procedure(record(publisher=publisher)).place == place


def test_the_lowest_level_that_handles_it_is_the_level() -> None:
    assert of_procedure(record(levels=[Level.MINISTRY, Level.PROVINCE, Level.COMMUNE])).level == Level.COMMUNE
    assert of_procedure(record()).level == Level.OTHER


def test_every_part_becomes_passages_under_its_heading() -> None:
    entry = of_procedure(
        record(
            steps="Nộp đơn.",
            conditions="Có sân.",
            agency="UBND cấp xã",
            applicants=("Công dân",),
            forms=("Mẫu 1",),
            result=("Giấy",),
            field="Chăn nuôi",
            keywords=("vật nuôi",),
            documents=(RequiredDocument(name="Đơn", case="Chó mới"), RequiredDocument(name="Ảnh", case="Chó mới")),
            submissions=(
                Submission(way=Way.DIRECT, note="tại quầy", time_limits=(TimeLimit(note="trong ngày"),), fees=(Fee(note="tùy tỉnh"),)),
            ),
            guide={Part.STEPS: "Ra xã nộp đơn."},
        ),
        ("chó nhà tôi",),
    )
    assert entry.phrases == ("chó nhà tôi",)
    assert {(passage.part, passage.text) for passage in entry.passages} == {
        (Part.STEPS, "Ra xã nộp đơn."),
        (Part.STEPS, "Nộp đơn."),
        (Part.CONDITIONS, "Có sân."),
        (Part.AGENCY, "UBND cấp xã"),
        (Part.APPLICANTS, "Công dân"),
        (Part.FORMS, "Mẫu 1"),
        (Part.RESULT, "Giấy"),
        (Part.SUMMARY, "Chăn nuôi. vật nuôi"),
        (Part.DOCUMENTS, "Chó mới\nĐơn\nẢnh"),
        (Part.METHODS, "tại quầy"),
        (Part.TIME_LIMIT, "trong ngày"),
        (Part.FEES, "tùy tỉnh"),
    }
    assert all(passage.heading == TITLES[Part(passage.part)] for passage in entry.passages)
    assert entry.text == "\n".join(passage.text for passage in entry.passages)


def test_a_plan_can_be_found_by_each_of_its_tasks(small_library: Library) -> None:
    (entry,) = [entry for entry, _ in entries_of(small_library) if entry.kind is Kind.PLAN]
    assert entry.phrases[1] == "Mở hội thi tìm hiểu dịch vụ công"
    assert entry.place == "Nghệ An"
    assert entry.passages[-1].text == "Mở hội thi tìm hiểu dịch vụ công; Văn phòng; quý II/2026"
    assert entry.name.endswith("7/KH-THU")


def test_an_answer_can_be_found_by_every_wording_of_its_question(small_library: Library) -> None:
    entries = {entry.record_id: entry for entry, _ in entries_of(small_library)}
    entry = entries["tiep-dan-thu-bay-xa-co-lam-viec-khong"]
    assert entry.phrases == ("cuối tuần có mở cửa không", "thứ bảy nộp hồ sơ được không")
    assert entries[library.DOG].phrases == small_library.aliases[library.DOG]


def test_a_task_is_told_in_one_line() -> None:
    assert told(Task(content="Làm", lead=("A", "B"), support=("C",), when="mai")) == "Làm; A, B; C; mai"
    assert told(Task(content="Làm")) == "Làm"


@given(
    st.one_of(anything, st.lists(st.sampled_from(["chữ ", "dài" * 30, "\n", " ", "x" * 100]), max_size=40).map("".join)),
    st.integers(20, 200),
)
def test_a_cut_text_loses_no_letter_and_no_piece_is_too_long(text: str, longest: int) -> None:
    pieces = list(cut(text, longest))
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(piece.strip() for piece in pieces)
    assert all(len(piece) <= longest for piece in pieces)


def test_a_short_text_is_one_passage() -> None:
    assert list(cut("một\n\nhai ")) == ["một\nhai"]
    assert list(cut("  \n ")) == []


def test_a_long_text_is_cut_at_line_ends() -> None:
    line = "chữ " * 100
    assert [piece.count("\n") + 1 for piece in cut("\n".join([line] * 4), LONGEST_PASSAGE)] == [3, 1]
