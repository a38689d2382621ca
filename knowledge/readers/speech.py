"""Readings as lines of JSON: what the child that reads a document says, and what its parent makes of it, believing nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from knowledge.readers import Reading, Recognised, Record, Refusal, Remark
from knowledge.records.faq import FaqEntry
from knowledge.records.plan import Plan
from knowledge.records.procedure import Procedure
from knowledge.records.reference import Reference

RECORDS: Mapping[str, type[Record]] = {"procedure": Procedure, "plan": Plan, "reference": Reference, "question": FaqEntry}
_PIECES: Mapping[str, type[Refusal] | type[Remark]] = {"refusal": Refusal, "remark": Remark}


class SpeechError(Exception):
    """The child said something that our program never says: it is not our program that speaks."""


def said(reading: Reading) -> bytes:
    match reading:
        case Refusal(name, text) | Remark(name, text):
            kind = "refusal" if isinstance(reading, Refusal) else "remark"
            return plain(kind, name, text)
        case _:
            kind = next(kind for kind, model in RECORDS.items() if isinstance(reading, model))
            return f'["{kind}",{reading.model_dump_json(exclude_defaults=True)}]'.encode()


def step(text: str) -> bytes:
    return plain("recognised" if isinstance(text, Recognised) else "step", text)


def plain(kind: str, *texts: str) -> bytes:
    return json.dumps([kind, *texts]).encode()


def heard(line: bytes) -> tuple[str, tuple[Any, ...]]:
    """The kind of what was said, and the rest. Raises SpeechError."""
    try:
        kind, *rest = json.loads(line)
    except (ValueError, TypeError, RecursionError) as error:
        raise SpeechError from error
    if not isinstance(kind, str):
        raise SpeechError
    return kind, tuple(rest)


def reading_of(kind: str, rest: tuple[Any, ...]) -> Reading | None:
    """The reading, checked anew; None where `kind` is something else that is said. Raises SpeechError."""
    try:
        if kind in RECORDS:
            (fields,) = rest
            return RECORDS[kind].model_validate_json(json.dumps(fields))
        if kind in _PIECES:
            name, text = rest
            return _PIECES[kind](str(name), str(text))
    except (ValidationError, ValueError) as error:
        raise SpeechError from error
    return None
