"""Replies → messages in a chat: sent in order, patiently; what cannot be edited is sent anew, what cannot be set is sent plain."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from telegram import Bot, InputFile, LinkPreviewOptions, Message, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.channels.telegram import CHANNEL
from bot.channels.telegram.inbound import Place
from bot.channels.telegram.journal import Journal
from bot.channels.telegram.membership import Memberships, named
from bot.channels.telegram.pieces import LONGEST_CAPTION, units
from bot.channels.telegram.render import Piece, rendered
from bot.channels.telegram.retry import with_retries
from bot.channels.telegram.transport import NotModifiedError
from bot.messages import ChatId, File, OutboxMessage, Priority, Reply

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)  # the source stands under every answer; a picture of it would hide the answer
CLOSED, REFUSED, DELAYED = "chat closed", "reply refused", "reply delayed"

Later = Callable[[Sequence[OutboxMessage]], object]
"""Keeps what could not be sent now, to be sent surely; called in a thread."""


@dataclass(frozen=True, slots=True)
class Step:
    """One message to be sent: its text, the file that goes with it, whether it may stand in the place of the button's message."""

    piece: Piece
    file: File | None = None
    replaces: bool = False


class Speaker:
    """Sends the replies to one message; what Telegram does not take now goes to `later`, what it never takes is logged."""

    def __init__(self, bot: Bot, topic: str, journal: Journal, later: Later, memberships: Memberships, now: Callable[[], datetime]) -> None:
        self._bot = bot
        self._topic = topic
        self._journal = journal
        self._later = later
        self._memberships = memberships
        self._now = now

    async def say(self, place: Place, replies: Sequence[Reply], key: str) -> None:
        """Send `replies`, in order; `key` tells what they reply to from all else. Raises nothing of Telegram's."""
        await self._say(place, [step for reply in replies for step in self._steps(reply)], key)

    def _steps(self, reply: Reply) -> Iterator[Step]:
        """A file's text stands under it where that is short enough, else before it."""
        found = rendered(reply, self._topic)
        if not reply.file:
            yield from (Step(piece, replaces=reply.replaces and len(found) == 1) for piece in found)
        elif len(found) == 1 and units(found[0].text) <= LONGEST_CAPTION:
            yield Step(found[0], reply.file)
        else:
            yield from map(Step, found)
            yield Step(Piece(""), reply.file)

    async def _say(self, place: Place, steps: Sequence[Step], key: str) -> None:
        left = list(steps)
        try:
            while left:
                await self._take(place, left[0])
                left.pop(0)
                self._journal.over(DELAYED)
                self._journal.over(CLOSED, place.chat)
        except ChatMigrated as moved:
            await asyncio.to_thread(self._memberships.moved, named(place.chat), named(moved.new_chat_id), self._now())
            await self._say(Place(moved.new_chat_id, place.thread), left, key)
        except Forbidden as error:
            self._journal.trouble(CLOSED, error, place.chat)
            await asyncio.to_thread(self._shut_out, named(place.chat), str(error))
        except BadRequest as error:
            self._journal.trouble(REFUSED, error, place.chat)
            await self._say(place, left[1:], key)
        except TelegramError as error:
            self._journal.trouble(DELAYED, error)
            await asyncio.to_thread(self._later, _letters(place, left, key))

    def _shut_out(self, chat: ChatId, reason: str) -> None:
        self._memberships.lost(self._memberships.home(chat), reason, self._now())

    async def _take(self, place: Place, step: Step) -> None:
        """Send one step; outside its topic where that is closed or gone, plain where Telegram does not like how it is set."""
        if step.replaces and place.menu and await self._edited(place, place.menu, step.piece):
            return
        try:
            await with_retries(lambda: self._send(place, step))
        except BadRequest:
            if place.thread:
                await self._take(Place(place.chat), step)
                return
            if not step.piece.entities:
                raise
            plain = replace(step, piece=replace(step.piece, entities=()))
            await with_retries(lambda: self._send(place, plain))

    async def _edited(self, place: Place, message: int, piece: Piece) -> bool:
        """Whether the message now says `piece`."""
        try:
            await with_retries(
                lambda: self._bot.edit_message_text(
                    piece.text,
                    place.chat,
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

    async def _send(self, place: Place, step: Step) -> Message:
        piece = step.piece
        answers = ReplyParameters(place.answers, allow_sending_without_reply=True) if place.answers else None
        if step.file:
            return await self._bot.send_document(
                place.chat,
                InputFile(step.file.content, step.file.name),
                caption=piece.text or None,
                caption_entities=piece.entities,
                reply_markup=piece.keyboard,
                message_thread_id=place.thread,
                reply_parameters=answers,
            )
        return await self._bot.send_message(
            place.chat,
            piece.text,
            entities=piece.entities,
            reply_markup=piece.keyboard,
            message_thread_id=place.thread,
            reply_parameters=answers,
            link_preview_options=NO_PREVIEW,
        )


def _letters(place: Place, steps: Sequence[Step], key: str) -> list[OutboxMessage]:
    """What is left, as messages; a file stays behind: it is asked for again with one tap."""
    chat = ChatId(CHANNEL, str(place.chat))
    return [
        OutboxMessage(chat, step.piece.text, f"{CHANNEL}:{key}:{number}", step.piece.rows, Priority.REPLY)
        for number, step in enumerate(steps)
        if step.piece.text
    ]
