"""The papers of a dossier, one a line or one a row, whatever sign they are written under."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.readers.contents.paper_lines import dossier_of
from knowledge.readers.national.jsonl import CUT, LONGEST_NAME


def _names(text: str) -> list[str]:
    return [paper.name for paper in dossier_of(text).papers]


@pytest.mark.parametrize(
    "sign", ["1. |2. |3. ", "1) |2) |3) ", "a) |b) |c) ", "a. |b. |đ. ", "- |- |- ", "+ |+ |+ ", "• |• |• ", "(1) |(2) |(3) ", "||"]
)
def test_one_paper_a_line(sign: str) -> None:
    names = ("Đơn", "Bản sao thẻ", "Hợp đồng thuê nhà")
    assert _names("\n".join(map("".join, zip(sign.split("|"), names, strict=True)))) == list(names)


def test_a_heading_is_the_case_of_the_papers_under_it() -> None:
    text = "* Người lớn:\n- Đơn\n- Ảnh\n* Trẻ em:\n- Giấy khai sinh"
    assert [(paper.name, paper.case) for paper in dossier_of(text).papers] == [
        ("Đơn", "Người lớn"),
        ("Ảnh", "Người lớn"),
        ("Giấy khai sinh", "Trẻ em"),
    ]


def test_a_case_ends_where_its_own_sign_comes_back() -> None:
    text = "1. Một trong các giấy tờ sau:\n+ Sổ đỏ\n+ Hợp đồng\n2. Đơn"
    assert [(paper.name, paper.case) for paper in dossier_of(text).papers] == [
        ("Sổ đỏ", "Một trong các giấy tờ sau"),
        ("Hợp đồng", "Một trong các giấy tờ sau"),
        ("Đơn", ""),
    ]


def test_bullets_right_under_a_bullet_with_a_colon_stand_under_it() -> None:
    text = "- Hồ sơ của cá nhân gồm:\n- Đơn\n- Ảnh"
    assert [paper.case for paper in dossier_of(text).papers] == ["Hồ sơ của cá nhân gồm"] * 2


def test_a_line_in_small_letters_goes_on_with_the_paper_before() -> None:
    assert _names("- Đơn đề nghị\ncủa chủ hộ;\n- Ảnh") == ["Đơn đề nghị của chủ hộ", "Ảnh"]


def test_what_is_no_paper_is_left_and_told() -> None:
    dossier = dossier_of("- Đơn\nb) Số lượng hồ sơ: 01 bộ\nLưu ý: mang bản gốc")
    assert [paper.name for paper in dossier.papers] == ["Đơn"]
    assert dossier.left == ["Số lượng hồ sơ: 01 bộ", "Lưu ý: mang bản gốc"]


def test_reads_a_table_of_papers_with_its_counts() -> None:
    rows = ["STT\tTên giấy tờ\tBản chính\tBản sao", "1\tĐơn\t1\t0", "2\tẢnh\t0\t2", "3\tThẻ\tBản chính: 1, Bản sao: 3\t"]
    assert [(paper.name, paper.originals, paper.copies) for paper in dossier_of("\n".join(rows)).papers] == [
        ("Đơn", 1, 0),
        ("Ảnh", 0, 2),
        ("Thẻ", 1, 3),
    ]


def test_reads_a_table_without_a_head() -> None:
    assert _names("1\tĐơn đề nghị\n2\tBản vẽ") == ["Đơn đề nghị", "Bản vẽ"]


def test_the_portals_own_form_is_read_as_before() -> None:
    (paper,) = dossier_of("- Đơn\ntheo mẫu\nSố lượng: Bản chính: 2, Bản sao: 1").papers
    assert (paper.name, paper.originals, paper.copies) == ("Đơn theo mẫu", 2, 1)


def test_a_name_too_long_for_a_record_ends_with_a_sign() -> None:
    (name,) = _names("- Đ" + "a" * LONGEST_NAME)
    assert len(name) == LONGEST_NAME
    assert name.endswith(CUT)


@given(
    st.lists(
        st.sampled_from(["1. Đơn", "- Ảnh", "a) Thẻ", "Gồm:", "* X:", "1\tĐơn", "viết tay", "Số lượng hồ sơ: 1", "", "[ A ]"]), max_size=12
    )
)
def test_no_line_with_letters_is_lost(lines: list[str]) -> None:
    """Each is a paper, a piece of one, a case, or left and told."""
    dossier = dossier_of("\n".join(lines))
    told = " ".join([*(f"{paper.case} {paper.name}" for paper in dossier.papers), *dossier.left])
    for line, word in (
        ("1. Đơn", "Đơn"),
        ("- Ảnh", "Ảnh"),
        ("a) Thẻ", "Thẻ"),
        ("1\tĐơn", "Đơn"),
        ("viết tay", "viết tay"),
        ("Số lượng hồ sơ: 1", "Số lượng"),
    ):
        assert line not in lines or word in told
