"""What answers questions, without memory."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot import wording
from bot.answers.answer import Answerer
from bot.answers.catalogue import Catalogue
from bot.answers.compose import Composer
from bot.wording import Wording
from indexer.added import Added, WithAdded
from indexer.search import Index
from knowledge.freshness import Freshness

NOTHING = Added()


@dataclass(frozen=True, slots=True)
class Parts:
    """Enough for one question or for a batch; made anew when another index is published or a lesson approved."""

    index: Index
    wording: Wording
    answerer: Answerer
    composer: Composer
    catalogue: Catalogue


def wire(index_folder: Path, province: str = "", added: Added = NOTHING) -> Parts:
    """Open the index, lay what staff taught over it, and put the answering parts together. Raises ArtifactError."""
    index = WithAdded(index_folder, added) if added != NOTHING else Index(index_folder)
    words = wording.load()
    own = [line for line in index.lexicon.hotlines if province and line.scope == province]
    composer = Composer(words, Freshness(index.lexicon.units), own)
    return Parts(index, words, Answerer(index, province), composer, Catalogue(index, province))
