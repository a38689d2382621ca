"""Readers: one source format each, a file in, records out; a file that cannot be read is refused by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.records.faq import FaqEntry
from knowledge.records.plan import Plan
from knowledge.records.procedure import Procedure
from knowledge.records.reference import Reference


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """A piece of a document (a line, a page) or a whole one that was not taken: its name, and why, for a clerk to read."""

    name: str
    reason: str

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}"


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """Something a clerk should know of a document that was taken all the same (read by OCR, wrong extension …)."""

    name: str
    text: str

    def __str__(self) -> str:
        return f"{self.name}: {self.text}"


Record = Procedure | Plan | Reference | FaqEntry
"""What a document can turn into."""

Reading = Record | Refusal | Remark
"""What a reader yields: records, the pieces it had to refuse while it went on, and remarks."""

Progress = Callable[[str], None]
"""Told, in one short line, what is being done (page 3 of 12 …)."""


class Recognised(str):
    """A step of progress: a page of a scan was read and gave letters. What reads within a time limit earns more of it."""

    __slots__ = ()


def silent(_: str) -> None:
    """A progress nobody watches."""


Reader = Callable[[Path, Progress], Iterator[Reading]]
"""Reads one file. Raises UnreadableError when the whole file is bad, with the reason; never anything else for bad input."""
