"""By when the citizen must act, read from an official text: "trong 60 ngày kể từ ngày sinh con"; never how long an office takes.

A text holds many times; nine of ten are the offices'. A clause counts only where somebody outside the offices must act in it and the time
runs from, or ends before, something that happens outside the procedure: a birth, a move, the last day of a permit. What is doubtful is
left out: no deadline said is better than the wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from knowledge.facts.deadline_actors import NOT_DONE
from knowledge.facts.deadline_events import is_anothers, told_with, whole
from knowledge.facts.deadline_mends import mends_in
from knowledge.facts.deadline_shapes import AFTER, BEFORE, BEFORE_EVENT, WITHIN_BEFORE
from knowledge.facts.deadlines_beside import NOBODY, beside, later
from knowledge.facts.headings import TITLES
from knowledge.records.procedure import Deadlines, Part, Procedure
from knowledge.texts.text import one_line

MOST = 3  # deadlines of a record, as many as an answer tells

LONGEST_CLAUSE = 600  # characters; in a longer one who must act and by when stand too far apart to belong together

_TAX_DAY = r"(?:cuối cùng|(?:thứ\s+)?\d{1,2})(?:\s*\([\w\s]{2,25}\))?"
_BY_DAY = re.compile(
    rf"\b(?:chậm nhất|muộn nhất)\s+(?:là\s+|vào\s+)?(?P<event>ngày\s+{_TAX_DAY}\s+(?:của\s+)?"
    r"(?:tháng\s+(?!\d)|quý\s+|kể từ ngày\s+)[^,;.:\n()]{3,90}?)"
    r"(?=\s*[,;.:\n]|\s*$|\s+(?:đối với|và|hoặc chậm nhất|cho|thì|tại)\b|\s*\()",
    re.IGNORECASE,
)
_ITS_CASE = re.compile(r"\s*(\((?:chỉ\s+)?(?:đối với|áp dụng|trong trường hợp)[^()]{3,120}\))", re.IGNORECASE)
_OF_WHAT = re.compile(r"\b(?:thời hạn\s+|(?=tạm nộp|khai quyết toán))((?:tạm )?(?:nộp|khai)\s+[^,;.:\n()]{3,80}?)\s*$", re.IGNORECASE)
_AND_ALSO = re.compile(r"^\s*,?\s*(?:(?:hoặc|và)\s+)?(?:(?:khai|tạm nộp)\s[^,;.:\n]{0,90})?$", re.IGNORECASE)
"""What stands between two days of one clause, if they are two days of one duty."""
_OF_A_CASE = re.compile(r"\b(?:đối với|trường hợp|hoặc)\b", re.IGNORECASE)
_WHO = (
    r"người|công dân|cá nhân|tổ chức|doanh nghiệp|thương nhân|nhà đầu tư|cha|mẹ|gia đình|hộ|chủ|cơ sở|đơn vị|công ty|hợp tác xã"
    r"|trường|thuyền trưởng|ngư dân|đại lý|nhà thầu"
    r"|học sinh|thí sinh|phóng viên|thân nhân|vợ|chồng|bên|luật sư|công chứng viên|nhà xuất bản|tổ hợp tác|quỹ|hội|chi nhánh|văn phòng"
    r"|ngân hàng|bệnh viện|phòng khám"
)
_DUTY = re.compile(
    r"\bthời hạn nộp (?:hồ sơ|giấy|tờ khai|báo cáo)\b"
    r"|\bviệc (?:khai báo|đăng ký|thông báo|nộp hồ sơ)\b[^;.\n]{0,60}?\bphải được thực hiện\b",
    re.IGNORECASE,
)
"""Somebody's duty that is said without saying whose; an office has none of these."""
_ACTS = re.compile(
    rf"\b(?:{_WHO})\b[^;.\n]{{0,120}}?\b(?:phải|có trách nhiệm|có nghĩa vụ|nộp|gửi|thông báo|đăng ký|khai báo|trình báo|báo cáo"
    rf"|làm thủ tục|thực hiện|lập|đề nghị|khai|kê khai|làm đơn|hoàn thành)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:cơ quan|uỷ ban|ủy ban|ubnd|(?<!trụ )(?<!cơ )sở (?!hữu)|(?<!toàn )(?<!nội )(?<!\d )bộ (?!hồ sơ)|cục|chi cục|tổng cục|công an"
    r"|tòa án|(?<!văn )phòng (?!khám|cháy|ở|trọ)|công chức|cán bộ|bộ phận|trung tâm|hội đồng|ban (?!hành|vận động|quản lý cơ sở)"
    r"|văn phòng đăng ký|ngân hàng nhà nước|chủ tịch|thủ tướng|bộ trưởng|giám đốc sở|cảng vụ|biên phòng|hải quan|kho bạc"
    r"|bảo hiểm xã hội|thanh tra"
    r"|đoàn|(?<!bệnh )viện|(?<!dịch )(?<!nghĩa )(?<!nghiệp )(?<!phục )(?<!nhiệm )vụ|trạm|tổ chức cấp|đơn vị đăng ký|đăng kiểm)\b",
    re.IGNORECASE,
)
_TO_OFFICE = re.compile(
    r"\b(?:đến|tới|tại|cho|với|của|do|ở|về|theo|được|để|báo cáo|thông báo|trình|gửi|nộp|đề nghị|yêu cầu)\s+(?:(?:cho|đến|tới"
    r"|với)\s+)?(?:\w+\s+){0,2}?"
    r"(?:cơ quan|uỷ ban|ủy ban|ubnd|(?<!cơ )sở|bộ|cục|chi cục|tổng cục|công an|phòng|bộ phận|trung tâm|văn phòng đăng ký|ngân hàng nhà nước"
    r"|cảng vụ|biên phòng|hải quan|bảo hiểm xã hội)\b[^,;.\n]*?(?:,\s+(?:cơ quan|sở|phòng|công an|ủy ban nhân dân|bộ|cục)\b[^,;.\n]*?)*"
    r"(?=,|;|\.|$|\n|\s+(?:trong|chậm nhất|muộn nhất|trước|ít nhất|kể từ)\b)",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"\b(?:sau đây|sau$|nhận|hồ sơ|thông báo|yêu cầu|văn bản|thẩm định|kết quả|tiếp nhận|nộp|gửi|bổ sung|trả lời|kiểm tra|hợp lệ"
    r"|đề nghị|giải quyết|quyết định|có ý kiến|lấy ý kiến|niêm yết|phiếu|họp|công bố|báo cáo"
    r"|ký hợp đồng|nói trên|nêu trên|này|đó|trên|quy định|dự kiến (?:trả|họp)|được cấp|ban hành|chấp thuận|phê duyệt|biên bản"
    r"|xác nhận|đăng tải|thẩm tra|thông tư|nghị định|luật|theo giấy phép|chính thức khai thác)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"^(?:chính thức |bắt đầu )?(?:(?:có )?(?:sự )?thay đổi\b|quyết định (?:thay đổi|thành lập|lập|chấm dứt|giải thể|tạm ngừng|mở|đóng)\b"
    r"(?!.*(?:hiệu lực|ban hành|được|ký))|được nhận tập sự\b|tổ chức, cá nhân\b|dự kiến (?!trả|họp))",
    re.IGNORECASE,
)
"""Events of the one who must act, whatever else they name: what it decided itself, what changed with it."""
_RUNS_OUT = re.compile(
    rf"{_OWN.pattern}|\bhết (?:hạn|thời hạn|hiệu lực)\b(?! (?:nộp|nhận|thông báo|trả lời|bổ sung|lấy))|^(?:đầu tiên )?diễn ra\b",
    re.IGNORECASE,
)
"""What a time may end before, whatever paper it names: a paper's last day, a day people meet."""
_SCHOOL = re.compile(r"\b(?:cơ sở giáo dục|nhà trường|trường)\b[^,;.]*\bthông báo\b|^niêm yết thông báo$", re.IGNORECASE)
_SCHOOL_ACTS = re.compile(
    r",?\s*(?:thủ trưởng|hiệu trưởng|người đứng đầu)?\s*(?:các\s+)?(?:cơ sở (?:giáo dục|đào tạo)|trường)\b[^,;.\n]{0,60}"
    r"\b(?:thông báo|rà soát|tổng hợp|phổ biến|lập)\b",
    re.IGNORECASE,
)
_FAMILY = re.compile(r"\b(?:cha mẹ|học sinh|sinh viên|học viên|người học)\b[^;.\n]{0,120}?\bnộp\b", re.IGNORECASE)
"""A school tells families of a right and waits for them: its notice begins a time of theirs, as no office's does."""
_WORK = re.compile(
    r"\b(?:xem xét|cấp giấy|cấp phép|trả kết quả|thẩm định|giải quyết|ra quyết định|được trả|có văn bản trả lời"
    r"|(?<!tổ chức, cá nhân )tiếp nhận|niêm yết(?! thông báo)"
    r"|phê duyệt quyết định|(?<!đăng ký )bổ sung(?! (?:đăng ký|nội dung|giấy (?:phép|chứng nhận)))"
    r"|thời hạn cấp|cấp văn bằng|thời hạn (?:thẩm|thực hiện)|quá thời hạn|quá hạn"
    r"|sau khi hết thời hạn)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r";(?!\s*(?:hoặc\s+)?(?:qua|trực tuyến|học sinh|sinh viên|chậm nhất \d+)\b)|\n|(?<=[^\d])\.\s|(?<=\w)\.(?=[A-ZĐ])|\s[-+]\s"
)
_WHO_ACTS = re.compile(
    r"(?:\s+(?:(?:các nội dung\s+|(?:theo|trong) các trường hợp\s+|theo\s+)?quy định tại\s.*|về một trong các\s.*|các thông tin về họ"
    r"|các nội dung"
    r"|theo mẫu số\s.*|trong thời hạn|và (?:phải )?chịu trách nhiệm\s.*"
    r"|người(?: làm thủ tục| lao động)?|(?<!dự kiến )tổ chức|cá nhân|(?<!đăng ký )(?<!của )(?<!cho )doanh nghiệp"
    r"|một (?:trong|hoặc một số)(?: các| những)? (?:nội dung|thông tin|trường hợp|điều kiện)|sau|sau đây|về|của|tại|do))+$",
    re.IGNORECASE,
)
"""What a cut event ends with that is no part of it."""
_HOW_LONG = re.compile(r"^(?:trong|ít nhất) [\w ]+?(?=(?:kể từ|trước) (?:ngày|khi|thời điểm)\b)|\bdự kiến\s+")
_STEP = re.compile(r"\bbước\s+(\d{1,2})\b", re.IGNORECASE)
_TEXTS = ((Part.STEPS, "steps"), (Part.CONDITIONS, "conditions"))


def deadlines_in(record: Procedure) -> Deadlines | None:
    """What the official text of `record` says of it, at most MOST; None where it says nothing that is certain."""
    for read in (_lines, _later, _mends):
        for part, text in _texts(record):
            lines = tuple(islice(_each_event_once(read(text, record.name)), 1 if read is _mends else MOST))
            if lines:
                return Deadlines(lines=lines, basis=TITLES[part])
    return None


def _mends(text: str, _name: str) -> Iterator[str]:
    """How long they have to mend what they handed in, where nothing else is told."""
    clauses = (one_line(raw) for raw in _CLAUSE.split(text))
    return (line for clause in clauses if len(clause) <= LONGEST_CLAUSE for line in mends_in(clause))


def _later(text: str, name: str) -> Iterator[str]:
    """What they owe once the matter is granted, where nothing is told of by when it must be begun."""
    for number, raw in enumerate(_CLAUSE.split(text)):
        clause = one_line(raw)
        if len(clause) <= LONGEST_CLAUSE:
            yield from later(clause, name, is_first=not number)


def _texts(record: Procedure) -> Iterator[tuple[Part, str]]:
    yield from ((part, getattr(record, name)) for part, name in _TEXTS)
    yield Part.METHODS, "\n".join(item.note for item in record.submissions)


def _lines(text: str, name: str) -> Iterator[str]:
    """The deadlines of one text; after its first step only those before something: what runs from a step is the procedure's own."""
    step = 0
    for raw in _CLAUSE.split(text):
        clause = one_line(raw)
        step = _step_in(clause, step)
        found = tuple(_found(clause, name, is_begun=step > 1)) if len(clause) <= LONGEST_CLAUSE and _is_duty(clause) else ()
        yield from found or beside(clause, name, is_begun=step > 1)


def _step_in(clause: str, step: int) -> int:
    """The step that `clause` stands in, after `step`; a first step begins another way of doing it."""
    numbers = [int(number) for number in _STEP.findall(clause)]
    return 1 if numbers[:1] == [1] and clause.lower().lstrip(" -+*").startswith("bước") else max([step, *numbers])


def _each_event_once(lines: Iterable[str]) -> Iterator[str]:
    """Of two times for one event the first: the second is of a special case that is said sentences before."""
    told: list[str] = []
    for line in lines:
        event = _HOW_LONG.sub("", line).replace("hàng năm", "hằng năm")
        if not any(event.startswith(earlier) or earlier.startswith(event) for earlier in told):
            told.append(event)
            yield line


def _is_duty(clause: str) -> bool:
    """Whether somebody outside the offices must act in it; an office may be whom they go to."""
    return (
        bool(_ACTS.search(clause) or _DUTY.search(clause)) and not _WORK.search(clause) and not _OFFICE.search(_TO_OFFICE.sub(" ", clause))
    )


def _found(clause: str, name: str, *, is_begun: bool) -> Iterator[str]:
    for pattern, shape in _SHAPES:
        for match in pattern.finditer(clause):
            said, rest = match.groupdict(), clause[match.end() :]
            longer = _WHO_ACTS.sub("", whole(said["event"].strip(), rest)).rstrip(" ,")
            said["event"] = _WHO_ACTS.sub("", said["event"])
            own = _OWN if pattern is AFTER else _RUNS_OUT
            is_cut = " " not in said["event"].strip() or NOBODY.match(said["event"])
            is_inside = (is_cut and longer == said["event"].strip()) or _is_of_the_procedure(said["event"], clause, match.span(), own)
            if not is_inside and not (is_begun and pattern is AFTER) and not is_anothers(clause, rest):
                event = f"{said['kind'].strip().lower()} {longer}"
                line = shape.format(number=said["number"].lower(), unit=said["unit"].lower(), event=event)
                yield told_with(_with_its_case(line, clause, match.end()), clause, rest, name)
    if not is_begun:
        yield from _on_days(clause, name)


def _on_days(clause: str, name: str) -> Iterator[str]:
    """The days of a month or a quarter by which `clause` says that something is due; a second one with what it is for, or its case."""
    end = 0
    for day in _BY_DAY.finditer(clause):
        told = clause[end : day.start()]
        if _OF_A_CASE.search(told) if not end else not _AND_ALSO.match(told):
            return
        end = day.end()
        what = _OF_WHAT.search(re.sub(r"\s*\([^()]*\)\s*$", " ", told))
        line = f"{what[1]}: " if what else ""
        yield told_with(_with_its_case(f"{line}chậm nhất {one_line(day['event'])}", clause, end), clause, clause[end:], name)


def _with_its_case(line: str, clause: str, end: int) -> str:
    """`line` with the case in brackets that stands behind it in `clause`: another case has another day."""
    case = _ITS_CASE.match(clause, end)
    return f"{line} {case[1]}" if case else line


def _is_of_the_procedure(event: str, clause: str, span: tuple[int, int], own: re.Pattern[str]) -> bool:
    """Whether `event` happens inside the procedure, or what runs from it is only said of who does not act, or is a school's to do."""
    begin, end = span
    if NOT_DONE.search(clause[:begin]) or _SCHOOL_ACTS.match(clause[end:]):
        return True
    if _SCHOOL.search(event):
        return not _FAMILY.search(clause)
    return bool(not own.search(event) and _INSIDE.search(event))


_SHAPES = (
    (AFTER, "trong {number} {unit} kể từ {event}"),
    (BEFORE, "ít nhất {number} {unit} trước {event}"),
    (WITHIN_BEFORE, "trong {number} {unit} trước {event}"),
    (BEFORE_EVENT, "ít nhất {number} {unit} trước {event}"),
)
