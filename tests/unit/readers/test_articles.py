"""The articles and the head of an official text: all of them, under their own names, nothing cut off."""

from __future__ import annotations

import pytest

from knowledge.readers import Remark
from knowledge.readers.contents import articles, official
from knowledge.readers.contents.letterhead import letterhead
from knowledge.records.reference import Reference

LAW = ["QUỐC HỘI", "Luật số: 7/2025/QH15", "LUẬT", "Căn cứ Hiến pháp;", "Quốc hội ban hành Luật Thư viện."]


def _titles(lines: list[str]) -> list[str]:
    return [section.title for section in articles.sections_of("X", lines)][1:]


def test_headings_that_ocr_has_blurred_are_read_in_their_order() -> None:
    lines = ['"Điều 1. Phạm vi', "Mọi thư viện.", "Điều 2, Giải thích từ ngữ ¬", "- Điều 3. Nguyên tắc"]
    assert [line for line in articles.mended(lines) if line.startswith("Điều")] == [
        "Điều 1. Phạm vi",
        "Điều 2. Giải thích từ ngữ",
        "Điều 3. Nguyên tắc",
    ]


@pytest.mark.parametrize(
    "line", ["“Điều 24. Trách nhiệm của Công an", "Điều 24, Điều 25 của Luật này", "Điều 9, khoản 2", "Điều 2 Luật Thư viện"]
)
def test_an_article_that_is_quoted_or_cited_is_no_heading(line: str) -> None:
    assert articles.mended(["Điều 1. Phạm vi", line])[1] == line


def test_the_specks_of_a_scan_are_only_looked_for_in_scans() -> None:
    lines = ["Điều 1. Sửa đổi Luật Thư viện", '"Điều 2. Trích của luật được sửa']
    (plain,) = official.readings("luat.docx", [*LAW, *lines])
    (scan,) = official.readings("luat.pdf", [*LAW, *lines], is_ocr=True)
    assert isinstance(plain, Reference)
    assert isinstance(scan, Reference)
    assert [len(record.sections) for record in (plain, scan)] == [2, 3]


def test_an_article_that_is_one_long_sentence_is_an_article() -> None:
    sentence = "Ban hành kèm theo Quyết định này " + "quy chế làm việc của thư viện và các phòng đọc, " * 5 + "áp dụng từ nay."
    section = list(articles.sections_of("X", [f"Điều 1. {sentence}", "Điều 2. Hiệu lực", "Ngay."]))[1]
    assert (section.title, section.text) == ("Điều 1", sentence)


def test_a_section_too_long_for_one_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, "MAX_SECTION", 50)
    lines = [f"Câu thứ {number} của điều này." for number in range(20)]
    sections = list(articles.sections_of("X", ["Điều 1. Dài", *lines]))[1:]
    assert [section.title for section in sections[:3]] == ["Điều 1. Dài", "Điều 1. Dài (tiếp theo 2)", "Điều 1. Dài (tiếp theo 3)"]
    assert max(len(section.text) for section in sections) <= 50
    assert "\n".join(section.text for section in sections).split("\n") == lines


def test_the_name_of_a_law_is_in_the_sentence_that_passes_it_where_the_title_is_only_its_kind() -> None:
    assert letterhead(LAW).title == "Luật Thư viện"


def test_a_letter_is_called_by_what_it_is_about_and_not_by_whom_it_is_sent_to() -> None:
    head = letterhead(
        ["SỞ VĂN HÓA", "Số: 12/SVH\nV/v mở cửa thư viện\nvào chủ nhật\tHuế, ngày 2 tháng 3 năm 2026", "Kính gửi:", "- Các thư viện xã."]
    )
    assert (head.title, head.kind, head.issued) == ("Công văn về việc mở cửa thư viện vào chủ nhật", "Công văn", "2026-03-02")


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("- Luật Cư trú số 68/2020/QH14 ngày 13/11/2020;", ""),
        ("theo Thông tư số 5/2025/TT-BX", ""),
        ("Luật số: 7/2025/QH15", "7/2025/QH15"),
        ("Số: 12/QĐ-UBND", "12/QĐ-UBND"),
        ("UBND TỈNH X Số: 9/KH-UBND", "9/KH-UBND"),
    ],
)
def test_the_number_of_a_text_is_that_of_its_head_and_not_of_a_law_it_names(line: str, number: str) -> None:
    assert letterhead(["THÔNG BÁO", "Nghỉ lễ", line]).number == number


def test_a_document_that_begins_in_the_middle_has_the_name_of_its_file() -> None:
    half = "bộ tiếp nhận tra cứu thông tin của người đọc trong cơ sở dữ liệu của thư viện và trả lời trong ngày làm việc."
    remark, record = official.readings("trang-2.pdf", [half, "3. Trường hợp khác."])
    assert isinstance(remark, Remark)
    assert "giữa chừng" in remark.text
    assert isinstance(record, Reference)
    assert record.title == "trang 2"


def test_a_short_first_line_in_small_letters_is_still_a_title() -> None:
    (record,) = official.readings("trang-2.pdf", ["mức thu áp dụng cho thư viện", "Người lớn: 5.000 đồng."])
    assert isinstance(record, Reference)
    assert record.title == "mức thu áp dụng cho thư viện"
