"""Changes between two publications: which procedures are new, changed and in which parts, replaced, repealed, or no longer listed.

What is compared is what was published, never our own guides: a sentence of ours that is put better changes no procedure. What is read
better from the same publication of the same day is no change either, and an older publication never takes back what a newer one said.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from pydantic import Field

from knowledge.facts.fact_sheet import facts_of
from knowledge.records.procedure import Code, Line, Origin, Part, Procedure, Record, Source, Status

DIGITS = 16  # hexadecimal, of a part's digest: two texts of one part are never taken for one
SAME_LIBRARY = 0.5  # share of the known codes that must still be there; with fewer it is another library, not a changed one
LONG_PARTS = (Part.STEPS, Part.CONDITIONS, Part.FORMS)
"""Parts that a fact sheet does not hold."""


class ChangeKind(StrEnum):
    """What became of a procedure. GONE: a newer publication does not list it, and nothing says that it was repealed."""

    NEW = "moi"
    CHANGED = "sua_doi"
    REPLACED = "thay_the"
    REPEALED = "bai_bo"
    GONE = "khong_con"


class Printed(Record):
    """What one publication says of a procedure: the digest of each part that comes from it."""

    origin: Origin = Origin.FACTS
    title: str = ""
    as_of: date | None = None
    parts: Mapping[Part, str] = Field(default_factory=dict)


class State(Record):
    """A procedure as it was published. `is_over`: repealed, or another has taken its place; `is_served`: the office handles it."""

    code: Code
    name: Line
    field: str = ""
    province: str = ""
    decision: str = ""
    as_of: date | None = None
    is_over: bool = False
    successor: Code | None = None
    is_served: bool = True
    printed: tuple[Printed, ...] = ()

    @property
    def whole(self) -> Printed:
        """The publication that the record is known by."""
        return Printed(title=self.decision, as_of=self.as_of)

    def of(self, part: Part) -> Printed | None:
        """The publication that `part` comes from; None where nothing is said of it."""
        return next((printed for printed in self.printed if part in printed.parts), None)


class Change(Record):
    """What became of one procedure. `parts`: which of a changed one; `was_named`: its name before, "" where that is the same."""

    kind: ChangeKind
    code: Code
    name: Line
    field: str = ""
    province: str = ""
    decision: str = ""
    as_of: date | None = None
    successor: Code | None = None
    is_served: bool = True
    parts: tuple[Part, ...] = ()
    was_named: str = ""


States = Mapping[str, State]


def state_of(record: Procedure, is_served: bool = True) -> State:
    """What `record` says as a publication; an import in full is measured as a fact sheet says it, so that the two can be compared."""
    is_full = any(source.origin is Origin.OFFICIAL for source in record.sources.values())
    facts = facts_of(record) if is_full else record
    told = {**_short_parts(facts), **{part: _long_part(record, part) for part in LONG_PARTS}}
    whole = Source(origin=Origin.FACTS, title=record.decision, as_of=record.as_of)
    by_source: dict[tuple[Origin, str, date | None], dict[Part, str]] = {}
    for part, said in told.items():
        if said:
            source = record.sources.get(part, whole)
            by_source.setdefault((source.origin, source.title, source.as_of), {})[part] = _digest(said)
    return State(
        code=record.code,
        name=record.name,
        field=record.field,
        province=record.province,
        decision=record.decision,
        as_of=record.as_of,
        is_over=record.status is Status.REPEALED or record.successor is not None,
        successor=record.successor,
        is_served=is_served,
        printed=tuple(Printed(origin=key[0], title=key[1], as_of=key[2], parts=parts) for key, parts in by_source.items()),
    )


def _short_parts(facts: Procedure) -> Mapping[Part, object]:
    ways = sorted(facts.submissions, key=lambda item: item.way)
    papers = [paper.model_dump(exclude={"forms"}) for paper in facts.documents]
    return {
        Part.METHODS: [item.way for item in ways],
        Part.TIME_LIMIT: [(item.way, item.model_dump(mode="json")["time_limits"]) for item in ways if item.time_limits],
        Part.FEES: [(item.way, item.model_dump(mode="json")["fees"]) for item in ways if item.fees],
        Part.DOCUMENTS: [*papers, *([facts.documents_left] if facts.documents_left else [])],
        Part.APPLICANTS: sorted(facts.applicants),
        Part.AGENCY: facts.agency,
        Part.RESULT: list(facts.result),
        Part.LEGAL_BASIS: sorted({item.number for item in facts.legal_basis if item.number}),
    }


def _long_part(record: Procedure, part: Part) -> object:
    match part:
        case Part.STEPS:
            return record.steps
        case Part.CONDITIONS:
            return record.conditions
        case _:
            return list(record.forms)


def _digest(said: object) -> str:
    told = _plain(json.dumps(said, ensure_ascii=False, sort_keys=True, default=str))
    return hashlib.sha256(told.encode()).hexdigest()[:DIGITS]


def _plain(text: str) -> str:
    """Without what says nothing: capitals and spaces."""
    return " ".join(text.replace("\\n", " ").casefold().split())


def compared(before: States, now: States) -> tuple[Change, ...]:
    """What became of each procedure, by field and code; nothing where `before` is empty, or `now` is another library or an older one."""
    if not before or is_another(before, now) or _newest(now) < _newest(before):
        return ()
    found = [*_of_each(before, now), *_gone(before, now)]
    return tuple(sorted(found, key=lambda change: (change.field, change.code)))


def to_keep(before: States, now: States) -> States:
    """The states to compare with the next time: the newer of each; what a newer publication does not list any more goes."""
    if not before or is_another(before, now):
        return now
    if _newest(now) < _newest(before):
        return before
    gone = {change.code for change in _gone(before, now)}
    stay = {code: state for code, state in before.items() if code not in now and code not in gone}
    return {**stay, **{code: _newer(before.get(code), state) for code, state in now.items()}}


def is_another(before: States, now: States) -> bool:
    """Whether so few of the known codes are there that another library was laid in place of the one before."""
    return len(before.keys() & now.keys()) < SAME_LIBRARY * len(before)


def _of_each(before: States, now: States) -> Iterator[Change]:
    for code, state in now.items():
        old = before.get(code)
        if old is None or (old.is_over and _is_newer(old.whole, state.whole)):
            if not state.is_over:
                yield _change(ChangeKind.NEW, state)
        elif not old.is_over and state.is_over:
            yield _change(ChangeKind.REPLACED if state.successor else ChangeKind.REPEALED, state)
        elif not old.is_over and (changed := _changed(old, state)):
            yield changed


def _gone(before: States, now: States) -> Iterator[Change]:
    if _newest(now) > _newest(before):
        for code, old in before.items():
            if code not in now and not old.is_over:
                yield _change(ChangeKind.GONE, old)


def _changed(old: State, state: State) -> Change | None:
    if (old.name, old.printed) == (state.name, state.printed):
        return None
    parts = tuple(part for part in Part if _is_changed(old, state, part))
    is_renamed = _plain(old.name) != _plain(state.name) and _is_newer(old.whole, state.whole)
    if not (parts or is_renamed):
        return None
    return _change(ChangeKind.CHANGED, state).model_copy(update={"parts": parts, "was_named": old.name if is_renamed else ""})


def _is_changed(old: State, state: State, part: Part) -> bool:
    """Whether a newer publication says another thing in `part`; a fact sheet's silence about a long part says nothing."""
    was, is_now = old.of(part), state.of(part)
    if was is None and is_now is None:
        return False
    if part in LONG_PARTS and (was is None or is_now is None):
        return False
    if was and is_now and was.parts[part] == is_now.parts[part]:
        return False
    return _is_newer(was or old.whole, is_now or state.whole)


def _is_newer(was: Printed, is_now: Printed) -> bool:
    """Whether it is another publication, not older; the same one read in full after a fact sheet is not."""
    if (is_now.as_of or date.min) < (was.as_of or date.min):
        return False
    if is_now.title != was.title:
        return True
    return is_now.origin is was.origin and (is_now.as_of or date.min) > (was.as_of or date.min)


def _newer(old: State | None, state: State) -> State:
    """`state`, unless it is of an older day, or does not know yet that it is over."""
    if old is None:
        return state
    is_older = (state.as_of or date.min) < (old.as_of or date.min)
    forgets = old.is_over and not state.is_over and not _is_newer(old.whole, state.whole)
    return old if is_older or forgets else state


def _newest(states: States) -> date:
    """The latest day of which anything was published."""
    days = (said.as_of for state in states.values() for said in (state.whole, *state.printed))
    return max((day for day in days if day), default=date.min)


def _change(kind: ChangeKind, state: State) -> Change:
    return Change(kind=kind, **{name: getattr(state, name) for name in _SHARED})


_SHARED = ("code", "name", "field", "province", "decision", "as_of", "successor", "is_served")
