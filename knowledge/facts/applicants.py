"""Whom a procedure is for: citizens, households, businesses, organisations, or only authorities among themselves. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from knowledge.records.applicant_class import ApplicantClass
from knowledge.records.procedure import Procedure

_STAFF = re.compile(r"cán bộ|công chức|viên chức|đảng viên", re.IGNORECASE)
_WORDS = {
    ApplicantClass.CITIZEN: re.compile(
        r"công dân|cá nhân|\bngười\b(?! sử dụng lao động)|thân nhân|cha mẹ|học sinh|sinh viên", re.IGNORECASE
    ),
    ApplicantClass.HOUSEHOLD: re.compile(r"\bhộ\b", re.IGNORECASE),
    ApplicantClass.BUSINESS: re.compile(r"doanh nghiệp|hợp tác xã|\bhtx\b|công ty|thương nhân|nhà đầu tư|sử dụng lao động", re.IGNORECASE),
    ApplicantClass.AUTHORITY: re.compile(
        r"cơ quan (?:nhà nước|hành chính|điều tra|tiến hành tố tụng|có thẩm quyền|quản lý)|ủy ban nhân dân|\bubnd\b|viện kiểm sát|tòa án",
        re.IGNORECASE,
    ),
    ApplicantClass.ORGANISATION: re.compile(r"tổ chức|cơ sở|cơ quan|đơn vị|trường|hội|đoàn thể|pháp nhân", re.IGNORECASE),
}
"""The first that fits a word says whom it means."""

_ASIDE = re.compile(r"\([^()]*\)")
_INTERNAL = re.compile(r"^[56]\.")
"""Codes of what authorities do among themselves (thủ tục hành chính nội bộ): of the 188 of the national list none names a citizen."""
_ASKED_BY_AUTHORITIES = re.compile(r"theo yêu cầu của cơ quan|cơ quan(?: tiến hành)? tố tụng", re.IGNORECASE)
_SENT_BY_AUTHORITIES = re.compile(r"cơ quan(?: tiến hành)? tố tụng[^.\n]{0,80}\b(?:gửi|đề nghị|yêu cầu)", re.IGNORECASE)
_OF_ITSELF = re.compile(r"^(?:thủ tục )?(?:thu hồi|đình chỉ|tổ chức phiên họp)", re.IGNORECASE)
"""How the name of what an authority does of itself begins; nobody applies for it."""


def class_of(record: Procedure) -> ApplicantClass:
    """By the words of its applicants; where these name none but organisations and people in office, by what it says of who asks for it.

    Nobody is kept out by a word that is not known, or where nothing is said.
    """
    pieces = [piece for line in record.applicants for piece in re.split(r"[,;\n]", _ASIDE.sub("", line)) if piece.strip()]
    named = {_class_of(piece) for piece in pieces if not _STAFF.search(piece)}
    for found in (ApplicantClass.CITIZEN, ApplicantClass.HOUSEHOLD, ApplicantClass.BUSINESS):
        if not pieces or found in named:
            return found
    if named == {ApplicantClass.AUTHORITY} or _INTERNAL.match(record.code) or _is_asked_by_authorities(record):
        return ApplicantClass.AUTHORITY
    if named:
        return ApplicantClass.ORGANISATION
    return ApplicantClass.AUTHORITY if _OF_ITSELF.match(record.name) else ApplicantClass.CITIZEN  # people in office, who ask for themselves


def classes_of(records: Iterable[Procedure]) -> Mapping[str, ApplicantClass]:
    """The class of each record's code. One that only organisations use is for authorities where its twin of another level is."""
    known = list(records)
    found = {record.code: class_of(record) for record in known}
    guarded = {_twin(record) for record in known if found[record.code] is ApplicantClass.AUTHORITY}
    for record in known:
        if found[record.code] is ApplicantClass.ORGANISATION and _twin(record) in guarded:
            found[record.code] = ApplicantClass.AUTHORITY
    return found


def classed(procedures: Mapping[str, Procedure]) -> Mapping[str, Procedure]:
    """`procedures`, each with its class."""
    found = classes_of(procedures.values())
    return {code: _with(record, found[record.code]) for code, record in procedures.items()}


def names_for_authorities(records: Iterable[Procedure]) -> frozenset[str]:
    """The names, in small letters and without what stands in parentheses, that only procedures for authorities bear."""
    names: dict[bool, set[str]] = {True: set(), False: set()}
    for record in records:
        names[record.applicant_class is ApplicantClass.AUTHORITY].add(_bare_name(record))
    return frozenset(names[True] - names[False])


def _with(record: Procedure, found: ApplicantClass) -> Procedure:
    return record if record.applicant_class is found else record.model_copy(update={"applicant_class": found})


def _class_of(piece: str) -> ApplicantClass:
    return next((kind for kind, words in _WORDS.items() if words.search(piece)), ApplicantClass.CITIZEN)


def _is_asked_by_authorities(record: Procedure) -> bool:
    said = (record.name, *record.result, *(paper.name for paper in record.documents))
    return any(_ASKED_BY_AUTHORITIES.search(text) for text in said) or bool(_SENT_BY_AUTHORITIES.search(record.steps))


def _twin(record: Procedure) -> tuple[str, str]:
    """What two records share that are one procedure at two levels: the field, and the name without the level in parentheses."""
    return record.field, _bare_name(record)


def _bare_name(record: Procedure) -> str:
    return " ".join(_ASIDE.sub("", record.name).lower().split())
