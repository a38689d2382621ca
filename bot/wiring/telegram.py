"""The Telegram channel and its part of the outbox, put together; a part of the composition root."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Sequence

from sqlalchemy import Engine

from bot.channels.telegram import CHANNEL
from bot.channels.telegram.app import TelegramChannel, Webhook, make_bot
from bot.channels.telegram.inline import QUERIES, Lookup
from bot.channels.telegram.membership import Memberships
from bot.channels.telegram.menus import CommandMenus
from bot.channels.telegram.send_rate_limiter import SendRateLimiter
from bot.channels.telegram.sender import TelegramSender
from bot.database.engine import write_session
from bot.database.outgoing import queue
from bot.database.process_lock import ProcessLock
from bot.database.served_updates import ServedUpdateStore
from bot.messages import MessageHandler, OutboxMessage
from bot.outbox.delivery import Delivery
from bot.outbox.rate_limit import RateLimit
from bot.outbox.store import ChannelNames, Outbox
from bot.people.staff import Staff
from bot.runtime.clock import utc_now
from bot.runtime.rate_limiter import Arrivals, RateLimiter
from bot.runtime.serving import InTurn, Service
from bot.settings import Settings, secret_of
from bot.wording import Wording


def telegram_channel(
    settings: Settings,
    engine: Engine,
    desk: MessageHandler,
    words: Wording,
    commands: Sequence[tuple[str, str]],
    lookup: Lookup,
    send_limiter: SendRateLimiter,
    staff_commands: frozenset[str],
    memberships: Memberships,
    arrivals: Arrivals | None = None,
    skipped: Callable[[str], None] = lambda _: None,
    alarm: Callable[[str], str] = lambda _: "",
    menus: CommandMenus | None = None,
) -> TelegramChannel:
    """The channel; what Telegram does not take at once goes into the outbox of `engine`.

    `skipped`: counts, for a channel, what cannot be read; `alarm`: what to read in danger; `menus`: which commands are told to whom.
    """

    def later(letters: Sequence[OutboxMessage]) -> int:
        with write_session(engine) as session:
            return queue(session, letters, utc_now())

    return TelegramChannel(
        settings.telegram_bot_token,
        desk,
        words.telegram,
        commands,
        lookup,
        later=later,
        base_url=settings.telegram_api_base_url,
        webhook=_webhook(settings),
        limiter=RateLimiter(name="telegram", arrivals=arrivals),
        inline_limiter=RateLimiter(QUERIES, name="inline", arrivals=arrivals),
        send_limiter=send_limiter,
        lock=ProcessLock(engine, "polling"),
        served=ServedUpdateStore(engine, settings.telegram_bot_token.partition(":")[0], utc_now),
        staff_commands=staff_commands,
        memberships=memberships,
        skipped=lambda: skipped(CHANNEL),
        alarm=alarm,
        menus=menus,
        named=lambda name: ChannelNames(engine).keep(CHANNEL, name),
    )


def command_menus(commands: Sequence[tuple[str, str]], words: Wording, everyone: Callable[[], Sequence[Staff]], group: str) -> CommandMenus:
    """What citizens, groups and the office's own chats are told: the staff `group` and each of `everyone` who has an account here."""

    def chats() -> list[str]:
        own = [person.chat.key for person in everyone() if person.is_active and person.chat and person.chat.channel == CHANNEL]
        return [*([group] if group else []), *own]

    return CommandMenus(commands, tuple(words.staff_commands), chats)


def telegram_delivery(
    settings: Settings, engine: Engine, send_limiter: SendRateLimiter, deliver: Callable[[Outbox, TelegramSender], Delivery] = Delivery
) -> Service:
    """What sends the letters that wait for Telegram. `deliver`: puts it together, with whom it tells of blocked chats."""
    sender = TelegramSender(make_bot(settings.telegram_bot_token, settings.telegram_api_base_url, send_limiter))
    outbox = Outbox(engine, CHANNEL, RateLimit(settings.send_rate_per_second))
    return InTurn([sender, deliver(outbox, sender)])


def _webhook(settings: Settings) -> Webhook | None:
    """The secret is the setting, else one that only who has our key can know."""
    if not settings.telegram_webhook_url:
        return None
    derived = hmac.new(secret_of(settings).encode(), b"telegram-webhook", hashlib.sha256).hexdigest()
    return Webhook(settings.telegram_webhook_url, settings.telegram_webhook_secret or derived)
