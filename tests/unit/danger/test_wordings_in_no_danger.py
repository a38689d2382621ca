"""A wording of an FAQ entry reaches its entry unless a word of danger stands in it: the weight of all its words alone raises no alarm."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import wiring
from bot.wiring import AnswerParts
from knowledge.loading.library import Library


@pytest.fixture(scope="module")
def parts(starter_index_folder: Path) -> AnswerParts:
    return wiring.wire(starter_index_folder)


def test_no_wording_is_a_cry_by_its_weight_alone(parts: AnswerParts, starter: Library) -> None:
    wordings = [wording for entry in starter.faq.values() for wording in (entry.question, *entry.asked_as)]
    heard = {wording: alarm for wording in wordings if (alarm := parts.answerer.danger(wording))}
    own = {wording for wording in heard if parts.answerer._documents.in_own_words(wording)}
    assert [wording for wording in own if heard[wording].danger.weighed] == []
    assert len(own) > 30, "what has a word of danger in it is heard all the same"


@pytest.mark.parametrize("text", ["cháy nhà gọi số nào", "trẻ em bị đánh", "dây điện đứt rơi xuống đường"])
def test_a_word_of_danger_in_a_wording_is_heard(parts: AnswerParts, text: str) -> None:
    assert parts.answerer.danger(text) is not None


@pytest.mark.parametrize("text", ["chó hàng xóm cắn con tôi chảy máu quá trời", "rắn độc trong vườn cắn con tôi rồi"])
def test_what_says_more_than_a_wording_is_heard(parts: AnswerParts, text: str) -> None:
    assert parts.answerer.danger(text) is not None
