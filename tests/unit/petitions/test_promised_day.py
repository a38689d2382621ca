"""The day that an officer's words name."""

from __future__ import annotations

from datetime import date

import pytest

from bot.petitions.rules.texts.promised_day import promised_day

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Xin lỗi bác, chờ vật tư, hẹn trước ngày 5/12", date(2026, 12, 5)),
        ("hẹn bác 05-12-2026 nhé", date(2026, 12, 5)),
        ("hẹn ngày 5 tháng 12", date(2026, 12, 5)),
        ("sang năm, ngày 4 tháng 1 năm 2027", date(2027, 1, 4)),
        ("hẹn 4/1", date(2027, 1, 4)),
        ("bão ngày 5/12 nên hẹn 20/12", date(2026, 12, 20)),
        ("chờ vật tư", None),
        ("hỏng từ 5/11/2026", None),
        ("theo Nghị định 31/02", None),
        ("công văn 12/2026/CV", None),
    ],
)
def test_a_day_is_heard_where_one_is_named(text: str, day: date | None) -> None:
    assert promised_day(text, TODAY) == day
