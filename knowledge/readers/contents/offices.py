"""Offices named in running text: lists of units, and who does what with whom."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_NAME = 260  # characters; a longer "unit" is a sentence that was cut wrongly

_UNIT = (
    r"(?:(?:Các|các|Thủ trưởng|Giám đốc|Chủ tịch|Lãnh đạo)\b(?:,(?= các))?\s*)*"
    r"(?:Sở|sở|UBND|Ủy ban|Ủy Ban|Văn phòng|Đài|Báo|"
    r"Ban|Bộ|Trung tâm|Tỉnh đoàn|Thành đoàn|Liên đoàn|Hội|"
    r"Phòng|phòng|Cổng|Công an|Bưu điện|"
    r"Mặt trận|Đoàn|cơ quan|Cơ quan|đơn vị|Đơn vị|địa phương|tổ chức|"
    r"huyện|xã|phường|Cục|Chi cục|Tòa án|Thanh tra|Ngân hàng|Trường|Bảo hiểm)\b"
)
_VERB = (
    r"(?:chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|căn cứ|xây dựng|thống nhất|cân đối|bố trí|tham mưu|đăng tải|chỉ đạo|"
    r"hướng dẫn|triển khai|theo dõi|chủ động|tiếp tục|thường xuyên|tăng cường|thực hiện|lập |bảo đảm|đảm bảo|"
    r"(?<!các )(?<!cá nhân, )tổ chức (?!chính trị|xã hội|đảng))"
)
_SUBJECT = re.compile(rf"^(?:Đề nghị\s+|Giao\s+)?(?P<unit>{_UNIT}.*?)(?P<verb>\s*:\s*|,?\s+(?={_VERB}))(?P<duty>.+)$")
_ONLY_UNIT = re.compile(rf"^(?:Đề nghị\s+|Giao\s+)?(?P<unit>{_UNIT}[^.]*?)\s*:?\s*$")
_WITH = re.compile(
    rf"phối hợp(?: chặt chẽ)?(?: với| cùng)?\s+(?P<others>{_UNIT}.*?)"
    rf"(?=,?\s+(?:{_VERB}|tuyên truyền|giải đáp|nghiên cứu|kiểm tra|quảng bá|kịp thời|trong|đăng )|[.;:]|$)"
)
_NEXT_UNIT = re.compile(
    r"(?:,\s+(?:và\s+)?"
    r"(?=(?:các |Các )?(?:Sở \w|[Ss]ở,|UBND\b|Ủy [Bb]an\b|Văn phòng\b|Đài\b|Báo [A-ZĐ]|Ban [A-ZĐ]\w|Trung tâm\b|Tỉnh đoàn\b|"
    r"Liên đoàn\b|Cổng\b|Công an\b|Phòng [A-ZĐ]|Giám đốc\b|Chủ tịch\b|Thủ trưởng\b)|các (?:[Cc]ơ quan|tổ chức|đơn vị|Phòng,|phòng,))"
    r"|\s+và\s+(?=các (?:[Ss]ở|[Cc]ơ quan|tổ chức|đơn vị|địa phương|[Pp]hòng)\b))"
)


@dataclass(frozen=True, slots=True)
class OfficeTask:
    """Who (`lead`) does what (`content`) with whom (`support`)."""

    lead: tuple[str, ...]
    content: str
    support: tuple[str, ...] = ()


def units_of(text: str) -> tuple[str, ...]:
    """A list of offices → its items: cut at semicolons and bullets, at commas only before another office's name."""
    pieces: list[str] = []
    text = re.sub(r"[^\S\n]+", " ", re.sub(r"\n(?![-+*A-ZĐ])", " ", text))
    for part in re.split(r"\s*[;\n]\s*|(?:^|\s)[-+]\s+(?=[A-ZĐcC])(?<!\w\s-\s)", _without_dashes(text)):
        for piece in _NEXT_UNIT.split(part):
            name = piece.replace("\0", " - ").strip(" .,;:-")
            if name.startswith("cấp ") and pieces:
                pieces[-1] = f"{pieces[-1]}, {name}"
            elif name:
                pieces.append(name)
    return tuple(dict.fromkeys(pieces))


def responsible(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """ "Sở Nội vụ chủ trì, phối hợp với Sở Tư pháp tham mưu" → (lead units, supporting units)."""
    duty = duty_of(text)
    return (duty.lead, duty.support) if duty and duty.lead else (units_of(text), ())


def duty_of(text: str) -> OfficeTask | None:
    """A sentence that begins with an office → who does what; None if it does not."""
    match = _SUBJECT.match(text)
    if not match or len(match["unit"]) > MAX_NAME:
        return None
    duty = match["duty"].strip().removeprefix("có trách nhiệm ").strip()
    return OfficeTask(units_of(match["unit"]), duty[:1].upper() + duty[1:], supporters(text))


def supporters(text: str) -> tuple[str, ...]:
    """The offices after "phối hợp với"."""
    match = _WITH.search(text)
    return units_of(match["others"]) if match and len(match["others"]) <= MAX_NAME * 2 else ()


def unit_alone(text: str) -> tuple[str, ...]:
    """The offices that a heading names and nothing else, or ()."""
    match = _ONLY_UNIT.match(text)
    return units_of(match["unit"]) if match and len(text) <= MAX_NAME else ()


def _without_dashes(text: str) -> str:
    """Keep "Trung tâm … - Văn phòng …", a dash inside one name, from being taken for a bullet."""
    return text if text.lstrip().startswith(("-", "+")) or "; -" in text else re.sub(r"(?<=\w) - (?=\w)", "\0", text)
