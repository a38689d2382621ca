"""JSON that other programs write: an array or one object, keys in Vietnamese or in code, nested as they like → procedures."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from knowledge.errors import UnreadableError, explained
from knowledge.facts.quantities import NO_INFORMATION, levels_of
from knowledge.loading.authored import slug
from knowledge.readers import Progress, Reading, Refusal, Remark
from knowledge.readers.contents.paper_lines import dossier_of
from knowledge.readers.contents.spoken_ways import submissions_in
from knowledge.readers.formats.text import whole_or_refused
from knowledge.readers.national import jsonl
from knowledge.readers.national.jsonl import applicants_of, fitting, forms_in, legal_basis_of, split_list
from knowledge.readers.opening.decoding import text_of
from knowledge.records.procedure import LegalReference, Procedure, RequiredDocument
from knowledge.texts.text import normalise, one_line

HEAD = 65_536  # bytes looked at; a line of the export is shorter, as a rule
MAX_DEPTH = 40  # objects in objects; deeper is no list of procedures
MOST_KEYS_TOLD = 12  # keys that a remark names

_KEYS: Mapping[str, tuple[str, ...]] = {
    "code": ("code", "ma", "ma thu tuc", "ma tthc", "ma so", "ma so thu tuc", "thu tuc id", "ma thu tuc hanh chinh", "so ho so tthc"),
    "name": ("name", "ten", "ten thu tuc", "ten tthc", "ten thu tuc hanh chinh", "title", "tieu de"),
    "field": ("field", "linh vuc", "ten linh vuc"),
    "level": ("level", "cap thuc hien", "cap"),
    "publisher": ("publisher", "so nganh", "bo nganh", "co quan ban hanh", "co quan cong bo"),
    "decision": ("decision", "so quyet dinh", "quyet dinh", "quyet dinh cong bo"),
    "kind": ("kind", "loai thu tuc"),
    "agency": ("agency", "co quan thuc hien", "don vi thuc hien", "co quan giai quyet"),
    "competent": ("co quan co tham quyen",),
    "applicants": ("applicants", "doi tuong thuc hien", "doi tuong"),
    "steps": ("steps", "trinh tu thuc hien", "trinh tu", "cac buoc"),
    "methods": ("methods", "cach thuc thuc hien", "hinh thuc nop", "cach thuc nop"),
    "time_limit": ("time limit", "thoi han giai quyet", "thoi han", "thoi gian giai quyet"),
    "fees": ("fees", "phi le phi", "le phi", "phi"),
    "documents": ("documents", "thanh phan ho so", "ho so", "giay to"),
    "result": ("result", "ket qua thuc hien", "ket qua"),
    "conditions": ("conditions", "yeu cau dieu kien thuc hien", "yeu cau dieu kien", "dieu kien thuc hien"),
    "legal_basis": ("legal basis", "can cu phap ly", "can cu"),
    "keywords": ("keywords", "tu khoa"),
    "url": ("url", "duong dan", "link", "lien ket"),
}
"""Our key → what other programs call it, without accents and capitals ("maTthc" and "mã_tthc" are both "ma tthc")."""

_KEY_OF = {spelling: key for key, spellings in _KEYS.items() for spelling in spellings}
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WAY = ("hinh thuc", "cach thuc", "way", "method")
_PAPER = ("ten giay to", "ten", "name", "giay to", "ten thanh phan")
_LAW_NUMBER = ("so ky hieu", "so hieu", "number", "so")
_LAW_TITLE = ("trich yeu", "ten van ban", "title", "ten")
_COUNT = re.compile(r"bản (chính|sao)\s*:\s*(\d{1,2})", re.IGNORECASE)
_IGNORED = frozenset({"id", "source file", "stt", "tt", "source", "created at", "updated at"})


def read(path: Path, progress: Progress) -> Iterator[Reading]:
    """A procedure an object, of an array or of one object over many lines; a file with an object a line is JSON Lines and read as such.

    Raises UnreadableError where the file is neither, or holds no object.
    """
    value = _whole(path)
    if value is None:
        yield from jsonl.read(path, progress)
        return
    progress(path.name)
    yield from whole_or_refused(path.name, _records(path, value))


def _whole(path: Path) -> object:
    """The one value that the file holds over its lines; None where it may be JSON Lines."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD).removeprefix(b"\xef\xbb\xbf").lstrip()
    except OSError as error:
        raise UnreadableError(path.name, "không mở được tệp") from error
    is_array = head.startswith(b"[")
    is_open = head.startswith(b"{") and not head.split(b"\n", 1)[0].rstrip().endswith(b"}") and b"\n" in head
    if not (is_array or is_open):
        return None
    try:
        return json.loads(text_of(path).removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        if is_open:
            return None
        told = f" (dòng {error.lineno}: {error.msg})" if isinstance(error, json.JSONDecodeError) else ""
        raise UnreadableError(path.name, f"không phải JSON hợp lệ{told}") from error


def _records(path: Path, value: object) -> Iterator[Reading]:
    objects = list(_objects(value, 0))
    if not objects:
        raise UnreadableError(path.name, "JSON không có đối tượng nào; cần một mảng các thủ tục, mỗi thủ tục có mã và tên")
    unread: dict[str, None] = {}
    for number, raw in enumerate(objects, 1):
        yield from _record(f"{path.name}, mục {number}" if len(objects) > 1 else path.name, _Fields(raw), unread)
    if unread:
        named = list(unread)
        more = f" và {len(named) - MOST_KEYS_TOLD} khóa nữa" if len(named) > MOST_KEYS_TOLD else ""
        yield Remark(path.name, f"khóa không đưa vào bản ghi: {', '.join(named[:MOST_KEYS_TOLD])}{more}")


def _objects(value: object, depth: int) -> Iterator[Mapping[str, Any]]:
    """The objects that are procedures: those of an array, of the one array in an object, or the object itself."""
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, dict))
    elif isinstance(value, dict) and depth < 2:
        lists = [item for item in value.values() if isinstance(item, list) and item and all(isinstance(one, dict) for one in item)]
        is_listing = len(lists) == 1 and "code" not in _Fields(value).texts and any("code" in _Fields(one).texts for one in lists[0])
        yield from lists[0] if is_listing else [value]


