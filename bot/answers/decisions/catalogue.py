"""The catalogue of what the office serves: fields, the most asked first, and their procedures, the ordinary ones first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b

from indexer.language import fold, tokens
from indexer.passages import Kind
from indexer.ranking.listing import Listed
from indexer.ranking.search import Index
from knowledge.records.procedure import Level

NAMES_KEPT = 1_024  # cut into words for buttons; those of what many ask
A_PAGE = 8  # lines that a phone shows at once
NEAREST_FIRST = (Level.COMMUNE, Level.PROVINCE, Level.OTHER, Level.MINISTRY)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of law with its procedures; `key` is the same after every rebuild of the index."""

    key: str
    name: str
    procedures: tuple[Listed, ...]

    def page_of(self, code: str) -> int:
        """The page (from 1) on which a procedure of this field stands."""
        return [line.code for line in self.procedures].index(code) // A_PAGE + 1


def key_of(name: str) -> str:
    """Eight signs that stand for a field, a plan or a document in a button."""
    return blake2b(" ".join(tokens(name)).encode(), digest_size=4).hexdigest()


class Catalogue:
    """Made of one index; what it says is worked out when it is first asked for."""

    def __init__(self, index: Index, province: str = "") -> None:
        self._index = index
        self._province = province
        self._words = lru_cache(NAMES_KEPT)(index.words)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The fields, the most asked first: those with most guides, then those whose procedures people have most names for."""
        by_key: dict[str, list[Listed]] = {}
        for line in self._index.listed:
            if line.field:
                by_key.setdefault(key_of(line.field), []).append(line)
        found = [Field(key, lines[0].field, tuple(sorted(lines, key=_ordinary_first))) for key, lines in by_key.items()]
        return tuple(sorted(found, key=_most_asked_first))

    @cached_property
    def most_asked(self) -> tuple[Listed, ...]:
        """The procedures, the most asked first."""
        return tuple(sorted(self._index.listed, key=lambda line: (not line.is_guided, *_ordinary_first(line))))

    def field(self, key: str) -> Field | None:
        """The field with this key; None where the office serves none."""
        return self._by_key.get(key)

    def field_named(self, words: str) -> Field | None:
        """The field in whose name all of `words` stand, marks or none; of several the one with the fewest other words."""
        said = _syllables(words)
        holding = [field for field in self.fields if said and said <= _syllables(field.name)]
        return min(holding, key=lambda field: len(_syllables(field.name)), default=None)

    def field_of(self, code: str) -> Field | None:
        """The field in which a procedure stands."""
        return self._by_code.get(code)

    def words(self, name: str) -> list[str]:
        """A name in words, compounds left together."""
        return self._words(name)

    def line(self, code: str) -> Listed | None:
        """A procedure as it is listed; None where the office does not serve it."""
        return self._lines.get(code)

    def matching(self, words: str, limit: int) -> tuple[Listed, ...]:
        """The procedures that `words` may mean, best first."""
        hits = self._index.search(words, limit=limit, kinds=(Kind.PROCEDURE,), province=self._province)
        return tuple(line for hit in hits if (line := self.line(hit.record_id)))

    @cached_property
    def _lines(self) -> dict[str, Listed]:
        return {line.code: line for line in self._index.listed}

    @cached_property
    def _by_key(self) -> dict[str, Field]:
        return {field.key: field for field in self.fields}

    @cached_property
    def _by_code(self) -> dict[str, Field]:
        return {line.code: field for field in self.fields for line in field.procedures}


def _syllables(text: str) -> set[str]:
    return set(map(fold, tokens(text)))


def _ordinary_first(line: Listed) -> tuple[int, bool, bool, int, str]:
    level = NEAREST_FIRST.index(Level(line.level)) if line.level else len(NEAREST_FIRST)
    return level, line.is_special, not line.is_guided, -line.n_phrases, line.code


def _most_asked_first(field: Field) -> tuple[int, float, str]:
    guides = sum(line.is_guided for line in field.procedures)
    return -guides, -_mean([line.n_phrases for line in field.procedures]), field.name


def _mean(numbers: Sequence[int]) -> float:
    return sum(numbers) / len(numbers)
