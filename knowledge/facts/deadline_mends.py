"""How long somebody has to mend what they handed in, once an office asks for it: "trong 15 ngày kể từ ngày nhận được thông báo".

It is no day by which a matter must be begun, so it is told after those and called what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.facts.deadline_actors import ACTOR, NOT_DONE
from knowledge.facts.deadline_shapes import AFTER, NUMBER, UNIT
from knowledge.texts.text import one_line

CALLED = "bị yêu cầu bổ sung, sửa hồ sơ"
"""What such a line begins with."""
SENT = "cơ quan yêu cầu"
REACH = 110  # characters from the one who mends to the mending: further away something else is done by then

_NAME = re.compile(r"(Văn hóa|Giáo dục|Nông nghiệp|Lao động|Tài nguyên),\s(?=Thể thao|Khoa học|Thương binh|Đào tạo)")
"""Offices whose names hold a comma, which ends no clause."""
_EVERY_OFFICE = re.compile(r"\bbộ, ngành(?:, cơ quan, tổ chức|, địa phương)*", re.IGNORECASE)
_EXAMINES = re.compile(r"\bkhám bệnh, (?=chữa bệnh)", re.IGNORECASE)
_ASIDE = re.compile(r"\s\([^()]{12,200}\)")
_AS_WELL = re.compile(
    r"^(?:,?\s*(?:(?:và|hoặc)\s+)?(?:bổ sung|chỉnh sửa|sửa đổi|hoàn thiện|hoàn chỉnh|giải trình)[^,;]{0,40},\s*)+", re.IGNORECASE
)
"""The rest of what was asked for, behind the comma at which an event is cut."""
_ANYBODY = re.compile(r"^(?:cơ quan, )?tổ chức, (?=cá nhân|doanh nghiệp)", re.IGNORECASE)
_RECEIVED = re.compile(
    r"^nhận (?:được |lại )?(?P<what>thông báo|văn bản|yêu cầu|công văn|phiếu|(?<=lại )hồ sơ)\b"
    r"(?!.*(?:trúng tuyển|chấp thuận|đồng ý|đề nghị của))",
    re.IGNORECASE,
)
_SENT = re.compile(
    r"^(?:(?:có )?(?:văn bản )?(?:thông báo|yêu cầu)|(?:cơ quan|sở|bộ|cục|ngân hàng nhà nước) [^,;]{2,80} (?:thông báo|văn bản|yêu cầu))\b"
    r"(?!.*(?:trúng tuyển|chấp thuận|đồng ý))",
    re.IGNORECASE,
)
_MET = re.compile(r"^(?:cuộc )?họp hội đồng(?: (?:thẩm định|tư vấn|xét duyệt|đánh giá))?$", re.IGNORECASE)
MET = "họp Hội đồng"
"""A council that weighed it and asked for more begins the time as an office's letter does."""
_MENDS = re.compile(
    r"\b(?:bổ sung|hoàn thiện|hoàn chỉnh|giải trình|chỉnh sửa|sửa đổi|sửa chữa|khắc phục)\b(?! (?:giấy (?:phép|chứng)|nội dung đăng ký))",
    re.IGNORECASE,
)
_ELSE_FIRST = re.compile(r"\b(?:nộp (?:phí|lệ phí|tiền|hồ sơ(?! đã\b))|khiếu nại|rút|trả lại|thu hồi|công bố|không)\b", re.IGNORECASE)

