"""The numbers by which a short question is recognised and a sentence quoted. Functions without arguments: they are called again with each
number moved."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

import pytest

from bot.answers.case import last_day as last_day_rule
from bot.answers.case.last_day import LastDay, last_day
from bot.answers.case.limits import Applied, applied
from bot.answers.case.quantities import age_band
from bot.answers.lines.deadlines import deadlines_of
from bot.answers.lines.received import received
from bot.answers.lines.sentences import nearest_sentence
from bot.answers.lines.verdicts import Verdicts
from bot.answers.short.quick import QuickAnswers, QuickMatch, asks_more
from bot.answers.short.shortly import ShortAnswers
from bot.answers.short.wordings import QuickWording, WordingMatrix
from bot.answers.turn.outcome import Answered
from bot.wording import load
from indexer.query.lexicon import Lexicon, ShortQuestions
from knowledge.cues.circumstance import Circumstance
from knowledge.cues.vocabulary import AspectCues, Fact
from knowledge.records.procedure import Part, Procedure, QuickAnswer
from knowledge.texts.told_days import ToldDay
from tests.numbers.given_hits import OneRecord
from tests.presence import found

QUICK = QuickAnswer(question="Có mất tiền không?", answer="Không.", basis="Phí, lệ phí")
LEXICON = Lexicon(
    short_questions=ShortQuestions(n=9),
    syllables=dict.fromkeys(["chó", "đen", "trắng", "đẹp", "nuôi", "lệ", "phí", "bao", "nhiêu", "vâng", "đăng", "ký"], 9),
)
FEES = AspectCues(part=Part.FEES, cues=("lệ phí bao nhiêu",))


def likeness(question: str, wording: str, answer: str = "Vâng.", name: str = "Đăng ký", lexicon: Lexicon = LEXICON) -> float:
    """How much `question` is like the only short question of a procedure; every word is as rare as another."""
    quick = QuickAnswer(question=wording, answer=answer, basis="Luật")
    record = Procedure(code="9.000001", name=name, quick=(quick,))
    near = QuickAnswers(OneRecord(record, lexicon).index).nearest(record, question)
    return near.share if near else math.nan


def test_a_word_that_says_the_same_by_two_fifths_counts_nearly_two_thirds() -> None:
    wording = QuickWording(QUICK, frozenset({"trang"}), 1.0, frozenset(), False, frozenset(), frozenset(), frozenset())
    assert WordingMatrix([wording]).likeness({"den": 1.0}, lambda _: {"trang": 0.4}).tolist() == pytest.approx([0.64])


def test_a_short_question_is_met_in_other_words() -> None:
    record = Procedure(code="9.000001", name="Đăng ký", quick=(QuickAnswer(question="trắng", answer="Vâng.", basis="Luật"),))
    near = QuickAnswers(OneRecord(record, LEXICON, {"den": {"trang": 0.4}}).index).nearest(record, "đen")
    assert near
    assert near.share == pytest.approx(0.64, rel=0.01)


def is_told(strength: float, *, same: bool | None = True) -> bool:
    return QuickMatch(QUICK, strength, 1.0, turns_on_the_same=same).is_it


def test_what_turns_on_the_same_is_told_from_nine_tenths() -> None:
    assert is_told(0.95)
    assert not is_told(0.7)


def test_what_turns_on_nothing_is_told_from_one() -> None:
    assert is_told(1.1, same=None)
    assert not is_told(0.9, same=None)


def test_what_turns_on_something_else_is_told_from_one_and_a_half() -> None:
    assert is_told(1.7, same=False)
    assert not is_told(1.3, same=False)


def test_to_lead_by_three_times_is_to_lead_by_far() -> None:
    assert QuickMatch(QUICK, 0.11, 9.0).is_it
    assert not QuickMatch(QUICK, 0.07, 9.0).is_it


def test_to_lead_says_more_than_to_be_alike() -> None:
    assert QuickMatch(QUICK, 0.5, 1.5).is_it
    assert not QuickMatch(QUICK, 0.7, 1.0).is_it


def test_a_yes_or_no_is_firm_from_over_one_and_a_quarter() -> None:
    assert QuickMatch(QUICK, 1.5, 1.0).tells(Fact.YES_NO)
    assert not QuickMatch(QUICK, 1.1, 1.0).tells(Fact.YES_NO)
    assert QuickMatch(QUICK, 1.1, 1.0).tells(None)
    assert QuickMatch(QUICK.model_copy(update={"answer": "Nam từ đủ 20 tuổi."}), 1.1, 1.0).tells(Fact.YES_NO)


def test_a_wording_that_turns_on_something_else_counts_four_fifths() -> None:
    """Of two wordings of one question the one that turns on the same is taken, though the other is likelier by a tenth, and not by a third."""
    reads_black = LEXICON.model_copy(update={"circumstances": (Circumstance(name="black", cues=("đen",)),)})

    def taken(same: str) -> bool | None:
        quick = QuickAnswer(question=same, asked_as=("chó đẹp nuôi",), answer="Vâng.", basis="Luật")
        record = Procedure(code="9.000001", name="Đăng ký", quick=(quick,))
        return found(QuickAnswers(OneRecord(record, reads_black).index).nearest(record, "đen chó đẹp nuôi")).turns_on_the_same

    assert taken("đen chó trắng") is True
    assert taken("đen") is False


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


def test_who_asks_how_much_one_is_given_is_told_of_that_from_a_third_alike_and_not_from_a_quarter() -> None:
    assert QuickMatch(QUICK, 0.35, 1.0, is_given=True).is_it
    assert not QuickMatch(QUICK, 0.25, 1.0, is_given=True).is_it
    assert not QuickMatch(QUICK, 0.35, 1.0).is_it


def test_what_is_no_answer_for_sure_stands_first_from_a_strength_of_six_tenths() -> None:
    assert QuickMatch(QUICK, 0.4, 1.27).is_near(Fact.YES_NO)
    assert not QuickMatch(QUICK, 0.4, 1.15).is_near(Fact.YES_NO)


def test_what_is_no_answer_for_sure_stands_first_where_half_is_alike() -> None:
    assert QuickMatch(QUICK, 0.55, 1.0).is_near(None)
    assert not QuickMatch(QUICK, 0.45, 1.0).is_near(None)
    assert not QuickMatch(QUICK, 0.9, 2.0, turns_on_the_same=False).is_near(Fact.COST)


def paid(months: int, condition: str) -> Applied | None:
    record = Procedure(code="9.000001", name="Hưởng trợ cấp", guide={Part.CONDITIONS: condition})
    return applied(record, None, f"đóng {months} tháng được không".split(), is_late=False)


def test_a_limit_of_130_characters_is_quoted_and_one_of_150_is_not() -> None:
    def condition(length: int) -> str:
        return "Đã đóng đủ 12 tháng " + "x" * (length - 20)

    assert paid(14, condition(130))
    assert paid(14, condition(150)) is None


def test_a_question_about_who_is_under_16_is_a_childs_and_one_about_who_is_under_20_is_not() -> None:
    assert age_band(["con", "dưới", "16", "tuổi", "ai", "đi", "làm"])
    assert age_band(["con", "dưới", "20", "tuổi", "ai", "đi", "làm"]) is None


def test_a_deadline_of_120_characters_is_counted_from_and_one_of_160_is_not() -> None:
    def told(length: int) -> LastDay | None:
        line = "Phải khai trong 15 ngày kể từ ngày có người chết " + "x" * length
        record = Procedure(code="9.000001", name="Khai tử", guide={Part.SUMMARY: line[:length] + "."})
        return last_day(record, "mất ngày 5/11")

    assert told(120)
    assert told(160) is None


def test_a_day_without_a_year_is_of_this_one_fifty_days_ahead_and_of_the_last_one_seventy_days_ahead() -> None:
    today = date(2026, 11, 1)
    assert ToldDay(21, 12).nearest(today, last_day_rule.AHEAD) == date(2026, 12, 21)
    assert ToldDay(10, 1).nearest(today, last_day_rule.AHEAD) == date(2026, 1, 10)


def test_what_happened_55_characters_before_the_day_is_counted_from_and_75_before_it_is_not() -> None:
    def told(distance: int) -> LastDay | None:
        record = Procedure(code="9.000001", name="Khai tử", guide={Part.SUMMARY: "Phải khai trong 15 ngày kể từ ngày có người chết."})
        return last_day(record, "bà mất " + "x" * (distance - 2) + " 5/11")

    assert told(55)
    assert told(75) is None


def test_months_are_told_late_that_are_a_fifth_over_the_days_and_not_that_are_an_eighth_over() -> None:
    def told(days: int) -> Applied | None:
        record = Procedure(code="9.000001", name="Đăng ký", guide={Part.SUMMARY: f"Phải khai trong {days} ngày."})
        return applied(record, None, ["4", "tháng", "rồi", "có", "trễ", "không"], is_late=True)

    assert told(101)
    assert told(107) is None


def test_two_sentences_that_say_how_much_are_told_and_no_long_ones() -> None:
    def told(*sentences: str) -> int:
        return len(received(Procedure(code="9.000001", name="Hưởng trợ cấp", steps=" ".join(sentences))))

    assert told("Hưởng 1.000 đồng.", "Hưởng 2.000 đồng.", "Hưởng 3.000 đồng.") == 2
    assert told("Hưởng 1.000 đồng " + "x" * 285 + ".") == 1
    assert told("Hưởng 1.000 đồng " + "x" * 325 + ".") == 0


def test_four_words_beside_the_name_ask_for_more_than_a_summary_and_three_do_not() -> None:
    record = Procedure(code="9.000001", name="Đăng ký nuôi chó")
    assert asks_more(record, ("nuoi", "cho", "hang", "xom", "keu", "on"))
    assert not asks_more(record, ("nuoi", "cho", "hang", "xom", "keu"))


class GivenShortAnswers:
    """Short questions whose likeness to each text is given."""

    def __init__(self, told: Mapping[str, Sequence[tuple[str, float]]]) -> None:
        self._told = told

    def ranked(self, _: Procedure, question: str) -> list[QuickMatch]:
        answers = [
            (QuickAnswer(question=asked, answer="Nam từ 20 tuổi.", basis="Luật"), share) for asked, share in self._told.get(question, ())
        ]
        return [QuickMatch(answer, share, 1.0) for answer, share in answers]

    def nearest(self, record: Procedure, question: str) -> QuickMatch | None:
        return next(iter(self.ranked(record, question)), None)

    def asks_what_is_given(self, _: Procedure, __: str) -> bool:
        return False

    def asks_whether_late(self, _: str) -> bool:
        return False


def told_of(question: str, **clauses: Sequence[tuple[str, float]]) -> list[str]:
    """What is told to `question`, of which the clauses "lệ phí bao nhiêu <name>" are as like short questions as is given."""
    record = Procedure(code="9.000001", name="Đăng ký nuôi chó")
    lexicon = LEXICON.model_copy(update={"aspects": (FEES,)})
    given = {f"lệ phí bao nhiêu {name}": told for name, told in clauses.items()} | {question: clauses.get("whole", ())}
    short = ShortAnswers(OneRecord(record, lexicon).index, cast("QuickAnswers", GivenShortAnswers(given)))
    answered = short.added(question, Answered(record, Part.SUMMARY))
    return [each.question for each in (answered.quick, answered.second) if each]


FIRST, SECOND = ("Một?", 1.0), ("Hai?", 1.0)


def test_two_clauses_are_both_told() -> None:
    assert told_of("lệ phí bao nhiêu đen, lệ phí bao nhiêu trắng", đen=[FIRST], trắng=[SECOND]) == ["Một?", "Hai?"]


def test_a_clause_of_three_words_may_ask_and_one_of_two_may_not() -> None:
    asks_shortly = AspectCues(part=Part.FEES, cues=("lệ phí",))
    lexicon = LEXICON.model_copy(update={"aspects": (asks_shortly,)})
    record = Procedure(code="9.000001", name="Đăng ký nuôi chó")

    def told(clause: str) -> bool:
        question = f"chó đen đẹp, {clause}"
        given = GivenShortAnswers({clause: [FIRST], question: [("Một?", 0.85)]})
        short = ShortAnswers(OneRecord(record, lexicon).index, cast("QuickAnswers", given))
        return short.added(question, Answered(record, Part.SUMMARY)).quick is not None

    assert told("lệ phí chó")
    assert not told("lệ phí")


def test_a_message_of_50_words_is_cut_in_clauses_and_one_of_70_is_not() -> None:
    def told(length: int) -> int:
        question = f"lệ phí bao nhiêu đen, lệ phí bao nhiêu trắng, {'đẹp ' * (length - 10)}".strip()
        return len(told_of(question, đen=[FIRST], trắng=[SECOND]))

    assert told(50) == 2
    assert told(70) == 0


def test_the_last_four_clauses_are_looked_at_and_no_fifth() -> None:
    asked = "lệ phí bao nhiêu đen, chó đen đẹp, chó trắng đẹp, lệ phí bao nhiêu trắng"
    assert told_of(asked, đen=[FIRST], trắng=[SECOND]) == ["Một?", "Hai?"]
    assert told_of(f"{asked}, nuôi chó đẹp", đen=[FIRST], trắng=[SECOND], whole=[("Hai?", 0.85)]) == ["Hai?"]


def test_a_clause_alone_is_told_where_the_whole_is_four_fifths_as_like_it_and_not_three_fifths() -> None:
    def told(share: float) -> list[str]:
        return told_of("chó đen đẹp, lệ phí bao nhiêu đen", đen=[FIRST], whole=[("Ba?", 0.85), ("Một?", 0.85 * share)])

    assert told(0.8) == ["Một?"]
    assert told(0.6) == []


def test_a_clause_alone_is_told_where_the_whole_is_like_something_by_four_fifths_and_not_by_half() -> None:
    def told(share: float) -> list[str]:
        return told_of("chó đen đẹp, lệ phí bao nhiêu đen", đen=[FIRST], whole=[("Một?", share)])

    assert told(0.8) == ["Một?"]
    assert told(0.5) == []


def test_a_clause_of_a_message_that_is_like_nothing_as_a_whole_is_not_told_alone() -> None:
    assert told_of("chó đen đẹp, lệ phí bao nhiêu đen", đen=[FIRST]) == []
