"""A campaign through `bot serve` and a stand-in that enforces Telegram's limits, with people asking meanwhile; and with kill -9."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter, deque
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from bot import wording
from bot.announcements.rules.campaign import Campaign, CampaignState
from bot.announcements.rules.facts import IssuingOffice, MonthFacts
from bot.database.engine import write_session
from bot.people.staff import Role
from bot.settings import Settings
from bot.wiring.announcing import Announcing, announcing
from tests.e2e.conftest import Opened
from tests.harness import Harness, until
from tests.soak import IS_LONG, size
from tests.telegram.bot_api import SentCall
from tests.telegram.people import Person
from tests.telegram.refusals import ApiRefusalError, Fields
from tests.telegram.test_load import memory

pytestmark = pytest.mark.soak
FOLLOWERS = size(200, 3_000)
RATE = 25.0  # letters a second, the product's default
KILLS = size(1, 20)
HURRY = 150.0  # letters a second while processes are killed
LIMIT = 1.2  # Telegram's 30 a second beside our 25, whatever the rate
BURST = 3  # messages to one chat that Telegram lets pass within a second
FIRST_FOLLOWER, FIRST_ASKER, BLOCKED = 50_000, 900_000, 7
SAYING = ("sendMessage", "sendPhoto", "sendDocument")
NEWS = "Nộp hồ sơ ở nhà\nCách nộp hồ sơ qua mạng trong năm phút.\nBà con mở trang dịch vụ công rồi làm theo từng bước."
WINDOWS = [("sqlite", 1), ("postgresql", 3)] + ([("sqlite", 3), ("postgresql", 1)] if IS_LONG else [])


class TelegramLimits:
    """Telegram's: so many messages in any second over all chats, BURST in a second to one chat; what is above is refused with 429."""

    def __init__(self, harness: Harness, most: float) -> None:
        self.refused: Counter[str] = Counter()
        self.taken: list[float] = []
        self._most = most
        self._second: deque[float] = deque()
        self._chats: dict[int, deque[float]] = {}
        self._done = harness.api._done
        harness.api._done = self._checked  # type: ignore[method-assign]

    async def _checked(self, method: str, fields: Fields) -> Any:
        if method in SAYING:
            self._take(int(fields["chat_id"]))
        return await self._done(method, fields)

    def _take(self, chat: int) -> None:
        now = time.monotonic()
        for window in (self._second, own := self._chats.setdefault(chat, deque())):
            while window and window[0] <= now - 1:
                window.popleft()
        if len(self._second) >= self._most or len(own) >= BURST:
            self.refused["all" if len(self._second) >= self._most else "chat"] += 1
            raise ApiRefusalError(429, "Too Many Requests: retry after 1", retry_after=1)
        self._second.append(now)
        own.append(now)
        self.taken.append(now)


def prepared(harness: Harness, followers: int) -> tuple[Announcing, Campaign]:
    """An announcement to everybody that two people have approved, and so many followers."""
    settings = Settings(_env_file=None, unit_name="UBND xã Ví Dụ", quiet_hours="")

    def facts(month: object, at: datetime) -> MonthFacts:
        return MonthFacts(at.astimezone(ZoneInfo(settings.timezone)).date(), IssuingOffice("UBND xã Ví Dụ", site="https://xa.example"))

    rooms = announcing(harness.engine, wording.load(), settings, dict, facts, harness.home / "var" / "covers")
    unit, now = harness.unit("Văn phòng"), datetime.now(UTC)
    lan, minh, writer = (harness.staff(name, Role.LEADER, unit, number) for number, name in ((3001, "Lan"), (3002, "Minh"), (3003, "Hoa")))
    people = [{"key": str(FIRST_FOLLOWER + number), "now": now.isoformat(" ")} for number in range(followers)]
    with write_session(harness.engine) as session:
        session.execute(
            text("INSERT INTO chats (channel, key, since, asked, code, part) VALUES ('telegram', :key, :now, '[]', '', '')"), people
        )
        session.execute(
            text(
                "INSERT INTO followers (channel, key, kind, pace, place, place_key, every_topic, is_active, consented, consent_text,"
                " why_ended, month, posts, awaits)"
                " VALUES ('telegram', :key, 'nguoi_dan', 'all', '', '', true, true, :now, 'x', '', 0, 0, '')"
            ),
            people,
        )
    campaign = rooms.campaigning.write(NEWS, writer, now)
    assert isinstance(campaign, Campaign), campaign
    for staff in (lan, minh):
        approved = rooms.campaigning.approve(campaign, staff, now)
        assert isinstance(approved, Campaign), approved
        campaign = approved
    assert campaign.state is CampaignState.QUEUEING
    return rooms, campaign


class Postmen:
    """Who got the post, how often."""

    def __init__(self, harness: Harness) -> None:
        self.got: Counter[int] = Counter()
        self.first_replies: dict[int, float] = {}
        harness.api.keeps_calls = False
        harness.api.on_sent = self._saw

    def _saw(self, sent: SentCall) -> None:
        if FIRST_FOLLOWER <= sent.chat < FIRST_ASKER and sent.method == "sendPhoto":
            self.got[sent.chat] += 1
        elif sent.chat >= FIRST_ASKER:
            self.first_replies.setdefault(sent.chat, sent.at)


