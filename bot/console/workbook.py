"""A table as a workbook of one sheet, row by row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from bot.console.sheets import Row, guarded
from bot.invisible import in_xml

LONGEST_CELL = 32_767  # characters; Excel's limit


def write(name: str, rows: Iterable[Row], file: IO[bytes]) -> None:
    """Write `rows` (the first has the headings) as the sheet `name`."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, value, is_heading=number == 0) for value in row])
    book.save(file)


def _cell(sheet: WriteOnlyWorksheet, value: object, *, is_heading: bool) -> Cell:
    """Text is stored as text, whatever it begins with; numbers and times as such."""
    told = value if isinstance(value, int | float | datetime | None) else in_xml(guarded(str(value)))[:LONGEST_CELL]
    cell = WriteOnlyCell(sheet, value=told)
    if isinstance(told, str):
        cell.data_type = "s"
    if is_heading:
        cell.font = Font(bold=True)
    return cell
