"""A report as .xlsx: figures with their sources, tasks, posts; numbers as numbers, and nothing that a spreadsheet would run."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.plans.presenter import ReportDocument, Table
from bot.text.invisible import in_xml
from bot.wording.plans import ReportWords

CENTIMETRE = 4.6  # widths of columns are in characters
LONGEST_NUMBER = 12  # figures; what is longer is a code


def xlsx(told: ReportDocument, words: ReportWords) -> bytes:
    """The file, a sheet for each table of the report."""
    book = Workbook()
    tasks, posts = told.appendices
    book.remove(book.active)  # type: ignore[arg-type]  # a new workbook has one sheet
    for name, table in ((words.sheet_figures, told.sources), (words.sheet_tasks, tasks), (words.sheet_posts, posts)):
        _fill(book.create_sheet(name), told.subject, table)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(sheet: Worksheet, subject: str, table: Table) -> None:
    _, columns, rows, widths = table
    sheet.append([subject])
    sheet["A1"].font = Font(bold=True, size=13)
    _append(sheet, columns, is_bold=True)
    for row in rows:
        _append(sheet, row)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = max(6.0, width * CENTIMETRE)
    sheet.freeze_panes = "A3"
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(columns))}{max(2, sheet.max_row)}"


def _append(sheet: Worksheet, texts: Sequence[str], *, is_bold: bool = False) -> None:
    number = sheet.max_row + 1
    for column, text in enumerate(texts, 1):
        cell = sheet.cell(number, column)
        whole = text.replace(".", "")
        if whole.isascii() and whole.isdigit() and len(whole) <= LONGEST_NUMBER and not is_bold:
            cell.value = int(whole)
        else:
            cell.value = in_xml(text)
            cell.data_type = "s"  # never a formula, whatever a person typed
        cell.font, cell.alignment = Font(bold=is_bold), Alignment(wrap_text=True, vertical="top")
