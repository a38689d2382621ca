"""Word and Excel files: text in document order, automatic numbers, old letters, lists, plans; bombs and entities refused."""

from __future__ import annotations

import io
import re
import shutil
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path

import docx as python_docx
import openpyxl
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image

from knowledge.errors import MissingToolError, UnreadableError
from knowledge.readers import Reading, Remark, kinds, silent
from knowledge.readers.formats import docx, rtf, xlsx
from knowledge.readers.opening import archive, ocr, office
from knowledge.records.plan import Plan
from knowledge.records.procedure import Procedure
from knowledge.records.reference import Reference
from tests.unit.readers.test_readers_legacy import SENTENCE, tcvn3, vni

needs_soffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice không được cài trên máy này")


def _read(path: Path) -> list[Reading]:
    return list(kinds.READERS[kinds.kind_of(path)](path, silent))


def _saved(document: Document, folder: Path, name: str = "a.docx") -> Path:
    document.save(str(folder / name))
    return folder / name


def _lines(path: Path) -> list[str]:
    with archive.opened(path, path.name) as opened:
        return docx._lines(opened, path.name)


def _table(document: Document, rows: list[list[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text


def test_reads_paragraphs_and_tables_in_the_order_of_the_document(tmp_path: Path) -> None:
    document = python_docx.Document()
    document.add_paragraph("Trước bảng")
    _table(document, [["A", "B"], ["1", "hai\nba"]])
    document.add_paragraph("Sau bảng")
    assert _lines(_saved(document, tmp_path)) == ["Trước bảng", "A\tB", "1\thai\nba", "Sau bảng"]


def test_reads_a_plan_with_its_table(tmp_path: Path) -> None:
    document = python_docx.Document()
    _table(document, [["UBND TỈNH X\nSố: 9/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHuế, ngày 2 tháng 1 năm 2026"]])
    for line in ("KẾ HOẠCH", "Phổ biến dịch vụ công", "I. MỤC ĐÍCH", "Cho mọi người biết."):
        document.add_paragraph(line)
    _table(
        document,
        [["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Phối hợp", "Thời hạn"], ["1", "In tờ gấp", "Sở Nội vụ\nSở Tư pháp", "", "Tháng 3"]],
    )
    (plan,) = _read(_saved(document, tmp_path))
    assert isinstance(plan, Plan)
    assert (plan.number, plan.issued, plan.place) == ("9/KH-UBND", "2026-01-02", "Huế")
    assert [(task.content, task.lead, task.when) for task in plan.tasks] == [("In tờ gấp", ("Sở Nội vụ", "Sở Tư pháp"), "Tháng 3")]


def test_reads_a_table_that_lists_procedures(tmp_path: Path) -> None:
    document = python_docx.Document()
    _table(document, [["STT", "Mã TTHC", "Tên thủ tục", "Lĩnh vực"], ["1", "1.234567", "Cấp thẻ", "Thư viện"]])
    (record,) = _read(_saved(document, tmp_path))
    assert isinstance(record, Procedure)
    assert (record.code, record.field) == ("1.234567", "Thư viện")


def test_writes_out_automatic_numbers(tmp_path: Path) -> None:
    document = python_docx.Document()
    for text in ("một", "hai"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("chấm", style="List Bullet")
    assert _lines(_saved(document, tmp_path)) == ["1. một", "2. hai", "- chấm"]


def test_converts_old_letters_by_the_font_of_the_run_and_keeps_the_soft_hyphen(tmp_path: Path) -> None:
    document = python_docx.Document()
    paragraph = document.add_paragraph()
    for text, font in (
        (tcvn3("quyết định "), ".VnTimeH"),
        (tcvn3("của bộ tr"), ".VnTime"),
        (vni(" ở xã"), "VNI-Times"),
        (" hôm nay", "Arial"),
    ):
        run = paragraph.add_run(text)
        run.font.name = font
        if text.endswith("tr"):
            run._r.append(OxmlElement("w:softHyphen"))
            last = OxmlElement("w:t")
            last.text = tcvn3("ởng")
            run._r.append(last)
    assert _lines(_saved(document, tmp_path)) == ["QUYẾT ĐỊNH của bộ trưởng ở xã hôm nay"]


def test_deleted_text_is_left_out(tmp_path: Path) -> None:
    document = python_docx.Document()
    paragraph = document.add_paragraph("giữ ")
    run = paragraph.add_run("bỏ")._r
    deleted = OxmlElement("w:del")
    deleted.set(qn("w:id"), "1")
    paragraph._p.append(deleted)
    deleted.append(run)
    assert _lines(_saved(document, tmp_path)) == ["giữ "]


def test_text_that_was_moved_away_is_shown_where_it_went_and_nowhere_else(tmp_path: Path) -> None:
    document = python_docx.Document()
    for tag, text in (("w:moveFrom", "dời đi"), ("w:moveTo", "dời đến")):
        paragraph = document.add_paragraph(f"{tag[2:]} ")
        run = paragraph.add_run(text)._r
        moved = OxmlElement(tag)
        paragraph._p.append(moved)
        moved.append(run)
    assert _lines(_saved(document, tmp_path)) == ["moveFrom ", "moveTo dời đến"]


def test_a_row_that_was_struck_out_is_left_out(tmp_path: Path) -> None:
    document = python_docx.Document()
    _table(document, [["A", "B"], ["bỏ", "đi"]])
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:del"))
    document.tables[0].rows[1]._tr.insert(0, properties)
    assert _lines(_saved(document, tmp_path)) == ["A\tB"]


def test_the_words_of_a_text_box_are_lines_of_their_own(tmp_path: Path) -> None:
    document = python_docx.Document()
    run = document.add_paragraph("Phí: 75.000 đồng").add_run()._r
    run.append(OxmlElement("w:pict"))
    box = OxmlElement("w:txbxContent")
    run[-1].append(box)
    for text in ("CHÚ Ý", "Nộp qua mạng"):
        box.append(document.add_paragraph(text)._p)
    assert _lines(_saved(document, tmp_path)) == ["Phí: 75.000 đồng", "CHÚ Ý", "Nộp qua mạng"]


def _with_chunk(folder: Path, member: str, data: bytes, mode: str = "") -> Path:
    """A Word file whose body is only a pointer to another part."""
    path = _saved(python_docx.Document(), folder)
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    body = '<w:altChunk r:id="rIdX" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
    members["word/document.xml"] = re.sub(rb"(<w:body>)", rb"\1" + body.encode(), members["word/document.xml"])
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
    relation = f'<Relationship Id="rIdX" Type="{kind}" Target="/word/{member}"{mode}/></Relationships>'.encode()
    relations = "word/_rels/document.xml.rels"
    members[relations] = members[relations].replace(b"</Relationships>", relation)
    with zipfile.ZipFile(folder / "chunk.docx", "w") as file:
        for name, content in {**members, f"word/{member}": data}.items():
            file.writestr(name, content)
    return folder / "chunk.docx"


PART = (
    '<html><head><meta charset="utf-8"></head><body><p>Mã thủ tục: 1.234567</p><p>Tên thủ tục: Cấp thẻ bạn đọc</p>'
    "<h3>Trình tự thực hiện</h3><p>Đến quầy.</p><h3>Thành phần hồ sơ</h3><p>- Đơn</p><h3>Thời hạn giải quyết</h3><p>5 ngày</p></body></html>"
)
LETTER = "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"


@pytest.mark.parametrize(("member", "head"), [("phan.htm", ""), ("phan.mht", LETTER)])
def test_reads_the_web_page_that_a_word_file_takes_in(tmp_path: Path, member: str, head: str) -> None:
    (record,) = _read(_with_chunk(tmp_path, member, (head + PART).encode()))
    assert isinstance(record, Procedure)
    assert (record.code, record.name, record.steps) == ("1.234567", "Cấp thẻ bạn đọc", "Đến quầy.")


@pytest.mark.parametrize(("member", "mode"), [("phan.bin", ""), ("phan.htm", ' TargetMode="External"')])
def test_says_why_a_word_file_that_only_takes_in_another_is_not_read(tmp_path: Path, member: str, mode: str) -> None:
    """A part outside the file is never fetched."""
    with pytest.raises(UnreadableError, match="một phần nằm riêng"):
        _read(_with_chunk(tmp_path, member, PART.encode(), mode))


def test_a_picture_only_file_is_refused_without_tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "PROGRAM", "khong-co-chuong-trinh-nay")
    document = python_docx.Document()
    document.add_picture(io.BytesIO(_png()))
    with pytest.raises(MissingToolError, match="Tesseract"):
        _read(_saved(document, tmp_path))


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = b"".join(b"\0" + bytes(range(200)) for _ in range(80))
    head = struct.pack(">IIBBBBB", 200, 80, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")


def test_large_pictures_beside_text_are_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They may be scanned pages, which nobody reads where the document has words of its own."""
    monkeypatch.setattr(docx, "PAGE_PICTURE", 100)
    document = python_docx.Document()
    document.add_paragraph("Thông báo lịch mở cửa của thư viện. " * 20)
    picture = tmp_path / "a.png"
    Image.effect_noise((40, 40), 90).save(picture)
    document.add_picture(str(picture))
    remark, record = _read(_saved(document, tmp_path))
    assert isinstance(remark, Remark)
    assert remark.text.startswith("1 ảnh lớn")
    assert isinstance(record, Reference)


def test_an_empty_word_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="không có chữ"):
        _read(_saved(python_docx.Document(), tmp_path))


def _zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return path


def test_a_bomb_of_a_few_kilobytes_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    path = _zip(tmp_path / "bom.docx", {"word/document.xml": b"<a>" + b" " * 20_000_000 + b"</a>"})
    assert path.stat().st_size < 30_000
    with pytest.raises(UnreadableError, match="bất thường"):
        _read(path)


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    members = {f"word/{number}.xml": b"" for number in range(archive.MAX_MEMBERS)}
    with pytest.raises(UnreadableError, match="quá nhiều"):
        _read(_zip(tmp_path / "nhieu.docx", {"word/document.xml": b"<a/>", **members}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declared_entities_are_refused(tmp_path: Path, encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    for name, member in (("a.docx", "word/document.xml"), ("a.xlsx", "xl/workbook.xml")):
        with pytest.raises(UnreadableError, match="DOCTYPE"):
            _read(_zip(tmp_path / name, {member: xml.encode(encoding)}))


def test_a_cut_file_is_refused(tmp_path: Path) -> None:
    document = python_docx.Document()
    document.add_paragraph("chữ")
    path = _saved(document, tmp_path)
    path.write_bytes(path.read_bytes()[:-500])
    with pytest.raises(UnreadableError, match="hỏng"):
        _read(path)


def test_an_archive_that_is_no_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="giải nén"):
        _read(_zip(tmp_path / "a.zip", {"x.txt": b"x"}))


def _book(folder: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def test_reads_every_sheet_of_a_book(tmp_path: Path) -> None:
    path = _book(
        tmp_path,
        {
            "DS": [["DANH SÁCH"], ["Mã số", "Tên", "Cơ quan thực hiện", "Lĩnh vực"], ["1.234567", "Cấp thẻ", "Thư viện\nSở X", "Thư viện"]],
            "KH": [
                ["KẾ HOẠCH"],
                ["Việc năm 2026"],
                ["TT", "Nội dung", "Đơn vị thực hiện", "Thời gian"],
                [1, "In tờ gấp", "Sở Nội vụ", "Quý I"],
            ],
            "Trống": [],
        },
    )
    record, plan = _read(path)
    assert isinstance(record, Procedure)
    assert (record.name, record.agency) == ("Cấp thẻ", "Thư viện; Sở X")
    assert isinstance(plan, Plan)
    assert [(task.no, task.content, task.lead) for task in plan.tasks] == [("1", "In tờ gấp", ("Sở Nội vụ",))]


@pytest.mark.parametrize(("limit", "value"), [("MAX_ROWS", 2), ("MAX_COLUMNS", 2)])
def test_a_sheet_with_more_than_is_looked_at_is_refused_and_not_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    monkeypatch.setattr(xlsx, limit, value)
    book = openpyxl.Workbook()
    for row in (["Mã", "Tên", "Lĩnh vực"], ["1.000101", "Cấp thẻ", "Thư viện"], ["1.000102", "Trả sách", "Thư viện"]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(UnreadableError, match="nhiều hơn 2"):
        _read(tmp_path / "a.xlsx")


def test_an_empty_book_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="không có dữ liệu"):
        _read(_book(tmp_path, {"A": []}))


def _rtf(body: str) -> bytes:
    fonts = r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fswiss{\*\panose 020b}.VnTime;}{\f2 .VnTimeH;}{\f3 Lạ;}}".encode(
        "cp1258", "replace"
    )
    return rb"{\rtf1\ansi\deff0" + fonts + rb"{\info{\title an}}" + body.encode("latin-1") + b"}"


def _hex(text: str) -> str:
    return "".join(char if char.isascii() else f"\\'{ord(char):02x}" for char in text)


def test_reads_rtf_by_the_fonts_of_its_runs(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(
        _rtf(rf"\f2 {_hex(tcvn3('quyết định'))}\par\f1 {_hex(tcvn3('của bộ trưởng'))}\f0\par \u272?\u7845?y \{{x\}}\par a\cell b\cell\row")
    )
    assert rtf.text_of(path).split("\n")[:4] == ["QUYẾT ĐỊNH", "của bộ trưởng", "Đấy {x}".replace("Đ", "\u0110"), "a\tb\t"]


def test_recognises_an_old_font_with_an_unknown_name_by_what_is_written_in_it(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(_rtf(rf"\f0 plain\par\f3 {_hex(tcvn3(SENTENCE.lower()))}"))
    assert rtf.text_of(path).split("\n")[1] == SENTENCE.lower()


def test_rtf_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1 " + b"{" * 5_000)
    with pytest.raises(UnreadableError):
        _read(path)


_OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def test_old_word_without_libreoffice_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "PROGRAMS", ("khong-co-chuong-trinh-nay",))
    for name, stream in (("a.doc", "WordDocument"), ("a.xls", "Workbook")):
        path = tmp_path / name
        path.write_bytes(_OLE + stream.encode("utf-16-le") + bytes(100))
        with pytest.raises(MissingToolError, match="LibreOffice"):
            _read(path)


def test_a_locked_office_file_is_refused_for_its_password(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(_OLE + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(UnreadableError, match="mật khẩu"):
        _read(path)


@needs_soffice
def test_reads_old_word_through_libreoffice(tmp_path: Path) -> None:
    document = python_docx.Document()
    for line in ("THÔNG BÁO", "Về lịch trực", "Điều 1. Ngày trực", "Thứ hai."):
        document.add_paragraph(line)
    _saved(document, tmp_path)
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'p').as_uri()}",
        "--headless",
        "--convert-to",
        "doc",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(tmp_path / "a.docx")], check=True, capture_output=True, timeout=120)
    (record,) = _read(tmp_path / "a.doc")
    assert isinstance(record, Reference)
    assert record.title == "Thông báo về lịch trực"


@needs_soffice
def test_libreoffice_is_stopped_when_it_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "TIMEOUT", 0.01)
    path = tmp_path / "a.doc"
    path.write_bytes(_OLE + "WordDocument".encode("utf-16-le") + bytes(2_000))
    with pytest.raises(UnreadableError, match="quá"):
        _read(path)


def test_refuses_a_workbook_whose_shared_strings_repeat_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_TEXT", 10_000)
    path = _book(tmp_path, {"A": [["Nội dung " * 20]] * 100})
    with pytest.raises(UnreadableError, match="quá dài"):
        _read(path)
