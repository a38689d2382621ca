"""Fetch updates by long polling; an update is acknowledged only when it is served, so that none is lost with the process.

But for one that takes long while Telegram has more than it hands out at once: those behind it are somebody's too, and are fetched.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Protocol

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError

from bot.channels.telegram.decoding import UpdateDeduplicator
from bot.channels.telegram.throttled_log import ThrottledLog
from bot.channels.telegram.transport import WaitError

KINDS = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY, Update.MY_CHAT_MEMBER]
AT_ONCE = 100  # updates of one answer, the most that Telegram gives; so many may be open
STUCK = 2.0  # seconds after which an update holds nobody up any more: a question takes a hundredth, a large file minutes
WAIT = 30  # seconds that Telegram holds an empty answer back
GOODBYE = 1.5  # seconds for the last word at a stop
READ = 15.0  # seconds more until we believe that no answer comes
NO_NEWS = (0.05, 0.1, 0.2, 0.4, 0.8)  # seconds to wait for an open update when Telegram has no others
ASKS_EVERY = 5.0  # seconds for which we believe that we are the one who polls
STANDS_BY = 1.0  # seconds until one who does not poll asks whether it may
WORTH_A_LINE = 2  # failures in a row; one connection is lost every now and then
BACK_OFF = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)  # seconds after each failure in a row


class PollingLock(Protocol):
    """The right to poll, which one process of all has."""

    def take(self) -> bool: ...

    def release(self) -> None: ...


class Polling:
    """Gives each update to `serve` in the order in which they came; `serve` raises nothing.

    `read_update`: the update of a number that has just come, None where it is skipped. `lock`: polls only while this has it; two that
    poll take each other's updates, and serve some twice. `n_given`: how many updates the last answer had, known ones among them.
    """

    def __init__(
        self,
        bot: Bot,
        read_update: Callable[[int], Update | None],
        serve: Callable[[Update], Awaitable[None]],
        deduplicator: UpdateDeduplicator,
        throttled_log: ThrottledLog,
        lock: PollingLock | None = None,
        n_given: Callable[[], int] = lambda: 0,
    ) -> None:
        self._n_given = n_given
        self._read_update = read_update
        self._lock = lock
        self._asked_for = -ASKS_EVERY
        self._bot = bot
        self._serve = serve
        self._deduplicator = deduplicator
        self._log = throttled_log
        self._open: dict[int, asyncio.Task[None]] = {}
        self._since: dict[int, float] = {}
        self._floor = 0  # what is before it is acknowledged, served or not
        self._next: int | None = None  # after the highest update that came
        self._failures = 0
        self._idle = 0  # answers in a row without a new update while some are open
        self._served = asyncio.Event()

    async def run(self) -> None:
        """Poll until cancelled, or until Telegram refuses the token (logged)."""
        while True:
            await self._its_turn()
            try:
                await self._fetch(WAIT)
            except InvalidToken:  # its text holds the token
                self._log.trouble("token refused", "TELEGRAM_BOT_TOKEN is none that Telegram knows")
                return
            except TelegramError as error:
                await self._back_off(error)
            else:
                self._failures = 0
                for kind in ("telegram unreachable", "another process polls", "asked to wait"):
                    self._log.over(kind)

    async def _its_turn(self) -> None:
        """Waits until this process holds the right to poll, and asks again now and then, as the right may be lost."""
        clock = asyncio.get_running_loop().time
        while self._lock and clock() - self._asked_for >= ASKS_EVERY:
            if await asyncio.to_thread(self._lock.take):
                self._asked_for = clock()
                return
            await asyncio.sleep(STANDS_BY)

    async def drain(self, within: float) -> None:
        """Serve what is open for at most `within` seconds and acknowledge what is served; the rest comes again."""
        await self._finish(within)
        if self._lock:
            await asyncio.to_thread(self._lock.release)

    async def _finish(self, within: float) -> None:
        if self._open:
            await asyncio.wait(self._open.values(), timeout=within)
        offset, left = self._offset, tuple(self._open.values())
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        if offset is not None:
            with suppress(TelegramError):
                await self._bot.get_updates(offset=offset, limit=1, timeout=0, read_timeout=GOODBYE, allowed_updates=KINDS)

    @property
    def _offset(self) -> int | None:
        """The first update that is not served: by this Telegram knows that all before it are."""
        first = min(self._open, default=self._next)
        return None if first is None else max(first, self._floor)

    async def _fetch(self, wait: int) -> None:
        self._served.clear()
        found = await self._bot.get_updates(offset=self._offset, limit=AT_ONCE, timeout=wait, read_timeout=READ, allowed_updates=KINDS)
        new = [update.update_id for update in found if self._deduplicator.is_new(update.update_id)]
        for number in new:
            self._next = number + 1
            if update := self._read_update(number):
                self._begin(update)
        self._idle = 0 if new else self._idle + 1
        if not new and self._n_given() == AT_ONCE and self._is_held_up():
            self._log.trouble("updates held up", "one takes long, those behind it are fetched before it is served")
            self._floor = self._next or 0
        elif not new and self._open:  # what is open is all there is: Telegram would answer at once, again and again
            with suppress(TimeoutError):
                async with asyncio.timeout(NO_NEWS[min(self._idle, len(NO_NEWS)) - 1]):
                    await self._served.wait()

    def _is_held_up(self) -> bool:
        """Whether few updates, and the first of them for long, keep us from seeing those that Telegram has behind them."""
        first = min(self._open, default=None)
        return first is not None and len(self._open) < AT_ONCE and asyncio.get_running_loop().time() - self._since[first] > STUCK

    def _begin(self, update: Update) -> None:
        task = asyncio.ensure_future(self._serve(update))
        self._open[update.update_id] = task
        self._since[update.update_id] = asyncio.get_running_loop().time()
        task.add_done_callback(lambda _: self._end(update.update_id))

    def _end(self, update_id: int) -> None:
        self._open.pop(update_id, None)
        self._since.pop(update_id, None)
        self._served.set()

    async def _back_off(self, error: TelegramError) -> None:
        pause = BACK_OFF[min(self._failures, len(BACK_OFF) - 1)]
        self._failures += 1
        match error:
            case WaitError(seconds=seconds):
                self._log.trouble("asked to wait", error)
                pause = max(pause, seconds)
            case Conflict():
                self._log.trouble("another process polls", error)
            case NetworkError() if self._failures < WORTH_A_LINE:
                pass
            case NetworkError():
                self._log.trouble("telegram unreachable", error)
            case _:
                self._log.trouble("polling refused", error)
        await asyncio.sleep(pause)
