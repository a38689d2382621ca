"""A form that brings files (multipart/form-data, RFC 7578), read at once: its size was limited before."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser

from bot.console.request import MOST_FIELDS, Fields, FormError, Upload
from bot.http.content_type import boundary_of, is_ours, kind_of
from bot.text.filenames import bare_name

MULTIPART = "multipart/form-data"
LONGEST_NAME = 200
LARGEST_PART_HEAD = 4 * 1024  # bytes; a name of 255 letters takes 800, and the parser of mail the square of what it is given


@dataclass(frozen=True, slots=True)
class Filled:
    """What was sent: fields, and files by the name of their field; an empty file field is none."""

    fields: Fields
    files: dict[str, Upload]


def read(content_type: str, body: bytes) -> Filled:
    """Raises FormError for what no browser sends."""
    boundary = boundary_of(content_type)
    if kind_of(content_type) != MULTIPART or not boundary or not is_ours(content_type):
        raise FormError(content_type)
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary.encode("latin-1", "replace"), MOST_FIELDS + 2)
    if len(pieces) < 2 or not pieces[-1].startswith(b"--"):
        raise FormError("boundary")
    pairs: list[tuple[str, str]] = []
    files: dict[str, Upload] = {}
    for piece in pieces[1:-1]:
        _take(piece, pairs, files)
    return Filled(Fields.of(pairs), files)


def _take(piece: bytes, pairs: list[tuple[str, str]], files: dict[str, Upload]) -> None:
    head, gap, content = piece.partition(b"\r\n\r\n")
    if not gap:
        raise FormError("part")
    if len(head) > LARGEST_PART_HEAD:
        raise FormError("head")
    disposition = HeaderParser().parsestr(head.decode("utf-8", "replace").lstrip("\r\n"))
    name, file_name = _parameter(disposition, "name"), _parameter(disposition, "filename")
    if name is None:
        raise FormError("name")
    if file_name is None:
        pairs.append((name, content.decode("utf-8", "replace").replace("\r\n", "\n").strip()))
    elif content:
        files[name] = Upload(bare_name(file_name)[-LONGEST_NAME:], content)


def _parameter(header: Message, name: str) -> str | None:
    """Of Content-Disposition; browsers write quotes inside a name as %22."""
    found = header.get_param(name, header="content-disposition")
    return found.replace("%22", '"') if isinstance(found, str) else None
