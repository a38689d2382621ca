"""A content folder → all its records; several folders laid over one another; every fault at once."""

from __future__ import annotations

import csv
import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from knowledge import authored, fact_sheet, markdown
from knowledge.errors import Fault, LibraryError
from knowledge.faq import FaqEntry
from knowledge.markdown import Page
from knowledge.plan import Plan
from knowledge.post import Post
from knowledge.procedure import Procedure, overlay
from knowledge.reference import Reference
from knowledge.units import Hotline, Units
from knowledge.vocabulary import Alias, Term, TermKind, Variant

STARTER = Path(__file__).parent / "content"
"""The library that ships with the product."""

M = TypeVar("M", bound=BaseModel)
_TERM_COLUMNS = ["everyday", "official", "kind"]


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
    frames: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = ()
    units: Units = field(default_factory=Units)
    hotlines: tuple[Hotline, ...] = ()

    def __len__(self) -> int:
        return len(self.procedures) + len(self.plans) + len(self.references) + len(self.faq)

    def restricted(self, codes: Iterable[str]) -> Library:
        """This library with only the procedures listed; plans, FAQ and words stay."""
        wanted = set(codes)
        return Library(
            procedures={code: record for code, record in self.procedures.items() if code in wanted},
            plans=self.plans,
            references=self.references,
            faq=self.faq,
            posts=self.posts,
            terms=self.terms,
            aliases={code: phrases for code, phrases in self.aliases.items() if code in wanted},
            frames=self.frames,
            variants=self.variants,
            units=self.units,
            hotlines=self.hotlines,
        )


def load(folders: Sequence[Path]) -> Library:
    """Read `folders`, the later over the earlier. Raises LibraryError with every fault of every folder."""
    reading = _Reading()
    for folder in folders:
        if not folder.is_dir():
            reading.faults.append(Fault(str(folder), 0, "không có thư mục này"))
            continue
        reading.folder(folder)
    if reading.faults:
        raise LibraryError(sorted(reading.faults))
    return reading.library()


