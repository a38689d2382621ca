"""The national portal's "Chi tiết thủ tục hành chính" as plain text: one procedure after another, fields and blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from pydantic import ValidationError

from knowledge.errors import UnreadableError, explained
from knowledge.facts.quantities import NO_INFORMATION, fees_of, time_limit_of, way_of
from knowledge.readers import Progress, Reading, Refusal
from knowledge.readers.national.jsonl import from_export
from knowledge.readers.opening.decoding import text_of
from knowledge.records.procedure import Fee, Procedure, Submission, TimeLimit, Way
from knowledge.texts.text import normalise

LABELS = (
    "Mã thủ tục",
    "Số quyết định",
    "Tên thủ tục",
    "Cấp thực hiện",
    "Loại thủ tục",
    "Lĩnh vực",
    "Trình tự thực hiện",
    "Cách thức thực hiện",
    "Thành phần hồ sơ",
    "Đối tượng thực hiện",
    "Cơ quan thực hiện",
    "Cơ quan có thẩm quyền",
    "Địa chỉ tiếp nhận HS",
    "Cơ quan được ủy quyền",
    "Cơ quan phối hợp",
    "Kết quả thực hiện",
    "Căn cứ pháp lý",
    "Yêu cầu, điều kiện thực hiện",
    "Từ khóa",
    "Mô tả",
)
"""The portal's fields in its own order; a label met out of order is part of the text above it."""

FEWEST_LABELS = 4  # of the fields, each at the start of a line; the portal writes all of them, even the empty ones

_KEYS: Mapping[str, str] = {
    "Mã thủ tục": "code",
    "Số quyết định": "decision",
    "Tên thủ tục": "name",
    "Cấp thực hiện": "level",
    "Loại thủ tục": "kind",
    "Lĩnh vực": "field",
    "Trình tự thực hiện": "steps",
    "Thành phần hồ sơ": "documents",
    "Đối tượng thực hiện": "applicants",
    "Kết quả thực hiện": "result",
    "Căn cứ pháp lý": "legal_basis",
    "Từ khóa": "keywords",
}
_START = re.compile(r"^Mã thủ tục:", re.MULTILINE)
_FIELD = re.compile(r"^([^\s:][^:\n]{2,40}):(.*)$")
_BLOCK = re.compile(r"^\s+\*\s*Hình thức nộp:\s*(.*?)\s*$", re.MULTILINE)
_BLOCK_FIELD = re.compile(r"^\s+(Thời hạn giải quyết|Phí, lệ phí|Mô tả):(.*)$")


def read(path: Path, progress: Progress) -> Iterator[Reading]:
    """Yield every procedure of the file; a faulty one among several is refused by its place. Raises UnreadableError where it is alone."""
    progress(path.name)
    text = text_of(path).replace("\r\n", "\n").replace("\r", "\n")
    found = list(procedures_in(path.name, text))
    if len(found) == 1 and isinstance(found[0], Refusal):
        raise UnreadableError(path.name, found[0].reason)
    yield from found


def is_portal_text(text: str) -> bool:
    """Does `text` hold the portal's fields? A code and a name alone stand in many other documents."""
    known = sum(f"\n{label}:" in text for label in LABELS[1:])
    return bool(_START.search(text)) and "\nTên thủ tục:" in text and known >= FEWEST_LABELS


def procedures_in(name: str, text: str) -> Iterator[Procedure | Refusal]:
    """Every procedure of a portal text; `name` is the document's, for refusals."""
    starts = [match.start() for match in _START.finditer(text)]
    if not starts:
        yield Refusal(name, "không có dòng “Mã thủ tục:” của Cổng dịch vụ công quốc gia")
    for start, end in pairwise([*starts, len(text)]):
        fields = _fields(text[start:end])
        try:
            yield _procedure(fields)
        except ValidationError as error:
            first = error.errors()[0]
            code = fields.get("Mã thủ tục", "").strip() or "không có mã"
            yield Refusal(name, f"thủ tục {code}: {explained(first)}")


def _fields(text: str) -> dict[str, str]:
    """Cut at the labels, each at the start of a line and after the one before it in the portal's order."""
    fields: dict[str, list[str]] = {}
    place = -1
    label = ""
    for line in text.split("\n"):
        match = _FIELD.match(line)
        if match and match[1] in LABELS[place + 1 :]:
            label, place = match[1], LABELS.index(match[1])
            fields[label] = [match[2].strip()]
        elif label:
            fields[label].append(line.rstrip())
    return {label: "\n".join(lines).strip("\n") for label, lines in fields.items()}


def _procedure(fields: Mapping[str, str]) -> Procedure:
    raw: dict[str, object] = {key: _flush(fields.get(label, "")) for label, key in _KEYS.items()}
    raw["agency"] = _first_said(fields, "Cơ quan thực hiện", "Cơ quan có thẩm quyền")
    raw["conditions"] = _first_said(fields, "Yêu cầu, điều kiện thực hiện", "Mô tả")
    if _flush(fields.get("Căn cứ pháp lý", "")).lower().startswith("không có thông tin"):
        raw["legal_basis"] = ""
    record = from_export(raw)
    return record.model_copy(update={"submissions": _submissions(fields.get("Cách thức thực hiện", ""))})


def _flush(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def _first_said(fields: Mapping[str, str], *labels: str) -> str:
    return next((said for label in labels if (said := _said(fields.get(label, "")))), "")


def _said(text: str) -> str:
    text = normalise(_flush(text))
    return "" if text.lower() in NO_INFORMATION else text


def _submissions(text: str) -> tuple[Submission, ...]:
    """One submission a way, in the order of the text; several blocks of one way are joined."""
    limits: dict[Way, dict[TimeLimit, None]] = {}
    fees: dict[Way, dict[Fee, None]] = {}
    notes: dict[Way, dict[str, None]] = {}
    pieces = _BLOCK.split(text)
    for way_name, body in zip(pieces[1::2], pieces[2::2], strict=True):
        way = way_of(way_name) or Way.DIRECT
        block = _block_fields(body)
        limit = time_limit_of(block.get("Thời hạn giải quyết", "").removesuffix("OTHER"))
        limits.setdefault(way, {}).update({limit: None} if limit else {})
        fees.setdefault(way, {}).update(dict.fromkeys(fees_of(block.get("Phí, lệ phí", ""))))
        notes.setdefault(way, {}).update({note: None} if (note := _said(block.get("Mô tả", ""))) else {})
    return tuple(Submission(way=way, time_limits=tuple(limits[way]), fees=tuple(fees[way]), note="\n".join(notes[way])) for way in limits)


def _block_fields(body: str) -> dict[str, str]:
    fields: dict[str, list[str]] = {}
    label = ""
    for line in body.split("\n"):
        match = _BLOCK_FIELD.match(line)
        if match and match[1] not in fields:
            label = match[1]
            fields[label] = [match[2].strip()]
        elif label:
            fields[label].append(line.strip())
    return {label: normalise("\n".join(lines)) for label, lines in fields.items()}
