"""Pages of a long text: nothing is lost, nothing is cut where it hurts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.lines.paging import pages
from knowledge.texts.lengths import units

WORDS = st.text(st.sampled_from("aăđếộữ😀xyz"), min_size=1, max_size=12)
LINES = st.builds(
    lambda mark, words: mark + " ".join(words),
    st.sampled_from(["", "- ", "1. ", "a) ", "Bước 2: ", "  + "]),
    st.lists(WORDS, min_size=1, max_size=25),
)
TEXTS = st.lists(LINES | st.just(""), max_size=40).map("\n".join)


@given(st.text() | TEXTS, st.integers(2, 200))
def test_the_pages_joined_are_the_text_and_each_fits(text: str, room: int) -> None:
    cut = pages(text, room)
    assert "".join(cut) == text
    assert all(units(page) <= room for page in cut)
    assert all(cut) or cut == [""]


@given(TEXTS, st.integers(20, 200))
def test_a_line_that_fits_a_page_is_never_cut(text: str, room: int) -> None:
    ends = {match.end() for match in re.finditer("\n", text)} | {len(text), 0}
    long_spans = [(match.start(), match.end()) for match in re.finditer(r"[^\n]*\n|[^\n]+", text) if units(match[0]) > room]
    place = 0
    for page in pages(text, room):
        place += len(page)
        assert place in ends or any(begin < place <= end for begin, end in long_spans)


@given(TEXTS, st.integers(30, 200))
def test_a_word_that_fits_a_page_is_never_cut(text: str, room: int) -> None:
    place = 0
    for page in pages(text, room)[:-1]:
        place += len(page)
        assert text[place - 1].isspace() or text[place].isspace()


@given(st.text(), st.integers(0, 50))
def test_units_are_those_of_utf_16(text: str, more: int) -> None:
    assert units(text + "😀" * more) == len((text + "😀" * more).encode("utf-16-le", "surrogatepass")) // 2


def test_a_page_ends_with_a_paragraph_where_that_leaves_it_half_full() -> None:
    assert pages("một hai ba\n\nbốn năm\nsáu bảy", 20) == ["một hai ba\n\n", "bốn năm\nsáu bảy"]


def test_a_heading_goes_with_what_it_heads() -> None:
    assert pages("aaaa aaaa aaaa\nHồ sơ:\n- đơn xin phép xây dựng", 31) == [
        "aaaa aaaa aaaa\n",
        "Hồ sơ:\n- đơn xin phép xây dựng",
    ]


def test_a_sentence_stays_whole_in_a_line_longer_than_a_page() -> None:
    assert pages("Một hai ba bốn. Năm sáu bảy tám.", 20) == ["Một hai ba bốn. ", "Năm sáu bảy tám."]


@pytest.mark.parametrize("text", ["a" * 50, "é" * 30, "😀" * 20])
def test_what_has_no_words_is_cut_between_letters(text: str) -> None:
    assert "".join(pages(text, 7)) == text
