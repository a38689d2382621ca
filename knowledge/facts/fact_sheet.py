"""The national fact sheet: what is known of every procedure in the country, facts without sentences."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from knowledge.facts.citizen_deadlines import deadlines_in
from knowledge.facts.fee_notes import fees_in, of_one_way
from knowledge.facts.fee_pieces import pieces_of
from knowledge.facts.papers import papers_of
from knowledge.facts.provinces import province_of, provinces_of
from knowledge.files import write_atomically
from knowledge.records.procedure import Fee, LegalReference, Origin, Procedure, Source, Submission, TimeLimit, TimeUnit, stamped

SHEET = Path(__file__).parents[1] / "content" / "national" / "facts.jsonl.gz"
"""The sheet that ships with the product."""

LONGEST_FACT = 240  # characters of an agency or a result; what is longer is a list of offices

LONGEST_NUMBER = 40  # characters; what is longer is a sentence about a law

_LAW_NUMBER = re.compile(r"\b\d{1,4}/\d{4}/[A-ZĐ\d][A-ZĐ\d&-]*")
_IN_NOTE = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{3})+)\s*(?:VNĐ|Việt Nam Đồng)\s*\(((?:lệ )?phí [^()]{3,140})\)", re.IGNORECASE)
"""A fee that was written where the way of handing in belongs, glued to the office's time."""
_UNIT_LEFT = re.compile(r"(?<=\.)\s*(?:ngày(?: làm việc)?|giờ)$", re.IGNORECASE)
_ONE_LIMIT = re.compile(r"(\d{1,3})\s*(ngày làm việc|ngày|giờ|tháng|năm)", re.IGNORECASE)
_UNITS = {
    "ngày làm việc": TimeUnit.WORKING_DAY,
    "ngày": TimeUnit.DAY,
    "giờ": TimeUnit.HOUR,
    "tháng": TimeUnit.MONTH,
    "năm": TimeUnit.YEAR,
}


def facts_of(record: Procedure) -> Procedure:
    """`record` without its sentences: no steps or conditions; papers by their names, fees by amount and condition, law by its number."""
    return compared_facts_of(record).model_copy(update={"deadlines": deadlines_in(record)})


def compared_facts_of(record: Procedure) -> Procedure:
    """The same without the citizen's deadline, which is read from sentences and takes as long as all the rest."""
    papers = papers_of(record.documents)
    return Procedure(
        code=record.code,
        name=record.name,
        field=record.field,
        levels=record.levels,
        publisher=record.publisher,
        province=province_of(record),
        decision=record.decision,
        agency=_short(record.agency),
        applicants=record.applicants,
        submissions=tuple(_bare(submission) for submission in record.submissions),
        documents=papers.named,
        documents_left=papers.left,
        result=tuple(_short(line) for line in record.result[:4]),
        legal_basis=tuple(
            dict.fromkeys(LegalReference(number=number) for item in record.legal_basis if (number := number_of(item.number)))
        ),
        url=record.url,
        status=record.status,
        successor=record.successor,
    )


def write(records: Iterable[Procedure], path: Path, as_of: date) -> int:
    """Write the sheet as gzip JSON Lines, one code a line, first line its date. Same records, same bytes."""
    lines = [json.dumps({"as_of": as_of.isoformat()})]
    in_order = sorted(records, key=lambda record: record.code)
    provinces = provinces_of(in_order)
    lines += [
        facts_of(record.model_copy(update={"province": provinces[record.code]})).model_dump_json(exclude_defaults=True)
        for record in in_order
    ]
    write_atomically(path, gzip.compress("\n".join(lines).encode() + b"\n", compresslevel=9, mtime=0))
    return len(lines) - 1


