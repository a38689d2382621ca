"""Saved web pages, PDF with and without a text layer, OCR."""

from __future__ import annotations

import base64
import shutil
import zlib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from knowledge.errors import MissingToolError, UnreadableError
from knowledge.readers import Reading, Refusal, Remark, kinds, silent
from knowledge.readers.formats import pdf
from knowledge.readers.formats.html import MOST_OPEN
from knowledge.readers.opening import ocr
from knowledge.records.procedure import Fee, Procedure, Way
from knowledge.records.reference import Reference

LOCKED = base64.b64decode(
    "JVBERi0xLjMKJeLjz9MKMSAwIG9iago8PAovUHJvZHVjZXIgPDFlZDE0MzM3MTQ+Cj4+CmVuZG9iagoyIDAgb2JqCjw8Ci9UeXBlIC9QYWdlcwovQ291bnQg"
    "MQovS2lkcyBbIDQgMCBSIF0KPj4KZW5kb2JqCjMgMCBvYmoKPDwKL1R5cGUgL0NhdGFsb2cKL1BhZ2VzIDIgMCBSCj4+CmVuZG9iago0IDAgb2JqCjw8Ci9U"
    "eXBlIC9QYWdlCi9SZXNvdXJjZXMgPDwKPj4KL01lZGlhQm94IFsgMC4wIDAuMCA3MiA3MiBdCi9QYXJlbnQgMiAwIFIKPj4KZW5kb2JqCjUgMCBvYmoKPDwK"
    "L1YgMQovUiAyCi9MZW5ndGggNDAKL1AgNDI5NDk2NzI5MgovRmlsdGVyIC9TdGFuZGFyZAovTyA8ODA5MjUwYjc4MTAwOGJmMTBlZTM3MDAyYzczODQyNzEy"
    "ODFhMGFhN2MyZWQ2ZDYyYTIwNjQ2YmQ2Nzk1MGU2Yz4KL1UgPGQ1NGViOWQzNDY0ZDM4OWI5ODZmMjFiMDM1YWRmMjYzODA0MDZmODc2ZmRlYjc3YjViNjUy"
    "OGRkYjAwODVjMDc+Cj4+CmVuZG9iagp4cmVmCjAgNgowMDAwMDAwMDAwIDY1NTM1IGYgCjAwMDAwMDAwMTUgMDAwMDAgbiAKMDAwMDAwMDA1OSAwMDAwMCBu"
    "IAowMDAwMDAwMTE4IDAwMDAwIG4gCjAwMDAwMDAxNjcgMDAwMDAgbiAKMDAwMDAwMDI1OSAwMDAwMCBuIAp0cmFpbGVyCjw8Ci9TaXplIDYKL1Jvb3QgMyAw"
    "IFIKL0luZm8gMSAwIFIKL0lEIFsgPDdjYWQ5MjU3YmNkZDM2ZDY0ZjE2YmYxNmNhOTVjNWM2PiA8N2NhZDkyNTdiY2RkMzZkNjRmMTZiZjE2Y2E5NWM1YzY+"
    "IF0KL0VuY3J5cHQgNSAwIFIKPj4Kc3RhcnR4cmVmCjQ3MwolJUVPRgo="
)
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract không được cài trên máy này")


def _read(folder: Path, name: str, data: bytes) -> list[Reading]:
    path = folder / name
    path.write_bytes(data)
    return list(kinds.READERS[kinds.kind_of(path)](path, silent))


def make_pdf(pages: list[str | None]) -> bytes:
    """A PDF by hand: a page of ASCII lines for each text, a page with one grey picture for None."""
    objects: list[bytes] = [b"", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", _picture()]
    kids: list[int] = []
    for text in pages:
        lines = "".join(f"1 0 0 1 50 {750 - 20 * row} Tm ({line}) Tj " for row, line in enumerate((text or "").split("\n")))
        content = (f"BT /F1 12 Tf {lines}ET" if text is not None else "q 500 0 0 700 50 50 cm /I1 Do Q").encode()
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>/XObject<</I1 4 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
        kids.append(len(objects))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    out, places = bytearray(b"%PDF-1.4\n"), list[int]()
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out) + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


