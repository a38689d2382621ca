"""Whose a record is: a province's own, by its publisher, else by the decision and the agency; else the nation's."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.facts.provinces import province_of, provinces_of
from knowledge.records.procedure import Procedure


def record(number: int = 1, **fields: Any) -> Procedure:
    return Procedure.model_validate({"code": f"9.00000{number}", "name": "Thử", **fields})


@pytest.mark.parametrize(
    ("fields", "province"),
    [
        ({"publisher": "UBND tỉnh Bắc Ninh"}, "Bắc Ninh"),
        ({"publisher": "UBND Thành phố Huế"}, "Huế"),
        ({"publisher": "Sở Xây dựng - tỉnh Quảng Ngãi"}, "Quảng Ngãi"),
        ({"publisher": "Bộ Tư pháp", "decision": "1/QĐ-UBND", "agency": "Sở Tư pháp tỉnh Nghệ An"}, ""),
        ({"decision": "2171/QĐ-UBND-DatDai", "agency": "Sở Nông nghiệp và Môi trường tỉnh Đồng Tháp"}, "Đồng Tháp"),
        ({"decision": "3787/QĐ-BTP", "agency": "Sở Tư pháp Thành phố Hà Nội"}, ""),
        ({"decision": "1/QĐ-UBND", "agency": "Ủy ban nhân dân cấp tỉnh"}, ""),
        ({"publisher": "Bộ Y tế", "province": "Huế"}, "Huế"),
    ],
)
def test_a_record_is_of_the_province_that_made_it(fields: dict[str, Any], province: str) -> None:
    assert province_of(record(**fields)) == province


def test_a_record_that_says_nothing_is_of_the_province_of_its_decision() -> None:
    known = [
        record(1, decision="7/QĐ-UBND", agency="Sở Xây dựng tỉnh Đồng Tháp"),
        record(2, decision="7/QĐ-UBND"),
        record(3, decision="8/QĐ-UBND"),
    ]
    assert provinces_of(known) == {"9.000001": "Đồng Tháp", "9.000002": "Đồng Tháp", "9.000003": ""}


def test_one_number_of_two_provinces_says_nothing() -> None:
    known = [
        record(number, decision="7/QĐ-UBND", agency=agency)
        for number, agency in enumerate(("Sở Y tế tỉnh Lai Châu", "Sở Y tế tỉnh Sơn La", ""), 1)
    ]
    assert provinces_of(known)["9.000003"] == ""
