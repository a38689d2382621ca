"""Succession: a procedure published under a law that was replaced, and the living one that does the same for the same people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.records.procedure import Code, Line, Procedure, Record


class Succession(Record):
    """One line of `successions.tsv`: the codes, and which law or level took whose place."""

    old: Code
    new: Code
    why: Line


@dataclass(frozen=True, slots=True)
class Succeeded:
    """Procedures and citizens' phrases, by code, as they stand after all successions."""

    procedures: Mapping[str, Procedure]
    aliases: Mapping[str, tuple[str, ...]]


def succeed(procedures: Mapping[str, Procedure], aliases: Mapping[str, tuple[str, ...]], successions: Iterable[Succession]) -> Succeeded:
    """Each old procedure names its successor, which takes over its phrases; codes that are not there change nothing."""
    records, phrases = dict(procedures), dict(aliases)
    for each in successions:
        if each.old in records and each.new in records:
            related = tuple(dict.fromkeys((each.new, *records[each.old].related)))
            records[each.old] = records[each.old].model_copy(update={"successor": each.new, "related": related})
            taken = dict.fromkeys((*phrases.get(each.new, ()), *phrases.get(each.old, ())))
            if taken:
                phrases[each.new] = tuple(taken)
    return Succeeded(records, dict(sorted(phrases.items())))
