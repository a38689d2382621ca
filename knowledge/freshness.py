"""Is a text out of date? Computed from what units.yaml says of abolished levels, old wording, merged units and repealed law."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from knowledge.procedure import Procedure
from knowledge.units import AbolishedLevel, Agency, OldWording, Repealed, Units


class Reason(StrEnum):
    ABOLISHED_LEVEL = "cap_da_bo"
    OLD_WORDING = "tu_ngu_cu"
    MERGED_UNIT = "don_vi_da_sap_nhap"
    REPEALED_LAW = "van_ban_het_hieu_luc"


@dataclass(frozen=True, slots=True)
class OutdatedWarning:
    """Why a text may be out of date: what it says (`found`), what holds now (`now`), since when (None: unknown)."""

    reason: Reason
    found: str
    now: str
    since: date | None


class Freshness:
    """Looks texts over; made once from the units, used for every record."""

    def __init__(self, units: Units) -> None:
        self._units = units

    def of_procedure(self, record: Procedure) -> tuple[OutdatedWarning, ...]:
        """Every warning for one procedure, each reason and word once."""
        texts = [
            record.name,
            record.agency,
            record.steps,
            record.conditions,
            *record.result,
            *(document.name for document in record.documents),
            *(submission.note for submission in record.submissions),
            *record.guide.values(),
        ]
        numbers = [reference.number for reference in record.legal_basis]
        return tuple(dict.fromkeys([*self.of_text("\n".join(texts)), *self._repealed(numbers)]))

    def of_text(self, text: str) -> Iterator[OutdatedWarning]:
        """Every warning for running text."""
        lowered = text.lower()
        for pattern, make in self._rules:
            if match := pattern.search(lowered):
                yield make(match[0])
        yield from self._repealed(re.findall(r"\d{1,4}/\d{4}/[a-zđ0-9-]+", lowered))

    @cached_property
    def _rules(self) -> list[tuple[re.Pattern[str], _Maker]]:
        units = self._units
        rules: list[tuple[re.Pattern[str], _Maker]] = []
        rules += [(_words(level.words), _Maker(level)) for level in units.abolished_levels]
        rules += [(_words([old.old]), _Maker(old)) for old in units.wording]
        rules += [(_words(agency.former), _Maker(agency)) for agency in units.agencies if agency.former and agency.abolished]
        return rules

    def _repealed(self, numbers: Iterable[str]) -> Iterator[OutdatedWarning]:
        wanted = {number.lower() for number in numbers}
        for law in self._units.repealed:
            if law.number.lower() in wanted:
                yield OutdatedWarning(Reason.REPEALED_LAW, law.number, law.by, law.since)


@dataclass(frozen=True, slots=True)
class _Maker:
    rule: AbolishedLevel | OldWording | Agency | Repealed

    def __call__(self, found: str) -> OutdatedWarning:
        match self.rule:
            case AbolishedLevel(now=now, since=since):
                return OutdatedWarning(Reason.ABOLISHED_LEVEL, found, now, since)
            case OldWording(now=now):
                return OutdatedWarning(Reason.OLD_WORDING, found, now, None)
            case Agency(name=name, abolished=abolished):
                return OutdatedWarning(Reason.MERGED_UNIT, found, name, abolished)
            case Repealed(by=by, since=since):
                return OutdatedWarning(Reason.REPEALED_LAW, found, by, since)


def _words(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted((word.lower() for word in words), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in longest_first) + r")(?!\w)")
