"""Inline mode: a procedure looked up from any chat, each result a short answer with its source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)
from telegram.error import TelegramError

from bot.answers.composing.lookup import Card
from bot.channels.cleaning import cleaned
from bot.channels.telegram.render import pieces
from bot.channels.telegram.reply_sender import NO_PREVIEW
from bot.channels.telegram.throttled_log import ThrottledLog
from bot.runtime.rate_limiter import RateLimiter
from bot.wording import TelegramWords

MOST = 10  # results
KEPT = 300  # seconds that Telegram may give the same results to everybody; a new index shows soon enough
LONGEST_TITLE, LONGEST_NOTE = 120, 160  # characters; more is not shown
QUERIES = 60  # of one person in a minute: one goes out at almost every letter typed
NO_PROCEDURE = "danger"  # the id of the one result that is not a procedure
LINK = "https://t.me/{bot}?start=tthc_{code}"

Lookup = Callable[[str, int], Sequence[Card]]


class Inline:
    """Finds and answers."""

    def __init__(
        self, bot: Bot, lookup: Lookup, words: TelegramWords, throttled_log: ThrottledLog, limiter: RateLimiter | None = None
    ) -> None:
        """`limiter`: QUERIES of each person; without one, counted in this process alone."""
        self._bot = bot
        self._lookup = lookup
        self._words = words
        self._log = throttled_log
        self._limiter = limiter or RateLimiter(QUERIES)

    def may_ask(self, query: InlineQuery, at: datetime) -> bool:
        """True unless this person asks too often; such a query gets no answer, and the application goes on showing the last."""
        return not self._limiter.wait(query.from_user.id, at)

    def find(self, query: InlineQuery) -> list[InlineQueryResultArticle]:
        """The results; synchronous, to be run in a thread."""
        return [self._result(card) for card in self._lookup(cleaned(query.query), MOST)]

    async def answer(self, query: InlineQuery, results: Sequence[InlineQueryResultArticle]) -> None:
        """Send `results`, and where there are none the way to the chat. A query that is too old needs no answer."""
        button = None if results else InlineQueryResultsButton(self._words.nothing_found, start_parameter="hoi")
        try:
            await self._bot.answer_inline_query(query.id, results, cache_time=KEPT, is_personal=False, button=button)
        except TelegramError as error:
            self._log.trouble("inline query not answered", error)

    def _result(self, card: Card) -> InlineQueryResultArticle:
        piece = pieces(card.text)[0]
        link = LINK.format(bot=self._bot.username, code=card.code.replace(".", "_"))
        return InlineQueryResultArticle(
            card.code or NO_PROCEDURE,
            card.name[:LONGEST_TITLE],
            InputTextMessageContent(piece.text, entities=piece.entities, link_preview_options=NO_PREVIEW),
            reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton(self._words.ask, url=link)]]) if card.code else None,
            description=card.note[:LONGEST_NOTE],
        )
