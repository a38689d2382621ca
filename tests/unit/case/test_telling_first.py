"""Asked by when one must act, a procedure near the first that tells a day comes first, but not one for a paper nobody said was lost."""

from __future__ import annotations

import pytest

from bot.answers.turn.by_when import telling_first
from knowledge.records.procedure import Deadlines, Procedure
from tests.numbers.given_hits import NOTHING, GivenHits, hit

ISSUE, AGAIN = "9.000001", "9.000002"
LINE = Deadlines(lines=("trong 15 ngày kể từ ngày chứng chỉ bị mất hoặc bị hư hỏng",), basis="Trình tự thực hiện")


def first(asked: str, first_name: str, second_name: str) -> str:
    records = {
        ISSUE: Procedure(code=ISSUE, name=first_name),
        AGAIN: Procedure(code=AGAIN, name=second_name, deadlines=LINE),
    }
    hits = [hit(ISSUE, 100), hit(AGAIN, 90)]
    return telling_first(GivenHits(hits, records=records).index, hits, NOTHING, asked.split())[0].record_id


@pytest.mark.parametrize(
    ("asked", "first_name", "second_name"),
    [
        ("thi xong xin chứng chỉ phải nộp trong mấy ngày", "Cấp chứng chỉ hành nghề", "Cấp lại chứng chỉ hành nghề"),
        ("làm giấy thông hành phải nộp trước mấy bữa", "Cấp giấy thông hành", "Trình báo mất giấy thông hành"),
        ("lam giay thong hanh phai nop truoc may bua", "Cấp giấy thông hành", "Trình báo mất giấy thông hành"),
    ],
)
def test_the_day_of_a_lost_paper_answers_nobody_who_lost_none(asked: str, first_name: str, second_name: str) -> None:
    assert first(asked, first_name, second_name) == ISSUE


@pytest.mark.parametrize(
    ("asked", "first_name", "second_name"),
    [
        ("chứng chỉ bị rách phải nộp trong mấy ngày", "Cấp chứng chỉ hành nghề", "Cấp lại chứng chỉ hành nghề"),
        ("giay thong hanh bi mat may ngay phai bao", "Cấp giấy thông hành", "Trình báo mất giấy thông hành"),
        ("phải nộp trong mấy ngày", "Cấp lại giấy phép", "Cấp lại chứng chỉ hành nghề"),
        ("phải nộp trong mấy ngày", "Cấp chứng chỉ hành nghề", "Đăng ký hành nghề"),
    ],
)
def test_who_lost_one_or_asks_of_something_else_is_told_the_day(asked: str, first_name: str, second_name: str) -> None:
    assert first(asked, first_name, second_name) == AGAIN
