"""Records of one code that several folders hold → one record, part by part, none erasing another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from knowledge.records.procedure import PART_FIELDS, Origin, Part, Procedure, Source, Status, Submission, Way

T = TypeVar("T")
_IDENTITY = ("name", "field", "levels", "publisher", "province", "decision", "kind", "keywords", "url", "as_of")
_STRENGTH = (Origin.OFFICIAL, Origin.CARD, Origin.FACTS)


def overlay(layers: Iterable[Procedure]) -> Procedure:
    """Lay records of one code over one another, part by part; none erases another.

    Official fields come from the strongest origin that has them (imported record, then card, then fact
    sheet; of two of the same origin the later layer wins); guides come from whoever wrote one.
    """
    ranked = sorted(enumerate(layers), key=lambda item: (_strength(item[1]), -item[0]))
    records = [record for _, record in ranked]
    if len(records) == 1:
        return records[0]
    merged: dict[str, object] = {}
    sources: dict[Part, Source] = {}
    for name in _IDENTITY:
        merged[name] = next((value for record in records if (value := getattr(record, name))), getattr(records[0], name))
    for part, fields in PART_FIELDS.items():
        owner = next((record for record in records if any(getattr(record, name) for name in fields)), records[0])
        merged.update({name: getattr(owner, name) for name in fields})
        _inherit(sources, owner, part)
    merged["submissions"] = _submissions(records, sources)
    guide: dict[Part, str] = {}
    guide_sources: dict[Part, Source] = {}
    for record in records:
        for part, text in record.guide.items():  # in the order of its writer: a set's is another in every process
            if part in guide:
                continue
            guide[part] = text
            if part in record.guide_sources:
                guide_sources[part] = record.guide_sources[part]
    related = tuple(dict.fromkeys(code for record in records for code in record.related))
    status, successor = next(
        ((record.status, record.successor) for record in records if record.status is not Status.IN_FORCE),
        (records[0].status, records[0].successor),
    )
    merged["quick"] = next((record.quick for record in records if record.quick), ())
    merged["deadlines"] = next((record.deadlines for record in records if record.deadlines), None)
    merged.update(guide=guide, guide_sources=guide_sources, sources=sources, related=related, status=status, successor=successor)
    return records[0].model_copy(update=merged)


def _submissions(records: Sequence[Procedure], sources: dict[Part, Source]) -> tuple[Submission, ...]:
    """The ways of the strongest record that names any; time limits and fees of the strongest that has any of them, way by way.

    What a record says without naming a way holds for every way that is known.
    """
    ways = next((record for record in records if any(item.way is not Way.UNKNOWN or item.note for item in record.submissions)), records[0])
    limits = next((record for record in records if any(item.time_limits for item in record.submissions)), ways)
    fees = next((record for record in records if any(item.fees for item in record.submissions)), ways)
    _inherit(sources, limits, Part.TIME_LIMIT)
    _inherit(sources, fees, Part.FEES)
    notes = {item.way: item.note for item in ways.submissions}
    limits_of = _spread({item.way: item.time_limits for item in limits.submissions if item.time_limits}, notes)
    fees_of = _spread({item.way: item.fees for item in fees.submissions if item.fees}, notes)
    return tuple(
        Submission(way=way, time_limits=limits_of.get(way, ()), fees=fees_of.get(way, ()), note=notes.get(way, ""))
        for way in dict.fromkeys([*notes, *limits_of, *fees_of])
    )


def _spread(said: Mapping[Way, T], ways: Iterable[Way]) -> Mapping[Way, T]:
    """What is said of no way, said of each of `ways`; as it is where no way is known."""
    known = [way for way in ways if way is not Way.UNKNOWN]
    if Way.UNKNOWN not in said or not known:
        return said
    return {**dict.fromkeys(known, said[Way.UNKNOWN]), **{way: value for way, value in said.items() if way is not Way.UNKNOWN}}


def _strength(record: Procedure) -> int:
    origins = {source.origin for source in (*record.sources.values(), *record.guide_sources.values())}
    return min((_STRENGTH.index(origin) for origin in origins), default=0)


def _inherit(sources: dict[Part, Source], owner: Procedure, part: Part) -> None:
    if part in owner.sources:
        sources[part] = owner.sources[part]
