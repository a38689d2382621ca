"""News for the month's post: an article with its number, and what became of the procedures since last month. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from bot.announcements.article import Article
from knowledge.procedure import Procedure, Status


@dataclass(frozen=True, slots=True)
class Published:
    """An article that is kept; `published`: from when its page is open, None: not yet."""

    id: int
    article: Article
    author: int | None
    made: datetime
    published: datetime | None

    @property
    def path(self) -> str:
        """Where its page stands on the office's site."""
        return f"/bai-viet/{self.article.slug}-{self.id}"


class Change(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    REPEALED = "repealed"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A procedure as it is now: the same digest, the same words."""

    code: str
    digest: str
    is_repealed: bool = False


def fingerprint(procedure: Procedure) -> Fingerprint:
    """Of everything the record says but the day on which it was compared: that changes with every import."""
    told = procedure.model_dump_json(exclude={"as_of"})
    return Fingerprint(procedure.code, sha256(told.encode()).hexdigest(), procedure.status is Status.REPEALED)


def changes(before: Iterable[Fingerprint], now: Iterable[Fingerprint]) -> Mapping[Change, tuple[str, ...]]:
    """The codes added, changed and repealed, in order. What has left the library is repealed: an import that drops a record says so."""
    old, new = {each.code: each for each in before}, {each.code: each for each in now}
    in_force = {code for code, each in new.items() if not each.is_repealed}
    was_in_force = {code for code, each in old.items() if not each.is_repealed}
    return {
        Change.ADDED: tuple(sorted(in_force - was_in_force)),
        Change.CHANGED: tuple(sorted(code for code in in_force & was_in_force if old[code].digest != new[code].digest)),
        Change.REPEALED: tuple(sorted(was_in_force - in_force)),
    }
