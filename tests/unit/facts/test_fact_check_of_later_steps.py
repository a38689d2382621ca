"""A deadline of a later step is held against the official text without the words that this program puts before it."""

from __future__ import annotations

from knowledge.checks.fact_check import compared
from knowledge.facts.fact_sheet import facts_of
from knowledge.records.procedure import Deadlines, Procedure

STEPS = (
    "- Nộp hồ sơ.\n- Trong thời hạn 45 ngày kể từ ngày có văn bản chấp thuận của Ngân hàng Nhà nước, ngân hàng thương mại phải tiến hành các"
    " thủ tục pháp lý."
)
OFFICIAL = Procedure(code="9.000001", name="Chấm dứt hoạt động chi nhánh", steps=STEPS)


def test_what_a_later_step_is_called_is_no_word_the_text_must_hold() -> None:
    sheet = facts_of(OFFICIAL)
    assert sheet.deadlines is not None
    assert sheet.deadlines.lines[0].startswith("bước sau: ")
    assert not [fault for fault in compared([OFFICIAL], [sheet]).faults if "hạn “" in fault]


def test_a_word_the_text_does_not_hold_is_still_a_fault() -> None:
    wrong = Deadlines(lines=("bước sau: trong 45 ngày kể từ ngày cưới",), basis="Trình tự thực hiện")
    faults = compared([OFFICIAL], [facts_of(OFFICIAL).model_copy(update={"deadlines": wrong})]).faults
    assert [fault for fault in faults if "cưới" in fault]
