"""Tables to take along: CSV and XLSX, row by row, so that a hundred thousand rows need no memory; no cell is ever a formula."""

from __future__ import annotations

import csv as library
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from starlette.responses import Response, StreamingResponse

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that Excel would compute (OWASP, "CSV injection")
BOM = "\ufeff"  # without it Excel takes UTF-8 for the machine's old code page
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_CELL = 32_767  # characters; Excel's limit
CHUNK = 64 * 1024

Row = Sequence[object]


def csv(name: str, rows: Iterable[Row]) -> Response:
    """`rows` (the first has the headings) as a CSV that Excel reads."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it has been sent
    for line in _lines(rows):
        file.write(line.encode("utf-8", "replace"))
    return _sent(file, "text/csv; charset=utf-8", f"{name}.csv")


def xlsx(name: str, rows: Iterable[Row]) -> Response:
    """`rows` (the first has the headings) as a workbook of one sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, value, is_heading=number == 0) for value in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it has been sent
    book.save(file)
    return _sent(file, XLSX, f"{name}.xlsx")


def guarded(text: str) -> str:
    """`text` as a cell that no program computes: an apostrophe before what would begin a formula, wherever a space hides it."""
    return f"'{text}" if text.lstrip(" \n\u00a0\u200b\ufeff").startswith(FORMULA) or text.startswith(FORMULA) else text


def _lines(rows: Iterable[Row]) -> Iterator[str]:
    yield BOM
    for row in rows:
        line = io.StringIO()
        library.writer(line, lineterminator="\r\n").writerow([_plain(value) for value in row])
        yield line.getvalue()


def _plain(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.strftime("%d/%m/%Y %H:%M")
        case date():
            return value.strftime("%d/%m/%Y")
        case int() | float():
            return str(value)
        case _:
            return guarded(str(value))


def _cell(sheet: WriteOnlyWorksheet, value: object, *, is_heading: bool) -> Cell:
    """Text is stored as text, whatever it begins with; numbers and times as such."""
    told = value if isinstance(value, int | float | datetime | None) else NOT_IN_XML.sub("\ufffd", guarded(str(value)))[:LONGEST_CELL]
    cell = WriteOnlyCell(sheet, value=told)
    if isinstance(told, str):
        cell.data_type = "s"
    if is_heading:
        cell.font = Font(bold=True)
    return cell


def _sent(file: IO[bytes], media_type: str, name: str) -> Response:
    """`file`, written whole before the first byte leaves: a failure is a page that says so, never half a table."""
    file.seek(0)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingResponse(_pieces(file), media_type=media_type, headers=headers)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(CHUNK):
            yield piece
