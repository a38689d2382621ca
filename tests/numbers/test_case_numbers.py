"""The numbers by which a bare fact is told from a story, and by which a child's age is no old person's limit."""

from __future__ import annotations

from bot.answers.case.case_facts import CaseFact, case_facts_in, is_bare, tells_of_somebody
from bot.answers.case.limits import Met, applied
from bot.answers.short.polarity import denied
from bot.answers.short.quick import QuickAnswers
from bot.answers.short.told_facts import ToldFacts
from indexer.language import tokens
from indexer.query.lexicon import Lexicon, ShortQuestions
from knowledge.records.procedure import Part, Procedure, QuickAnswer
from tests.numbers.given_hits import OneRecord


def _facts(n_syllables: int) -> frozenset[CaseFact]:
    text = f"mẹ 72 tuổi {'rồi ' * (n_syllables - 3)}".strip()
    return case_facts_in(text, tokens(text))


def test_a_fact_of_15_syllables_is_bare_and_one_of_19_is_a_story() -> None:
    assert _facts(15)
    assert not _facts(19)


def test_one_word_beside_a_fact_leaves_it_bare_and_two_do_not() -> None:
    assert is_bare("quán rộng 60 m2", tokens("rộng 60 m2"))
    assert not is_bare("", tokens("quán phở 60 m2"))


def _met(least: int) -> Met | None:
    record = Procedure(code="9.000001", name="Hưởng", guide={Part.CONDITIONS: f"Từ đủ {least} tuổi trở lên."})
    told = applied(record, None, tokens("nó 16 tuổi được không"), is_late=False)
    return told.met if told else None


def test_a_childs_age_is_measured_by_a_limit_of_25_years_and_not_by_one_of_35() -> None:
    assert _met(25) is Met.TOO_LITTLE
    assert _met(35) is None


def test_whom_it_is_told_of_stands_second_at_the_latest_and_not_third() -> None:
    assert tells_of_somebody(tokens("quán mình bán cơm"))
    assert not tells_of_somebody(tokens("biển sóng em"))
    assert not tells_of_somebody(tokens("ad chỉ cách đi"))


def test_a_denial_reaches_four_syllables_and_not_five() -> None:
    assert denied(tokens("chưa nhận được tờ giấy gọi")) == {"nhan", "duoc", "to", "giay"}


def _is_about(wording: str) -> bool:
    quick = QuickAnswer(question=wording, answer="Vâng.", basis="Luật")
    record = Procedure(code="9.000001", name="Khai", quick=(quick,))
    lexicon = Lexicon(short_questions=ShortQuestions(n=9), syllables=dict.fromkeys(["chó", "đen", "gầy", "vườn", "rào"], 9))
    index = OneRecord(record, lexicon).index
    return ToldFacts(index, QuickAnswers(index)).is_about(record, quick, "chó đen gầy vườn rào")


def test_a_short_question_is_about_a_fact_by_three_fifths_of_its_words_and_not_by_two() -> None:
    assert _is_about("Chó đen gầy thì sao?")
    assert not _is_about("Chó đen thì sao?")
