"""Whose a record is: the province that made it for itself, or the nation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from knowledge.records.procedure import Procedure
from knowledge.texts.text import CAPITAL

_PUBLISHER = re.compile(r"(?:UBND|Ủy ban nhân dân|Sở [^-–]+[-–]|Trung tâm [^-–]*?)\s*(?:tỉnh|thành phố)\s+(.+)$", re.IGNORECASE)
_DECISION = re.compile(r"UBND|HĐND")
_NAME = rf"[{CAPITAL}]\w*"
_AGENCY = re.compile(rf"\b(?:tỉnh|thành phố)\s+({_NAME}(?:[ -]+{_NAME}){{0,3}})")


def province_of(record: Procedure) -> str:
    """As the publisher says it; without a publisher as the agency of a decision of a province's own does. "" for the nation's."""
    if record.province:
        return record.province
    if record.publisher:
        return match[1].strip() if (match := _PUBLISHER.search(record.publisher)) else ""
    match = _AGENCY.search(record.agency) if _DECISION.search(record.decision) else None
    return match[1] if match else ""


def provinces_of(records: Iterable[Procedure]) -> Mapping[str, str]:
    """The province of each record's code; one that says nothing is of the province that made the other records of its decision."""
    known = list(records)
    found = {record.code: province_of(record) for record in known}
    by_decision: dict[str, set[str]] = {}
    for record in known:
        if found[record.code] and not record.publisher:
            by_decision.setdefault(record.decision, set()).add(found[record.code])
    for record in known:
        of_others = by_decision.get(record.decision, set())
        if not (found[record.code] or record.publisher) and len(of_others) == 1 and _DECISION.search(record.decision):
            found[record.code] = next(iter(of_others))
    return found
