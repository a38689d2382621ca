"""Times beside which somebody outside the offices stands who must act by them: certain enough whatever office a long clause also names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.facts.deadline_actors import NOT_DONE, before, behind, is_due, owes
from knowledge.facts.deadline_events import is_anothers, swallows, told_with, whole
from knowledge.facts.deadline_shapes import (
    AFTER,
    BEFORE,
    BEFORE_ENDS,
    BEFORE_EVENT,
    BEFORE_IT,
    BETWEEN,
    BY_THE_TIME,
    DAY_OF_YEAR,
    LONGEST_EVENT,
    ONCE_DONE,
    SESSION,
    TERM,
    WITHIN_BEFORE,
)
from knowledge.texts.text import one_line

_SHAPES = (
    (BETWEEN, "{least} {by} {event}"),
    (BY_THE_TIME, "ít nhất {number} {unit} trước {event}"),
    (AFTER, "trong {number} {unit} kể từ {event}"),
    (SESSION, "trong {number} {unit} sau {event}"),
    (ONCE_DONE, "trong {number} {unit} {event}"),
    (BEFORE, "ít nhất {number} {unit} trước {event}"),
    (WITHIN_BEFORE, "trong {number} {unit} trước {event}"),
    (BEFORE_EVENT, "ít nhất {number} {unit} trước {event}"),
    (BEFORE_ENDS, "{number} {unit} trước {event}"),
    (BEFORE_IT, "{number} {unit} trước {event}"),
    (TERM, "ít nhất {number} {unit} trước thời hạn"),
)
_FROM = frozenset({AFTER, SESSION, ONCE_DONE})
"""Shapes whose time runs from their event; after a procedure's first step that is the procedure's own."""
_INSIDE = re.compile(
    r"\b(?:hồ sơ|yêu cầu|bổ sung|tiếp nhận|thẩm định|trả lời|hợp lệ|giải quyết|niêm yết|ý kiến|phiếu|công văn|văn bản(?! chấm dứt)"
    r"|thông báo(?! trúng tuyển| được hỗ trợ| triệu tập| về việc chấm dứt)|nói trên|nêu trên|sau đây|sau$|này$|đó$|trên$|công bố|đăng tải"
    r"|kiểm tra|nộp đơn|nộp$|theo giấy phép|chính thức khai thác"
    r"|gửi$|nhận (?:đơn|tiền|kết luận|giấy tờ)|nhận được (?!thông báo trúng|biên bản|quyết định|giấy phép|giấy chứng"
    r"|nghị quyết)|danh sách|bản fax|quy định|đề nghị|nhận$|ra$|sao gửi|được giao|trả kết quả|(?:ra )?quyết định (?:thu hồi"
    r"|điều chuyển)|ra quyết định|ủy quyền|thực hiện kiểm dịch|bị tai nạn|thông tư|nghị định|kết thúc đánh giá|quyết định trưng cầu)\b",
    re.IGNORECASE,
)
_REPORTS = re.compile(r"\b(?:báo cáo|tổng kết|thống kê)\b", re.IGNORECASE)
"""A day of every year on which somebody reports, whatever else a record is about."""
NOBODY = re.compile(
    r"^(?:\d.*|tổ chức|cá nhân|doanh nghiệp|người \w+(?: \w+)?|cơ quan \w+(?: \w+)?|bản án|quyết định|kết quả|công dân|giấy tờ|thống nhất"
    r"|dự kiến tiếp|hết thời hạn|hết hạn nộp.*)$",
    re.IGNORECASE,
)
"""An event cut before what happens."""
_OUTSIDE = re.compile(r"^(?:thông quan|có (?:(?:sự|một trong (?:các|những)) )?thay đổi|khai giảng|nhập học)\b", re.IGNORECASE)
"""What no step of a procedure makes happen, wherever it is told."""
_TIME_AGAIN = re.compile(r"^(?:hoặc\s+)?(?:chậm nhất|muộn nhất)\b", re.IGNORECASE)
_LATER = re.compile(
    r"\b(?:trúng tuyển|tuyển dụng|chấp thuận|đồng ý|được (?:cấp|công nhận|phê duyệt|chấp thuận|lựa chọn|thụ lý|bổ nhiệm|khen|hỗ trợ)"
    r"|(?:hội đồng |họp )(?:họp|thông qua|hội đồng)|hoàn (?:thành|tất)|kết thúc (?!thời hạn)|có hiệu lực|thông qua"
    r"|nhận được (?:quyết định|giấy (?:phép|chứng)|kết quả giám định|thông báo (?:trúng|kết quả|phục hồi)))\b",
    re.IGNORECASE,
)
"""What happens once a matter is granted, judged or done: from it runs what somebody owes afterwards."""
_HANDLED = re.compile(
    r"\b(?:hồ sơ|đơn|yêu cầu|bổ sung|tiếp nhận|thẩm định|niêm yết|lấy ý kiến|kiểm tra|phiếu|thanh toán|đánh giá|nêu trên|tổ chức thi"
    r"|nói trên|điều chuyển|tài liệu|giám định y khoa|thương thảo|nghị định|thông tư|luật)\b",
    re.IGNORECASE,
)
LATER = "bước sau"
"""What a line begins with that tells of a step behind the first."""
_CUT = re.compile(
    r"(?:[\s,]+(?:thì|và|các|các tố chức|hoặc|trong thời hạn))+$|\s+theo mẫu số\s.*$|\s+và (?:phải )?chịu trách nhiệm\s.*$"
    r"|\s+(?:gửi\s+)?(?:đến|về|tới) (?:cơ quan|cục|sở|bộ|ủy ban)\b.*$|[\s,]+$"
    r"|\s+(?:gửi đến|gửi về|tại|do|của|về|một trong những|thuộc một|theo các|người|tổ chức|cá nhân"
    r"|(?<!đăng ký )(?<!của )(?<!cho )doanh nghiệp)$"
    r"|\s+(?:theo quy định|quy định tại)\s.*$",
    re.IGNORECASE,
)


def beside(clause: str, name: str, *, is_begun: bool) -> Iterator[str]:
    """The deadlines of one clause; `is_begun`: it stands behind the first step of the procedure `name`."""
    taken: list[tuple[int, int]] = []
    for pattern, shape in _SHAPES:
        for match in pattern.finditer(clause):
            begin, end = match.span()
            is_told = any(begin < last and first < end for first, last in taken)
            is_its_own = is_begun and pattern in _FROM and not _OUTSIDE.match(match["event"])
            if not is_told and not is_its_own and (event := _event(clause, match)):
                taken.append((begin, end))
                said = {name: (text or "").lower() for name, text in match.groupdict().items()}
                line = shape.format(**said | {"event": f"{match['kind'].strip().lower()} {event}"})
                yield told_with(line, clause, clause[end:], name)
    for match in DAY_OF_YEAR.finditer(clause):
        is_theirs = before(clause[: match.start()], clause[match.end() :]) or behind(clause[match.end() :])[1]
        if is_theirs and not _REPORTS.search(clause):
            line = one_line(f"{match['by'].lower()} {match['day'].lower()}{match['of'] or ''}")
            yield told_with(line, clause, clause[match.end() :], name)


def later(clause: str, name: str, *, is_first: bool) -> Iterator[str]:
    """What somebody must do, and by when, once the matter is granted, judged or done; `is_first`: the clause begins its text, where the
    matter itself begins with what another one granted."""
    for match in AFTER.finditer(clause):
        rest = clause[match.end() :]
        told = clause[: match.start()]
        event = _CUT.sub("", whole(one_line(match["event"]), rest)).rstrip(" ,")
        is_later = _LATER.search(event) and not _HANDLED.search(event) and not swallows(event) and not NOT_DONE.search(told)
        if is_later and " " in event and not is_anothers(clause, rest) and owes(told, rest):
            line = f"trong {match['number']} {match['unit']} kể từ {match['kind'].strip()} ".lower() + event
            line = told_with(line, clause, rest, name)
            yield line if is_first else f"{LATER}: {line}"


def _event(clause: str, match: re.Match[str]) -> str:
    """What happens, whole, where it is outside the procedure and somebody outside the offices must act by it; "" where not."""
    rest = clause[match.end() :]
    more, is_behind = behind(rest)
    event = one_line(match["event"])
    if is_behind and more and not _TIME_AGAIN.match(more):
        longer = f"{event}, {more}"
        event = longer if len(longer) <= LONGEST_EVENT else f"{event} …"
    else:
        event = whole(event, rest)
    event = _CUT.sub("", event).rstrip(" ,")
    is_cut = (" " not in event and match.re is not TERM) or swallows(event)
    if is_cut or is_anothers(clause, rest) or _INSIDE.search(event) or NOBODY.match(event) or NOT_DONE.search(clause[: match.start()]):
        return ""
    return event if is_behind or is_due(rest) or before(clause[: match.start()], rest) else ""
