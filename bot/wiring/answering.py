"""What answers questions, without memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import wording
from bot.answers.composing.compose import Composer
from bot.answers.decisions.answer import Answerer
from bot.answers.decisions.catalogue import Catalogue
from bot.answers.decisions.office import OfficeCard, OfficeVoice
from bot.petitions.cases.office import hours_of
from bot.petitions.rules.workdays import Workdays
from bot.settings import Settings
from bot.wording import Wording
from indexer.ranking.overlay import Added, IndexOverlay
from indexer.ranking.search import Index
from knowledge.checks.freshness import Freshness, today_in_vietnam
from knowledge.facts.deadline_days import is_weekday
from knowledge.loading.uncollected import uncollected

NOTHING = Added()


@dataclass(frozen=True, slots=True)
class AnswerParts:
    """Enough for one question or for a batch; made anew when another index is published or a lesson approved."""

    index: Index
    wording: Wording
    answerer: Answerer
    composer: Composer
    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class OwnOffice:
    """The office that answers about itself: what is said of it, and its calendar as it is now."""

    card: OfficeCard
    workdays: Callable[[], Workdays]


def own_office(settings: Settings, workdays: Callable[[], Workdays] | None = None) -> OwnOffice:
    """The office of the settings; without `workdays` its calendar knows no days off of its own."""
    card = OfficeCard(settings.unit_name, settings.office_address, settings.office_opening_hours, settings.office_hotline)
    plain = Workdays(ZoneInfo(settings.timezone), hours_of(settings.office_hours))
    return OwnOffice(card, workdays or (lambda: plain))


def wire(
    index_folder: Path,
    province: str = "",
    added: Added = NOTHING,
    office: OwnOffice | None = None,
    today: Callable[[], date] = today_in_vietnam,
) -> AnswerParts:
    """Open the index, lay what staff taught over it, and put the answering parts together. Raises ArtifactError."""
    with uncollected():
        index = IndexOverlay(index_folder, added) if added != NOTHING else Index(index_folder)
        words = wording.load()
        own = [line for line in index.lexicon.hotlines if province and line.scope == province]
        is_working = (lambda day: office.workdays().is_working(day)) if office else is_weekday
        composer = Composer(words, Freshness(index.lexicon.units), own, today, is_working)
        voice = OfficeVoice(index.lexicon.office, office.card, office.workdays, words) if office else None
        return AnswerParts(index, words, Answerer(index, province, voice), composer, Catalogue(index, province))
