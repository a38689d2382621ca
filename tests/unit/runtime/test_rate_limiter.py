"""bot.runtime.rate_limiter, bot.runtime.arrivals: so many at once, then one as often as the window allows; counted together by all processes of a machine."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.runtime.address_deeds import FOLLOWINGS, QUESTIONS, SPAN, SUBSCRIPTIONS, VOTES, AddressDeeds
from bot.runtime.allocation import reserve
from bot.runtime.arrivals import SIZE, OwnArrivals, SharedArrivals, shared_arrivals
from bot.runtime.rate_limiter import Arrivals, RateLimiter
from bot.surveys.rules.numbers import ANSWERS_OF_AN_ADDRESS
from tests.paths import ROOT

AT = datetime(2026, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture(params=["own", "shared"])
def arrivals(request: pytest.FixtureRequest, tmp_path: Path) -> Arrivals:
    return OwnArrivals(100) if request.param == "own" else SharedArrivals(tmp_path / "limits")


def passed(limiter: RateLimiter, times: int, at: datetime = AT, key: str = "an") -> int:
    return sum(not limiter.wait(key, at) for _ in range(times))


def test_so_many_pass_at_once_and_the_next_must_wait_for_its_turn(arrivals: Arrivals) -> None:
    limiter = RateLimiter(20, MINUTE, arrivals=arrivals)
    assert passed(limiter, 30) == 20
    assert limiter.wait("an", AT) == timedelta(seconds=3)
    assert passed(limiter, 5, AT + timedelta(seconds=3)) == 1
    assert passed(limiter, 30, AT + timedelta(minutes=2)) == 20


def test_keys_and_names_are_counted_apart(arrivals: Arrivals) -> None:
    chats, looks = (RateLimiter(2, MINUTE, name, arrivals) for name in ("chat", "look"))
    assert [passed(chats, 5), passed(looks, 5), passed(chats, 5, key="binh")] == [2, 2, 2]


def test_a_clock_that_jumps_back_locks_nobody_out_for_longer_than_the_window(arrivals: Arrivals) -> None:
    limiter = RateLimiter(20, MINUTE, arrivals=arrivals)
    assert passed(limiter, 20) == 20
    earlier = AT - timedelta(days=3)
    assert limiter.wait("an", earlier) <= MINUTE
    assert passed(limiter, 1, earlier + MINUTE) == 1


@pytest.mark.parametrize("behind", [timedelta(seconds=1), timedelta(seconds=20), timedelta(seconds=57)])
def test_a_clock_that_steps_back_gives_nobody_a_second_allowance(arrivals: Arrivals, behind: timedelta) -> None:
    limiter = RateLimiter(20, MINUTE, arrivals=arrivals)
    assert passed(limiter, 20) == 20
    assert passed(limiter, 5, AT - behind) == 0
    assert passed(limiter, 5) == 0, "the clock is right again"
    assert passed(limiter, 20, AT + MINUTE) == 20


def test_two_processes_of_which_one_is_behind_let_through_no_more_than_one(arrivals: Arrivals) -> None:
    ahead, behind = (RateLimiter(20, MINUTE, arrivals=arrivals) for _ in range(2))
    seconds = [AT + timedelta(seconds=second) for second in range(60)]
    let = sum(passed(ahead, 2, at) + passed(behind, 2, at - timedelta(seconds=30)) for at in seconds)
    assert let <= 40, "twenty at once, and twenty in a minute"


def test_a_clock_that_jumps_a_year_ahead_and_back_locks_nobody_out_for_longer_than_the_window(arrivals: Arrivals) -> None:
    limiter = RateLimiter(20, MINUTE, arrivals=arrivals)
    assert passed(limiter, 1, AT + timedelta(days=365)) == 1
    assert limiter.wait("an", AT) <= MINUTE
    assert passed(limiter, 20, AT + MINUTE) == 20


SWINGS = (MINUTE, timedelta(minutes=2), timedelta(hours=3), timedelta(days=40))


@pytest.mark.parametrize("swing", SWINGS, ids=str)
def test_a_clock_that_swings_by_more_than_the_window_gives_no_second_allowance(arrivals: Arrivals, swing: timedelta) -> None:
    limiter = RateLimiter(20, MINUTE, arrivals=arrivals)
    assert passed(limiter, 20, AT + swing) == 20
    assert sum(passed(limiter, 20, at) for _ in range(10) for at in (AT, AT + swing)) == 0
    assert passed(limiter, 20, AT + 3 * MINUTE) == 20, "and the right time gives what it must"


@pytest.mark.parametrize("apart", SWINGS, ids=str)
def test_two_processes_of_which_one_is_far_behind_let_through_no_more_than_one(arrivals: Arrivals, apart: timedelta) -> None:
    ahead, behind = (RateLimiter(20, MINUTE, arrivals=arrivals) for _ in range(2))
    seconds = [AT + timedelta(seconds=second) for second in range(300)]
    let = sum(passed(ahead, 2, at) + passed(behind, 2, at - apart) for at in seconds)
    assert 20 + 4 * 20 <= let <= 20 + 5 * 20, "twenty at once, and twenty in a minute"


@pytest.mark.parametrize("span", [timedelta(hours=1), timedelta(days=1)], ids=str)
def test_a_clock_that_swings_across_the_windows_border_gives_no_second_share(arrivals: Arrivals, span: timedelta) -> None:
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    one, other = (RateLimiter(3, span, "deeds", arrivals, by_clock=zone) for _ in range(2))
    midnight, second = datetime(2026, 3, 3, tzinfo=zone), timedelta(seconds=1)
    assert passed(one, 5, midnight - second) == 3
    assert passed(other, 5, midnight) == 3
    assert sum(passed(one, 5, midnight - second) + passed(other, 5, midnight) for _ in range(10)) == 0
    assert passed(one, 5, midnight + span) == 3


@given(st.lists(st.tuples(st.floats(-200, 200), st.integers(1, 5)), max_size=30))
def test_whatever_the_clock_does_nobody_waits_longer_than_the_window(steps: list[tuple[float, int]]) -> None:
    limiter, at = RateLimiter(5, MINUTE), AT
    for seconds, times in steps:
        at += timedelta(seconds=seconds)
        assert all(timedelta() <= limiter.wait("an", at) <= MINUTE for _ in range(times))


def test_a_process_remembers_no_more_keys_than_it_may() -> None:
    limiter = RateLimiter(messages=1, remembered=2)
    assert [limiter.wait(key, AT) > timedelta() for key in "12132"] == [False, False, True, False, False]


COUNT = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from bot.runtime.allocation import reserve
from bot.runtime.arrivals import SharedArrivals
from bot.runtime.rate_limiter import RateLimiter
limiter = RateLimiter(500, timedelta(hours=1), "chat", SharedArrivals(Path(sys.argv[1])))
print(sum(not limiter.wait("an", datetime(2026, 1, 1, tzinfo=UTC)) for _ in range(400)))
"""


