"""Where labelled conversations are held: the front desk, and what a judge may look at besides its replies."""

from __future__ import annotations

from datetime import datetime

from bot.evaluation.holding import Venue
from bot.frontdesk import FrontDesk
from bot.messages import ChatId
from bot.petitions.windows.filing import FilingWindow
from bot.wiring.rooms import Rooms


def venue_of(desk: FrontDesk, rooms: Rooms) -> Venue:
    """Over the rooms that `desk` was made of."""

    def has_petition(chat: ChatId, at: datetime) -> bool:
        return FilingWindow.keeps_in in rooms.chat_states.of(chat, chat, at).open

    return Venue(desk, rooms.chats.conversation, desk.seals.opened, has_petition)
