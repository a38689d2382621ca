"""The numbers by which records are ranked, as what they make of tiny libraries. Functions without arguments: they are called again with
each number moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from indexer.building.term_counts import count
from indexer.passages import Entry, Kind, Passage
from tests.numbers.tiny import scores, tiny

A, B, C, D = "9.000001", "9.000002", "9.000003", "9.000004"
BEES, FLOWERS, CARD = ({"code": code, "name": name} for code, name in ((A, "Nuôi ong"), (B, "Trồng hoa"), (C, "Cấp thẻ")))
TEN = "một hai ba bốn năm sáu bảy tám chín mười"
ABROAD = """variants:
  - {name: nước ngoài, markers: [nước ngoài], cues: [người tây]}
"""


def ratio(index_of: Sequence[Mapping[str, object]], question: str, aliases: dict[str, list[str]] | None = None) -> float:
    """How many times the score of B that of A is, of `question`."""
    found = scores(tiny(*index_of, aliases=aliases), question)
    return found[A] / found[B]


def about(value: float, within: float) -> object:
    return pytest.approx(value, rel=within)


def test_a_word_of_the_name_counts_fourteen_times_one_of_the_text() -> None:
    kites = ({"code": A, "name": "Cấp phép thả diều"}, {**FLOWERS, "steps": "Cấp phép thả diều"}, CARD)
    assert ratio(kites, "diều") == about(14.4, 0.1)


def test_a_phrase_said_whole_scores_four_and_a_half_times_its_half() -> None:
    index = tiny(BEES, FLOWERS, aliases={A: ["thả diều ngày hè", "con ong", "bầy ong"], B: ["thả trâu", "bay diều", "hoa lan"]})
    assert scores(index, "thả diều ngày hè")[A] == about(4.51 * scores(index, "thả diều")[A], 0.04)


def test_a_word_of_three_phrases_counts_two_thirds_more_than_of_one() -> None:
    said = {A: ["diều một", "diều hai", "diều ba", "bốn năm"], B: ["diều một", "sáu hai", "bảy ba", "tám năm"]}
    assert ratio((BEES, FLOWERS, CARD), "diều", said) == about(1.67, 0.04)


def test_a_word_of_the_name_counts_a_quarter_more_than_one_of_a_phrase() -> None:
    said = {A: ["một ong", "hai ong", "ba bốn"], B: ["một diều", "hai lan", "ba bốn"]}
    assert ratio(({"code": A, "name": "Nuôi diều"}, FLOWERS, CARD), "diều", said) == about(1.23, 0.08)


def test_ten_phrases_more_take_a_sixth_from_a_word() -> None:
    said = {A: ["thả diều xa"], B: ["thả diều xa", *(f"bông {word}" for word in TEN.split())]}
    assert ratio((BEES, FLOWERS, CARD), "diều", said) == about(1.2, 0.04)


def test_a_word_that_is_the_whole_phrase_counts_two_and_a_half_times_one_of_nine() -> None:
    said = {A: ["diều", "một hai ba bốn năm sáu bảy tám chín"], B: ["diều một hai ba bốn năm sáu bảy tám", "chín"]}
    assert ratio((BEES, FLOWERS, CARD), "diều", said) == about(2.53, 0.04)


def test_a_word_of_a_short_text_counts_near_three_times_one_of_a_long_text() -> None:
    texts = ({**BEES, "steps": "thả diều"}, {**FLOWERS, "steps": f"thả diều {TEN} {TEN} {TEN}"}, CARD)
    assert ratio(texts, "diều") == about(2.68, 0.1)


def test_a_pair_of_a_phrase_tells_as_much_of_how_people_write_as_four_of_the_text() -> None:
    entry = Entry(Kind.PROCEDURE, A, "Nuôi ong", ("thả diều",), (Passage("", "", "bay cao"),), "xa", "")
    pairs = count(entry, {}).pair_counts()
    assert pairs["thả diều"] == 4 * pairs["bay cao"]


def test_a_pair_of_a_cue_outweighs_seventeen_of_the_text_and_not_twenty_three() -> None:
    assert _meant(times=17) == "nhà dạ"
    assert _meant(times=23) == "nhà đá"


def _meant(times: int) -> str:
    index = tiny({**BEES, "steps": "nhà đá. " * times}, FLOWERS, intents="intents: [{name: thu, cues: [nhà dạ], reply: Vâng}]")
    return " ".join(index.spelled("nha da"))


CARDS = ({"code": A, "name": "Cấp thẻ bơi"}, {"code": B, "name": "Cấp thẻ bơi cho khách nước ngoài"})


def beside_no_variant(question: str, *context: str) -> float:
    """How many times its score without the variant the special case B scores."""
    return scores(tiny(*CARDS, variants=ABROAD), question, *context)[B] / scores(tiny(*CARDS), question, *context)[B]


def test_a_special_case_stands_a_little_behind() -> None:
    assert beside_no_variant("thẻ bơi") == about(0.93, 0.1)


def test_a_special_case_that_is_spoken_of_stands_a_little_before() -> None:
    assert beside_no_variant("thẻ bơi người tây") == about(1.1, 0.1)


def test_a_special_case_that_a_follow_up_speaks_of_stands_well_before() -> None:
    assert beside_no_variant("người tây thì sao", "thẻ bơi") == about(1.3, 0.1)


def test_each_level_stands_a_little_behind_the_one_below() -> None:
    levels = ("xa", "tinh", "khac", "bo")
    index = tiny(*({"code": f"9.00000{place}", "name": "Cấp thẻ bơi", "levels": [level]} for place, level in enumerate(levels, 1)))
    found = scores(index, "thẻ bơi")
    assert found[A] > found[B] > found[C] > found[D] > 0.9 * found[A]


def test_another_provinces_record_counts_three_fifths() -> None:
    twins = (CARDS[0], {**CARDS[0], "code": B, "publisher": "UBND tỉnh Nghệ An"})
    found = scores(tiny(*twins, units="provinces: [{name: Nghệ An, kind: tỉnh}]"), "thẻ bơi")
    assert found[B] == about(0.6 * found[A], 0.1)


def test_what_nobody_wrote_a_guide_to_counts_seven_eighths() -> None:
    kites = ({"code": A, "name": "Cấp phép thả diều"}, {"code": B, "name": "Cấp phép thả diều"}, CARD)
    assert ratio(kites, "thả diều") == about(1.0, 0.01)  # where there are no guides, nothing stands behind
    page = {"procedures/dieu.md": f'---\ncode: "{B}"\nname: "Cấp phép thả diều"\nlevels: ["Cấp Xã"]\n---\nMang dây dài.\n'}
    found = scores(tiny(*kites, pages=page), "thả diều")
    assert found[A] == about(0.87 * found[B], 0.02)


def test_what_another_took_the_place_of_counts_four_fifths() -> None:
    kites = ({"code": A, "name": "Cấp phép thả diều"}, {"code": B, "name": "Cấp phép thả diều", "successor": A}, CARD)
    assert ratio(kites, "thả diều") == about(1.25, 0.02)
