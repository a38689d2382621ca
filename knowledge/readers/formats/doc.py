"""Old Word and Excel (.doc, .xls), through LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from knowledge.readers import Progress, Reading
from knowledge.readers.formats import docx, xlsx
from knowledge.readers.formats.text import whole_or_refused
from knowledge.readers.opening import office


def read(path: Path, progress: Progress) -> Iterator[Reading]:
    """Yield the records of a .doc. Raises MissingToolError where LibreOffice is not installed."""
    progress(f"{path.name}: chuyển đổi bằng LibreOffice")
    with office.converted(path, "docx", path.name) as copy:
        yield from whole_or_refused(path.name, docx.readings(copy, path.name, progress))


def read_sheets(path: Path, progress: Progress) -> Iterator[Reading]:
    """Yield the records of an .xls. Raises MissingToolError where LibreOffice is not installed."""
    progress(f"{path.name}: chuyển đổi bằng LibreOffice")
    with office.converted(path, "xlsx", path.name) as copy:
        yield from whole_or_refused(path.name, xlsx.readings(copy, path.name, progress))
