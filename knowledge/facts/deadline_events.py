"""A deadline's event told whole, and with the case that it is for: official clauses break the one at commas and name the other far before.

A second reader found the kinds told here, beside the official text of every deadline: docs/quality.md counts them.
"""

from __future__ import annotations

import re

from knowledge.facts.deadline_actors import ACT, ACTOR, MARK
from knowledge.facts.deadline_shapes import LONGEST_EVENT

LONGEST_CASE = 110  # characters; a longer case is cut, because who it is for stands first
ALIKE = 0.7  # of a case's words that the name and the event tell already: then it is said
_LAST_WORDS = 9  # words of the last piece of a clause that belongs to the event: more are a sentence of their own

_ANOTHER = re.compile(
    r"^(?:các|những|mỗi|thì|nếu|khi|trường hợp|đối với|trên cơ sở|căn cứ|theo|trừ|trong|sau|trước|để|kèm|phải|phụ lục|với|mà|bao gồm"
    r"|tính|nhưng|chậm nhất|muộn nhất|ít nhất|tối thiểu|như|cụ thể|kể từ|có trách nhiệm|nêu rõ|ghi rõ|hoặc (?:chậm|trong|qua)"
    r"|và (?:phải|gửi|chịu)"
    r"|tại|qua|cả|nộp|gửi|lập|đồng thời|trung thực|pvn)\b",
    re.IGNORECASE,
)
"""How a piece begins that is no part of what happens."""
_TILL_SOMEBODY = re.compile(r"\s+(?:người làm thủ tục|thì)\b.*$", re.IGNORECASE)
_SCHOOL_TELLS = re.compile(r"^(?:trường|cơ sở giáo dục)\b.*\bthông báo$", re.IGNORECASE)
_NO_NAME = re.compile(r"[\d():/“”\"]")
_CASE = re.compile(
    r"^(?:(?:trong )?(?:trường hợp|đối với)\s[^:]{5,}?(?=,?\s+(?:trong thời hạn|chậm nhất|thì|phải|(?:nộp|nhận) hồ sơ)\b|,|:)"
    r"|tàu [^.;:]{40,}?(?= thông báo chậm nhất))",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\b(?:theo |quy định )+tại (?:các )?(?:điểm|khoản|điều)\b.*$", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_AFTERWARDS = re.compile(
    r"\b(?:hoàn trả (?:tài nguyên|giấy phép)|nộp lại cho|đăng báo|công bố (?:về )?việc|công khai nội dung|ký hợp đồng thực hiện"
    r"|tiến hành thử nghiệm|tổ chức đại hội|sở hữu \d+\s*%|được niêm yết|chuyển quyền sở hữu cho|chấm dứt sinh hoạt"
    r"|cho người sử dụng dịch vụ|cập nhật lên trang)",
    re.IGNORECASE,
)
"""What is done once a procedure is over: it hands nothing in."""
_OFFICES_OWN = re.compile(r"^(?:công khai|niêm yết|đăng tải|tổng hợp)\b", re.IGNORECASE)
_GATHERS = re.compile(r"^[\s,]*(?:[^,;]{2,40}\s)?tổng hợp\b", re.IGNORECASE)
_OFFICE_ACTS = re.compile(
    r",\s+(?:giám đốc|cơ quan (?!,)\w+|cục |sở |ủy ban|uỷ ban|chủ tịch|hội đồng)[^,;]{0,60}?"
    r"\b(?:thông báo|thực hiện|căn cứ|xem xét|quyết định|cấp|trả)\b",
    re.IGNORECASE,
)
_REPORTS = re.compile(r"^[^;:]{0,230}?\b(?:phải|trách nhiệm|nộp|gửi)\b(?P<what>[^;:]{0,40}?)\bbáo cáo\b", re.IGNORECASE)

_ASKS = re.compile(r"\b(?:đề nghị|hồ sơ (?!báo cáo))", re.IGNORECASE)
"""A report that goes with what asks for something is no duty of its own."""

_SHORT_EVENT = 110  # characters; in a longer one another sentence may have begun
_OFFICE_TELLS = re.compile(
    r"\b(?:cơ quan|sở|bộ|cục|ủy ban|uỷ ban|hội đồng)\b[^,]{0,60}?\b(?:thông báo|có trách nhiệm|gửi|trả|xem xét|tổ chức)\b", re.IGNORECASE
)


def swallows(event: str) -> bool:
    """Whether a long `event` holds what an office then does, which is a sentence of its own without a comma before it."""
    return len(event) > _SHORT_EVENT and _OFFICE_TELLS.search(event) is not None


def whole(event: str, rest: str) -> str:
    """`event` with the pieces of its enumeration that follow in `rest` ("việc tăng" + ", giảm vốn góp của quỹ, công ty …"), as many as
    fit, up to whoever acts."""
    rest = rest.lstrip()
    if not rest.startswith(","):
        return event
    pieces = [piece.strip() for piece in re.split(r",\s+|[;.:]", rest[1:])]
    for number, said in enumerate(pieces):
        piece = _TILL_SOMEBODY.sub("", said)
        act = ACT.search(piece)
        is_last = number == len(pieces) - 1
        is_sentence = is_last and len(piece.split()) > _LAST_WORDS
        is_somebody = ACTOR.match(f"{piece} ") and not _SCHOOL_TELLS.match(piece)
        if not piece or is_sentence or is_somebody or _ANOTHER.match(piece) or _NO_NAME.search(piece) or (act and act.end() < len(piece)):
            break
        if len(event) + len(piece) > LONGEST_EVENT:
            return f"{event} …"
        event = f"{event}, {piece}"
        if act or piece != said:
            break
    return event


def is_anothers(clause: str, rest: str) -> bool:
    """Whether what a clause tells by a time is an office's or is done when the procedure is over; `rest`: what stands behind the time."""
    return bool(
        _OFFICES_OWN.match(MARK.sub("", clause))
        or _AFTERWARDS.search(clause)
        or _GATHERS.match(ACTOR.sub("", rest.lstrip(" ,"), count=1))
        or ((acts := _OFFICE_ACTS.search(rest)) and not _theirs_before(rest, acts.start()))
    )


def _theirs_before(rest: str, end: int) -> bool:
    """Whether somebody of theirs begins a piece of `rest` before `end`."""
    return any((actor := ACTOR.match(rest, found.end())) and actor["theirs"] for found in re.finditer(r",\s+", rest[:end]))


def told_with(line: str, clause: str, rest: str, name: str) -> str:
    """`line` with the case that `clause` begins with, where neither the procedure's name nor the line tells it; a report is called one."""
    report = _REPORTS.search(rest[:280])
    if report and "báo cáo" not in name.lower() and not _ASKS.search(f"{report['what']}báo cáo"):
        line = f"báo cáo: {line}"
    found = _CASE.match(MARK.sub("", clause))
    if not found or "(" in line:
        return line
    case = _NUMBERED.sub("", found[0]).strip()
    words = set(_WORD.findall(case.lower()))
    if len(words & set(_WORD.findall(f"{name} {line} trường hợp đối với có thì".lower()))) >= ALIKE * len(words):
        return line
    if len(case) > LONGEST_CASE:
        case = f"{case[:LONGEST_CASE].rsplit(' ', 1)[0]} …"
    return f"{line} ({case[0].lower()}{case[1:]})"
