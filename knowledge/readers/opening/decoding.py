"""Bytes → text: UTF-8, UTF-16, the old Vietnamese code pages; the only place that guesses an encoding."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

from knowledge.errors import UnreadableError
from knowledge.readers.opening import legacy

MAX_TEXT = 50_000_000  # bytes; the longest known official text has 1 MB

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the other's
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WINDOWS_1252 = {byte: bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(0x80, 0xA0)}
_BINARY_SHARE = 0.02  # control characters in a text; a program or picture has ten times as many


def text_of(path: Path) -> str:
    """The text of a file, NFC not yet applied. Raises UnreadableError where it is no text."""
    try:
        if path.stat().st_size > MAX_TEXT:
            raise UnreadableError(path.name, "văn bản quá lớn (hơn 50 MB)")
        return decoded(path.name, path.read_bytes())
    except OSError as error:
        raise UnreadableError(path.name, "không mở được tệp") from error


def decoded(name: str, data: bytes) -> str:
    """Decode `data` by its mark, else as UTF-8, else as an old Vietnamese encoding. `name` is for the error."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(name, data, encoding)
    if wide := _unmarked_utf16(data):
        return _strict(name, data, wide)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _old(data)
    text = legacy.repaired(text)
    _refuse_binary(name, text)
    return text


def _strict(name: str, data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(name, "chữ trong tệp bị hỏng, không giải mã được") from error
    _refuse_binary(name, text)
    return text


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of a Latin text is zero for its spaces and plain letters."""
    sample = data[:4_000]
    if len(sample) < 4 or len(data) % 2:
        return None
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    return None


def _old(data: bytes) -> str:
    """Windows-1258 if that gives Vietnamese letters, else Latin-1 with Windows' quotes, in which TCVN3 and VNI text is kept."""
    latin = data.decode("latin-1").translate(_WINDOWS_1252)
    if legacy.encoding_of(latin) is not None:
        return latin
    return unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))


def _refuse_binary(name: str, text: str) -> None:
    odd = sum(1 for char in text if (char < " " and char not in "\t\n\r\f\v") or char == "\ufffd")
    if odd > max(8, len(text) * _BINARY_SHARE):
        raise UnreadableError(name, "không phải văn bản chữ")
