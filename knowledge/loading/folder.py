"""Read content folders, file by file, collecting records and faults; `library.py` lays them together."""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from knowledge.cues.circumstance import Circumstances
from knowledge.cues.danger import Dangers, Weight
from knowledge.cues.life_event import LifeEvents
from knowledge.cues.office import OfficeCues
from knowledge.cues.retelling import RetellingCues
from knowledge.cues.speakers import SpeakerCues
from knowledge.cues.vocabulary import Alias, AspectCues, Intent, Term, TermKind, ThreadCues, Variant
from knowledge.cues.wrongdoing import Wrongs
from knowledge.errors import Fault, explained
from knowledge.facts import fact_sheet
from knowledge.facts.guide_facts import RecordFacts
from knowledge.files import WAITING, leads_out
from knowledge.loading import authored
from knowledge.records.faq import FaqEntry
from knowledge.records.plan import Plan
from knowledge.records.post import Post
from knowledge.records.procedure import Procedure, Record
from knowledge.records.reference import Reference
from knowledge.records.succession import Succession
from knowledge.records.units import Hotline, Units
from knowledge.texts import markdown
from knowledge.texts.markdown import Page

M = TypeVar("M", bound=BaseModel)
TERM_COLUMNS = ["everyday", "official", "kind"]
SUCCESSION_COLUMNS = ["old", "new", "why"]
DECLARED_COLUMNS = ["code", "said", "why"]
WRITTEN = "utf-8-sig"  # Notepad puts a sign before the first letter


@dataclass(frozen=True, slots=True)
class File:
    """One file of a content folder: where it is, its name within the folder, and what its folder has said already."""

    path: Path
    name: str
    seen: dict[tuple[str, str], str]


Read = Callable[[File], None]


class Hotlines(BaseModel):
    """What `hotlines.yaml` holds."""

    hotlines: tuple[Hotline, ...] = ()


class Variants(BaseModel):
    """What `variants.yaml` holds."""

    variants: tuple[Variant, ...] = ()


class Aspects(BaseModel):
    """What `aspects.yaml` holds."""

    aspects: tuple[AspectCues, ...] = ()


class Intents(BaseModel):
    """What `intents.yaml` holds."""

    intents: tuple[Intent, ...] = ()


