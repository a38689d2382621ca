"""Sets of labelled questions: a file each, told apart by what its lines hold, each asked as written and without its marks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.evaluation.labels import LabelledConversation, read_conversations
from indexer.building.build import codes_in
from indexer.language import without_marks
from indexer.measuring.evaluate import Question, read_questions

SEALED = 12  # hexadecimal digits of a file's SHA-256: enough to see that another file was measured
CORPUS = "corpus-codes.txt"
Widened = Callable[[Sequence[str]], tuple[str, ...]]
"""Codes that were labelled, and those that have taken their place since."""


class SetKind(StrEnum):
    """What the first line of a file says that the others are."""

    QUESTIONS = "questions"
    DEADLINES = "deadlines"
    CONVERSATIONS = "conversations"
    UNJUDGED = "unjudged"


class Spelling(StrEnum):
    WRITTEN = "written"
    BARE = "bare"


KEYS = (("turns", SetKind.CONVERSATIONS), ("truth", SetKind.DEADLINES), ("question", SetKind.QUESTIONS))


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """A file: what it holds, how many lines, and the beginning of its SHA-256."""

    path: Path
    kind: SetKind
    lines: int
    seal: str

    @property
    def name(self) -> str:
        return self.path.name


def look_at(path: Path) -> LabelledSet:
    """What the file holds. Raises OSError."""
    data = path.read_bytes()
    lines = [line for line in data.splitlines() if line.strip()]
    return LabelledSet(path, _kind(lines[0]) if lines else SetKind.UNJUDGED, len(lines), hashlib.sha256(data).hexdigest()[:SEALED])


def _kind(line: bytes) -> SetKind:
    try:
        first = json.loads(line)
    except ValueError:
        return SetKind.UNJUDGED
    if not isinstance(first, dict):
        return SetKind.UNJUDGED
    return next((kind for key, kind in KEYS if key in first), SetKind.UNJUDGED)


def questions_of(file: LabelledSet, spelling: Spelling, widened: Widened) -> Iterator[Question]:
    """The questions of a file, spelled so. Raises QuestionFileError."""
    for question in read_questions(file.path):
        changes: dict[str, object] = {"codes": widened(question.codes)}
        if spelling is Spelling.BARE:
            changes |= {"question": _bare(question.question), "context": tuple(map(_bare, question.context))}
        yield question.model_copy(update=changes)


def conversations_of(file: LabelledSet, spelling: Spelling, widened: Widened) -> Iterator[LabelledConversation]:
    """The conversations of a file, each turn spelled so. Raises ConversationFileError."""
    for conversation in read_conversations(file.path):
        turns = [
            turn.model_copy(
                update={
                    "text": _bare(turn.text) if spelling is Spelling.BARE else turn.text,
                    "codes": widened(turn.codes),
                    "needs": tuple(widened(need) for need in turn.needs),
                }
            )
            for turn in conversation.turns
        ]
        yield conversation.model_copy(update={"turns": tuple(turns)})


def labelled_over(file: LabelledSet) -> Callable[[str], bool]:
    """Whether who labelled the file had a code before the eyes: those listed in `CORPUS` beside it, else all. Raises OSError."""
    listed = file.path.with_name(CORPUS)
    codes = frozenset(codes_in(listed)) if listed.exists() else None
    return lambda code: codes is None or code in codes


def _bare(text: str) -> str:
    return without_marks(text.lower())
