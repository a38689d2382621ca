"""Rows as what the room speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.database.tables.dialogues import DialogueMatterRow, DialogueQuestionRow, DialogueRow, DialogueSeatRow
from bot.database.types import aware, storable
from bot.dialogues.rules.dialogue import (
    DialogueDraft,
    DialogueGuest,
    DialogueKind,
    DialogueMatter,
    DialogueQuestion,
    DialogueState,
    OfficeDialogue,
    QuestionState,
)
from bot.messages import ChatId


def columns_of(draft: DialogueDraft) -> dict[str, Any]:
    texts = {name: storable(getattr(draft, name)) for name in ("title", "about", "place", "host", "script")}
    return texts | {
        "kind": draft.kind,
        "begins": aware(draft.begins),
        "ends": aware(draft.ends),
        "unit": draft.unit,
        "seats": draft.seats,
    }


def kept_of(draft: DialogueDraft) -> dict[str, Any]:
    """The columns of a draft, as a column of JSON holds them."""
    columns = columns_of(draft)
    return columns | {name: columns[name].isoformat() for name in ("begins", "ends")}


def columns_from(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that `kept_of` wrote down."""
    return {**kept, **{name: datetime.fromisoformat(kept[name]) for name in ("begins", "ends")}}


def _draft_of(told: Mapping[str, Any]) -> DialogueDraft:
    return DialogueDraft(DialogueKind(told["kind"]), **{name: value for name, value in told.items() if name != "kind"})


def dialogue_of(row: DialogueRow) -> OfficeDialogue:
    kind, span = DialogueKind(row.kind), (row.begins, row.ends)
    draft = DialogueDraft(kind, row.title, *span, row.place, row.host, row.unit, row.about, row.seats, row.script)
    pending = _draft_of(columns_from(row.pending)) if row.pending else None
    return OfficeDialogue(
        *(row.id or 0, DialogueState(row.state), draft, row.revision, tuple(row.writers), row.made, row.approver, row.announced),
        *(row.reason, row.minutes, row.minutes_revision, tuple(row.minutes_writers), row.publisher, row.published, row.task),
        pending=pending,
    )


def guest_of(row: DialogueSeatRow) -> DialogueGuest:
    return DialogueGuest(row.id or 0, row.name, row.is_waiting, row.at)


def question_of(row: DialogueQuestionRow) -> DialogueQuestion:
    chat = ChatId(row.channel, row.key)
    return DialogueQuestion(row.id or 0, row.dialogue, chat, row.text, QuestionState(row.state), row.matter, row.at)


def matter_of(row: DialogueMatterRow, votes: int) -> DialogueMatter:
    return DialogueMatter(
        *(row.id or 0, row.dialogue, row.text, votes, row.is_from_hall, row.is_dropped, row.unit, row.due),
        *(row.answer, row.revision, row.answered_by, row.approver, row.approved),
    )
