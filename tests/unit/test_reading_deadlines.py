"""By when the citizen must act, read from the official text: what is an office's, or of the procedure itself, is never taken for it."""

from __future__ import annotations

import pytest
from hypothesis import given

from knowledge.facts.citizen_deadlines import MOST, deadlines_in
from knowledge.records.procedure import Procedure, Submission, Way
from tests.strategies import vietnamese


def read(steps: str = "", **fields: object) -> list[str]:
    found = deadlines_in(Procedure.model_validate({"code": "9.000001", "name": "Thử", "steps": steps, **fields}))
    return list(found.lines) if found else []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Trong thời hạn 60 ngày kể từ ngày sinh con, cha hoặc mẹ có trách nhiệm đăng ký khai sinh.", "trong 60 ngày kể từ ngày sinh con"),
        (
            "Trước ngày tổ chức lễ hội ít nhất 20 ngày, đơn vị tổ chức gửi hồ sơ đến Sở Văn hóa.",
            "ít nhất 20 ngày trước ngày tổ chức lễ hội",
        ),
        (
            "- Chậm nhất 03 (ba) ngày làm việc trước ngày tạm ngừng kinh doanh, hộ phải gửi thông báo.",
            "ít nhất 03 ngày làm việc trước ngày tạm ngừng kinh doanh",
        ),
        (
            "Trong thời hạn 15 ngày trước ngày hết thời hạn tạm trú, công dân phải làm thủ tục gia hạn.",
            "trong 15 ngày trước ngày hết thời hạn tạm trú",
        ),
        (
            "Người bị mất nộp đơn cho Công an cấp xã trong thời hạn 02 ngày làm việc kể từ khi phát hiện hộ chiếu bị mất.",
            "trong 02 ngày làm việc kể từ khi phát hiện hộ chiếu bị mất",
        ),
    ],
)
def test_who_must_act_is_read_with_the_event(text: str, line: str) -> None:
    assert read(text) == [line]


@pytest.mark.parametrize(
    "text",
    [
        "Trong thời hạn 05 ngày làm việc kể từ ngày nhận đủ hồ sơ, Sở Xây dựng cấp giấy phép.",
        "Cơ quan đăng ký có trách nhiệm thông báo trong 03 ngày kể từ ngày có thay đổi.",
        "Trong thời hạn 10 ngày kể từ ngày nhận được thông báo, doanh nghiệp phải nộp hồ sơ.",
        "Trường hợp không triển khai trong thời hạn 30 ngày kể từ ngày bắt đầu thử nghiệm thì tổ chức phải báo cáo.",
        "Doanh nghiệp có trách nhiệm bổ sung trong 07 ngày kể từ ngày khai trương.",
        "Bước 1: Tổ chức nộp hồ sơ.\nBước 2: Trong thời hạn 30 ngày kể từ ngày hợp nhất, công ty phải báo cáo.",
        "Người lao động phải có thời gian làm việc 12 tháng.",
        "Trong thời hạn 60 ngày kể từ ngày sinh con.",
    ],
)
def test_what_is_no_duty_of_the_citizen_is_left_out(text: str) -> None:
    assert read(text) == []


def test_the_part_that_says_it_is_named_the_steps_first() -> None:
    said = "Trong thời hạn {} ngày kể từ ngày đổi chỗ ở, công dân phải đăng ký."
    record = Procedure(
        code="9.000001", name="Thử", conditions=said.format(10), submissions=(Submission(way=Way.DIRECT, note=said.format(20)),)
    )
    found = deadlines_in(record)
    assert found
    assert (found.lines, found.basis) == (("trong 10 ngày kể từ ngày đổi chỗ ở",), "Yêu cầu, điều kiện")


def test_few_are_told_and_each_once() -> None:
    lines = [f"Trong thời hạn {days} ngày kể từ ngày đổi chỗ ở, công dân phải đăng ký." for days in (5, 5, 6, 7, 8)]
    assert read("\n".join(lines)) == [f"trong {days} ngày kể từ ngày đổi chỗ ở" for days in (5, 6, 7)]
    assert MOST == 3


@given(vietnamese)
def test_words_without_a_number_are_no_deadline(text: str) -> None:
    assert read("".join(sign for sign in text if not sign.isdigit())) == []
