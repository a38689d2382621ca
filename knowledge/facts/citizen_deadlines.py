"""By when the citizen must act, read from an official text: "trong 60 ngày kể từ ngày sinh con"; never how long an office takes.

A text holds many times; nine of ten are the offices'. A clause counts only where somebody outside the offices must act in it and the time
runs from, or ends before, something that happens outside the procedure: a birth, a move, the last day of a permit. What is doubtful is
left out: no deadline said is better than the wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.facts.headings import TITLES
from knowledge.records.procedure import Deadlines, Part, Procedure
from knowledge.texts.text import one_line

LONGEST_EVENT = 90  # characters; what happens is named in fewer, more is a condition
MOST = 3  # deadlines of a record, as many as an answer tells

LONGEST_CLAUSE = 600  # characters; in a longer one who must act and by when stand too far apart to belong together

_NUMBER = r"(?P<number>\d{1,3})(?:\s*\([\w\s]{2,25}\))?"
_UNIT = r"(?P<unit>ngày làm việc|ngày|tuần|tháng|năm|giờ)"
_EVENT = rf"(?P<event>[^,;.:\n()]{{3,{LONGEST_EVENT}}}?)"
_END = r"(?=\s*(?:[,;.:()\n]|$)|\s+(?:thì|phải|mà|nếu|có trách nhiệm)\b)"
_AFTER = re.compile(
    rf"\b(?:trong (?:thời hạn|vòng|thời gian|khoảng thời gian)|trong|chậm nhất|muộn nhất)\s+(?:là\s+|không quá\s+"
    rf"|tối đa\s+)*{_NUMBER}\s*{_UNIT},?\s*"
    rf"(?:kể\s+)?(?:từ|sau)\s+(?P<kind>(?:ngày|khi|thời điểm)\s+){_EVENT}{_END}",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b(?:ít nhất|tối thiểu|chậm nhất"
    rf"|muộn nhất)\s+(?:là\s+)?{_NUMBER}\s*{_UNIT},?\s*(?:tính\s+)?(?:đến\s+)?trước\s+(?P<kind>(?:ngày|khi|thời điểm)\s+){_EVENT}{_END}",
    re.IGNORECASE,
)
_WITHIN_BEFORE = re.compile(
    rf"\btrong (?:thời hạn|vòng|khoảng thời gian)?\s*{_NUMBER}\s*{_UNIT}\s*,?\s*trước\s+(?P<kind>(?:ngày|khi"
    rf"|thời điểm)\s+){_EVENT}{_END}",
    re.IGNORECASE,
)
_BEFORE_EVENT = re.compile(
    rf"\btrước\s+(?P<kind>(?:ngày|khi|thời điểm)\s+){_EVENT}\s+(?:ít nhất|tối thiểu)\s+(?:là\s+)?{_NUMBER}\s*{_UNIT}\b", re.IGNORECASE
)
_WHO = (
    r"người|công dân|cá nhân|tổ chức|doanh nghiệp|thương nhân|nhà đầu tư|cha|mẹ|gia đình|hộ|chủ|cơ sở|đơn vị|công ty|hợp tác xã"
    r"|trường|thuyền trưởng|ngư dân|đại lý"
    r"|học sinh|thí sinh|thân nhân|vợ|chồng|bên|luật sư|công chứng viên|nhà xuất bản|tổ hợp tác|quỹ|hội|chi nhánh|văn phòng"
    r"|ngân hàng|bệnh viện|phòng khám"
)
_ACTS = re.compile(
    rf"\b(?:{_WHO})\b[^;.\n]{{0,120}}?\b(?:phải|có trách nhiệm|có nghĩa vụ|nộp|gửi|thông báo|đăng ký|khai báo|trình báo|báo cáo"
    rf"|làm thủ tục|thực hiện|lập|đề nghị|khai|kê khai|làm đơn|hoàn thành)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:cơ quan|uỷ ban|ủy ban|ubnd|sở|bộ (?!hồ sơ)|cục|chi cục|tổng cục|công an|tòa án|phòng (?!khám|cháy|ở|trọ)|công chức"
    r"|cán bộ|bộ phận|trung tâm|hội đồng|ban (?!hành)|văn phòng đăng ký"
    r"|ngân hàng nhà nước|chủ tịch|thủ tướng|bộ trưởng|giám đốc sở|cảng vụ|biên phòng|hải quan|kho bạc|bảo hiểm xã hội|thanh tra"
    r"|đoàn|viện|vụ|trạm|tổ chức cấp|đơn vị đăng ký|đăng kiểm)\b",
    re.IGNORECASE,
)
_TO_OFFICE = re.compile(
    r"\b(?:đến|tới|tại|cho|với|của|do|ở|về|theo|được|báo cáo|thông báo|trình|gửi|nộp|đề nghị|yêu cầu)\s+(?:(?:cho|đến|tới"
    r"|với)\s+)?(?:\w+\s+){0,2}?"
    r"(?:cơ quan|uỷ ban|ủy ban|ubnd|sở|bộ|cục|chi cục|tổng cục|công an|phòng|bộ phận|trung tâm|văn phòng đăng ký|ngân hàng nhà nước"
    r"|cảng vụ|biên phòng|hải quan|bảo hiểm xã hội)\b[^,;.\n]*?"
    r"(?=,|;|\.|$|\n|\s+(?:trong|chậm nhất|muộn nhất|trước|ít nhất|kể từ)\b)",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"\b(?:sau đây|sau$|nhận|hồ sơ|thông báo|yêu cầu|văn bản|thẩm định|kết quả|tiếp nhận|nộp|gửi|bổ sung|trả lời|kiểm tra|hợp lệ"
    r"|đề nghị|giải quyết|quyết định|có ý kiến|niêm yết|phiếu|họp|công bố|báo cáo"
    r"|ký hợp đồng|nói trên|nêu trên|này|đó|trên|quy định|dự kiến (?:trả|họp)|được cấp|ban hành|chấp thuận|phê duyệt|biên bản"
    r"|xác nhận|đăng tải|thẩm tra)\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:xem xét|cấp giấy|cấp phép|trả kết quả|thẩm định|giải quyết|ra quyết định|được trả|có văn bản trả lời|tiếp nhận|niêm yết"
    r"|bổ sung|thời hạn cấp|cấp văn bằng|thời hạn (?:thẩm|thực hiện)|quá thời hạn|quá hạn|sau khi hết thời hạn)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;\n]|(?<=[^\d])\.\s|(?<=\w)\.(?=[A-ZĐ])|\s[-+]\s")
_WHO_ACTS = re.compile(
    r"(?:\s+(?:người(?: làm thủ tục)?|tổ chức|cá nhân|doanh nghiệp|một (?:trong|hoặc một số)(?: các| những)? (?:nội dung|thông tin"
    r"|trường hợp|điều kiện)|sau|sau đây|về|của|tại|do))+$",
    re.IGNORECASE,
)
"""What a cut event ends with that is no part of it."""
_STEP = re.compile(r"\bbước\s+(\d{1,2})\b", re.IGNORECASE)
_NOT_DONE = re.compile(r"\bkhông (?!quá)[^,;]{0,60}$", re.IGNORECASE)
_TEXTS = ((Part.STEPS, "steps"), (Part.CONDITIONS, "conditions"))


def deadlines_in(record: Procedure) -> Deadlines | None:
    """What the official text of `record` says of it, at most MOST; None where it says nothing that is certain."""
    for part, text in _texts(record):
        lines = tuple(dict.fromkeys(_lines(text)))[:MOST]
        if lines:
            return Deadlines(lines=lines, basis=TITLES[part])
    return None


def _texts(record: Procedure) -> Iterator[tuple[Part, str]]:
    yield from ((part, getattr(record, name)) for part, name in _TEXTS)
    yield Part.METHODS, "\n".join(item.note for item in record.submissions)


def _lines(text: str) -> Iterator[str]:
    """The deadlines of one text; after its first step only those before something: what runs from a step is the procedure's own."""
    step = 0
    for raw in _CLAUSE.split(text):
        clause = one_line(raw)
        step = max([step, *(int(number) for number in _STEP.findall(clause))])
        if len(clause) <= LONGEST_CLAUSE and _is_duty(clause):
            yield from _found(clause, is_begun=step > 1)


def _is_duty(clause: str) -> bool:
    """Whether somebody outside the offices must act in it; an office may be whom they go to."""
    return bool(_ACTS.search(clause)) and not _WORK.search(clause) and not _OFFICE.search(_TO_OFFICE.sub(" ", clause))


def _found(clause: str, *, is_begun: bool) -> Iterator[str]:
    for pattern, shape in _SHAPES:
        for match in pattern.finditer(clause):
            said = match.groupdict()
            said["event"] = _WHO_ACTS.sub("", said["event"])
            is_inside = " " not in said["event"].strip() or _INSIDE.search(said["event"]) or _NOT_DONE.search(clause[: match.start()])
            if not is_inside and not (is_begun and pattern is _AFTER):
                event = f"{said['kind'].strip().lower()} {said['event'].strip()}"
                yield shape.format(number=said["number"], unit=said["unit"].lower(), event=event)


_SHAPES = (
    (_AFTER, "trong {number} {unit} kể từ {event}"),
    (_BEFORE, "ít nhất {number} {unit} trước {event}"),
    (_WITHIN_BEFORE, "trong {number} {unit} trước {event}"),
    (_BEFORE_EVENT, "ít nhất {number} {unit} trước {event}"),
)
