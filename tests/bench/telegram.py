"""How many messages a second the Telegram channel answers, beside python-telegram-bot's own echo bots: python -m tests.bench.telegram

One Bot API stand-in of ours, every call of which takes 50 ms; 50 users, each of whom writes again as soon as they are answered. The
stand-in and the bot are two processes, each bot runs by itself, one after another in the same run.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import resource
import sys
import time
from collections.abc import Callable

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters

from tests.bench import TOO_SLOW
from tests.telegram.bot_api import TOKEN, BotApi, SentCall
from tests.telegram.people import Person

ROUND_TRIP = 0.05  # seconds
USERS = 50
SECONDS = 8.0
STARTING = 60.0


def echo(base_url: str, concurrent: int) -> None:
    """python-telegram-bot as its examples show it: its own HTTP client, its own polling."""

    async def repeat(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text(update.message.text or "")

    builder = ApplicationBuilder().token(TOKEN).base_url(f"{base_url}/bot")
    built: Application = (builder.concurrent_updates(concurrent) if concurrent else builder).build()  # type: ignore[type-arg]
    built.add_handler(MessageHandler(filters.TEXT, repeat))
    built.run_polling()


def ours(base_url: str) -> None:
    """Our channel, before a desk that repeats."""
    from tests.telegram.repeating_bot import main

    main(base_url)


BOTS: dict[str, Callable[[str], None]] = {
    "python-telegram-bot, one after another": lambda url: echo(url, 0),
    "python-telegram-bot, concurrent_updates=32": lambda url: echo(url, 32),
    "ours": ours,
}


async def measure(name: str, users: int, seconds: float) -> float:
    """Messages answered a second by the bot of that name."""
    api = BotApi(delay=ROUND_TRIP, keeps_calls=False)
    numbers = itertools.count()
    answered = 0

    def go_on(sent: SentCall) -> None:
        nonlocal answered
        answered += 1
        Person(api, sent.chat).says(f"câu {next(numbers)}")

    api.on_sent = go_on
    async with api.running():
        bot = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.bench.telegram", "--bot", name, api.base_url)
        try:
            for number in range(users):
                Person(api, 5_000 + number).says("câu")
            until = time.monotonic() + STARTING
            while answered < users * 2:
                assert time.monotonic() < until, f"{name} does not answer"
                await asyncio.sleep(0.05)
            began, before = time.monotonic(), answered
            await asyncio.sleep(seconds)
            return (answered - before) / (time.monotonic() - began)
        finally:
            api.on_sent = lambda _: None
            bot.terminate()
            await asyncio.wait_for(bot.wait(), 15)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.telegram")
    parser.add_argument("--users", type=int, default=USERS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--bot", nargs=2, metavar=("NAME", "URL"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.bot:
        BOTS[options.bot[0]](options.bot[1])
        used = resource.getrusage(resource.RUSAGE_SELF)
        sys.stderr.write(f"    {options.bot[0]}: {used.ru_utime + used.ru_stime:.1f} s of CPU, {used.ru_maxrss // 1024} MB\n")
        return 0
    print(f"{options.users} users, {1000 * ROUND_TRIP:.0f} ms a call")  # noqa: T201
    figures = {name: asyncio.run(measure(name, options.users, options.seconds)) for name in BOTS}
    for name, rate in figures.items():
        print(f"{rate:8.0f} messages a second  {name}")  # noqa: T201
    sequential, concurrent, own = figures.values()
    print(f"ours: {own / sequential:.1f} × one after another, {own / concurrent:.2f} × concurrent_updates=32")  # noqa: T201
    return 0 if own >= 3 * sequential and own >= concurrent else TOO_SLOW


if __name__ == "__main__":
    sys.exit(main())
