"""Procedure codes as spreadsheets leave them: a comma for the dot, zeros at the end dropped; what is doubtful is offered, not taken."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from knowledge.facts.fact_sheet import SHEET, names_in

DIGITS = 6  # behind the dot of a code, as a rule; the few longer ones end in no zero that Excel could drop

_CODE = re.compile(r"\d{1,2}\.\d{6,9}(?:[.-][A-Za-z0-9.-]{1,16})?")
_COMMA = re.compile(r"^(\d{1,2}),(\d{6})$")
_SHORT = re.compile(r"^(\d{1,2})[.,](\d{1,5})$")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell gives: a code, or none; `remark` says what was repaired, `offer` what the clerk may have meant."""

    code: str = ""
    remark: str = ""
    offer: str = ""


def read(cell: str, name: str) -> Reading:
    """The code in a cell. `name` is the procedure's in the same row: an offer says whether it is the known one's too."""
    text = cell.strip().strip("'\"")
    if match := _CODE.search(text):
        return Reading(match[0])
    if match := _COMMA.match(text):
        code = f"{match[1]}.{match[2]}"
        return Reading(code, f"mã ghi {text}, đọc là {code}")
    return Reading(offer=_offered(text, name))


def _offered(text: str, name: str) -> str:
    """The only known code that Excel would show so, in words; "" where there is none or more than one."""
    match = _SHORT.match(text)
    if not match:
        return ""
    whole = f"{match[1]}.{match[2].ljust(DIGITS, '0')}"
    known = [code for code in _known() if code == whole or (code.startswith(f"{whole}0") and not code[len(whole) :].strip("0"))]
    if len(known) != 1:
        return ""
    told = _known()[known[0]]
    same = ", đúng tên trong hàng" if _bare(told) == _bare(name) else ""
    return f"Excel bỏ số 0 ở cuối; có phải {known[0]} “{told[:80]}”{same}? Hãy định dạng cột mã là chữ, sửa rồi nhập lại"


def _bare(name: str) -> str:
    return re.sub(r"^thủ tục\s+|\W+", " ", name.lower()).strip()


@lru_cache(maxsize=1)
def _known() -> Mapping[str, str]:
    return names_in(SHEET)
