"""The numbers by which a message is taken apart into what it asks. Functions without arguments: they are called again with each number
moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from bot.answers.short.halves import Halves
from bot.answers.short.quick import QuickAnswers, QuickMatch
from bot.answers.turn.outcome import Answered, AskedHalf
from indexer.query.lexicon import Lexicon
from knowledge.cues.vocabulary import AspectCues, Fact
from knowledge.records.procedure import Part, Procedure, QuickAnswer
from tests.numbers.given_hits import OneRecord

DOG = Procedure(code="9.000001", name="Đăng ký nuôi chó")
LEXICON = Lexicon(
    aspects=(
        AspectCues(part=Part.FEES, cues=("lệ phí",)),
        AspectCues(part=Part.DOCUMENTS, cues=("giấy tờ gì",)),
        AspectCues(part=Part.TIME_LIMIT, cues=("bao lâu",)),
        AspectCues(part=Part.METHODS, cues=("ở đâu",)),
        AspectCues(part=Part.SUMMARY, cues=("được không",), weight=0.9, fact=Fact.YES_NO),
    )
)
PAPERS, TIME = AskedHalf(Part.DOCUMENTS), AskedHalf(Part.TIME_LIMIT)


class GivenHalves:
    """Short questions of which each clause is as like one as is given."""

    def __init__(self, shares: Mapping[str, tuple[QuickAnswer, float]]) -> None:
        self._shares = shares

    def nearest(self, _: Procedure, clause: str) -> QuickMatch | None:
        return QuickMatch(*self._shares[clause], 1.0) if clause in self._shares else None

    def asks_what_is_given(self, _: Procedure, __: str) -> bool:
        return False


def halves(
    question: str, shares: Mapping[str, tuple[QuickAnswer, float]] | None = None, quick: QuickAnswer | None = None
) -> Sequence[AskedHalf]:
    taken_apart = Halves(OneRecord(DOG, LEXICON).index, cast("QuickAnswers", GivenHalves(shares or {})))
    return taken_apart.of(question, Answered(DOG, Part.SUMMARY, quick=quick))


def told(question: str) -> QuickAnswer:
    return QuickAnswer(question=question, answer="Nhờ được.", basis="Luật")


def test_a_clause_of_two_words_may_ask_and_one_of_one_word_may_not() -> None:
    reads_fees = AspectCues(part=Part.FEES, cues=("phí",))
    one_word = OneRecord(DOG, LEXICON.model_copy(update={"aspects": (*LEXICON.aspects, reads_fees)})).index
    assert halves("giấy tờ gì, bao lâu") == (PAPERS, TIME)
    assert Halves(one_word, cast("QuickAnswers", GivenHalves({}))).of("giấy tờ gì, phí", Answered(DOG, Part.SUMMARY)) == ()


def test_four_things_are_answered_at_once_and_no_fifth() -> None:
    asked = halves("giấy tờ gì, bao lâu, ở đâu, lệ phí chó, mèo đen được không")
    assert [half.part for half in asked] == [Part.DOCUMENTS, Part.TIME_LIMIT, Part.METHODS, Part.FEES]


def test_that_nothing_answers_it_is_said_of_what_names_two_things_and_not_of_one() -> None:
    assert halves("giấy tờ gì, mèo đen được không") == (PAPERS, AskedHalf())
    assert halves("giấy tờ gì, mèo được không") == ()


def test_a_part_and_a_yes_or_no_are_both_answered() -> None:
    by_another = told("Nhờ người khác đi được không?")
    assert halves("giấy tờ gì, nhờ bà đi được không", {"nhờ bà đi được không": (by_another, 1.4)}) == (PAPERS, AskedHalf(quick=by_another))


def test_what_nothing_answers_comes_last_and_only_once() -> None:
    assert halves("mèo đen được không, giấy tờ gì") == (PAPERS, AskedHalf())
    assert halves("giấy tờ gì, mèo đen được không, vịt trắng được không") == (PAPERS, AskedHalf())


def test_what_the_whole_message_is_most_like_stands_for_a_clause_that_nothing_answers() -> None:
    whole = told("Nuôi mèo thì sao?")
    assert halves("giấy tờ gì, mèo đen được không", quick=whole) == (PAPERS, AskedHalf(quick=whole))


def test_a_message_that_asks_for_one_thing_is_left_whole() -> None:
    assert halves("chó nhà tôi màu đen, giấy tờ gì") == ()
    assert halves("giấy tờ gì, cần giấy tờ gì") == ()


def test_what_one_short_question_asks_for_altogether_is_left_to_it() -> None:
    assert halves("giấy tờ gì, bao lâu", quick=told("Giấy tờ gì, bao lâu?")) == ()


def test_what_is_taken_back_is_not_asked() -> None:
    assert halves("không hỏi lệ phí, giấy tờ gì, bao lâu") == (PAPERS, TIME)
