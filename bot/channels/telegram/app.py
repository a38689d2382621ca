"""The Telegram channel as one service: connects in the background, polls or takes a webhook's updates, stops without losing any."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from telegram import Bot, Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder, ContextTypes, TypeHandler

from bot.channels.telegram.albums import Albums
from bot.channels.telegram.decoding import ServedUpdates, UpdateDecoder, UpdateDeduplicator, number_of
from bot.channels.telegram.files import Files
from bot.channels.telegram.inline import Inline, Lookup
from bot.channels.telegram.membership import Memberships, NoStaff
from bot.channels.telegram.menus import CommandMenus
from bot.channels.telegram.per_chat_processor import PerChatProcessor
from bot.channels.telegram.polling import BACK_OFF, KINDS, Polling, PollingLock
from bot.channels.telegram.reply_sender import Later, ReplySender
from bot.channels.telegram.send_rate_limiter import SendRateLimiter
from bot.channels.telegram.throttled_log import ThrottledLog
from bot.channels.telegram.transport import Transport, UpdatesTransport
from bot.channels.telegram.update_handler import UpdateHandler, may_be_turned_away
from bot.messages import MessageHandler
from bot.runtime.clock import utc_now
from bot.runtime.rate_limiter import RateLimiter
from bot.wording import TelegramWords

OFFICIAL = "https://api.telegram.org"
THREADS = 8  # in which the desk works; more only wait for one another at the database
DRAINED_WITHIN = 6.0  # seconds; the whole process has ten
WEBHOOK_CONNECTIONS = 100  # the most that Telegram opens


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram posts updates to, and the word by which we know that it was Telegram (1–256 of A-Z a-z 0-9 _ -)."""

    url: str
    secret: str


def make_bot(token: str, base_url: str = OFFICIAL, send_limiter: SendRateLimiter | None = None) -> Bot:
    """A bot over our transport that only sends messages; nothing is opened before its `initialize`."""
    base = base_url.rstrip("/")
    sending = Transport(send_limiter=send_limiter, for_outbox=True)
    return Bot(token, f"{base}/bot", f"{base}/file/bot", request=sending, get_updates_request=Transport(connections=2))


