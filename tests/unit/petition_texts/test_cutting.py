"""Of what somebody wrote words are taken out before it is shown; none is put in."""

from __future__ import annotations

import pytest

from bot.surveys.rules.cutting import is_cut_from, leaves_words, n_cut, with_gaps

WRITTEN = "Anh Hùng quầy 1 nạt tôi, chờ lâu 2 tiếng"


@pytest.mark.parametrize("told", [WRITTEN, "Quầy 1 nạt tôi, chờ lâu.", "(tên đã che) quầy 1 nạt tôi", ""])
def test_words_may_be_taken_out_and_hidden(told: str) -> None:
    assert is_cut_from(told, WRITTEN)


@pytest.mark.parametrize("told", ["Cán bộ rất tận tình", f"{WRITTEN} không", "Chờ lâu, anh Hùng", "chờ lâu 3 tiếng"])
def test_words_may_not_be_put_in_or_moved(told: str) -> None:
    assert not is_cut_from(told, WRITTEN)


def test_how_many_were_taken_out_is_counted() -> None:
    assert n_cut("(tên đã che) quầy 1 nạt tôi, chờ lâu 2 tiếng", WRITTEN) == 2


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("Anh Hoà nhận hồ sơ", "Anh Hoà […] nhận hồ sơ […]"),
        ("(tên đã che) không nhận hồ sơ, đòi tiền 500 nghìn", "(tên đã che) không nhận hồ sơ, đòi tiền 500 nghìn"),
        ("Anh Hoà không nhận hồ sơ, đòi tiền 500 nghìn", "Anh Hoà không nhận hồ sơ, đòi tiền 500 nghìn"),
        ("đòi tiền", "[…] đòi tiền […]"),
    ],
)
def test_where_words_are_gone_a_mark_stands(told: str, shown: str) -> None:
    written = "Anh Hoà không nhận hồ sơ, đòi tiền 500 nghìn"
    assert with_gaps(told, written) == shown
    assert is_cut_from(shown, written), "what was marked can be cut again"


def test_what_is_only_a_mask_leaves_no_words() -> None:
    assert not leaves_words(" (tên đã che), ")
    assert leaves_words("(tên đã che) nạt tôi")
