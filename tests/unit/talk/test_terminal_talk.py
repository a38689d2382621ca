"""The conversation in a terminal: buttons are numbers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot import wording
from bot.channels.terminal import CHAT, TerminalTalk
from bot.messages import Button, Incoming, Reply, ReplyFile

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)


class EchoDesk:
    """Replies with what it got, two buttons and a file."""

    def handle(self, incoming: Incoming) -> list[Reply]:
        assert incoming.chat == CHAT
        rows = ((Button("Một", "a:1"), Button("Hai", "a:2")),)
        return [Reply(f"<{incoming.text}|{incoming.action}>", rows, file=ReplyFile("x.json", "application/json", b"{}"), topic="Việc")]


def talk() -> TerminalTalk:
    return TerminalTalk(EchoDesk(), wording.load().terminal, lambda: NOON)


def test_a_number_presses_the_button_that_is_shown_under_it() -> None:
    talking = talk()
    assert "[1] Một   [2] Hai" in talking.told("xin chào")
    assert "<|a:2>" in talking.told("2")


def test_a_number_without_a_button_is_said() -> None:
    assert "<2|>" in talk().told("2")


def test_a_file_is_put_where_it_can_be_read() -> None:
    line = next(line for line in talk().told("x").splitlines() if line.endswith("x.json)"))
    assert Path(line.split(": ", 1)[1].rstrip(")")).read_bytes() == b"{}"
