"""The petitions' room, put together from the settings; a part of the composition root."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from bot.channels.telegram import CHANNEL
from bot.messages import ChatId
from bot.outbox.quiet import next_allowed, quiet_hours
from bot.outbox.store import Counters, MovedChats
from bot.people.reach_store import ReachBook
from bot.petitions.cases.office import hours_of
from bot.petitions.cases.reaching import Reaching
from bot.petitions.notices.covering import Covering
from bot.petitions.notices.letters import Beside
from bot.petitions.rules.caps import Caps
from bot.petitions.services import PetitionConfig, PetitionServices, build_services
from bot.runtime.rate_limiter import Arrivals
from bot.settings import Settings, secret_of
from bot.wording import Wording
from knowledge.records.communes import MergedCommune

ORIGINS = b"mot-cua petition origins"


def petition_room(
    settings: Settings,
    engine: Engine,
    words: Wording,
    knows_procedure: Callable[[str], bool],
    tells_of_danger: Callable[[str], bool],
    renamed: Callable[[str], Sequence[MergedCommune]],
    arrivals: Arrivals | None = None,
    beside: Beside = lambda *_: (),
) -> PetitionServices:
    """Opens nothing; everything that it knows is in the database. Raises ValueError for hours that are none."""
    zone, quiet = ZoneInfo(settings.timezone), quiet_hours(settings.quiet_hours)

    def earliest(_: ChatId, at: datetime) -> datetime | None:
        return next_allowed(at, quiet, zone)

    place = PetitionConfig(
        zone=zone,
        hours=hours_of(settings.office_hours),
        files=settings.files_dir,
        group=group_of(settings),
        quiet=earliest,
        knows_procedure=knows_procedure,
        keeps_years=settings.retention_petitions_years,
        caps=caps_of(settings),
        unit_name=settings.unit_name,
        arrivals=arrivals,
        tells_of_danger=tells_of_danger,
        renamed=renamed,
        beside=beside,
    )
    return build_services(engine, words.petitions, place)


def caps_of(settings: Settings) -> Caps:
    """How many petitions are taken within a day; its key is for that alone."""
    key = hmac.digest(secret_of(settings).encode(), ORIGINS, hashlib.sha256)
    return Caps(settings.petitions_per_chat_a_day, settings.petitions_per_address_a_day, key)


def reaching(settings: Settings, engine: Engine, words: Wording, room: PetitionServices) -> Reaching:
    """What knows who of the staff hears us."""
    return Reaching(
        ReachBook(engine),
        room.staff,
        room.stores.petitions.get,
        MovedChats(engine),
        Counters(engine),
        Covering(words.petitions, words.reach),
        words.reach.group_moved,
        group_of(settings),
        is_pushed=bool(settings.telegram_bot_token),
    )


def group_of(settings: Settings) -> ChatId | None:
    """The staff group in Telegram; None: there is none."""
    return ChatId(CHANNEL, settings.staff_chat_id) if settings.staff_chat_id else None
