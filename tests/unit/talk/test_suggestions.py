"""What is offered to somebody who has begun to type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.web.suggestions import LONGEST, LONGEST_PHRASE, MOST, Suggestions
from indexer.ranking.search import Index
from tests.library import DOG, TREE


@pytest.fixture(scope="module")
def small(small_index: Index) -> Suggestions:
    return Suggestions(small_index)


@pytest.fixture(scope="module")
def suggestions(starter_index: Index) -> Suggestions:
    return Suggestions(starter_index)


def codes(found: Suggestions, typed: str) -> list[str]:
    return [each.action.split(":")[1] for each in found.found(typed) if each.action]


def test_a_name_that_is_begun_is_offered_and_shows_the_procedure(small: Suggestions) -> None:
    first = small.found("thủ tục đăng ký nu")[0]
    assert (first.label, first.about, first.text, first.action) == ("Đăng ký nuôi chó", "", "", f"p:{DOG}:tong_quan")


def test_what_people_call_it_leads_to_its_name(small: Suggestions) -> None:
    (first,) = small.found("làm giấy tờ cho c")
    assert (first.label, first.about, first.action) == ("Làm giấy tờ cho chó", "Đăng ký nuôi chó", f"p:{DOG}:tong_quan")


def test_marks_need_not_be_typed(small: Suggestions) -> None:
    assert codes(small, "xin trong cay da") == codes(small, "xin trồng cây đa") == [TREE]


def test_a_procedure_is_offered_once(small: Suggestions) -> None:
    assert len(codes(small, "cho")) == len(set(codes(small, "cho")))


@pytest.mark.parametrize("typed", ["", " ", "n", "nu", "…?!", "zzzz qqqq"])
def test_too_little_or_nothing_known_offers_nothing(small: Suggestions, typed: str) -> None:
    assert small.found(typed) == ()


def test_a_word_that_is_ended_is_no_beginning(small: Suggestions) -> None:
    assert codes(small, "nuôi ch")
    assert not codes(small, "nuôi ch ")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("khai sinh", "1.001193"),
        ("dang ky ket hon", "1.000894"),
        ("mất căn cước", "1.014064"),
        ("mat cccd", "1.014064"),
        ("đăng ký tạm trú", "1.004194"),
        ("mở quán", "1.001612"),
    ],
)
def test_what_many_look_for_is_offered(suggestions: Suggestions, typed: str, code: str) -> None:
    assert code in codes(suggestions, typed)


def test_a_life_event_is_offered_and_sends_words_that_open_its_list(suggestions: Suggestions) -> None:
    found = [each for each in suggestions.found("nhà có em bé") if each.text]
    assert [each.label for each in found] == ["Nhà có em bé mới sinh"]
    assert found[0].text == "thủ tục sau khi sinh con"


def test_marks_that_are_typed_are_meant(suggestions: Suggestions) -> None:
    assert codes(suggestions, "tạm trú")[0] in {"1.004194", "1.002755"}
    assert all("tám" not in each.label.lower() for each in suggestions.found("tạm tr"))


def test_every_line_fits_a_phone(suggestions: Suggestions) -> None:
    for typed in ("xin", "đất", "con", "làm"):
        found = suggestions.found(typed)
        assert 0 < len(found) <= MOST
        assert all(not each.about or len(each.label) <= LONGEST_PHRASE for each in found)


@given(st.text(max_size=3 * LONGEST))
def test_whatever_is_typed_is_answered(suggestions: Suggestions, typed: str) -> None:
    assert len(suggestions.found(typed)) <= MOST
