"""Read content folders, file by file, into the builder; `library.py` lays them together."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from knowledge.cues.circumstance import Circumstances
from knowledge.cues.danger import Dangers
from knowledge.cues.life_event import LifeEvents
from knowledge.cues.office import OfficeCues
from knowledge.cues.retelling import RetellingCues
from knowledge.cues.speakers import SpeakerCues
from knowledge.cues.vocabulary import Alias, AspectCues, Intent, ThreadCues, Variant
from knowledge.cues.wrongdoing import Wrongs
from knowledge.errors import Fault, explained
from knowledge.facts import fact_sheet
from knowledge.facts.guide_facts import RecordFacts
from knowledge.loading import authored
from knowledge.loading.content_files import WRITTEN, File, files_of, links_out
from knowledge.loading.library_builder import LibraryBuilder
from knowledge.loading.tables import TableReader
from knowledge.records.faq import FaqEntry
from knowledge.records.plan import Plan
from knowledge.records.procedure import Procedure
from knowledge.records.reference import Reference
from knowledge.records.units import Hotline, Units
from knowledge.texts import markdown
from knowledge.texts.markdown import Page

M = TypeVar("M", bound=BaseModel)

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


class FolderReader:
    """Reads content folders into `builder`, one after the other."""

    def __init__(self, builder: LibraryBuilder) -> None:
        self._builder = builder
        self._tables = TableReader(builder)

    def read(self, folder: Path) -> None:
        """Read one folder into the builder. What is broken becomes a fault; the rest is read all the same."""
        seen: dict[tuple[str, str], str] = {}
        for path in links_out(folder):
            self._builder.faults.append(Fault(str(path.relative_to(folder)), 0, "là liên kết dẫn ra ngoài thư mục kiến thức, không đọc"))
        for path in files_of(folder):
            file = File(path, str(path.relative_to(folder)), seen)
            read = self._reader_of(file.name)
            if read is None:
                self._builder.unread += [file.name] if file.name != "README.md" else []
                continue
            try:
                read(file)
            except UnicodeDecodeError:
                self._builder.fault(file, 0, "không phải văn bản UTF-8")
            except (OSError, EOFError, zlib.error) as error:
                self._builder.fault(file, 0, f"không đọc được tệp: {error}")

    def _reader_of(self, name: str) -> Read | None:
        room, _, rest = name.partition("/")
        whole: dict[str, Read] = {
            "terms.tsv": self._tables.read_terms,
            "successions.tsv": self._tables.read_successions,
            "communes.tsv": self._tables.read_communes,
            "stop_phrases.txt": self._read_stop_phrases,
            "particles.txt": self._read_particles,
            "units.yaml": self._read_units,
            "hotlines.yaml": self._read_hotlines,
            "variants.yaml": self._read_variants,
            "aspects.yaml": self._read_aspects,
            "intents.yaml": self._read_intents,
            "dangers.yaml": self._read_dangers,
            "hearing.tsv": self._tables.read_weights,
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
            ("national", ".tsv"): self._tables.read_declared,
        }
        return rooms.get((room, Path(name).suffix)) if rest else whole.get(name)

    def _pages(self, parse: Callable[[Page], Iterator[Any]]) -> Read:
        def read(file: File) -> None:
            page = markdown.parse(file.name, file.path.read_text(encoding=WRITTEN))
            for item in [page] if isinstance(page, Fault) else parse(page):
                if isinstance(item, Fault):
                    self._builder.faults.append(item)
                else:
                    self._builder.add(item, file, 1)

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
            self._builder.add(model.model_validate_json(line), file, number)
        except ValidationError as error:
            self._builder.faults += [Fault(file.name, number, explained(problem)) for problem in error.errors()]

    def _read_facts(self, file: File) -> None:
        try:
            for record in fact_sheet.read(file.path):
                self._builder.layers.setdefault(record.code, []).append(record)
        except (ValueError, KeyError, TypeError, StopIteration, gzip.BadGzipFile) as error:
            self._builder.fault(file, 0, f"bảng số liệu quốc gia hỏng: {error}")

    def _read_stop_phrases(self, file: File) -> None:
        self._builder.stop_phrases.update(dict.fromkeys(_plain_lines(file)))

    def _read_particles(self, file: File) -> None:
        self._builder.particles.update(dict.fromkeys(_plain_lines(file)))

    def _read_units(self, file: File) -> None:
        if (units := self._yaml(file, Units)) is not None:
            self._builder.units = Units(**{key: (*getattr(self._builder.units, key), *getattr(units, key)) for key in Units.model_fields})

    def _read_hotlines(self, file: File) -> None:
        if (listed := self._yaml(file, Hotlines)) is not None:
            for line in listed.hotlines:
                self._builder.once("hotline", f"{line.number} {line.scope}".strip(), file)
                self._builder.hotlines[line.number, line.scope] = line

    def _read_variants(self, file: File) -> None:
        if (listed := self._yaml(file, Variants)) is not None:
            for variant in listed.variants:
                self._builder.once("variant", variant.name, file)
                self._builder.variants[variant.name] = variant

    def _read_aspects(self, file: File) -> None:
        if (listed := self._yaml(file, Aspects)) is not None:
            for cues in listed.aspects:
                asked = cues.fact or ""
                self._builder.once("aspect", " ".join(filter(None, (cues.part, f"({cues.weight:g})", asked))), file)
                self._builder.aspects[cues.part, cues.weight, asked] = cues

    def _read_intents(self, file: File) -> None:
        if (listed := self._yaml(file, Intents)) is not None:
            for intent in listed.intents:
                self._builder.once("intent", intent.name, file)
                self._builder.intents[intent.name] = intent

    def _read_dangers(self, file: File) -> None:
        """A later folder's file takes the place of the earlier one: its cues, slots and order are one whole."""
        if (listed := self._yaml(file, Dangers)) is not None:
            self._builder.dangers = listed.model_copy(update={"weights": self._builder.dangers.weights})

    def _whole(self, shelf: str, model: type[BaseModel]) -> Read:
        """A file whose cues, slots and order are one whole: a later folder's takes the place of the earlier one."""

        def read(file: File) -> None:
            if (listed := self._yaml(file, model)) is not None:
                setattr(self._builder, shelf, listed)

        return read

    def _yaml(self, file: File, model: type[M]) -> M | None:
        try:
            return model.model_validate(markdown.read_yaml(file.path.read_text(encoding=WRITTEN)) or {})
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            self._builder.fault(file, mark.line + 1 if mark else 0, f"YAML hỏng: {getattr(error, 'problem', error)}")
        except ValidationError as error:
            self._builder.faults += [Fault(file.name, 0, explained(problem)) for problem in error.errors()]
        return None


def _plain_lines(file: File) -> list[str]:
    lines = (line.split("#", 1)[0].strip() for line in file.path.read_text(encoding=WRITTEN).splitlines())
    return [line for line in lines if line]
