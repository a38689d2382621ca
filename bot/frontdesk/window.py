"""What a window of the front desk takes over: its commands, its buttons, its links, and messages while it has something open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from bot.messages import Incoming, Reply
from bot.people.chats import Conversation

Ask = Callable[[Incoming, str], Sequence[Reply]]
"""What answers a question, or begins a petition, for the chat of an incoming message: how a window hands on to another."""


class Window:
    """One thing that people come for. A window overrides what it takes; what it does not take goes to the next one.

    Any number of processes stand side by side: what a window remembers is in its store, never in itself.
    """

    keeps_in: ClassVar[str] = ""
    """The table where it keeps what a chat has open here, which declares that (`open_work` in bot.database.tables.keeping; one that does
    not stops the start); of a citizen who has nothing there `said` is not asked. "": `said` is asked at every message."""
    is_for_staff: ClassVar[bool] = False
    """Nobody else ever has something open here: `said` and `dropped` are not asked for citizens."""
    commands: ClassVar[frozenset[str]] = frozenset()
    """"/huy" …; without accents, small letters."""
    actions: ClassVar[frozenset[str]] = frozenset()
    """What the first piece of a button's action says ("p" in "p:1.001193:phi"); no two windows share one."""
    public: ClassVar[frozenset[str]] = frozenset()
    """Of `actions`, those whose numbers are everybody's: they count in every chat. All others, as soon as they name something, count only
    in the chat that they were made for (bot.seals); and whether that chat may still do it, the use case looks at once more."""
    links: ClassVar[frozenset[str]] = frozenset()
    """What the first piece of a deep link says ("tthc" in "/start tthc_1_001193")."""

    def commanded(self, incoming: Incoming, command: str, rest: str) -> Sequence[Reply]:
        """The replies to one of `commands`, `rest` being what stands after it."""
        raise NotImplementedError

    def pressed(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        """The replies to a button of `actions`; None where it cannot be read: it is old, or made up."""
        raise NotImplementedError

    def linked(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        """The replies to a deep link of `links`; None where it cannot be read."""
        raise NotImplementedError

    def meant(self, text: str) -> str:  # noqa: ARG002
        """The command, with what stands after it, that a text of this window's own shape stands for ("/theodoi KN7-4XQ-M3P"); "": none."""
        return ""

    def said(self, incoming: Incoming) -> Sequence[Reply] | None:  # noqa: ARG002
        """The replies to a message that is neither; None where this window has nothing open with that chat."""
        return None

    def corrected(self, incoming: Incoming) -> Sequence[Reply] | None:  # noqa: ARG002
        """The replies to an edited message that gave something to what is open here, which is changed; None where it gave nothing."""
        return None

    def asked(self, incoming: Incoming, conversation: Conversation) -> Sequence[Reply] | None:  # noqa: ARG002
        """The replies to a message for which nobody has anything open: a question, in what is being talked about; None: no question."""
        return None

    def warned(self, incoming: Incoming) -> Sequence[Reply] | None:  # noqa: ARG002
        """The replies to danger told again right after an alarm, in the place of an alarm that knows less; None where there was none."""
        return None

    def alarmed(self, incoming: Incoming) -> Sequence[Reply] | None:  # noqa: ARG002
        """What follows the reply to somebody in danger who has something open here, which is kept; None where there is nothing to say."""
        return None

    def unread(self, incoming: Incoming) -> Sequence[Reply] | None:  # noqa: ARG002
        """What follows the answer to a message that what is open here could not read; None where nothing is open."""
        return None

    def continues(self, pieces: Sequence[str]) -> bool:  # noqa: ARG002
        """Whether a button belongs to what staff have open here; every other one ends it."""
        return False

    def ended(self, incoming: Incoming) -> Sequence[Reply] | None:
        """Staff go on with something else: what was begun here waits for no more words. The replies; None where there is nothing to say.
        What was written in full and has not left is kept by a window that keeps it."""
        return self.dropped(incoming)

    def dropped(self, incoming: Incoming) -> Sequence[Reply] | None:  # noqa: ARG002
        """The replies to /huy; None where there was nothing open to drop."""
        return None
