"""Where an imported record says otherwise than the official one of its code: shown to who imports before it is laid over it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from knowledge.facts.fact_sheet import compared_facts_of
from knowledge.publications.sheet import LEVELS, UNITS, WAYS, fee
from knowledge.records.procedure import Procedure, TimeUnit, Way
from knowledge.texts.text import one_line

MOST_NAMED = 6  # papers or laws that one difference names; the rest is counted


@dataclass(frozen=True, slots=True)
class Difference:
    """One part: what the official record says, and what the document says."""

    part: str
    official: str
    imported: str

    def __str__(self) -> str:
        return f"{self.part}: bản công bố “{self.official}” · tệp này “{self.imported}”"


@dataclass(frozen=True, slots=True)
class Changed:
    """A code with everything in which its document differs."""

    code: str
    name: str
    differences: tuple[Difference, ...]


def differences_of(record: Procedure, official: Procedure) -> tuple[Difference, ...]:
    """Compare facts, part by part, where both say something: what only one of them has contradicts nobody."""
    facts = compared_facts_of(record)
    found = [Difference(part, of, said) for part, told in _TOLD.items() for of, said in told(facts, official)]
    return tuple(found)


def _texts(get: Callable[[Procedure], str]) -> Callable[[Procedure, Procedure], Iterator[tuple[str, str]]]:
    def told(record: Procedure, official: Procedure) -> Iterator[tuple[str, str]]:
        said, of = get(record), get(official)
        if said and of and _bare(said) != _bare(of):
            yield one_line(of), one_line(said)

    return told


def _sets(get: Callable[[Procedure], list[str]], joins: str = "; ") -> Callable[[Procedure, Procedure], Iterator[tuple[str, str]]]:
    return lambda record, official: _sets_of(get(record), get(official), joins)


def _sets_of(ours: list[str], theirs: list[str], joins: str) -> Iterator[tuple[str, str]]:
    """What one has and the other has not, both named; the order and the capitals do not matter."""
    said, of = _by_bare(ours), _by_bare(theirs)
    if said and of and said.keys() != of.keys():
        yield (
            _counted([text for bare, text in of.items() if bare not in said], len(of), joins),
            _counted([text for bare, text in said.items() if bare not in of], len(said), joins),
        )


def _by_bare(texts: list[str]) -> dict[str, str]:
    return {_bare(text): text for text in texts if _bare(text)}


def _counted(only: list[str], count: int, joins: str) -> str:
    named = joins.join(only[:MOST_NAMED]) + (f"{joins}và {len(only) - MOST_NAMED} nữa" if len(only) > MOST_NAMED else "")
    return f"{count} mục, chỉ ở đây: {named}" if named else f"{count} mục, đều có ở bên kia"


def _ways(record: Procedure) -> list[str]:
    return [WAYS[item.way] for item in record.submissions if item.way is not Way.UNKNOWN]


def _limits(record: Procedure, official: Procedure) -> Iterator[tuple[str, str]]:
    """Amounts with their units; a unit that one of them has lost contradicts none."""
    said, of = _amounts(record), _amounts(official)
    lost = (
        {amount for amount, unit in (*said, *of) if unit is TimeUnit.UNKNOWN}
        & {amount for amount, _ in said}
        & {amount for amount, _ in of}
    )
    ours, theirs = ([_limit(*limit) for limit in limits if limit[0] not in lost] for limits in (said, of))
    yield from _sets_of(ours, theirs, ", ")


def _limit(amount: float, unit: TimeUnit) -> str:
    return f"{amount:g} {UNITS[unit]}".replace(".", ",")


def _amounts(record: Procedure) -> list[tuple[float, TimeUnit]]:
    return [(limit.amount, limit.unit) for item in record.submissions for limit in item.time_limits if limit.amount is not None]


def _fees(record: Procedure) -> list[str]:
    """Amounts, for the words beside them are never the same twice."""
    return [
        fee(item.model_copy(update={"note": "miễn phí" if item.is_free else ""}))
        for way in record.submissions
        for item in way.fees
        if item.amount
    ]


def _numbers(record: Procedure) -> list[str]:
    return [item.number for item in record.legal_basis if item.number]


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", re.sub(r"^(?:thủ tục|quyết định số)\s+", "", one_line(text).lower())).strip()


_TOLD: Mapping[str, Callable[[Procedure, Procedure], Iterator[tuple[str, str]]]] = {
    "tên": _texts(lambda record: record.name),
    "quyết định công bố": _texts(lambda record: record.decision),
    "lĩnh vực": _texts(lambda record: record.field),
    "cấp thực hiện": _sets(lambda record: [LEVELS[level] for level in record.levels], ", "),
    "cơ quan": _sets(lambda record: re.split(r"[;,\n]", record.agency)),
    "đối tượng": _sets(lambda record: list(record.applicants), ", "),
    "cách nộp": _sets(_ways, ", "),
    "thời hạn giải quyết": _limits,
    "phí, lệ phí": _sets(_fees, ", "),
    "giấy tờ": _sets(lambda record: [paper.name for paper in record.documents]),
    "kết quả": _sets(lambda record: list(record.result)),
    "căn cứ": _sets(_numbers, ", "),
}