@dataclass(slots=True)
class Shelves:
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
    frames: dict[str, None] = field(default_factory=dict)
    particles: dict[str, None] = field(default_factory=dict)
    successions: dict[str, Succession] = field(default_factory=dict)
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

    def read(self, folder: Path) -> None:
        """Read one folder onto the shelves. What is broken becomes a fault; the rest is read all the same."""
        seen: dict[tuple[str, str], str] = {}
        for path in _links_out(folder):
            self.faults.append(Fault(str(path.relative_to(folder)), 0, "là liên kết dẫn ra ngoài thư mục kiến thức, không đọc"))
        for path in files_of(folder):
            file = File(path, str(path.relative_to(folder)), seen)
            read = self._reader_of(file.name)
            if read is None:
                self.unread += [file.name] if file.name != "README.md" else []
                continue
            try:
                read(file)
            except UnicodeDecodeError:
                self._fault(file, 0, "không phải văn bản UTF-8")
            except (OSError, EOFError, zlib.error) as error:
                self._fault(file, 0, f"không đọc được tệp: {error}")

    def _reader_of(self, name: str) -> Read | None:
        room, _, rest = name.partition("/")
        whole: dict[str, Read] = {
            "terms.tsv": self._read_terms,
            "successions.tsv": self._read_successions,
            "frames.txt": self._read_frames,
            "particles.txt": self._read_particles,
            "units.yaml": self._read_units,
            "hotlines.yaml": self._read_hotlines,
            "variants.yaml": self._read_variants,
            "aspects.yaml": self._read_aspects,
            "intents.yaml": self._read_intents,
            "dangers.yaml": self._read_dangers,
            "hearing.tsv": self._read_weights,
            "wrongdoing.yaml": self._whole("wrongs", Wrongs),
            "office.yaml": self._whole("office", OfficeCues),
            "speakers.yaml": self._whole("speakers", SpeakerCues),
            "retelling.yaml": self._whole("retelling", RetellingCues),
            "thread.yaml": self._whole("thread", ThreadCues),
            "circumstances.yaml": self._whole("circumstances", Circumstances),
            "events.yaml": self._whole("events", LifeEvents),
        }
        rooms: dict[tuple[str, str], Read] = {
            ("procedures", ".md"): self._pages(authored.card),
            ("plans", ".md"): self._pages(authored.plan),
            ("faq", ".md"): self._pages(authored.faq),
            ("posts", ".md"): self._pages(authored.post),
            ("procedures", ".jsonl"): self._lines(Procedure),
            ("plans", ".jsonl"): self._lines(Plan),
            ("references", ".jsonl"): self._lines(Reference),
            ("faq", ".jsonl"): self._lines(FaqEntry),
            ("aliases", ".jsonl"): self._lines(Alias),
            ("national", ".gz"): self._read_facts,
            ("national", ".jsonl"): self._lines(RecordFacts),
            ("national", ".tsv"): self._read_declared,
        }
        return rooms.get((room, Path(name).suffix)) if rest else whole.get(name)

    def _pages(self, parse: Callable[[Page], Iterator[Any]]) -> Read:
        def read(file: File) -> None:
            page = markdown.parse(file.name, file.path.read_text(encoding=WRITTEN))
            for item in [page] if isinstance(page, Fault) else parse(page):
                if isinstance(item, Fault):
                    self.faults.append(item)
                else:
                    self._add(item, file, 1)

        return read

    def _lines(self, model: type[BaseModel]) -> Read:
        def read(file: File) -> None:
            with file.path.open("rb") as lines:
                for number, line in enumerate(lines, 1):
                    if line.strip():
                        self._add_line(model, line, file, number)

        return read

    def _add_line(self, model: type[BaseModel], line: bytes, file: File, number: int) -> None:
        try:
            self._add(model.model_validate_json(line), file, number)
        except ValidationError as error:
            self.faults += [Fault(file.name, number, explained(problem)) for problem in error.errors()]

    def _add(self, record: BaseModel, file: File, line: int) -> None:
        match record:
            case Procedure():
                self._once(f"procedure{Path(file.name).suffix}", record.code, file, line)
                self.layers.setdefault(record.code, []).append(record)
            case Alias():
                self._once("alias", record.code, file, line)
                self.aliases.setdefault(record.code, {}).update(dict.fromkeys(record.phrases))
            case RecordFacts():
                self._once("guided", record.code, file, line)
                self.guided[record.code] = record
            case Plan() | Reference() | FaqEntry() | Post():
                self._once(type(record).__name__.lower(), record.record_id, file, line)
                if isinstance(record, Plan):
                    self._replace_plan(record)
                self._shelf(record)[record.record_id] = record

    def _replace_plan(self, plan: Plan) -> None:
        """A plan that a later folder tells again, under whatever name, takes the place of the earlier telling."""
        same = [known.record_id for known in self.plans.values() if _is_same_plan(known, plan)]
        for record_id in same:
            del self.plans[record_id]

    def _shelf(self, record: Record) -> dict[str, Any]:
        shelves: dict[type, dict[str, Any]] = {Plan: self.plans, Reference: self.references, FaqEntry: self.faq, Post: self.posts}
        return shelves[type(record)]

    def _once(self, kind: str, key: str, file: File, line: int = 0) -> None:
        """Two records of one kind and key in one folder and form are a fault; over several folders they are layers."""
        if (kind, key) in file.seen:
            self._fault(file, line, f"{key} đã có ở {file.seen[kind, key]}")
        file.seen[kind, key] = f"{file.name}:{line}" if line else file.name
        self.places[kind.removesuffix(Path(file.name).suffix), key] = (file.name, line)

    def _read_facts(self, file: File) -> None:
        try:
            for record in fact_sheet.read(file.path):
                self.layers.setdefault(record.code, []).append(record)
        except (ValueError, KeyError, TypeError, StopIteration, gzip.BadGzipFile) as error:
            self._fault(file, 0, f"bảng số liệu quốc gia hỏng: {error}")

    def _read_terms(self, file: File) -> None:
        for number, row in self._rows(file, TERM_COLUMNS):
            self._add_term(row, file, number)

    def _read_successions(self, file: File) -> None:
        for number, row in self._rows(file, SUCCESSION_COLUMNS):
            self._add_succession(row, file, number)

    def _read_declared(self, file: File) -> None:
        for number, row in self._rows(file, DECLARED_COLUMNS):
            if len(row) == len(DECLARED_COLUMNS) and all(row):
                self._once("declared", f"{row[0]} {row[1]}", file, number)
                self.declared[row[0], row[1]] = row[2]
            else:
                self._fault(file, number, "cần ba cột: mã, điều bài nói, lý do")

    def _rows(self, file: File, columns: list[str]) -> Iterator[tuple[int, list[str]]]:
        """The lines of a table cut at tabs, each with its number; a fault where its first does not name `columns`."""
        with file.path.open(encoding=WRITTEN, newline="") as lines:
            for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
                if number == 1 and row != columns:
                    self._fault(file, 1, f"dòng đầu phải là: {', '.join(columns)} (cách nhau bằng dấu tab)")
                elif number > 1 and row:
                    yield number, row

    def _add_succession(self, row: list[str], file: File, number: int) -> None:
        try:
            each = Succession(**dict(zip(SUCCESSION_COLUMNS, row, strict=True)))
        except ValidationError as error:
            self._fault(file, number, explained(error.errors()[0]))
        except ValueError:
            self._fault(file, number, "cần ba cột: mã cũ, mã mới, lý do")
        else:
            self._once("succession", each.old, file, number)
            self.successions[each.old] = each

    def _add_term(self, row: list[str], file: File, number: int) -> None:
        if len(row) != len(TERM_COLUMNS) or row[2] not in set(TermKind):
            self._fault(file, number, "cần ba cột: cách nói, từ chính thức, loại")
            return
        try:
            term = Term(everyday=row[0], official=row[1], kind=TermKind(row[2]))
        except ValidationError as error:
            self._fault(file, number, explained(error.errors()[0]))
            return
        self._once("term", term.everyday.lower(), file, number)
        self.terms[term.everyday.lower()] = term

    def _read_frames(self, file: File) -> None:
        self.frames.update(dict.fromkeys(_plain_lines(file)))

    def _read_particles(self, file: File) -> None:
        self.particles.update(dict.fromkeys(_plain_lines(file)))

    def _read_units(self, file: File) -> None:
        if (units := self._yaml(file, Units)) is not None:
            self.units = Units(**{key: (*getattr(self.units, key), *getattr(units, key)) for key in Units.model_fields})

    def _read_hotlines(self, file: File) -> None:
        if (listed := self._yaml(file, Hotlines)) is not None:
            for line in listed.hotlines:
                self._once("hotline", f"{line.number} {line.scope}".strip(), file)
                self.hotlines[line.number, line.scope] = line

    def _read_variants(self, file: File) -> None:
        if (listed := self._yaml(file, Variants)) is not None:
            for variant in listed.variants:
                self._once("variant", variant.name, file)
                self.variants[variant.name] = variant

    def _read_aspects(self, file: File) -> None:
        if (listed := self._yaml(file, Aspects)) is not None:
            for cues in listed.aspects:
                asked = cues.fact or ""
                self._once("aspect", " ".join(filter(None, (cues.part, f"({cues.weight:g})", asked))), file)
                self.aspects[cues.part, cues.weight, asked] = cues

    def _read_intents(self, file: File) -> None:
        if (listed := self._yaml(file, Intents)) is not None:
            for intent in listed.intents:
                self._once("intent", intent.name, file)
                self.intents[intent.name] = intent

    def _read_dangers(self, file: File) -> None:
        """A later folder's file takes the place of the earlier one: its cues, slots and order are one whole."""
        if (listed := self._yaml(file, Dangers)) is not None:
            self.dangers = listed.model_copy(update={"weights": self.dangers.weights})

    def _read_weights(self, file: File) -> None:
        """What was learnt of cries for help; a later folder's file takes the place of the earlier one."""
        weights = []
        for number, line in enumerate(file.path.read_text(encoding=WRITTEN).splitlines(), 1):
            if line.startswith("# ") and "\t" not in line:  # what the file is
                continue
            piece, *told = line.split("\t")
            try:
                weights.append(Weight.model_validate({"piece": piece, "numbers": tuple(map(float, told))}))
            except ValueError:
                self._fault(file, number, "mỗi dòng gồm một mẩu lời và bốn con số, ngăn bằng dấu tab")
        self.dangers = self.dangers.model_copy(update={"weights": tuple(weights)})

    def _whole(self, shelf: str, model: type[BaseModel]) -> Read:
        """A file whose cues, slots and order are one whole: a later folder's takes the place of the earlier one."""

        def read(file: File) -> None:
            if (listed := self._yaml(file, model)) is not None:
                setattr(self, shelf, listed)

        return read

    def _yaml(self, file: File, model: type[M]) -> M | None:
        try:
            return model.model_validate(markdown.read_yaml(file.path.read_text(encoding=WRITTEN)) or {})
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            self._fault(file, mark.line + 1 if mark else 0, f"YAML hỏng: {getattr(error, 'problem', error)}")
        except ValidationError as error:
            self.faults += [Fault(file.name, 0, explained(problem)) for problem in error.errors()]
        return None

    def _fault(self, file: File, line: int, reason: str) -> None:
        self.faults.append(Fault(file.name, line, reason))


def _plain_lines(file: File) -> list[str]:
    lines = (line.split("#", 1)[0].strip() for line in file.path.read_text(encoding=WRITTEN).splitlines())
    return [line for line in lines if line]


def files_of(folder: Path) -> list[Path]:
    """Every file of a folder, sorted; hidden files and folders are nobody's content, nor is what waits to be accepted, nor what a link
    fetches from outside."""
    root = folder.resolve()
    return [path for path in _shown(folder) if path.is_file() and not leads_out(path, root)]


def _links_out(folder: Path) -> list[Path]:
    root = folder.resolve()
    return [path for path in _shown(folder) if leads_out(path, root)]


def _shown(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if not _is_nobodys(path.relative_to(folder).parts))


def _is_nobodys(parts: tuple[str, ...]) -> bool:
    return parts[0] == WAITING or any(part.startswith(".") for part in parts)


def _is_same_plan(one: Plan, other: Plan) -> bool:
    """The same number of the same province and year; without a number, the same title."""
    if one.number and other.number:
        return (one.number, one.place, one.issued[:4]) == (other.number, other.place, other.issued[:4])
    return not (one.number or other.number) and one.title.lower() == other.title.lower()
