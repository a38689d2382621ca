"""The numbers by which a short question is recognised and a sentence quoted. Functions without arguments: they are called again with each
number moved."""

from __future__ import annotations

import math

import pytest

from bot.answers.deadlines import deadlines_of
from bot.answers.quick import QuickAnswers, QuickMatch, asks_more
from bot.answers.sentences import nearest_sentence
from bot.answers.verdicts import Verdicts
from bot.answers.wordings import Shelf, Wording
from bot.wording import load
from indexer.lexicon import Lexicon, ShortQuestions
from knowledge.circumstance import Circumstance
from knowledge.procedure import Part, Procedure, QuickAnswer
from knowledge.vocabulary import AspectCues, Fact
from tests.numbers.shelf import OneRecord

QUICK = QuickAnswer(question="Có mất tiền không?", answer="Không.", basis="Phí, lệ phí")
LEXICON = Lexicon(
    short_questions=ShortQuestions(n=9),
    syllables=dict.fromkeys(["chó", "đen", "trắng", "đẹp", "nuôi", "lệ", "phí", "bao", "nhiêu", "vâng", "đăng", "ký"], 9),
)
FEES = AspectCues(part=Part.FEES, cues=("lệ phí bao nhiêu",))


def is_it(share: float, lead: float = 1.0) -> bool:
    return QuickMatch(QUICK, share, lead).is_it


def likeness(question: str, wording: str, answer: str = "Vâng.", name: str = "Đăng ký", lexicon: Lexicon = LEXICON) -> float:
    """How much `question` is like the only short question of a procedure; every word is as rare as another."""
    quick = QuickAnswer(question=wording, answer=answer, basis="Luật")
    record = Procedure(code="9.000001", name=name, quick=(quick,))
    found = QuickAnswers(OneRecord(record, lexicon).index).nearest(record, question)
    return found.share if found else math.nan


def test_a_word_that_says_the_same_by_two_fifths_counts_nearly_two_thirds() -> None:
    wording = Wording(QUICK, frozenset({"trang"}), 1.0, frozenset(), False, frozenset(), frozenset(), frozenset())
    assert Shelf([wording]).likeness({"den": 1.0}, lambda _: {"trang": 0.4}).tolist() == pytest.approx([0.64])


def test_a_short_question_is_met_in_other_words() -> None:
    record = Procedure(code="9.000001", name="Đăng ký", quick=(QuickAnswer(question="trắng", answer="Vâng.", basis="Luật"),))
    found = QuickAnswers(OneRecord(record, LEXICON, {"den": {"trang": 0.4}}).index).nearest(record, "đen")
    assert found
    assert found.share == pytest.approx(0.64, rel=0.01)


def test_a_likeness_of_over_a_half_is_it_and_of_two_fifths_is_not() -> None:
    assert is_it(0.55)
    assert not is_it(0.42)


def test_a_likeness_of_over_a_third_is_it_where_it_leads_by_three_fifths_and_less_is_not() -> None:
    assert is_it(0.38, 1.6)
    assert not is_it(0.3, 1.6)


def test_to_lead_is_by_seven_tenths_and_not_by_three_tenths() -> None:
    assert is_it(0.4, 1.7)
    assert not is_it(0.4, 1.3)


def test_a_faint_likeness_is_one_of_over_a_quarter_and_not_of_a_fifth() -> None:
    assert is_it(0.3, 2.4)
    assert not is_it(0.22, 2.4)


def test_to_lead_far_is_over_twice_and_not_less() -> None:
    assert is_it(0.3, 2.5)
    assert not is_it(0.3, 1.8)


def test_a_yes_or_no_is_firm_from_two_thirds_alike_and_not_from_a_half() -> None:
    assert QuickMatch(QUICK, 0.7, 1.0).tells(Fact.YES_NO)
    assert not QuickMatch(QUICK, 0.55, 1.0).tells(Fact.YES_NO)
    assert QuickMatch(QUICK, 0.55, 1.0).tells(None)
    assert QuickMatch(QUICK.model_copy(update={"answer": "Nam từ đủ 20 tuổi."}), 0.55, 1.0).tells(Fact.YES_NO)


def test_two_words_in_the_other_order_are_four_fifths_alike() -> None:
    assert likeness("chó đen", "đen chó") == pytest.approx(0.8, rel=0.03)


def test_to_have_but_a_word_of_the_name_in_common_is_to_be_hardly_alike() -> None:
    assert likeness("chó đen", "chó trắng", name="chó") == pytest.approx(0.091, rel=0.1)


