"""A table that lists procedures (code, name, field, level, agency …) → procedures: from a sheet, a Word table, a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pydantic import ValidationError

from knowledge.errors import explained
from knowledge.facts.quantities import fees_of, levels_of
from knowledge.readers import Reading, Refusal, Remark
from knowledge.readers.contents.paper_lines import dossier_of
from knowledge.readers.contents.spoken_ways import submissions_in
from knowledge.readers.national import codes
from knowledge.readers.national.jsonl import applicants_of, legal_basis_of
from knowledge.records.procedure import CODE, Procedure
from knowledge.texts.text import normalise, one_line

LONGEST_COLUMN = 60  # characters of a column's name; what is longer is a sentence
HEAD_ROWS = 40  # rows searched for the head

_COLUMNS: Mapping[str, re.Pattern[str]] = {
    "code": re.compile(r"^mã(?: số)?(?: (?:thủ tục|tthc|hồ sơ|thủ tục hành chính))*$|^code$"),
    "name": re.compile(r"^tên(?: (?:thủ tục|tthc|thủ tục hành chính))*$|^thủ tục hành chính$|^tên thủ tục"),
    "publisher": re.compile(r"cơ quan (?:ban hành|công bố)|^bộ,? ngành"),
    "agency": re.compile(
        r"cơ quan (?:thực hiện|giải quyết|có thẩm quyền)|thẩm quyền (?:giải quyết|thực hiện)|^đơn vị (?:thực hiện|giải quyết)"
    ),
    "field": re.compile(r"^(?:tên )?lĩnh vực"),
    "level": re.compile(r"^cấp(?: (?:thực hiện|giải quyết|hành chính))*$"),
    "decision": re.compile(r"quyết định(?: công bố)?$|^số quyết định"),
    "time_limit": re.compile(r"^(?:thời hạn|thời gian)(?: giải quyết)?$"),
    "fees": re.compile(r"^(?:phí|lệ phí)"),
    "documents": re.compile(r"^(?:thành phần )?hồ sơ$"),
    "applicants": re.compile(r"^đối tượng"),
    "legal_basis": re.compile(r"^(?:căn cứ|cơ sở) pháp lý"),
}
_MARKS = re.compile(r"\([^()]*\)|[*†‡]+")
_COUNTER = re.compile(r"^(?:stt|tt|số tt|số thứ tự|no)$")


def procedures_in(name: str, rows: Iterable[Sequence[str]], places: Sequence[str] = ()) -> Iterator[Reading]:
    """A procedure a row under the head that names a code and a name; nothing where no head is found. `places`: where each row stands.

    A row under the head with a text but without a code is a heading of the list and gives the field. Columns that no part of a record
    takes are named in a remark.
    """
    columns: dict[str, int] | None = None
    field = ""
    for number, row in enumerate(rows, 1):
        head = columns_of(row)
        if head is not None:
            columns = head
            yield from _unread(name, row, head)
        elif columns is None:
            if number > HEAD_ROWS:
                return
        elif heading := "" if _code(row, columns) else _heading(row):
            field = heading
        else:
            place = places[number - 1] if number <= len(places) and places[number - 1] else f"hàng {number}"
            yield from _row(f"{name}, {place}", row, columns, field)


def _row(where: str, row: Sequence[str], columns: Mapping[str, int], field: str) -> Iterator[Reading]:
    """The procedure of a row, with a remark where its code was repaired; a refusal, with an offer, where it has none."""
    cells = {key: normalise(row[index]) for key, index in columns.items() if index < len(row)}
    read = codes.read(cells.get("code", ""), cells.get("name", ""))
    if read.code:
        yield from [Remark(where, read.remark)] if read.remark else []
        yield _procedure(where, read.code, cells, field)
    elif cells.get("name") and sum(map(bool, cells.values())) > 1:
        yield Refusal(where, _without_code(cells, read.offer))


def _code(row: Sequence[str], columns: Mapping[str, int]) -> str:
    at = columns["code"]
    return codes.read(row[at], "").code if at < len(row) else ""


def _unread(name: str, head: Sequence[str], columns: Mapping[str, int]) -> Iterator[Remark]:
    names = [one_line(cell) for index, cell in enumerate(head) if index not in columns.values() and cell.strip()]
    if unread := [f"“{cell[:60]}”" for cell in names if not _COUNTER.match(cell.lower().strip(" .:"))]:
        yield Remark(name, f"cột không đưa vào bản ghi: {', '.join(unread)}")


def columns_of(row: Sequence[str]) -> dict[str, int] | None:
    """Column by key if `row` is the head of a list of procedures, else None."""
    found: dict[str, int] = {}
    for index, cell in enumerate(row):
        text = one_line(_MARKS.sub(" ", cell)).lower().strip(" .:")
        for named in (text, *(piece.strip() for piece in text.split("/"))):
            key = next((key for key, pattern in _COLUMNS.items() if key not in found and pattern.search(named)), "")
            if key and len(named) < LONGEST_COLUMN:
                found[key] = index
                break
    return found if {"code", "name"} <= found.keys() else None


def _procedure(where: str, code: str, cells: Mapping[str, str], field: str) -> Procedure | Refusal:
    if not CODE.match(code) or not cells.get("name"):
        return Refusal(where, f"thủ tục {code} không có tên")
    fees = cells.get("fees", "")
    try:
        return Procedure(
            code=code,
            name=one_line(cells["name"]),
            field=one_line(cells.get("field", "")) or field,
            levels=levels_of(one_line(cells.get("level", ""))),
            publisher=one_line(cells.get("publisher", "")),
            agency="; ".join(line for line in cells.get("agency", "").split("\n") if line),
            decision=one_line(cells.get("decision", "")),
            submissions=submissions_in((), cells.get("time_limit", "").split("\n"), fees.split("\n") if fees_of(fees) else ()),
            documents=tuple(dossier_of(cells.get("documents", "")).papers),
            applicants=applicants_of(cells.get("applicants", "")),
            legal_basis=legal_basis_of(cells.get("legal_basis", "")),
        )
    except ValidationError as error:
        first = error.errors()[0]
        return Refusal(where, f"thủ tục {code}: {explained(first)}")


def _without_code(cells: Mapping[str, str], offer: str) -> str:
    code = cells.get("code", "")
    told = f"mã thủ tục không hợp lệ: {code[:40]}" if code else f"thiếu mã thủ tục: {one_line(cells['name'])[:80]}"
    return f"{told}. {offer}" if offer else told


def _heading(row: Sequence[str]) -> str:
    """ "II. Lĩnh vực hộ tịch" standing alone in its row → "Hộ tịch"."""
    said = [one_line(cell) for cell in row if cell.strip()]
    text = said[-1] if 1 <= len(said) <= 2 else ""
    match = re.match(r"^(?:[IVX\dA-Z]{1,4}[.)]\s*)?lĩnh vực:?\s+(.+)$", text, re.IGNORECASE)
    return match[1][:1].upper() + match[1][1:].lower() if match and match[1].isupper() else match[1] if match else ""
