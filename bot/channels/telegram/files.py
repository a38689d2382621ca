"""Files that came with a message: fetched into a folder of their own, deleted when the desk has replied."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.channels.telegram.parsing import RemoteFile
from bot.channels.telegram.retry import with_retries
from bot.channels.telegram.throttled_log import ThrottledLog
from bot.channels.telegram.transport import TooLargeError, Transport
from bot.messages import Attachment
from bot.wording import TelegramWords

LARGEST = 20 * 1024 * 1024  # bytes; Telegram hands bots no larger file
MOST = 5  # of a message


@dataclass(frozen=True, slots=True)
class Fetched:
    """The files that are here, and a sentence for each that is not."""

    attachments: tuple[Attachment, ...] = ()
    faults: tuple[str, ...] = ()


class Files:
    """Fetches files from Telegram; `largest` in bytes."""

    def __init__(self, bot: Bot, transport: Transport, words: TelegramWords, throttled_log: ThrottledLog, largest: int = LARGEST) -> None:
        self._bot = bot
        self._transport = transport
        self._words = words
        self._log = throttled_log
        self._largest = largest

    @asynccontextmanager
    async def fetched(self, remotes: Sequence[RemoteFile]) -> AsyncIterator[Fetched]:
        """The first MOST of `remotes`, for as long as this is open."""
        if not remotes:
            yield Fetched()
            return
        with tempfile.TemporaryDirectory(prefix="mot-cua-") as folder:
            found = [await self._fetch(remote, Path(folder) / str(number)) for number, remote in enumerate(remotes[:MOST])]
            faults = [fault for fault in found if isinstance(fault, str)]
            if len(remotes) > MOST:
                faults.append(self._words.too_many_files.format(limit=MOST))
            yield Fetched(tuple(each for each in found if isinstance(each, Attachment)), tuple(faults))

    async def _fetch(self, remote: RemoteFile, into: Path) -> Attachment | str:
        """The file, or why it is not here."""
        too_large = self._words.file_too_large.format(name=remote.name, limit=self._largest // (1024 * 1024))
        if remote.size > self._largest:
            return too_large
        try:
            size = await with_retries(lambda: self._load(remote, into))
        except TooLargeError:
            return too_large
        except BadRequest:
            return self._words.file_lost.format(name=remote.name)
        except TelegramError as error:
            self._log.trouble("file lost", error)
            return self._words.file_lost.format(name=remote.name)
        return Attachment(into, remote.name, remote.media_type, size)

    async def _load(self, remote: RemoteFile, into: Path) -> int:
        file = await self._bot.get_file(remote.file_id)
        if file.file_size and file.file_size > self._largest:
            raise TooLargeError
        return await self._transport.fetch(file.file_path or "", into, self._largest)