class _Fields:
    """One object, its nested objects flattened: texts by our key, lists of objects by our key, and the keys that we have no use for."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.texts: dict[str, str] = {}
        self.lists: dict[str, list[Mapping[str, Any]]] = {}
        self.unread: list[str] = []
        self._walk(raw, 0)

    def _walk(self, raw: Mapping[str, Any], depth: int) -> None:
        for name, value in raw.items():
            words = _words(name)
            key = _KEY_OF.get(words)
            if isinstance(value, dict) and depth < MAX_DEPTH:
                self._walk(value, depth + 1)
            elif key and isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
                self.lists.setdefault(key, value)
            elif key and (text := _text(value)):
                self.texts.setdefault(key, text)
            elif key is None and words not in _IGNORED and (isinstance(value, bool) or _text(value)):
                self.unread.append(str(name)[:60])


def _words(name: object) -> str:
    return slug(_HUMP.sub(" ", str(name))).replace("-", " ")


def _text(value: object) -> str:
    """A text, or texts a line each; "" for what says nothing."""
    if isinstance(value, list):
        return "\n".join(filter(None, map(_text, value)))
    text = (
        normalise(value) if isinstance(value, str) else str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
    )
    return "" if text.lower() in NO_INFORMATION else text


def _record(where: str, fields: _Fields, unread: dict[str, None]) -> Iterator[Reading]:
    unread.update(dict.fromkeys(fields.unread))
    texts = fields.texts
    missing = [
        told for key, told in (("code", "mã (code, mã_thủ_tục, maTthc)"), ("name", "tên (name, tên_thủ_tục, tenTthc)")) if key not in texts
    ]
    if missing:
        yield Refusal(where, f"thiếu {' và '.join(missing)}; các khóa có: {', '.join(list(fields.unread)[:8]) or 'không khóa nào'}")
        return
    lines = {key: texts.get(key, "").split("\n") for key in ("methods", "time_limit", "fees")}
    for row in fields.lists.get("methods", ()):
        _add_way(lines, row)
    papers = [paper for row in fields.lists.get("documents", ()) if (paper := _paper(row))]
    laws = [law for row in fields.lists.get("legal_basis", ()) if (law := _law(row))]
    try:
        yield Procedure(
            code=texts["code"].strip(),
            name=one_line(texts["name"]),
            field=one_line(texts.get("field", "")),
            levels=levels_of(one_line(texts.get("level", ""))),
            publisher=one_line(texts.get("publisher", "")),
            decision=one_line(texts.get("decision", "")).removeprefix("Quyết định số ").strip(),
            kind=one_line(texts.get("kind", "")),
            agency=texts.get("agency") or texts.get("competent", ""),
            applicants=applicants_of(texts.get("applicants", "")),
            steps=texts.get("steps", ""),
            submissions=submissions_in(lines["methods"], lines["time_limit"], lines["fees"]),
            documents=tuple(papers or dossier_of(texts.get("documents", "")).papers),
            forms=tuple(dict.fromkeys(form for paper in papers for form in paper.forms)),
            result=tuple(line.strip("-+* ") for line in texts.get("result", "").split("\n") if line.strip("-+* ")),
            conditions=texts.get("conditions", ""),
            legal_basis=tuple(dict.fromkeys(laws)) or legal_basis_of(texts.get("legal_basis", "")),
            keywords=split_list(texts.get("keywords", "")),
            url=url if (url := texts.get("url", "")).startswith(("https://", "http://")) else "",
        )
    except ValidationError as error:
        yield Refusal(where, f"thủ tục {texts['code'][:40]}: {explained(error.errors()[0])}")


def _cell(row: Mapping[str, Any], *names: str) -> str:
    by_words = {_words(name): value for name, value in row.items()}
    return next((text for name in names if (text := _text(by_words.get(name)))), "")


def _add_way(lines: Mapping[str, list[str]], row: Mapping[str, Any]) -> None:
    """One row of the table of ways: its time limit and its fee stand under the way's own name."""
    way = _cell(row, *_WAY)
    for key, text in (
        ("methods", _cell(row, "mo ta", "ghi chu", "note") or way),
        ("time_limit", _cell(row, *_KEYS["time_limit"])),
        ("fees", _cell(row, *_KEYS["fees"])),
    ):
        lines[key].extend([f"{way}: {one_line(text)}"] if text else [])


def _paper(row: Mapping[str, Any]) -> RequiredDocument | None:
    name = fitting(one_line(_cell(row, *_PAPER)))
    counts = dict(_COUNT.findall(" ".join(map(_text, row.values()))))
    if not name:
        return None
    return RequiredDocument(name=name, originals=int(counts.get("chính", 0)), copies=int(counts.get("sao", 0)), forms=forms_in(name))


def _law(row: Mapping[str, Any]) -> LegalReference | None:
    number, title = one_line(_cell(row, *_LAW_NUMBER)), one_line(_cell(row, *_LAW_TITLE))
    return LegalReference(number=number, title="" if title == number else title) if number or title else None
