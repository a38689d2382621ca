"""Office files are ZIP archives of XML: opened with limits, so that neither a bomb nor an external entity gets through."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from knowledge.errors import UnreadableError

MAX_MEMBERS = 5_000
MAX_UNPACKED = 400_000_000  # bytes, all members together; a 200 MB scan in Word stays below
MAX_XML = 100_000_000  # bytes of one XML member; the longest known document has 8 MB
MAX_RATIO = 250  # unpacked to packed, of members over a megabyte; plain XML reaches 30
_MEGABYTE = 1_000_000

_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, KeyError)


class Archive:
    """An opened office file; its members are read by name, its XML without entities and without the network."""

    def __init__(self, name: str, file: zipfile.ZipFile) -> None:
        self._name = name
        self._file = file
        self.names = frozenset(file.namelist())

    def data(self, member: str) -> bytes:
        """What a member of `names` holds, unpacked. Raises UnreadableError where it is broken or cut off."""
        try:
            return self._file.read(member)
        except _BROKEN as error:
            raise UnreadableError(self._name, "tệp bị hỏng hoặc tải về chưa đủ") from error

    def xml(self, member: str) -> etree._Element:
        """The root of an XML member. Raises UnreadableError where it is broken, too large, or declares entities."""
        if member not in self.names or self._file.getinfo(member).file_size > MAX_XML:
            raise UnreadableError(self._name, "tệp thiếu nội dung bên trong hoặc nội dung quá lớn")
        data = self.data(member)
        if b"<!DOCTYPE" in data or "<!DOCTYPE".encode("utf-16-le") in data or "<!DOCTYPE".encode("utf-16-be") in data:
            raise UnreadableError(self._name, "tệp có khai báo lạ (DOCTYPE), không an toàn để đọc")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableError(self._name, "nội dung bên trong tệp bị hỏng") from error


@contextmanager
def opened(path: Path, name: str) -> Iterator[Archive]:
    """Open an office file after looking at what it would unpack to. Raises UnreadableError."""
    try:
        file = zipfile.ZipFile(path)
    except _BROKEN as error:
        raise UnreadableError(name, "tệp bị hỏng hoặc tải về chưa đủ") from error
    with file:
        _refuse_bomb(name, file)
        yield Archive(name, file)


def _refuse_bomb(name: str, file: zipfile.ZipFile) -> None:
    members = file.infolist()
    if len(members) > MAX_MEMBERS:
        raise UnreadableError(name, f"tệp nén chứa quá nhiều mục ({len(members)})")
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise UnreadableError(name, "tệp nén nở ra quá lớn")
    for member in members:
        if member.flag_bits & 1:
            raise UnreadableError(name, "tệp có mật khẩu; hãy gỡ mật khẩu rồi nhập lại")
        if member.file_size > _MEGABYTE and member.file_size > MAX_RATIO * max(member.compress_size, 1):
            raise UnreadableError(name, "tệp nén nở ra bất thường, có thể là tệp phá hoại")
