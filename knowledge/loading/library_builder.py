"""LibraryBuilder: everything that was read of the content folders so far, with every fault and the place of each record."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from knowledge.cues.circumstance import Circumstances
from knowledge.cues.danger import Dangers
from knowledge.cues.life_event import LifeEvents
from knowledge.cues.office import OfficeCues
from knowledge.cues.retelling import RetellingCues
from knowledge.cues.speakers import SpeakerCues
from knowledge.cues.vocabulary import Alias, AspectCues, Intent, Term, ThreadCues, Variant
from knowledge.cues.wrongdoing import Wrongs
from knowledge.errors import Fault
from knowledge.facts.guide_facts import RecordFacts
from knowledge.loading.content_files import File
from knowledge.records.communes import MergedCommune
from knowledge.records.faq import FaqEntry
from knowledge.records.plan import Plan
from knowledge.records.post import Post
from knowledge.records.procedure import Procedure, Record
from knowledge.records.reference import Reference
from knowledge.records.succession import Succession
from knowledge.records.units import Hotline, Units


@dataclass(slots=True)
class LibraryBuilder:
    """Everything read so far, in the order of the folders; procedures as layers, later ones on top."""

    faults: list[Fault] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    places: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    layers: dict[str, list[Procedure]] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    faq: dict[str, FaqEntry] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    aliases: dict[str, dict[str, None]] = field(default_factory=dict)
    stop_phrases: dict[str, None] = field(default_factory=dict)
    particles: dict[str, None] = field(default_factory=dict)
    successions: dict[str, Succession] = field(default_factory=dict)
    communes: dict[tuple[str, str, str, str], MergedCommune] = field(default_factory=dict)
    variants: dict[str, Variant] = field(default_factory=dict)
    aspects: dict[tuple[str, float, str], AspectCues] = field(default_factory=dict)
    intents: dict[str, Intent] = field(default_factory=dict)
    units: Units = field(default_factory=Units)
    hotlines: dict[tuple[str, str], Hotline] = field(default_factory=dict)
    dangers: Dangers = field(default_factory=Dangers)
    wrongs: Wrongs = field(default_factory=Wrongs)
    office: OfficeCues = field(default_factory=OfficeCues)
    retelling: RetellingCues = field(default_factory=RetellingCues)
    circumstances: Circumstances = field(default_factory=Circumstances)
    speakers: SpeakerCues = field(default_factory=SpeakerCues)
    thread: ThreadCues = field(default_factory=ThreadCues)
    guided: dict[str, RecordFacts] = field(default_factory=dict)
    declared: dict[tuple[str, str], str] = field(default_factory=dict)
    events: LifeEvents = field(default_factory=LifeEvents)

    def add(self, record: BaseModel, file: File, line: int) -> None:
        match record:
            case Procedure():
                self.once(f"procedure{Path(file.name).suffix}", record.code, file, line)
                self.layers.setdefault(record.code, []).append(record)
            case Alias():
                self.once("alias", record.code, file, line)
                self.aliases.setdefault(record.code, {}).update(dict.fromkeys(record.phrases))
            case RecordFacts():
                self.once("guided", record.code, file, line)
                self.guided[record.code] = record
            case Plan() | Reference() | FaqEntry() | Post():
                self.once(type(record).__name__.lower(), record.record_id, file, line)
                if isinstance(record, Plan):
                    self._replace_plan(record)
                self._shelf(record)[record.record_id] = record

    def _replace_plan(self, plan: Plan) -> None:
        """A plan that a later folder tells again, under whatever name, takes the place of the earlier telling."""
        same = [known.record_id for known in self.plans.values() if _is_same_plan(known, plan)]
        for record_id in same:
            del self.plans[record_id]

    def _shelf(self, record: Record) -> dict[str, Any]:
        builder: dict[type, dict[str, Any]] = {Plan: self.plans, Reference: self.references, FaqEntry: self.faq, Post: self.posts}
        return builder[type(record)]

    def once(self, kind: str, key: str, file: File, line: int = 0) -> None:
        """Two records of one kind and key in one folder and form are a fault; over several folders they are layers."""
        if (kind, key) in file.seen:
            self.fault(file, line, f"{key} đã có ở {file.seen[kind, key]}")
        file.seen[kind, key] = f"{file.name}:{line}" if line else file.name
        self.places[kind.removesuffix(Path(file.name).suffix), key] = (file.name, line)

    def fault(self, file: File, line: int, reason: str) -> None:
        self.faults.append(Fault(file.name, line, reason))


def _is_same_plan(one: Plan, other: Plan) -> bool:
    """The same number of the same province and year; without a number, the same title."""
    if one.number and other.number:
        return (one.number, one.place, one.issued[:4]) == (other.number, other.place, other.issued[:4])
    return not (one.number or other.number) and one.title.lower() == other.title.lower()
