"""What the head of an official text says: number, date, place, issuer, kind and title (Decree 30/2020/NĐ-CP, appendix I)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.loading.authored import slug
from knowledge.readers.contents.lines import ROMAN, is_capitals
from knowledge.texts.text import one_line

HEAD_LINES = 60  # lines searched for the letterhead
TITLE_LINES = 5
MAX_TITLE = 600  # characters
MAX_HEAD_LINE = 2_000  # characters looked at of a line of the head

KINDS = (
    "KẾ HOẠCH",
    "QUYẾT ĐỊNH",
    "NGHỊ QUYẾT",
    "NGHỊ ĐỊNH",
    "THÔNG TƯ LIÊN TỊCH",
    "THÔNG TƯ",
    "CHỈ THỊ",
    "CÔNG VĂN",
    "THÔNG BÁO",
    "HƯỚNG DẪN",
    "QUY TRÌNH",
    "QUY CHẾ",
    "QUY ĐỊNH",
    "BÁO CÁO",
    "CHƯƠNG TRÌNH",
    "PHỤ LỤC",
    "PHÁP LỆNH",
    "BỘ LUẬT",
    "LUẬT",
    "TỜ KHAI",
)
LETTER = "CÔNG VĂN"
_NUMBER = re.compile(
    r"(?:^|\s)(?:số|mã hiệu)\s*:?\s*"
    r"((?:\d{1,5}[a-z]?(?:\s*[/-]\s*\d{4})?\s*[/-]\s*[A-ZĐ]|QT[ .-]?\d)[\w&./-]*)",
    re.IGNORECASE,
)
_WORD = r"(?!Số\b)[A-ZĐÂĂÊÔƠƯÁÀẢÃẠÍÓÚÝ](?:[^\W\d_A-Z]+)"
_DATE = re.compile(
    rf"(?:^|(?<=\s))(?P<place>(?:TP\.?\s*)?{_WORD}(?:[ -]+{_WORD}){{0,4}}|(?<![\s\S])[^\d,:;.]{{2,30}}),"
    r"\s*ngày\s*(?P<day>[\d\s….]*)\s*tháng\s*(?P<month>[\d\s….]*)\s*năm\s*(?P<year>\d{4})?"
)
_BODY_STARTS = re.compile(
    r"^(?:căn cứ|thực hiện|để |kính gửi|theo đề nghị|xét đề nghị|điều \d|chương [ivx\d]|nghị định:|quyết định:|[-–_=*]{3,})",
    re.IGNORECASE,
)
_OFTEN_CITED = frozenset({"PHỤ LỤC", "QUY ĐỊNH", "KẾ HOẠCH", "HƯỚNG DẪN"})  # words that also stand alone in small letters
_HEAD = re.compile(
    r"cộng h[òo][àa]|độc lập\s*[-–]|^số\s*:|^ngày ban hành|,\s*ngày .*tháng|đảng cộng sản|^(?:mẫu|mục lục)\b",
    re.IGNORECASE,
)
_CITES = re.compile(r"^(?:căn cứ|thực hiện|theo đề nghị|xét đề nghị|điều \d)", re.IGNORECASE)
_CITED = re.compile(r"theo|của (?:bộ|thông tư|nghị|quyết|luật)|sửa đổi|hướng dẫn|tại ", re.IGNORECASE)
_NUMBER_OF = re.compile(r"(?:^|\s)(?:luật|bộ luật|pháp lệnh|nghị quyết)\s*$", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:v\s*/\s*v|về việc)\b[.:]?\s*(\S.*)$", re.IGNORECASE | re.DOTALL)
_ADDRESSED = re.compile(r"^kính gửi\b", re.IGNORECASE)
_PASSES = re.compile(r"\bban hành ((?:bộ luật|luật|pháp lệnh)\s[^.,;:()]{3,200})", re.IGNORECASE)
_ENACTED = re.compile(r"^\((?:ban hành )?kèm theo", re.IGNORECASE)
_PLACE = re.compile(r"(?:tỉnh|thành phố) ((?:[A-ZĐÀ-Ỹ][a-zà-ỹđ]*)(?:[ -][A-ZĐÀ-Ỹ][a-zà-ỹđ]*){0,3})")
_OFFICE = (
    r"((?:Chính phủ|Thủ tướng|Ủy ban nhân dân|UBND|Sở|Ban Quản lý|Ban|Văn phòng|Bộ|Cục|Tổng cục|Chi cục|Hội đồng nhân dân)"
    r"[^,;.:()]{0,80}?)"
)
_ISSUES = re.compile(_OFFICE + r"\s*(?:\([^()]*\)\s*)?(?:ban hành|xây dựng) kế hoạch", re.IGNORECASE)
_ENACTED_BY = re.compile(r"của\s+(.{3,120}?)\)?\s*$")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """`body` is the index of the first line after the title; a text without a head has only a title."""

    title: str
    kind: str = ""
    number: str = ""
    issued: str = ""
    place: str = ""
    issuer: str = ""
    enacted: str = ""
    body: int = 0


def letterhead(lines: Sequence[str], kind: str = "") -> Letterhead:
    """Read the head of `lines` (clean, rows with tabs); `kind` (of KINDS) says which title is meant if several stand there."""
    top = [cell[:MAX_HEAD_LINE].replace("⁄", "/") for line in lines[:HEAD_LINES] for cell in re.split(r"[\t\n]", line)]
    issued, place = _date(top)
    at, found = _title_at(lines, kind)
    title, enacted, body = _title(lines, at, found)
    if not kind and (boxed := _boxed(lines)):
        found, title, body = boxed[0], f"{boxed[0].capitalize()} {boxed[1]}", boxed[2] + 2
    if not found and (about := _about(lines)):
        found, title = LETTER, f"{LETTER.capitalize()} về việc {about}"
    if is_bare(title, found) and (passed := _passed(lines)):
        title = passed
    place = place or next((match[1] for line in [title, enacted, *lines[body : body + 4]] if (match := _PLACE.search(line))), "")
    return Letterhead(
        title=title[:MAX_TITLE],
        kind=found.capitalize(),
        number=_number(top),
        issued=issued,
        place=place,
        issuer=_issuer(lines[body : body + 12], enacted, top, place),
        enacted=enacted.strip("()"),
        body=body,
    )


def is_bare(title: str, kind: str) -> bool:
    """Whether the title is only the kind of the text ("Luật"): its name stands elsewhere, or was not read."""
    return bool(kind) and slug(title) == slug(kind)


def _about(lines: Sequence[str]) -> str:
    """What an official letter is about: the line "V/v …" under its number; "" where the text is no letter."""
    cells = [cell for line in lines[:HEAD_LINES] for cell in line.split("\t")]
    if not any(_ADDRESSED.match(cell.strip()) for cell in cells):
        return ""
    for cell in cells:
        below = cell.split("\n")
        for index, line in enumerate(below):
            if match := _ABOUT.match(line.strip()):
                return one_line(" ".join([match[1], *below[index + 1 :]]))[:MAX_TITLE]
    return ""


def _passed(lines: Sequence[str]) -> str:
    """The law that the enacting sentence names ("Quốc hội ban hành Luật Cư trú")."""
    passed = next((match[1] for line in lines[:HEAD_LINES] if (match := _PASSES.search(line))), "")
    return one_line(passed).rstrip(" .'\"")


def _date(top: Sequence[str]) -> tuple[str, str]:
    for line in top:
        if match := _DATE.search(line):
            year, month, day = match["year"] or "", match["month"].strip(" .…"), match["day"].strip(" .…")
            return _partial(year, month, day), one_line(match["place"])
    return "", ""


def _partial(year: str, month: str, day: str) -> str:
    if not year or not month.isdecimal() or not 1 <= int(month) <= 12:
        return year
    if not day.isdecimal() or not 1 <= int(day) <= 31:
        return f"{year}-{int(month):02}"
    return f"{year}-{int(month):02}-{int(day):02}"


def _number(top: Sequence[str]) -> str:
    for line in top:
        if _CITES.match(line):
            break
        if (match := _NUMBER.search(line)) and not _CITED.search(line[: match.start() + 1]) and _is_own(line[: match.start()]):
            return re.sub(r"\s+", "", re.sub("/+", "/", match[1])) if not match[1].startswith("QT") else one_line(match[1])
    return ""


def _is_own(before: str) -> bool:
    """Whether the number after these words is the text's own: nothing, capitals, or the bare kind stands before it ("Luật số: …")."""
    before = before.strip(" \t")
    return not before or is_capitals(before) or not any(map(str.isalpha, before)) or bool(_NUMBER_OF.fullmatch(before))


