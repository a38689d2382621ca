"""Words that say the same are learnt from the wordings of short questions."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.query.paraphrases import Paraphrases, compiled

OTHERS = tuple(f"tiếng{number}" for number in range(30))


def likeness(*questions: Sequence[str], n_others: int = 30) -> float:
    """How much "biểu" says the same as "nhờ", beside so many questions of one other word."""
    others = [(word,) for word in OTHERS[:n_others]]
    return Paraphrases(compiled([*questions, *others])).alike("bieu").get("nho", 0.0)


def test_two_words_of_different_wordings_say_the_same_each_way() -> None:
    table = Paraphrases(compiled([("nhờ", "biểu"), ("nhờ", "biểu"), *((word,) for word in OTHERS)]))
    assert table.alike("bieu")["nho"] == table.alike("nho")["bieu"] > 0.4
    assert table.alike("tieng1") == {}
    assert table.alike("chưa ai nói") == {}


def test_words_of_one_wording_stand_beside_each_other_and_do_not_say_the_same() -> None:
    assert not likeness(("nhờ biểu", "x"), ("nhờ biểu", "y"))


def test_what_paraphrases_twice_is_kept_and_what_does_so_by_half_less_is_chance() -> None:
    assert likeness(("nhờ", "biểu"), ("nhờ", "biểu"))
    assert not likeness(("nhờ", "nhờ con", "biểu", "biểu em", "biểu anh"), ("nhờ biểu",))


def test_three_and_a_half_times_chance_is_no_chance_and_two_and_a_half_may_be() -> None:
    assert likeness(("nhờ", "biểu"), ("nhờ", "biểu"), n_others=3)
    assert not likeness(("nhờ", "biểu"), ("nhờ", "biểu"), n_others=1)


def test_the_same_library_gives_the_same_table() -> None:
    first, second = (compiled([("nhờ", "biểu"), ("biểu", "nhờ"), *((word,) for word in OTHERS)]) for _ in range(2))
    assert list(first.terms) == list(second.terms)
    assert first.likeness.tolist() == second.likeness.tolist()


def test_a_library_without_short_questions_has_an_empty_table() -> None:
    assert Paraphrases(compiled([])).alike("nho") == {}
