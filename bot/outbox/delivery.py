"""Sends what the outbox holds, as fast as the channel allows and surely; the only part of the program's core that is async."""

from __future__ import annotations

import asyncio
import os
import random
import secrets
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

import structlog

from bot.messages import Button, ChatId
from bot.outbox.circuit_breaker import CircuitBreaker
from bot.outbox.claimed_message import Again, Blocked, ClaimedMessage, Gone, Moved, Outcome, Rejected, Result, RetryAfter, Sent, Unreachable
from bot.outbox.store import Claimed, Outbox, OutboxUnavailableError
from bot.runtime.clock import utc_now

CATCH_UP = 1.1  # times the rate, and no faster, when this process was held up: Telegram allows 1.2
POLL = 0.4  # seconds between two looks when nothing is due; what this process queues is seen at once
TICK = 0.04  # seconds between two claims at least: at 25 messages a second one each
SEND_SECONDS = 30.0  # longer than any channel's answer takes, far shorter than the lease
GRACE = 6.0  # seconds that messages in flight may take when the process is stopped; the database needs the rest of eight
MOST_ATTEMPTS = 200  # with the longest wait between them a day and a half: no outage of a channel lasts longer
LONGEST_WAIT = 600.0  # seconds between two attempts
Called = TypeVar("Called")
Rows = tuple[tuple[Button, ...], ...]
Seal = Callable[[ChatId, Rows], Rows]
"""Makes buttons count in one chat alone: the one where the message is shown, wherever it was when the message was written."""
log = structlog.get_logger(__name__)


class Sender(Protocol):
    """A channel that messages leave through: Telegram, mail."""

    async def send(self, message: ClaimedMessage) -> Outcome:
        """Send `message`, or edit the one that `message.edits` names. What can be foreseen is an outcome, never an exception."""


def back_off(attempts: int, chance: float) -> float:
    """Seconds until the next attempt after `attempts` have failed: doubling, between half and whole, so that not all come back at once."""
    return min(LONGEST_WAIT, 2.0 ** min(attempts - 1, 20)) * (0.5 + chance / 2)


