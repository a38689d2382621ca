"""indexer.measuring.evaluate: labelled questions become figures."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.measuring.evaluate import DEPTH, Figures, Judged, Question, QuestionFileError, by_group, figures, judge, read_questions
from indexer.ranking.search import Index
from tests import library
from tests.library import put


def judged(rank: int, group: str = "plain") -> Judged:
    return Judged(Question(id="q", group=group, question="?", codes=("9.000001",)), (), rank)


def test_reads_questions_with_what_they_leave_out(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "q.jsonl",
        '{"id": "a", "question": "nuôi chó"}\n\n{"id": "b", "group": "plain", "question": "?", "codes": ["9.000001"], "aspect": "phi", "context": ["x"], "more": 1}\n',
    )
    first, second = read_questions(path)
    assert (first.id, first.group, first.codes, first.context) == ("a", "all", (), ())
    assert (second.codes, second.aspect, second.context) == (("9.000001",), "phi", ("x",))


@pytest.mark.parametrize(
    "broken", ["{", "[]", '{"id": "b"}', '{"id": 3, "question": "?"}', '{"id": "b", "question": "?", "codes": "9.000001"}']
)
def test_a_broken_line_is_named(tmp_path: Path, broken: str) -> None:
    path = put(tmp_path, "q.jsonl", f'{{"id": "a", "question": "?"}}\n{broken}\n')
    with pytest.raises(QuestionFileError, match=r"q\.jsonl:2: "):
        read_questions(path)


def test_a_line_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes(b'{"id": "a", "question": "?"}\n{"id": "b", "question": "\xff"}\n')
    with pytest.raises(QuestionFileError, match=r"q\.jsonl:2: "):
        read_questions(path)


def test_the_rank_is_that_of_the_first_right_code(small_index: Index) -> None:
    questions = [
        Question(id="1", question="đăng ký nuôi chó", codes=(library.DOG,)),
        Question(id="2", question="đăng ký nuôi chó", codes=("9.999999", library.DOG_ABROAD)),
        Question(id="3", question="đăng ký nuôi chó", codes=("9.999999",)),
        Question(id="4", question="mua vé máy bay", codes=()),
        Question(id="5", question="thế còn lệ phí", codes=(library.DOG,), context=("đăng ký nuôi chó",)),
    ]
    assert [(item.question.id, item.rank) for item in judge(small_index, questions)] == [("1", 1), ("2", 2), ("3", 0), ("5", 1)]


def test_only_procedures_are_judged(small_index: Index) -> None:
    (item,) = judge(small_index, [Question(id="1", question="thứ bảy xã có làm việc không", codes=(library.DOG,))])
    assert item.found
    assert all(code.startswith("9.") for code in item.found)


def test_figures_by_hand() -> None:
    assert figures([judged(1), judged(2), judged(4), judged(0)]) == Figures(4, 0.25, 0.5, 0.75, (1 + 1 / 2 + 1 / 4) / 4)
    assert figures([]) == Figures(0, 0.0, 0.0, 0.0, 0.0)


def test_groups_come_in_the_order_of_the_file() -> None:
    groups = by_group([judged(1, "b"), judged(0, "a"), judged(2, "b")])
    assert list(groups) == ["b", "a"]
    assert (groups["b"].n, groups["b"].recall_at_1, groups["a"].recall_at_5) == (2, 0.5, 0.0)


@given(st.lists(st.integers(0, DEPTH), max_size=40))
def test_deeper_never_finds_less(ranks: list[int]) -> None:
    found = figures([judged(rank) for rank in ranks])
    assert 0 <= found.recall_at_1 <= found.recall_at_3 <= found.recall_at_5 <= 1
    assert found.recall_at_1 <= found.mrr_at_10 + 1e-12
    assert found.mrr_at_10 <= sum(rank > 0 for rank in ranks) / max(1, len(ranks)) + 1e-12
