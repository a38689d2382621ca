"""An index card: what is written of it, and what is wrong with a draft. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.scorecards.rules.numbers import EARLIEST_YEAR, LARGEST_VALUE, LONGEST_SOURCE, MOST_DECIMALS, MOST_RANKED
from bot.text.invisible import in_one_line

NUMERAL = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,8})?", re.ASCII)


class ScorecardKind(StrEnum):
    """PAR: administrative reform; SIPAS: how satisfied people are; PAPI: governance as people see it; PCI: competitiveness as firms see it;
    DTI: digital transformation."""

    PAR = "par"
    SIPAS = "sipas"
    PAPI = "papi"
    PCI = "pci"
    DTI = "dti"


class ScorecardState(StrEnum):
    """PROPOSED: waits for a second person; LISTED; REPLACED by a newer figure of the same year and province; DROPPED."""

    PROPOSED = "proposed"
    LISTED = "listed"
    REPLACED = "replaced"
    DROPPED = "dropped"


class ScorecardFault(StrEnum):
    """What is wrong with a draft; each has a sentence in the wording."""

    NO_VALUE = "no_value"
    YEAR = "year"
    PROVINCE = "province"
    VALUE = "value"
    RANK = "rank"
    TARGET = "target"
    NO_SOURCE = "no_source"
    TOO_LONG = "too_long"


class ScorecardMove(StrEnum):
    """What became of a try to change the cards; each but DONE has a sentence in the wording."""

    DONE = "done"
    NOT_THERE = "not_there"
    NOT_YOURS = "not_yours"
    NOT_OPEN = "not_open"
    OWN = "own"
    ONE_HAND = "one_hand"
    FILE = "file"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class ScorecardDraft:
    """`province`: as the list of provinces names it; `rank` of `ranked` provinces; `target`: what was aimed at that year."""

    kind: ScorecardKind
    year: int
    province: str
    value: Decimal | None
    source: str
    rank: int | None = None
    ranked: int | None = None
    target: Decimal | None = None

    def __post_init__(self) -> None:
        """What stands in a line among others is one line (bot.text.invisible)."""
        for name in ("province", "source"):
            object.__setattr__(self, name, in_one_line(getattr(self, name)))


@dataclass(frozen=True, slots=True)
class Scorecard:
    """One that is kept; `writer`, `approver`: staff by number."""

    id: int
    state: ScorecardState
    draft: ScorecardDraft
    writer: int
    approver: int | None = None


def number_in(text: str) -> Decimal | None:
    """ "88,92", "88.92" → the number; None for anything else."""
    bare = text.strip()
    return Decimal(bare.replace(",", ".")) if NUMERAL.fullmatch(bare) else None


def faults_of(draft: ScorecardDraft, this_year: int, *, is_province: bool) -> Iterator[ScorecardFault]:
    """Everything that keeps a draft from being listed; `is_province`: whether there is, or was, such a province."""
    ranked = draft.ranked if draft.ranked is not None else MOST_RANKED
    is_ranked = draft.rank is None or (1 <= draft.rank <= ranked)
    found = {
        ScorecardFault.NO_VALUE: draft.value is None,
        ScorecardFault.YEAR: not EARLIEST_YEAR <= draft.year <= this_year,
        ScorecardFault.PROVINCE: not is_province,
        ScorecardFault.VALUE: draft.value is not None and not _is_told(draft.value),
        ScorecardFault.RANK: not is_ranked or not 1 <= ranked <= MOST_RANKED,
        ScorecardFault.TARGET: draft.target is not None and not _is_told(draft.target),
        ScorecardFault.NO_SOURCE: not draft.source.strip(),
        ScorecardFault.TOO_LONG: len(draft.source) > LONGEST_SOURCE,
    }
    return (fault for fault, is_there in found.items() if is_there)


def _is_told(value: Decimal) -> bool:
    exponent = value.as_tuple().exponent
    return 0 <= value <= LARGEST_VALUE and isinstance(exponent, int) and -exponent <= MOST_DECIMALS
