"""Import: read documents into a content folder; what is there already stays, and the report names every record and refusal."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from knowledge.errors import Fault, LibraryError, UnreadableError, explained
from knowledge.files import locked, write_atomically
from knowledge.layers import overlay
from knowledge.plan import Plan
from knowledge.procedure import Origin, Procedure, Source, stamped
from knowledge.readers import Progress, Reading, Record, Refusal, Remark, kinds
from knowledge.readers.confined import ConfinedReaders, UnforeseenError
from knowledge.reference import Reference
from knowledge.sources import documents

MAX_FILE = 200_000_000  # bytes; a longer document is a scan in needless resolution or no document at all
SMALL_TEXT = 4_000_000  # bytes; plain text up to there is read at once, everything else in a child process with limits

_ROOMS: Mapping[str, type[Record]] = {"procedures": Procedure, "plans": Plan, "references": Reference}
_FILE = "imported.jsonl"
_LOCK = ".import.lock"
_UNFORESEEN = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError, OSError, MemoryError, UnforeseenError)
"""A reader has a fault of its own, or the disk went away: one document is refused, the others are not lost with it."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did: record ids by outcome, refusals by file, and remarks worth reading."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    rejected: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Harvest:
    """Everything read so far: the layers of each record in the order of reading."""

    records: dict[tuple[str, str], list[Record]] = field(default_factory=dict)
    rejected: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    readers: ConfinedReaders = field(default_factory=ConfinedReaders)


def import_documents(
    sources: Sequence[Path],
    into: Path,
    format: str | None,  # noqa: A002 - the name of the command's option
    progress: Progress,
    today: date,
) -> Report:
    """Read files and folders into the content folder `into`; `format` (a key of kinds.READERS) overrules the guess.

    A document that cannot be read is in `rejected` and the rest goes on. Raises LibraryError, before reading
    anything, where a file of an earlier import is broken. What was read is kept even if this is interrupted.
    """
    for room in _ROOMS:
        _kept(into, room)
    harvest = _Harvest()
    outcome = Report()
    try:
        for path, name in documents(sources, into, harvest.rejected.append):
            _read(path, name, format, progress, today, harvest)
    finally:
        harvest.readers.close()
        harvest.notes += _unlocked(harvest.readers)
        with locked(into / _LOCK, lambda: progress("đang đợi một lượt nhập khác vào cùng thư mục")):
            outcome = _settled(into, harvest)
    return outcome


def _read(path: Path, name: str, forced: str | None, progress: Progress, today: date, harvest: _Harvest) -> None:
    try:
        _check(path)
        is_small = path.stat().st_size <= SMALL_TEXT and (forced in {"text", "portal"} if forced else kinds.is_plain(path))
        kind = _kind(path, forced, kinds.kind_of if is_small else harvest.readers.kind_of)
        harvest.notes += [f"{name}: {note}" for note in _misnamed(path, kind) if forced is None]
        progress(name)
        found = kinds.READERS[kind](path, progress) if is_small else harvest.readers.readings(path, kind, progress)
        for reading in found:
            _sort(reading, path, name, today, harvest)
    except UnreadableError as error:
        harvest.rejected.append(Refusal(name, error.reason))
    except _UNFORESEEN as error:
        told = str(error) if isinstance(error, UnforeseenError) else f"{type(error).__name__}: {str(error)[:200]}"
        harvest.rejected.append(Refusal(name, f"chương trình gặp lỗi khi đọc tệp này, hãy báo người phụ trách kỹ thuật ({told})"))


def _sort(reading: Reading, path: Path, name: str, today: date, harvest: _Harvest) -> None:
    match reading:
        case Refusal():
            harvest.rejected.append(Refusal(name + reading.name.removeprefix(path.name), reading.reason))
        case Remark():
            harvest.notes.append(f"{name}{reading.name.removeprefix(path.name)}: {reading.text}")
        case _:
            _take(_dated(reading, name, today), name, harvest)


def _unlocked(readers: ConfinedReaders) -> Iterator[str]:
    """Which limits this system does not have, for who reads the report."""
    missing = [words for name, words in (("memory", "bộ nhớ"), ("network", "mạng")) if name in readers.missing]
    if missing:
        yield f"máy này không khóa được {' và '.join(missing)} của chương trình đọc tài liệu; chỉ nên nhập tài liệu từ nguồn tin cậy"


def _kind(path: Path, forced: str | None, kind_of: Callable[[Path], str]) -> str:
    if forced is not None and forced not in kinds.READERS:
        raise UnreadableError(path.name, f"không có định dạng “{forced}”; các định dạng: {', '.join(kinds.READERS)}")
    return forced or kind_of(path)


