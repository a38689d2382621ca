"""altChunk: what a Word file takes in from another document that lies beside it; web pages and text are read, the rest is named."""

from __future__ import annotations

import email
import email.policy
import posixpath
from collections.abc import Iterator
from email.message import EmailMessage

from lxml import etree

from knowledge.errors import UnreadableError
from knowledge.readers.formats import html
from knowledge.readers.formats.html import MAX_PAGE
from knowledge.readers.opening.archive import Archive
from knowledge.readers.opening.decoding import decoded

_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATIONS = "word/_rels/document.xml.rels"
_PAGES = (".htm", ".html", ".xhtml")
_PACKED_PAGES = (".mht", ".mhtml")


class Chunks:
    """The taken-in parts of one Word file; `unread` says which of them gave nothing, and why."""

    def __init__(self, archive: Archive, name: str) -> None:
        self._archive = archive
        self._name = name
        self.unread: list[str] = []

    def lines(self, chunk: etree._Element) -> Iterator[str]:
        """The lines of the part that an altChunk element points to."""
        member = self._member(chunk.get(_RELATED, ""))
        found = self._read(member) if member in self._archive.names else []
        if not any(line.strip() for line in found):
            self.unread.append(
                f"tài liệu Word này chỉ dẫn tới một phần nằm riêng ({member or 'không rõ'}) mà không đọc được; mở bằng Word rồi lưu lại"
            )
        yield from found

    def _member(self, related: str) -> str:
        if _RELATIONS not in self._archive.names:
            return ""
        for relation in self._archive.xml(_RELATIONS):
            if relation.get("Id") == related and relation.get("TargetMode") != "External":
                return posixpath.normpath(posixpath.join("/word", relation.get("Target", ""))).lstrip("/")
        return ""

    def _read(self, member: str) -> list[str]:
        kind = posixpath.splitext(member)[1].lower()
        data = self._archive.data(member)
        if len(data) > MAX_PAGE:
            raise UnreadableError(self._name, "phần nằm riêng trong tệp Word quá lớn (hơn 15 MB)")
        if kind in _PACKED_PAGES:
            return [line for page in _pages_in(data) for line in html.lines_of(self._name, page)]
        if kind in _PAGES:
            return html.lines_of(self._name, data)
        return decoded(self._name, data).split("\n") if kind == ".txt" else []


def _pages_in(data: bytes) -> Iterator[bytes]:
    """The web pages packed in an MHT file, which is written like a letter with enclosures."""
    letter = email.message_from_bytes(data, _class=EmailMessage, policy=email.policy.default)
    for part in letter.walk():
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                yield body