def test_processes_and_threads_that_count_at_once_let_no_more_through(tmp_path: Path) -> None:
    command = [sys.executable, "-c", COUNT, str(tmp_path / "limits")]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert sum(int(process.communicate(timeout=60)[0]) for process in running) == 500
    limiter, through = RateLimiter(500, MINUTE, "look", SharedArrivals(tmp_path / "limits")), []
    threads = [threading.Thread(target=lambda: through.append(passed(limiter, 300))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(through) == 500


def test_the_file_is_its_owners_alone_small_and_survives_being_overwritten_with_anything(tmp_path: Path) -> None:
    file = tmp_path / "limits"
    limiter = RateLimiter(2, MINUTE, arrivals=SharedArrivals(file))
    assert (stat.S_IMODE(file.stat().st_mode), file.stat().st_size) == (0o600, SIZE)
    file.write_bytes(b"\xff" * SIZE)
    assert all(timedelta() <= limiter.wait(str(key), AT) <= MINUTE for key in range(100))


def test_where_no_file_can_be_made_each_process_counts_by_itself(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert shared_arrivals(tmp_path / "file" / "limits") is None


@pytest.mark.parametrize("has_call", [True, False], ids=["Linux", "macOS"])
def test_the_blocks_of_a_mapped_file_are_had_and_what_stands_in_it_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_call: bool
) -> None:
    if not has_call:
        monkeypatch.delattr(os, "posix_fallocate")
    file = tmp_path / "limits"
    file.write_bytes(b"kept")
    with file.open("r+b") as opened:
        reserve(opened.fileno(), 20_000)
        reserve(opened.fileno(), 10)
    assert file.read_bytes() == b"kept" + bytes(19_996)
    assert file.stat().st_blocks * 512 >= 20_000


@pytest.mark.parametrize(
    ("most", "span"),
    [(SUBSCRIPTIONS, SPAN), (FOLLOWINGS, SPAN), (QUESTIONS, SPAN), (VOTES, SPAN), (ANSWERS_OF_AN_ADDRESS, timedelta(days=1))],
)
def test_so_many_as_is_written_and_not_one_more_in_each_hour_or_day_of_the_clock(tmp_path: Path, most: int, span: timedelta) -> None:
    """Whoever tries all the time, in two processes by turns, for three days or hours, at the zone's midnight too."""
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    begin = datetime(2026, 3, 2, tzinfo=zone)
    deeds = [AddressDeeds(most, "deeds", SharedArrivals(tmp_path / "limits"), span, zone) for _ in range(2)]
    step = span / (4 * most + 1)
    taken: Counter[int] = Counter()
    at, number = begin, 0
    while at < begin + 3 * span:
        taken[(at - begin) // span] += deeds[number % 2].may("203.0.113.7", at)
        at, number = at + step, number + 1
    assert taken == Counter({0: most, 1: most, 2: most})
    assert deeds[0].may("203.0.113.8", at), "a neighbour is not held up"


def test_who_has_had_the_days_share_waits_until_midnight_and_no_longer_after_a_clock_was_set_back() -> None:
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    limiter = RateLimiter(2, timedelta(days=1), by_clock=zone)
    evening = datetime(2026, 3, 2, 22, tzinfo=zone)
    assert [limiter.wait("x", evening) for _ in range(3)] == [timedelta(), timedelta(), timedelta(hours=2)]
    assert limiter.wait("x", evening + timedelta(hours=2)) == timedelta()
    limiter.wait("x", evening + timedelta(days=40))
    assert limiter.wait("x", evening) <= timedelta(days=1)
