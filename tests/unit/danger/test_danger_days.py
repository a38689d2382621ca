"""Who tells the day of an accident tells what was; lone letters of who types in a hurry are words of their own."""

from __future__ import annotations

import pytest

from bot.answers.rules.danger import DangerRule
from knowledge.loading.library import Library


@pytest.fixture(scope="module")
def rule(starter: Library) -> DangerRule:
    return DangerRule(starter.dangers)


@pytest.mark.parametrize(
    "told",
    ["em bị tai nạn {}", "ba em bị ngất {}", "má tui té gãy chân {} rồi", "nhà em cháy {}", "con em bị rắn cắn {}", "em bi tai nan {}"],
)
def test_what_is_over_within_the_hour_is_over_on_another_day(rule: DangerRule, told: str) -> None:
    for day in ("hôm 5/9", "ngày 12 tháng 10", "bữa 3-10"):
        assert rule.heard(told.format(day)) is None, day
    for since in ("", "từ nãy", "sáng nay"):
        assert rule.heard(told.format(since)) is not None, since


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("chồng em đánh em từ hôm 5/9 tới giờ", "113"),
        ("chồng em đánh em hôm 5/9", "113"),
        ("em muốn chết từ hôm 5/9", "115"),
        ("con em bị đánh ở trường hôm 5/9", "111"),
        ("mẹ em ngất từ hôm 5/9 chưa tỉnh", "115"),
        ("hôm 5/9 bị tai nạn, giờ anh ấy đang co giật", "115"),
    ],
)
def test_what_goes_on_is_heard_though_its_day_is_told(rule: DangerRule, said: str, number: str) -> None:
    alarm = rule.heard(said)
    assert alarm is not None
    assert alarm.danger.numbers[0] == number


@pytest.mark.parametrize("said", ["t buon qua chac t k muon song nua", "chán quá t k muốn sống nữa", "e k muon song nua dau"])
def test_two_lone_letters_are_two_words(rule: DangerRule, said: str) -> None:
    alarm = rule.heard(said)
    assert alarm is not None
    assert alarm.danger.name == "tu_hai"


def test_letters_that_are_set_apart_are_one_word(rule: DangerRule) -> None:
    alarm = rule.heard("c h á y nhà rồi")
    assert alarm is not None
    assert alarm.danger.name == "chay"


@pytest.mark.parametrize("name", ["Trần Thị Bé", "Lê Thị Máu", "Nguyễn Thị Cứu", "tran thi be", "trần văn máu", "Phạm Cứu"])
def test_a_name_is_no_cry(rule: DangerRule, name: str) -> None:
    assert rule.heard(name) is None


@pytest.mark.parametrize("said", ["Trần Thị Bé bị đánh", "Bé Bị Đánh", "Cứu Tôi Với", "Hồ Thị Lan đuối nước rồi"])
def test_a_name_in_danger_is_heard(rule: DangerRule, said: str) -> None:
    assert rule.heard(said) is not None


@pytest.mark.parametrize("said", ["ổng quánh tui bầm mình", "chồng tui uýnh tui bữa nay nữa", "cha dượng quánh con bé"])
def test_a_blow_is_one_as_the_south_says_it(rule: DangerRule, said: str) -> None:
    alarm = rule.heard(said)
    assert alarm is not None
    assert alarm.danger.numbers[0] in ("113", "111")


@pytest.mark.parametrize("said", ["quánh vần cho con", "cháo đặc quánh", "quánh bài ăn tiền"])
def test_what_else_it_means_is_none(rule: DangerRule, said: str) -> None:
    assert rule.heard(said) is None
