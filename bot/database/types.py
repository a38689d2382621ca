"""What columns hold: instants, short strings, and texts from strangers."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Integer, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

NUMBER = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself in an INTEGER alone
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL refuses NUL, UTF-8 lone surrogates
REPLACEMENT = "\ufffd"


def aware(at: datetime) -> datetime:
    """`at` in UTC. Raises ValueError if it is naive."""
    if at.utcoffset() is None:
        raise ValueError(f"naive time: {at}")
    return at.astimezone(UTC)


def storable(text: str) -> str:
    """`text` with U+FFFD for what no database takes."""
    return UNSTORABLE.sub(REPLACEMENT, text)


class Instant(TypeDecorator[datetime]):
    """A moment: aware when given, UTC when read, on SQLite too, which knows no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else aware(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ShortString(TypeDecorator[str]):
    """A key, a code or an enumeration; refused, never cut or mended, where it does not fit: two keys must not become one."""

    impl = String
    cache_ok = True

    def __init__(self, length: int) -> None:
        super().__init__(length)
        self.length = length

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        if value is None:
            return None
        if len(value) > self.length or UNSTORABLE.search(value):
            raise ValueError(f"no string of at most {self.length} characters: {value[: self.length]!r}")
        return str(value)


class FreeText(TypeDecorator[str]):
    """What a person typed, whatever it was; what no database takes becomes U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else storable(value)