def _asking(harness: Harness, is_over: threading.Event, asked: dict[int, float]) -> None:
    """Somebody new asks every second: greeting and answer are two messages, beside 25 of the post within Telegram's 30."""
    number = FIRST_ASKER
    while not is_over.wait(1.0):
        number += 1
        asked[number] = time.monotonic()
        Person(harness.api, number).says("đăng ký nuôi chó cần giấy tờ gì")


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_the_rate_is_held_within_telegrams_limits_and_people_are_answered_meanwhile(town_over: Opened, tmp_path: Path) -> None:
    harness = town_over(f"sqlite:///{tmp_path}/campaign.db", SEND_RATE_PER_SECOND=str(RATE), STAFF_CHAT_ID="")
    rooms, campaign = prepared(harness, FOLLOWERS)
    postmen, limits = Postmen(harness), TelegramLimits(harness, RATE * LIMIT + 3)
    harness.api.blocked = set(range(FIRST_FOLLOWER, FIRST_FOLLOWER + BLOCKED))
    is_over, asked = threading.Event(), dict[int, float]()
    process = harness.start()
    asking = threading.Thread(target=_asking, args=(harness, is_over, asked))
    asking.start()
    try:
        until(lambda: len(postmen.got) >= (FOLLOWERS - BLOCKED) // 4, 120 + FOLLOWERS / RATE)
        early = memory(process.pid)
        until(lambda: len(postmen.got) == FOLLOWERS - BLOCKED, 120 + 2 * FOLLOWERS / RATE)
        late = memory(process.pid)
    finally:
        is_over.set()
        asking.join()
    until(lambda: set(postmen.first_replies) >= set(asked))
    until(lambda: rooms.campaigning.report(campaign).progress.waiting == 0)
    waits = sorted(postmen.first_replies[number] - asked[number] for number in asked)
    progress = rooms.campaigning.report(campaign).progress
    letters = limits.taken[len(limits.taken) // 20 : -len(limits.taken) // 20 or None]
    rate = (len(letters) - 1) / (letters[-1] - letters[0])
    print(  # noqa: T201
        f"{FOLLOWERS} followers at {RATE}/s: {rate:.1f} messages/s held, replies among them; 429: {dict(limits.refused)}; replies n={len(waits)}"
        f" p50 {waits[len(waits) // 2] * 1000:.0f} ms p99 {waits[int(len(waits) * 0.99)] * 1000:.0f} ms; memory {early >> 20} → {late >> 20} MB"
    )
    assert (progress.total, progress.sent, progress.blocked, progress.failed) == (FOLLOWERS, FOLLOWERS - BLOCKED, BLOCKED, 0)
    assert set(postmen.got.values()) == {1}
    assert late - early < 24 << 20


@pytest.mark.parametrize(("empty_url", "workers"), WINDOWS, indirect=["empty_url"])
def test_killed_while_sending_everybody_gets_it_and_only_what_was_in_flight_comes_twice(
    town_over: Opened, empty_url: str, workers: int
) -> None:
    hook = {"TELEGRAM_WEBHOOK_URL": "https://xa.example/telegram", "STAFF_CHAT_ID": ""}  # so that workers send and nobody polls
    harness = town_over(empty_url, SEND_RATE_PER_SECOND=str(HURRY), **hook)
    followers = 400 * max(2, KILLS)
    rooms, campaign = prepared(harness, followers)
    postmen, chance = Postmen(harness), random.Random(KILLS)
    harness.api.delay = 0.03  # accepted, and not yet known to the worker: where a kill hurts
    running = [harness.start("--role", "worker", waits=False) for _ in range(workers)]
    might_repeat = 0
    for _ in range(KILLS):
        seen = postmen.got.total()
        until(partial(lambda seen: postmen.got.total() > seen + 60, seen), 120)
        threading.Event().wait(chance.uniform(0, 0.3))
        victim = chance.randrange(workers)
        harness.kill(running[victim])
        might_repeat += harness.in_flight(running[victim])
        running[victim] = harness.start("--role", "worker", waits=False)
    until(lambda: len(postmen.got) == followers and harness.letters_open() == 0, 120 + followers / HURRY * 3)
    harness.stop()
    rooms.campaigning.work(datetime.now(UTC))
    repeated = postmen.got.total() - followers
    told = f"{followers} followers, {repeated} twice of {might_repeat} in flight"
    print(f"{harness.engine.dialect.name}, {workers} workers, {KILLS} kills: {told}")  # noqa: T201
    report = rooms.campaigning.report(campaign)
    assert repeated <= might_repeat
    assert (report.progress.total, report.progress.sent, report.progress.waiting) == (followers, followers, 0)
    assert report.progress.blocked == report.progress.failed == 0
    found = rooms.campaigning.get(campaign.id)
    assert found
    assert found.state is CampaignState.DONE
