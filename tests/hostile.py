"""Documents that want to fill the memory, run for ever, read other files or call somebody: each made here, none larger than some MB."""

from __future__ import annotations

import functools
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MEGABYTE = 1_000_000


def zipped(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()


def word(body: str, head: str = "", **more: bytes) -> bytes:
    document = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return zipped(
        {"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()} | {f"word/media/{k}.png": v for k, v in more.items()}
    )


def said(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def excel(sheet: str, shared: str = "") -> bytes:
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{relations}"><sheets><sheet name="A" sheetId="1" r:id="b"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="b" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}">{sheet}</worksheet>',
    }
    return zipped({name: data.encode() for name, data in parts.items()})


def pdf(objects: Mapping[int, bytes]) -> bytes:
    """A file of these objects, its table in order; 1 is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start, count = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % count
    for number in range(1, count):
        out += b"%010d 00000 n \n" % places.get(number, 0)
    return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start))


def stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), extra, content)


def page(resources: bytes, contents: bytes, box: bytes = b"0 0 595 842", **more: bytes) -> bytes:
    numbered = {5 + number: content for number, content in enumerate(more.values())}
    one = b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Resources << %s >> /Contents 4 0 R >>" % (box, resources)
    return pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", 3: one, 4: contents} | numbered)


def nested_forms() -> bytes:
    """Each form draws the next one ten times: 10^12 drawings."""
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", 4: stream(b"/F Do")}
    objects[3] = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /F 5 0 R >> >> /Contents 4 0 R >>"
    for number in range(5, 17):
        head = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F %d 0 R >> >>" % (number + 1)
        objects[number] = stream(b"/F Do " * 10, head)
    objects[17] = stream(b"0 0 m 9 9 l S", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    return pdf(objects)


def own_form() -> bytes:
    form = stream(b"/F Do /F Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >>")
    return page(b"/XObject << /F 5 0 R >>", stream(b"/F Do"), form=form)


def repeated(piece: bytes, times: int, last: bytes = b"") -> bytes:
    """What unpacks to `piece`, `times` over, and `last` (deflate). Packed once: what follows a full flush begins anew, and is the same
    bytes again."""
    packer, end = (zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS) for _ in range(2))
    return (packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)) * times + end.compress(last) + end.flush()


def checked(check: Callable[[bytes, int], int], begins: int, piece: bytes, times: int) -> int:
    """The checksum of `piece`, `times` over."""
    return functools.reduce(lambda found, _: check(piece, found), range(times), begins)


def flate_bomb() -> bytes:
    """A page whose drawing unpacks to a gigabyte, packed twice."""
    piece, times = b"0 0 m 9 9 l S\n" * 80_000, 1_000
    once = b"\x78\xda" + repeated(piece, times) + struct.pack(">I", checked(zlib.adler32, 1, piece, times))
    return page(b"", stream(zlib.compress(once, 9), b"/Filter [/FlateDecode /FlateDecode]"))


def huge_image(filters: bytes, content: bytes) -> bytes:
    head = b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /%s" % filters
    return page(b"/XObject << /I 5 0 R >>", stream(b"q 595 0 0 842 0 0 cm /I Do Q"), image=stream(content, head))


def jpeg2000() -> bytes:
    """A picture that says it has 60,000 × 60,000 points and ends after its head."""
    size = struct.pack(">HIIIIIIIIH", 0, 60_000, 60_000, 0, 0, 60_000, 60_000, 0, 0, 3) + b"\x07\x01\x01" * 3
    return (
        b"\xff\x4f\xff\x51" + struct.pack(">H", len(size) + 2) + size + b"\xff\x52\x00\x0c\x00\x00\x00\x01\x00\x05\x04\x04\x00\x00\xff\xd9"
    )


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, bits: int = 1, colours: int = 0) -> bytes:
    """A white PNG, packed as tightly as may be."""
    line = b"\0" + b"\0" * ((width * bits * (3 if colours == 2 else 1) + 7) // 8)
    piece = line * max(1, MEGABYTE // len(line))
    times, rest = divmod(height * len(line), len(piece))
    check = zlib.adler32(piece[:rest], checked(zlib.adler32, 1, piece, times))
    data = b"\x78\xda" + repeated(piece, times, piece[:rest]) + struct.pack(">I", check)
    head = struct.pack(">IIBBBBB", width, height, bits, colours, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def gzip_bomb() -> bytes:
    piece, times = b"\0" * MEGABYTE, 1_200
    head = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
    return head + repeated(piece, times) + struct.pack("<II", checked(zlib.crc32, 0, piece, times), len(piece) * times)


def many_members() -> bytes:
    """A ZIP with 60,000 names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("word/document.xml", "<x/>")
        file.writestr("a", b"")
    whole = out.getvalue()
    start = whole.index(b"PK\x01\x02")
    entry = whole[whole.rindex(b"PK\x01\x02") : whole.index(b"PK\x05\x06")]
    directory = whole[start : whole.index(b"PK\x05\x06")] + entry * 60_000
    return whole[:start] + directory + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(directory), start, 0)


LAUGHS = (
    "<!DOCTYPE z ["
    '<!ENTITY a "ha">' + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)) + "]>"
)
ENTITY = '<!DOCTYPE z [<!ENTITY a SYSTEM "file:///etc/passwd">]>'

DOCUMENTS: Mapping[str, Callable[[], bytes]] = {
    "bomb.docx": lambda: word(said("a" * 90 * MEGABYTE)),
    "bomb.xlsx": lambda: excel("<sheetData>" + "<row/>" * 15 * MEGABYTE + "</sheetData>"),
    "heavy.docx": lambda: word("".join(f"<w:p><w:r><w:t>{number}</w:t></w:r></w:p>" + "<w:p/>" * 9 for number in range(500_000))),
    "laughs.docx": lambda: word(said("&i;"), LAUGHS),
    "entity.docx": lambda: word(said("&a;"), ENTITY),
    "deep.docx": lambda: word("<w:sdt>" * 40_000 + "</w:sdt>" * 40_000),
    "tables.docx": lambda: word("<w:tbl><w:tr><w:tc>" * 400 + said("x") + "</w:tc></w:tr></w:tbl>" * 400),
    "dimension.xlsx": lambda: excel(
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    ),
    "own_form.pdf": own_form,
    "nested_forms.pdf": nested_forms,
    "flate.pdf": flate_bomb,
    "jpeg2000.pdf": lambda: huge_image(b"JPXDecode", jpeg2000()),
    "image.pdf": lambda: huge_image(b"FlateDecode", zlib.compress(b"\0" * 40 * MEGABYTE, 9)),
    "box.pdf": lambda: page(b"", stream(b"0 0 m 9 9 l S"), b"0 0 9000000000 9000000000"),
    "loop.pdf": lambda: pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2000000000 >>"}),
    "bomb.jsonl.gz": gzip_bomb,
    "names.docx": many_members,
    "picture.docx": lambda: word("", scan=png(40_000, 40_000)),
    "deep.rtf": lambda: b"{\\rtf1 " + b"{" * MEGABYTE,
    "deep.html": lambda: b"<html><body>" + b"<div>" * 500_000,
    "deep.jsonl": lambda: b'{"code":' + b"[" * MEGABYTE,
    "cut.docx": lambda: word(said("".join(map(str, range(5_000)))))[:-400],
    "both.pdf": lambda: b"<html><body onload=alert(1)>%PDF-1.4\n" + zipped({"word/document.xml": b"<x/>"}),
    "drawing.svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1/x"/></svg>',
    "old.doc": lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\xff" * 600 + "WordDocument".encode("utf-16-le") + b"\xff" * 9_000,
}
