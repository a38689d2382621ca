"""RTF: the text with the font of each run, for most old RTF files hold TCVN3 or VNI letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.errors import UnreadableError
from knowledge.readers import Progress, Reading
from knowledge.readers.contents import content
from knowledge.readers.formats.text import whole_or_refused
from knowledge.readers.national import portal
from knowledge.readers.opening import legacy
from knowledge.readers.opening.decoding import MAX_TEXT

MAX_DEPTH = 2_000  # groups in groups

_TOKEN = re.compile(rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\'?")
_FONT = re.compile(rb"\{\\f(\d+)((?:[^{};]|\{[^{}]*\})*?)(?:;|\})")
_FONT_NAME = re.compile(rb"(?:\\[a-z]+-?\d*|\{[^{}]*\}|\s)*\s?([^\\{};]+)$")
_CHARSETS = {
    163: "cp1258",
    204: "cp1251",
    238: "cp1250",
    161: "cp1253",
    162: "cp1254",
    128: "cp932",
    134: "cp936",
    129: "cp949",
    136: "cp950",
}
_HIDDEN = frozenset(
    {
        b"fonttbl",
        b"colortbl",
        b"stylesheet",
        b"info",
        b"pict",
        b"object",
        b"header",
        b"headerl",
        b"headerr",
        b"headerf",
        b"footer",
        b"footerl",
        b"footerr",
        b"footerf",
        b"themedata",
        b"colorschememapping",
        b"latentstyles",
        b"datastore",
        b"xmlnstbl",
        b"listtable",
        b"listoverridetable",
        b"rsidtbl",
        b"generator",
        b"fldinst",
        b"pntext",
        b"filetbl",
        b"revtbl",
        b"nonshppict",
        b"shpinst",
    }
)
_BREAKS = {
    b"par": "\n",
    b"line": "\n",
    b"sect": "\n",
    b"page": "\n",
    b"row": "\n",
    b"cell": "\t",
    b"nestcell": "\t",
    b"nestrow": "\n",
    b"tab": " ",
}
_SIGNS = {
    b"emdash": "—",
    b"endash": "–",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"bullet": "•",
    b"emspace": " ",
    b"enspace": " ",
}
_ESCAPED = {b"~": " ", b"_": "-", b"-": "\u00ad", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside the current group: its font, whether its text is shown, bytes that stand for a \\u character."""

    font: int = -1
    is_hidden: bool = False
    fallback: int = 1


def read(path: Path, progress: Progress) -> Iterator[Reading]:
    """Yield the record of an RTF file; old letters are converted by the font they stand in, else by statistics."""
    progress(path.name)
    yield from whole_or_refused(path.name, _readings(path))


def _readings(path: Path) -> Iterator[Reading]:
    text = re.sub(r"\t[ ]*\n", "\n", legacy.repaired(text_of(path)))  # a cell ends with a tab, a row with a line
    lines = [line.strip(" ") for line in text.split("\n") if line.strip()]
    if portal.is_portal_text(text):
        yield from portal.procedures_in(path.name, text)
    else:
        yield from content.readings(path.name, lines)


def text_of(path: Path) -> str:
    """The text of an RTF file, cells parted by tabs. Raises UnreadableError where it is none."""
    try:
        if path.stat().st_size > MAX_TEXT:
            raise UnreadableError(path.name, "tệp RTF quá lớn (hơn 50 MB)")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(path.name, "không mở được tệp") from error
    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableError(path.name, "không phải tệp RTF")
    walk = _Walk(path.name, data)
    runs = list(walk.runs())
    encodings = _by_use(runs) | walk.encodings
    return legacy.joined((encodings.get(font), text) for font, text in runs)


def _by_use(runs: Iterable[tuple[int, str]]) -> dict[int, legacy.Encoding]:
    """The encoding of fonts whose names say nothing, by all that is written in each."""
    said: dict[int, list[str]] = {}
    for font, text in runs:
        said.setdefault(font, []).append(text)
    return {font: encoding for font, texts in said.items() if (encoding := legacy.encoding_of("".join(texts)))}


class _Walk:
    """Goes through the tokens of an RTF file once."""

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        self._data = data
        self.encodings, self._codecs = _fonts(data)
        default = re.search(rb"\\deff(\d+)", data[:2_000])
        self._default = int(default[1]) if default else -1
        self._state = _State(font=self._default)
        self._stack: list[_State] = []
        self._skip = 0

    def runs(self) -> Iterator[tuple[int, str]]:
        """(font, text) in the order of the file."""
        for match in _TOKEN.finditer(self._data):
            word, number, code, sign, brace, plain = match.groups()
            text = ""
            if brace:
                self._group(brace == b"{")
            elif word:
                text = self._word(word, int(number) if number else None)
            elif sign == b"*":
                self._state = replace(self._state, is_hidden=True)
            else:
                text = self._said(code, sign, plain)
            if text and not self._state.is_hidden:
                yield self._state.font, text

    def _group(self, opens: bool) -> None:
        self._skip = 0
        if opens:
            self._stack.append(self._state)
            if len(self._stack) > MAX_DEPTH:
                raise UnreadableError(self._name, "tệp RTF bị hỏng (lồng nhau quá sâu)")
        elif self._stack:
            self._state = self._stack.pop()

    def _word(self, word: bytes, number: int | None) -> str:
        if word in _HIDDEN:
            self._state = replace(self._state, is_hidden=True)
        elif word == b"f" and number is not None:
            self._state = replace(self._state, font=number)
        elif word == b"plain":
            self._state = replace(self._state, font=self._default)
        elif word == b"v":
            self._state = replace(self._state, is_hidden=number != 0)
        elif word == b"uc" and number is not None:
            self._state = replace(self._state, fallback=max(0, min(number, 8)))
        elif word == b"u" and number is not None:
            self._skip = self._state.fallback
            return _unicode(number)
        elif word == b"bin" and number:
            return ""
        return _BREAKS.get(word) or _SIGNS.get(word) or ""

    def _said(self, code: bytes | None, sign: bytes | None, plain: bytes | None) -> str:
        if code:
            if self._skip:
                self._skip -= 1
                return ""
            return self._decoded(bytes([int(code, 16)]))
        if sign:
            return _ESCAPED.get(sign, "")
        if plain:
            skipped, self._skip = plain[: self._skip], max(0, self._skip - len(plain))
            return self._decoded(plain[len(skipped) :])
        return ""

    def _decoded(self, data: bytes) -> str:
        return data.decode(self._codecs.get(self._state.font, "cp1252"), errors="ignore")


def _fonts(data: bytes) -> tuple[dict[int, legacy.Encoding], dict[int, str]]:
    """(old encoding by font number, code page by font number) from the font table."""
    start = data.find(b"{\\fonttbl")
    table = data[start : start + 200_000] if start >= 0 else b""
    encodings: dict[int, legacy.Encoding] = {}
    codecs: dict[int, str] = {}
    for match in _FONT.finditer(table):
        number = int(match[1][:9])
        name = _FONT_NAME.search(match[2][:400].replace(b"\r", b"").replace(b"\n", b""))
        if name and (encoding := legacy.encoding_of_font(name[1].decode("latin-1"))):
            encodings.setdefault(number, encoding)
        if charset := re.search(rb"\\fcharset(\d+)", match[2]):
            codecs.setdefault(number, _CHARSETS.get(int(charset[1]), "cp1252"))
    return encodings, codecs


def _unicode(number: int) -> str:
    code = number if number >= 0 else number + 65_536
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000 else ""
