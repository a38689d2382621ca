"""knowledge.texts.markdown: pages that people write, with the line of everything that may be wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import Fault
from knowledge.texts.markdown import DEEPEST, Block, Page, parse
from tests.support.strategies import anything

PAGE = """---
code: "9.000001"
name: Tên
---
Mở đầu.

## Hồ sơ ##
- một
### Trường hợp
- hai

# Cuối
"""


def page(text: str) -> Page:
    read = parse("trang.md", text)
    assert isinstance(read, Page)
    return read


def fault(text: str) -> Fault:
    read = parse("trang.md", text)
    assert isinstance(read, Fault)
    return read


def test_reads_front_matter_and_the_text_under_each_heading() -> None:
    read = page(PAGE)
    assert read.front == {"code": "9.000001", "name": "Tên"}
    assert read.blocks == (
        Block(0, "", 5, "Mở đầu."),
        Block(2, "Hồ sơ", 7, "- một\n### Trường hợp\n- hai"),
        Block(1, "Cuối", 12, ""),
    )


def test_knows_the_line_of_every_key() -> None:
    read = page(PAGE)
    assert (read.line_of("code"), read.line_of("name"), read.line_of("missing")) == (2, 3, 1)


def test_deeper_headings_open_blocks_when_they_are_asked_for() -> None:
    read = parse("trang.md", PAGE, deepest=3)
    assert isinstance(read, Page)
    assert [block.title for block in read.blocks] == ["", "Hồ sơ", "Trường hợp", "Cuối"]


@pytest.mark.parametrize("front", ["", "# chỉ có ghi chú", "null", "~"])
def test_front_matter_may_be_empty(front: str) -> None:
    assert page(f"---\n{front}\n---\nChữ.").front == {}


@pytest.mark.parametrize("text", ["", "Chữ không có phần đầu", "\n---\n---\n"])
def test_asks_for_front_matter_where_there_is_none(text: str) -> None:
    assert fault(text) == Fault("trang.md", 1, "thiếu phần đầu YAML (--- … ---)")


def test_asks_to_close_front_matter() -> None:
    assert fault("---\nname: Tên\n") == Fault("trang.md", 1, "phần đầu YAML không được đóng bằng ---")


@pytest.mark.parametrize("opened", ["[", "{a: ", "- "])
@pytest.mark.parametrize(("n_levels", "is_read"), [(DEEPEST - 1, True), (DEEPEST, False), (10_000, False)])
def test_what_is_nested_without_end_is_a_fault_and_not_the_end(opened: str, n_levels: int, is_read: bool) -> None:
    closed = {"[": "]", "{a: ": "}", "- ": ""}[opened]
    read = parse("trang.md", f"---\nname: Tên\nlevels:\n  {opened * n_levels}1{closed * n_levels}\n---\n")
    assert isinstance(read, Page) if is_read else read == Fault("trang.md", 4, "YAML hỏng: lồng vào nhau quá nhiều tầng")


def test_names_the_line_of_broken_yaml() -> None:
    found = fault("---\nname: Tên\nlevels: [xã\nfield: x\n---\n")
    assert (found.file, found.line) == ("trang.md", 4)
    assert found.reason.startswith("YAML hỏng")


@pytest.mark.parametrize("front", ["- một\n- hai", "chỉ là chữ", "42", "false"])
def test_front_matter_that_is_no_list_of_keys_is_a_fault(front: str) -> None:
    found = fault(f"---\n{front}\n---\n")
    assert (found.line, found.reason) == (2, "phần đầu YAML phải là các cặp khóa: giá trị")


def test_a_day_that_is_in_no_calendar_is_a_fault_with_its_line() -> None:
    found = fault("---\nname: Tên\nas_of: 2026-02-31\n---\n")
    assert (found.line, found.reason.startswith("YAML hỏng")) == (3, True)


@given(anything, anything, st.booleans())
def test_any_text_is_a_page_or_a_fault(front: str, body: str, is_framed: bool) -> None:
    read = parse("trang.md", f"---\n{front}\n---\n{body}" if is_framed else body)
    assert isinstance(read, Page | Fault)
    assert read.file == "trang.md"


_lines = st.lists(st.sampled_from(["chữ", "## Mục", "### Con", "", "- gạch", "#không phải đầu mục"]), max_size=12)


@given(_lines)
def test_no_line_of_the_body_is_lost_and_every_block_knows_where_it_stands(lines: list[str]) -> None:
    read = page("---\nname: Tên\n---\n" + "\n".join(lines))
    for block in read.blocks:
        if block.title:
            assert lines[block.line - 4] == f"## {block.title}"
    kept = [line for block in read.blocks for line in [*([f"## {block.title}"] if block.title else []), *block.text.split("\n")] if line]
    assert kept == [line for line in lines if line]
