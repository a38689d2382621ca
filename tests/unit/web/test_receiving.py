"""Bodies that are on their way to one process: together no more than the disk can bear, of one address less, of who is slow least."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from bot.http.receiving import SLOW, SLOW_AFTER, Receiving, TooMuchAtOnceError

HERE, THERE = "14.160.0.7", "14.160.0.8"


class BodyClock:
    """Seconds, as a test wishes them."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def test_all_together_are_no_more_than_there_is_room_for_and_what_is_done_makes_room() -> None:
    receiving = Receiving(BodyClock(), most=100, most_of_origin=100)
    with receiving.body(HERE) as one:
        receiving.take(one, 60)
        with receiving.body(THERE) as other:
            receiving.take(other, 40)
            with pytest.raises(TooMuchAtOnceError):
                receiving.take(other, 1)
        with receiving.body(THERE) as other:
            receiving.take(other, 40)
    with receiving.body(HERE) as one:
        receiving.take(one, 100)


@pytest.mark.parametrize(("first", "second"), [(HERE, HERE), ("2001:ee0::1", "2001:ee0::2")])
def test_one_address_has_less_than_all(first: str, second: str) -> None:
    receiving = Receiving(BodyClock(), most=100, most_of_origin=50)
    with ExitStack() as open_ones:
        receiving.take(open_ones.enter_context(receiving.body(first)), 40)
        mine = open_ones.enter_context(receiving.body(second))
        with pytest.raises(TooMuchAtOnceError):
            receiving.take(mine, 20)
        receiving.take(open_ones.enter_context(receiving.body(THERE)), 40)


def test_where_half_is_taken_who_is_slow_gives_way() -> None:
    clock = BodyClock()
    receiving = Receiving(clock, most=100 * SLOW, most_of_origin=100 * SLOW)
    with receiving.body(HERE) as slow, receiving.body(THERE) as quick:
        receiving.take(slow, SLOW)
        clock.at = SLOW_AFTER + 1
        receiving.take(slow, 1)
        receiving.take(quick, 60 * SLOW)
        with pytest.raises(TooMuchAtOnceError):
            receiving.take(slow, 1)
        receiving.take(quick, 1)
