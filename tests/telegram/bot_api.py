"""A Bot API stand-in over real HTTP: what a bot and its users see of Telegram, with its refusals and its bad days."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.telegram import refusals
from tests.telegram.refusals import ApiRefusalError, Fields, bad

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"
ME = {"id": 110201543, "is_bot": True, "first_name": "Một Cửa", "username": "MotCuaBot"}
LISTS = ("entities", "caption_entities", "commands", "results", "allowed_updates", "scope")
NO_RIGHTS = dict.fromkeys(
    (
        *("can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos", "can_send_video_notes"),
        *("can_send_voice_notes", "can_send_polls", "can_send_other_messages", "can_add_web_page_previews", "can_change_info"),
        *("can_invite_users", "can_pin_messages", "can_manage_topics", "can_edit_tag", "can_react_to_messages"),
    ),
    False,
)
STANDINGS: dict[ApiRefusalError, Fields] = {
    refusals.KICKED: {"status": "kicked", "until_date": 0},
    refusals.DELETED: {"status": "left"},
    refusals.BLOCKED: {"status": "kicked", "until_date": 0},
    refusals.SILENCED: {"status": "restricted", "is_member": True, "until_date": 0, **NO_RIGHTS},
}
"""What the bot is in a chat that refuses it so."""
MARKUP = ("reply_markup", "reply_parameters", "link_preview_options", "button")


@dataclass(frozen=True)
class ApiFault:
    """What goes wrong with one call. `drops`: the connection is cut; `after`: only after Telegram has done what was asked."""

    status: int = 0
    retry_after: int = 0
    drops: bool = False
    after: bool = False
    delay: float = 0.0


@dataclass(frozen=True)
class SentCall:
    """One call by which the bot said something, and when it was taken."""

    method: str
    chat: int
    message: int
    text: str
    fields: Fields
    at: float

    @property
    def buttons(self) -> list[Fields]:
        return [button for row in (self.fields.get("reply_markup") or {}).get("inline_keyboard", []) for button in row]


@dataclass
class BotApi:
    """One bot's Telegram. `delay`: seconds that every call takes; `chaos`: method → what goes wrong with this call."""

    delay: float = 0.0
    chaos: Callable[[str], ApiFault | None] = lambda _: None
    sent: list[SentCall] = field(default_factory=list)
    calls: list[tuple[str, Fields]] = field(default_factory=list)
    faults: dict[str, deque[ApiFault]] = field(default_factory=lambda: defaultdict(deque))
    files: dict[str, tuple[bytes, int]] = field(default_factory=dict)
    blocked: set[int] = field(default_factory=set)
    moved: dict[int, int] = field(default_factory=dict)
    shut: dict[int, ApiRefusalError] = field(default_factory=dict)
    closed_topics: set[tuple[int, int]] = field(default_factory=set)
    commands: list[Fields] = field(default_factory=list)
    menus: dict[tuple[str, str], list[Fields]] = field(default_factory=dict)
    webhook: Fields = field(default_factory=dict)
    offset: int = 0
    keeps_calls: bool = True
    on_sent: Callable[[SentCall], None] = lambda _: None
    base_url: str = ""

    def __post_init__(self) -> None:
        self._updates: deque[Fields] = deque()
        self._news = asyncio.Event()
        self._poll = 0
        self._numbers = iter(range(1, 10**9))
        self._messages: dict[tuple[int, int], tuple[str, str]] = {}
        self._queries: set[str] = set()
        self._anew: dict[int, Iterator[int]] = {}

    @asynccontextmanager
    async def running(self, port: int | None = None) -> AsyncIterator[BotApi]:
        server = TestServer(self.app(), port=port)
        await server.start_server()
        self.base_url = str(server.make_url("")).rstrip("/")
        try:
            yield self
        finally:
            await server.close()

    def app(self) -> web.Application:
        app = web.Application(client_max_size=60 * 1024 * 1024)
        app.router.add_route("*", f"/bot{TOKEN}/{{method}}", self._call)
        app.router.add_get(f"/file/bot{TOKEN}/{{path:.*}}", self._file)
        app.router.add_route("*", "/{anything:.*}", self._unauthorized)
        return app

    # ---- what the people do

    def push(self, **update: Fields) -> int:
        """Put an update in the queue, or post it to nobody; its id."""
        number = next(self._numbers)
        self._updates.append({"update_id": number, **update})
        if query := update.get("callback_query"):
            self._queries.add(query["id"])
        self._news.set()
        return number

    def shuts_out(self, chat: int, how: ApiRefusalError, *, tells: bool = True) -> None:
        """From now on `chat` refuses the bot; `tells`: the bot gets news of it, as it does where its own standing there was changed."""
        self.shut[chat] = how
        if tells:
            self._stands(chat, {"user": ME, **STANDINGS[how]})

    def lets_in(self, chat: int, *, tells: bool = True) -> None:
        """`chat` takes messages again."""
        self.shut.pop(chat, None)
        if tells:
            self._stands(chat, {"user": ME, "status": "member"})

    def upgrades(self, old: int, new: int, *, tells: bool = True) -> None:
        """The group `old` becomes the supergroup `new`: another chat, whose messages are numbered from 1, with none of the old ones."""
        self.moved[old], self._anew[new] = new, itertools.count(1)
        if tells:
            group = {"id": old, "type": "group", "title": "Cán bộ"}
            news = {"date": int(time.time()), "from": {"id": 9, "is_bot": False, "first_name": "Chủ nhóm"}}
            self.push(message={"message_id": self.number(), "chat": group, "migrate_to_chat_id": new, **news})
            self.push(message={"message_id": next(self._anew[new]), "chat": _where(new), "migrate_from_chat_id": old, **news})

    def _stands(self, chat: int, now: Fields) -> None:
        who = {"id": chat if chat > 0 else 9, "is_bot": False, "first_name": "Chủ nhóm"}
        before = {"user": ME, "status": "member"}
        news = {"chat": _where(chat), "from": who, "date": int(time.time()), "old_chat_member": before, "new_chat_member": now}
        self.push(my_chat_member=news)

    def number(self) -> int:
        return next(self._numbers)

    @property
    def waiting(self) -> list[Fields]:
        """Updates that the bot has not acknowledged."""
        return list(self._updates)

    def knows(self, chat: int, message: int, text: str) -> None:
        """A message that the bot sent long ago."""
        self._messages[chat, message] = (text, "null")

    def said(self, chat: int) -> list[str]:
        """What the bot said in `chat`, in order."""
        return [sent.text for sent in self.sent if sent.chat == chat]

    def called(self, method: str) -> list[Fields]:
        return [fields for name, fields in self.calls if name == method]

    # ---- HTTP

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        fields = await _fields(request)
        if self.keeps_calls:
            self.calls.append((method, fields))
        waiting = self.faults[method]
        fault = waiting.popleft() if waiting else self.chaos(method)
        await asyncio.sleep(self.delay + (fault.delay if fault else 0))
        if fault and not fault.after:
            if fault.drops:
                return _dropped(request)
            if fault.status:
                return _answered(fault.status, _phrase(fault), {"retry_after": fault.retry_after} if fault.retry_after else {})
        try:
            result = await self._done(method, fields)
        except ApiRefusalError as refused:
            return _answered(refused.status, refused.description, refused.parameters)
        if fault and fault.drops:
            return _dropped(request)
        return web.json_response({"ok": True, "result": result})

    async def _done(self, method: str, fields: Fields) -> Any:
        found = getattr(self, f"_{method}", None)
        if found is None:
            raise ApiRefusalError(404, "Not Found: method not found")
        return await found(fields)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        content = self.files.get(request.match_info["path"])
        return web.Response(body=content[0]) if content else web.Response(status=404)

    async def _unauthorized(self, _: web.Request) -> web.StreamResponse:
        return _answered(401, "Unauthorized", {})

    # ---- methods

    async def _getMe(self, _: Fields) -> Fields:  # noqa: N802 - the names of the Bot API
        return ME | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True}

    async def _getUpdates(self, fields: Fields) -> list[Fields]:  # noqa: N802
        if self.webhook.get("url"):
            raise ApiRefusalError(
                409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        self._poll = poll = self._poll + 1
        self._news.set()  # who polls already is sent away
        await asyncio.sleep(0)
        offset = int(fields.get("offset") or 0)
        while self._updates and self._updates[0]["update_id"] < offset:
            self._updates.popleft()
        self.offset = max(self.offset, offset)
        until = time.monotonic() + float(fields.get("timeout") or 0)
        while not self._updates and (left := until - time.monotonic()) > 0:
            self._news.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._news.wait()
            if poll != self._poll:
                raise ApiRefusalError(
                    409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
                )
        limit = int(fields.get("limit") or 100)
        return [update for update, _ in zip(self._updates, range(limit), strict=False)]

    async def _setWebhook(self, fields: Fields) -> bool:  # noqa: N802
        self.webhook = fields
        return True

    async def _deleteWebhook(self, _: Fields) -> bool:  # noqa: N802
        self.webhook = {}
        return True

    async def _setMyCommands(self, fields: Fields) -> bool:  # noqa: N802
        refusals.check_commands(fields["commands"])
        scope = fields.get("scope") or {"type": "default"}
        self.menus[scope["type"], str(scope.get("chat_id", ""))] = fields["commands"]
        if scope["type"] == "default":
            self.commands = fields["commands"]
        return True

    async def _sendChatAction(self, fields: Fields) -> bool:  # noqa: N802
        self._chat(fields)
        return True

    async def _sendMessage(self, fields: Fields) -> Fields:  # noqa: N802
        chat = self._chat(fields)
        return self._take("sendMessage", chat, refusals.check_text(fields), fields)

    async def _sendPhoto(self, fields: Fields) -> Fields:  # noqa: N802
        chat, caption = self._chat(fields), refusals.check_caption(fields)
        file_id = self._uploaded(fields["photo"])
        photo = {"file_id": file_id, "file_unique_id": file_id, "width": 1280, "height": 720, "file_size": len(self.files[file_id][0])}
        return self._take("sendPhoto", chat, caption, fields) | {"photo": [photo], "caption": caption}

    async def _sendDocument(self, fields: Fields) -> Fields:  # noqa: N802
        chat, caption = self._chat(fields), refusals.check_caption(fields)
        file_id = self._uploaded(fields["document"])
        return self._take("sendDocument", chat, caption, fields) | {"document": {"file_id": file_id, "file_unique_id": file_id}}

    async def _editMessageText(self, fields: Fields) -> Fields:  # noqa: N802
        chat, text, message = self._chat(fields), refusals.check_text(fields), int(fields["message_id"])
        self._change(SentCall("editMessageText", chat, message, text, fields, time.monotonic()))
        return _message(chat, message, text)

    async def _editMessageCaption(self, fields: Fields) -> Fields:  # noqa: N802
        chat, text, message = self._chat(fields), refusals.check_caption(fields), int(fields["message_id"])
        self._change(SentCall("editMessageCaption", chat, message, text, fields, time.monotonic()))
        return _message(chat, message, text)

    async def _answerCallbackQuery(self, fields: Fields) -> bool:  # noqa: N802
        if fields["callback_query_id"] not in self._queries:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        self._queries.remove(fields["callback_query_id"])
        return True

    async def _answerInlineQuery(self, fields: Fields) -> bool:  # noqa: N802
        refusals.check_results(fields["results"])
        return True

    async def _getFile(self, fields: Fields) -> Fields:  # noqa: N802
        file_id = fields["file_id"]
        if file_id not in self.files:
            raise bad("invalid file_id")
        if self.files[file_id][1] > 20 * 1024 * 1024:
            raise bad("file is too big")
        return {"file_id": file_id, "file_unique_id": file_id, "file_size": self.files[file_id][1], "file_path": file_id}

    # ---- what they share

    def _chat(self, fields: Fields) -> int:
        chat = int(fields["chat_id"])
        if chat in self.moved:
            raise ApiRefusalError(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=self.moved[chat])
        if chat in self.blocked:
            raise refusals.BLOCKED
        if chat in self.shut:
            raise self.shut[chat]
        if (chat, int(fields.get("message_thread_id") or 0)) in self.closed_topics:
            raise bad("TOPIC_CLOSED")
        if chat == 0:
            raise bad("chat not found")
        return chat

    def _take(self, method: str, chat: int, text: str, fields: Fields) -> Fields:
        refusals.check_keyboard(fields.get("reply_markup"))
        message = next(self._anew.get(chat, self._numbers))
        self._messages[chat, message] = (text, json.dumps(fields.get("reply_markup")))
        self._note(SentCall(method, chat, message, text, fields, time.monotonic()))
        return _message(chat, message, text)

    def _change(self, sent: SentCall) -> None:
        refusals.check_keyboard(sent.fields.get("reply_markup"))
        before = self._messages.get((sent.chat, sent.message))
        if before is None:
            raise bad("message to edit not found")
        now = (sent.text, json.dumps(sent.fields.get("reply_markup")))
        if before == now:
            raise bad("message is not modified: specified new message content and reply markup are exactly the same as a current content")
        self._messages[sent.chat, sent.message] = now
        self._note(sent)

    def _note(self, sent: SentCall) -> None:
        if self.keeps_calls:
            self.sent.append(sent)
        else:
            self._messages.clear()
        self.on_sent(sent)

    def _uploaded(self, given: str | bytes) -> str:
        """The id of a file that comes with the call, or that came before."""
        if isinstance(given, bytes):
            file_id = f"file{next(self._numbers)}"
            self.files[file_id] = (given, len(given))
            return file_id
        if given not in self.files:
            raise bad("wrong file identifier/HTTP URL specified")
        return given


async def _fields(request: web.Request) -> Fields:
    """The parameters of a call, however they came."""
    if request.content_type == "application/json":
        found: Fields = await request.json()
    else:
        posted = await request.post()
        found = {name: value.file.read() if isinstance(value, web.FileField) else value for name, value in posted.items()}
    for name in (*LISTS, *MARKUP):
        if isinstance(found.get(name), str):
            found[name] = json.loads(found[name])
    attached = found.get("photo") or found.get("document")
    if isinstance(attached, str) and attached.startswith("attach://"):
        found["photo" if "photo" in found else "document"] = found[attached.removeprefix("attach://")]
    return found


def _answered(status: int, description: str, parameters: dict[str, int]) -> web.Response:
    body = {"ok": False, "error_code": status, "description": description} | ({"parameters": parameters} if parameters else {})
    return web.json_response(body, status=status)


def _phrase(fault: ApiFault) -> str:
    return f"Too Many Requests: retry after {fault.retry_after}" if fault.status == 429 else f"status {fault.status}"


def _dropped(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()


def _message(chat: int, message: int, text: str) -> Fields:
    return {"message_id": message, "date": int(time.time()), "chat": _where(chat), "from": ME, "text": text}


def _where(chat: int) -> Fields:
    return {"id": chat, "type": "private", "first_name": "Bà con"} if chat > 0 else {"id": chat, "type": "supergroup", "title": "Nhóm"}
