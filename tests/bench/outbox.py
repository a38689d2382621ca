"""A campaign through the outbox at a channel that enforces limits: the rate held, refusals, replies meanwhile, memory.

python -m tests.bench.outbox [--letters N] [--rate R] [--database URL]   (default: SQLite in a new folder, 10,000 letters at 500 a second)
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import sys
import tempfile
import time
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, func, literal, select, text

from bot.database.engine import migrate, open_database, write_session
from bot.database.outgoing import CHATS, queue, queue_selection
from bot.messages import BulkMessage, ChatId, OutboxMessage, Priority
from bot.outbox.delivery import Delivery
from bot.outbox.rate_limit import RateLimit
from bot.outbox.store import Counters, Outbox
from tests.outbox import Strict

ALLOWED = 1.2  # Telegram allows 30 where we send 25
REPLY_EVERY = 0.25  # seconds


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.outbox")
    parser.add_argument("--letters", type=int, default=10_000)
    parser.add_argument("--rate", type=float, default=500.0)
    parser.add_argument("--database", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(options.database or f"sqlite:///{Path(folder) / 'bench.db'}")
        migrate(engine)
        asyncio.run(measure(engine, options.letters, options.rate))
        engine.dispose()


async def measure(engine: Engine, letters: int, rate: float) -> None:
    campaign = int(time.time())
    began = time.perf_counter()
    queue_campaign(engine, campaign, letters)
    say(f"{engine.dialect.name}: {letters:,} letters queued in {time.perf_counter() - began:.1f} s")
    channel = Strict(rate * ALLOWED, time.perf_counter)
    delivery = Delivery(Outbox(engine, "telegram", RateLimit(rate)), channel)
    memory = [resident()]
    stopping = asyncio.Event()
    began = time.perf_counter()
    await delivery.start()
    replies = asyncio.create_task(reply_on(engine, channel, stopping))
    while (progress := await asyncio.to_thread(Counters(engine).progress, campaign)).waiting:
        memory.append(resident())
        await asyncio.sleep(0.5)
    took = time.perf_counter() - began
    stopping.set()
    waits = sorted(await waited(replies, channel))
    await delivery.stop()
    sent = len(channel.taken) / took
    say(f"{sent:.1f} letters a second of {rate:g}, {sent / rate:.1%} of the rate; worst ten seconds {worst(channel, rate):.1%}; {progress}")
    say(f"refused with 429: {channel.refused}; most sent twice: {len(channel.taken) - len({message.id for _, message in channel.taken})}")
    say(f"replies meanwhile: {len(waits)}, p50 {at(waits, 0.5):.0f} ms, p99 {at(waits, 0.99):.0f} ms, worst {waits[-1] * 1000:.0f} ms")
    say(f"resident memory: {memory[len(memory) // 10]} MB at a tenth, {memory[-1]} MB at the end")


def queue_campaign(engine: Engine, campaign: int, letters: int) -> None:
    with write_session(engine) as session:
        known = session.execute(select(func.count()).select_from(CHATS)).scalar_one()
        numbers = "SELECT value AS n FROM generate_series(1, :n) AS value"
        if engine.dialect.name == "sqlite":
            numbers = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < :n) SELECT n FROM c"
        chats = f"INSERT INTO chats (channel, key, since, asked, code, part) SELECT 'telegram', CAST(n + :known AS TEXT), :at, '[]', '', '' FROM ({numbers}) x"
        session.execute(text(chats), {"n": letters, "known": known, "at": "2026-01-01 00:00:00"})
        some = select(CHATS.c.channel, CHATS.c.key).where(literal(1) == 1).limit(letters).offset(known)
        queue_selection(session, BulkMessage(f"c:{campaign}", "Thông báo " * 50, campaign), some, datetime.now(UTC))


async def reply_on(engine: Engine, channel: Strict, stopping: asyncio.Event) -> dict[str, float]:
    """Queue a reply again and again, the first at once; returns when each was."""
    queued: dict[str, float] = {}
    for number in count():
        key = f"reply-{channel.most}-{time.time()}-{number}"
        letter = OutboxMessage(ChatId("telegram", f"p{number % 997}"), key, key, priority=Priority.REPLY)
        queued[key] = time.perf_counter()
        await asyncio.to_thread(queue_one, engine, letter)
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), REPLY_EVERY)
        if stopping.is_set():
            break
    return queued


def queue_one(engine: Engine, letter: OutboxMessage) -> None:
    with write_session(engine) as session:
        queue(session, [letter], datetime.now(UTC))


async def waited(replies: asyncio.Task[dict[str, float]], channel: Strict) -> list[float]:
    """How long each of the replies was on its way, in seconds."""
    queued = await replies
    await asyncio.sleep(1)
    taken = {message.text: at for at, message in channel.taken if message.text in queued}
    return [taken.get(key, float("inf")) - at for key, at in queued.items()]


def worst(channel: Strict, rate: float) -> float:
    """The share of the rate in the ten seconds with the fewest letters, the last ones left out."""
    times = [at - channel.taken[0][0] for at, _ in channel.taken]
    seconds = [0] * (int(times[-1]) + 1)
    for at in times:
        seconds[int(at)] += 1
    return min((sum(seconds[n : n + 10]) / 10 / rate for n in range(len(seconds) - 11)), default=float("nan"))


def at(waits: list[float], share: float) -> float:
    return waits[min(len(waits) - 1, int(len(waits) * share))] * 1000


def resident() -> int:
    """Megabytes of memory in use now; where the system does not tell, the most that ever was."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text(encoding="ascii").split()[1]) * resource.getpagesize() // 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