def _title_at(lines: Sequence[str], kind: str) -> tuple[int, str]:
    kinds = (kind,) if kind else KINDS
    for index, line in enumerate(lines[: HEAD_LINES * 2]):
        text = line.strip(" :*,.'")
        if "\t" in line or len(text) > MAX_TITLE:
            continue
        for name in kinds:
            if slug(text) == slug(name) and (is_capitals(text) or name not in _OFTEN_CITED):
                return index, name
            if is_capitals(text) and (text.startswith(f"{name} ")):
                return index, name
    return -1, ""


def _boxed(lines: Sequence[str]) -> tuple[str, str, int] | None:
    """(kind, title, line) where the head is a table with the kind in a cell and the title under it (ISO processes)."""
    for index, (row, below) in enumerate(pairwise(lines[:7])):
        cells, under = row.split("\t"), below.split("\t")
        for column, cell in enumerate(cells):
            if len(cells) > 1 and cell.strip() in KINDS and column < len(under) and under[column].strip():
                return cell.strip(), one_line(under[column]), index
    return None


def _title(lines: Sequence[str], at: int, kind: str) -> tuple[str, str, int]:
    """(title, the line "(Ban hành kèm theo …)", index after them)."""
    if at < 0:
        first = next((index for index, line in enumerate(lines) if line.startswith("# ") or _says(line)), 0)
        return one_line(lines[first].lstrip("# ")) if lines else "", "", first + 1
    words = [kind if slug(lines[at]) == slug(kind) else lines[at].strip(" :*,.'")]
    enacted, index = "", at + 1
    while index < len(lines) and index <= at + TITLE_LINES:
        line = lines[index]
        if _ENACTED.match(line):
            enacted = line
            index += 1
            continue
        if enacted or "\t" in line or _ends_title(line):
            break
        words.append(line)
        index += 1
    rest = " ".join(words[1:]).strip(" ._")
    if words[0] != kind or is_capitals(rest):
        return one_line(f"{words[0]} {rest}"), enacted, index
    return one_line(f"{kind.capitalize()} {rest if is_capitals(rest[:2]) else rest[:1].lower() + rest[1:]}"), enacted, index


