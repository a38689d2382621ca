"""One village is one place, however it was typed."""

from __future__ import annotations

import pytest

from bot.petitions.rules.texts.hamlets import hamlet, hamlets_of, place_key, place_named

KNOWN = hamlets_of(["Xóm 1–12; Thôn Hạ", "xã Đại Đồng", "Toàn xã, Thôn Hạ Đông"])


def test_the_hamlets_are_those_that_the_units_serve_and_nothing_larger() -> None:
    assert ("Thôn Hạ", "Thôn Hạ Đông", *(f"Xóm {number}" for number in range(1, 13))) == KNOWN
    assert hamlets_of(["Xóm 1 đến Xóm 3"]) == ("Xóm 1", "Xóm 2", "Xóm 3")
    assert hamlets_of(["Xóm 1–999"]) == ("Xóm 1–999",), "a slip of the finger makes no thousand hamlets"
    assert hamlets_of(["Xóm 3–1"]) == ("Xóm 3–1",)
    assert hamlets_of(["", " ; ,"]) == ()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("xóm 5", "Xóm 5"),
        ("xom 5, xa Dai Dong", "Xóm 5"),
        ("Ở đầu XÓM 5 xã Đại Đồng", "Xóm 5"),
        ("Xóm 15", ""),
        ("thôn hạ đông", "Thôn Hạ Đông"),
        ("thôn Hạ, gần chợ", "Thôn Hạ"),
        ("chợ xã", ""),
        ("", ""),
    ],
)
def test_a_place_lies_in_the_hamlet_that_it_names(typed: str, found: str) -> None:
    assert hamlet(typed, KNOWN) == found


def test_a_place_of_no_known_hamlet_is_what_stands_before_the_ward() -> None:
    assert place_named("Xóm  20, xã Đại Đồng", KNOWN) == "Xóm 20"
    assert place_named("xóm 20 xã Đại Đồng", ()) == "xóm 20"
    assert place_named("đường liên xã đoạn qua cầu", ()) == "đường liên xã đoạn qua cầu"
    assert place_named(", xã Đại Đồng", ()) == ", xã Đại Đồng"
    assert place_key("Xóm 20") == place_key("xom 20")
