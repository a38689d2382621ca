"""The national fact sheet: what is known of every procedure in the country, facts without sentences."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from knowledge.files import write_atomically
from knowledge.procedure import Fee, LegalReference, Origin, Procedure, Source, Submission, TimeLimit, TimeUnit, stamped

LONGEST_LABEL = 60  # characters; a longer note is a sentence, and sentences are not facts
LONGEST_FACT = 240

_FREE = re.compile(r"^(?:không(?: thu| có| mất)?(?: phí| lệ phí)*|miễn(?: phí| lệ phí)*)\.?$", re.IGNORECASE)
_ONE_LIMIT = re.compile(r"(\d{1,3})\s*(ngày làm việc|ngày|giờ|tháng|năm)", re.IGNORECASE)
_UNITS = {
    "ngày làm việc": TimeUnit.WORKING_DAY,
    "ngày": TimeUnit.DAY,
    "giờ": TimeUnit.HOUR,
    "tháng": TimeUnit.MONTH,
    "năm": TimeUnit.YEAR,
}


def facts_of(record: Procedure) -> Procedure:
    """`record` without its sentences: no steps, papers, conditions or long notes; law by its number alone."""
    return Procedure(
        code=record.code,
        name=record.name,
        field=record.field,
        levels=record.levels,
        publisher=record.publisher,
        decision=record.decision,
        agency=_short(record.agency),
        applicants=record.applicants,
        submissions=tuple(_bare(submission) for submission in record.submissions),
        result=tuple(_short(line) for line in record.result[:4]),
        legal_basis=tuple(dict.fromkeys(LegalReference(number=item.number) for item in record.legal_basis if _is_number(item.number))),
        url=record.url,
        status=record.status,
        successor=record.successor,
    )


def write(records: Iterable[Procedure], path: Path, as_of: date) -> int:
    """Write the sheet as gzip JSON Lines, one code a line, first line its date. Same records, same bytes."""
    lines = [json.dumps({"as_of": as_of.isoformat()})]
    in_order = sorted(records, key=lambda record: record.code)
    lines += [facts_of(record).model_dump_json(exclude_defaults=True) for record in in_order]
    write_atomically(path, gzip.compress("\n".join(lines).encode() + b"\n", compresslevel=9, mtime=0))
    return len(lines) - 1


def read(path: Path) -> list[Procedure]:
    """Read a sheet written by `write`; every part is stamped as a fact of the sheet's day."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        as_of = date.fromisoformat(json.loads(next(lines))["as_of"])
        records = (Procedure.model_validate_json(line) for line in lines)
        return [_dated(record, as_of) for record in records]


def _dated(record: Procedure, as_of: date) -> Procedure:
    source = Source(origin=Origin.FACTS, title=record.decision, url=record.url, as_of=as_of)
    return stamped(record.model_copy(update={"as_of": as_of}), source)


def _bare(submission: Submission) -> Submission:
    return Submission(
        way=submission.way,
        time_limits=tuple(dict.fromkeys(limit for item in submission.time_limits if (limit := _limit(item)))),
        fees=tuple(dict.fromkeys(fee for item in submission.fees if (fee := _fee(item)))),
    )


def _limit(limit: TimeLimit) -> TimeLimit | None:
    if limit.amount is not None:
        return TimeLimit(amount=limit.amount, unit=limit.unit)
    found = _ONE_LIMIT.findall(limit.note)
    return TimeLimit(amount=float(found[0][0]), unit=_UNITS[found[0][1].lower()]) if len(found) == 1 else None


def _fee(fee: Fee) -> Fee | None:
    if _FREE.match(fee.note) and not fee.amount:
        return Fee(amount=0, note="miễn phí")
    note = fee.note if len(fee.note) <= LONGEST_LABEL else ""
    return Fee(amount=fee.amount, note=note) if fee.amount is not None else None


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_FACT else text[:LONGEST_FACT].rsplit(" ", 1)[0] + " …"


def _is_number(number: str) -> bool:
    return bool(number) and len(number) <= 40 and any(char.isdigit() for char in number)
