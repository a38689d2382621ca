"""Parses an update: the words, button, place or files of a person who writes to us, and where the reply belongs."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram import CallbackQuery, Message, MessageEntity, Update, User
from telegram.constants import ChatType, MessageAttachmentType

from bot.channels.cleaning import cleaned
from bot.channels.telegram import CHANNEL
from bot.channels.telegram.membership import is_from_the_group, named
from bot.messages import LONGEST_ACTION, ChatId, Incoming, Location

LONGEST_TEXT = 4_096  # characters; Telegram itself lets nobody type more
CORRECTED_WITHIN = timedelta(minutes=5)  # who edits later tidies up and waits for no answer
_COMMAND = re.compile(r"^(/\w+)@(\w+)")
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
_MENTIONS = (MessageEntity.MENTION, MessageEntity.TEXT_MENTION)
_UNREAD = {
    MessageAttachmentType.VOICE: "voice",
    MessageAttachmentType.AUDIO: "voice",
    MessageAttachmentType.VIDEO_NOTE: "voice",
    MessageAttachmentType.VIDEO: "video",
    MessageAttachmentType.ANIMATION: "sticker",
    MessageAttachmentType.STICKER: "sticker",
    MessageAttachmentType.DICE: "sticker",
}


@dataclass(frozen=True, slots=True)
class ReplyTarget:
    """Where a reply belongs: chat, thread of a forum, message to be answered in a group, message whose button was pressed."""

    chat: int
    thread: int | None = None
    answers: int | None = None
    menu: int | None = None


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file as it is announced; `size` may lie, 0 where Telegram does not say."""

    file_id: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class ParsedUpdate:
    """Something for the front desk; its files are still to be fetched."""

    incoming: Incoming
    target: ReplyTarget
    files: tuple[RemoteFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that we cannot read: `kind` names the sentence that says so."""

    target: ReplyTarget
    sender: ChatId
    kind: str


def parse_update(update: Update, me: User, at: datetime, commands: frozenset[str]) -> ParsedUpdate | Unread | None:
    """What `update`, received at `at`, tells `me`; None where it is not for us. `commands`: those that we know ("/huy")."""
    if _is_anothers(update):
        return None
    if query := update.callback_query:
        return _pressed(query, at)
    message = update.message or update.edited_message
    if message is None or message.from_user is None or not (_is_a_person(message) or is_from_the_group(message)):
        return None
    if update.edited_message and not _is_correction(message):
        return None
    text, to_us = _spoken(message, me, commands)
    if message.chat.type in _GROUPS and not to_us:
        return None
    if is_from_the_group(message):
        return Unread(_target(message), named(message.chat.id), "anonymous")
    return _said(message, text, at, edited=bool(update.edited_message))


def _is_anothers(update: Update) -> bool:
    """Whether it claims to come from one person's private chat and from another person: Telegram sends no such update."""
    chat, person = update.effective_chat, update.effective_user
    return chat is not None and person is not None and chat.type == ChatType.PRIVATE and chat.id != person.id


def mark(message: Message) -> str:
    """What a message says, in few bytes: an edit that leaves it alone is none."""
    return hashlib.blake2b((message.text or "").encode("utf-8", "replace"), digest_size=8).hexdigest()


def _pressed(query: CallbackQuery, at: datetime) -> ParsedUpdate:
    message = query.message
    person = ChatId(CHANNEL, str(query.from_user.id))
    chat = message.chat if message else None
    is_group = chat is not None and chat.type in _GROUPS
    where = ChatId(CHANNEL, str(chat.id)) if chat else person
    action = cleaned(query.data or "").encode()[:LONGEST_ACTION].decode(errors="ignore")
    incoming = Incoming(where, at, action=action or "-", person=person if is_group else None, name=query.from_user.full_name)
    thread = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    return ParsedUpdate(
        incoming, ReplyTarget(chat.id if chat else query.from_user.id, thread, menu=message.message_id if message else None)
    )


def _said(message: Message, text: str, at: datetime, *, edited: bool) -> ParsedUpdate | Unread | None:
    person = ChatId(CHANNEL, str(message.from_user.id)) if message.from_user else ChatId(CHANNEL, str(message.chat.id))
    is_group = message.chat.type in _GROUPS
    target, answered = _target(message), _answered(message)
    files = files_of(message)
    phone = cleaned(message.contact.phone_number) if message.contact else ""
    if not (text or files or message.location or phone):
        kind = _kind(message)
        return Unread(target, person, kind) if kind else None
    incoming = Incoming(
        ChatId(CHANNEL, str(message.chat.id)),
        at,
        text,
        person=person if is_group else None,
        name=message.from_user.full_name if message.from_user else "",
        location=Location(message.location.latitude, message.location.longitude) if message.location else None,
        reply_to=str(answered.message_id) if answered else "",
        message=str(message.message_id),
        edited=edited,
        phone=phone,
    )
    return ParsedUpdate(incoming, target, files)


def _is_a_person(message: Message) -> bool:
    return message.from_user is not None and not message.from_user.is_bot and message.sender_chat is None


def _target(message: Message) -> ReplyTarget:
    thread = message.message_thread_id if message.is_topic_message else None
    return ReplyTarget(message.chat.id, thread, message.message_id if message.chat.type in _GROUPS else None)


def _answered(message: Message) -> Message | None:
    """The message that this one answers. In a topic of a forum all that answers nothing "answers" the news that the topic was made."""
    answered = message.reply_to_message
    return None if answered is None or answered.forum_topic_created else answered


def _spoken(message: Message, me: User, commands: frozenset[str]) -> tuple[str, bool]:
    """The words without our name, and whether they are meant for us."""
    answered = _answered(message)
    to_us = answered is not None and answered.from_user is not None and answered.from_user.id == me.id
    text, mentioned = _unmentioned(message, me)
    if found := _COMMAND.match(text):
        if found[2].lower() != (me.username or "").lower():
            return text, False
        return cleaned(found[1] + text[found.end() :]), True
    command = text.partition(" ")[0].lower()
    return cleaned(text), to_us or mentioned or command in commands


def _unmentioned(message: Message, me: User) -> tuple[str, bool]:
    """The text without the places where we are mentioned, and whether there were any."""
    text = message.text or message.caption or ""
    if not (message.entities or message.caption_entities):
        return text.strip(), False
    raw = text.encode("utf-16-le", "surrogatepass")
    entities = message.entities or message.caption_entities
    ours = [entity for entity in entities if entity.type in _MENTIONS and _names(entity, raw, me)]
    for entity in sorted(ours, key=lambda entity: entity.offset, reverse=True):
        raw = raw[: 2 * entity.offset] + raw[2 * (entity.offset + entity.length) :]
    return (raw.decode("utf-16-le", "surrogatepass") if ours else text).strip(), bool(ours)


def _names(entity: MessageEntity, raw: bytes, me: User) -> bool:
    if entity.user:
        return entity.user.id == me.id
    name = raw[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le", "replace")
    return name.lower() == f"@{me.username}".lower()


def _is_correction(message: Message) -> bool:
    edited = message.edit_date
    return bool(message.text) and edited is not None and edited - message.date <= CORRECTED_WITHIN


def files_of(message: Message) -> tuple[RemoteFile, ...]:
    """The photo in its best size, or the document."""
    if message.photo:
        best = max(message.photo, key=lambda size: size.width * size.height)
        return (RemoteFile(best.file_id, f"{best.file_unique_id}.jpg", "image/jpeg", best.file_size or 0),)
    if message.document and not message.animation:
        found = message.document
        return (RemoteFile(found.file_id, cleaned(found.file_name or ""), cleaned(found.mime_type or ""), found.file_size or 0),)
    return ()


def _kind(message: Message) -> str:
    """Which sentence answers what we cannot read; "" for news of the service itself (somebody joined, a title changed)."""
    found = next((kind for attachment, kind in _UNREAD.items() if getattr(message, attachment.value, None)), "")
    return found or ("other" if message.effective_attachment else "")
