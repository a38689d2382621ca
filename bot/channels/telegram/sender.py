"""The outbox's way to Telegram: sends a claimed message and returns what became of it, by type."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from telegram import Bot, InputFile, Message
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, TelegramError

from bot.channels.telegram.pieces import LONGEST_CAPTION
from bot.channels.telegram.render import RenderedMessage, pieces
from bot.channels.telegram.reply_sender import NO_PREVIEW
from bot.channels.telegram.retry import with_retries
from bot.channels.telegram.send_rate_limiter import SendRateLimiter
from bot.channels.telegram.transport import NotModifiedError, WaitError
from bot.outbox.claimed_message import Blocked, ClaimedMessage, Gone, Moved, Outcome, Rejected, RetryAfter, Sent, Unreachable


class TelegramSender:
    """Sends claimed messages with `bot`, which is opened at the first and closed by `stop`."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._opening = asyncio.Lock()

    async def send(self, message: ClaimedMessage) -> Outcome:
        """Send `message`, once; raises nothing of Telegram's."""
        try:
            await self._open()
            return await self._sent(message)
        except WaitError as error:
            return RetryAfter(error.seconds)
        except ChatMigrated as error:
            return Moved(str(error.new_chat_id))
        except Forbidden as error:
            return Blocked(str(error))
        except BadRequest as error:
            return Rejected(str(error))
        except InvalidToken:  # its text holds the token
            return Unreachable("token refused")
        except TelegramError as error:
            return Unreachable(f"{type(error).__name__}: {error}")

    async def start(self) -> None:
        """Nothing yet: Telegram may be down, and the first message may be far off."""

    async def stop(self) -> None:
        """Close the connections; to be called when the last message is sent."""
        await self._bot.shutdown()

    async def _open(self) -> None:
        async with self._opening:
            await self._bot.initialize()

    async def _sent(self, message: ClaimedMessage) -> Outcome:
        if message.edits:
            return await self._edited(message)
        return await (self._photographed(message) if message.photo else self._written(message, pieces(message.text, message.rows)))

    async def _written(self, message: ClaimedMessage, texts: Sequence[RenderedMessage]) -> Sent:
        """Send `texts`, each as a message of Telegram's; the result is that of the first."""
        first = await self._message(message, texts[0])
        await self._follow(message, texts[1:])
        return Sent(str(first.message_id))

    async def _follow(self, message: ClaimedMessage, texts: Sequence[RenderedMessage]) -> None:
        """Send the rest of a text, patiently: to fail here sends the beginning twice."""
        before = SendRateLimiter.BEGUN.set(True)
        try:
            for piece in texts:
                await with_retries(lambda piece=piece: self._message(message, piece))  # type: ignore[misc]
        finally:
            SendRateLimiter.BEGUN.reset(before)

    async def _message(self, message: ClaimedMessage, piece: RenderedMessage) -> Message:
        return await self._bot.send_message(
            message.chat.key, piece.text, entities=piece.entities, reply_markup=piece.keyboard, link_preview_options=NO_PREVIEW
        )

    async def _photographed(self, message: ClaimedMessage) -> Outcome:
        """The photo with as much of the text as stands under it; the rest follows, with the buttons."""
        caption, *rest = _captioned(message)
        try:
            photo = message.file_id or InputFile(await asyncio.to_thread(Path(message.photo).read_bytes), Path(message.photo).name)
        except OSError as error:
            return Rejected(f"{type(error).__name__}: {message.photo}")
        try:
            sent = await self._bot.send_photo(
                message.chat.key, photo, caption=caption.text, caption_entities=caption.entities, reply_markup=caption.keyboard
            )
        except BadRequest:
            if message.file_id:  # forgotten, or of another bot: to be uploaded again
                return Gone()
            raise
        await self._follow(message, rest)
        return Sent(str(sent.message_id), sent.photo[-1].file_id if sent.photo else "")

    async def _edited(self, message: ClaimedMessage) -> Outcome:
        """Edit what stands in the slot of `message`; of a text that is too long, only its first piece is shown."""
        texts = _captioned(message) if message.photo else pieces(message.text, message.rows)
        try:
            await self._edit(message, replace(texts[0], rows=texts[-1].rows))
        except NotModifiedError:
            return Sent(message.edits)
        except BadRequest:
            return Gone()
        return Sent(message.edits)

    async def _edit(self, message: ClaimedMessage, piece: RenderedMessage) -> None:
        chat, message_id = message.chat.key, int(message.edits)
        if message.photo:
            await self._bot.edit_message_caption(
                chat, message_id, caption=piece.text, caption_entities=piece.entities, reply_markup=piece.keyboard
            )
        else:
            await self._bot.edit_message_text(
                piece.text, chat, message_id, entities=piece.entities, reply_markup=piece.keyboard, link_preview_options=NO_PREVIEW
            )


def _captioned(message: ClaimedMessage) -> list[RenderedMessage]:
    """The text of a photo, the first piece short enough to stand under it."""
    return pieces(message.text, message.rows, LONGEST_CAPTION) if message.text.strip() else [RenderedMessage("", (), message.rows)]
