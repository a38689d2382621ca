"""Serves one update: hands its message to the front desk, sends the replies, acknowledges every button press."""

from __future__ import annotations

import asyncio
import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from telegram import Bot, CallbackQuery, Message, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.channels.cleaning import cleaned
from bot.channels.telegram.albums import Albums
from bot.channels.telegram.files import Files
from bot.channels.telegram.inline import Inline
from bot.channels.telegram.membership import LetIn, Memberships, Relocated, ShutOut, named, news_of
from bot.channels.telegram.parsing import LONGEST_TEXT, ParsedUpdate, ReplyTarget, Unread, files_of, mark, parse_update
from bot.channels.telegram.reply_sender import ReplySender
from bot.channels.telegram.retry import with_retries
from bot.channels.telegram.throttled_log import ThrottledLog
from bot.messages import ChatId, Incoming, MessageHandler, Reply
from bot.runtime.rate_limiter import WINDOW, RateLimiter
from bot.wording import TelegramWords

PATIENCE = 0.5  # seconds after which a person wonders whether anybody is there
TYPING = 4.5  # seconds; Telegram shows it for five
REMEMBERED = 5_000  # messages whose words are known, so that an edit which changes none is told from one that does

T = TypeVar("T")
Key = TypeVar("Key")
Value = TypeVar("Value")


