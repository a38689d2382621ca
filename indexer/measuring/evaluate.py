"""Labelled questions → recall, MRR and the questions that were missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from indexer.passages import Kind
from indexer.ranking.search import Index
from knowledge.errors import explained
from knowledge.records.procedure import Procedure

DEPTH = 10  # ranks looked at; MRR@10


class Question(BaseModel):
    """A labelled question; `codes` empty means that it must not be answered."""

    model_config = ConfigDict(frozen=True, extra="allow")

    id: str
    group: str = "all"
    question: str
    codes: tuple[str, ...] = ()
    aspect: str = ""
    context: tuple[str, ...] = ()


class QuestionFileError(Exception):
    """A question file is broken; says where."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with what was found; `rank` is the 1-based rank of the first right code, 0 where none was found."""

    question: Question
    found: tuple[str, ...]
    rank: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Recall and mean reciprocal rank over the questions with codes."""

    n: int
    recall_at_1: float
    recall_at_3: float
    recall_at_5: float
    mrr_at_10: float


def read_questions(path: Path) -> list[Question]:
    """Read a question file. Raises QuestionFileError naming the line."""
    questions = []
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    questions.append(Question.model_validate_json(line))
                except ValidationError as error:
                    raise QuestionFileError(f"{path}:{number}: {explained(error.errors()[0])}") from error
    return questions


def judge(index: Index, questions: Iterable[Question]) -> list[Judged]:
    """Ask every question that has codes."""
    judged = []
    for question in questions:
        if question.codes:
            hits = index.search(question.question, question.context, DEPTH, kinds=(Kind.PROCEDURE,))
            found = tuple(hit.record_id for hit in hits)
            right = {*question.codes, *successors(index, question.codes)}
            rank = next((place for place, code in enumerate(found, 1) if code in right), 0)
            judged.append(Judged(question, found, rank))
    return judged


def successors(index: Index, codes: Iterable[str]) -> Iterator[str]:
    """What has taken the place of `codes` since they were labelled."""
    for record in map(index.record, codes):
        if isinstance(record, Procedure) and record.successor:
            yield record.successor


def figures(judged: Sequence[Judged]) -> Figures:
    """Sum up; all zeros for no questions."""
    n = len(judged)
    ranks = [item.rank for item in judged]

    def recall(depth: int) -> float:
        return sum(0 < rank <= depth for rank in ranks) / n if n else 0.0

    return Figures(n, recall(1), recall(3), recall(5), sum(1 / rank for rank in ranks if rank) / n if n else 0.0)


def by_group(judged: Sequence[Judged]) -> Mapping[str, Figures]:
    """Figures of each group, in order of first appearance."""
    groups = dict.fromkeys(item.question.group for item in judged)
    return {group: figures([item for item in judged if item.question.group == group]) for group in groups}
