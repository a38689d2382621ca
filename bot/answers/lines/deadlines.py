"""By when the citizen must act, as a procedure's guide says it: never the office's processing time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answers.lines.parts import plain
from knowledge.records.procedure import Part, Procedure

MOST = 3  # sentences; a guide that says more says it of special cases
LONGEST = 300  # characters of one
TOLD_IN = (Part.SUMMARY, Part.CONDITIONS, Part.STEPS, Part.METHODS, Part.TIME_LIMIT)
"""The parts of a guide that tell it, the plainest first."""

_NUMBER = r"(?:\d{1,3}(?:\s*\([^)]*\))?|một|hai|ba|năm|mười|ba mươi|sáu mươi)"
_WITHIN = re.compile(
    r"\b(?:trong thời hạn|trong vòng|trong thời gian|trong|chậm nhất|muộn nhất|không quá|trước|sau)\b[^.;\n]{0,40}?"
    rf"\b{_NUMBER}\s*(?:ngày|tuần|tháng|giờ|năm)\b",
    re.IGNORECASE,
)
_ACTS = re.compile(r"\b(?:phải|cần|hạn|nộp|đăng ký|khai|báo|trình báo|thông báo|làm|gia hạn|xin|đi khai|thời gian đi)\b", re.IGNORECASE)
_OFFICE = re.compile(
    r"\b(?:cơ quan|ủy ban|ubnd|công an (?:cấp|xã|phường|tỉnh)|bộ phận một cửa (?:trả|cấp)"
    r"|công chức|cán bộ|phòng|sở|chi cục|văn phòng|hội đồng|đoàn"
    r"|thẩm định|trả kết quả|kết quả|đủ hồ sơ|hồ sơ hợp lệ|nhận được hồ sơ|nhận hồ sơ|nhận đơn|xem xét|giải quyết|trả lời|ra quyết định"
    r"|cấp (?:giấy|thẻ|sổ|phép|lại)|bổ sung|chờ|xác minh|soát chữ|xác nhận trong|ngày làm việc)\b",
    re.IGNORECASE,
)
_WITHIN_IT = re.compile(
    r"\bnhận mẫu\b|\bbị yêu cầu\b|\bgửi lại mẫu\b|\bsau khi có giấy\b|\bngay tại thời điểm nộp hồ sơ\b|\bsửa(?: đổi)?, bổ sung\b"
    r"|^bước sau: |\bbổ sung (?:hồ sơ|giấy tờ|tài liệu|thông tin,|và gửi)|\bgiải trình\b",
    re.IGNORECASE,
)
_OF_SOME = re.compile(r"(?:[-+*•]\s*)?(?!chậm nhất|trong|trước|tối đa|hạn)[^\d:]{3,60}:", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+")


def are_within(lines: Sequence[str]) -> bool:
    """Whether all that `lines` tell is due once something has been handed in: a draft to be read over, papers to be added. It is no day by
    which the matter must be begun."""
    return bool(lines) and all(_WITHIN_IT.search(line) for line in lines)


def is_of_some(line: str) -> bool:
    """Whether a deadline says first of whom it is ("trẻ mới sinh: …", "nộp qua mạng: …")."""
    return bool(_OF_SOME.match(line))


def deadlines_of(record: Procedure) -> list[str]:
    """What the record says of it under a heading of its own, else the sentences of its guide that do; [] where nothing does."""
    return certain_deadlines_of(record) or list(dict.fromkeys(_told(record)))[:MOST]


def certain_deadlines_of(record: Procedure) -> list[str]:
    """What the record says of it under a heading of its own; [] where it has none."""
    return list(record.deadlines.lines) if record.deadlines and record.guide_stands else []


def _told(record: Procedure) -> Iterator[str]:
    for part in TOLD_IN:
        for sentence in _SENTENCE.split(plain(record.guide.get(part, ""))):
            said = re.sub(r"^(?:[-+*•]|\d+\.)\s*", "", sentence.strip())
            if said and len(said) <= LONGEST and _WITHIN.search(said) and _ACTS.search(said) and not _OFFICE.search(said):
                yield said
