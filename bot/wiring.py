"""The composition root: folders → running parts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot import wording
from bot.answers.answer import Answerer
from bot.answers.compose import Composer
from bot.wording import Wording
from indexer.search import Index
from knowledge.freshness import Freshness


@dataclass(frozen=True, slots=True)
class Parts:
    """What a channel needs to answer."""

    wording: Wording
    answerer: Answerer
    composer: Composer


def wire(index_folder: Path, province: str = "") -> Parts:
    """Open the index and put the parts together. Raises ArtifactError."""
    index = Index(index_folder)
    words = wording.load()
    own = [line for line in index.lexicon.hotlines if province and line.scope == province]
    return Parts(words, Answerer(index, province), Composer(words, Freshness(index.lexicon.units), own))