def _ends_title(line: str) -> bool:
    begins_body = _BODY_STARTS.match(line) or ROMAN.match(line) or _ISSUES.search(line) or line.endswith((":", ";"))
    return bool(begins_body) or len(line) > MAX_TITLE / 2 or _is_office(line)


def _says(line: str) -> bool:
    return len(line) > 8 and "\t" not in line and not _HEAD.search(line[:MAX_HEAD_LINE])


def _is_office(line: str) -> bool:
    return is_capitals(line) and line.startswith(("CHỦ TỊCH", "ỦY BAN", "BỘ TRƯỞNG", "GIÁM ĐỐC", "THỦ TƯỚNG", "CHÍNH PHỦ"))


def _issuer(body: Sequence[str], enacted: str, top: Sequence[str], place: str) -> str:
    if enacted and (match := _ENACTED_BY.search(enacted)):
        return _whole_name(match[1], place)
    for line in body:
        found = [] if line.startswith(("Căn cứ", "Xét ")) else _ISSUES.findall(line)
        if found and (name := _last_office(found[-1])):
            return _whole_name(name, place)
    office = next((line for line in top[:8] if re.match(r"(?:ỦY BAN|UBND|SỞ|BỘ|CỤC|BAN|VĂN PHÒNG|CHÍNH PHỦ|QUỐC HỘI)\b", line)), "")
    return one_line(re.split(r"\s+(?=CỘNG H|Cộng h|ĐẢNG CỘNG|(?:Luật\s+)?[Ss]ố\s*:|SỐ\s*:|-\s*-)", office)[0])


def _last_office(text: str) -> str:
    """The office nearest to the verb ("… của UBND tỉnh; Sở Nội vụ" → "Sở Nội vụ")."""
    pieces = re.split(r"(?<=\s)(?=(?:Ủy ban nhân dân|UBND|Sở|Ban Quản lý)\b)", text)
    return pieces[-1].strip() if pieces else ""


def _whole_name(name: str, place: str) -> str:
    name = re.sub(r"^UBND\b", "Ủy ban nhân dân", one_line(name).strip(" ()."))
    return f"{name} {place}" if place and re.search(r"(?:tỉnh|thành phố)$", name) else name
