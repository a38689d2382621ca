"""The conversation in a terminal: what is typed goes to the front desk, its buttons are numbers."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from bot.messages import Button, ChatId, Incoming, MessageHandler, Reply, ReplyFile
from bot.text.numerals import small
from bot.wording import TerminalWords

CHAT = ChatId("terminal", "here")


class TerminalTalk:
    """One conversation. `now`: the time of a message."""

    def __init__(self, desk: MessageHandler, words: TerminalWords, now: Callable[[], datetime]) -> None:
        self._desk = desk
        self._words = words
        self._now = now
        self._offered: list[Button] = []

    def told(self, line: str) -> str:
        """What is shown after `line` was typed: a message, or the number of a button that is shown."""
        chosen = self._chosen(line)
        incoming = Incoming(CHAT, self._now(), action=chosen.action) if chosen else Incoming(CHAT, self._now(), line)
        replies = self._desk.handle(incoming)
        self._offered = [button for reply in replies for row in reply.rows for button in row]
        return "\n".join(self._lines(replies))

    def _chosen(self, line: str) -> Button | None:
        if 0 < (small(line) or 0) <= len(self._offered):
            return self._offered[int(line) - 1]
        return None

    def _lines(self, replies: Sequence[Reply]) -> Iterator[str]:
        number = 0
        for reply in replies:
            yield reply.text
            if reply.file:
                yield self._words.file.format(path=_kept(reply.file))
            for row in reply.rows:
                numbered = [f"[{number + place}] {button.label}" for place, button in enumerate(row, 1)]
                number += len(row)
                yield "   ".join(numbered)
            if reply.topic:
                yield self._words.topic.format(name=reply.topic)
            yield ""


def _kept(file: ReplyFile) -> Path:
    """Where a file that came with a reply was put."""
    path = Path(tempfile.mkdtemp()) / file.name
    path.write_bytes(file.content)
    return path
