"""Who waits for somebody at sea is told the rescue at sea, not thieves; gas is heard where somebody asks whom to report it to; who is
beaten by a drunken husband reads the police first; what only sounds like one of these is none."""

from __future__ import annotations

import pytest

from bot.answers.rules.danger import DangerRule
from indexer.language import fold
from tests.library import starter

SEA, POLICE, FIRE = "112", "113", "114"


@pytest.fixture(scope="module")
def rule() -> DangerRule:
    return DangerRule(starter().dangers)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("ông nhà tôi đi biển từ thứ hai tới giờ chưa về, gọi máy không được", SEA),
        ("con trai em đi biển từ hôm kia mà gọi không bắt máy", SEA),
        ("anh tôi theo ghe ra khơi 5 ngày nay bặt tin", SEA),
        ("ghe nhà tôi không liên lạc được từ tối qua", SEA),
        ("chồng đi câu mực tới giờ chưa về trời thì giông", SEA),
        ("ba tôi ra biển từ sáng giờ chưa vô, sóng to quá", SEA),
        ("chồng tui nhậu quánh tui hoài", POLICE),
        ("mùi gas nồng nặc trong nhà phản ánh ở đâu", FIRE),
        ("mùi gas nồng nặc cả xóm, tôi muốn phản ánh thì gửi ở đâu", FIRE),
        ("rò rỉ gas ở chung cư, phản ánh ở đâu vậy", FIRE),
    ],
)
def test_the_right_number_comes_first_accented_and_bare(rule: DangerRule, text: str, number: str) -> None:
    heard = [rule.heard(each) for each in (text, fold(text))]
    assert [alarm and alarm.danger.numbers[0] for alarm in heard] == [number, number]


@pytest.mark.parametrize(
    "text",
    [
        "phản ánh tiệm gas cân thiếu thì gửi ở đâu",
        "nhà tôi kinh doanh gas cần giấy phép gì",
        "chồng tôi đi biển mấy tháng mới về, làm giấy tờ thay được không",
        "chồng em đi biển chưa về, em nộp thay được không",
        "ghe nhà tôi không liên lạc được với chi cục thủy sản để đăng kiểm",
        "tàu mất tín hiệu giám sát quá 10 ngày thì phải làm gì",
        "tay trái em thuận",
    ],
)
def test_what_only_sounds_like_it_is_none(rule: DangerRule, text: str) -> None:
    assert [rule.heard(each) for each in (text, fold(text))] == [None, None]


@pytest.mark.parametrize("text", ["ong cu khong con o day nua", "em không dám hỏi cô giáo", "e k dám hỏi cô giáo"])
def test_what_sounds_like_a_cry_by_its_small_words_is_none(rule: DangerRule, text: str) -> None:
    assert rule.heard(text) is None
