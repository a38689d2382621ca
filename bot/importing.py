"""An admin's document → the office's own knowledge: read apart, held, told of, and laid in only when somebody has accepted it."""

from __future__ import annotations

import hashlib
import tempfile
import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from bot.people.staff import Staff
from bot.text.filenames import bare_name
from knowledge.facts.fact_sheet import Sheet

if TYPE_CHECKING:
    from knowledge.publications.importing import Report

MOST_NAME_BYTES = 120  # of a file's name; a folder takes 255, and the name stands in every report
MOST_NOTED = 40  # ids that one row of the audit trail names; the rest is counted

Note = Callable[[str, str, str, Mapping[str, object], datetime], None]
"""Writes a row into the audit trail: actor, action, subject, detail, when."""


class BusyError(Exception):
    """Another document is being read: one at a time, for reading takes memory."""


@dataclass(frozen=True, slots=True)
class Held:
    """A record that waits: its room and id, what it is called, and where it says otherwise than the official record of its code."""

    room: str
    record_id: str
    name: str
    differences: tuple[str, ...]


class ImportDesk:
    """`folder`: the office's own content folder; None where it has none, and then nothing can be brought in."""

    def __init__(self, folder: Path | None, note: Note, zone: tzinfo) -> None:
        self.folder = folder
        self._note = note
        self._zone = zone
        self._reading = threading.Lock()

    def read(self, staff: Staff, name: str, content: bytes, at: datetime) -> Report:
        """Read one document; whatever it holds waits. Raises BusyError, and LibraryError where the folder's own files are broken."""
        from knowledge.publications.importing import (  # the readers' libraries are loaded when somebody brings a document
            Terms,
            import_documents,
        )

        folder = self._own()
        if not self._reading.acquire(blocking=False):
            raise BusyError
        try:
            with tempfile.TemporaryDirectory() as place:
                path = Path(place) / _named(name)
                path.write_bytes(content)
                terms = Terms(Sheet(), is_held=True, is_confined=True)
                report = import_documents([path], folder, None, lambda _: None, at.astimezone(self._zone).date(), terms)
        finally:
            self._reading.release()
        digest = hashlib.sha256(content).hexdigest()
        counts = {"waiting": len(report.waiting), "unchanged": len(report.unchanged), "refused": len(report.rejected)}
        self._note(staff.actor, "knowledge.read", "knowledge", {"file": _named(name), "sha256": digest, **counts}, at)
        return report

    def waiting(self) -> tuple[Held, ...]:
        """What waits, by room and id. Raises LibraryError where a file of it is broken."""
        from knowledge.publications.imported import waiting
        from knowledge.publications.importing import differing

        records = waiting(self._own())
        changed = {each.code: tuple(map(str, each.differences)) for each in differing(records.values(), Sheet())}
        return tuple(
            Held(room, record_id, _called(record), changed.get(record_id, ()) if room == "procedures" else ())
            for (room, record_id), record in sorted(records.items(), key=lambda item: item[0])
        )

    def accept(self, staff: Staff, keys: Collection[tuple[str, str]] | None, at: datetime) -> int:
        """Lay what waits, or those of `keys`, into the folder; returns how many there were."""
        from knowledge.publications.importing import accept

        self._deciding(staff, keys, at)
        report = accept(self._own(), keys, lambda _: None, Sheet())
        ids = (*report.added, *report.changed, *report.unchanged)
        self._noted(staff, "knowledge.accepted", ids, at)
        return len(ids)

    def drop(self, staff: Staff, keys: Collection[tuple[str, str]], at: datetime) -> int:
        """Forget what waits under `keys`; returns how many there were."""
        from knowledge.publications.importing import drop

        self._deciding(staff, keys, at)
        ids = drop(self._own(), keys, lambda _: None, Sheet())
        self._noted(staff, "knowledge.dropped", ids, at)
        return len(ids)

    def _own(self) -> Path:
        if self.folder is None:
            raise FileNotFoundError("the office has no content folder of its own")
        return self.folder

    def _deciding(self, staff: Staff, keys: Collection[tuple[str, str]] | None, at: datetime) -> None:
        """Said in the trail before a file is touched: no transaction takes files back, and who may no longer must not come so far."""
        from knowledge.publications.imported import waiting

        ids = [key[1] for key in waiting(self._own()) if keys is None or key in keys]
        self._noted(staff, "knowledge.deciding", ids, at)

    def _noted(self, staff: Staff, action: str, ids: Collection[str], at: datetime) -> None:
        if ids:
            self._note(staff.actor, action, "knowledge", {"count": len(ids), "ids": ", ".join(sorted(ids)[:MOST_NOTED])}, at)


def _called(record: object) -> str:
    """Whatever the record is called: a procedure by its name, a text by its title, an entry by its question."""
    return next(str(value) for key in ("name", "title", "question") if (value := getattr(record, key, "")))


def _named(name: str) -> str:
    """A name for the file that leads nowhere and that every disk takes; its end, which says the kind, stays."""
    bare = bare_name(name).strip(" .") or "tai-lieu"
    stem, dot, end = bare.rpartition(".")
    stem, end = (stem, f".{end[:10]}") if dot and stem else (bare, "")
    return stem.encode()[:MOST_NAME_BYTES].decode(errors="ignore") + end
