"""A report as .docx in the layout of Decree 30/2020/NĐ-CP, Appendix I: paper, margins, letterhead, title, signature, page numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from bot.plans.presenter import ReportDocument
from bot.text.invisible import in_xml

FONT = "Times New Roman"
BODY, SMALL, LETTERHEAD = Pt(14), Pt(11), Pt(13)
PAGE = (Mm(210), Mm(297))  # A4
MARGINS = {"top_margin": Mm(20), "bottom_margin": Mm(20), "left_margin": Mm(30), "right_margin": Mm(15)}
INDENT = Cm(1.27)  # of the first line of a paragraph
HEAD_WIDTHS = (Cm(6.0), Cm(10.5))  # of the letterhead's two halves


def docx(told: ReportDocument) -> bytes:
    """The file. Every text is black, in Times New Roman, in NFC."""
    paper = _paper()
    _letterhead(paper, told)
    _title(paper, told)
    for heading, paragraphs in told.sections:
        if heading:
            _add(paper, heading, bold=True)
        for paragraph in paragraphs:
            _add(paper, paragraph)
    _signature(paper, told)
    for title, columns, rows, widths in told.appendices:
        _appendix(paper, title, columns, rows, widths)
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def _paper() -> Paper:
    paper = Document()
    section = paper.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = PAGE
    for name, width in MARGINS.items():
        setattr(section, name, width)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True  # the first page bears no number
    _page_number(section.header.paragraphs[0])
    style = paper.styles["Normal"]
    style.font.name, style.font.size, style.font.color.rgb = FONT, BODY, RGBColor(0, 0, 0)
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        style.element.rPr.rFonts.set(qn(script), FONT)
    return paper


def _page_number(paragraph: Paragraph) -> None:
    """In the middle of the upper margin, in Arabic figures."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)
    run.font.size = BODY


def _letterhead(paper: Paper, told: ReportDocument) -> None:
    """Left the office and the number, right nation and motto, place and date."""
    table = paper.add_table(rows=2, cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _widen(table, HEAD_WIDTHS)
    left, right = table.rows[0].cells
    _line(left, told.office.upper(), bold=True, underlined=Cm(2.2))
    _line(right, told.nation, bold=True, size=Pt(12))
    _line(right, told.motto, bold=True, size=LETTERHEAD, underlined=Cm(2.3), first=False)
    left, right = table.rows[1].cells
    _line(left, told.number)
    _line(right, told.place_date, italic=True, size=BODY)


def _title(paper: Paper, told: ReportDocument) -> None:
    _add(paper, told.title, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER, before=Pt(18), after=Pt(0))
    _border(_add(paper, told.subject, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER, after=Pt(12)), Cm(6))


def _signature(paper: Paper, told: ReportDocument) -> None:
    """Left who gets it, right who signs."""
    table = paper.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    for number, text in enumerate((told.receivers, *told.receiver_lines)):
        _line(
            left,
            text,
            bold=number == 0,
            italic=number == 0,
            size=Pt(12) if number == 0 else SMALL,
            align=WD_ALIGN_PARAGRAPH.LEFT,
            first=number == 0,
        )
    for number, text in enumerate(told.signer):
        _line(right, text, bold=True, size=BODY, first=number == 0)
    _line(right, told.stamp, italic=True, size=Pt(13), first=False)


def _appendix(paper: Paper, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    """A table on a page of its own; its first row is said again on every page."""
    _add(paper, title, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER).paragraph_format.page_break_before = True
    table = paper.add_table(rows=1, cols=len(columns), style="Table Grid")
    table.autofit = False
    for cell, text in zip(table.rows[0].cells, columns, strict=True):
        _line(cell, text, bold=True, size=SMALL)
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            _line(cell, text, size=SMALL, align=WD_ALIGN_PARAGRAPH.LEFT)
    _widen(table, [Cm(width) for width in widths])


def _widen(table: Table, widths: Sequence[Length]) -> None:
    """Each program looks at another of the two: the column's width and its cells'."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:  # a column finds its cells by looking through the whole table
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _add(
    paper: Paper,
    text: str,
    *,
    bold: bool = False,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY,
    before: Pt | None = None,
    after: Pt | None = None,
) -> Paragraph:
    paragraph = paper.add_paragraph()
    shape = paragraph.paragraph_format
    paragraph.alignment = align
    shape.space_before, shape.space_after, shape.line_spacing = before or Pt(0), Pt(6) if after is None else after, 1.15
    if align is WD_ALIGN_PARAGRAPH.JUSTIFY:
        shape.first_line_indent = INDENT
    shape.keep_with_next = bold
    run = paragraph.add_run(in_xml(text))
    run.bold, run.font.size = bold, BODY
    return paragraph


def _line(
    cell: _Cell,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: Pt = LETTERHEAD,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.CENTER,
    first: bool = True,
    underlined: Cm | None = None,
) -> None:
    """A line of a cell; `underlined`: how far the rule below it stands in from both sides."""
    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(in_xml(text))
    run.bold, run.italic, run.font.size = bold, italic, size
    if underlined:
        rule = cell.add_paragraph()
        rule.paragraph_format.space_after, rule.paragraph_format.line_spacing = Pt(4), Pt(4)
        _border(rule, underlined)


def _border(paragraph: Paragraph, inset: Cm) -> None:
    """A thin rule below a paragraph, `inset` from both sides."""
    if paragraph.text:
        rule = paragraph.insert_paragraph_before("")
        paragraph._p.addnext(rule._p)
        rule.paragraph_format.space_after, rule.paragraph_format.line_spacing = Pt(10), Pt(4)
        paragraph.paragraph_format.space_after = Pt(0)
        _border(rule, inset)
        return
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = inset
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("w:val", "single"), ("w:sz", "6"), ("w:space", "1"), ("w:color", "000000")):
        top.set(qn(name), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().append(borders)