def _picture() -> bytes:
    data = zlib.compress(b"\xff" * 200 * 100)
    head = (
        b"<</Type/XObject/Subtype/Image/Width 200/Height 100/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode/Length %d>>"
        % len(data)
    )
    return head + b"stream\n" + data + b"\nendstream"


PAGE = """<!doctype html><html><head><title>x</title><style>p{}</style></head><body><nav>menu</nav>
<h1>Cấp thẻ bạn đọc</h1><p>(Mã TTHC: 1.234567)</p><h2>⏰ Các Bước Thực Hiện</h2><h4>Bước 1</h4><p>Đến <b>quầy</b>.</p>
<h2>Hồ sơ cần chuẩn bị</h2><ul><li>Đơn</li><li>Ảnh</li></ul><h3>Yêu cầu &amp; Điều kiện thực hiện</h3><p>Không có thông tin.</p>
<h2>Chi tiết phí và lệ phí</h2><table><tr><td>Thẻ</td><td>20.000đ</td></tr></table><h2>Bạn hỏi gì?</h2><p>Gọi ngay</p>
<script>alert(1)</script><footer>chân trang</footer></body></html>"""


def test_reads_a_saved_page_by_its_headings(tmp_path: Path) -> None:
    record, remark = _read(tmp_path, "trang.html", PAGE.encode())
    assert isinstance(record, Procedure)
    assert isinstance(remark, Remark)
    assert "“Bạn hỏi gì?”; “Gọi ngay”" in remark.text
    assert (record.code, record.name) == ("1.234567", "Cấp thẻ bạn đọc")
    assert record.steps == "Bước 1\nĐến quầy."
    assert [item.way for item in record.submissions] == [Way.UNKNOWN]
    assert [paper.name for paper in record.documents] == ["Đơn", "Ảnh"]
    assert record.conditions == ""
    assert record.submissions[0].fees == (Fee(amount=20_000, note="Thẻ"),)
    assert "Gọi ngay" not in record.model_dump_json()
    assert "chân trang" not in record.model_dump_json()


def test_a_page_under_a_wrong_name_is_read_as_what_it_is(tmp_path: Path) -> None:
    assert isinstance(_read(tmp_path, "trang.doc", PAGE.encode())[0], Procedure)


@pytest.mark.parametrize("name", ["luu-nham.pdf", "trang.html"])
def test_a_saved_notice_of_a_web_server_is_refused(tmp_path: Path, name: str) -> None:
    page = "<html><body><h1>Server Error</h1><h2>404 - File or directory not found.</h2></body></html>"
    with pytest.raises(UnreadableError, match="trang báo lỗi"):
        _read(tmp_path, name, page.encode())


def test_a_short_page_of_an_office_is_a_document(tmp_path: Path) -> None:
    (record,) = _read(tmp_path, "trang.html", "<html><body><h1>Thông báo</h1><p>Nghỉ hai ngày.</p></body></html>".encode())
    assert isinstance(record, Reference)


def test_a_page_of_a_thousand_nested_tags_does_no_harm(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        _read(tmp_path, "sau.html", b"<html><body>" + b"<div>" * 5_000)


def test_a_drawing_that_is_left_out_may_be_nested_deeper_than_what_is_read(tmp_path: Path) -> None:
    nested = "<g>" * 600 + "</g>" * 600
    page = f"<html><body><p>Ủy ban nhân dân xã thông báo lịch tiếp dân.</p><svg>{nested}</svg></body></html>"
    (record,) = _read(tmp_path, "trang.html", page.encode())
    assert isinstance(record, Reference)


def test_tags_that_are_opened_without_end_are_not_read_to_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Tag] = []
    push = BeautifulSoup.pushTag

    def seen(soup: BeautifulSoup, tag: Tag) -> None:
        opened.append(tag)
        push(soup, tag)

    monkeypatch.setattr(BeautifulSoup, "pushTag", seen)
    with pytest.raises(UnreadableError, match="lồng nhau quá sâu"):
        _read(tmp_path, "trang.html", b"<html><body>" + b"<div>" * 50_000)
    assert len(opened) <= 2 * MOST_OPEN


