"""A content folder → all its records; several folders laid over one another; every fault at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.cues.circumstance import Circumstances
from knowledge.cues.danger import Dangers
from knowledge.cues.life_event import LifeEvents
from knowledge.cues.office import OfficeCues
from knowledge.cues.retelling import RetellingCues
from knowledge.cues.speakers import SpeakerCues
from knowledge.cues.vocabulary import AspectCues, Intent, Term, ThreadCues, Variant
from knowledge.cues.wrongdoing import Wrongs
from knowledge.errors import Fault, LibraryError
from knowledge.facts.applicants import classed
from knowledge.facts.guide_facts import RecordFacts
from knowledge.facts.reductions import reckoned
from knowledge.loading.content_files import files_of
from knowledge.loading.folder import FolderReader
from knowledge.loading.layers import overlay
from knowledge.loading.library_builder import LibraryBuilder
from knowledge.loading.uncollected import uncollected
from knowledge.records.communes import MergedCommune
from knowledge.records.faq import FaqEntry
from knowledge.records.plan import Plan
from knowledge.records.post import Post
from knowledge.records.procedure import Origin, Procedure
from knowledge.records.reference import Reference
from knowledge.records.succession import Succession, succeed
from knowledge.records.units import Hotline, Units

STARTER = Path(__file__).parents[1] / "content"
"""The library that ships with the product."""


@dataclass(frozen=True, slots=True)
class Library:
    """Everything known, after overlay. Keys are procedure codes and record ids, in sorted order."""

    procedures: Mapping[str, Procedure] = field(default_factory=dict)
    plans: Mapping[str, Plan] = field(default_factory=dict)
    references: Mapping[str, Reference] = field(default_factory=dict)
    faq: Mapping[str, FaqEntry] = field(default_factory=dict)
    posts: Mapping[str, Post] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    successions: tuple[Succession, ...] = ()
    communes: tuple[MergedCommune, ...] = ()
    stop_phrases: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = ()
    aspects: tuple[AspectCues, ...] = ()
    intents: tuple[Intent, ...] = ()
    units: Units = field(default_factory=Units)
    hotlines: tuple[Hotline, ...] = ()
    dangers: Dangers = field(default_factory=Dangers)
    wrongs: Wrongs = field(default_factory=Wrongs)
    office: OfficeCues = field(default_factory=OfficeCues)
    retelling: RetellingCues = field(default_factory=RetellingCues)
    circumstances: Circumstances = field(default_factory=Circumstances)
    speakers: SpeakerCues = field(default_factory=SpeakerCues)
    thread: ThreadCues = field(default_factory=ThreadCues)
    events: LifeEvents = field(default_factory=LifeEvents)
    guided: Mapping[str, RecordFacts] = field(default_factory=dict)
    declared: Mapping[tuple[str, str], str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    published: Mapping[str, Procedure] = field(default_factory=dict)
    """The procedures as they were published, without what people wrote about them."""
    places: Mapping[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    """Where each record was last read: (kind, key) → file and line, for faults that only the whole library shows."""

    def __len__(self) -> int:
        return len(self.procedures) + len(self.plans) + len(self.references) + len(self.faq)


@uncollected()
def load(folders: Sequence[Path]) -> Library:
    """Read `folders`, the later over the earlier. Raises LibraryError with every fault of every folder; where one is not there, as when its
    name was mistyped, before any is read."""
    if missing := [Fault(str(folder), 0, "không có thư mục này") for folder in folders if not folder.is_dir()]:
        raise LibraryError(sorted(missing))
    builder = LibraryBuilder()
    reader = FolderReader(builder)
    for folder in folders:
        reader.read(folder)
    if builder.faults:
        raise LibraryError(sorted(builder.faults))
    procedures = {code: overlay(layers) for code, layers in sorted(builder.layers.items())}
    aliases = {code: tuple(phrases) for code, phrases in sorted(builder.aliases.items())}
    today = succeed(procedures, aliases, builder.successions.values())
    return Library(
        procedures=reckoned(classed(today.procedures)),
        published=_published(builder.layers, today.procedures),
        successions=tuple(builder.successions.values()),
        communes=tuple(builder.communes.values()),
        plans=dict(sorted(builder.plans.items())),
        references=dict(sorted(builder.references.items())),
        faq=dict(sorted(builder.faq.items())),
        posts=dict(sorted(builder.posts.items())),
        terms=tuple(builder.terms.values()),
        aliases=today.aliases,
        stop_phrases=tuple(builder.stop_phrases),
        particles=tuple(builder.particles),
        variants=tuple(builder.variants.values()),
        aspects=tuple(builder.aspects.values()),
        intents=tuple(builder.intents.values()),
        units=builder.units,
        hotlines=tuple(builder.hotlines.values()),
        dangers=builder.dangers,
        wrongs=builder.wrongs,
        office=builder.office,
        retelling=builder.retelling,
        circumstances=builder.circumstances,
        speakers=builder.speakers,
        thread=builder.thread,
        events=builder.events,
        guided=builder.guided,
        declared=builder.declared,
        unread=tuple(builder.unread),
        places=builder.places,
    )


def _published(layers: Mapping[str, list[Procedure]], procedures: Mapping[str, Procedure]) -> Mapping[str, Procedure]:
    """Each procedure of its publications alone; with the successor that it has today."""
    found: dict[str, Procedure] = {}
    for code, record in procedures.items():
        printed = [layer for layer in layers[code] if not _is_written(layer)]
        if printed:
            found[code] = overlay(printed).model_copy(update={"successor": record.successor})
    return found


def _is_written(layer: Procedure) -> bool:
    return any(source.origin is Origin.CARD for source in (*layer.sources.values(), *layer.guide_sources.values()))


def fingerprint(folders: Sequence[Path]) -> str:
    """Content hash of every file that `load` would read; the same folders with the same bytes give the same text."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in files_of(folder):
            digest.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        digest.update(b"\1")
    return digest.hexdigest()
