"""Days of the Vietnamese lunar calendar ("rằm tháng bảy") → days of the solar one. Pure.

The new moons are those of Jean Meeus, *Astronomical Algorithms* (1998), chapter 49; the months those of the Vietnamese calendar, counted at
UTC+7 since 1968: the eleventh holds the winter solstice, and of thirteen moons between two solstices the first without a middle of a sun's
sign is the leap one. `tests/unit/texts/test_lunar.py` holds it against the official dates of Tết.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from math import floor, pi, sin

_EPOCH = 1_721_425  # more than a day's ordinal its Julian day number is
_ZONE = 7 / 24  # days: Vietnam's clock
_MOON = 29.530588853  # days of a mean lunar month
_FIRST_MOON = 2_415_021.076998695  # the Julian day of a new moon of 1900
_RAD = pi / 180


def solar_of(day: int, month: int, year: int) -> date | None:
    """The day of a lunar `year` (of its ordinary month, where one is doubled); None where no calendar has it."""
    if not (1 <= month <= 12 and 1 <= day <= 30 and 1900 < year < 2100):
        return None
    begins = _eleventh(year - 1 if month < 11 else year)
    ends = _eleventh(year if month < 11 else year + 1)
    offset = month - 11 if month >= 11 else month + 1
    if ends - begins > 365 and offset >= _leap_after(begins):
        offset += 1
    number = floor(0.5 + (begins - _FIRST_MOON) / _MOON) + offset
    first, after = _new_moon(number), _new_moon(number + 1)
    return _date(first + day - 1) if first + day - 1 < after else None


def _date(julian: int) -> date:
    return date.fromordinal(julian - _EPOCH)


@lru_cache(maxsize=4_096)
def _new_moon(number: int) -> int:
    """The Julian day, in Vietnam, on which the new moon `number` since 1900 falls."""
    t = number / 1236.85
    mean = 2_415_020.75933 + 29.53058868 * number + 0.0001178 * t**2 - 0.000000155 * t**3
    mean += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t**2) * _RAD)
    sun = (359.2242 + 29.10535608 * number - 0.0000333 * t**2 - 0.00000347 * t**3) * _RAD
    moon = (306.0253 + 385.81691806 * number + 0.0107306 * t**2 + 0.00001236 * t**3) * _RAD
    node = (21.2964 + 390.67050646 * number - 0.0016528 * t**2 - 0.00000239 * t**3) * _RAD
    more = (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun) - 0.4068 * sin(moon) + 0.0161 * sin(2 * moon)
    more += -0.0004 * sin(3 * moon) + 0.0104 * sin(2 * node) - 0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon)
    more += 0.0004 * sin(2 * node + sun) - 0.0004 * sin(2 * node - sun) - 0.0006 * sin(2 * node + moon)
    more += 0.0010 * sin(2 * node - moon) + 0.0005 * sin(2 * moon + sun)
    drift = -0.000278 + 0.000265 * t + 0.000262 * t**2
    return floor(mean + more - drift + 0.5 + _ZONE)


def _sign(julian: int) -> int:
    """Which twelfth of its way the sun has reached at midnight of a Julian day in Vietnam, from 0 at the spring equinox."""
    t = (julian - 2_451_545.5 - _ZONE) / 36525
    anomaly = (357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3) * _RAD
    longitude = 280.46645 + 36000.76983 * t + 0.0003032 * t**2
    longitude += (1.914600 - 0.004817 * t - 0.000014 * t**2) * sin(anomaly)
    longitude += (0.019993 - 0.000101 * t) * sin(2 * anomaly) + 0.000290 * sin(3 * anomaly)
    return floor((longitude % 360) / 30)


def _eleventh(year: int) -> int:
    """The Julian day on which the eleventh month of `year`, the one of the winter solstice, begins."""
    number = floor((date(year, 12, 31).toordinal() + _EPOCH - _FIRST_MOON) / _MOON)
    first = _new_moon(number)
    return _new_moon(number - 1) if _sign(first) >= 9 else first


def _leap_after(begins: int) -> int:
    """Which moon after an eleventh month that begins on a Julian day is the leap one of its year."""
    number = floor(0.5 + (begins - _FIRST_MOON) / _MOON)
    signs = [_sign(_new_moon(number + moon)) for moon in range(1, 15)]
    return next(moon for moon in range(1, 14) if signs[moon - 1] == signs[moon])