class TelegramChannel:
    """Nothing is opened before `start`. `commands`: name without "/" and what it is for; `lookup`: text, limit → cards.

    `staff_commands`: with their "/", those that are obeyed in the staff group besides; `memberships`: who is told where we are let in.
    `later`: keeps messages that Telegram did not take, to be sent surely. `send_limiter`: counts replies, to which the outbox gives way.
    `lock`: of all processes over one database the one that has it polls; `served`: the updates that they have served.
    `skipped`: called for each update that cannot be read.
    `menus`: which commands are told to whom; `commands` to everybody where nothing is said.
        `named`: told how Telegram calls us.
    """

    def __init__(
        self,
        token: str,
        desk: MessageHandler,
        words: TelegramWords,
        commands: Sequence[tuple[str, str]],
        lookup: Lookup,
        *,
        later: Later,
        base_url: str = OFFICIAL,
        webhook: Webhook | None = None,
        limiter: RateLimiter | None = None,
        inline_limiter: RateLimiter | None = None,
        send_limiter: SendRateLimiter | None = None,
        lock: PollingLock | None = None,
        served: ServedUpdates | None = None,
        staff_commands: frozenset[str] = frozenset(),
        memberships: Memberships | None = None,
        skipped: Callable[[], None] = lambda: None,
        alarm: Callable[[str], str] = lambda _: "",
        menus: CommandMenus | None = None,
        named: Callable[[str], None] = lambda _: None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._webhook = webhook
        self._menus = menus or CommandMenus(tuple(commands))
        self._named = named
        self._now = now
        self._log = ThrottledLog()
        self._transport = Transport(send_limiter=send_limiter)
        self._albums = Albums()
        self._processor = PerChatProcessor()
        self._deduplicator = UpdateDeduplicator(served)
        self._updates = UpdatesTransport(self._deduplicator)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="telegram")
        self._application = self._built(token, base_url.rstrip("/"))
        self._bot: Bot = self._application.bot
        bot = self._bot
        told = memberships or NoStaff()
        reply_sender = ReplySender(bot, words.topic, self._log, later, told, now)
        self._handler = UpdateHandler(
            bot,
            desk,
            words,
            frozenset(f"/{name}" for name, _ in commands),
            staff_commands=staff_commands,
            memberships=told,
            reply_sender=reply_sender,
            files=Files(bot, self._transport, words, self._log),
            albums=self._albums,
            inline=Inline(bot, lookup, words, self._log, inline_limiter),
            throttled_log=self._log,
            threads=self._threads,
            limiter=limiter or RateLimiter(),
            alarm=alarm,
            now=now,
        )
        self._decoder = UpdateDecoder(bot, self._log, skipped)
        self._polling = Polling(
            bot,
            lambda number: self._decoder.read(self._updates.updates[number]),
            self._serve,
            self._deduplicator,
            self._log,
            lock,
            lambda: self._updates.n_given,
        )
        self._connected = asyncio.Event()
        self._is_refused = False
        self._running: asyncio.Task[None] | None = None
        self._posted: dict[int, asyncio.Task[None]] = {}
        self._is_stopping = False

    @property
    def is_connected(self) -> bool:
        """Whether Telegram has answered."""
        return self._connected.is_set()

    @property
    def is_refused(self) -> bool:
        """Whether Telegram does not know the token: until it is changed, nothing comes and nothing leaves."""
        return self._is_refused

    async def start(self) -> None:
        """Return at once: Telegram may be down for hours, the rest of the service must not wait for it."""
        self._running = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Fetch nothing more, serve what was fetched within DRAINED_WITHIN, close. What was not served comes again."""
        self._is_stopping = True
        if self._running:
            self._running.cancel()
            with suppress(asyncio.CancelledError):
                await self._running
        if self.is_connected:
            await self._polling.drain(DRAINED_WITHIN)
        await self._drain_posted()
        await self._deduplicator.written()
        await self._application.bot.shutdown()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def posted(self, secret: str, body: bytes) -> HTTPStatus:
        """Serve one update that was posted to the webhook, and answer Telegram: OK only when it is served, so that none is lost, or where
        nobody can read it: it would come again and again.

        Without a webhook, and with the wrong `secret`, FORBIDDEN.
        """
        if self._webhook is None or not hmac.compare_digest(secret.encode(), self._webhook.secret.encode()):
            return HTTPStatus.FORBIDDEN
        if not self.is_connected or self._is_stopping:
            return HTTPStatus.SERVICE_UNAVAILABLE
        raw = _raw(body)
        if raw is None:
            return HTTPStatus.BAD_REQUEST
        found = self._decoder.read(raw)
        if found is None:
            return HTTPStatus.OK
        try:
            await self._serve_posted(found)
        except asyncio.CancelledError:
            if not self._is_stopping:
                raise
            return HTTPStatus.SERVICE_UNAVAILABLE  # it comes again
        return HTTPStatus.OK

    async def _serve_posted(self, found: Update) -> None:
        if not self._deduplicator.is_new(found.update_id):
            if task := self._posted.get(found.update_id):  # sent again while the first is still being served
                await asyncio.shield(task)
            return
        task = asyncio.create_task(self._serve(found))
        self._posted[found.update_id] = task
        task.add_done_callback(lambda _: self._posted.pop(found.update_id, None))
        await asyncio.shield(task)

    async def _drain_posted(self) -> None:
        if self._posted:
            await asyncio.wait(self._posted.values(), timeout=DRAINED_WITHIN)
        left = tuple(self._posted.values())
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _built(self, token: str, base: str) -> Application:  # type: ignore[type-arg]
        built = (
            ApplicationBuilder()
            .token(token)
            .base_url(f"{base}/bot")
            .base_file_url(f"{base}/file/bot")
            .request(self._transport)
            .get_updates_request(self._updates)
            .concurrent_updates(self._processor)
            .updater(None)
            .job_queue(None)
            .build()
        )
        built.add_handler(TypeHandler(Update, self._handle))
        return built

    async def _handle(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        await self._handler.serve(update)

    async def _serve(self, update: Update) -> None:
        """Serve one update in its turn; one of too many of its chat is turned away at once, so that the others are served."""
        if album := self._albums.joined(update):
            await album.wait()
            self._deduplicator.serves(update.update_id)
            return
        try:
            if self._processor.is_crowded(update) and may_be_turned_away(update, self._now()):
                await self._handler.turn_away(update)
            else:
                await self._processor.process_update(update, self._served_once(update))
        finally:
            self._albums.served(update)

    async def _served_once(self, update: Update) -> None:
        """Asked in its turn, so that what a chat says stays in its order while the database answers."""
        if not await self._deduplicator.was_served(update.update_id):
            await self._application.process_update(update)
            self._deduplicator.serves(update.update_id)

    async def _run(self) -> None:
        """Connect, however long that takes, then poll or wait for posted updates."""
        attempt = 0
        while True:
            try:
                await self._connect()
                break
            except InvalidToken:  # its text holds the token
                self._is_refused = True
                self._log.trouble("token refused", "TELEGRAM_BOT_TOKEN is none that Telegram knows")
                return
            except TelegramError as error:
                self._log.trouble("telegram unreachable", error)
                await asyncio.sleep(BACK_OFF[min(attempt, len(BACK_OFF) - 1)])
                attempt += 1
        self._log.over("telegram unreachable")
        self._connected.set()
        if self._webhook is None:
            await self._polling.run()

    async def _connect(self) -> None:
        await self._application.initialize()
        await asyncio.to_thread(self._named, self._bot.username)
        await self._menus.tell(self._bot)
        if self._webhook is None:
            await self._bot.delete_webhook(drop_pending_updates=False)
        else:
            await self._bot.set_webhook(
                self._webhook.url,
                secret_token=self._webhook.secret,
                allowed_updates=KINDS,
                max_connections=WEBHOOK_CONNECTIONS,
                drop_pending_updates=False,
            )


def _raw(body: bytes) -> dict[str, Any] | None:
    """An update as it was posted, or None where the body is not one."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return raw if number_of(raw) is not None else None
