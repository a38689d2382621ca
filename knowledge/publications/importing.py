"""Import: read documents into a content folder; what is there already stays, and the report names every record and refusal."""

from __future__ import annotations

import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from knowledge.errors import UnreadableError
from knowledge.files import locked
from knowledge.loading.layers import overlay
from knowledge.publications.differences import Changed, differences_of
from knowledge.publications.imported import ROOMS, Key, keep, keep_waiting, kept, room_of, waiting
from knowledge.publications.sources import documents
from knowledge.readers import Progress, Reading, Record, Refusal, Remark, kinds
from knowledge.readers.confined import ConfinedReaders, UnforeseenError
from knowledge.records.procedure import Origin, Procedure, Source, stamped

MAX_FILE = 200_000_000  # bytes; a longer document is a scan in needless resolution or no document at all
SMALL_TEXT = 4_000_000  # bytes; plain text up to there is read at once, everything else in a child process with limits

_BUSY = "đang đợi một lượt nhập khác vào cùng thư mục"
_LOCK = ".import.lock"
_UNFORESEEN = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError, OSError, MemoryError, UnforeseenError)
"""A reader has a fault of its own, or the disk went away: one document is refused, the others are not lost with it."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms records are taken: compared with which official ones, differences accepted or not, written or only told.

    `is_held`: whatever is new waits, whether it differs or not. `is_confined`: no document at all is read in this process.
    """

    official: Mapping[str, Procedure] = field(default_factory=dict)
    is_accepted: bool = False
    is_dry: bool = False
    is_held: bool = False
    is_confined: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did: record ids by outcome, refusals by file, and remarks worth reading.

    `differing`: what differs from the official records; the ids in `waiting` are not laid over them until somebody accepts that.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    rejected: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    differing: tuple[Changed, ...] = ()


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
    terms: Terms | None = None,
) -> Report:
    """Read files and folders into the content folder `into`; `format` (a key of kinds.READERS) overrules the guess.

    A record that differs from the official one of its code (`terms`) waits in `into`/waiting until it is accepted. A document that
    cannot be read is in `rejected` and the rest goes on. Raises LibraryError, before reading anything, where a file of an earlier import
    is broken. What was read is kept even if this is interrupted.
    """
    terms = terms or Terms(is_accepted=True)
    _ = [kept(into, room) for room in ROOMS], waiting(into)
    harvest = _Harvest()
    outcome = Report()
    try:
        for path, name in documents(sources, into, harvest.rejected.append):
            _read(path, name, format, progress, today, harvest, is_confined=terms.is_confined)
    finally:
        harvest.readers.close()
        harvest.notes += _unlocked(harvest.readers)
        with nullcontext() if terms.is_dry else locked(into / _LOCK, lambda: progress(_BUSY)):
            outcome = _settled(into, harvest, terms)
    return outcome


def accept(into: Path, keys: Collection[Key] | None, progress: Progress, official: Mapping[str, Procedure]) -> Report:
    """Take the records that wait in `into`: those of `keys`, or all. Raises LibraryError where a file of an earlier import is broken."""
    with locked(into / _LOCK, lambda: progress(_BUSY)):
        harvest = _Harvest()
        harvest.records = {key: [record] for key, record in waiting(into).items() if keys is None or key in keys}
        return _settled(into, harvest, Terms(official, is_accepted=True))


def drop(into: Path, keys: Collection[Key], progress: Progress, official: Mapping[str, Procedure]) -> tuple[str, ...]:
    """Forget records that wait in `into`; returns the ids of those that did. Raises LibraryError where a file of them is broken."""
    with locked(into / _LOCK, lambda: progress(_BUSY)):
        there = waiting(into)
        left = {key: record for key, record in there.items() if key not in keys}
        keep_waiting(into, left, differing(left.values(), official))
        return tuple(record_id for room, record_id in there if (room, record_id) in keys)


def differing(records: Iterable[Record], official: Mapping[str, Procedure]) -> Iterator[Changed]:
    """In what each differs from the official record of its code."""
    return (changed for record in records if (changed := _differing([record], Terms(official))))


def _read(path: Path, name: str, forced: str | None, progress: Progress, today: date, harvest: _Harvest, *, is_confined: bool) -> None:
    try:
        _check(path)
        is_small = (
            not is_confined and path.stat().st_size <= SMALL_TEXT and (forced in {"text", "portal"} if forced else kinds.is_plain(path))
        )
        kind = _kind(path, forced, kinds.kind_of if is_small else harvest.readers.kind_of)
        progress(name)
        found = kinds.READERS[kind](path, progress) if is_small else harvest.readers.readings(path, kind, progress)
        for number, reading in enumerate(found):
            if number == 0 and forced is None:
                harvest.notes += [f"{name}: {note}" for note in _misnamed(path, kind)]
            _sort(reading, path, name, today, harvest)
    except UnreadableError as error:
        harvest.rejected.append(Refusal(name, error.reason))
    except _UNFORESEEN as error:
        told = str(error) if isinstance(error, UnforeseenError) else f"{type(error).__name__}: {str(error)[:200]}"
        harvest.rejected.append(Refusal(name, f"chương trình gặp lỗi khi đọc tệp này, hãy báo người phụ trách kỹ thuật ({told})"))


def _is_plain(path: Path, forced: str | None) -> bool:
    return forced in {"text", "portal"} if forced else kinds.is_plain(path)


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
    layers = harvest.records.setdefault((room_of(record), record.record_id), [])
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


def _dated(record: Record, name: str, today: date) -> Record:
    as_of = record.as_of or today
    record = record.model_copy(update={"as_of": as_of})
    if not isinstance(record, Procedure):
        return record
    return stamped(record, Source(origin=Origin.OFFICIAL, title=record.decision or name, url=record.url, as_of=as_of))


def _settled(into: Path, harvest: _Harvest, terms: Terms) -> Report:
    """Merge what was read into what is there, write it, and say what happened to each record."""
    outcomes: dict[str, list[str]] = {"added": [], "changed": [], "unchanged": [], "waiting": []}
    held = waiting(into)
    told: list[Changed] = []
    for room in ROOMS:
        there = kept(into, room)
        for key, layers in sorted(item for item in harvest.records.items() if item[0][0] == room):
            old, record_id = there.get(key[1]), key[1]
            new = _merged(old, layers)
            outcome = _outcome(old, new)
            changed = _differing(layers, terms) if outcome != "unchanged" else None
            told += [changed] if changed else []
            if outcome != "unchanged" and (terms.is_held or (changed and not terms.is_accepted)):
                outcome, held[key] = "waiting", _merged(None, layers)
            else:
                held.pop(key, None)
                there[record_id] = old if old is not None and outcome == "unchanged" else new
            outcomes[outcome].append(record_id)
        if not terms.is_dry:
            keep(into, room, there)
    if not terms.is_dry:
        keep_waiting(into, held, differing(held.values(), terms.official))
    rejected, notes = tuple(dict.fromkeys(harvest.rejected)), tuple(dict.fromkeys(harvest.notes))
    ids = {name: tuple(found) for name, found in outcomes.items()}
    return Report(**ids, rejected=rejected, notes=notes, differing=tuple(told))


def _differing(layers: Sequence[Record], terms: Terms) -> Changed | None:
    """In what the document differs from the official record of its code; None where it does not, or where there is none."""
    record = _merged(None, layers)
    official = terms.official.get(record.record_id) if isinstance(record, Procedure) else None
    if official is None or not isinstance(record, Procedure):
        return None
    found = differences_of(record, official)
    return Changed(record.code, official.name, found) if found else None


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
