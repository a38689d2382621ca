"""The rate limit: no second with more messages than allowed, and none lost to waiting."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.circuit_breaker import IN_A_ROW, LONGEST, CircuitBreaker
from bot.outbox.rate_limit import AHEAD, BURST, RateLimit

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
LOOKS = st.lists(st.tuples(st.floats(0, 0.5), st.integers(0, 40)), max_size=200)


def sent(rate_limit: RateLimit, looks: list[tuple[float, int]]) -> list[datetime]:
    """When letters left, of a sender that looks after so many seconds each time and wants so many."""
    now = free = NOON
    times: list[datetime] = []
    for pause, wanted in looks:
        now += timedelta(seconds=pause)
        grant = rate_limit.grant(free, None, now, wanted)
        free = rate_limit.spent(free, now, len(grant.departures))
        times += [now + timedelta(seconds=max(0.0, departure)) for departure in grant.departures]
    return sorted(times)


@given(LOOKS, st.floats(1, 500))
def test_no_second_has_more_than_the_rate_and_a_burst(looks: list[tuple[float, int]], rate: float) -> None:
    times = sent(RateLimit(rate), looks)
    for start, first in enumerate(times):
        in_a_second = sum(first <= at < first + timedelta(seconds=1) for at in times[start:])
        assert in_a_second <= rate * (1 + BURST) + 1.01


@given(st.floats(1, 500))
def test_who_looks_often_enough_loses_nothing(rate: float) -> None:
    looks = [(min(0.04, 1 / rate), 1_000)] * int(20 * max(25, rate))
    seconds = sum(pause for pause, _ in looks)
    assert len(sent(RateLimit(rate), looks)) >= int(seconds * rate) - 2


def test_tells_when_the_next_letter_may_leave() -> None:
    grant = RateLimit(10).grant(NOON, None, NOON, 50)
    assert grant.departures == pytest.approx((0, 0.1, 0.2))
    assert grant.wait == pytest.approx(0.3 - AHEAD)
    assert RateLimit(10).grant(NOON + timedelta(seconds=0.3), None, NOON, 50).departures == ()


def test_who_was_idle_waits_for_nothing() -> None:
    assert RateLimit(0.5).grant(NOON - timedelta(days=1), None, NOON, 1).departures[0] <= 0


def test_nothing_leaves_while_the_channel_wants_nothing() -> None:
    grant = RateLimit().grant(NOON - timedelta(days=1), NOON + timedelta(seconds=7), NOON, 5)
    assert (grant.departures, grant.wait) == ((), 7)


@pytest.mark.parametrize("later", [timedelta(hours=1), timedelta(days=400)])
def test_a_clock_that_is_set_back_stops_nobody(later: timedelta) -> None:
    free = RateLimit().spent(NOON + later, NOON + later, 3)
    first = RateLimit().grant(free, None, NOON, 5)
    assert first.wait <= 0.05
    assert RateLimit().grant(RateLimit().spent(free, NOON, 0), None, NOON + timedelta(seconds=1), 5).departures


def test_a_pause_that_a_wrong_clock_wrote_is_not_waited_for() -> None:
    assert RateLimit().grant(NOON - timedelta(days=1), NOON + timedelta(days=400), NOON, 1).departures


def test_a_rate_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="sends nothing"):
        RateLimit(0)


def test_a_single_failure_holds_up_nobody_and_an_outage_is_tried_ever_more_seldom() -> None:
    breaker = CircuitBreaker()
    for _ in range(IN_A_ROW - 1):
        breaker.failed(0)
    assert not breaker.is_on
    assert breaker.waits(0) == 0
    waits, now = [], 0.0
    for _ in range(8):
        breaker.failed(now)
        breaker.failed(now)  # another that was under way
        waits.append(breaker.waits(now))
        now += waits[-1]
    assert waits == [1, 2, 4, 8, 16, LONGEST, LONGEST, LONGEST]
    breaker.over()
    assert (breaker.is_on, breaker.waits(now)) == (False, 0)
