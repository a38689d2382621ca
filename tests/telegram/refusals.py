"""What Telegram refuses, in its own words; https://core.telegram.org/bots/api."""

from __future__ import annotations

import re
from typing import Any

Fields = dict[str, Any]

LONGEST_TEXT, LONGEST_CAPTION, LONGEST_DATA, MOST_BUTTONS, MOST_RESULTS = 4_096, 1_024, 64, 100, 50
COMMAND = re.compile(r"[a-z0-9_]{1,32}")


class ApiRefusalError(Exception):
    """A refusal: the status, what it says, and `parameters` where there are any."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


KICKED = ApiRefusalError(403, "Forbidden: bot was kicked from the supergroup chat")
DELETED = ApiRefusalError(403, "Forbidden: the group chat was deleted")
SILENCED = ApiRefusalError(400, "Bad Request: not enough rights to send text messages to the chat")
BLOCKED = ApiRefusalError(403, "Forbidden: bot was blocked by the user")


def bad(description: str) -> ApiRefusalError:
    return ApiRefusalError(400, f"Bad Request: {description}")


def units(text: str) -> int:
    try:
        return len(text.encode("utf-16-le")) // 2
    except UnicodeEncodeError:
        raise bad("strings must be encoded in UTF-8") from None


def check_text(fields: Fields) -> str:
    text = str(fields.get("text") or "")
    length = units(text)
    if not text.strip():
        raise bad("message text is empty")
    if length > LONGEST_TEXT:
        raise bad("message is too long")
    check_entities(text, fields.get("entities") or [])
    return text


def check_caption(fields: Fields) -> str:
    caption = str(fields.get("caption") or "")
    if units(caption) > LONGEST_CAPTION:
        raise bad("message caption is too long")
    check_entities(caption, fields.get("caption_entities") or [])
    return caption


def check_entities(text: str, entities: list[Fields]) -> None:
    raw = text.encode("utf-16-le")
    for entity in entities:
        begin, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
        if not 0 <= begin < end <= len(raw):
            raise bad("entity is out of the text")
        try:
            inner = raw[begin:end].decode("utf-16-le")
        except UnicodeDecodeError:
            raise bad("entity beginning or end is in the middle of a UTF-16 symbol") from None
        if inner != inner.strip():
            raise bad("entity begins or ends with a space")


def check_keyboard(markup: Fields | None) -> None:
    buttons = [button for row in (markup or {}).get("inline_keyboard", []) for button in row]
    if len(buttons) > MOST_BUTTONS:
        raise bad("too many inline keyboard buttons")
    for button in buttons:
        if not button["text"].strip():
            raise bad("text buttons are unallowed in the inline keyboard")
        if "url" not in button and not 1 <= len(button.get("callback_data", "").encode()) <= LONGEST_DATA:
            raise bad("BUTTON_DATA_INVALID")


def check_commands(commands: list[Fields]) -> None:
    for command in commands:
        if not COMMAND.fullmatch(command["command"]):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")


def check_results(results: list[Fields]) -> None:
    names = [result["id"] for result in results]
    if len(results) > MOST_RESULTS:
        raise bad("RESULTS_TOO_MUCH")
    if len(set(names)) < len(names):
        raise bad("RESULT_ID_DUPLICATE")
    for result in results:
        if not 1 <= len(result["id"].encode()) <= 64:
            raise bad("RESULT_ID_INVALID")
        if not result["title"]:
            raise bad("ARTICLE_TITLE_EMPTY")
        content = result["input_message_content"]
        check_text({"text": content["message_text"], "entities": content.get("entities")})
        check_keyboard(result.get("reply_markup"))