def read(path: Path) -> list[Procedure]:
    """Read a sheet written by `write`; every part is stamped as a fact of the sheet's day."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        as_of = date.fromisoformat(json.loads(next(lines))["as_of"])
        records = (Procedure.model_validate_json(line) for line in lines)
        return [_dated(record, as_of) for record in records]


class Sheet(Mapping[str, Procedure]):
    """A sheet by code, each record read when it is asked for: who compares a few need not wait for all of them."""

    def __init__(self, path: Path = SHEET) -> None:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            self._as_of = date.fromisoformat(json.loads(next(lines))["as_of"])
            self._lines = {_code_of(line): line for line in lines}

    def __getitem__(self, code: str) -> Procedure:
        return _dated(Procedure.model_validate_json(self._lines[code]), self._as_of)

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def _code_of(line: str) -> str:
    """The code of a line, which begins with it: reading the whole of 5,759 lines takes seconds."""
    return line.split('"', 4)[3] if line.startswith('{"code":"') else str(json.loads(line)["code"])


def names_in(path: Path) -> dict[str, str]:
    """Code → name of every procedure of a sheet; nothing where the sheet is not there."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return {raw["code"]: raw["name"] for raw in map(json.loads, lines) if "code" in raw}
    except (OSError, ValueError, EOFError):
        return {}


def _dated(record: Procedure, as_of: date) -> Procedure:
    source = Source(origin=Origin.FACTS, title=record.decision, url=record.url, as_of=as_of)
    return stamped(record.model_copy(update={"as_of": as_of}), source)


def _bare(submission: Submission) -> Submission:
    return Submission(
        way=submission.way,
        time_limits=tuple(dict.fromkeys(limit for item in submission.time_limits if (limit := _limit(item)))),
        fees=of_one_way(_bounded((fee for item in submission.fees for fee in fees_in(item)), submission.note))
        or tuple(dict.fromkeys(fees_of_note(submission.note))),
    )


def _bounded(fees: Iterable[Fee], note: str) -> Iterator[Fee]:
    """`fees`, with the days that the note on the way of handing in gives to their amounts; the amounts of other days follow."""
    told = [piece for piece in pieces_of(note) if len(piece.amounts) == 1] if note else []
    of_days = {piece.amounts[0]: piece for piece in told if piece.since or piece.until}
    always = {piece.amounts[0] for piece in told} - of_days.keys()
    said: set[int | None] = set()
    for fee in fees:
        said.add(fee.amount)
        piece = of_days.get(fee.amount or 0)
        is_bare = fee.since is None and fee.until is None and fee.amount not in always
        yield fee.model_copy(update={"since": piece.since, "until": piece.until}) if piece and is_bare else fee
    if said & of_days.keys():
        yield from (Fee(amount=amount, since=piece.since, until=piece.until) for amount, piece in of_days.items() if amount not in said)


def fees_of_note(note: str) -> Iterator[Fee]:
    """The fees that a note on a way of handing in holds, where the publication left their own place empty."""
    for amount, what in _IN_NOTE.findall(note):
        yield Fee(amount=int(re.sub(r"\D", "", amount)), note=" ".join(what.split()))


def _limit(limit: TimeLimit) -> TimeLimit | None:
    """How long it takes: one time as that, several with their cases or a word on it as they are written, cut where it is long."""
    if limit.amount is not None:
        return TimeLimit(amount=limit.amount, unit=limit.unit)
    found = _ONE_LIMIT.findall(limit.note)
    if len(found) == 1:
        return TimeLimit(amount=float(found[0][0]), unit=_UNITS[found[0][1].lower()])
    note = _short(_UNIT_LEFT.sub("", " ".join(limit.note.split()).strip("*-–|/. ")))
    return TimeLimit(note=note) if " " in note else None


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_FACT else text[:LONGEST_FACT].rsplit(" ", 1)[0] + " …"


def number_of(said: str) -> str:
    """The number of a law where the publication wrote one, or a sentence with it ("Thông tư 84/2025/TT-BNNMT ngày …"); "" elsewhere."""
    if len(said) <= LONGEST_NUMBER:
        return said if any(char.isdigit() for char in said) else ""
    found = _LAW_NUMBER.search(said)
    return found[0] if found else ""
