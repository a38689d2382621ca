"""The window for who wants to know which procedures are new, changed or repealed: a list by month, with a button to each procedure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from bot.answers.composing.labels import LONGEST_LABEL, shortened, titled
from bot.changes.feed import ChangeFeed, ChangePage
from bot.changes.presenter import month_of
from bot.changes.seen import SeenChange
from bot.frontdesk.answer_buttons import SHOW
from bot.frontdesk.window import Window
from bot.messages import Button, Incoming, Reply
from bot.people.chats import Conversation
from bot.people.store import Chats
from bot.text.numerals import small
from bot.wording import Wording
from indexer.language import spaced
from knowledge.records.procedure import Part

CHANGES = "/biendong"
TURN = "bd"
A_SCREEN = 6  # changes of one message: more is no glance on a phone
LONGEST_NAME = 160  # characters of a procedure's name in the list


class ChangesWindow(Window):
    """What it shows depends on the button alone, so every old button still works; everybody is told the same."""

    commands = frozenset({CHANGES})
    actions = frozenset({TURN})
    public = frozenset({TURN})
    links = frozenset({"biendong"})

    def __init__(
        self, feed: ChangeFeed, wording: Wording, chats: Chats, is_known: Callable[[str], bool], site: str, zone: ZoneInfo
    ) -> None:
        """`is_known`: whether there is a procedure to show under a code; `site`: the public address, "" for none."""
        self._feed = feed
        self._wording = wording
        self._words = wording.changes
        self._chats = chats
        self._is_known = is_known
        self._site = site
        self._zone = zone
        self._asked_as = frozenset(map(spaced, wording.changes.chat.asked_as))

    def commanded(self, incoming: Incoming, command: str, rest: str) -> Sequence[Reply]:  # noqa: ARG002
        return [self._list(incoming, 1, replaces=False)]

    def linked(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        return [self._list(incoming, 1, replaces=False)] if pieces == ["biendong"] else None

    def pressed(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        match pieces[1:]:
            case [number] if (nth := small(number)) is not None:
                return [self._list(incoming, nth, replaces=True)]
            case _:
                return None

    def asked(self, incoming: Incoming, conversation: Conversation) -> Sequence[Reply] | None:  # noqa: ARG002
        """A message that asks for nothing else: "thủ tục nào mới"."""
        return [self._list(incoming, 1, replaces=False)] if spaced(incoming.text) in self._asked_as else None

    def _list(self, incoming: Incoming, screen: int, *, replaces: bool) -> Reply:
        leaf = self._feed.screen(max(screen, 1), A_SCREEN)
        if not leaf.total:
            return Reply(self._words.chat.empty, replaces=replaces)
        buttons = [button for seen in leaf.changes for button in self._buttons(seen)]
        self._chats.offer(incoming.chat, [button.action for button in buttons], incoming.at)
        rows = [*((button,) for button in buttons), *_turning(leaf, self._words.chat.newer, self._words.chat.older)]
        return Reply("\n".join(self._lines(leaf)), tuple(rows), replaces=replaces)

    def _lines(self, leaf: ChangePage) -> Sequence[str]:
        chat = self._words.chat
        months = dict.fromkeys(month_of(seen, self._zone, self._words) for seen in leaf.changes)
        head = chat.head.format(month=" – ".join(months), page=leaf.page, pages=leaf.pages)
        lines = [
            chat.line.format(
                number=number,
                kind=self._words.kinds[seen.change.kind],
                name=titled(shortened(seen.change.name, LONGEST_NAME)),
                code=seen.change.code,
            )
            for number, seen in enumerate(leaf.changes, (leaf.page - 1) * A_SCREEN + 1)
        ]
        below = ["", chat.more.format(address=f"{self._site}/bien-dong")] if self._site else []
        return [head, *lines, *below]

    def _buttons(self, seen: SeenChange) -> Sequence[Button]:
        """To the procedure as it is today; to the one that has taken its place; to none where there is none any more."""
        code = seen.change.successor or seen.change.code
        if not self._is_known(code):
            return []
        return [Button(shortened(titled(seen.change.name), LONGEST_LABEL), f"{SHOW}:{code}:{Part.SUMMARY}")]


def _turning(leaf: ChangePage, newer: str, older: str) -> list[tuple[Button, ...]]:
    back = [Button(newer, f"{TURN}:{leaf.page - 1}")] if leaf.page > 1 else []
    on = [Button(older, f"{TURN}:{leaf.page + 1}")] if leaf.page < leaf.pages else []
    return [(*back, *on)] if back or on else []
