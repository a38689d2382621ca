"""A message that is word for word a wording of an FAQ entry gets that entry, whatever else scores."""

from __future__ import annotations

import pytest

from bot.answers.rules.own_words import OwnWordsRule
from bot.answers.turn.outcome import Answered, Unanswered, UnansweredReason
from bot.wiring import AnswerParts
from indexer.language import without_marks
from knowledge.loading.library import Library
from knowledge.records.faq import FaqEntry
from tests.presence import found

ONE = FaqEntry(record_id="mot-cua-gio", question="Mấy giờ mở cửa?", asked_as=("giờ làm việc",), answer="7 giờ.", source="Nội quy")
OTHER = FaqEntry(record_id="mot-cua-ngay", question="Thứ bảy có làm không?", asked_as=("giờ làm việc",), answer="Có.", source="Nội quy")


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Mấy giờ mở cửa?", ONE),
        ("  mấy GIỜ mở cửa  ", ONE),
        ("may gio mo cua", ONE),
        ("thứ bảy có làm không", OTHER),
        ("giờ làm việc", None),  # both are asked so
        ("mấy giờ mở cửa vậy em", None),
        ("", None),
    ],
)
def test_word_for_word_with_accents_or_without(text: str, entry: FaqEntry | None) -> None:
    assert OwnWordsRule([ONE, OTHER]).heard(text) is entry


def test_every_wording_of_the_starter_library_gets_its_entry(parts: AnswerParts, starter: Library) -> None:
    missed = []
    for entry in starter.faq.values():
        for wording in (entry.question, *entry.asked_as):
            for text in (wording, without_marks(wording.lower())):
                answer = parts.answerer.answer(text)
                warned = isinstance(answer, Unanswered) and answer.why in (UnansweredReason.DANGER, UnansweredReason.WRONGDOING)
                if not warned and not (isinstance(answer, Answered) and answer.record == entry):
                    missed.append((text, entry.record_id))
    assert not missed


def test_while_something_is_talked_about_the_same_words_mean_that(parts: AnswerParts, starter: Library) -> None:
    assert any("cần giấy tờ gì" in entry.asked_as for entry in starter.faq.values())
    answer = parts.answerer.answer("cần giấy tờ gì", ("đăng ký khai sinh cho con",), "1.001193")
    assert isinstance(answer, Answered)
    assert found(getattr(answer.record, "code", None)) == "1.001193"
