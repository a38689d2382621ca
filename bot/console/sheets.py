"""Tables to take along: CSV and XLSX, row by row, so that a hundred thousand rows need no memory; no cell is ever a formula."""

from __future__ import annotations

import csv as library
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import IO

from starlette.responses import Response, StreamingResponse

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a cell begins that Excel would compute (OWASP, "CSV injection"): the last four are wide signs."""
BOM = "\ufeff"  # without it Excel takes UTF-8 for the machine's old code page
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
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
    from bot.console.workbook import write  # its library is large, and a workbook is asked for seldom

    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it has been sent
    write(name, rows, file)
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


def _sent(file: IO[bytes], media_type: str, name: str) -> Response:
    """`file`, written whole before the first byte leaves: a failure is a page that says so, never half a table."""
    file.seek(0)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingResponse(_pieces(file), media_type=media_type, headers=headers)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(CHUNK):
            yield piece
