"""Read a table whose cells the portal's export has run together: "Trực tuyến5 Ngày làm việcMiễn phíTrực tiếp5 Ngày làm việcMiễn phí"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.texts.text import SMALL

_WAY = r"(?:Trực tuyến|Trực tiếp|Dịch vụ bưu chính)"
_LIMIT = r"(?:\d{1,3} (?:Ngày làm việc|Giờ làm việc|Ngày|Giờ|Tháng|Năm)|\d{1,2}(?=Miễn|Không)|Không có thông tin)"
_FEE = r"(?:Miễn phí|Không có thông tin|\d[\d,.]{0,20} ?(?:VNĐ|VND|Việt Nam Đồng))"
ROW = re.compile(rf"(?P<way>{_WAY})(?P<limit>{_LIMIT})(?P<fee>{_FEE})")
_COPIES = r"bản chính(?:, ?(\d{1,2}) bản sao)?"
_COUNT = re.compile(  # behind the last letter of a name or before the first of the next; with room around it, it is the name's own
    rf"(?<=[^\s(])(?<! 0)(\d) {_COPIES}|(?<!\S)(\d{{1,2}}) {_COPIES}(?=\S|$)|Bản chính: (\d{{1,2}}) - Bản sao: (\d{{1,2}})"
)
_HEAD = re.compile(r"(?:Bao gồm )?Tên giấy tờ ?Mẫu đơn, tờ khai ?Số lượng ?")
STUCK = re.compile(r"[^\s\d(:]\d{1,2} bản chính")  # a count behind the last letter of a name
_FILE = re.compile(rf"(?<=[{SMALL}0-9.;)])[A-ZĐ][^;:/]{{0,90}}?\.(?:docx?|pdf|xlsx?)$")  # the blank form's, behind the name
_NUMBER = re.compile(r"^(?:\(?\d{1,2}[.)]|[a-zđ]\))\s*")
_DONG = re.compile(r"Việt Nam Đồng")
_FREE = "Miễn phí"


@dataclass(frozen=True, slots=True)
class Row:
    """One way to hand in: its limit and fee as the portal writes them in their own fields ("5 Ngày làm việc", "0 VNĐ (Miễn phí)"), and
    what else is said of it."""

    way: str
    limit: str
    fee: str
    note: str


def rows_of(text: str) -> tuple[Row, ...]:
    """The rows of a table that was run together; none where `text` does not begin with one."""
    found = list(ROW.finditer(text))
    if not found or text[: found[0].start()].strip():
        return ()
    ends = [*(match.start() for match in found[1:]), len(text)]
    return tuple(_row(match, text[match.end() : end]) for match, end in zip(found, ends, strict=True))


def _row(match: re.Match[str], rest: str) -> Row:
    remark, note = _bracketed(rest)
    fee = _DONG.sub("VNĐ", match["fee"])
    if fee == _FREE:  # 0 in the portal's own table; a remark that stands beside it says more than the word
        fee = f"0 VNĐ ({remark or _FREE})"
    elif remark:
        fee = f"{fee} ({remark})"
    return Row(match["way"], match["limit"], fee, note.strip())


def _bracketed(text: str) -> tuple[str, str]:
    """What stands in brackets at the beginning, with the brackets in it, and the rest; a numbered case "(1) …" is no remark."""
    if not text.startswith("(") or re.match(r"\(\d+\)", text):
        return "", text
    depth = 0
    for place, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return text[1:place].strip(), text[place + 1 :]
    return "", text


def papers_apart(text: str) -> str:
    """The dossier as the portal writes it where its cells stand apart ("[ case ]", "- paper", "Số lượng: …"), of a table that was run
    together; any other text as it is."""
    if "Số lượng:" in text or not (_HEAD.search(text) or STUCK.search(text)):
        return text
    case, *tables = _HEAD.split(text) if _HEAD.search(text) else ("", text)
    lines: list[str] = []
    for table in tables:
        if case.strip():
            lines.append(f"[ {' '.join(case.split()).strip(' :;.-')} ]")
        case = _add_rows(lines, table)
    return "\n".join([*lines, *([f"- {case.strip()}"] if case.strip() else [])])


def _add_rows(lines: list[str], table: str) -> str:
    """Add the rows of one table to `lines`; what stands behind the last count is the heading of the next table."""
    begin = 0
    for count in _COUNT.finditer(table):
        name = _NUMBER.sub("", _FILE.sub("", table[begin : count.start()].strip()).strip(" -+•"))
        originals, copies = (next(filter(None, count.groups()[first::2]), "0") for first in (0, 1))
        lines += [f"- {name}", f"Số lượng: Bản chính: {originals}, Bản sao: {copies}"] if any(map(str.isalpha, name)) else []
        begin = count.end()
    return table[begin:]