def test_a_word_that_only_the_answer_says_counts_a_quarter() -> None:
    assert likeness("đen", "trắng", answer="Đen.") == pytest.approx(0.25, rel=0.1)


def test_to_turn_on_the_same_is_nearly_two_words_alike() -> None:
    """Nine short questions: a word that one of them says counts ln 10, of which 4 is a little less than twice as much."""
    reads_black = LEXICON.model_copy(update={"circumstances": (Circumstance(name="black", cues=("đen",)),)})
    told = likeness("chó đen", "đen đẹp", lexicon=reads_black)
    word, pair = math.log(10), math.log(10) / 2
    assert told == pytest.approx(2 * (word + 4) / (2 * (2 * word + pair + 4)), rel=0.03)


def test_to_ask_for_the_same_part_is_half_as_much_again() -> None:
    reads_fees = LEXICON.model_copy(update={"aspects": (FEES,)})
    plain = likeness("chó lệ phí bao nhiêu", "lệ phí bao nhiêu")
    assert likeness("chó lệ phí bao nhiêu", "lệ phí bao nhiêu", lexicon=reads_fees) == pytest.approx(1.5 * plain, rel=0.1)


def quoted(sentence: str, *asked: str) -> bool:
    return bool(nearest_sentence(Procedure(code="9.000001", name="Đăng ký", steps=sentence), asked))


def long(length: int) -> str:
    """A sentence of so many characters that says mot and hai."""
    return "mot hai " + "x" * (length - 8)


def test_a_sentence_of_280_characters_is_quoted_and_one_of_370_is_not() -> None:
    assert quoted(long(280), "mot", "hai")
    assert not quoted(long(370), "mot", "hai")


def test_a_sentence_of_28_characters_is_quoted_and_one_of_21_is_not() -> None:
    assert quoted(long(28), "mot", "hai")
    assert not quoted(long(21), "mot", "hai")


def test_a_sentence_that_says_two_of_the_words_is_quoted_and_one_that_says_one_is_not() -> None:
    assert quoted(long(60), "mot", "hai")
    assert not quoted(long(60), "mot")


def test_a_sentence_that_says_seven_of_ten_words_is_quoted_and_one_that_says_half_is_not() -> None:
    said = [f"w{letter}" for letter in "abcdefghij"]
    assert quoted(" ".join([*said[:7], "x" * 20]), *said)
    assert not quoted(" ".join([*said[:5], "x" * 20]), *said)


def test_an_office_of_90_characters_is_named_and_a_list_of_150_is_not() -> None:
    def told(length: int) -> bool:
        agency = "Ủy ban nhân dân xã " + "x" * (length - 19)
        return bool(Verdicts(load()).of(Procedure(code="9.000001", name="Thử", agency=agency), Fact.COMMUNE))

    assert told(118)
    assert told(90)
    assert not told(150)


def test_three_deadlines_of_a_guide_are_told_and_no_long_ones() -> None:
    def told(*sentences: str) -> int:
        return len(deadlines_of(Procedure(code="9.000001", name="Thử", guide={Part.SUMMARY: "\n".join(sentences)})))

    assert told(*(f"Bà con phải khai trong {days} ngày." for days in (10, 20, 30, 40))) == 3
    assert told("Bà con phải khai trong 10 ngày, " + "x" * 240 + ".") == 1
    assert told("Bà con phải khai trong 10 ngày, " + "x" * 320 + ".") == 0


def test_beside_a_yes_or_no_stands_a_question_a_third_alike_and_none_a_quarter() -> None:
    assert QuickMatch(QUICK, 0.33, 1.0, turns_on_the_same=False).stands_beside(Fact.YES_NO)
    assert not QuickMatch(QUICK, 0.25, 9.0).stands_beside(Fact.YES_NO)


def test_beside_a_summary_stands_a_question_nearly_half_alike_and_none_a_third() -> None:
    assert QuickMatch(QUICK, 0.45, 1.0).stands_beside(None)
    assert not QuickMatch(QUICK, 0.35, 9.0).stands_beside(None)


def test_four_words_beside_the_name_ask_for_more_than_a_summary_and_three_do_not() -> None:
    record = Procedure(code="9.000001", name="Đăng ký nuôi chó")
    assert asks_more(record, ("nuoi", "cho", "hang", "xom", "keu", "on"))
    assert not asks_more(record, ("nuoi", "cho", "hang", "xom", "keu"))
