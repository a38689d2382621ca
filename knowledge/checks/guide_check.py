"""Hand-written guides against the official records: a number, day, law or agency that is not there needs a declared reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from knowledge.errors import Fault
from knowledge.facts.guide_facts import CODE_IN_TEXT, LAW, RecordFacts, missing, of_guide
from knowledge.loading.library import Library
from knowledge.records.procedure import Procedure

EVERY = "*"
"""Stands for all codes in a declaration; as what is said, for a whole guide that no publication at hand can be held against."""
TO_RUN = "chạy `python -m knowledge facts BẢN-XUẤT.jsonl.gz --guides`; không có bản xuất thì xem docs/noi-dung.md, mục Soát bài hướng dẫn"


def guide_faults(library: Library) -> Iterator[Fault]:
    """Guides that were compared with no publication, and, at their cards, differences without a reason and reasons without a difference."""
    used: set[tuple[str, str]] = set()
    for record in library.procedures.values():
        if record.guide and library.guided:
            file, line = library.places.get(("procedure", record.code), ("procedures", 0))
            yield from (Fault(file, line, reason) for reason in _of_guide(library, record, used))
    for code, fact in library.declared.keys() - used:
        file, line = library.places.get(("declared", f"{code} {fact}"), ("national/declared.tsv", 0))
        yield Fault(file, line, f"{code}: “{fact}” đã khớp bản công bố hoặc không còn trong bài; bỏ dòng này")


def _of_guide(library: Library, record: Procedure, used: set[tuple[str, str]]) -> Iterator[str]:
    """The faults of one guide; the declarations that it needs are put into `used`."""
    own = library.guided.get(record.code)
    if own is None or (other := _of_another(record, own)):
        if (record.code, EVERY) in library.declared:
            used.add((record.code, EVERY))
        elif own is None:
            yield f"{record.code}: chưa có trong guided.jsonl, nên chưa soát được với bản công bố; {TO_RUN}"
        else:
            yield f"{record.code}: bài dựa vào “{other}”, guided.jsonl giữ quyết định khác (“{own.decision}”); sửa bài, hoặc {TO_RUN}"
        return
    for fact in missing(sorted(of_guide(record)), frozenset(own.said) | _of_neighbours(record, library.guided)):
        key = next((key for key in ((record.code, fact), (EVERY, fact)) if key in library.declared), None)
        if key:
            used.add(key)
            yield from _untrue(library, record.code, fact, library.declared[key])
        else:
            yield f"{record.code}: bài hướng dẫn nói “{fact}”, bản công bố không có: sửa, hoặc ghi lý do"


def _untrue(library: Library, code: str, fact: str, why: str) -> Iterator[str]:
    """A reason that names another record must be true of it."""
    for other in CODE_IN_TEXT.findall(why):
        if other in library.guided and missing([fact], frozenset(library.guided[other].said)):
            yield f"{code}: lý do của “{fact}” dẫn {other}, nhưng bản công bố ấy không có điều này"


def _of_another(record: Procedure, facts: RecordFacts) -> str:
    """The decision that the guide explains, where it is not the publication whose facts are kept; "" where it is."""
    return next((source.title or "?" for source in record.guide_sources.values() if source.title != facts.decision), "")


def _of_neighbours(record: Procedure, guided: Mapping[str, RecordFacts]) -> frozenset[str]:
    """The laws and agencies of the related procedures, to which a guide sends its reader; never their numbers."""
    near = (fact for code in record.related if code in guided for fact in guided[code].said)
    return frozenset(fact for fact in near if LAW.fullmatch(fact) or not any(map(str.isdigit, fact)))
