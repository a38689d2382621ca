"""How many messages one chat may send in a window of time; the same for every channel."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Hashable
from datetime import datetime, timedelta
from threading import Lock

MESSAGES, WINDOW = 20, timedelta(minutes=1)  # nobody types faster
REMEMBERED = 20_000  # chats whose last minute is kept; the one longest silent is forgotten first


class Allowance:
    """Counts the messages of each chat within the window; safe between threads. Per process."""

    def __init__(self, messages: int = MESSAGES, window: timedelta = WINDOW, remembered: int = REMEMBERED) -> None:
        self._messages = messages
        self._window = window
        self._remembered = remembered
        self._sent: OrderedDict[Hashable, deque[datetime]] = OrderedDict()
        self._lock = Lock()

    def wait(self, chat: Hashable, at: datetime) -> timedelta:
        """Take one message of `chat` at `at`; how long it must wait where the window is full (0: go on)."""
        with self._lock:
            sent = self._sent.setdefault(chat, deque())
            self._sent.move_to_end(chat)
            while len(self._sent) > self._remembered:
                self._sent.popitem(last=False)
            while sent and at - sent[0] >= self._window:
                sent.popleft()
            if len(sent) >= self._messages:
                return self._window - (at - sent[0])
            sent.append(at)
            return timedelta()
