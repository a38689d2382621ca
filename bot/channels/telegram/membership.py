"""Where we are let in: a group that moved, a group or a person that shut us out or let us in again; who is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from telegram import ChatMember, ChatMemberRestricted, ChatMemberUpdated, Message, Update

from bot.channels.telegram import CHANNEL
from bot.messages import ChatId


class Memberships(Protocol):
    """Who must know; called in a thread. A chat is named as `home` names it, whatever its address is now."""

    def home(self, chat: ChatId) -> ChatId: ...

    def is_staff_group(self, chat: ChatId) -> bool: ...

    def moved(self, old: ChatId, new: ChatId, at: datetime) -> None: ...

    def lost(self, chat: ChatId, reason: str, at: datetime) -> None: ...

    def regained(self, chat: ChatId, at: datetime) -> None: ...


class NoStaff:
    """Where nobody must know: there is no office behind this bot."""

    def home(self, chat: ChatId) -> ChatId:
        return chat

    def is_staff_group(self, chat: ChatId) -> bool:  # noqa: ARG002
        return False

    def moved(self, old: ChatId, new: ChatId, at: datetime) -> None:
        """Nothing."""

    def lost(self, chat: ChatId, reason: str, at: datetime) -> None:
        """Nothing."""

    def regained(self, chat: ChatId, at: datetime) -> None:
        """Nothing."""


@dataclass(frozen=True, slots=True)
class Relocated:
    """A group became a supergroup, which is another chat to Telegram."""

    old: ChatId
    new: ChatId


@dataclass(frozen=True, slots=True)
class ShutOut:
    """We may not write there any more; `reason`: in Telegram's words."""

    chat: ChatId
    reason: str


@dataclass(frozen=True, slots=True)
class LetIn:
    """We may write there."""

    chat: ChatId


def news_of(update: Update) -> Relocated | ShutOut | LetIn | None:
    """What `update` tells of where we are let in; None: nothing. A group's move comes twice: in the old chat and in the new one."""
    if found := update.my_chat_member:
        return _standing(found)
    message = update.message
    if message and message.migrate_to_chat_id:
        return Relocated(named(message.chat.id), named(message.migrate_to_chat_id))
    if message and message.migrate_from_chat_id:
        return Relocated(named(message.migrate_from_chat_id), named(message.chat.id))
    return None


def named(chat: int) -> ChatId:
    """How a chat of Telegram's is called here."""
    return ChatId(CHANNEL, str(chat))


def is_from_the_group(message: Message) -> bool:
    """Whether an admin wrote it in the name of the group: nobody can know who."""
    return message.sender_chat is not None and message.sender_chat.id == message.chat.id


def _standing(found: ChatMemberUpdated) -> ShutOut | LetIn:
    now, chat = found.new_chat_member, named(found.chat.id)
    match now:
        case ChatMember(status=ChatMember.LEFT | ChatMember.BANNED):
            return ShutOut(chat, f"the bot is {now.status}")
        case ChatMemberRestricted() if not (now.is_member and now.can_send_messages):
            return ShutOut(chat, "the bot may not send messages")
        case _:
            return LetIn(chat)
