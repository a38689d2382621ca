"""Excel (.xlsx): sheets that list procedures, sheets with a plan's table of tasks; formulas give the values last saved."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from lxml.etree import LxmlError

from knowledge.errors import UnreadableError
from knowledge.readers import Progress, Reading, Refusal
from knowledge.readers.contents import listing, official
from knowledge.readers.contents.lines import clean
from knowledge.readers.formats.text import whole_or_refused
from knowledge.readers.opening import archive, legacy

MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_CELL = 32_767  # characters, as in Excel
MAX_TEXT = 60_000_000  # characters of one file; the national list with every part in full has 45 million

_BROKEN = (BadZipFile, LxmlError, ParseError, LookupError, ValueError, TypeError, AttributeError, OSError, EOFError)


def read(path: Path, progress: Progress) -> Iterator[Reading]:
    """Yield the records of every sheet; a sheet with neither procedures nor tasks becomes a reference."""
    progress(path.name)
    yield from whole_or_refused(path.name, readings(path, path.name, progress))


def readings(path: Path, name: str, progress: Progress) -> Iterator[Reading]:
    """The records of the Excel file at `path`, which the clerk knows as `name`. Raises UnreadableError where no cell holds anything."""
    with archive.opened(path, name) as opened:
        for member in opened.names:
            if member.endswith((".xml", ".rels")):
                opened.xml(member)  # refuses entities before another parser sees the file
    sheets = [(title, rows) for title, rows in _sheets(path, name) if any(cell for row in rows for cell in row)]
    if not sheets:
        raise UnreadableError(name, "tệp Excel không có dữ liệu")
    for title, rows in sheets:
        progress(f"{name}: {title}")
        yield from _sheet(name, title, rows)


def _sheet(name: str, title: str, rows: list[list[str]]) -> Iterator[Reading]:
    where = f"{name}, trang tính {title}"
    found = list(listing.procedures_in(where, rows))
    if found:
        yield from found
        return
    lines = ["\t".join(row) if sum(map(bool, row)) > 1 else "".join(row) for row in rows if any(row)]
    for reading in official.readings(name, [clean(line) for line in legacy.repaired("\n\0".join(lines)).split("\n\0")]):
        yield Refusal(where, reading.reason) if isinstance(reading, Refusal) else reading


def _sheets(path: Path, name: str) -> list[tuple[str, list[list[str]]]]:
    import openpyxl  # a third of what reading documents waits for, and one kind alone needs it
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and validations that we do not read
            book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
            try:
                return list(_within(MAX_TEXT, name, book.worksheets))
            finally:
                book.close()
    except (*_BROKEN, InvalidFileException) as error:
        raise UnreadableError(name, "tệp Excel bị hỏng") from error


def _within(most: int, name: str, sheets: Iterable[Any]) -> Iterator[tuple[str, list[list[str]]]]:
    """Title and rows of each sheet. Raises UnreadableError where they hold more than `most` characters: shared strings repeat for free."""
    for sheet in sheets:
        rows: list[list[str]] = []
        for row in _rows(sheet, name):
            most -= 1 + sum(map(len, row))
            if most < 0:
                raise UnreadableError(name, "tệp Excel quá dài; hãy chia thành nhiều tệp")
            rows.append(row)
        yield sheet.title, rows


def _rows(sheet: Any, name: str) -> Iterator[list[str]]:
    """Each row without its empty end. Raises UnreadableError where there are more rows or columns than are looked at: none is left out."""
    for number, row in enumerate(sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS + 1, values_only=True), 1):
        cells = [] if row.count(None) == len(row) else [_said(value) for value in row]  # a sheet may claim a million empty rows
        while cells and not cells[-1]:
            cells.pop()
        if cells and (number > MAX_ROWS or len(cells) > MAX_COLUMNS):
            what = f"{MAX_ROWS} hàng" if number > MAX_ROWS else f"{MAX_COLUMNS} cột"
            raise UnreadableError(name, f"trang tính {sheet.title} có nhiều hơn {what}; hãy chia thành nhiều tệp")
        yield cells


def _said(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)[:MAX_CELL].strip().replace("\t", " ").replace("_x000D_", "")
