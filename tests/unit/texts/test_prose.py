"""knowledge.texts.prose: what may be written in an article, and what is refused with its line."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.texts.paragraphs import Paragraph, Shape, Span, runs
from knowledge.texts.prose import ProseError, Slip, read
from knowledge.texts.writing import escaped, written

WHOLE = """Mở đầu, **đậm**, *nghiêng*, ***cả hai*** và [liên kết](https://a.vn/x).
Dòng sau nối vào.

## Mục

- một
- hai
  nối tiếp

### Mục nhỏ

1. bước một
2. bước hai

> Lời trích.

![Chú thích](https://a.vn/anh.png)

![video: Cách nộp](https://a.vn/v)

[Mở trang](https://a.vn/)

Xem https://dichvucong.gov.vn. Gọi [số này](tel:0210-2222-555)."""


def test_everything_that_an_article_may_hold_is_read() -> None:
    shapes = [paragraph.shape for paragraph in read(WHOLE)]
    assert shapes == [
        Shape.PARAGRAPH,
        Shape.HEADING,
        Shape.ITEM,
        Shape.ITEM,
        Shape.SUBHEADING,
        Shape.NUMBERED,
        Shape.NUMBERED,
        Shape.QUOTE,
        Shape.IMAGE,
        Shape.VIDEO,
        Shape.LINK,
        Shape.PARAGRAPH,
    ]
    assert read(WHOLE)[0].text == "Mở đầu, đậm, nghiêng, cả hai và liên kết. Dòng sau nối vào."
    assert read(WHOLE)[0].spans[5] == Span("cả hai", is_strong=True, is_emphasised=True)
    assert read(WHOLE)[3].text == "hai nối tiếp"
    assert read(WHOLE)[9] == Paragraph(Shape.VIDEO, (Span("Cách nộp"),), address="https://a.vn/v")
    assert read(WHOLE)[-1].spans[1] == Span("https://dichvucong.gov.vn", address="https://dichvucong.gov.vn")


def test_what_was_read_is_written_so_that_it_reads_the_same() -> None:
    assert read(written(read(WHOLE))) == read(WHOLE)


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("| a | b |", "bảng"),
        ("```", "mã"),
        ("chữ `mã`", "mã"),
        ("---", "kẻ ngang"),
        ("# To", "title"),
        ("#### Nhỏ", "###"),
        ("  - thụt vào", "một cấp"),
        ("- [ ] việc", "đánh dấu"),
        ("chữ <b>đậm</b>", "HTML"),
        ("~~bỏ~~", "gạch"),
        ("xem[^1]", "chú thích"),
        ("**mở mà quên", "chưa khép"),
        ("[chữ](javascript:alert(1))", "liên kết"),
        ("[chữ](ftp://a.vn)", "http"),
        ("![ảnh](javascript:x)", "http"),
        ("chữ ![ảnh](https://a.vn/x.png) chữ", "một mình"),
        ("[](https://a.vn)", "chữ hiện ra"),
        ("[hở](https://a.vn", "liên kết"),
    ],
)
def test_what_an_article_cannot_hold_is_refused_with_its_line(line: str, word: str) -> None:
    with pytest.raises(ProseError) as refused:
        read(f"Câu đầu.\n\n{line}", first_line=7)
    assert refused.value.slips[0].line == 9
    assert word in refused.value.slips[0].reason


def test_all_slips_are_told_at_once_in_the_order_of_the_lines() -> None:
    with pytest.raises(ProseError) as refused:
        read("**a\n\n| b |\n\n<i>")
    assert [slip.line for slip in refused.value.slips] == [1, 3, 5]
    assert isinstance(refused.value.slips[0], Slip)


@pytest.mark.parametrize("plain", ["2 * 3 * 4", "a_b_c", "5 < 6 và 7 > 6", "\\*không nghiêng\\*", "Giá: 50.000đ/m2 (tạm tính)"])
def test_stars_and_signs_that_mean_nothing_stay_letters(plain: str) -> None:
    assert read(plain) == [Paragraph(Shape.PARAGRAPH, (Span(plain.replace("\\", "")),))]


def test_the_items_of_a_list_stand_together() -> None:
    assert [(shape, len(same)) for shape, same in runs(read("- a\n- b\n\nc\n\n1. d\n2. e"))] == [
        (Shape.ITEM, 2),
        (Shape.PARAGRAPH, 1),
        (Shape.NUMBERED, 2),
    ]


lines = st.text(
    st.one_of(st.sampled_from("*_[]()!#>-+.1~`<|\\ ăế:/h"), st.characters(codec="utf-8", exclude_categories=["Cs"])), max_size=60
)


@given(lines.filter(lambda line: line.strip() and "\n" not in line and "://" not in line))
def test_escaped_letters_read_as_exactly_those_letters(line: str) -> None:
    told = read(f"x{escaped(line)}x")
    assert "".join(paragraph.text for paragraph in told) == f"x{line}x"


@given(
    st.lists(
        st.one_of(lines, st.sampled_from(["## a", "- b", "**c** *d*", "https://a.vn/x.", "[e](https://a.vn)", "![f](https://a.vn)"])),
        max_size=8,
    )
)
def test_whatever_is_read_is_written_so_that_it_reads_the_same(written_lines: list[str]) -> None:
    with suppress(ProseError):
        paragraphs = read("\n".join(written_lines))
        assert read(written(paragraphs)) == paragraphs
