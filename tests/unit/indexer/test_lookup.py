"""Procedures looked up by name or code, as cards."""

from __future__ import annotations

import pytest

from bot import wording
from bot.answers.composing.compose import Composer
from bot.answers.composing.lookup import Lookup
from bot.answers.decisions.answer import Answerer
from indexer.ranking.search import Index
from knowledge.checks.freshness import Freshness
from tests.library import DOG, TREE


@pytest.fixture
def lookup(small_index: Index) -> Lookup:
    return Lookup(small_index, Composer(wording.load(), Freshness(small_index.lexicon.units)))


def test_a_name_finds_its_procedure_first_with_a_short_answer_and_its_source(lookup: Lookup) -> None:
    best = lookup.find("đăng ký nuôi chó", 10)[0]
    assert (best.code, best.name) == (DOG, "Thủ tục đăng ký nuôi chó")
    assert f"mã {DOG}" in best.text
    assert best.note.startswith(DOG)


def test_a_code_finds_that_procedure_alone(lookup: Lookup) -> None:
    assert [card.code for card in lookup.find(f" {TREE} ", 10)] == [TREE]


def test_no_more_cards_than_wanted_and_none_for_nothing(lookup: Lookup) -> None:
    assert len(lookup.find("giấy phép trồng cây", 2)) == 2
    assert lookup.find("", 10) == []
    assert lookup.find("zzzz", 10) == []


def test_the_part_that_is_asked_for_is_the_one_that_is_told(starter_index: Index) -> None:
    lookup = Lookup(starter_index, Composer(wording.load(), Freshness(starter_index.lexicon.units)))
    assert lookup.find("đăng ký kết hôn lệ phí bao nhiêu", 1)[0].text.startswith("Phí, lệ phí")


def test_in_danger_the_one_card_is_the_number_to_call(starter_index: Index) -> None:
    composer = Composer(wording.load(), Freshness(starter_index.lexicon.units))
    cards = Lookup(starter_index, composer, danger=Answerer(starter_index).danger).find("nhà tôi đang cháy", 10)
    assert [(card.code, card.text[:12]) for card in cards] == [("", "Gọi ngay 114")]