def _take(record: Record, name: str, harvest: _Harvest) -> None:
    layers = harvest.records.setdefault((_room(record), record.record_id), [])
    if layers and not isinstance(record, Procedure) and layers[-1] != record:
        harvest.notes.append(f"{name}: trùng số hiệu hoặc tên ({record.record_id}) với tài liệu đọc trước; giữ bản đọc sau")
    layers.append(record)


def _check(path: Path) -> None:
    """Refuse what should not even be opened."""
    try:
        found = path.stat()
    except OSError as error:
        raise UnreadableError(path.name, "không có tệp hoặc thư mục này") from error
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableError(path.name, "không phải là tệp")
    if found.st_size == 0:
        raise UnreadableError(path.name, "tệp rỗng")
    if found.st_size > MAX_FILE:
        raise UnreadableError(path.name, f"tệp quá lớn: {found.st_size // 1_000_000} MB, nhiều nhất {MAX_FILE // 1_000_000} MB")


def _misnamed(path: Path, kind: str) -> Iterator[str]:
    expected = kinds.EXTENSIONS.get(path.suffix.lower())
    if expected and expected != kind and {expected, kind} != {"text", "portal"}:
        yield f"phần mở rộng là {path.suffix} nhưng thật ra là tệp {kind}; đã đọc theo nội dung thật"


def _room(record: Record) -> str:
    return next(room for room, model in _ROOMS.items() if isinstance(record, model))


def _dated(record: Record, name: str, today: date) -> Record:
    as_of = record.as_of or today
    record = record.model_copy(update={"as_of": as_of})
    if not isinstance(record, Procedure):
        return record
    return stamped(record, Source(origin=Origin.OFFICIAL, title=record.decision or name, url=record.url, as_of=as_of))


def _settled(into: Path, harvest: _Harvest) -> Report:
    """Merge what was read into what is there, write it, and say what happened to each record."""
    outcomes: dict[str, list[str]] = {"added": [], "changed": [], "unchanged": []}
    for room in _ROOMS:
        kept = _kept(into, room)
        for (home, record_id), layers in sorted(harvest.records.items(), key=lambda item: item[0]):
            if home == room:
                old = kept.get(record_id)
                new = _merged(old, layers)
                outcomes[_outcome(old, new)].append(record_id)
                kept[record_id] = old if old is not None and _undated(old) == _undated(new) else new
        _write(into / room / _FILE, kept)
    rejected, notes = tuple(dict.fromkeys(harvest.rejected)), tuple(dict.fromkeys(harvest.notes))
    return Report(**{name: tuple(ids) for name, ids in outcomes.items()}, rejected=rejected, notes=notes)


def _merged(old: Record | None, layers: Iterable[Record]) -> Record:
    """The newest record; a procedure keeps the parts that the newer documents say nothing about."""
    known = [record for record in (old, *layers) if record is not None]
    procedures = [record for record in known if isinstance(record, Procedure)]
    return overlay(procedures) if procedures else known[-1]


def _outcome(old: Record | None, new: Record) -> str:
    if old is None:
        return "added"
    return "unchanged" if _undated(old) == _undated(new) else "changed"


def _undated(record: Record) -> Record:
    """`record` without the days it was read on: those alone make no change."""
    record = record.model_copy(update={"as_of": None})
    if not isinstance(record, Procedure):
        return record
    sources = {part: source.model_copy(update={"as_of": None}) for part, source in record.sources.items()}
    return record.model_copy(update={"sources": sources})


def _kept(into: Path, room: str) -> dict[str, Record]:
    """The records of earlier imports. Raises LibraryError where their file is broken."""
    path = into / room / _FILE
    try:
        lines = path.read_bytes().splitlines() if path.exists() else []
    except OSError as error:
        raise LibraryError([Fault(f"{room}/{_FILE}", 0, "không đọc được tệp đã nhập trước")]) from error
    records: dict[str, Record] = {}
    faults = list[Fault]()
    for number, line in enumerate(lines, 1):
        try:
            record = _ROOMS[room].model_validate_json(line)
            records[record.record_id] = record
        except ValidationError as error:
            faults.append(Fault(f"{room}/{_FILE}", number, f"dòng bị hỏng, chưa ghi đè gì: {explained(error.errors()[0])}"))
    if faults:
        raise LibraryError(faults)
    return records


def _write(path: Path, records: Mapping[str, Record]) -> None:
    data = "".join(f"{records[key].model_dump_json(exclude_defaults=True)}\n" for key in sorted(records)).encode()
    if data != (path.read_bytes() if path.exists() else b""):
        write_atomically(path, data)
