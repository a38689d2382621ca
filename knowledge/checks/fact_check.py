"""The national fact sheet against the official records: what it says stands there, and what it says is missing does not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from knowledge.facts.deadline_mends import CALLED, SENT
from knowledge.facts.deadlines_beside import LATER
from knowledge.facts.fact_sheet import LONGEST_FACT
from knowledge.facts.fee_notes import LONGEST_CONDITION
from knowledge.facts.glued_cells import ROW, STUCK
from knowledge.facts.papers import DEPENDS, GLUED, LONGEST_CASE, LONGEST_NAME, MOST
from knowledge.facts.periods import temporary_in
from knowledge.facts.provinces import provinces_of
from knowledge.records.procedure import Procedure

_WORD = re.compile(r"\w+")
_GLUED = re.compile(GLUED)
_LAW = re.compile(r"\d{1,4}/\d{4}/[A-ZĐ\d][A-ZĐ\d&-]*")
_TIMED = re.compile(r"\d\s*(?:ngày|giờ|tháng|năm)", re.IGNORECASE)
_FEE = re.compile(r"\d[.,]\d{3}\s*(?:VNĐ|Việt Nam Đồng)\s*\((?:lệ )?phí ", re.IGNORECASE)
_OF_A_CASE = re.compile(r"\b(?:đối với|trường hợp|nếu)\b", re.IGNORECASE)
_OURS = frozenset(_WORD.findall(f"{DEPENDS} bản sao bản chính hoặc mỗi miễn phí")) | {"1"}
"""Words that the sheet's own shapes add to an official text."""


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What the comparison found: `faults` (a code and what is false each), and how many codes have each part."""

    faults: tuple[str, ...]
    n_codes: int
    n_papers: int
    n_fees: int
    n_deadlines: int
    n_provinces: int


def compared(records: Iterable[Procedure], sheet: Iterable[Procedure]) -> SheetReport:
    """Hold every record of `sheet` against the official one of its code."""
    official = {record.code: record for record in records}
    facts = list(sheet)
    provinces = provinces_of(official.values())
    return SheetReport(
        tuple(_faults(official, facts, provinces)),
        len(facts),
        sum(bool(record.documents) for record in facts),
        sum(any(item.fees for item in record.submissions) for record in facts),
        sum(record.deadlines is not None for record in facts),
        sum(bool(record.province) for record in facts),
    )


def _faults(official: Mapping[str, Procedure], facts: list[Procedure], provinces: Mapping[str, str]) -> Iterator[str]:
    missing = official.keys() - {record.code for record in facts}
    yield from (f"{code}: không có trong bảng" for code in sorted(missing))
    for record in facts:
        if record.code not in official:
            yield f"{record.code}: không có trong bản công bố"
            continue
        of = official[record.code]
        if record.province != provinces[record.code]:
            yield f"{record.code}: tỉnh là “{record.province}”, bản công bố là “{provinces[record.code]}”"
        for told in (
            *_papers(record, of),
            *_fees(record, of),
            *_cases(record, of),
            *_limits(record, of),
            *_run_together(of),
            *_deadlines(record, of),
            *_others(record, of),
        ):
            yield f"{record.code}: {told}"


def _papers(record: Procedure, of: Procedure) -> Iterator[str]:
    """A paper that the dossier does not name in these words, or in this number; too many or too long."""
    said = _words(" ".join(f"{paper.case} {paper.name}" for paper in of.documents))
    counts = {(paper.originals, paper.copies) for paper in of.documents}
    for paper in record.documents:
        if (paper.originals, paper.copies) not in counts:
            yield f"số bản của “{paper.name}” không có trong bản công bố"
        if more := _words(f"{paper.case} {paper.name}") - said - _OURS:
            yield f"“{paper.name}”: bản công bố không có chữ {', '.join(sorted(more))}"
        if len(paper.name) > LONGEST_NAME + len(DEPENDS) + 24 or len(paper.case) > 2 * LONGEST_CASE + 8:  # " … (", ")" and a form's number
            yield f"“{paper.name[:60]}”: quá dài"
    if len(record.documents) > MOST:
        yield f"{len(record.documents)} giấy tờ"


def _fees(record: Procedure, of: Procedure) -> Iterator[str]:
    """Nothing said where there is fee text; an amount or a day that the text does not hold."""
    ways = {item.way: item for item in of.submissions}
    for item in record.submissions:
        if item.way not in ways:
            continue  # told as another way
        text = "\n".join(f"{fee.amount if fee.amount is not None else ''} {fee.note}" for fee in ways[item.way].fees)
        told = f"{text}\n{ways[item.way].note}"
        numbers = {re.sub(r"\D", "", number) for number in re.findall(r"\d[\d.,]*", told)}
        if not item.fees and (ways[item.way].fees or _FEE.search(ways[item.way].note)):
            yield f"{item.way}: bản công bố có ghi phí, bảng thì không"
        for fee in item.fees:
            if fee.amount and not _holds(numbers, fee.amount):
                yield f"{item.way}: {fee.amount} đồng không có trong “{text[:80]}”"
            if len(fee.note) > LONGEST_CONDITION + 2:
                yield f"{item.way}: lời ghi phí quá dài"
            lasts = temporary_in(text)
            if fee.until and not (lasts and lasts[1] == fee.until) and not any(str(fee.until.year + more) in told for more in (0, 1)):
                yield f"{item.way}: hạn {fee.until} không có trong bản công bố"


def _cases(record: Procedure, of: Procedure) -> Iterator[str]:
    """Several amounts without a word, where the publication says of whom each is."""
    ways = {item.way: item for item in of.submissions}
    for item in record.submissions:
        notes = {fee.amount: fee.note for fee in ways[item.way].fees} if item.way in ways else {}
        bare = {fee.amount for fee in item.fees if fee.amount and not (fee.note or fee.since or fee.until)}
        if len(bare) > 1 and (left := {amount for amount in bare if _OF_A_CASE.search(notes.get(amount, ""))}):
            yield f"{item.way}: {', '.join(map(str, sorted(left)))} đồng không nói của trường hợp nào"


def _limits(record: Procedure, of: Procedure) -> Iterator[str]:
    """A time that no way of the publication says, one that it says and the sheet does not, or words that it does not write."""
    ways = {item.way: item for item in of.submissions}
    for item in record.submissions:
        official = ways[item.way].time_limits if item.way in ways else ()
        text = " ".join(limit.note for limit in official)
        counted = {(limit.amount, limit.unit) for limit in official if limit.amount is not None}
        told = {(limit.amount, limit.unit) for limit in item.time_limits if limit.amount is not None}
        for amount, _ in told - counted:
            if f"{amount:g}" not in {f"{int(number)}" for number in re.findall(r"\d+", text)}:
                yield f"{item.way}: {amount:g} không có trong thời hạn của bản công bố"
        if counted - told or (_TIMED.search(text) and not item.time_limits):
            yield f"{item.way}: bản công bố có ghi thời hạn, bảng thì không"
        if more := _words(" ".join(limit.note for limit in item.time_limits)) - _words(text):
            yield f"{item.way}: thời hạn có chữ mà bản công bố không có: {', '.join(sorted(more))}"


def _run_together(of: Procedure) -> Iterator[str]:
    """A row of the portal's tables that stands, run together, in the words of another: the reader took it for words."""
    yield from (f"{item.way}: lời ghi còn cả một cách nộp khác, các ô dính nhau" for item in of.submissions if ROW.search(item.note))
    yield from (f"“{paper.name[:60]}”: số bản dính trong tên giấy tờ" for paper in of.documents if STUCK.search(paper.name))


