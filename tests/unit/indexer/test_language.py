"""indexer.language: the same words, however they are typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given

from indexer.language import compounds, features, fold, has_marks, tokens, without_marks
from tests.support.strategies import anything, vietnamese


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Đăng ký, KHAI SINH!", ["đăng", "ký", "khai", "sinh"]),
        ("mã 1.001193 và 123/2015/NĐ-CP", ["mã", "1.001193", "và", "123/2015", "nđ", "cp"]),
        ("mẫu số 01-HT, tờ A4", ["mẫu", "số", "01", "ht", "tờ", "a4"]),
        ("ngày 21/02/2024.", ["ngày", "21/02/2024"]),
        ("hoà giải_cơ sở", ["hòa", "giải", "cơ", "sở"]),
        ("", []),
        ("😀 … ?!", []),
    ],
)
def test_tokens_are_syllables_and_numbers(text: str, found: list[str]) -> None:
    assert tokens(text) == found


@pytest.mark.parametrize(
    ("token", "folded"),
    [
        ("đường", "duong"),
        ("ký", "ki"),
        ("kí", "ki"),
        ("quý", "qui"),
        ("quí", "qui"),
        ("thuỷ", "thuy"),
        ("y", "y"),
        ("vậy", "vay"),
        ("Ấ", "a"),
        ("2024", "2024"),
    ],
)
def test_folding_joins_spellings_of_one_sound(token: str, folded: str) -> None:
    assert fold(token) == folded


def test_marks_are_seen_and_taken_away() -> None:
    assert [has_marks(word) for word in ("đi", "xã", "xa", "2024")] == [True, True, False, False]
    assert without_marks("Đường") == "Duong"


def test_features_are_syllables_pairs_and_accented_twins() -> None:
    assert features(["khai", "tử"]) == ["khai", "tu", "khai_tu", "~tử"]
    assert features(["đất", "đai"]) == ["dat", "dai", "dat_dai", "~đất", "~đai", "~đất_đai"]
    assert features([]) == []


def test_an_unaccented_question_shares_every_folded_feature_with_the_accented_name() -> None:
    name, typed = features(tokens("Cấp giấy phép lái xe")), features(tokens("cap giay phep lai xe"))
    assert set(typed) == {feature for feature in name if not feature.startswith("~")}


def test_accents_tell_words_apart_that_look_alike_without() -> None:
    assert set(features(["tử"])) & set(features(["từ"])) == {"tu"}


@given(anything)
def test_tokens_of_tokens_are_the_tokens(text: str) -> None:
    found = tokens(text)
    assert tokens(" ".join(found)) == found


@given(anything)
def test_folding_twice_changes_nothing(text: str) -> None:
    for token in [*tokens(text), *text.split()]:
        assert fold(fold(token)) == fold(token)
        assert fold(without_marks(token)) == fold(token)
        assert without_marks(without_marks(token)) == without_marks(token)


@given(anything)
def test_features_of_folded_syllables_are_the_folded_features(text: str) -> None:
    found = tokens(text)
    folded = [feature for feature in features(found) if not feature.startswith("~")]
    assert features([fold(token) for token in found])[: len(folded)] == folded


@given(anything)
def test_composed_and_decomposed_text_have_the_same_features(text: str) -> None:
    assert tokens(nfc(text)) == tokens(nfd(text))
    assert features(tokens(nfc(text))) == features(tokens(nfd(text)))


@given(vietnamese)
def test_case_and_spaces_say_nothing(text: str) -> None:
    assert tokens(text.upper()) == tokens(f"  {text.replace(' ', '   ')}\n") == tokens(text)


def test_compounds_are_the_words_of_several_syllables() -> None:
    found = compounds("Đăng ký khai sinh tại phường")
    assert "khai sinh" in found
    assert all(" " in word and word == word.lower() for word in found)
