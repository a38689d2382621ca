"""Buttons that count only in the chat they were made for: behind an action that names something stands an HMAC. Pure."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import string
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.messages import Button, ChatId

PURPOSE = b"mot-cua buttons"  # the key of cookies and forms signs nothing here, nor the other way round
MARK = "~"  # before the seal; stands in no action
SEAL_BYTES = 8  # 64 bits, 11 characters: with the mark 12 of the 64 bytes that a channel carries
MOST_DIGITS = 18  # of a number in an action: what any column of the database holds
TOO_LONG = re.compile(rf"[0-9]{{{MOST_DIGITS + 1}}}")
PLAIN = frozenset(string.ascii_letters + "_-:")
"""An action of these alone names nothing that is somebody's."""

Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Seals:
    """`public`: first pieces of actions whose numbers are everybody's (the code of a procedure, a page): they are never sealed, so that
    printed links and old messages go on working. Everything else that names something is sealed. `key`: the same in every process."""

    key: str
    public: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.key:
            raise ValueError("buttons cannot be sealed without a key")

    def rows(self, chat: ChatId, rows: Iterable[Iterable[Button]]) -> Rows:
        """Buttons as they may be shown in `chat`. Raises ValueError where a sealed action is longer than a channel carries."""
        return tuple(tuple(replace(button, action=self.sealed(chat, button.action)) for button in row) for row in rows)

    def sealed(self, chat: ChatId, action: str) -> str:
        """`action` with its seal, where it needs one; the seal of another chat is taken off."""
        bare = action.partition(MARK)[0]
        return f"{bare}{MARK}{self._seal(chat, bare)}" if self.needs_seal(bare) else bare

    def opened(self, chat: ChatId, pressed: str) -> str | None:
        """The action of a button that was pressed in `chat`; None where it was made for another chat, or by hand."""
        action, _, seal = pressed.partition(MARK)
        if not is_readable(action):
            return None
        if not self.needs_seal(action):
            return None if seal else action
        return action if hmac.compare_digest(seal.encode(), self._seal(chat, action).encode()) else None

    def needs_seal(self, action: str) -> bool:
        """Whether `action` may name something that is not everybody's: a number, a code."""
        return action.partition(":")[0] not in self.public and not PLAIN.issuperset(action)

    def _seal(self, chat: ChatId, action: str) -> str:
        key = hmac.digest(self.key.encode(), PURPOSE, hashlib.sha256)
        told = f"{chat.channel}\0{chat.key}\0{action}".encode()
        return base64.urlsafe_b64encode(hmac.digest(key, told, hashlib.sha256)[:SEAL_BYTES]).rstrip(b"=").decode()


def is_readable(action: str) -> bool:
    """Whether no window can stumble over it: plain ASCII, and no number that the database does not hold."""
    return action.isascii() and action.isprintable() and not TOO_LONG.search(action)