def fingerprint(folders: Sequence[Path]) -> str:
    """Content hash of every file that `load` would read; the same folders with the same bytes give the same text."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in _content_files(folder):
            digest.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        digest.update(b"\1")
    return digest.hexdigest()


def _content_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts))


class _Reading:
    """Collects records and faults over several folders."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._layers: dict[str, list[Procedure]] = {}
        self._plans: dict[str, Plan] = {}
        self._references: dict[str, Reference] = {}
        self._faq: dict[str, FaqEntry] = {}
        self._posts: dict[str, Post] = {}
        self._terms: dict[str, Term] = {}
        self._aliases: dict[str, dict[str, None]] = {}
        self._frames: dict[str, None] = {}
        self._variants: dict[str, Variant] = {}
        self._units = Units()
        self._hotlines: dict[tuple[str, str], Hotline] = {}

    def folder(self, folder: Path) -> None:
        seen: dict[tuple[str, str], str] = {}
        for path in _content_files(folder):
            name = str(path.relative_to(folder))
            read = self._reader_of(name)
            if read:
                try:
                    read(path, name, seen)
                except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
                    self.faults.append(Fault(name, 0, f"không đọc được tệp: {error}"))

    def library(self) -> Library:
        return Library(
            procedures={code: overlay(layers) for code, layers in sorted(self._layers.items())},
            plans=dict(sorted(self._plans.items())),
            references=dict(sorted(self._references.items())),
            faq=dict(sorted(self._faq.items())),
            posts=dict(sorted(self._posts.items())),
            terms=tuple(self._terms.values()),
            aliases={code: tuple(phrases) for code, phrases in sorted(self._aliases.items())},
            frames=tuple(self._frames),
            variants=tuple(self._variants.values()),
            units=self._units,
            hotlines=tuple(self._hotlines.values()),
        )

    def _reader_of(self, name: str) -> Callable[[Path, str, dict[tuple[str, str], str]], None] | None:
        room, _, rest = name.partition("/")
        whole = {
            "terms.tsv": self._read_terms,
            "units.yaml": self._read_units,
            "hotlines.yaml": self._read_hotlines,
            "frames.txt": self._read_frames,
            "variants.yaml": self._read_variants,
        }
        if not rest:
            return whole.get(name)
        kinds: dict[tuple[str, str], Callable[[Path, str, dict[tuple[str, str], str]], None]] = {
            ("procedures", ".md"): self._page(authored.card, self._add_procedure),
            ("plans", ".md"): self._page(authored.plan, self._add_plan),
            ("faq", ".md"): self._page(authored.faq, self._add_faq),
            ("posts", ".md"): self._page(authored.post, self._add_post),
            ("procedures", ".jsonl"): self._lines(Procedure, self._add_procedure),
            ("plans", ".jsonl"): self._lines(Plan, self._add_plan),
            ("references", ".jsonl"): self._lines(Reference, self._add_reference),
            ("faq", ".jsonl"): self._lines(FaqEntry, self._add_faq),
            ("aliases", ".jsonl"): self._lines(Alias, self._add_alias),
            ("national", ".gz"): self._read_facts,
        }
        return kinds.get((room, Path(name).suffix))

    def _page(self, parse: Callable[[Page], Iterator[Any]], add: Callable[..., None]) -> Callable[..., None]:
        def read(path: Path, name: str, seen: dict[tuple[str, str], str]) -> None:
            page = markdown.parse(name, path.read_text(encoding="utf-8"))
            if isinstance(page, Fault):
                self.faults.append(page)
                return
            for item in parse(page):
                if isinstance(item, Fault):
                    self.faults.append(item)
                else:
                    add(item, name, 1, seen)

        return read

    def _lines(self, model: type[M], add: Callable[..., None]) -> Callable[..., None]:
        def read(path: Path, name: str, seen: dict[tuple[str, str], str]) -> None:
            with path.open("rb") as lines:
                for number, line in enumerate(lines, 1):
                    if not line.strip():
                        continue
                    try:
                        add(model.model_validate_json(line), name, number, seen)
                    except ValidationError as error:
                        self.faults += [Fault(name, number, f"{'.'.join(map(str, item['loc']))}: {item['msg']}") for item in error.errors()]

        return read

    def _once(self, kind: str, key: str, name: str, line: int, seen: dict[tuple[str, str], str]) -> None:
        """Two records of one kind and key in one folder and form are a fault; over several folders they are layers."""
        where = f"{name}:{line}"
        if (kind, key) in seen:
            self.faults.append(Fault(name, line, f"{key} đã có ở {seen[kind, key]}"))
        seen[kind, key] = where

    def _add_procedure(self, record: Procedure, name: str, line: int, seen: dict[tuple[str, str], str]) -> None:
        self._once(f"procedure{Path(name).suffix}", record.code, name, line, seen)
        self._layers.setdefault(record.code, []).append(record)

    def _add_plan(self, record: Plan, name: str, line: int, seen: dict[tuple[str, str], str]) -> None:
        self._once("plan", record.record_id, name, line, seen)
        self._plans[record.record_id] = record

    def _add_reference(self, record: Reference, name: str, line: int, seen: dict[tuple[str, str], str]) -> None:
        self._once("reference", record.record_id, name, line, seen)
        self._references[record.record_id] = record

    def _add_faq(self, record: FaqEntry, name: str, line: int, seen: dict[tuple[str, str], str]) -> None:
        self._once("faq", record.record_id, name, line, seen)
        self._faq[record.record_id] = record

    def _add_post(self, record: Post, name: str, line: int, seen: dict[tuple[str, str], str]) -> None:
        self._once("post", record.record_id, name, line, seen)
        self._posts[record.record_id] = record

    def _add_alias(self, record: Alias, name: str, line: int, seen: dict[tuple[str, str], str]) -> None:
        self._once("alias", record.code, name, line, seen)
        self._aliases.setdefault(record.code, {}).update(dict.fromkeys(record.phrases))

    def _read_facts(self, path: Path, name: str, seen: dict[tuple[str, str], str]) -> None:
        try:
            for record in fact_sheet.read(path):
                self._layers.setdefault(record.code, []).append(record)
        except (ValueError, KeyError, StopIteration, gzip.BadGzipFile) as error:
            self.faults.append(Fault(name, 0, f"bảng số liệu quốc gia hỏng: {error}"))

    def _read_terms(self, path: Path, name: str, seen: dict[tuple[str, str], str]) -> None:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            for number, row in enumerate(rows, 1):
                if number == 1 and row != _TERM_COLUMNS:
                    self.faults.append(Fault(name, 1, "dòng đầu phải là: everyday, official, kind (cách nhau bằng dấu tab)"))
                elif number > 1 and row:
                    self._add_term(row, name, number, seen)

    def _add_term(self, row: list[str], name: str, number: int, seen: dict[tuple[str, str], str]) -> None:
        if len(row) != len(_TERM_COLUMNS) or row[2] not in set(TermKind):
            self.faults.append(Fault(name, number, "cần ba cột: cách nói, từ chính thức, loại"))
            return
        term = Term(everyday=row[0], official=row[1], kind=TermKind(row[2]))
        self._once("term", term.everyday.lower(), name, number, seen)
        self._terms[term.everyday.lower()] = term

    def _read_frames(self, path: Path, name: str, seen: dict[tuple[str, str], str]) -> None:
        self._frames.update(dict.fromkeys(_plain_lines(path)))

    def _read_variants(self, path: Path, name: str, seen: dict[tuple[str, str], str]) -> None:
        if (listed := self._yaml(path, name, _Variants)) is not None:
            self._variants.update({variant.name: variant for variant in listed.variants})

    def _read_units(self, path: Path, name: str, seen: dict[tuple[str, str], str]) -> None:
        if (units := self._yaml(path, name, Units)) is not None:
            merged = {key: (*getattr(self._units, key), *getattr(units, key)) for key in Units.model_fields}
            self._units = Units(**merged)

    def _read_hotlines(self, path: Path, name: str, seen: dict[tuple[str, str], str]) -> None:
        if (listed := self._yaml(path, name, _Hotlines)) is not None:
            self._hotlines.update({(line.number, line.scope): line for line in listed.hotlines})

    def _yaml(self, path: Path, name: str, model: type[M]) -> M | None:
        try:
            return model.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            self.faults.append(Fault(name, mark.line + 1 if mark else 0, "YAML hỏng"))
        except ValidationError as error:
            self.faults += [Fault(name, 0, f"{'.'.join(map(str, item['loc']))}: {item['msg']}") for item in error.errors()]
        return None


class _Hotlines(BaseModel):
    hotlines: tuple[Hotline, ...] = ()


class _Variants(BaseModel):
    variants: tuple[Variant, ...] = ()


def _plain_lines(path: Path) -> list[str]:
    lines = (line.split("#", 1)[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]
