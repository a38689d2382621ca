"""knowledge.texts.lunar: the Vietnamese lunar calendar, held against days that were proclaimed."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.texts.lunar import solar_of

# The first days of the lunar year, as Vietnam kept them; 1985 and 2007 are years in which China kept another day.
TET = [
    date(1968, 1, 29),
    date(1985, 1, 21),
    date(2000, 2, 5),
    date(2007, 2, 17),
    date(2020, 1, 25),
    date(2023, 1, 22),
    date(2024, 2, 10),
    date(2025, 1, 29),
    date(2026, 2, 17),
    date(2027, 2, 6),
    date(2030, 2, 2),
]


@pytest.mark.parametrize("day", TET)
def test_the_year_begins_on_the_day_that_was_kept(day: date) -> None:
    assert solar_of(1, 1, day.year) == day


@pytest.mark.parametrize(
    ("day", "month", "year", "solar"),
    [
        (10, 3, 2025, date(2025, 4, 7)),  # the Hùng Kings
        (10, 3, 2026, date(2026, 4, 26)),
        (15, 8, 2026, date(2026, 9, 25)),  # Trung thu
        (15, 8, 2023, date(2023, 9, 29)),  # after the leap second month
        (15, 7, 2025, date(2025, 9, 6)),  # after the leap sixth month
        (15, 9, 2026, date(2026, 10, 24)),
        (23, 12, 2025, date(2026, 2, 10)),  # ông Công ông Táo
    ],
)
def test_days_within_a_year(day: int, month: int, year: int, solar: date) -> None:
    assert solar_of(day, month, year) == solar


@pytest.mark.parametrize(("day", "month", "year"), [(30, 12, 2024), (31, 1, 2026), (1, 13, 2026), (0, 1, 2026), (1, 1, 1800)])
def test_a_day_that_no_lunar_calendar_has(day: int, month: int, year: int) -> None:
    assert solar_of(day, month, year) is None
