"""A table as a workbook of one sheet, row by row: columns as wide as what stands in them, dates as dates, ready to be filtered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import chain, islice
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from bot.console.sheets import Row, guarded
from bot.text.invisible import in_xml

LONGEST_CELL = 32_767  # characters; Excel's limit
MEASURED = 200  # rows by which the columns are made wide enough: the first ones, while the rest is not yet read
NARROWEST, WIDEST = 8, 60  # characters of a column; what is longer is broken into lines
TEXT, PLAIN, HEADING = Alignment(vertical="top", wrap_text=True), Alignment(vertical="top"), Font(bold=True)
MOMENT, DAY = "dd/mm/yyyy hh:mm", "dd/mm/yyyy"
MOMENT_WIDTH = 17  # characters: a narrower column shows signs in the place of a date


def write(name: str, rows: Iterable[Row], file: IO[bytes]) -> None:
    """Write `rows` (the first has the headings) as the sheet `name`."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    coming = iter(rows)
    measured = list(islice(coming, MEASURED))
    for number, width in enumerate(_widths(measured), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    count = 0
    for count, row in enumerate(chain(measured, coming), 1):
        sheet.append([_cell(sheet, value, is_heading=count == 1) for value in row])
    if measured and measured[0]:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(measured[0]))}{count}"
    book.save(file)


def _widths(rows: Sequence[Row]) -> list[int]:
    columns = max(map(len, rows), default=0)
    return [max((_width(row[number]) for row in rows if number < len(row)), default=NARROWEST) for number in range(columns)]


def _width(value: object) -> int:
    if isinstance(value, datetime):
        return MOMENT_WIDTH
    longest = max(map(len, str(value).split("\n"))) if value is not None else 0
    return min(max(longest + 2, NARROWEST), WIDEST)


def _cell(sheet: WriteOnlyWorksheet, value: object, *, is_heading: bool) -> Cell:
    """Text is stored as text, whatever it begins with; numbers and times as such."""
    told = value if isinstance(value, int | float | date | None) else in_xml(guarded(str(value)))[:LONGEST_CELL]
    cell = WriteOnlyCell(sheet, value=told)  # type: ignore[arg-type]  # it takes a day as well
    cell.alignment = TEXT if isinstance(told, str) else PLAIN
    if isinstance(told, str):
        cell.data_type = "s"
    elif isinstance(told, date):
        cell.number_format = MOMENT if isinstance(told, datetime) else DAY
    if is_heading:
        cell.font = HEADING
    return cell
