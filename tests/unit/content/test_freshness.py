"""knowledge.checks.freshness: does a text speak of what is no more?"""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.checks.freshness import Freshness, OutdatedWarning, Reason
from knowledge.loading.library import Library
from knowledge.records.procedure import LegalReference, Part, Procedure, RequiredDocument, Submission, Way
from knowledge.records.units import Units

LEVEL = OutdatedWarning(Reason.ABOLISHED_LEVEL, "cấp huyện", "cấp xã hoặc cấp tỉnh", date(2025, 7, 1))
WORDING = OutdatedWarning(Reason.OLD_WORDING, "giấy khai nuôi chó", "sổ nuôi chó", None)
AGENCY = OutdatedWarning(Reason.MERGED_UNIT, "sở giao thông vận tải", "Sở Xây dựng", date(2025, 3, 1))
LAW = OutdatedWarning(Reason.REPEALED_LAW, "10/2020/NĐ-CP", "11/2099/NĐ-CP", date(2026, 1, 1))


@pytest.fixture
def freshness(small_library: Library) -> Freshness:
    return Freshness(small_library.units)


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        ("Nộp ở cấp huyện.", [LEVEL]),
        ("NỘP Ở CẤP HUYỆN", [LEVEL]),
        ("Mang giấy khai nuôi chó đến Sở Giao thông vận tải", [WORDING, AGENCY]),
        ("theo Nghị định 10/2020/NĐ-CP.", [LAW]),
        ("Nộp ở cấp xã, mang thẻ căn cước đến Sở Xây dựng, theo 11/2099/NĐ-CP", []),
        ("cấp huyệnh, Sở Giao thông vận tải2", []),
        ("", []),
    ],
)
def test_warns_of_words_that_are_out_of_use(freshness: Freshness, text: str, warnings: list[OutdatedWarning]) -> None:
    assert list(freshness.of_text(text)) == warnings


@pytest.mark.parametrize(
    "field",
    [
        {"name": "Xin cấp huyện xác nhận"},
        {"agency": "UBND huyện cấp huyện"},
        {"steps": "Lên cấp huyện."},
        {"conditions": "Ở cấp huyện."},
        {"result": ("Giấy của cấp huyện",)},
        {"documents": (RequiredDocument(name="Đơn gửi cấp huyện"),)},
        {"submissions": (Submission(way=Way.DIRECT, note="tại cấp huyện"),)},
    ],
)
def test_looks_at_every_official_part(freshness: Freshness, field: dict[str, object]) -> None:
    record = Procedure.model_validate({"code": "9.000001", "name": "Tên", **field})
    assert [warning.reason for warning in freshness.of_procedure(record)] == [Reason.ABOLISHED_LEVEL]


def test_a_guide_is_told_of_its_replaced_law_and_not_of_old_words(freshness: Freshness) -> None:
    assert list(freshness.of_guide("Không còn cấp huyện, theo Nghị định 10/2020/NĐ-CP.")) == [LAW]
    guided = Procedure(code="9.000001", name="Tên", guide={Part.LEGAL_BASIS: "- 10/2020/NĐ-CP: cấp huyện"})
    assert freshness.of_procedure(guided) == (LAW,)


def test_a_law_whose_successor_is_named_beside_it_is_no_matter(freshness: Freshness) -> None:
    assert list(freshness.of_text("10/2020/NĐ-CP, nay là 11/2099/NĐ-CP")) == []


def test_what_people_wrote_themselves_is_not_called_old(freshness: Freshness) -> None:
    assert freshness.of_procedure(Procedure(code="9.000001", name="Tên", guide={Part.SUMMARY: "Không còn cấp huyện."})) == ()


def test_looks_at_the_law_that_a_procedure_cites(freshness: Freshness) -> None:
    record = Procedure(
        code="9.000001", name="Tên", legal_basis=(LegalReference(number="10/2020/nđ-cp"), LegalReference(number="1/2021/NĐ-CP"))
    )
    assert freshness.of_procedure(record) == (LAW,)


def test_tells_each_thing_once(freshness: Freshness) -> None:
    record = Procedure(
        code="9.000001",
        name="Tên",
        steps="cấp huyện, rồi lại cấp huyện; 10/2020/NĐ-CP",
        legal_basis=(LegalReference(number="10/2020/NĐ-CP"),),
    )
    assert freshness.of_procedure(record) == (LEVEL, LAW)


def test_knows_nothing_old_without_units() -> None:
    assert list(Freshness(Units()).of_text("cấp huyện, chứng minh nhân dân")) == []
