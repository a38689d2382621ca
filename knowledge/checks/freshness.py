"""Is a text out of date? Computed from what units.yaml says of abolished levels, old wording, merged units and repealed law."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import partial

from knowledge.records.procedure import Procedure
from knowledge.records.units import Units


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


VIETNAM = timedelta(hours=7)  # from UTC; one zone, no summer time


def today_in_vietnam() -> date:
    """The day it is where the offices are: what a period that ends is held against."""
    return (datetime.now(UTC) + VIETNAM).date()


_NUMBER = re.compile(r"\d{1,4}/\d{4}/[a-zđ0-9-]+")


class Freshness:
    """Looks texts over; made once from the units, used for every record."""

    def __init__(self, units: Units) -> None:
        self._rules = [*_levels(units), *_wording(units), *_agencies(units)]
        self._repealed = {law.number.lower(): law for law in units.repealed}

    def of_procedure(self, record: Procedure) -> tuple[OutdatedWarning, ...]:
        """Every warning for the official parts of one procedure; of its guide, which tells old words as such, its replaced law."""
        texts = [record.name, record.agency, record.steps, record.conditions, *record.result]
        texts += [document.name for document in record.documents]
        texts += [submission.note for submission in record.submissions]
        guide = "\n".join([*record.guide.values(), *(f"{answer.answer} {answer.basis}" for answer in record.quick)])
        found = [
            *self.of_text("\n".join(texts)),
            *self.of_guide(guide),
            *self._of_laws(reference.number.lower() for reference in record.legal_basis),
        ]
        return tuple(dict.fromkeys(found))

    def of_text(self, text: str) -> Iterator[OutdatedWarning]:
        """Every warning for running text, one for each rule; a law whose successor is named beside it is none."""
        lowered = text.lower()
        for words, make in self._rules:
            found = next((word for word in words if word in lowered and _stands_alone(word, lowered)), None)
            if found:
                yield make(found)
        numbers = _NUMBER.findall(lowered)
        yield from (warning for warning in self._of_laws(numbers) if warning.now.lower() not in numbers)

    def of_guide(self, text: str) -> Iterator[OutdatedWarning]:
        """The warnings for what people wrote by hand: the law it rests on that was replaced."""
        yield from (warning for warning in self.of_text(text) if warning.reason is Reason.REPEALED_LAW)

    def _of_laws(self, numbers: Iterable[str]) -> Iterator[OutdatedWarning]:
        for number in dict.fromkeys(numbers):
            if law := self._repealed.get(number):
                yield OutdatedWarning(Reason.REPEALED_LAW, law.number, law.by, law.since)


_Rule = tuple[tuple[str, ...], Callable[[str], OutdatedWarning]]


def _levels(units: Units) -> Iterator[_Rule]:
    for level in units.abolished_levels:
        yield _longest_first(level.words), partial(OutdatedWarning, Reason.ABOLISHED_LEVEL, now=level.now, since=level.since)


def _wording(units: Units) -> Iterator[_Rule]:
    """Old terms with one successor make one rule, so that a text is warned of once."""
    olds: dict[str, list[str]] = {}
    for wording in units.wording:
        olds.setdefault(wording.now, []).append(wording.old)
    for now, words in olds.items():
        yield _longest_first(words), partial(OutdatedWarning, Reason.OLD_WORDING, now=now, since=None)


def _agencies(units: Units) -> Iterator[_Rule]:
    for agency in units.agencies:
        if agency.former and agency.abolished:
            yield _longest_first(agency.former), partial(OutdatedWarning, Reason.MERGED_UNIT, now=agency.name, since=agency.abolished)


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted((word.lower() for word in words), key=len, reverse=True))


def _stands_alone(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None
