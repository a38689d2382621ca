"""In a talk about a procedure a bare fact is of that procedure, and a question for how long a paper holds is no question for a last day."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import wiring
from bot.answers.turn.deciding import Rule
from bot.answers.turn.outcome import Planned, shown
from bot.wiring import AnswerParts
from knowledge.records.procedure import Part
from tests.presence import found

HEALTH_CARD, SINGLE = "1.014137", "1.004873"


@pytest.fixture(scope="module")
def parts(starter_index_folder: Path) -> AnswerParts:
    return wiring.wire(starter_index_folder)


@pytest.mark.parametrize("fact", ["bà 81 tuổi rồi", "ba em 82 tuổi", "ong noi 90 tuoi roi"])
def test_an_age_that_a_life_event_lists_too_stays_with_what_is_talked_about(parts: AnswerParts, fact: str) -> None:
    assert isinstance(parts.answerer.answer(fact), Planned), "by itself it asks what a family does"
    answer = found(shown(parts.answerer.answer(fact, ["gia hạn thẻ bảo hiểm y tế ở đâu"], HEALTH_CARD)))
    assert (answer.record.record_id, answer.rule) == (HEALTH_CARD, Rule.CASE_FACT)


@pytest.mark.parametrize("asked", ["giấy đó hạn bao lâu", "giay do han bao lau", "giấy này hạn mấy tháng", "giấy hạn mấy tháng vậy"])
def test_how_long_a_paper_holds_is_no_last_day(parts: AnswerParts, asked: str) -> None:
    answer = found(shown(parts.answerer.answer(asked, ["giấy xác nhận độc thân làm ở đâu"], SINGLE)))
    assert answer.record.record_id == SINGLE
    assert not answer.by_when


@pytest.mark.parametrize("asked", ["theo điều mấy vậy", "điều khoản nào quy định", "theo dieu khoan nao", "xin nói rõ điều khoản"])
def test_which_article_it_is_is_asked_of_the_law_it_rests_on(parts: AnswerParts, asked: str) -> None:
    answer = found(shown(parts.answerer.answer(asked, ["giấy xác nhận độc thân làm ở đâu"], SINGLE)))
    assert (answer.record.record_id, answer.part) == (SINGLE, Part.LEGAL_BASIS)
