"""What is late, all of it, page by page in the chat: by how many days, and who has it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.messages import Button, Incoming, Reply
from bot.people.staff import Staff
from bot.petitions.cases.desk import OfficerDesk
from bot.petitions.notices.letters import WORKING
from bot.petitions.rules.listing import BoardLine, BoardPage, BoardQuery, BoardTab
from bot.petitions.windows.working_pages import WorkingPages
from bot.wording.petitions import WorkingWords

A_PAGE = 10  # lines: with a button each they fit one message, and a telephone's screen
LATE = "late"  # the verb of the buttons that turn its pages
MOST_PAGES = 50  # more is a board, not a list


class LateList:
    """Everybody sees what the board's tab shows them, no more and no less."""

    def __init__(self, desk: OfficerDesk, pages: WorkingPages, words: WorkingWords) -> None:
        self._desk = desk
        self._pages = pages
        self._words = words

    def page(self, staff: Staff, incoming: Incoming, number: int = 1) -> Sequence[Reply]:
        """One page; () where nothing is late, the last one where there are fewer."""
        count = self._desk.tabs(staff, incoming.at)[BoardTab.LATE]
        if not count:
            return ()
        last = min((count + A_PAGE - 1) // A_PAGE, MOST_PAGES)
        number = min(number, last)
        lines = self._lines(staff, number, incoming.at)
        text = "\n".join([
            self._words.late.format(count=count),
            *(self._pages.late_line(line, incoming.at, is_private=incoming.person is None) for line in lines),
        ])  # fmt: skip
        buttons = [(Button(line.code, f"{WORKING}:see:{line.id}"),) for line in lines]
        before, after = self._words.page_before, self._words.page_after.format(page=number + 1, pages=last)
        turn = [Button(before, f"{WORKING}:{LATE}:{number - 1}")] if number > 1 else []
        turn += [Button(after, f"{WORKING}:{LATE}:{number + 1}")] if number < last else []
        return [Reply(text, (*buttons, *([tuple(turn)] if turn else [])), replaces=bool(incoming.action))]

    def _lines(self, staff: Staff, number: int, at: datetime) -> Sequence[BoardLine]:
        """Those that are late longest first."""
        page = BoardPage(())
        for _ in range(number):
            query = BoardQuery(limit=A_PAGE, after=page.next)
            page = self._desk.page(staff, self._desk.narrowed(staff, query, BoardTab.LATE, at), at)
            if not page.next:
                break
        return page.lines
