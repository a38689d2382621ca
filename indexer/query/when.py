"""What "khi nào", "bao giờ", "chừng nào" asks of somebody's deed: by when they must, from when they may, or until when a paper is good."""

from __future__ import annotations

import re
from enum import StrEnum

from knowledge.records.procedure import Part


class WhenAsked(StrEnum):
    """What is asked by when, from when, until when."""

    DEADLINE = "deadline"  # the citizen must act
    EARLIEST = "earliest"  # the citizen may act, or is entitled
    VALIDITY = "validity"  # a paper is good


PART_OF = {WhenAsked.DEADLINE: Part.TIME_LIMIT, WhenAsked.EARLIEST: Part.CONDITIONS, WhenAsked.VALIDITY: Part.RESULT}
"""The part of a record that tells it."""

_WHEN = r"(?:khi nào|khi mô|bao giờ|chừng nào|chừng mô|hồi nào|lúc nào|lúc mô|bữa nào|hôm nào|ngày nào)"
_WHO = r"(?:tôi|tui|em|e|mình|con|cháu|bé|anh|chị|bác|cô|chú|ông|bà|mẹ|má|bố|ba|vợ|chồng|nó|nhà|người|ta)"
_BETWEEN = rf"(?:(?:thì|là|mới|sẽ|lại|đi|ra|lên|tới|đến|{_WHO}) ){{0,4}}"
_OWN_DEED = (
    r"(?:nộp|khai báo|khai|trình báo|đi báo|báo|gửi|gia hạn|đăng ký|đăng kí"
    r"|(?:làm|viết|xin) (?:hồ sơ|đơn|thủ tục|giấy tờ|tờ khai)|làm đơn|xin)"
)
_PAPER = r"(?:thẻ|giấy|sổ|bằng|phép|hộ chiếu|visa|thị thực|chứng chỉ|chứng nhận|phiếu)"
_OFFICES = r"(?:cấp|nhận|trả|lấy|lãnh|có|phát|giao|duyệt|giải quyết|thẻ|giấy|sổ|bằng|tiền|kết quả|trả lời|hẹn|xong|ra|thông báo)"
_VALIDITY = (
    rf"\b(?:dùng|xài|sử dụng) (?:được )?(?:đến|tới) {_WHEN}",
    (
        rf"\b(?:giá trị|hiệu lực|thời hạn) (?:là |từ |đến |tới |cho đến |cho tới )?{_WHEN}\b"
        rf"(?! (?:thì |là |{_WHO} |đi |phải ){{0,3}}{_OWN_DEED}\b)"
    ),
    rf"\b{_WHEN} (?:thì |là )?(?:{_PAPER} )?(?:\w+ )?(?:hết hiệu lực|hết giá trị|có hiệu lực)\b",
    rf"\b{_PAPER} (?:\w+ ){{0,3}}{_WHEN} (?:thì |là |mới )?hết hạn\b",
    rf"\b{_WHEN} (?:thì )?{_PAPER} (?:\w+ ){{0,2}}hết hạn\b",
)
_DEADLINE = (
    rf"\b{_WHEN} {_BETWEEN}(?:cần )?phải (?!có\b|mất\b)\w+",
    rf"\b{_OWN_DEED}(?: \w+){{0,3}} (?:đến|tới|trước) {_WHEN}\b",
    rf"\b(?:nộp|gửi|khai|báo)(?: (?!được\b)\w+){{4,8}} (?:đến|tới|trước) {_WHEN}\b",
    rf"\b{_WHEN} (?:thì |là |{_WHO} |đi |ra |lên ){{0,3}}{_OWN_DEED}\b(?! (?:lại )?được)",
    rf"\b(?:nộp|khai|báo|gửi)(?: (?:hồ sơ|đơn|tờ khai|thủ tục))?(?: vào)? {_WHEN}\b(?! có\b)",
    rf"\b{_WHEN} (?:thì |là )?(?:trễ|muộn|quá hạn|hết hạn nộp|hết hạn khai|hết hạn đăng ký)\b",
)
_EARLIEST = (
    rf"\b{_WHEN} {_BETWEEN}đủ (?:tuổi|điều kiện|năm|tháng|thời gian)\b",
    rf"\b{_WHEN} {_BETWEEN}(?:được(?: phép)?|có thể|có quyền)(?: (?!{_OFFICES}\b)\w+|$)",
    rf"\b{_WHEN} {_BETWEEN}(?:xin|rút|đổi|làm|nghỉ|về|đi|cưới|kết hôn|hưởng|thi) (?:lại )?được\b",
    rf"\bbao lâu nữa {_BETWEEN}(?:được (?!{_OFFICES}\b)\w+|đủ \w+)",
    rf"\b(?:đủ tuổi|đủ điều kiện|được|bắt đầu|hưởng|tính)(?: \w+){{0,3}} (?:từ|kể từ) {_WHEN}\b",
    rf"\b{_WHEN} {_BETWEEN}bắt đầu (?:được |hưởng|tính)",
)
_KINDS = tuple(
    (kind, tuple(re.compile(pattern) for pattern in patterns))
    for kind, patterns in ((WhenAsked.VALIDITY, _VALIDITY), (WhenAsked.EARLIEST, _EARLIEST), (WhenAsked.DEADLINE, _DEADLINE))
)
_ASKS = re.compile(rf"\b(?:{_WHEN}|bao lâu nữa)\b")
_BARE = re.compile(rf"(?:nộp(?: \w+){{0,2}} )?{_WHEN} được$")  # alone it asks for either: the cues of the parts tell
_ALWAYS = re.compile(rf"\b{_WHEN} (?:cũng|chả|chẳng)\b|\b(?:không|chưa|chẳng)(?: (?!biết|rõ|hiểu|hay)\w+){{0,3}} {_WHEN}\b")


def when_asked(said: str) -> WhenAsked | None:
    """What is asked by when, from when or until when in `said` (syllables with their accents); None where nothing is, or how long an
    office takes ("khi nào có thẻ")."""
    if not _ASKS.search(said) or _ALWAYS.search(said) or _BARE.match(said):
        return None
    return next((kind for kind, patterns in _KINDS if any(pattern.search(said) for pattern in patterns)), None)
