"""What people do in Telegram, as the updates that it makes of it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from tests.telegram.bot_api import ME, BotApi
from tests.telegram.refusals import Fields


@dataclass
class Person:
    """Somebody with a phone; `group`: the chat in which they write, None is their own with the bot."""

    api: BotApi
    number: int
    group: int | None = None

    @property
    def chat(self) -> int:
        return self.group or self.number

    @property
    def me(self) -> Fields:
        return {"id": self.number, "is_bot": False, "first_name": "Lê", "last_name": "An"}

    @property
    def where(self) -> Fields:
        return {"id": self.group, "type": "supergroup", "title": "Xóm"} if self.group else {"id": self.number, "type": "private"}

    def message(self, **content: Any) -> Fields:
        return {"message_id": self.api.number(), "date": int(time.time()), "chat": self.where, "from": self.me} | content

    def says(self, text: str, **more: Any) -> Fields:
        message = self.message(text=text, **more)
        self.api.push(message=message)
        return message

    def sends(self, **content: Any) -> Fields:
        message = self.message(**content)
        self.api.push(message=message)
        return message

    def says_as_the_group(self, text: str, **more: Any) -> Fields:
        """As an admin who remains anonymous: Telegram names a bot of its own, and the group."""
        stand_in = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
        return self.sends(text=text, **{"from": stand_in, "sender_chat": self.where} | more)

    def corrects(self, message: Fields, text: str, after: int = 30) -> None:
        self.api.push(edited_message=message | {"text": text, "edit_date": message["date"] + after})

    def presses(self, action: str, under: int | None = None) -> str:
        number = str(self.api.number())
        message = self.message(text="câu cũ") | {"message_id": under or self.api.number(), "from": ME}
        self.api.push(callback_query={"id": number, "from": self.me, "message": message, "chat_instance": "1", "data": action})
        return number

    def looks_up(self, text: str) -> str:
        number = str(self.api.number())
        self.api.push(inline_query={"id": number, "from": self.me, "query": text, "offset": ""})
        return number

    def photo(self, content: bytes, size: int | None = None) -> dict[str, Any]:
        file_id = f"photo{self.api.number()}"
        declared = len(content) if size is None else size
        self.api.files[file_id] = (content, declared)
        small = {"file_id": "small", "file_unique_id": "s", "width": 90, "height": 90, "file_size": 10}
        return {"photo": [small, {"file_id": file_id, "file_unique_id": file_id, "width": 900, "height": 900, "file_size": declared}]}

    def document(self, name: str, content: bytes, size: int | None = None) -> dict[str, Any]:
        file_id = f"document{self.api.number()}"
        declared = len(content) if size is None else size
        self.api.files[file_id] = (content, declared)
        file = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "mime_type": "application/pdf", "file_size": declared}
        return {"document": file}


def mention(name: str = "@MotCuaBot") -> Fields:
    """The entity of a mention at the beginning of a text."""
    return {"type": "mention", "offset": 0, "length": len(name)}