def test_reads_the_text_layer_and_drops_running_heads_and_page_numbers(tmp_path: Path) -> None:
    pages: list[str | None] = [f"TRANG CUA SO X\nDieu {n}. Muc {n}\nNoi dung thu {n} cua van ban nay.\n{n}" for n in range(1, 5)]
    (record,) = _read(tmp_path, "a.pdf", make_pdf(pages))
    assert isinstance(record, Reference)
    text = record.model_dump_json()
    assert "TRANG CUA SO X" not in text.replace(record.title, "")
    assert all(f"Noi dung thu {n}" in text for n in range(1, 5))


def test_the_heads_of_left_pages_and_of_right_pages_are_told_apart(tmp_path: Path) -> None:
    """A gazette writes the number before its name on even pages and after it on odd ones: neither stands on most pages."""
    heads = ("{n} CONG BAO/So 12/Ngay 30-12", "CONG BAO/So 12/Ngay 30-12 {n}")
    pages: list[str | None] = [f"{heads[n % 2].format(n=n)}\nMuc thu {n}.\nNoi dung {'abcdefg'[n - 20]} nay." for n in range(20, 27)]
    (record,) = _read(tmp_path, "a.pdf", make_pdf(pages))
    assert isinstance(record, Reference)
    text = record.sections[0].text
    assert "CONG BAO" not in text
    assert all(f"Noi dung {letter} nay." in text for letter in "abcdefg")


def test_joins_the_broken_lines_of_a_page() -> None:
    broken = ["Dong nay rat dai va bi ngat o cuoi trang giay", "nen phai noi lai.", "1. Muc moi"]
    assert pdf._paragraphs(broken) == ["Dong nay rat dai va bi ngat o cuoi trang giay nen phai noi lai.", "1. Muc moi"]


def test_a_scanned_page_without_tesseract_is_refused_by_its_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "PROGRAM", "khong-co-chuong-trinh-nay")
    with pytest.raises(MissingToolError, match="trang 1"):
        _read(tmp_path, "a.pdf", make_pdf([None]))
    refusal, record = _read(tmp_path, "b.pdf", make_pdf(["Trang nay co chu va doc duoc binh thuong", None]))
    assert isinstance(refusal, Refusal)
    assert refusal.name == "b.pdf, trang 2"
    assert isinstance(record, Reference)


def test_says_which_page_is_being_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf(["Trang mot co chu du dai de doc", "Trang hai co chu du dai de doc"]))
    said: list[str] = []
    list(pdf.read(path, said.append))
    assert said == ["a.pdf: trang 1/2", "a.pdf: trang 2/2"]


@needs_tesseract
def test_a_scan_is_drawn_and_read_and_marked_as_read_by_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []

    def look(_self: ocr.Tesseract, picture: Path, what: str) -> str:
        seen.append(picture.read_bytes()[:20])
        return f"Chu nhan dang tren {what}"

    monkeypatch.setattr(ocr.Tesseract, "_run", look)
    remark, record = _read(tmp_path, "a.pdf", make_pdf([None]))
    assert seen[0].startswith(b"P5 2500 333")
    assert isinstance(remark, Remark)
    assert isinstance(record, Reference)


@needs_tesseract
def test_an_empty_scan_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="không có chữ"):
        _read(tmp_path, "a.pdf", make_pdf([None]))


def test_a_locked_pdf_is_refused_for_its_password(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="mật khẩu"):
        _read(tmp_path, "khoa.pdf", LOCKED)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", make_pdf(["x"])[:200], b"%PDF-1.4\n%%EOF"])
def test_a_broken_pdf_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UnreadableError, match="hỏng"):
        _read(tmp_path, "hong.pdf", data)


def test_a_pdf_with_too_many_pages_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    with pytest.raises(UnreadableError, match="quá dài"):
        _read(tmp_path, "dai.pdf", make_pdf(["a", "b"]))
