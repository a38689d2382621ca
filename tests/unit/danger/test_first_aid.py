"""What dangers.yaml tells somebody to do until help comes: it fits the danger, and harmful old advice is only ever forbidden."""

from __future__ import annotations

import re

import pytest

from bot.answers.rules.danger import DangerRule
from indexer.language import without_marks
from knowledge.loading.library import Library

HARMFUL = (
    "hút nọc",
    "rạch",
    "buộc chặt",
    "ga rô",
    "móc họng",
    "ép nôn",
    "gây nôn",
    "chích máu",
    "dốc ngược",
    "xốc nước",
    "bôi gì",
    "nặn chanh",
)
"""Old advice that hurts: WHO and the Red Cross forbid each for the danger at which it stands."""


@pytest.fixture(scope="module")
def rule(starter: Library) -> DangerRule:
    return DangerRule(starter.dangers)


def test_advice_that_hurts_is_only_ever_forbidden(starter: Library) -> None:
    told = {
        (word, clause) for each in starter.dangers.dangers for clause in re.split("[;.]", each.act) for word in HARMFUL if word in clause
    }
    assert {word for word, _ in told} >= {"hút nọc", "gây nôn", "dốc ngược", "bôi gì"}
    assert [(word, clause) for word, clause in told if "đừng" not in clause[: clause.index(word)].lower()] == []


@pytest.mark.parametrize("spelt", [str, without_marks], ids=["accented", "bare"])
@pytest.mark.parametrize(
    ("cry", "number", "told"),
    [
        ("hai anh xuống hầm biogas bất tỉnh rồi", "115", "Đừng xuống hầm"),
        ("nhà em đốt than sưởi trong phòng giờ gọi không ai dậy", "115", "mở toang cửa"),
        ("em bé bị hóc hạt nhãn", "115", "vỗ mạnh giữa hai bả vai"),
        ("ba em bị rắn cắn ngoài ruộng", "115", "đừng buộc chặt"),
        ("con tôi bị chó dại cắn vào mặt", "115", "nước và xà phòng"),
        ("mẹ em vừa uống thuốc trừ sâu", "115", "Đừng ép nôn"),
        ("có người bị đuối nước ngoài ao", "114", "đừng dốc ngược"),
        ("bố tôi bị co giật sùi bọt mép", "115", "đừng nhét gì vào miệng"),
        ("thợ bị điện giật nằm im", "115", "Ngắt cầu dao trước"),
        ("có người chết trong phòng trọ", "113", "đừng chạm"),
    ],
)
def test_what_to_do_now_fits_the_danger(rule: DangerRule, cry: str, number: str, told: str, spelt: type[str]) -> None:
    alarm = rule.heard(spelt(cry))
    assert alarm
    assert alarm.danger.numbers[0] == number
    assert told in alarm.act


@pytest.mark.parametrize(
    "story",
    [
        "khoan điền đơn đã, tờ khai để sau, bếp nhà em bốc cháy",
        "nội dung phản ánh: hiện có nhóm mang hung khí bao vây nhà tôi",
    ],
)
def test_who_breaks_off_a_form_to_cry_for_help_is_heard(rule: DangerRule, story: str) -> None:
    assert rule.heard(story)
    assert rule.heard(without_marks(story))
