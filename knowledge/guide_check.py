"""Hand-written guides against the official records: a number, day, law or agency that is not there needs a declared reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from knowledge.errors import Fault
from knowledge.guide_facts import CODE_IN_TEXT, LAW, RecordFacts, missing, of_guide
from knowledge.library import Library
from knowledge.procedure import Procedure

EVERY = "*"
"""Stands for all codes in a declaration."""


def guide_faults(library: Library) -> Iterator[Fault]:
    """Every difference without a reason, at its card; every declared difference that is none."""
    used: set[tuple[str, str]] = set()
    for record in library.procedures.values():
        own = library.guided.get(record.code)
        if record.guide and own and _is_of(record, own):
            file, line = library.places.get(("procedure", record.code), ("procedures", 0))
            for fact in missing(sorted(of_guide(record)), frozenset(own.said) | _of_neighbours(record, library.guided)):
                key = next((key for key in ((record.code, fact), (EVERY, fact)) if key in library.declared), None)
                if key:
                    used.add(key)
                    yield from (Fault(file, line, reason) for reason in _untrue(library, record.code, fact, library.declared[key]))
                else:
                    yield Fault(file, line, f"{record.code}: bài hướng dẫn nói “{fact}”, bản công bố không có: sửa, hoặc ghi lý do")
    for code, fact in library.declared.keys() - used:
        file, line = library.places.get(("declared", f"{code} {fact}"), ("national/declared.tsv", 0))
        yield Fault(file, line, f"{code}: “{fact}” đã khớp bản công bố hoặc không còn trong bài; bỏ dòng này")


def _untrue(library: Library, code: str, fact: str, why: str) -> Iterator[str]:
    """A reason that names another record must be true of it."""
    for other in CODE_IN_TEXT.findall(why):
        if other in library.guided and missing([fact], frozenset(library.guided[other].said)):
            yield f"{code}: lý do của “{fact}” dẫn {other}, nhưng bản công bố ấy không có điều này"


def _is_of(record: Procedure, facts: RecordFacts) -> bool:
    """Whether the guide explains the publication whose facts are kept."""
    return all(source.title == facts.decision for source in record.guide_sources.values())


def _of_neighbours(record: Procedure, guided: Mapping[str, RecordFacts]) -> frozenset[str]:
    """The laws and agencies of the related procedures, to which a guide sends its reader; never their numbers."""
    near = (fact for code in record.related if code in guided for fact in guided[code].said)
    return frozenset(fact for fact in near if LAW.fullmatch(fact) or not any(map(str.isdigit, fact)))