class UpdateHandler:
    """Serves one update at a time for each chat; `threads` is where the desk works."""

    def __init__(
        self,
        bot: Bot,
        desk: MessageHandler,
        words: TelegramWords,
        commands: frozenset[str],
        *,
        staff_commands: frozenset[str],
        memberships: Memberships,
        reply_sender: ReplySender,
        files: Files,
        albums: Albums,
        inline: Inline,
        throttled_log: ThrottledLog,
        threads: Executor,
        limiter: RateLimiter,
        alarm: Callable[[str], str] = lambda _: "",
        now: Callable[[], datetime],
    ) -> None:
        """`alarm`: what somebody must read who writes of danger, "" for any other text; it is said where the desk hears nothing of it."""
        self._bot = bot
        self._desk = desk
        self._words = words
        self._commands = commands
        self._staff_commands = staff_commands
        self._memberships = memberships
        self._sender = reply_sender
        self._files = files
        self._albums = albums
        self._inline = inline
        self._log = throttled_log
        self._threads = threads
        self._now = now
        self._limiter = limiter
        self._alarm = alarm
        self._alarmed: OrderedDict[ChatId, datetime] = OrderedDict()
        self._warned: OrderedDict[ChatId, datetime] = OrderedDict()
        self._read: OrderedDict[tuple[int, int], str] = OrderedDict()

    async def serve(self, update: Update) -> None:
        """Serve `update` to its end. Raises nothing: what goes wrong is logged, and the person is told."""
        try:
            if query := update.inline_query:
                if not self._inline.may_ask(query, self._now()):
                    return
                await self._inline.answer(query, await self._in_thread(lambda: self._inline.find(query)))
            elif update.callback_query:
                await asyncio.gather(self._acknowledge(update.callback_query), self._answer(update))
            elif news := news_of(update):
                await self._in_thread(lambda: self._learn(news))
            elif not self._is_unchanged(update):
                await self._answer(update)
        except Exception as error:  # noqa: BLE001 - one message must never stop those of others
            self._log.broken("update not served", error)

    async def turn_away(self, update: Update) -> None:
        """One of too many of its chat: nobody hears it but who listens for danger, and the person is told to wait. Raises nothing."""
        try:
            key, at = str(update.update_id), self._now()
            if update.callback_query:
                await self._acknowledge(update.callback_query)
            _, commands = await self._home(update)
            match parse_update(update, self._bot.bot, at, commands):
                case ParsedUpdate() as found:
                    await self._warn(found, key)
                    await self._slow_down(found.target, key, at, found.incoming.sender, WINDOW)
                case Unread(target, sender, _):
                    await self._slow_down(target, key, at, sender, WINDOW)
        except Exception as error:  # noqa: BLE001 - one message must never stop those of others
            self._log.broken("update not turned away", error)

    async def _answer(self, update: Update) -> None:
        key, message = str(update.update_id), update.message or update.edited_message
        written = message.date if message else self._now()  # what piled up while we were away was not written in one moment
        home, commands = await self._home(update)
        match parse_update(update, self._bot.bot, self._now(), commands):
            case ParsedUpdate() as found:
                found = replace(found, incoming=replace(found.incoming, chat=home or found.incoming.chat))
                if await self._may_pass(found.target, key, written, found.incoming.sender):
                    await self._serve(found, update.message, key)
                else:
                    await self._warn(found, key)
            case Unread(target, sender, kind):
                if await self._may_pass(target, key, written, sender):
                    await self._sender.say(target, [Reply(getattr(self._words, kind))], key)

    async def _home(self, update: Update) -> tuple[ChatId | None, frozenset[str]]:
        """How the office knows the group of `update`, and the commands that count there; of a private chat None: it never moves."""
        chat = update.effective_chat
        if chat is None or chat.id > 0:
            return None, self._commands
        home = await self._in_thread(lambda: self._memberships.home(named(chat.id)))
        is_staff = self._memberships.is_staff_group(home)
        return home, self._commands | self._staff_commands if is_staff else self._commands

    def _learn(self, news: Relocated | ShutOut | LetIn) -> None:
        at, told = self._now(), self._memberships
        match news:
            case Relocated(old, new):
                told.moved(old, new, at)
            case ShutOut(chat, reason):
                told.lost(told.home(chat), reason, at)
            case LetIn(chat):
                told.regained(told.home(chat), at)

    async def _serve(self, found: ParsedUpdate, message: Message | None, key: str) -> None:
        if len(found.incoming.text) > LONGEST_TEXT:
            await self._warn(found, key)
            await self._sender.say(found.target, [Reply(self._words.too_long)], key)
            return
        if message and message.media_group_id:
            rest = await self._albums.rest(message)
            captions = (found.incoming.text, *(cleaned(each.caption or "").strip() for each in rest))
            incoming = replace(found.incoming, text="\n".join(filter(None, captions)))
            found = replace(found, incoming=incoming, files=(*found.files, *(file for each in rest for file in files_of(each))))
        async with self._files.fetched(found.files) as fetched:
            replies = [Reply(fault) for fault in fetched.faults]
            incoming = replace(found.incoming, attachments=fetched.attachments)
            if incoming.text or incoming.action or incoming.location or incoming.phone or incoming.attachments:
                replies += await self._replies(incoming, found.target)
            await self._sender.say(found.target, replies, key)

    async def _warn(self, found: ParsedUpdate, key: str) -> None:
        """Say the alarm, at most once a WINDOW, where the message tells of danger and does not reach the desk."""
        at, chat = self._now(), found.incoming.chat
        if _is_still(self._alarmed.get(chat), at):
            return
        if alarm := await self._in_thread(lambda: self._alarm(found.incoming.text)):
            self._remember(self._alarmed, chat, at + WINDOW)
            await self._sender.say(found.target, [Reply(alarm)], f"{key}:alarm")

    async def _replies(self, incoming: Incoming, target: ReplyTarget) -> Sequence[Reply]:
        """What the desk replies; meanwhile the chat shows that somebody is writing."""
        typing = asyncio.create_task(self._show_typing(target))
        try:
            return await self._in_thread(lambda: self._desk.handle(incoming))
        except Exception as error:  # noqa: BLE001 - whatever broke at the desk, the person is told
            self._log.broken("front desk", error)
            return [Reply(self._words.broken)]
        finally:
            typing.cancel()

    async def _show_typing(self, target: ReplyTarget) -> None:
        """From PATIENCE on, until cancelled; the answer never waits for it."""
        await asyncio.sleep(PATIENCE)
        try:
            while True:
                await self._bot.send_chat_action(target.chat, ChatAction.TYPING, message_thread_id=target.thread)
                await asyncio.sleep(TYPING)
        except TelegramError as error:
            self._log.trouble("typing not shown", error)

    async def _acknowledge(self, query: CallbackQuery) -> None:
        """Stop the button's clock, whatever the desk will say; a press that is too old needs none."""
        try:
            await with_retries(lambda: self._bot.answer_callback_query(query.id))
        except TelegramError as error:
            self._log.trouble("button press not acknowledged", error)

    async def _may_pass(self, target: ReplyTarget, key: str, at: datetime, sender: ChatId) -> bool:
        """Whether this person has not yet written too much; somebody who has reads that once, politely. In a group each person is counted
        alone: what an outsider presses there takes nothing from the officers."""
        if not (wait := self._limiter.wait(sender, at)):
            return True
        await self._slow_down(target, key, at, sender, wait)
        return False

    async def _slow_down(self, target: ReplyTarget, key: str, at: datetime, sender: ChatId, wait: timedelta) -> None:
        """Ask this person to wait, once a minute, however often it is tried."""
        if _is_still(self._warned.get(sender), at):
            return
        self._remember(self._warned, sender, at + max(wait, WINDOW))
        notice = self._words.too_fast.format(seconds=math.ceil(wait.total_seconds()))
        await self._sender.say(target, [Reply(notice)], key)

    def _is_unchanged(self, update: Update) -> bool:
        """Whether `update` is an edit that leaves the words as they were."""
        message = update.message or update.edited_message
        if message is None:
            return False
        key, says = (message.chat.id, message.message_id), mark(message)
        before = self._read.get(key)
        self._remember(self._read, key, says)
        return update.edited_message is not None and before == says

    def _remember(self, memory: OrderedDict[Key, Value], key: Key, value: Value) -> None:
        memory[key] = value
        memory.move_to_end(key)
        if len(memory) > REMEMBERED:
            memory.popitem(last=False)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


def may_be_turned_away(update: Update, at: datetime) -> bool:
    """Whether it is a message or a button of this minute. What piled up while we were away is served, as is news of where we are let in."""
    message = update.message or update.edited_message
    return news_of(update) is None and (update.callback_query is not None or (message is not None and at - message.date < WINDOW))


def _is_still(until: datetime | None, at: datetime) -> bool:
    """Whether what lasts a WINDOW at most goes on at `at`; not where a clock that was set back since would make it last for ever."""
    return until is not None and at < until <= at + 2 * WINDOW
