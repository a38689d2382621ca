"""The web pages of petitions over their room; a part of the composition root."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from fastapi import APIRouter

from bot.channels.web.features.filing import FormPages
from bot.channels.web.features.following import FollowPages
from bot.channels.web.features.register import RegisterPages
from bot.channels.web.form_guard import FormGuard
from bot.channels.web.pages import PageRenderer
from bot.petitions.cases.petition_form import PetitionForm
from bot.petitions.services import PetitionServices
from bot.runtime.clock import utc_now
from bot.runtime.rate_limiter import Arrivals


def petition_pages(
    secret_key: str,
    zone: ZoneInfo,
    pages: PageRenderer,
    room: PetitionServices,
    now: Callable[[], datetime] = utc_now,
    arrivals: Arrivals | None = None,
    alarm: Callable[[str], str] = lambda _: "",
) -> list[APIRouter]:
    """Filing before the register: its address stands below that of the list. `alarm`: what to read in danger; "" where there is none."""
    words = pages.wording
    guard = FormGuard(secret_key, pages.site, words.web, now, arrivals, room.guesses)
    return [
        FormPages(PetitionForm(room.intake, room.dialogs), guard, pages, alarm).routes(),
        FollowPages(room.intake, room.authorship, room.register, guard, pages).routes(),
        RegisterPages(room.register, guard, pages, zone).routes(),
    ]
