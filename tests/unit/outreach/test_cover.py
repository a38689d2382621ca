"""bot.announcements.cover.drawing: drawn covers stay within their picture, whatever the title, and can be read."""

from __future__ import annotations

import io
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from bot.announcements.cover import motifs
from bot.announcements.cover.drawing import (
    CONTRAST,
    HEAVIEST,
    HEIGHT,
    LEFT,
    MOTIF_CENTRE,
    MOTIF_SIDE,
    WIDTH,
    contrast,
    draw,
    laid_out,
    palette_of,
)
from bot.announcements.cover.lettering import BOLD, LINE_PITCH, SEMIBOLD, breadth, drawable, font, is_drawable
from knowledge.records.post import Motif
from tests.articles import posts, text

BLUE = "#12497f"
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
LETTERS = sorted(
    {
        cased
        for vowel in VOWELS
        for tone in TONES
        for cased in (unicodedata.normalize("NFC", vowel + tone), unicodedata.normalize("NFC", vowel + tone).upper())
    }
    | set("bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVX0123456789.,;:?!“”–()/%")
)
MOTIF_LEFT = MOTIF_CENTRE[0] - MOTIF_SIDE // 2


def ink(letter: str, size: int) -> tuple[int, int]:
    """How far a letter reaches above and below its baseline, in pixels."""
    _, top, _, bottom = font(BOLD, size).getbbox(letter, anchor="ls")
    return round(-top), round(bottom)


@pytest.mark.parametrize("weight", [BOLD, SEMIBOLD])
def test_the_font_has_every_letter_of_vietnamese(weight: str) -> None:
    missing = bytes(font(weight, 48).getmask("\U0010fffd"))
    assert [letter for letter in LETTERS if bytes(font(weight, 48).getmask(letter)) == missing] == []
    assert len({bytes(font(weight, 96).getmask(letter)) for letter in "ăắằẳẵặâấầẩẫậ"}) == 12


@pytest.mark.parametrize("size", [30, 46, 82])
def test_no_letter_touches_one_in_the_next_line(size: int) -> None:
    above, below = max(ink(letter, size)[0] for letter in LETTERS), max(ink(letter, size)[1] for letter in LETTERS)
    assert above + below <= round(size * LINE_PITCH)
    assert above <= size * 1.06


titles = st.one_of(text(150), st.text("ẾỘặỵgjQ ,", min_size=1, max_size=150), st.text("Ẫ", min_size=1, max_size=150), st.just("W" * 150))


@settings(max_examples=60, deadline=None)
@given(titles, text(120))
@example("Ẫ" * 150, "W" * 120)
@example("👍👍", "汉字")
def test_nothing_is_set_beyond_its_box_whatever_the_title(title: str, name: str) -> None:
    layout = laid_out(title, name)
    for setting, top, weight, floor in (
        (layout.title, layout.title_top, BOLD, HEIGHT - 40),
        (layout.name, layout.name_top, SEMIBOLD, layout.title_top - 30),
    ):
        assert all(LEFT + breadth(line, weight, setting.size) <= MOTIF_LEFT for line in setting.lines)
        assert top + setting.height <= floor
        assert all(is_drawable(letter) or letter == "…" for line in setting.lines for letter in line)


@given(st.text("abcế đgh,", min_size=1, max_size=60))
def test_the_words_of_a_title_are_all_there_in_their_order(title: str) -> None:
    assert " ".join(laid_out(title, "").title.lines) == drawable(title)


def test_lines_are_balanced_and_break_where_one_pauses() -> None:
    lines = laid_out("Năm học mới: giấy tờ của con, cha mẹ chuẩn bị gì?", "").title.lines
    assert lines == ("Năm học mới:", "giấy tờ của con,", "cha mẹ chuẩn bị gì?")


@pytest.mark.parametrize("colour", ["#12497f", "#8f1d21", "#ffffff", "#000000", "#ffd400", "#7f7f7f", "#00a651", "#f2e6c8"])
def test_letters_can_be_read_on_any_office_colour(colour: str) -> None:
    palette = palette_of(colour)
    assert contrast(palette.ink, palette.ground) >= CONTRAST
    assert contrast(palette.accent, palette.ground) >= 3


@pytest.mark.parametrize("wrong", ["blue", "#12", "#12497g", ""])
def test_a_colour_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong or "^$"):
        draw("Tên", "Xã", Motif.DOOR, wrong)


@pytest.mark.parametrize("title", [posts()[0].title, "Ẫ" * 150, "ẾỘ gy " * 25, "👍", ""])
def test_a_cover_is_what_zalo_takes(title: str) -> None:
    drawn = draw(title, "Ủy ban nhân dân xã Thử", Motif.CHART, BLUE)
    picture = Image.open(io.BytesIO(drawn))
    assert (picture.format, picture.size, WIDTH * 9) == ("JPEG", (1280, 720), HEIGHT * 16)
    assert len(drawn) <= HEAVIEST


def test_the_same_article_is_drawn_the_same_and_each_motif_differently() -> None:
    drawn = [motifs.drawn(motif, 120, palette_of(BLUE)) for motif in Motif]
    assert draw("Tên", "Xã", Motif.BOOK, BLUE) == draw("Tên", "Xã", Motif.BOOK, BLUE)
    assert all(ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getbbox() for one, other in pairwise(drawn))
    assert all(image.getchannel("A").getbbox() for image in drawn)
