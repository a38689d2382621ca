"""What a guide may not say in any words: free where a 0 or nothing is published, a bare verdict under a wording that asks
the other way, a grandchild among those whose authorisation needs no certification."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.errors import Fault
from knowledge.loading.library import Library
from knowledge.records.procedure import Procedure, QuickAnswer

_SENTENCE = re.compile(r"(?<=[.;])\s+|\n")
_SAID_FREE = re.compile(r"không (?:mất|tốn|thu) (?:phí|lệ phí|tiền)|miễn (?:phí|lệ phí)\b|(?<!ghi )là 0 đồng", re.IGNORECASE)
_AS_PUBLISHED = re.compile(r"bản công bố|diện|trường hợp|giấy tờ|thuộc|nếu|khi|hỏi", re.IGNORECASE)
"""Who says what the publication holds, or of whom it is true, tells nobody that nothing is paid."""

_UNCERTIFIED_KIN = re.compile(r"(?:\bcháu\b|ruột thịt)[^.;:\n]*(?:không|khỏi) (?:phải |cần )?(?:công chứng|chứng thực)", re.IGNORECASE)
"""The publications' list is who is a grandparent, parent, child, husband, wife, brother or sister of who authorises: no grandchild."""

_BARE = re.compile(r"(?:không|chưa|có|được|phải|cần)[.,:;]", re.IGNORECASE)
_TAG = re.compile(r"[\s,]*(?:đúng|phải) không$")
_MAY = re.compile(r"\bcó được\b|\bđược (?:không|hông|hôn|chưa|à|hả|hay không)(?=[,;]|$)")
_MUST = re.compile(r"\bcó (?:phải|cần|bắt buộc)\b|\b(?:phải|cần|bắt buộc)\b.*\b(?:không|hông|hôn|chưa|à|hả)$")


def answer_faults(library: Library) -> Iterator[Fault]:
    """Every sentence that says free where the record does not, every wording a bare verdict misleads, every kin too many."""
    for record in library.procedures.values():
        if record.guide:
            file, line = library.places.get(("procedure", record.code), ("procedures", 0))
            yield from (Fault(file, line, f"{record.code}: {reason}") for reason in (*_free(record), *_turned(record), *_kin(record)))


def _free(record: Procedure) -> Iterator[str]:
    fees = [fee for way in record.submissions for fee in way.fees]
    if not all(fee.is_ambiguous and not fee.note for fee in fees) or _SAID_FREE.search(" ".join(record.result)):
        return
    for text in (*record.guide.values(), *(answer.answer for answer in record.quick)):
        for sentence in _SENTENCE.split(text):
            if _SAID_FREE.search(sentence) and not _AS_PUBLISHED.search(sentence):
                said = sentence.strip()
                yield f"“{said}”: bản công bố không có số tiền, cũng không ghi miễn; viết “bản công bố ghi 0 đồng” hoặc “không ghi”"


def _kin(record: Procedure) -> Iterator[str]:
    for text in (*record.guide.values(), *(answer.answer for answer in record.quick)):
        for said in _UNCERTIFIED_KIN.finditer(text):
            yield f"“{said.group()}”: bản công bố kể ông, bà, cha, mẹ, con, vợ, chồng, anh, chị, em ruột của người ủy quyền, không kể cháu"


def _turned(record: Procedure) -> Iterator[str]:
    for answer in record.quick:
        if _BARE.match(answer.answer) and (asked := _asks(answer.question)):
            for wording in _other_way(answer, asked):
                yield f"“{wording}” hỏi ngược với “{answer.question}”, mà câu đáp mở đầu bằng một chữ; đáp cho rõ hơn hoặc bỏ cách hỏi ấy"


def _other_way(answer: QuickAnswer, asked: str) -> Iterator[str]:
    return (wording for wording in answer.asked_as if _asks(wording) not in ("", asked))


def _asks(question: str) -> str:
    """ "may" (“… được không”), "must" (“có phải …”), "" where it asks both or neither: a yes to one is a no to the other."""
    words = _TAG.sub("", question.lower().rstrip(" ?"))
    may, must = bool(_MAY.search(words)), bool(_MUST.search(words))
    return "" if may == must else "may" if may else "must"
