"""Whom a procedure is for, by the words of its applicants; and that no citizen's words lead to what only authorities use."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from knowledge.cues.speakers import SpeakerCues, Speaking
from knowledge.facts.applicants import class_of, classed, classes_of, names_for_authorities
from knowledge.loading.library import Library
from knowledge.records.applicant_class import ApplicantClass
from knowledge.records.procedure import Procedure

ORGANISATIONS = "Tổ chức (không bao gồm doanh nghiệp, HTX)"
STAFF = "Cán bộ, công chức, viên chức"


def record(*applicants: str, **fields: Any) -> Procedure:
    return Procedure.model_validate({"code": "1.000001", "name": "Thử", "applicants": applicants, **fields})


@pytest.mark.parametrize(
    ("applicants", "found"),
    [
        ((), ApplicantClass.CITIZEN),
        (("Công dân Việt Nam", "Doanh nghiệp", ORGANISATIONS), ApplicantClass.CITIZEN),
        (("Người nước ngoài",), ApplicantClass.CITIZEN),
        (("Cá nhân, tổ chức có yêu cầu",), ApplicantClass.CITIZEN),
        (("Thân nhân liệt sĩ",), ApplicantClass.CITIZEN),
        (("Bà đỡ thôn bản",), ApplicantClass.CITIZEN),  # a word that is not known keeps nobody out
        (("Hộ gia đình; hợp tác xã",), ApplicantClass.HOUSEHOLD),
        (("Doanh nghiệp có vốn đầu tư nước ngoài", ORGANISATIONS), ApplicantClass.BUSINESS),
        (("Người sử dụng lao động",), ApplicantClass.BUSINESS),
        ((ORGANISATIONS,), ApplicantClass.ORGANISATION),
        (("Tổ chức nước ngoài", STAFF), ApplicantClass.ORGANISATION),
        ((STAFF,), ApplicantClass.CITIZEN),  # people in office, who ask for themselves
        (("Cơ quan tiến hành tố tụng", "Ủy ban nhân dân cấp xã"), ApplicantClass.AUTHORITY),
    ],
)
def test_the_nearest_to_a_citizen_of_those_who_may_apply(applicants: tuple[str, ...], found: ApplicantClass) -> None:
    assert class_of(record(*applicants)) is found
    assert found.is_personal == (found in {ApplicantClass.CITIZEN, ApplicantClass.HOUSEHOLD})


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"code": "6.000001"}, ApplicantClass.AUTHORITY),
        ({"name": "Cấp phiếu theo yêu cầu của cơ quan nhà nước"}, ApplicantClass.AUTHORITY),
        ({"result": ("Thông báo tới cơ quan tiến hành tố tụng đã đề nghị",)}, ApplicantClass.AUTHORITY),
        ({"steps": "Bước 1: Cơ quan tiến hành tố tụng, cơ quan khác gửi phiếu tới công an xã."}, ApplicantClass.AUTHORITY),
        ({"steps": "Bước 1: Trường gửi hồ sơ, bổ sung theo yêu cầu của cơ quan tiếp nhận."}, ApplicantClass.ORGANISATION),
    ],
)
def test_what_organisations_use_is_for_authorities_where_the_record_says_that_these_ask(
    fields: dict[str, Any], found: ApplicantClass
) -> None:
    assert class_of(record(ORGANISATIONS, **fields)) is found


def test_what_names_a_person_is_theirs_whoever_else_asks() -> None:
    assert class_of(record("Công dân Việt Nam", ORGANISATIONS, code="6.000001")) is ApplicantClass.CITIZEN
    assert class_of(record("Doanh nghiệp", ORGANISATIONS, code="6.000001")) is ApplicantClass.BUSINESS


def test_what_an_authority_does_of_itself_nobody_applies_for() -> None:
    assert class_of(record(STAFF, name="Thủ tục đình chỉ hành nghề")) is ApplicantClass.AUTHORITY


def test_a_twin_of_another_level_is_for_the_same() -> None:
    at_commune = record(ORGANISATIONS, name="Khóa thẻ (cấp xã)", result=("Báo cơ quan tố tụng",), field="Thẻ")
    at_province = record(ORGANISATIONS, code="1.000002", name="Khóa thẻ (cấp tỉnh)", field="Thẻ")
    of_another_field = record(ORGANISATIONS, code="1.000003", name="Khóa thẻ", field="Cửa")
    found = classes_of([at_commune, at_province, of_another_field])
    assert found == {
        "1.000001": ApplicantClass.AUTHORITY,
        "1.000002": ApplicantClass.AUTHORITY,
        "1.000003": ApplicantClass.ORGANISATION,
    }


def test_a_name_is_for_authorities_that_no_other_procedure_bears() -> None:
    known = classed({"6.000001": record(ORGANISATIONS, code="6.000001", name="Khóa thẻ (cấp xã)"), "1.000001": record(name="Mở thẻ")})
    assert names_for_authorities(known.values()) == {"khóa thẻ"}


def test_the_national_list_is_for_people_in_three_of_five_and_for_authorities_in_one_of_thirty(starter: Library) -> None:
    counted = Counter(procedure.applicant_class for procedure in starter.procedures.values())
    assert counted == {
        ApplicantClass.CITIZEN: 3_399,
        ApplicantClass.BUSINESS: 1_594,
        ApplicantClass.ORGANISATION: 578,
        ApplicantClass.AUTHORITY: 188,
    }


def test_to_lock_an_account_is_for_investigators_and_to_lock_an_identity_card_for_its_holder(starter: Library) -> None:
    account, card = ("3.000274", "3.000275", "3.000283", "3.000284"), ("3.000285", "3.000286")
    assert {starter.procedures[code].applicant_class for code in account} == {ApplicantClass.AUTHORITY}
    assert {starter.procedures[code].applicant_class for code in card} == {ApplicantClass.CITIZEN}


@pytest.mark.parametrize(
    ("text", "speaking"),
    [
        ("Tôi bị mất tài khoản VNeID", Speaking.PERSON),
        ("con gái nhà bác ấy mới sinh", Speaking.PERSON),
        ("cơ quan tôi muốn điều chuyển tài sản công", Speaking.BODY),
        ("công ty em chuyển địa chỉ", Speaking.BODY),
        ("khóa tài khoản định danh", Speaking.NOBODY),
        ("hỗ trợ trẻ em mồ côi", Speaking.NOBODY),
        ("căn hộ cho bà con bị giải tỏa", Speaking.NOBODY),
    ],
)
def test_by_the_words_it_is_heard_for_whom_somebody_asks(starter: Library, text: str, speaking: Speaking) -> None:
    assert starter.speakers.heard(text) is speaking


def test_without_words_nobody_is_heard() -> None:
    assert SpeakerCues().heard("tôi") is Speaking.NOBODY
