"""The console's pages of dialogues and meetings, put together over their room."""

from __future__ import annotations

from collections.abc import Mapping

from bot.console.auth import Asked, Page
from bot.console.dialogues.pages import DialoguePageDeps, DialoguePages
from bot.console.dialogues.questions import DialogueQuestionPages
from bot.console.dialogues.routes import dialogue_routes
from bot.console.views import Views
from bot.dialogues.services import Dialogues
from bot.plans.tracker import Tracker


def dialogue_pages(room: Dialogues, tracker: Tracker, views: Views, site: str) -> Mapping[Asked, Page]:
    """`tracker`: knows which tasks of plans somebody may prove; `site`: the office's public address."""
    office = DialoguePageDeps(room.desk, room.questions, room.book, room.seats, room.matters, room.hall.teller, tracker.owed, site)
    pages = DialoguePages(office, views)
    return dialogue_routes(pages, DialogueQuestionPages(room.questions, room.matters, pages, views))
