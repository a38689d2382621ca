"""What can be looked at without typing: life events by the address of their page, fields of law under everyday headings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.answers.decisions.catalogue import Catalogue
from bot.channels.web.of_index import OfIndex
from bot.frontdesk.headings import Heading, headings_of
from indexer.language import folded
from indexer.ranking.search import Index
from knowledge.cues.life_event import LifeEvent

FIRST_EVENTS = 8  # life events on the first page; the others are one step away


def slug_of(event: LifeEvent) -> str:
    """The last piece of its page's address: its title without marks, which can be read aloud and says where it leads."""
    return "-".join(folded(event.title))


@dataclass(frozen=True, slots=True)
class Doors:
    """What the first page leads to: the first life events by their address, the headings."""

    events: Mapping[str, LifeEvent]
    headings: tuple[Heading, ...] = ()


NO_DOORS = Doors({})


@dataclass(frozen=True, slots=True)
class ReadingShelf:
    """What is shown of one index."""

    catalogue: Catalogue
    events: Mapping[str, LifeEvent]
    headings: tuple[Heading, ...]

    @property
    def doors(self) -> Doors:
        """What the first page shows of it."""
        return Doors(dict(list(self.events.items())[:FIRST_EVENTS]), self.headings)


def shelves(index: Callable[[], Index]) -> OfIndex[ReadingShelf]:
    """The shelf of the index in use."""
    return OfIndex(index, _shelf)


def _shelf(index: Index) -> ReadingShelf:
    catalogue = Catalogue(index)
    return ReadingShelf(catalogue, {slug_of(event): event for event in index.lexicon.events.events}, headings_of(catalogue.fields))
