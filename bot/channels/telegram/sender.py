"""The outbox's way to Telegram: one parcel → one message, and what became of it, by type."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from telegram import Bot, InputFile, Message
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, TelegramError

from bot.channels.telegram.patience import patiently
from bot.channels.telegram.pieces import LONGEST_CAPTION
from bot.channels.telegram.render import Piece, pieces
from bot.channels.telegram.speaking import NO_PREVIEW
from bot.channels.telegram.transport import NotModifiedError, WaitError
from bot.channels.telegram.turnstile import Turnstile
from bot.outbox.parcel import Blocked, Gone, Moved, Outcome, Parcel, Refused, RetryAfter, Sent, Unreachable


class TelegramSender:
    """Sends parcels with `bot`, which is opened at the first and closed by `stop`."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._opening = asyncio.Lock()

    async def send(self, parcel: Parcel) -> Outcome:
        """Send `parcel`, once; raises nothing of Telegram's."""
        try:
            await self._open()
            return await self._sent(parcel)
        except WaitError as error:
            return RetryAfter(error.seconds)
        except ChatMigrated as error:
            return Moved(str(error.new_chat_id))
        except Forbidden as error:
            return Blocked(str(error))
        except BadRequest as error:
            return Refused(str(error))
        except InvalidToken:  # its text holds the token
            return Unreachable("token refused")
        except TelegramError as error:
            return Unreachable(f"{type(error).__name__}: {error}")

    async def start(self) -> None:
        """Nothing yet: Telegram may be down, and the first letter may be far off."""

    async def stop(self) -> None:
        """Close the connections; to be called when the last letter is sent."""
        await self._bot.shutdown()

    async def _open(self) -> None:
        async with self._opening:
            await self._bot.initialize()

    async def _sent(self, parcel: Parcel) -> Outcome:
        if parcel.edits:
            return await self._edited(parcel)
        return await (self._photographed(parcel) if parcel.photo else self._written(parcel, pieces(parcel.text, parcel.rows)))

    async def _written(self, parcel: Parcel, texts: Sequence[Piece]) -> Sent:
        """Send `texts`; the first message is the parcel's."""
        first = await self._message(parcel, texts[0])
        await self._follow(parcel, texts[1:])
        return Sent(str(first.message_id))

    async def _follow(self, parcel: Parcel, texts: Sequence[Piece]) -> None:
        """Send the rest of a text, patiently: to fail here sends the beginning twice."""
        before = Turnstile.BEGUN.set(True)
        try:
            for piece in texts:
                await patiently(lambda piece=piece: self._message(parcel, piece))  # type: ignore[misc]
        finally:
            Turnstile.BEGUN.reset(before)

    async def _message(self, parcel: Parcel, piece: Piece) -> Message:
        return await self._bot.send_message(
            parcel.chat.key, piece.text, entities=piece.entities, reply_markup=piece.keyboard, link_preview_options=NO_PREVIEW
        )

    async def _photographed(self, parcel: Parcel) -> Outcome:
        """The photo with as much of the text as stands under it; the rest follows, with the buttons."""
        caption, *rest = _captioned(parcel)
        try:
            photo = parcel.file_id or InputFile(await asyncio.to_thread(Path(parcel.photo).read_bytes), Path(parcel.photo).name)
        except OSError as error:
            return Refused(f"{type(error).__name__}: {parcel.photo}")
        try:
            message = await self._bot.send_photo(
                parcel.chat.key, photo, caption=caption.text, caption_entities=caption.entities, reply_markup=caption.keyboard
            )
        except BadRequest:
            if parcel.file_id:  # forgotten, or of another bot: to be uploaded again
                return Gone()
            raise
        await self._follow(parcel, rest)
        return Sent(str(message.message_id), message.photo[-1].file_id if message.photo else "")

    async def _edited(self, parcel: Parcel) -> Outcome:
        """The message in the parcel's slot says something else now; of one that is too long, its first piece."""
        texts = _captioned(parcel) if parcel.photo else pieces(parcel.text, parcel.rows)
        try:
            await self._edit(parcel, replace(texts[0], rows=texts[-1].rows))
        except NotModifiedError:
            return Sent(parcel.edits)
        except BadRequest:
            return Gone()
        return Sent(parcel.edits)

    async def _edit(self, parcel: Parcel, piece: Piece) -> None:
        chat, message = parcel.chat.key, int(parcel.edits)
        if parcel.photo:
            await self._bot.edit_message_caption(
                chat, message, caption=piece.text, caption_entities=piece.entities, reply_markup=piece.keyboard
            )
        else:
            await self._bot.edit_message_text(
                piece.text, chat, message, entities=piece.entities, reply_markup=piece.keyboard, link_preview_options=NO_PREVIEW
            )


def _captioned(parcel: Parcel) -> list[Piece]:
    """The text of a photo, the first piece short enough to stand under it."""
    return pieces(parcel.text, parcel.rows, LONGEST_CAPTION) if parcel.text.strip() else [Piece("", (), parcel.rows)]
