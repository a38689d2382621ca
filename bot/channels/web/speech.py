"""JSON ↔ messages: what the API takes and gives."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, Field, field_validator

from bot.channels.cleaning import whole
from bot.messages import LONGEST_ACTION, Reply


class Asked(BaseModel):
    """One message: what was typed, or the action of the button that was pressed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = ""
    action: str = Field(default="", max_length=LONGEST_ACTION)

    @field_validator("text", "action", mode="before")
    @classmethod
    def _is_whole(cls, given: object) -> object:
        return whole(given) if isinstance(given, str) else given


class ButtonTold(BaseModel):
    """A button: pressing it sends `action`."""

    label: str
    action: str


class ReplyTold(BaseModel):
    """A reply: plain text, rows of buttons, the name of the procedure being talked about ("" where none)."""

    text: str
    rows: list[list[ButtonTold]]
    topic: str


class Told(BaseModel):
    """The replies to one message, in order."""

    replies: list[ReplyTold]


class Refusal(BaseModel):
    """Why a message was not answered, in words for the person who sent it."""

    message: str


def told(replies: Iterable[Reply]) -> Told:
    """The replies as the API gives them."""
    return Told(
        replies=[
            ReplyTold(
                text=reply.text,
                rows=[[ButtonTold(label=button.label, action=button.action) for button in row] for row in reply.rows],
                topic=reply.topic,
            )
            for reply in replies
        ]
    )
