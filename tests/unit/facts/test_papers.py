"""The papers of a dossier by their names: cut at the first explanation, never made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.facts.papers import DEPENDS, LONGEST_NAME, MOST, papers_of
from knowledge.records.procedure import RequiredDocument
from tests.support.strategies import vietnamese


def named(*texts: str, case: str = "") -> list[str]:
    return [paper.name for paper in papers_of([RequiredDocument(name=text, case=case) for text in texts]).named]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a) Đơn đề nghị theo Mẫu số 03 ban hành kèm theo Nghị định số 1/2020/NĐ-CP", "Đơn đề nghị theo Mẫu số 03"),
        ("1. Giấy chứng nhận đã cấp (bản gốc);", "Giấy chứng nhận đã cấp (bản gốc)"),
        ("- - Hợp đồng thuê nhà, trong đó nêu rõ thời hạn thuê", "Hợp đồng thuê nhà"),
        ("Báo cáo tài chính theo quy định tại khoản 2 Điều 5", "Báo cáo tài chính"),
        ("Văn bản ủy quyền (nếu có). Trường hợp nộp hộ thì người nộp ký tên.", "Văn bản ủy quyền (nếu có)"),
        ("Phương án kinh doanh, gồm các nội dung chính sau: + Địa bàn; + Quy trình phát", "Phương án kinh doanh"),
        ("Mẫu số 12. Văn bản đề nghị thẩm định", "Văn bản đề nghị thẩm định (Mẫu số 12)"),
        ("Bản sao từ sổ gốc hoặc bản sao có chứng thực giấy khai sinh", "Bản sao giấy khai sinh"),
        ("02 ảnh 3 x 4 (cm), chụp trên nền trắng", "02 ảnh 3 x 4 (cm), chụp trên nền trắng"),
        ("Tờ khai (theo mẫu do Bộ trưởng Bộ Tư pháp ban hành kèm theo Thông tư)", "Tờ khai"),
    ],
)
def test_a_name_ends_where_the_explanation_begins(text: str, name: str) -> None:
    assert named(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Tài liệu chứng minh theo quy định tại Điều 5 đối với trường hợp mua lại",
        "Giấy phép được quy định tại khoản 1 nếu kinh doanh có điều kiện",
    ],
)
def test_where_a_condition_is_cut_off_that_is_said(text: str) -> None:
    assert named(text)[0].endswith(f"({DEPENDS})")


def test_several_papers_of_one_entry_are_told_one_by_one() -> None:
    assert named("- Tờ trình của Sở; - Dự thảo chương trình; - Báo cáo giải trình") == [
        "Tờ trình của Sở",
        "Dự thảo chương trình",
        "Báo cáo giải trình",
    ]
    assert named("Bản đồ địa chính; bản tổng hợp diện tích đất") == ["Bản đồ địa chính", "Bản tổng hợp diện tích đất"]


def test_a_list_to_choose_from_stands_under_its_head() -> None:
    papers = papers_of(
        [RequiredDocument(name="Một trong các giấy tờ sau: - Hộ chiếu; - Thẻ căn cước", case="* Người lớn, hồ sơ gồm:")]
    ).named
    assert [(paper.case, paper.name) for paper in papers] == [
        ("Người lớn; Một trong các giấy tờ sau", "Hộ chiếu"),
        ("Người lớn; Một trong các giấy tờ sau", "Thẻ căn cước"),
    ]


def test_a_case_said_in_the_entry_is_its_label() -> None:
    paper = papers_of([RequiredDocument(name="Trường hợp ủy quyền thì phải có thêm giấy ủy quyền", copies=1)]).named[0]
    assert (paper.case, paper.name, paper.copies) == ("Trường hợp ủy quyền", "Giấy ủy quyền", 1)


@pytest.mark.parametrize(
    "text",
    [
        "Số lượng hồ sơ: 01 bộ",
        "Hồ sơ gồm:",
        "Trường hợp nộp hồ sơ trực tuyến thì tải lên bản điện tử",
        "Người ủy quyền chịu trách nhiệm trước pháp luật",
        "Không quy định",
    ],
)
def test_a_word_about_the_dossier_is_no_paper_and_none_is_missing(text: str) -> None:
    papers = papers_of([RequiredDocument(name="Đơn đề nghị"), RequiredDocument(name=text)])
    assert ([paper.name for paper in papers.named], papers.left) == (["Đơn đề nghị"], 0)


def test_what_is_not_understood_is_left_and_counted() -> None:
    papers = papers_of([RequiredDocument(name="Đơn đề nghị"), RequiredDocument(name="Giao dịch đã được chứng thực")])
    assert ([paper.name for paper in papers.named], papers.left) == (["Đơn đề nghị"], 1)


def test_where_most_is_not_understood_nothing_is_told() -> None:
    entries = [RequiredDocument(name="Đơn đề nghị"), RequiredDocument(name="Bảo đảm vệ sinh"), RequiredDocument(name="Đủ diện tích")]
    assert (papers_of(entries).named, papers_of(entries).left) == ((), 0)


def test_of_a_long_dossier_the_rest_is_counted() -> None:
    papers = papers_of([RequiredDocument(name=f"Đơn thứ {number}") for number in range(MOST + 4)])
    assert (len(papers.named), papers.left) == (MOST, 4)


def test_papers_of_every_case_come_before_those_of_one() -> None:
    entries = [
        RequiredDocument(name="Giấy phép", case="Cấp lại"),
        RequiredDocument(name="Đơn"),
        RequiredDocument(name="Ảnh thẻ", case="Cấp lại"),
    ]
    assert [paper.case for paper in papers_of(entries).named] == ["", "Cấp lại", "Cấp lại"]


def test_a_long_name_is_cut_after_a_word_and_says_so() -> None:
    (name,) = named("Giấy chứng nhận " + "đăng ký " * 40)
    assert name.endswith(("ký …", "đăng …"))
    assert len(name) <= LONGEST_NAME + 2


@given(st.lists(vietnamese | st.text(st.characters(codec="utf-8"), max_size=40), max_size=6))
def test_whatever_is_written_is_read_within_the_bounds(texts: list[str]) -> None:
    entries = [RequiredDocument(name=text) for text in texts if text.strip()]
    papers = papers_of(entries)
    assert len(papers.named) <= MOST
    assert not papers.left or papers.named
