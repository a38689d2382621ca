"""The room of official channels put together over one migrated database: window, what stands below warnings, use cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine

from bot.frontdesk.feature import FeatureParts
from bot.official.cases.register_desk import OfficialDesk
from bot.official.cases.verifying import OfficialOffice, OfficialVerifier
from bot.official.rules.spelling import digits_of
from bot.official.store.channels import OfficialBook, OneHand
from bot.official.windows.channels import OfficialBeside, OfficialWindow

NATIONWIDE = "toàn quốc"  # as the content says it of a hotline


@dataclass(frozen=True, slots=True)
class OfficialChannels:
    """Everything about the official channels of one office."""

    desk: OfficialDesk
    verifier: OfficialVerifier
    window: OfficialWindow
    beside: OfficialBeside


def official_room(engine: Engine, parts: FeatureParts, one_hand: OneHand, is_alarming: Callable[[str], bool]) -> OfficialChannels:
    """`one_hand`: as announcements ask it; `is_alarming`: whether a text tells of danger or fraud."""
    settings, book = parts.settings, OfficialBook(engine, one_hand)

    def hotline(number: str) -> str:
        digits = digits_of(number)
        known = (line for line in parts.index().lexicon.hotlines if line.scope == NATIONWIDE)
        return next((line.name for line in known if digits_of(line.number) == digits), "")

    site = settings.public_url if settings.public_url.startswith("https://") else ""  # a trial on this machine is nobody's address
    office = OfficialOffice(settings.unit_name, settings.office_hotline, site)
    verifier = OfficialVerifier(book, parts.words.official, office, parts.zone, hotline)
    desk = OfficialDesk(book, parts.zone, lambda: tuple(parts.staff.everyone()))
    return OfficialChannels(desk, verifier, OfficialWindow(verifier, is_alarming), OfficialBeside(verifier))