class Delivery:
    """One worker of one channel: claims, sends, records, until stopped.

    `on_blocked` and `on_moved` are told what was learned about a chat, after it was recorded, in a thread. `on_told` is told of every
    result before it is recorded: what it does with a message that did not arrive is done even where this process dies in between, since
    the message is then sent again; so it may hear of one result twice, and must do the same once. `in_flight`: messages
    claimed and not recorded at most; default: what leaves in a second.
    """

    def __init__(
        self,
        outbox: Outbox,
        sender: Sender,
        on_blocked: Callable[[ChatId, datetime], object] = lambda *_: None,
        on_moved: Callable[[ChatId, ChatId], object] = lambda *_: None,
        *,
        seal: Seal = lambda chat, rows: rows,  # noqa: ARG005
        on_told: Callable[[Sequence[tuple[ClaimedMessage, Result]], datetime], object] = lambda *_: None,
        in_flight: int | None = None,
        now: Callable[[], datetime] = utc_now,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._outbox = outbox
        self._sender = sender
        self._on_blocked = on_blocked
        self._on_moved = on_moved
        self._seal = seal
        self._on_told = on_told
        self._most = in_flight or max(8, int(outbox.rate_limit.rate))
        self._now = now
        self._chance = chance
        self.worker = f"{socket.gethostname()[:32]}/{os.getpid()}/{secrets.token_hex(4)}"
        self._breaker = CircuitBreaker()
        self._uploads: dict[str, asyncio.Lock] = {}
        self._files: dict[str, str] = {}
        self._left = self._held_until = 0.0
        self._open = 0  # messages claimed and not yet recorded
        self._told: list[tuple[ClaimedMessage, Result]] = []
        self._sending: set[asyncio.Task[None]] = set()
        self._stopping = False

    async def start(self) -> None:
        """Ready when this returns."""
        self._loop = asyncio.get_running_loop()
        self._bell, self._news = asyncio.Event(), asyncio.Event()
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="delivery")  # of its own: answers to citizens do not hold up the outbox
        self._ends = ExitStack()
        self._ends.enter_context(self._outbox.listening(self._ring))
        self._claiming = asyncio.create_task(self._claim_on())
        self._recording = asyncio.create_task(self._record_on())

    async def stop(self) -> None:
        """Take nothing more, wait for what is in flight, write it down. What does not end in time is sent again by the next."""
        self._stopping = True
        self._ends.close()
        self._bell.set()
        await self._claiming
        if self._sending:
            _, late = await asyncio.wait(self._sending, timeout=GRACE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        self._news.set()
        await self._recording
        self._threads.shutdown(wait=False)

    def _ring(self) -> None:
        """Something was queued in this process; from any thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._bell.set)

    async def _claim_on(self) -> None:
        while not self._stopping:
            began = self._loop.time()
            self._bell.clear()  # before looking: what is queued while we look rings again
            rest = await self._round()
            await self._rest(rest)
            await asyncio.sleep(max(0.0, began + TICK - self._loop.time()))

    async def _rest(self, seconds: float) -> None:
        """Until something may have changed."""
        if self._stopping:
            return
        try:
            async with asyncio.timeout(seconds):
                await self._bell.wait()
        except TimeoutError:
            return

    async def _round(self) -> float:
        """Claim and begin to send; returns the seconds until there may be more."""
        if waits := self._breaker.waits(self._loop.time()):
            return min(waits, POLL)
        room = 1 if self._breaker.is_on else self._most - self._open
        if room <= 0:
            return POLL  # the bell rings when something has been recorded
        began = self._loop.time()
        try:
            claimed = await self._call(lambda: self._outbox.claim(self.worker, room, self._now()))
        except OutboxUnavailableError as error:
            log.warning("outbox unavailable", reason=str(error))
            return POLL
        except Exception:
            log.exception("claim failed")
            return POLL
        return self._begin(claimed, began)

    def _begin(self, claimed: Claimed, began: float) -> float:
        self._open += len(claimed.messages)
        for message, departure in zip(claimed.messages, claimed.departures, strict=False):  # what was replaced meanwhile needs none
            task = asyncio.create_task(self._deliver(message, began + departure))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)
        return min(claimed.wait, POLL) if claimed.has_more else POLL

    async def _deliver(self, message: ClaimedMessage, departure: float) -> None:
        await asyncio.sleep(departure - self._loop.time())
        self._left = max(self._loop.time(), self._left + 1 / (CATCH_UP * self._outbox.rate_limit.rate))
        await asyncio.sleep(self._left - self._loop.time())  # after a stall of this process the late ones do not leave all at once
        wait = self._held_until - self._loop.time()  # the channel asked for a pause after the departure was given out
        outcome = self._later(wait) if wait > 0 else await self._uploaded(message)
        if isinstance(outcome, RetryAfter):
            self._held_until = max(self._held_until, self._loop.time() + outcome.seconds)
        result = self._judged(message, outcome)
        self._told.append((message, result))
        self._news.set()

    async def _uploaded(self, message: ClaimedMessage) -> Outcome | Again:
        """Send; of many messages with one photo the first uploads it, the others wait and go by its name."""
        if not message.photo or message.file_id or message.edits:
            return await self._sent(message)
        lock = self._uploads.setdefault(message.photo, asyncio.Lock())
        is_first = not lock.locked()
        async with lock:
            known = self._files.get(message.photo, "")
            if not known and not is_first:
                return self._later(1.0)
            outcome = await self._sent(replace(message, file_id=known))
            if isinstance(outcome, Sent) and outcome.file_id:
                self._files[message.photo] = outcome.file_id
            elif isinstance(outcome, Gone):
                self._files.pop(message.photo, None)
            return outcome

    def _later(self, seconds: float) -> Again:
        """Not tried at all."""
        return Again(self._now() + timedelta(seconds=seconds), counts=False)

    async def _sent(self, message: ClaimedMessage) -> Outcome:
        try:
            async with asyncio.timeout(SEND_SECONDS):
                return await self._sender.send(replace(message, rows=self._seal(message.chat, message.rows)))
        except TimeoutError:
            return Unreachable("no answer in time")
        except Exception as error:
            log.exception("sender failed", letter=message.id)
            return Unreachable(repr(error))

    def _judged(self, message: ClaimedMessage, outcome: Outcome | Again) -> Result:
        """What is to be recorded; and whether the channel can be reached at all."""
        if isinstance(outcome, Again):
            return outcome
        if not isinstance(outcome, Unreachable):
            self._breaker.over()
            return outcome
        self._breaker.failed(self._loop.time())
        if message.attempts >= MOST_ATTEMPTS:
            return Rejected(f"{message.attempts} attempts: {outcome.reason}")
        wait = timedelta(seconds=back_off(message.attempts, self._chance()))
        return Again(self._now() + wait, outcome.reason)

    async def _record_on(self) -> None:
        """Write down what was told, all that has come meanwhile in one transaction."""
        while self._told or self._sending or not self._stopping:
            await self._news.wait()
            self._news.clear()
            told, self._told = self._told, []
            if told and not await self._recorded(told):
                self._told = told + self._told
                self._news.set()
                await asyncio.sleep(POLL)
                if self._stopping:
                    return

    async def _recorded(self, told: list[tuple[ClaimedMessage, Result]]) -> bool:
        try:
            await self._call(lambda: self._on_told(told, self._now()))
        except Exception:
            log.exception("what became of letters was not taken", letters=len(told))
        try:
            await self._call(lambda: self._outbox.record(told, self._now()))
        except OutboxUnavailableError as error:
            log.warning("outbox unavailable", reason=str(error))
            return False
        except Exception:
            log.exception("recording failed")
            return False
        self._open -= len(told)
        self._bell.set()
        await self._call(lambda: self._tell(told))
        return True

    def _tell(self, told: list[tuple[ClaimedMessage, Result]]) -> None:
        for message, result in told:
            try:
                match result:
                    case Blocked():
                        self._on_blocked(message.chat, self._now())
                    case Moved(key=key):
                        self._on_moved(message.chat, ChatId(message.chat.channel, key))
                    case _:
                        pass
            except Exception:
                log.exception("what was learned about a chat was not taken", letter=message.id)

    async def _call(self, work: Callable[[], Called]) -> Called:
        return await self._loop.run_in_executor(self._threads, work)
