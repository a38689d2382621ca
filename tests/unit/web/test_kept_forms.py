"""What is typed and not sent: of two windows that write the same form, neither takes the other's text away."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.workplace.kept_forms import LONGEST_PLACE, LONGEST_TEXT, MOST_OTHERS, KeptForm, following

EMPTY = KeptForm("/kien-nghi/1/answer", "/kien-nghi/1", "KN-1", {"text": ""})


def typed(text: str) -> KeptForm:
    return replace(EMPTY, fields={"text": text})


def test_what_is_typed_on_takes_the_place_of_what_stood_there() -> None:
    first = following(None, typed("Kính gửi"), 0)
    second = following(first, typed("Kính thưa bà con"), first.revision)
    assert (second.fields, second.others, second.revision) == ({"text": "Kính thưa bà con"}, (), 2)


def test_another_window_that_knew_nothing_of_it_loses_neither_text() -> None:
    first = following(None, typed("Viết ở máy bàn"), 0)
    second = following(first, typed("Viết ở điện thoại"), 0)
    assert second.fields == {"text": "Viết ở điện thoại"}
    assert second.others == ({"text": "Viết ở máy bàn"},)
    third = following(second, typed("Viết ở máy bàn, thêm"), first.revision)
    assert third.fields == {"text": "Viết ở máy bàn, thêm"}
    assert {"text": "Viết ở điện thoại"} in third.others


def test_an_older_state_that_comes_late_is_no_other_text() -> None:
    first = following(None, typed("Đã cho người"), 0)
    longer = following(first, typed("Đã cho người sửa đèn"), first.revision)
    late = following(longer, typed("Đã cho người sửa"), first.revision)
    assert (late.fields, late.others) == ({"text": "Đã cho người sửa đèn"}, ())
    ahead = following(first, typed("Đã cho người sửa đèn"), 0)
    assert ahead.others == ()


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.text(st.characters(codec="utf-8"), max_size=8)), min_size=1, max_size=12))
def test_the_last_text_of_each_of_three_windows_is_found_again(typing: list[tuple[str, str]]) -> None:
    """Each window types on its own text and saves it, knowing only the revision that it was last told."""
    held: KeptForm | None = None
    texts, known = dict.fromkeys("ABC", ""), dict.fromkeys("ABC", 0)
    for window, more in typing:
        texts[window] += more
        held = following(held, typed(texts[window]), known[window])
        known[window] = held.revision
    assert held is not None
    there = [held.fields["text"], *(other["text"] for other in held.others)]
    for text in texts.values():
        assert any(text in each for each in there), (text, there)
    assert len(held.others) <= MOST_OTHERS


@pytest.mark.parametrize("place", ["", "kien-nghi", "https://example.net/", "/" + "a" * 200, "/a?b"])
def test_a_place_is_one_of_ours(place: str) -> None:
    with pytest.raises(ValueError, match="no form of ours"):
        replace(EMPTY, place=place)


@pytest.mark.parametrize("page", ["//example.net", "/\\example.net", "javascript:x", ""])
def test_a_page_leads_nowhere_else(page: str) -> None:
    with pytest.raises(ValueError, match="no form of ours"):
        replace(EMPTY, page=page)


def test_a_text_has_an_end() -> None:
    typed("a" * LONGEST_TEXT)
    with pytest.raises(ValueError, match="too long"):
        typed("a" * (LONGEST_TEXT + 1))


def test_the_names_of_fields_have_an_end_too() -> None:
    for name in ("x" * (LONGEST_PLACE + 1), "n" * LONGEST_TEXT):
        with pytest.raises(ValueError, match="too long a text"):
            KeptForm("/x", "/x", "t", {name: "x"})
