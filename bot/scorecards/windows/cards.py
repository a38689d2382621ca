"""The window of index cards: listed, and a figure that is asked for in plain words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.frontdesk.window import Window
from bot.messages import Incoming, Reply
from bot.people.chats import Conversation
from bot.scorecards.cases.card_hall import ScorecardHall
from bot.wording.scorecards import ScorecardWords

COMMAND, LINK = "/chiso", "chiso"


class ScorecardWindow(Window):
    """Everybody is told the same; nothing is kept of who asks."""

    commands = frozenset({COMMAND})
    links = frozenset({LINK})

    def __init__(self, words: ScorecardWords, hall: ScorecardHall, site: str, is_alarming: Callable[[str], bool]) -> None:
        """`site`: the office's public address; `is_alarming`: whether a text tells of danger or fraud, which come first."""
        self._words = words
        self._hall = hall
        self._site = site
        self._is_alarming = is_alarming

    def commanded(self, incoming: Incoming, command: str, rest: str) -> Sequence[Reply]:  # noqa: ARG002
        told = self._hall.newest()
        if not told:
            return [Reply(self._words.none)]
        return [Reply("\n\n".join([*told, self._words.more.format(link=f"{self._site}/chi-so")]))]

    def linked(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        return self.commanded(incoming, COMMAND, "") if pieces == [LINK] else None

    def asked(self, incoming: Incoming, conversation: Conversation) -> Sequence[Reply] | None:  # noqa: ARG002
        told = self._hall.answer(incoming.text)
        if not told or self._is_alarming(incoming.text):
            return None
        return [Reply(f"{told}\n{self._words.more.format(link=f'{self._site}/chi-so')}")]
