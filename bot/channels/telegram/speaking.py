"""Replies → messages in a chat: sent in order, patiently; what cannot be edited is sent anew, what cannot be set is sent plain."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Bot, InputFile, LinkPreviewOptions, MessageEntity, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.channels.telegram.inbound import Place
from bot.channels.telegram.journal import Journal
from bot.channels.telegram.patience import patiently
from bot.channels.telegram.pieces import LONGEST_CAPTION, units
from bot.channels.telegram.render import Piece, rendered
from bot.channels.telegram.transport import NotModifiedError
from bot.messages import File, Reply

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)  # the source stands under every answer; a picture of it would hide the answer
BLOCKED = "chat closed"


class Speaker:
    """Sends the replies to one message; logs what cannot be sent and goes on."""

    def __init__(self, bot: Bot, topic: str, journal: Journal) -> None:
        self._bot = bot
        self._topic = topic
        self._journal = journal

    async def say(self, place: Place, replies: Sequence[Reply]) -> None:
        """Send `replies`, in order. Raises nothing of Telegram's."""
        try:
            await self._say_all(place, replies)
        except ChatMigrated as moved:
            await self.say(Place(moved.new_chat_id, place.thread), replies)
        except Forbidden as error:
            self._journal.trouble(f"{BLOCKED} {place.chat}", error)
        except BadRequest as error:
            self._journal.trouble(f"reply refused {place.chat}", error)
        except TelegramError as error:
            self._journal.trouble("reply lost", error)
        else:
            self._journal.over("reply lost")
            self._journal.over(f"{BLOCKED} {place.chat}")

    async def _say_all(self, place: Place, replies: Sequence[Reply]) -> None:
        for reply in replies:
            if reply.file:
                await self._hand_over(place, reply, reply.file)
                continue
            found = rendered(reply, self._topic)
            if reply.replaces and place.menu and len(found) == 1 and await self._edited(place, place.menu, found[0]):
                continue
            for piece in found:
                await self._send(place, piece)

    async def _edited(self, place: Place, message: int, piece: Piece) -> bool:
        """Whether the message now says `piece`."""
        try:
            await patiently(
                lambda: self._bot.edit_message_text(
                    piece.text, place.chat, message, entities=piece.entities, reply_markup=piece.keyboard, link_preview_options=NO_PREVIEW
                )
            )
        except NotModifiedError:
            return True
        except BadRequest:  # too old, deleted, or a photo: a message of its own says it as well
            return False
        return True

    async def _send(self, place: Place, piece: Piece) -> None:
        try:
            await self._post(place, piece, piece.entities)
        except BadRequest:
            if not piece.entities:
                raise
            await self._post(place, piece, ())  # better plain than not at all

    async def _post(self, place: Place, piece: Piece, entities: Sequence[MessageEntity]) -> None:
        await patiently(
            lambda: self._bot.send_message(
                place.chat,
                piece.text,
                entities=entities,
                reply_markup=piece.keyboard,
                message_thread_id=place.thread,
                reply_parameters=_answering(place),
                link_preview_options=NO_PREVIEW,
            )
        )

    async def _hand_over(self, place: Place, reply: Reply, file: File) -> None:
        """A file, the text under it where that is short enough, else before it."""
        found = rendered(reply, self._topic)
        if len(found) > 1 or units(found[0].text) > LONGEST_CAPTION:
            for piece in found:
                await self._send(place, piece)
            found = [Piece("")]
        await patiently(
            lambda: self._bot.send_document(
                place.chat,
                InputFile(file.content, file.name),
                caption=found[0].text or None,
                caption_entities=found[0].entities,
                reply_markup=found[0].keyboard,
                message_thread_id=place.thread,
                reply_parameters=_answering(place),
            )
        )


def _answering(place: Place) -> ReplyParameters | None:
    return ReplyParameters(place.answers, allow_sending_without_reply=True) if place.answers else None
