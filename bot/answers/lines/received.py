"""What a procedure's record says of what one is given: the sentences that hold an amount, else nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answers.lines.parts import plain
from knowledge.records.procedure import Part, Procedure

MOST = 2  # sentences; a record that says more says it of special cases
LONGEST = 320  # characters of one
LOOKED_IN = (Part.SUMMARY, Part.RESULT, Part.CONDITIONS, Part.STEPS, Part.APPLICANTS)

_AMOUNT = re.compile(
    r"\d[\d.,]*\s*(?:đồng|triệu|nghìn|ngàn|kg|ki-lô-gam|%|phần trăm)"
    r"|\b\d+(?:,\d+)?\s*(?:tháng lương|tháng tiền lương|lần mức|lần lương|tháng trợ cấp)"
    r"|\bmức (?:lương cơ sở|chuẩn|tham chiếu)|\b(?:một|hai|ba|bốn|năm|mười) (?:triệu|tháng lương|lần mức)",
    re.IGNORECASE,
)
_GIVES = re.compile(r"\b(?:hưởng|trợ cấp|hỗ trợ|được (?:nhận|trả|chi|cấp|lĩnh|lãnh)|chi trả|mức|mỗi tháng|hằng tháng)\b", re.IGNORECASE)
_COSTS = re.compile(r"\b(?:phí|lệ phí|nộp tiền|phạt|thuế|vốn|doanh thu|thu nhập)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+")
_MARK = re.compile(r"^(?:[-+*•]|\d{1,2}[.)])\s*")


def received(record: Procedure) -> list[str]:
    """The sentences of the guide, its short answers and the official text that say how much one is given; [] where none does."""
    return list(dict.fromkeys(_told(record)))[:MOST]


def _told(record: Procedure) -> Iterator[str]:
    answers = (answer.answer for answer in record.quick if record.guide_stands)
    guide = (plain(record.guide[part]) for part in LOOKED_IN if part in record.guide)
    for text in (*guide, *answers, record.conditions, *record.result, record.steps):
        for sentence in _SENTENCE.split(text):
            said = _MARK.sub("", sentence.strip())
            if said and len(said) <= LONGEST and _AMOUNT.search(said) and _GIVES.search(said) and not _COSTS.search(said):
                yield said
