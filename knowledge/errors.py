"""What can go wrong with knowledge.

KnowledgeError
├── LibraryError           a content folder has faults; carries every one of them
├── prose.ProseError       a text holds what an article cannot; carries every slip with its line
└── UnreadableError        a document cannot become records; carries its name and the reason
    └── MissingToolError   …because a program is not installed; carries which
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to mend: where (file, 1-based line; 0 when the whole file is meant) and what."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}" if self.line else f"{self.file}: {self.reason}"


class KnowledgeError(Exception):
    """Base of this package's errors."""


class LibraryError(KnowledgeError):
    """A content folder holds faults; `faults` lists them all."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


class UnreadableError(KnowledgeError):
    """A document cannot be read; `document` is its name, `reason` says why in words a clerk understands."""

    def __init__(self, document: str, reason: str) -> None:
        super().__init__(f"{document}: {reason}")
        self.document = document
        self.reason = reason


class MissingToolError(UnreadableError):
    """A document needs a program that this machine does not have; `tool` names it."""

    def __init__(self, document: str, tool: str, reason: str) -> None:
        super().__init__(document, reason)
        self.tool = tool


_EXPLAINED: Mapping[str, str] = {
    "missing": "còn thiếu",
    "extra_forbidden": "không có trường này",
    "string_pattern_mismatch": "không đúng dạng",
    "string_too_short": "bỏ trống",
    "string_too_long": "quá dài, nhiều nhất {max_length} chữ",
    "string_type": "phải là chữ",
    "too_short": "bỏ trống",
    "int_parsing": "phải là số nguyên",
    "int_type": "phải là số nguyên",
    "float_parsing": "phải là số",
    "greater_than_equal": "phải từ {ge} trở lên",
    "less_than_equal": "phải từ {le} trở xuống",
    "enum": "phải là một trong: {expected}",
    "date_from_datetime_parsing": "phải là ngày dạng 2026-07-31",
    "date_parsing": "phải là ngày dạng 2026-07-31",
    "date_type": "phải là ngày dạng 2026-07-31",
    "json_invalid": "không phải JSON hợp lệ",
    "model_type": "phải là các cặp khóa: giá trị",
    "dict_type": "phải là các cặp khóa: giá trị",
    "tuple_type": "phải là một danh sách",
    "too_long": "nhiều nhất {max_length}",
    "union_tag_invalid": "loại phải là một trong: {expected_tags}",
    "union_tag_not_found": "chưa ghi loại (kind)",
    "value_error": "{error}",
}
"""pydantic's kinds of error, in words for the clerk who wrote the file."""


def explained(problem: Any) -> str:
    """One of pydantic's errors as a line: the field, and what is wrong with it."""
    words = _EXPLAINED.get(problem["type"])
    told = words.format_map(problem.get("ctx", {})) if words else problem["msg"]
    return ": ".join(piece for piece in (".".join(map(str, problem["loc"])), told) if piece)
