"""Lexicon: the words that a question is read with (terms, frames, variants, known syllables), kept beside the index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from indexer.language import tokens
from knowledge.library import Library
from knowledge.units import Agency, Province
from knowledge.vocabulary import Term, Variant

RARELY = 3  # a syllable seen less often in the whole library may itself be a typing error


class Lexicon(BaseModel):
    """What `question.py` needs; saved as JSON in the artifact. `syllables` counts each accented syllable of the library."""

    model_config = ConfigDict(frozen=True)

    terms: tuple[Term, ...] = ()
    frames: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = ()
    provinces: tuple[Province, ...] = ()
    agencies: tuple[Agency, ...] = ()
    syllables: dict[str, int] = {}

    @classmethod
    def of(cls, library: Library, syllables: Counter[str]) -> Lexicon:
        """The words of `library`, with the syllables counted while it was indexed."""
        kept = {syllable: found for syllable, found in syllables.items() if found >= RARELY and syllable.isalpha()}
        for text in _trusted(library):
            for syllable in tokens(text):
                kept.setdefault(syllable, RARELY)
        return cls(
            terms=library.terms,
            frames=library.frames,
            variants=library.variants,
            provinces=library.units.provinces,
            agencies=library.units.agencies,
            syllables=dict(sorted(kept.items())),
        )


def _trusted(library: Library) -> Iterable[str]:
    """Words that people chose with care: each of their syllables is right even if it is rare."""
    yield from (phrase for phrases in library.aliases.values() for phrase in phrases)
    yield from library.frames
    for term in library.terms:
        yield term.official
        if term.kind != "typing":
            yield term.everyday
