"""What is offered beside an answer, or where there is none: procedures to choose from, each by its name."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.turn.outcome import Answered, Choice
from indexer.ranking.hits import Hit, Scored
from indexer.ranking.search import Index
from knowledge.records.procedure import Procedure

MOST_CHOICES = 4  # the one whose answer is shown, and three more: a phone's screen
NEAREST = 3  # that a refusal names: more is a list to be read, and none of them is likely


def choices_of(hits: Sequence[Hit]) -> tuple[Choice, ...]:
    """What was found, to be chosen from."""
    return tuple(Choice(hit.record_id, hit.name, hit.level, hit.place) for hit in hits)


def choices_by_code(index: Index, codes: Sequence[str], scored: Scored) -> tuple[Choice, ...]:
    """The procedures of `codes` that the index knows, to be chosen from."""
    return choices_of([hit for code in codes if (hit := index.found(code, scored))])


def code_of(answered: Answered) -> str:
    """The code of the procedure that is shown; "" where none is."""
    return answered.record.code if isinstance(answered.record, Procedure) else ""
