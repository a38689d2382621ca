"""How official texts say a time that runs from, or ends before, an event: "trong 60 ngày kể từ ngày sinh con"."""

from __future__ import annotations

import re

LONGEST_EVENT = 170  # characters; what happens is named in fewer, more is a condition

_SPELT = "bốn mươi lăm|chín mươi|sáu mươi|hai mươi|ba mươi|mười lăm|mười hai|mười|chín|tám|bảy|sáu|năm|bốn|ba|hai|một"
NUMBER = rf"(?P<number>\d{{1,3}}|{_SPELT})(?:\s*\([\w\s]{{2,25}}\))?"
UNIT = r"(?P<unit>ngày làm việc|ngày|tuần|tháng|năm|giờ|phút)"
_PAIR = r"(?<=tổ chức),(?= cá nhân)|(?<=cá nhân),(?= tổ chức)|(?<=khám bệnh),(?= chữa bệnh)"
_EVENT = rf"(?P<event>(?:[^,;.:\n()]|{_PAIR}){{3,{LONGEST_EVENT}}}?)"
_END = (
    r"(?=\s*(?:(?<!tổ chức),|(?<=tổ chức),(?! cá nhân)|[;.:()\n]|$)"
    r"|\s+(?:tổ chức, cá nhân|cá nhân, tổ chức|sinh viên|học sinh|học viên|doanh nghiệp|thương nhân)\s+(?:có nhu cầu|phải|nộp|đề nghị|gửi"
    r"|hoặc người)\b"
    r"|\s+(?:thì|(?<!đối tượng )phải|mà|nếu|để (?:cơ quan|sở|ủy ban)|có trách nhiệm"
    r"|hoặc (?:chậm nhất|muộn nhất|ít nhất|tối thiểu|trong thời hạn|trong vòng))\b)"
)
_LEAST = r"(?:ít nhất|tối thiểu|chậm nhất|muộn nhất)(?:\s*\((?:ít nhất|tối thiểu|chậm nhất|muộn nhất)\))?"
AFTER = re.compile(
    rf"\b(?:trong (?:thời hạn|vòng|thời gian|khoảng thời gian)|trong|chậm nhất|muộn nhất"
    r"|có thời hạn(?= tối đa| không quá))\s+(?:là\s+|không quá\s+"
    rf"|tối đa\s+)*{NUMBER}\s*{UNIT},?\s*"
    rf"(?:(?:kể|tính)\s+)?(?:từ|sau)\s+(?P<kind>(?:ngày|khi|thời điểm)\s+){_EVENT}{_END}",
    re.IGNORECASE,
)
BEFORE = re.compile(
    rf"\b{_LEAST}\s+(?:là\s+|trước\s+)?{NUMBER}\s*{UNIT},?\s*(?:tính\s+)?(?:đến\s+)?trước\s+"
    rf"(?P<kind>(?:ngày|khi|thời điểm)\s+){_EVENT}{_END}",
    re.IGNORECASE,
)
WITHIN_BEFORE = re.compile(
    rf"\btrong (?:thời hạn|vòng|khoảng thời gian)?\s*{NUMBER}\s*{UNIT}\s*,?\s*(?:tính đến )?trước\s+"
    rf"(?P<kind>(?:ngày|khi|thời điểm|thời hạn)\s+){_EVENT}{_END}",
    re.IGNORECASE,
)
BEFORE_EVENT = re.compile(
    rf"\btrước\s+(?P<kind>(?:ngày|khi|thời (?:điểm|gian|hạn)|kỳ|buổi|lễ)\s+){_EVENT}\s+(?:ít nhất|tối thiểu)\s+(?:là\s+)?"
    rf"{NUMBER}\s*{UNIT}\b",
    re.IGNORECASE,
)
BY_THE_TIME = re.compile(
    rf"\btrước\s+(?:thời hạn\s+)?(?:{_LEAST}\s+)?{NUMBER}\s*{UNIT},?\s*(?:kể từ|tính đến|tính từ)\s+"
    rf"(?P<kind>(?:ngày|khi|thời điểm)\s+){_EVENT}{_END}",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    rf"\b(?P<least>(?:trước {_LEAST}|trong thời hạn) \d{{1,3}}\s*(?:ngày làm việc|ngày|tháng)\s+nhưng\s+không\s+(?:quá|ít hơn)\s+"
    rf"{NUMBER}\s*{UNIT})\s+(?:tính\s+)?(?P<by>trước|đến)\s+(?P<kind>(?:ngày|khi|thời điểm)\s+){_EVENT}{_END}",
    re.IGNORECASE,
)
BEFORE_ENDS = re.compile(
    r"\btrước\s+(?P<kind>(?:khi|ngày|thời hạn)\s+)(?P<event>hết (?:hạn|thời hạn|thời gian|hiệu lực|nhiệm kỳ)\s[^,;.:\n()]{3,80}?)\s+"
    rf"{NUMBER}\s*{UNIT}\b",
    re.IGNORECASE,
)
BEFORE_IT = re.compile(
    rf"\btrước\s+(?P<kind>(?:khi|thời hạn)\s+)(?P<event>(?!hết |{_LEAST})[^,;.:\n()\d]{{3,90}}?)\s+{NUMBER}\s*{UNIT}\b"
    r"(?=\s*[,;.()]|\s*$|\s+(?:với|cho|đến|tới|tại|đối với)\b)",
    re.IGNORECASE,
)
TERM = re.compile(rf"\btrước (?P<kind>thời)\s+(?P<event>hạn)\s+{_LEAST}\s+{NUMBER}\s*{UNIT}(?=\s*,)", re.IGNORECASE)
ONCE_DONE = re.compile(
    r"\b(?P<kind>sau khi\s+)(?P<event>(?:hoàn thành|kết thúc|làm xong|tốt nghiệp)\b[^,;.:\n()]{0,70}?),?\s+"
    rf"trong (?:vòng|thời hạn|thời gian)\s+{NUMBER}\s*{UNIT}\b",
    re.IGNORECASE,
)
SESSION = re.compile(
    rf"\b(?:chậm nhất|trong (?:vòng|thời hạn))\s+(?:là\s+)?{NUMBER}\s*{UNIT},?\s+sau\s+(?P<kind>(?:buổi|lễ|kỳ)\s+){_EVENT}{_END}",
    re.IGNORECASE,
)
DAY_OF_YEAR = re.compile(
    r"\b(?P<by>trước|(?:chậm|muộn) nhất(?: là| vào)?)\s+(?P<day>(?:ngày\s+)?\d{1,2}(?:\s+(?:tháng|ngày)\s+|/)\d{1,2})"
    r"(?!\d|/|\s*năm\s*\d|[\s,]*\d)(?P<of>\s+(?:hằng năm|hàng năm|(?:của\s+)?năm\s+(?!\d)[^,;.:()\n]{2,50}?))?"
    r"(?=\s*[,;.:()\n]|\s*$|\s+(?:về|đến|tới|qua|cho|tại|để|thì|hoặc khi|đối với)\b)",
    re.IGNORECASE,
)