def _holds(numbers: set[str], amount: int) -> bool:
    """Whether the text holds the amount: in full, in thousands or in millions ("17,5 triệu")."""
    ways = {str(amount), str(amount // 1_000), f"{amount / 1_000_000:g}".replace(".", "")}
    return bool(numbers & (ways | {f"0{way}" for way in ways}))


def _deadlines(record: Procedure, of: Procedure) -> Iterator[str]:
    text = _words(" ".join([of.steps, of.conditions, *(item.note for item in of.submissions)]))
    for line in record.deadlines.lines if record.deadlines else ():
        words = line.removeprefix(f"{CALLED}: ").removeprefix(f"{LATER}: ").removesuffix(SENT)
        if more := _words(words) - text - {"trong", "kể", "từ", "ít", "nhất", "trước"}:
            yield f"hạn “{line}”: bản công bố không có chữ {', '.join(sorted(more))}"


def _others(record: Procedure, of: Procedure) -> Iterator[str]:
    numbers = " ; ".join(item.number for item in of.legal_basis)
    if more := {item.number for item in record.legal_basis if item.number not in numbers}:
        yield f"văn bản {', '.join(sorted(more))} không có trong bản công bố"
    said = " ".join(item.number for item in record.legal_basis)
    if left := {item.number for item in of.legal_basis if _LAW.search(item.number) and _LAW.findall(item.number)[0] not in said}:
        yield f"bản công bố có văn bản {', '.join(sorted(left))}, bảng thì không"
    if (record.applicants, record.levels, record.field, record.publisher) != (of.applicants, of.levels, of.field, of.publisher):
        yield "người được làm, cấp, lĩnh vực hoặc nơi công bố khác bản công bố"
    official = [" ".join(line.split()) for line in of.result]
    if any(not any(line.startswith(told.removesuffix(" …")) for line in official) for told in record.result) or bool(official) != bool(
        record.result
    ):
        yield "kết quả khác bản công bố"
    if [item.way for item in record.submissions] != [item.way for item in of.submissions]:
        yield "cách nộp khác bản công bố"
    if not " ".join(of.agency.split()).startswith(record.agency.removesuffix(" …")) or len(record.agency) > LONGEST_FACT + 2:
        yield "cơ quan khác bản công bố"
    if (record.name, record.decision, record.url) != (of.name, of.decision, of.url):
        yield "tên, quyết định hoặc địa chỉ khác bản công bố"


def _words(text: str) -> set[str]:
    return set(_WORD.findall(_GLUED.sub(" ", text).lower()))
