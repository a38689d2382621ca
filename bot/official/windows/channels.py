"""The window of official channels, and what is said below a warning of fraud."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answers.turn.deciding import Rule
from bot.frontdesk.window import Window
from bot.messages import Incoming, Reply
from bot.official.cases.verifying import OfficialVerifier
from bot.people.chats import Conversation

COMMAND, LINK = "/kenh", "kenh"


class OfficialWindow(Window):
    """Everybody is told the same; what is pasted is kept nowhere."""

    commands = frozenset({COMMAND})
    links = frozenset({LINK})

    def __init__(self, verifier: OfficialVerifier, is_alarming: Callable[[str], bool]) -> None:
        """`is_alarming`: whether a text tells of danger or of fraud, which are answered first."""
        self._verifier = verifier
        self._is_alarming = is_alarming

    def commanded(self, incoming: Incoming, command: str, rest: str) -> Sequence[Reply]:  # noqa: ARG002
        """The list; with something behind the command, what is said of it."""
        return [Reply(self._verifier.verdict(rest, incoming.at) if rest else self._verifier.listed(incoming.at))]

    def linked(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        return [Reply(self._verifier.listed(incoming.at))] if pieces == [LINK] else None

    def asked(self, incoming: Incoming, conversation: Conversation) -> Sequence[Reply] | None:  # noqa: ARG002
        told = self._verifier.told(incoming.text, incoming.at)
        return [Reply(told)] if told and not self._is_alarming(incoming.text) else None


@dataclass(frozen=True, slots=True)
class OfficialBeside:
    """What the front desk adds below a warning of fraud."""

    verifier: OfficialVerifier

    def below(self, incoming: Incoming, replies: Sequence[Reply]) -> Sequence[Reply]:
        is_warned = any(reply.rule == Rule.WRONGDOING for reply in replies) and not any(reply.rule == Rule.DANGER for reply in replies)
        told = self.verifier.beside_warning(incoming.text, incoming.at) if is_warned else ""
        return [Reply(told)] if told else ()
