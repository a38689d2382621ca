"""What an officer is shown as perhaps one matter: measured on pairs that no word of the vocabularies was chosen by."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.petitions.rules.petition import PetitionKind
from bot.petitions.rules.texts import desk_alike
from bot.petitions.rules.texts.alike import ToldMatter
from bot.petitions.rules.texts.desk_alike import may_be_one, shared

PAIRS = Path(__file__).parents[1] / "rules" / "alike_at_the_desk.tsv"
LINES = [line.split("\t") for line in PAIRS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
FURTHER = (1, 7, 23)  # lines further, of another matter


def told(content: str, place: str) -> ToldMatter:
    return ToldMatter(PetitionKind.OTHER, content, place)


ONE = [(told(first, here), told(second, there)) for here, first, there, second in LINES]
TWO = [
    (told(line[1], line[0]), told(re.sub(re.escape(other[0]), line[0], other[1], flags=re.IGNORECASE), line[0]))
    for number, line in enumerate(LINES)
    for other in (LINES[(number + step) % len(LINES)] for step in FURTHER)
]
"""Two matters at one place: what an officer of a small office reads all day."""


def offered(pairs: list[tuple[ToldMatter, ToldMatter]]) -> float:
    return sum(may_be_one(first, second) for first, second in pairs) / len(pairs)


def test_one_matter_is_found_and_two_are_not_offered() -> None:
    assert (len(ONE), len(TWO)) == (60, 180)
    assert offered(ONE) >= 0.85
    assert offered(TWO) <= 0.07


@pytest.mark.parametrize(("number", "value"), [("ENOUGH", 2.0), ("FILLER", 1.0), ("ENOUGH_OF_ONE", 0.0)])
def test_each_number_is_worth_something(number: str, value: float, monkeypatch: pytest.MonkeyPatch) -> None:
    found, wrong = offered(ONE), offered(TWO)
    monkeypatch.setattr(desk_alike, number, value)
    assert offered(ONE) < found or offered(TWO) > wrong


def test_words_that_are_alike_without_their_accents_alone_make_no_matter_of_two() -> None:
    storm, licence = "Cột điện sau bão, đang nghiêng sắp đổ", "Hồ sơ kinh doanh nộp đã lâu, lên hỏi vẫn báo đang xử lý"
    first, second = told(storm, "Xóm 2"), told(licence, "Xóm 2")
    assert not may_be_one(first, second)
    assert desk_alike.why_alike(first, second) == ("đang",)
    assert may_be_one(told("Cột điện sau bão nghiêng sắp đổ", "Xóm 2"), told("cot dien nghieng sap do vao nha", "Xóm 2")), "who types none"


def test_it_is_the_same_both_ways_and_never_of_places_apart() -> None:
    for first, second in (*ONE, *TWO):
        assert may_be_one(first, second) == may_be_one(second, first)
        assert shared(first, second) == shared(second, first)
    assert not may_be_one(told("Đèn đường hỏng, tối om", "thôn 3"), told("Đèn đường hỏng, tối om", "thôn 13"))
    assert shared(told("Đường nhà tôi không đi được", "Xóm Mít"), told("Người nhà tôi không có nước", "Xóm Mít")) < 4
