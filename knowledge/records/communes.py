"""Communes that a merger gave another name: the unit that was, the one it lies in today, and the resolution that says so."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator

from knowledge.records.procedure import Line, Record
from knowledge.texts.text import one_line

_OLD = re.compile(r"(?:xã|phường|thị trấn) \S", re.IGNORECASE)
_TODAY = re.compile(r"(?:xã|phường|đặc khu) \S", re.IGNORECASE)


def _composed(name: str) -> str:
    return one_line(unicodedata.normalize("NFC", name))


def _was(name: str) -> str:
    if not _OLD.match(name := _composed(name)):
        raise ValueError("tên cũ phải bắt đầu bằng xã, phường hay thị trấn")
    return name


def _is_today(name: str) -> str:
    if not _TODAY.match(name := _composed(name)):
        raise ValueError("tên nay phải bắt đầu bằng xã, phường hay đặc khu")
    return name


class MergedCommune(Record):
    """One line of `communes.tsv`; an old unit that was divided has a line for each new one. `district`: "" where it is not known."""

    old: Annotated[Line, AfterValidator(_was)]
    district: Annotated[str, AfterValidator(_composed)] = ""
    old_province: Annotated[Line, AfterValidator(_composed)]
    new: Annotated[Line, AfterValidator(_is_today)]
    new_province: Annotated[Line, AfterValidator(_composed)]
    why: Line
