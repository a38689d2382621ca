"""Which reader a file needs: decided by its first bytes, then by its extension."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from knowledge.errors import UnreadableError
from knowledge.readers import Reader
from knowledge.readers.formats import doc, docx, html, json_objects, pdf, rtf, text, xlsx
from knowledge.readers.national import portal

HEAD = 4_096  # bytes looked at
FEWEST_LINES = 8  # lines by which a program is told from a document
CODE_SHARE = 0.6  # of the lines; a document has hardly any that look like code

READERS: Mapping[str, Reader] = {
    "jsonl": json_objects.read,
    "portal": portal.read,
    "text": text.read,
    "html": html.read,
    "docx": docx.read,
    "xlsx": xlsx.read,
    "pdf": pdf.read,
    "rtf": rtf.read,
    "doc": doc.read,
    "xls": doc.read_sheets,
}
"""The formats that `--format` may name."""

EXTENSIONS: Mapping[str, str] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".gz": "jsonl",
    ".txt": "text",
    ".md": "text",
    ".csv": "text",
    ".tsv": "text",
    ".htm": "html",
    ".html": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".pdf": "pdf",
    ".rtf": "rtf",
    ".doc": "doc",
    ".xls": "xls",
}
SOURCES = frozenset(
    {".js", ".mjs", ".ts", ".tsx", ".jsx", ".css", ".py", ".php", ".java", ".cs", ".c", ".cpp", ".sql", ".sh", ".bat", ".ps1"}
)
"""What programmers write: text, but no document."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_CODE = re.compile(
    rb"^(?:const |let |var |function |import |export |return\b|def |class |public |private |#include|<\?php|//|/\*|[{}()\[\]]+[;,]?$"
    rb"|\w+\s*[:=]\s*[\"'`\[{(].*[,;{\[(]?$|.*[;{]$)"
)
_PROGRAMS = (b"MZ", b"\x7fELF", b"7z\xbc\xaf", b"Rar!")


def kind_of(path: Path) -> str:
    """The format of a file, a key of READERS. Raises UnreadableError for what no reader takes."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise UnreadableError(path.name, "không mở được tệp (không có quyền đọc hoặc đĩa lỗi)") from error
    for is_it, kind in _BY_CONTENT:
        if is_it(head):
            return kind(path)
    return _textual(path, head)


def is_plain(path: Path) -> bool:
    """Whether it is text that needs no library: neither packed, nor drawn, nor marked up."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return False
    return not any(is_it(head) for is_it, _ in _BY_CONTENT) and EXTENSIONS.get(path.suffix.lower()) in {None, "jsonl", "text"}


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableError(path.name, "tệp bị hỏng hoặc tải về chưa đủ") from error
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if path.suffix.lower() in {".docx", ".docm", ".xlsx", ".xlsm"}:
        raise UnreadableError(path.name, "không phải tệp Word hay Excel (thiếu nội dung bên trong)")
    raise UnreadableError(path.name, "là tệp nén; hãy giải nén rồi nhập từng tài liệu")


def _compound(path: Path) -> str:
    """Word, Excel or an encrypted file: told by the stream names, which stand in the directory as UTF-16."""
    with path.open("rb") as file:
        data = file.read(20_000_000)
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableError(path.name, "tệp có mật khẩu; hãy gỡ mật khẩu rồi nhập lại")
    if "WordDocument".encode("utf-16-le") in data:
        return "doc"
    if any(name.encode("utf-16-le") + b"\0\0" in data for name in ("Workbook", "Book")):
        return "xls"
    raise UnreadableError(path.name, "là tệp Microsoft Office nhưng không phải Word hay Excel")


def _refused(reason: str) -> Callable[[Path], str]:
    def refuse(path: Path) -> str:
        raise UnreadableError(path.name, reason)

    return refuse


def _is_html(head: bytes) -> bool:
    start = head.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or (start.startswith((b"<", b"<?xml")) and b"<html" in start)


def _is_program(head: bytes) -> bool:
    """Whether most lines are a programmer's: declarations, brackets, comments, `key: "value",`."""
    lines = [line.strip() for line in head.splitlines() if line.strip()]
    return len(lines) >= FEWEST_LINES and sum(map(bool, map(_CODE.match, lines))) > CODE_SHARE * len(lines)


def _textual(path: Path, head: bytes) -> str:
    kind = EXTENSIONS.get(path.suffix.lower())
    if kind in {"jsonl", "html", "text"} and path.suffix.lower() != ".gz":
        return kind
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError(path.name, "không nhận ra loại tệp; nhập được Word, Excel, PDF, RTF, HTML, văn bản, JSON Lines")
    if path.suffix.lower() in SOURCES or _is_program(head):
        raise UnreadableError(path.name, "là mã chương trình, không phải tài liệu")
    if head.lstrip().startswith(b'{"'):
        return "jsonl"
    if kind not in {None, "text"}:
        raise UnreadableError(path.name, f"phần mở rộng là {path.suffix} nhưng nội dung không phải")
    return "text"


_BY_CONTENT: tuple[tuple[Callable[[bytes], bool], Callable[[Path], str]], ...] = (
    (lambda head: head.startswith(b"\x1f\x8b"), lambda _: "jsonl"),
    (lambda head: head.startswith((b"PK\x03\x04", b"PK\x05\x06")), _zipped),
    (lambda head: b"%PDF-" in head[:1_024], lambda _: "pdf"),
    (lambda head: head.startswith(_OLE), _compound),
    (lambda head: head.lstrip().startswith(b"{\\rtf"), lambda _: "rtf"),
    (_is_html, lambda _: "html"),
    (lambda head: head.startswith(_PICTURES) and b"\0" in head, _refused("là tệp ảnh; hãy chuyển thành PDF rồi nhập lại")),
    (lambda head: head.startswith(_PROGRAMS) and b"\0" in head, _refused("là chương trình hoặc tệp nén, không phải tài liệu")),
)
