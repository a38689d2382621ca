"""Questions that say the same, together: what staff look through is short. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from bot.answers.lessons.questions import Logged

ALIKE = 0.5  # share of their words that two questions have in common; below, they are two things


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that share their words, newest first; `terms`: the words that most of them say."""

    terms: tuple[str, ...]
    questions: tuple[Logged, ...]

    @property
    def wrong(self) -> int:
        """How often who asked said that the answer was not right."""
        return sum(question.is_right is False for question in self.questions)

    @property
    def codes(self) -> tuple[str, ...]:
        """The procedures from which those were answered."""
        return tuple(dict.fromkeys(question.code for question in self.questions if question.is_right is False and question.code))


@dataclass(slots=True)
class _Gathering:
    words: frozenset[str]
    questions: list[Logged] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def grouped(questions: Iterable[Logged], words_of: Callable[[str], Sequence[str]]) -> list[Group]:
    """`questions` (newest first) by the words that `words_of` finds in each, the largest group first; each goes to the group
    whose first question is most alike."""
    gatherings: list[_Gathering] = []
    by_word: dict[str, list[int]] = {}
    for question in questions:
        words = frozenset(words_of(question.question)) or frozenset({question.question})
        near = {number for word in words for number in by_word.get(word, ())}
        best = max(near, key=lambda number: (_share(words, gatherings[number].words), -number), default=None)
        if best is None or _share(words, gatherings[best].words) < ALIKE:
            best = len(gatherings)
            gatherings.append(_Gathering(words))
            for word in words:
                by_word.setdefault(word, []).append(best)
        gatherings[best].questions.append(question)
        gatherings[best].counts.update(words)
    gatherings.sort(key=lambda gathering: -len(gathering.questions))
    return [Group(_terms(gathering), tuple(gathering.questions)) for gathering in gatherings]


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def _terms(gathering: _Gathering) -> tuple[str, ...]:
    half = len(gathering.questions) / 2
    return tuple(sorted(word for word, count in gathering.counts.items() if count > half))
