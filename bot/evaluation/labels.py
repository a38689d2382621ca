"""Labelled conversations: what a citizen writes turn by turn, and what a good reply does each time."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.errors import explained

OR = "|"  # between wordings of one fact


class TurnKind(StrEnum):
    """What a turn has to do with those before it; one without codes must not be answered with a procedure."""

    NEW = "new"
    PART = "followup_aspect"
    SIBLING = "followup_sibling"
    SWITCH = "switch"
    RETURN = "return"
    CORRECTION = "correction"
    CLARIFICATION = "clarify_reply"
    MULTI = "multi"
    SMALL_TALK = "smalltalk"
    FOREIGN = "oos"
    PETITION = "petition"
    EMERGENCY = "emergency"


class LabelledTurn(BaseModel):
    """One message of the citizen's. `codes`: procedures that are right, best first; `needs`: several needs in one message, each with its
    own; `aspect`, `aspect_alt`, `aspects`: parts that may be shown; `must_say`: facts, each in wordings divided by "|"; `ask_ok`: it is
    too vague, and asking back is best."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    text: str
    kind: TurnKind
    codes: tuple[str, ...] = ()
    needs: tuple[tuple[str, ...], ...] = ()
    aspect: str | None = None
    aspect_alt: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    must_say: tuple[str, ...] = ()
    ask_ok: bool = False

    @property
    def parts(self) -> frozenset[str]:
        """The parts that may be shown; none where any may."""
        return frozenset(part for part in (self.aspect, *self.aspect_alt, *self.aspects) if part)


class LabelledConversation(BaseModel):
    """`style`: how it is typed ("accented", "nodiac", "voice" …)."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    style: str = "all"
    turns: tuple[LabelledTurn, ...]


class ConversationFileError(Exception):
    """A file of conversations is broken; says where."""


def read_conversations(path: Path) -> Iterator[LabelledConversation]:
    """The conversations of a file, one a line. Raises ConversationFileError naming the line, OSError."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield LabelledConversation.model_validate_json(line)
                except ValidationError as error:
                    raise ConversationFileError(f"{path}:{number}: {explained(error.errors()[0])}") from error
