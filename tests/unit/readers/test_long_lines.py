"""No reader of what strangers write takes time that grows as the square of its length: fifty thousand signs of its worst, in CPU seconds."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from bot.channels.cleaning import LONGEST_GAP, cleaned
from bot.petitions.rules.making import behalf, corrections, own_details
from bot.petitions.rules.texts import naming

SIGNS = 50_000
MOST = 5.0  # CPU seconds on a slow machine; what grows as the square took from twenty to some hundreds
PIECES = ["bà Thúy bún ", "BÀ THÚY BÚN ", "Bà ", "A", "anh ", "\n", ". ", "anh \n", "ông Tám, ", " Thúy"]
READERS: dict[str, Callable[[str], object]] = {
    "titled": lambda text: list(naming.titled(text)),
    "called": lambda text: list(naming.called(text, "Trần Thị Thúy")),
    "called by one word": lambda text: list(naming.called(text, "Thúy")),
    "self named": lambda text: list(naming.self_named(text)),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("piece", PIECES)
def test_one_very_long_line_is_read_in_its_length(reader: str, piece: str) -> None:
    text = piece * (SIGNS // len(piece))
    begun = time.process_time()
    READERS[reader](text)
    assert time.process_time() - begun < MOST


def test_a_shouted_line_is_told_by_what_stands_around() -> None:
    line = "YÊU CẦU BÀ THÚY TRẢ LỜI. " * 200
    assert naming.is_shouted(line, len(line) // 2)
    assert not naming.is_shouted("yêu cầu bà Thúy trả lời. " * 200, 2_000)
    assert naming.is_shouted(f"dòng trên viết thường\n{line[:200]}\ndòng dưới viết thường", 60)


@pytest.mark.parametrize("sign", [" ", "\n", "!", "@", "(", " \n", "…?"])
def test_a_gap_without_end_reaches_no_reader(sign: str) -> None:
    """A message of four thousand spaces took seconds in each of these."""
    kept = cleaned(f"mình{sign * SIGNS}nha")
    assert kept.startswith("mình")
    assert kept.endswith("nha")
    assert len(kept) == len("mìnhnha") + LONGEST_GAP
    begun = time.process_time()
    for pattern in (behalf._PARTS, corrections._TAIL, own_details._CLAUSE):
        pattern.sub("", cleaned(f"mình {sign * SIGNS} nha"))
    assert time.process_time() - begun < MOST


def test_what_people_type_stays_as_it_is() -> None:
    for text in ("Kính gửi:\n\n\n- Đèn hỏng!!!\n- Rác… 😀😀😀", "-" * 40, "dấu" + "." * LONGEST_GAP + "hết"):
        assert cleaned(text) == text