_LAPSES = re.compile(
    rf"\b(?:quá|sau|hết|trong)\s+(?:vòng\s+)?(?:thời hạn\s+|thời gian\s+)?{NUMBER}\s*{UNIT},?\s*(?:(?:kể|tính)\s+)?từ\s+"
    r"(?:ngày|khi|thời điểm)\s+"
    r"(?P<event>[^;.]{3,150}?)(?:,|\s+(?:mà|nếu|nhưng)\b)(?P<rest>[^;.]*)",
    re.IGNORECASE,
)
_NOT_MENDED = re.compile(
    r"^(?P<who>[^;.]{0,140}?)\b(?:không|chưa)\b(?! (?:hợp lệ|đạt))[^;.,]{0,70}?"
    r"\b(?:bổ sung|hoàn thiện|hoàn chỉnh|giải trình|sửa đổi|sửa chữa|khắc phục|gửi lại|nộp lại)\b",
    re.IGNORECASE,
)
_OFFICES_TURN = re.compile(r"\b(?:cơ quan|sở|bộ|cục|ủy ban|uỷ ban|ubnd|hội đồng|ngân hàng nhà nước)\s+\w+(?:\s+\w+)*\s*$", re.IGNORECASE)
_RECEIVED_IT = re.compile(r"^(?:\w+ ){0,4}?nhận (?:được )?(?P<what>thông báo|văn bản|yêu cầu|công văn|phiếu)\b", re.IGNORECASE)
_ASKS_IT = re.compile(r"\b(?:yêu cầu|thông báo|văn bản|công văn)\b", re.IGNORECASE)


def mends_in(clause: str) -> Iterator[str]:
    """What `clause` tells of it."""
    clause = _EXAMINES.sub("khám bệnh ", _EVERY_OFFICE.sub("bộ", _ASIDE.sub("", _NAME.sub(r"\1 ", clause))))
    for match in AFTER.finditer(clause):
        event = one_line(match["event"])
        rest = _ANYBODY.sub("", _AS_WELL.sub("", clause[match.end() :]).lstrip(" ,"))
        received = _RECEIVED.match(event)
        asked = (
            f"nhận {_how(event)} {received['what'].lower()}"
            if received
            else SENT
            if _SENT.match(event)
            else MET
            if _MET.match(event)
            else ""
        )
        _, to, purpose = event.partition(" để ")
        if asked and _theirs(clause[: match.start()] + to + purpose, rest) and not NOT_DONE.search(clause[: match.start()]):
            yield f"{CALLED}: trong {match['number'].lower()} {match['unit'].lower()} kể từ ngày {asked}"
    for number, unit, what in _lapses(clause):
        yield f"{CALLED}: trong {number} {unit} kể từ ngày {f'nhận được {what}' if what else SENT}"


def _how(event: str) -> str:
    """Whether what they handed in came back to them, or something came."""
    return "lại" if event.lower().startswith("nhận lại") else "được"


def _lapses(clause: str) -> Iterator[tuple[str, str, str]]:
    """How long (number, unit) until what was handed in lapses unless they mend it ("quá 30 ngày … mà cơ sở không bổ sung"), and what they
    received to begin it, "" where only that an office asks is told."""
    for found in _LAPSES.finditer(clause):
        mended = _NOT_MENDED.match(found["rest"])
        received = _RECEIVED_IT.match(found["event"])
        if mended and not _OFFICES_TURN.search(mended["who"]) and (received or _ASKS_IT.search(found["event"])):
            yield found["number"].lower(), found["unit"].lower(), received["what"].lower() if received else ""


def _theirs(before: str, rest: str) -> bool:
    """Whether somebody outside the offices, named right behind the time or last before it, mends something by it."""
    actor = ACTOR.match(rest)
    if actor:
        return bool(actor["theirs"]) and _mends_soon(rest[actor.end() :])
    named = list(ACTOR.finditer(before))
    first = named[0] if named else None
    is_theirs = first is not None and bool(first["theirs"]) and not any(each["office"] for each in named if _acts(before, each))
    return is_theirs and first is not None and _mends_soon(before[first.end() :])


def _acts(before: str, named: re.Match[str]) -> bool:
    """Whether an office that is named begins a piece of its own."""
    return before[max(0, named.start() - 2) : named.start()] == ", "


def _mends_soon(text: str) -> bool:
    found = _MENDS.search(text)
    return found is not None and found.start() <= REACH and not _ELSE_FIRST.search(text[: found.start()])
