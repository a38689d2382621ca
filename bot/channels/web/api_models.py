"""JSON ↔ messages: what the API takes and gives."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, Field, field_validator

from bot.channels.cleaning import whole
from bot.messages import LONGEST_ACTION, Reply, ReplyFile


class ChatRequest(BaseModel):
    """One message: what was typed, or the action of the button that was pressed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = ""
    action: str = Field(default="", max_length=LONGEST_ACTION)

    @field_validator("text", "action", mode="before")
    @classmethod
    def _is_whole(cls, given: object) -> object:
        return whole(given) if isinstance(given, str) else given


class ButtonModel(BaseModel):
    """A button: pressing it sends `action`."""

    label: str
    action: str


class FileModel(BaseModel):
    """A file that goes with a reply: the name to keep it under, and an address (data:) that holds all of it."""

    name: str
    address: str


class ReplyModel(BaseModel):
    """A reply: plain text, rows of buttons, the name of the procedure being talked about ("" where none), and a file where there is one.
    Of an answer, the rule that decided it and what its first sentence is ("" for any other reply)."""

    text: str
    rows: list[list[ButtonModel]]
    topic: str
    file: FileModel | None = None
    rule: str = ""
    kind: str = ""


class ChatResponse(BaseModel):
    """The replies to one message, in order."""

    replies: list[ReplyModel]


class ErrorResponse(BaseModel):
    """Why a message was not answered, in words for the person who sent it."""

    message: str


def address_of(file: ReplyFile) -> str:
    """The file itself as an address: nothing of it is kept on the server, and nobody else can be given it."""
    return f"data:{file.media_type};base64,{b64encode(file.content).decode()}"


def chat_response(replies: Iterable[Reply]) -> ChatResponse:
    """The replies as the API gives them."""
    return ChatResponse(
        replies=[
            ReplyModel(
                text=reply.text,
                rows=[[ButtonModel(label=button.label, action=button.action) for button in row] for row in reply.rows],
                topic=reply.topic,
                file=FileModel(name=reply.file.name, address=address_of(reply.file)) if reply.file else None,
                rule=reply.rule,
                kind=reply.kind,
            )
            for reply in replies
        ]
    )
