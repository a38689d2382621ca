"""Albums: photos that were sent together arrive one by one and are one message to the desk."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from telegram import Message, Update

QUIET = 0.8  # seconds after the last photo until an album counts as whole; Telegram sends them within a few tenths


@dataclass(slots=True)
class _Album:
    messages: list[Message] = field(default_factory=list)
    grown: asyncio.Event = field(default_factory=asyncio.Event)
    done: asyncio.Event = field(default_factory=asyncio.Event)


class Albums:
    """Gathers albums: the first message stands for all, the others only wait until it is served."""

    def __init__(self, quiet: float = QUIET) -> None:
        self._quiet = quiet
        self._open: dict[tuple[int, str], _Album] = {}

    def joined(self, update: Update) -> asyncio.Event | None:
        """Where `update` goes on with an album that is open: what is set when all of it is served. An album's first opens it."""
        message = update.message
        if message is None or not message.media_group_id:
            return None
        if album := self._open.get(_key(message)):
            album.messages.append(message)
            album.grown.set()
            return album.done
        self._open[_key(message)] = _Album([message])
        return None

    async def rest(self, first: Message) -> tuple[Message, ...]:
        """The messages of the album after its `first`, once nothing more comes; none where it is no album."""
        album = self._open.get(_key(first))
        if album is None:
            return ()
        try:
            while True:
                album.grown.clear()
                async with asyncio.timeout(self._quiet):
                    await album.grown.wait()
        except TimeoutError:
            return tuple(album.messages[1:])

    def served(self, update: Update) -> None:
        """`update` is served; where it was the first of an album, that is too."""
        if update.message and (album := self._open.pop(_key(update.message), None)):
            album.done.set()


def _key(message: Message) -> tuple[int, str]:
    return message.chat.id, message.media_group_id or ""
