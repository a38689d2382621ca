"""What imports have written into a content folder: a file a room, and beside them what waits to be accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from knowledge.errors import Fault, LibraryError, explained
from knowledge.files import WAITING, write_atomically
from knowledge.publications.differences import Changed
from knowledge.readers import Record
from knowledge.records.faq import FaqEntry
from knowledge.records.plan import Plan
from knowledge.records.procedure import Procedure
from knowledge.records.reference import Reference

ROOMS: Mapping[str, type[Record]] = {"procedures": Procedure, "plans": Plan, "references": Reference, "faq": FaqEntry}
DIFFERENCES = f"{WAITING}/differences.txt"  # beside the records that wait, for people

Key = tuple[str, str]
"""Room and id of a record."""

_FILE = "imported.jsonl"
OWN = 0o600  # what nobody has looked through yet is for who writes it alone
_WAITING = {room: f"{WAITING}/{_FILE if room == 'procedures' else f'{room}.jsonl'}" for room in ROOMS}


def room_of(record: Record) -> str:
    return next(room for room, model in ROOMS.items() if isinstance(record, model))


def kept(into: Path, room: str) -> dict[str, Record]:
    """The records of earlier imports in one room. Raises LibraryError where their file is broken."""
    return _read(into, f"{room}/{_FILE}", ROOMS[room])


def keep(into: Path, room: str, records: Mapping[str, Record]) -> None:
    _write(into / room / _FILE, records)


def waiting(into: Path) -> dict[Key, Record]:
    """What was imported and is not accepted yet. Raises LibraryError where a file of it is broken."""
    return {(room, key): record for room in ROOMS for key, record in _read(into, _WAITING[room], ROOMS[room]).items()}


def keep_waiting(into: Path, records: Mapping[Key, Record], differing: Iterable[Changed]) -> None:
    """Write what waits, and what of it differs from the official records."""
    for room in ROOMS:
        _write(into / _WAITING[room], {key: record for (home, key), record in records.items() if home == room}, OWN)
    if lines := list(told(differing)):
        write_atomically(into / DIFFERENCES, "\n".join(lines).encode() + b"\n", OWN)
    else:
        (into / DIFFERENCES).unlink(missing_ok=True)
    for path in (into / WAITING).glob("*"):  # also those that an older version left open to everybody
        if path.is_file() and not path.is_symlink():
            path.chmod(OWN)


def told(differing: Iterable[Changed]) -> Iterator[str]:
    """Lines for people: the code and its name, then a line a difference."""
    for changed in differing:
        yield f"{changed.code} {changed.name}"
        yield from (f"  - {difference}" for difference in changed.differences)


def _read(into: Path, name: str, model: type[Record]) -> dict[str, Record]:
    path = into / name
    try:
        lines = path.read_bytes().splitlines() if path.exists() else []
    except OSError as error:
        raise LibraryError([Fault(name, 0, "không đọc được tệp đã nhập trước")]) from error
    records: dict[str, Record] = {}
    faults = list[Fault]()
    for number, line in enumerate(lines, 1):
        try:
            record = model.model_validate_json(line)
            records[record.record_id] = record
        except ValidationError as error:
            faults.append(Fault(name, number, f"dòng bị hỏng, chưa ghi đè gì: {explained(error.errors()[0])}"))
    if faults:
        raise LibraryError(faults)
    return records


def _write(path: Path, records: Mapping[str, Record], mode: int = 0o644) -> None:
    data = "".join(f"{records[key].model_dump_json(exclude_defaults=True)}\n" for key in sorted(records)).encode()
    if data != (path.read_bytes() if path.exists() else b""):
        write_atomically(path, data, mode)
