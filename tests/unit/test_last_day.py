"""Who tells the day on which it happened is told the last day to act."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answers.composing.compose import Composer
from bot.answers.rules.last_day import last_day
from bot.answers.turn.outcome import Answered
from bot.wording import load
from knowledge.checks.freshness import Freshness
from knowledge.records.procedure import Part, Procedure
from knowledge.records.units import Units

TODAY = date(2026, 11, 30)
DEATH = Procedure(code="9.000001", name="Khai tử", guide={Part.SUMMARY: "Phải khai trong 15 ngày kể từ ngày có người chết."})
BENEFIT = Procedure(code="9.000002", name="Hưởng trợ cấp", guide={Part.SUMMARY: "Phải nộp trong 3 tháng kể từ ngày nghỉ việc."})
EARLY = Procedure(code="9.000003", name="Gia hạn", guide={Part.SUMMARY: "Phải nộp trước ít nhất 15 ngày kể từ ngày hết hạn."})
LEAVE = Procedure(code="9.000005", name="Thai sản", guide={Part.SUMMARY: "Nộp trong 45 ngày kể từ ngày hết thời gian nghỉ sinh con."})
WORKING = Procedure(
    code="9.000004", name="Báo", guide={Part.SUMMARY: "Phải báo trong 15 ngày kể từ ngày có thay đổi, trong 03 ngày làm việc."}
)


@pytest.mark.parametrize(
    ("record", "text", "since", "last"),
    [
        (DEATH, "bà mất ngày 20 tháng 11 thì hạn cuối là ngày nào", date(2026, 11, 20), date(2026, 12, 5)),
        (DEATH, "ba mat 20/11", date(2026, 11, 20), date(2026, 12, 5)),
        (DEATH, "ông mất 20-11-2025", date(2025, 11, 20), date(2025, 12, 5)),
        (DEATH, "mất ngày 28 tháng 12 năm 2025", date(2025, 12, 28), date(2026, 1, 12)),
        (BENEFIT, "nghỉ ngày 30 tháng 11", date(2026, 11, 30), date(2027, 2, 28)),  # the month has no 30th
        (BENEFIT, "nghỉ 5/3", date(2026, 3, 5), date(2026, 6, 5)),  # what was, and not what will be
    ],
)
def test_the_deadline_is_counted_from_the_day_that_is_told(record: Procedure, text: str, since: date, last: date) -> None:
    found = last_day(record, text)
    assert found is not None
    assert found.of(TODAY) == (since, last)


@pytest.mark.parametrize(
    ("record", "text"),
    [
        (DEATH, "mất hôm qua"),
        (DEATH, "mất ngày 5/11 chôn ngày 7/11"),  # from which?
        (DEATH, "hôm nay là 20/11 rồi còn kịp không"),
        (DEATH, "được 3 tháng 10 ngày rồi"),
        (EARLY, "hết hạn ngày 20/12"),  # counted backwards
        (WORKING, "đổi ngày 20/11"),  # no calendar of the office is known here
        (DEATH, "khu phố 3/2/1"),
        (DEATH, "bé sinh ngày 20/11"),  # another event
        (DEATH, "ngày 20/11"),  # what happened?
        (LEAVE, "em sinh ngày 16/5"),  # counted from the end of the leave
        (BENEFIT, "ra viện ngày 20/10 rồi nghỉ"),
        (BENEFIT, "nghỉ thai sản từ 20/10"),
        (DEATH, "mất ví ngày 20/11 rồi nghỉ việc"),
    ],
)
def test_nothing_is_counted_where_it_is_not_certain(record: Procedure, text: str) -> None:
    assert last_day(record, text) is None


def test_a_day_that_no_calendar_has_is_told_nothing() -> None:
    found = last_day(DEATH, "mất ngày 31/2")
    assert found is not None
    assert found.of(TODAY) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("20/11", "Tính từ ngày 20/11/2026 thì hạn cuối là ngày 05/12/2026 (phải khai trong 15 ngày kể từ ngày có người chết)."),
        (
            "5/11",
            "Tính từ ngày 05/11/2026 thì hạn cuối là ngày 20/11/2026, nay đã quá hạn (phải khai trong 15 ngày kể từ ngày có người chết).",
        ),
    ],
)
def test_it_is_said_first_and_that_it_is_over(text: str, says: str) -> None:
    composer = Composer(load(), Freshness(Units()), today=lambda: TODAY)
    answer = Answered(DEATH, Part.SUMMARY, by_when=True, last_day=last_day(DEATH, f"mất ngày {text}"))
    assert composer.compose(answer).text.split("\n")[1] == says
