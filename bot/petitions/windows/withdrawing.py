"""The window of who wants to take a petition back and says so: "rút kiến nghị", "tôi không kiện nữa", "hủy đơn KN7-4XQ-M3P"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.frontdesk.window import Window
from bot.messages import Button, Incoming, Reply
from bot.petitions.cases.intake import Intake
from bot.petitions.notices.letters import FOLLOWING
from bot.petitions.rules import code
from bot.petitions.rules.listing import ListedPetition
from bot.petitions.rules.petition import PetitionFile
from bot.petitions.rules.visibility import Viewer
from bot.petitions.windows.following_pages import FollowingPages
from bot.wording import Wording
from indexer.language import spaced

COMMAND = "/rutkiennghi"
NO_MORE = "/thoikiennghi"  # the same, said so that it may end what is being written: a window that has something open hears it first
MOST_OFFERED = 8  # to choose from; who has more finds the others with /theodoi


class WithdrawingWindow(Window):
    """Withdraws nothing itself: it leads to the question that is asked before (`FollowingWindow`), and only what this chat sent."""

    commands = frozenset({COMMAND, NO_MORE})

    def __init__(self, intake: Intake, wording: Wording) -> None:
        self._intake = intake
        self._words = wording.petitions.following
        self._pages = FollowingPages(intake, wording.petitions)
        said = wording.petitions.withdrawing
        self._wishes = [spaced(wish) for wish in said.wishes]
        self._others = [spaced(other) for other in said.others]
        self._say = said

    def meant(self, text: str) -> str:
        """A code beside words that take something back, and not the following of it."""
        found, said = code.typed(text), spaced(text)
        is_wish = any(wish in said for wish in self._wishes) and not any(other in said for other in self._others)
        return f"{COMMAND} {found}" if found and is_wish else ""

    def commanded(self, incoming: Incoming, command: str, rest: str) -> Sequence[Reply]:  # noqa: ARG002
        own = self._own(incoming)
        if not rest:
            return [self._which(own)]
        meant = code.read(rest)
        file = next((each for each in own if meant and each.petition.code == meant), None)
        return [self._pages.sure(file) if file else Reply(self._say.not_here)]

    def _which(self, own: Sequence[PetitionFile]) -> Reply:
        """Of several it is asked which; of one, whether it really is to be taken back."""
        if not own:
            return Reply(self._say.none)
        if len(own) == 1:
            return self._pages.sure(own[0])
        buttons = [
            Button(self._say.one.format(code=each.petition.code, about=each.petition.content), f"{FOLLOWING}:withdraw:{each.petition.id}")
            for each in own[:MOST_OFFERED]
        ]
        return Reply(self._say.which, tuple((button,) for button in buttons))

    def _own(self, incoming: Incoming) -> list[PetitionFile]:
        """What this chat sent and may still take back; in a group, nothing."""
        lines: Sequence[ListedPetition] = self._intake.of(incoming.chat) if incoming.person is None else ()
        sights = (self._intake.sight(line.id, incoming.chat) for line in lines)
        return [sight.file for sight in sights if sight and sight.reader is Viewer.AUTHOR and sight.file.petition.can_be_withdrawn]
