"""A table that lists procedures (code, name, field, level, agency …) → procedures: from a sheet, a Word table, a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pydantic import ValidationError

from knowledge.errors import explained
from knowledge.procedure import CODE, Procedure
from knowledge.quantities import fees_of, levels_of, submissions_of
from knowledge.readers import Refusal
from knowledge.readers.jsonl import applicants_of, documents_of, legal_basis_of
from knowledge.text import normalise, one_line

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
_CODE_IN_CELL = re.compile(r"\d{1,2}\.\d{6,9}(?:[.-][A-Za-z0-9.-]{1,16})?")


def procedures_in(name: str, rows: Iterable[Sequence[str]]) -> Iterator[Procedure | Refusal]:
    """A procedure a row under the head that names a code and a name; nothing where no head is found.

    A row under the head with a text but without a code is a heading of the list and gives the field.
    """
    columns: dict[str, int] | None = None
    field = ""
    for number, row in enumerate(rows, 1):
        head = columns_of(row)
        if head is not None:
            columns = head
        elif columns is None:
            if number > HEAD_ROWS:
                return
        else:
            cells = {key: normalise(row[index]) for key, index in columns.items() if index < len(row)}
            if _CODE_IN_CELL.search(cells.get("code", "")):
                yield _procedure(f"{name}, hàng {number}", cells, field)
            elif heading := _heading(row):
                field = heading
            elif cells.get("name") and sum(map(bool, cells.values())) > 1:
                yield Refusal(f"{name}, hàng {number}", _without_code(cells))


def columns_of(row: Sequence[str]) -> dict[str, int] | None:
    """Column by key if `row` is the head of a list of procedures, else None."""
    found: dict[str, int] = {}
    for index, cell in enumerate(row):
        text = one_line(cell).lower().strip(" .:")
        for key, pattern in _COLUMNS.items():
            if key not in found and len(text) < 60 and pattern.search(text):
                found[key] = index
                break
    return found if {"code", "name"} <= found.keys() else None


def _procedure(where: str, cells: Mapping[str, str], field: str) -> Procedure | Refusal:
    match = _CODE_IN_CELL.search(cells["code"])
    code = match[0] if match else cells["code"]
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
            submissions=submissions_of("", cells.get("time_limit", ""), fees if fees_of(fees) else ""),
            documents=documents_of(cells.get("documents", "")),
            applicants=applicants_of(cells.get("applicants", "")),
            legal_basis=legal_basis_of(cells.get("legal_basis", "")),
        )
    except ValidationError as error:
        first = error.errors()[0]
        return Refusal(where, f"thủ tục {code}: {explained(first)}")


def _without_code(cells: Mapping[str, str]) -> str:
    code = cells.get("code", "")
    return f"mã thủ tục không hợp lệ: {code[:40]}" if code else f"thiếu mã thủ tục: {one_line(cells['name'])[:80]}"


def _heading(row: Sequence[str]) -> str:
    """ "II. Lĩnh vực hộ tịch" standing alone in its row → "Hộ tịch"."""
    said = [one_line(cell) for cell in row if cell.strip()]
    text = said[-1] if 1 <= len(said) <= 2 else ""
    match = re.match(r"^(?:[IVX\dA-Z]{1,4}[.)]\s*)?lĩnh vực:?\s+(.+)$", text, re.IGNORECASE)
    return match[1][:1].upper() + match[1][1:].lower() if match and match[1].isupper() else match[1] if match else ""
