"""Two petitions about one matter are offered to one another, two about two are not: measured on pairs as citizens write them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bot.petitions.rules.petition import PetitionKind
from bot.petitions.rules.texts import alike
from bot.petitions.rules.texts.alike import LIKE_ENOUGH, ToldMatter, likeness
from bot.petitions.rules.texts.kinds import kind_of
from bot.petitions.rules.texts.places import are_apart, are_together, marks_of
from tests.paths import TESTS

PAIRS = TESTS / "rules" / "duplicates.tsv"
FRESH = PAIRS.with_name("duplicates_fresh.tsv")
Pair = tuple[ToldMatter, ToldMatter]
ANOTHER_KIND = 37  # lines further another topic begins


@cache
def told(path: Path) -> tuple[Pair, ...]:
    """The lines of a file: two people about one matter."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return tuple((matter(first, here), matter(second, there)) for here, first, there, second in lines)


def matter(content: str, place: str) -> ToldMatter:
    return ToldMatter(kind_of(content), content, place)


def of_two_matters(pairs: tuple[Pair, ...]) -> list[Pair]:
    """Three for each: two neighbours of the same sort at another place, and another sort at the same place."""
    numbers = range(len(pairs))
    elsewhere = [(pairs[number][0], pairs[(number + step) % len(pairs)][1]) for step in (1, 3) for number in numbers]
    others = [(pairs[number][0], pairs[(number + ANOTHER_KIND) % len(pairs)][1].content) for number in numbers]
    return [*elsewhere, *((first, matter(content, first.place)) for first, content in others)]


def offered(pairs: list[Pair] | tuple[Pair, ...]) -> float:
    """The share of pairs of which the second is offered the first."""
    return sum(likeness(second, first) >= LIKE_ENOUGH for first, second in pairs) / len(pairs)


def test_pairs_of_one_matter_are_offered_and_pairs_of_two_are_not() -> None:
    one = told(PAIRS)
    two = of_two_matters(one)
    assert len(one) >= 100
    assert len(two) >= 300
    assert offered(one) >= 0.92
    assert offered(two) <= 0.03


def test_pairs_that_no_word_was_chosen_for() -> None:
    one = told(FRESH)
    assert offered(one) >= 0.7
    assert offered(of_two_matters(one)) <= 0.05


def test_a_lower_threshold_would_offer_what_is_another_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    two = of_two_matters(told(PAIRS))
    assert sum(likeness(second, first) >= 0.5 for first, second in two) / len(two) > 0.05
    monkeypatch.setattr(alike, "SOMEWHERE", LIKE_ENOUGH)
    assert offered(two) > 0.25


def test_a_place_is_compared_by_what_anybody_may_know() -> None:
    assert are_together(marks_of("Thôn 3, gần nhà văn hóa"), marks_of("xom ba"))
    assert are_apart(marks_of("thôn 3"), marks_of("thôn 13"))
    assert not are_together(marks_of("nhà ông Ba Thợ Mộc"), marks_of("nhà ông Ba Thợ Mộc")), "whose house it is says nothing here"
    assert not are_apart(marks_of("tổ 5"), marks_of("thôn 3")), "a tổ may lie in a thôn"
    assert marks_of("hàng xóm", "Hàng xóm 3 đêm liền hát").hamlets == {}


def test_it_is_the_same_both_ways_and_never_between_kinds() -> None:
    light, other = matter("Đèn đường hỏng", "thôn 3"), matter("den duong tat ngam", "xom 3")
    assert likeness(light, other) == likeness(other, light) == 1.0
    assert likeness(ToldMatter(PetitionKind.REGULATION, light.content, light.place), other) == 0.0
