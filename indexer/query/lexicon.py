"""Lexicon: the words that a question is read with (terms, stop_phrases, variants, known syllables), kept beside the index."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from pydantic import BaseModel, ConfigDict

from indexer.language import tokens, without_marks
from indexer.query.paraphrases import terms_of
from indexer.query.phrases import Phrases
from knowledge.checks.dates import Dates, dates_of
from knowledge.cues.circumstance import Circumstance
from knowledge.cues.danger import Dangers
from knowledge.cues.life_event import LifeEvents
from knowledge.cues.office import OfficeCues
from knowledge.cues.retelling import RetellingCues
from knowledge.cues.speakers import SpeakerCues
from knowledge.cues.vocabulary import AspectCues, Intent, Term, TermKind, ThreadCues, Variant
from knowledge.cues.wrongdoing import Wrongs
from knowledge.loading.library import Library
from knowledge.records.communes import MergedCommune
from knowledge.records.units import Hotline, Units

UNWRITTEN = frozenset({TermKind.TYPING, TermKind.ABBREVIATION})  # not how a word is written out
RARELY = 3  # a syllable seen less often in the whole library may itself be a typing error


class ShortQuestions(BaseModel):
    """In how many of the library's `n` short questions each folded syllable and pair (joined by "_") stands, whatever the wording."""

    model_config = ConfigDict(frozen=True)

    n: int = 0
    held: dict[str, int] = {}

    def rarity(self, term: str) -> float:
        """0 for what stands in all of them; what stands in none counts as what stands in one."""
        return math.log((1 + self.n) / max(1, self.held.get(term, 0)))

    @classmethod
    def of(cls, library: Library) -> ShortQuestions:
        """Count them."""
        held: Counter[str] = Counter()
        entries = [answer for procedure in library.procedures.values() for answer in procedure.quick]
        for answer in entries:
            held.update(set().union(*map(terms_of, answer.wordings)))
        return cls(n=len(entries), held=dict(sorted(held.items())))


class Lexicon(BaseModel):
    """What `question.py` needs; saved as JSON in the artifact. `syllables` counts each accented syllable of the library;
    `marked`: cues of intents whose bare spelling usually means something else there; `dates`: when the content must be looked at again."""

    model_config = ConfigDict(frozen=True)

    terms: tuple[Term, ...] = ()
    stop_phrases: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = ()
    aspects: tuple[AspectCues, ...] = ()
    intents: tuple[Intent, ...] = ()
    units: Units = Units()
    communes: tuple[MergedCommune, ...] = ()
    hotlines: tuple[Hotline, ...] = ()
    dangers: Dangers = Dangers()
    wrongs: Wrongs = Wrongs()
    office: OfficeCues = OfficeCues()
    retelling: RetellingCues = RetellingCues()
    circumstances: tuple[Circumstance, ...] = ()
    speakers: SpeakerCues = SpeakerCues()
    thread: ThreadCues = ThreadCues()
    events: LifeEvents = LifeEvents()
    dates: Dates = Dates()
    short_questions: ShortQuestions = ShortQuestions()
    syllables: dict[str, int] = {}
    compounds: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()

    def cues(self) -> Iterator[str]:
        """All phrases that questions are read with: how people ask, whatever they ask for."""
        yield from _cues(self)
        yield from self.particles
        yield from (term.everyday for term in self.terms if term.kind not in UNWRITTEN)

    @classmethod
    def of(cls, library: Library, syllables: Counter[str], compounds: Counter[str]) -> Lexicon:
        """The words of `library`, with the syllables and compounds counted while it was indexed."""
        kept = {syllable: found for syllable, found in syllables.items() if found >= RARELY and syllable.isalpha()}
        written = [tokens(text) for text in _written(library)]
        for syllable in chain.from_iterable(chain(written, map(tokens, _cues(library)))):  # chosen with care: right even if rare
            kept.setdefault(syllable, RARELY)
        return cls(
            terms=library.terms,
            stop_phrases=library.stop_phrases,
            particles=library.particles,
            variants=library.variants,
            aspects=library.aspects,
            intents=library.intents,
            units=library.units,
            communes=library.communes,
            hotlines=library.hotlines,
            dangers=library.dangers,
            wrongs=library.wrongs,
            office=library.office,
            retelling=library.retelling,
            circumstances=library.circumstances.circumstances,
            speakers=library.speakers,
            thread=library.thread,
            events=library.events,
            dates=dates_of(library),
            short_questions=ShortQuestions.of(library),
            syllables=dict(sorted(kept.items())),
            compounds=tuple(sorted(word for word, found in compounds.items() if found > 1)),
            marked=tuple(sorted(_marked(library, written))),
        )


def _marked(library: Library, written: Sequence[Sequence[str]]) -> Iterator[str]:
    """The cues of intents that need their accents: where what is written in the library holds their bare spelling, it mostly means
    something else ("chuẩn bị hồ sơ" holds that of "bị ho")."""
    cues = {cue: tuple(tokens(cue)) for intent in library.intents for cue in intent.cues if " " in cue}
    bare = Phrases({" ".join(map(without_marks, said)): " ".join(map(without_marks, said)) for said in cues.values()}, lambda _: True)
    meant: Counter[tuple[str, ...]] = Counter()
    held: Counter[str] = Counter()
    for said in written:
        for begin, end, spelling in bare.spans(list(map(without_marks, said))):
            held[spelling] += 1
            meant[tuple(said[begin:end])] += 1
    for cue, syllables in cues.items():
        if held[" ".join(map(without_marks, syllables))] > 2 * meant[syllables]:
            yield cue


def _cues(words: Library | Lexicon) -> Iterator[str]:
    """What frames a question, asks for a part, tells a special case or small talk, or goes on about what was said."""
    yield from words.stop_phrases
    yield from (cue for aspect in words.aspects for cue in aspect.cues)
    yield from (cue for intent in words.intents for cue in intent.cues)
    yield from (cue for variant in words.variants for cue in variant.cues)
    thread = words.thread
    yield from (*thread.returns, *thread.points, *thread.goes_on, *thread.denials)
    told = words.circumstances.circumstances if isinstance(words, Library) else words.circumstances
    yield from (cue for circumstance in told for cue in circumstance.cues)
    events = words.events
    yield from (*events.asking, *(cue for event in events.events for cue in (*event.cues, *event.whole)))


def _written(library: Library) -> Iterator[str]:
    """What the library itself says and how citizens say it."""
    for procedure in library.procedures.values():
        yield procedure.name
        yield from procedure.guide.values()
        yield from (text for answer in procedure.quick for text in (*answer.wordings, answer.answer))
    yield from (plan.title for plan in library.plans.values())
    yield from (reference.title for reference in library.references.values())
    yield from (phrase for phrases in library.aliases.values() for phrase in phrases)
    yield from (wording for entry in library.faq.values() for wording in (entry.question, *entry.asked_as))
    yield from (name for place in library.units.provinces for name in (place.name, *place.former, *place.also))
    for term in library.terms:
        yield term.official
        if term.kind != "typing":
            yield term.everyday
