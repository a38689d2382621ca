"""Sends replies to a chat: in order, with retries; what cannot be edited is sent anew, what cannot be set is sent plain."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from telegram import Bot, InputFile, LinkPreviewOptions, Message, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.channels.telegram import CHANNEL
from bot.channels.telegram.membership import Memberships, named
from bot.channels.telegram.parsing import ReplyTarget
from bot.channels.telegram.pieces import LONGEST_CAPTION
from bot.channels.telegram.render import RenderedMessage, rendered
from bot.channels.telegram.retry import with_retries
from bot.channels.telegram.throttled_log import ThrottledLog
from bot.channels.telegram.transport import NotModifiedError
from bot.messages import ChatId, OutboxMessage, Priority, Reply, ReplyFile
from knowledge.texts.lengths import units

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)  # the source stands under every answer; a picture of it would hide the answer
CLOSED, REFUSED, DELAYED = "chat closed", "reply refused", "reply delayed"

Later = Callable[[Sequence[OutboxMessage]], object]
"""Keeps what could not be sent now, to be sent surely; called in a thread."""


@dataclass(frozen=True, slots=True)
class ReplyPart:
    """One message to be sent: its text, the file that goes with it, whether it may stand in the place of the button's message."""

    piece: RenderedMessage
    file: ReplyFile | None = None
    replaces: bool = False


class ReplySender:
    """Sends the replies to one message; what Telegram does not take now goes to `later`, what it never takes is logged."""

    def __init__(
        self, bot: Bot, topic: str, throttled_log: ThrottledLog, later: Later, memberships: Memberships, now: Callable[[], datetime]
    ) -> None:
        self._bot = bot
        self._topic = topic
        self._log = throttled_log
        self._later = later
        self._memberships = memberships
        self._now = now

    async def say(self, target: ReplyTarget, replies: Sequence[Reply], key: str) -> None:
        """Send `replies`, in order; `key` tells what they reply to from all else. Raises nothing of Telegram's."""
        await self._say(target, [part for reply in replies for part in self._parts(reply)], key)

    def _parts(self, reply: Reply) -> Iterator[ReplyPart]:
        """A file's text stands under it where that is short enough, else before it."""
        found = rendered(reply, self._topic)
        if not reply.file:
            yield from (ReplyPart(piece, replaces=reply.replaces and len(found) == 1) for piece in found)
        elif len(found) == 1 and units(found[0].text) <= LONGEST_CAPTION:
            yield ReplyPart(found[0], reply.file)
        else:
            yield from map(ReplyPart, found)
            yield ReplyPart(RenderedMessage(""), reply.file)

    async def _say(self, target: ReplyTarget, parts: Sequence[ReplyPart], key: str) -> None:
        left = list(parts)
        try:
            while left:
                await self._take(target, left[0])
                left.pop(0)
                self._log.over(DELAYED)
                self._log.over(CLOSED, target.chat)
        except ChatMigrated as moved:
            await asyncio.to_thread(self._memberships.moved, named(target.chat), named(moved.new_chat_id), self._now())
            await self._say(ReplyTarget(moved.new_chat_id, target.thread), left, key)
        except Forbidden as error:
            self._log.trouble(CLOSED, error, target.chat)
            await asyncio.to_thread(self._shut_out, named(target.chat), str(error))
        except BadRequest as error:
            self._log.trouble(REFUSED, error, target.chat)
            await self._say(target, left[1:], key)
        except TelegramError as error:
            self._log.trouble(DELAYED, error)
            await asyncio.to_thread(self._later, _messages(target, left, key))

    def _shut_out(self, chat: ChatId, reason: str) -> None:
        self._memberships.lost(self._memberships.home(chat), reason, self._now())

    async def _take(self, target: ReplyTarget, part: ReplyPart) -> None:
        """Send one step; outside its topic where that is closed or gone, plain where Telegram does not like how it is set."""
        if part.replaces and target.menu and await self._edited(target, target.menu, part.piece):
            return
        try:
            await with_retries(lambda: self._send(target, part))
        except BadRequest:
            if target.thread:
                await self._take(ReplyTarget(target.chat), part)
                return
            if not part.piece.entities:
                raise
            plain = replace(part, piece=replace(part.piece, entities=()))
            await with_retries(lambda: self._send(target, plain))

    async def _edited(self, target: ReplyTarget, message: int, piece: RenderedMessage) -> bool:
        """Whether the message now says `piece`."""
        try:
            await with_retries(
                lambda: self._bot.edit_message_text(
                    piece.text,
                    target.chat,
                    message,
                    entities=piece.entities,
                    reply_markup=piece.keyboard,
                    link_preview_options=NO_PREVIEW,
                )
            )
        except NotModifiedError:
            return True
        except BadRequest:  # too old, deleted, or a photo: a message of its own says it as well
            return False
        return True

    async def _send(self, target: ReplyTarget, part: ReplyPart) -> Message:
        piece = part.piece
        answers = ReplyParameters(target.answers, allow_sending_without_reply=True) if target.answers else None
        if part.file:
            return await self._bot.send_document(
                target.chat,
                InputFile(part.file.content, part.file.name),
                caption=piece.text or None,
                caption_entities=piece.entities,
                reply_markup=piece.keyboard,
                message_thread_id=target.thread,
                reply_parameters=answers,
            )
        return await self._bot.send_message(
            target.chat,
            piece.text,
            entities=piece.entities,
            reply_markup=piece.keyboard,
            message_thread_id=target.thread,
            reply_parameters=answers,
            link_preview_options=NO_PREVIEW,
        )


def _messages(target: ReplyTarget, parts: Sequence[ReplyPart], key: str) -> list[OutboxMessage]:
    """What is left, as messages; a file stays behind: it is asked for again with one tap."""
    chat = ChatId(CHANNEL, str(target.chat))
    return [
        OutboxMessage(chat, part.piece.text, f"{CHANNEL}:{key}:{number}", part.piece.rows, Priority.REPLY)
        for number, part in enumerate(parts)
        if part.piece.text
    ]
