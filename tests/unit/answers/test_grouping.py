"""bot.answers.lessons.grouping: what staff look through is short, and nothing is lost on the way."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.answers.lessons.grouping import grouped
from bot.answers.lessons.questions import Logged

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


def logged(*texts: str) -> list[Logged]:
    return [Logged(number, text, "not_found", "", "", NOON) for number, text in enumerate(texts)]


def test_what_shares_most_of_its_words_stands_together_the_largest_first() -> None:
    found = grouped(logged("giá vàng", "thuê sân bóng", "sân bóng thuê", "thuê sân bóng xã"), str.split)
    assert [[question.question for question in group.questions] for group in found] == [
        ["thuê sân bóng", "sân bóng thuê", "thuê sân bóng xã"],
        ["giá vàng"],
    ]
    assert found[0].terms == ("bóng", "sân", "thuê")


def test_questions_without_words_stand_alone() -> None:
    assert len(grouped(logged("???", "!!!", "???"), lambda _: ())) == 2


@given(st.lists(st.text("abc ", max_size=9), max_size=30))
def test_every_question_is_in_one_group(texts: list[str]) -> None:
    questions = logged(*texts)
    found = grouped(questions, str.split)
    assert sorted(question.id for group in found for question in group.questions) == [question.id for question in questions]
    sizes = [len(group.questions) for group in found]
    assert sizes == sorted(sizes, reverse=True)
