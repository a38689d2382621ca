"""Words of an officer that were written and have not left: no button and no reply takes their place before they are sent or given up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.messages import Incoming, Reply
from bot.people.staff import Staff
from bot.petitions.notices.letters import WORKING
from bot.petitions.rules.petition import mark_of
from bot.petitions.store.dialogs import DialogStates

PARKED = "parked"  # in what an officer has open: what they type next is no part of it
Talk = Mapping[str, object]
Page = Callable[[Incoming, Staff, Talk], Sequence[Reply]]
"""What is shown of what an officer has open."""


@dataclass(frozen=True, slots=True)
class UnsentWords:
    """`words`: the sentence that says that something waits."""

    dialogs: DialogStates
    words: str

    def held(self, incoming: Incoming, staff: Staff, page: Page, mark: str = "") -> Sequence[Reply]:
        """That something else waits, and what it is; () where nothing does, or it is what stands above the button (`mark`). In another
        chat than that in which it was written, what it is is not shown."""
        talk = self.dialogs.get(incoming.sender, WORKING)
        waits = unsent(talk[0]) if talk else ""
        if talk is None or not waits or waits == mark:
            return ()
        is_here = talk[0].get("chat") == str(incoming.chat)
        open_ = {name: value for name, value in talk[0].items() if name != PARKED}
        return [Reply(self.words), *(page(incoming, staff, open_) if is_here else ())]

    def parked(self, incoming: Incoming) -> bool:
        """Whether something waits to be sent: it is kept, and what is typed next is no part of it."""
        talk = self.dialogs.get(incoming.sender, WORKING)
        if talk is None or not unsent(talk[0]):
            return False
        self.dialogs.put(incoming.sender, WORKING, {**talk[0], PARKED: True}, incoming.at)
        return True


def unsent(talk: Talk) -> str:
    """The mark of the words that `talk` holds; "" where it holds none."""
    text = str(talk.get("text", ""))
    return str(talk.get("go") or mark_of(text)) if text else ""
