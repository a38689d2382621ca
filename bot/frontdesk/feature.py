"""What a room adds to the house: windows for people, buttons at the door, jobs; and what a room that needs no other is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.frontdesk.window import Window
from bot.messages import Button
from bot.people.staff_store import StaffBook
from bot.people.store import Chats
from bot.runtime.schedule import Job
from bot.settings import Settings
from bot.wording import Wording
from indexer.ranking.search import Index


@dataclass(frozen=True, slots=True)
class FeatureParts:
    """What every feature is given beside the database. `zone`: the office's; `index`: the one in use, asked anew each time; `is_working`:
    whether the office works on a day, by its own calendar (holidays, days made up) as it is now."""

    settings: Settings
    words: Wording
    zone: ZoneInfo
    index: Callable[[], Index]
    chats: Chats
    staff: StaffBook
    is_working: Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Feature:
    """`windows`: offered a message after those of petitions and menus and before it is taken for a question, in this order.
    `menu`: buttons below the six that everybody sees at the door (/start, /trogiup, “menu”), on every channel; each leads to a window."""

    windows: tuple[Window, ...] = ()
    jobs: tuple[Job, ...] = ()
    menu: tuple[Button, ...] = ()
