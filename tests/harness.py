"""A harness: `bot serve` in processes of its own over one database, the Bot API's stand-in, and the people who write and answer."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import httpx
from sqlalchemy import Engine, func, select, update

from bot.database.audit import keyed
from bot.database.engine import migrate, open_database, read_session, write_session
from bot.database.outgoing import OUTBOX
from bot.messages import ChatId
from bot.people.staff import Role, Staff, Unit
from bot.people.staff_store import StaffBook
from tests.paths import ROOT
from tests.support import forking
from tests.support.forking import Forked
from tests.support.ports import free_port
from tests.telegram.bot_api import ME, TOKEN, BotApi, SentCall
from tests.telegram.people import Person
from tests.telegram.refusals import Fields

T = TypeVar("T")

GROUP = -100777
PASSER_BY = httpx.Client(trust_env=False, verify=False, limits=httpx.Limits(max_keepalive_connections=0))
"""Looks at a page once. It knows no certificates: reading those of the whole world, as a new client does, takes longer than all else."""
PATIENCE = 30.0  # seconds until a test gives up waiting; a busy machine decides
TAUGHT = ["TELEGRAM_BOT_TOKEN", "TELEGRAM_API_BASE_URL", "DATABASE_URL", "KNOWLEDGE_DIRS", "INDEX_DIR", "STAFF_CHAT_ID"]


def until(is_so: Callable[[], T | None], seconds: float = PATIENCE) -> T:
    """What `is_so` tells as soon as it tells something; fails where it never does."""
    end = time.monotonic() + seconds
    while not (found := is_so()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.03)
    return found


class Telegram(BotApi):
    """The stand-in in a thread of its own, so that people, browsers and processes can wait beside it."""

    @contextmanager
    def open(self) -> Iterator[Telegram]:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()
        running = self.running()
        self._do(running.__aenter__())
        try:
            yield self
        finally:
            self._do(running.__aexit__(None, None, None))
            self.loop.call_soon_threadsafe(self.loop.stop)
            self._thread.join(10)
            self.loop.close()

    def push(self, **update: Fields) -> int:
        """From any thread, the stand-in's own among them."""

        async def pushed() -> int:
            return super(Telegram, self).push(**update)

        if threading.current_thread() is self._thread:
            return super().push(**update)
        return int(self._do(pushed()))

    def _do(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(20)


@dataclass
class ChatUser:
    """A person with Telegram, in a private chat or in the staff group; hears what the bot says there, in order."""

    harness: Harness
    person: Person
    name: str
    heard: int = 0

    @property
    def chat(self) -> int:
        return self.person.chat

    def says(self, text: str, hears: str = "", reply_to: SentCall | None = None) -> SentCall | None:
        """Write `text`, then wait for what is to be heard."""
        more = {"reply_to_message": ours(self.person, reply_to)} if reply_to else {}
        self._did(f"{self.name}: {text}")
        self.person.says(text, **more)
        return self.hears(hears) if hears else None

    def presses(self, label: str, hears: str = "", on: str = "") -> SentCall | None:
        """Press the newest button that says `label`, of a message that says `on`."""
        sent, button = until(lambda: self._button(label, on))
        self._did(f"{self.name} [{label}]")
        self.person.presses(button["callback_data"], under=sent.message)
        return self.hears(hears) if hears else None

    def hears(self, fragment: str, seconds: float = PATIENCE) -> SentCall:
        """The next message of this chat that says `fragment`; those before it are passed over."""

        def found() -> tuple[int, SentCall] | None:
            return next(((at, sent) for at, sent in self._sent(self.heard) if fragment in sent.text), None)

        try:
            at, sent = until(found, seconds)
        except AssertionError:
            raise AssertionError(f"{self.name} never heard {fragment!r}\n{self.harness.told()}") from None
        self.heard = at + 1
        return sent

    def sees(self, fragment: str) -> SentCall:
        """The newest message that says `fragment` now, perhaps after many edits."""
        return until(lambda: next(iter(self._shown(fragment)), None))

    def _did(self, what: str) -> None:
        self.harness.acts.append((time.monotonic(), self.chat, what))
        self.heard = len(self.harness.api.sent)

    def _sent(self, begin: int = 0) -> list[tuple[int, SentCall]]:
        return [(at, sent) for at, sent in enumerate(self.harness.api.sent[begin:], begin) if sent.chat == self.chat]

    def _button(self, label: str, on: str) -> tuple[SentCall, Fields] | None:
        return next(((sent, button) for sent in self._shown(on) for button in sent.buttons if button["text"] == label), None)

    def _shown(self, fragment: str) -> list[SentCall]:
        """The messages as they now stand, the newest first."""
        latest: dict[int, SentCall] = {sent.message: sent for _, sent in self._sent()}
        return sorted((sent for sent in latest.values() if fragment in sent.text), key=lambda sent: sent.at, reverse=True)


def ours(person: Person, sent: SentCall) -> Fields:
    """A message of the bot's, as a reply to it carries it."""
    return person.message(text=sent.text) | {"message_id": sent.message, "from": ME}


@dataclass
class WebUser:
    """A citizen with the chat page; `client` keeps the cookie."""

    harness: Harness
    name: str = "Khách web"
    client: httpx.Client = field(default_factory=lambda: httpx.Client(trust_env=False, verify=False, timeout=20))
    last: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.harness.ends.callback(self.client.close)

    def says(self, text: str, hears: str = "") -> str:
        return self._sent({"text": text}, text, hears)

    def presses(self, label: str, hears: str = "") -> str:
        buttons = [button for reply in self.last for row in reply["rows"] for button in row]
        found = next((button for button in buttons if button["label"] == label), None)
        assert found, f"{label!r} is not among {[button['label'] for button in buttons]}\n{self.harness.told()}"
        return self._sent({"action": found["action"]}, f"[{label}]", hears)

    def _sent(self, asked: dict[str, str], shown: str, hears: str) -> str:
        answer = self.client.post(f"{self.harness.address}/api/chat", json=asked)
        assert answer.status_code == 200, answer.text
        self.last = answer.json()["replies"]
        text = "\n---\n".join(reply["text"] for reply in self.last)
        labels = [button["label"] for reply in self.last for row in reply["rows"] for button in row]
        self.harness.acts.append((time.monotonic(), 0, f"{self.name}: {shown}\n        WEB> {text}\n        {labels}"))
        assert hears in text, f"{self.name} did not hear {hears!r}\n{self.harness.told()}"
        return text


@dataclass
class Harness:
    """`start` begins a process; `numbered` people are told apart by their Telegram number."""

    home: Path
    database: str
    index: Path
    library: Path
    api: Telegram
    secret_key = "khoa-rieng-cua-thi-tran-ven-suoi"
    settings: dict[str, str] = field(default_factory=dict)
    acts: list[tuple[float, int, str]] = field(default_factory=list)
    running: list[Forked] = field(default_factory=list)
    ends: ExitStack = field(default_factory=ExitStack)

    def __post_init__(self) -> None:
        self.port = free_port()
        self.engine: Engine = keyed(open_database(self.database), self.secret_key)  # the trail is one: ours and the processes'
        migrate(self.engine)
        self.book = StaffBook(self.engine)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    # ---- processes

    def start(self, *arguments: str, waits: bool = True, port: int = 0) -> Forked:
        environment = {name: value for name, value in os.environ.items() if name not in TAUGHT} | {
            "PYTHONPATH": str(ROOT),
            "KNOWLEDGE_DIRS": str(self.library),
            "INDEX_DIR": str(self.index),
            "DATABASE_URL": self.database,
            "WEB_PORT": str(port or self.port),
            "PUBLIC_URL": self.address,
            "SECRET_KEY": self.secret_key,
            "UNIT_NAME": "UBND xã Ví Dụ",
            "QUIET_HOURS": "",
            "WEB_PROCESSES": "1",
            "CONTENT_MAX_AGE_DAYS": "36500",  # the small library grows old with these tests
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE_URL": self.api.base_url,
            "STAFF_CHAT_ID": str(GROUP),
            **self.settings,
        }
        with (self.home / "err").open("ab") as err:  # a file never fills up as a pipe does
            process = forking.start("bot", "serve", *arguments, cwd=self.home, env=environment, err=err)
        self.running.append(process)
        if waits:
            until(lambda: process.poll() is not None or self.is_ready(port), 60)
            assert process.poll() is None, self.err
        return process

    def is_ready(self, port: int = 0) -> bool:
        try:
            return PASSER_BY.get(f"http://127.0.0.1:{port or self.port}/readyz").status_code == 200
        except httpx.TransportError:
            return False

    def kill(self, process: Forked) -> None:
        """kill -9, and wait until it is gone."""
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        self.running.remove(process)

    def stop(self) -> None:
        for process in self.running:
            process.terminate()
        for process in self.running:
            try:
                process.wait(12)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.running.clear()
        self.ends.close()
        self.engine.dispose()

    def command(self, *arguments: str) -> str:
        """What a command of the operator prints."""
        environment = os.environ | {"PYTHONPATH": str(ROOT), "DATABASE_URL": self.database, "PUBLIC_URL": self.address}
        ended = forking.run("bot", *arguments, cwd=self.home, env=environment, seconds=60)
        assert ended.status == 0, ended.err
        return ended.out

    @property
    def err(self) -> str:
        return (self.home / "err").read_text(encoding="utf-8")

    # ---- people

    def unit(self, name: str, *, needs_approval: bool = False, is_coordinator: bool = False) -> Unit:
        return self.book.add_unit(Unit(0, name, "", needs_approval, is_coordinator), "cli", datetime.now(UTC))

    def staff(self, name: str, role: Role, unit: Unit, number: int) -> Staff:
        return self.book.add(name, role, unit.id, "cli", datetime.now(UTC), chat=ChatId("telegram", str(number)))

    def somebody(self, name: str, number: int, *, is_in_group: bool = False) -> ChatUser:
        return ChatUser(self, Person(self.api, number, GROUP if is_in_group else None), name)

    def in_flight(self, process: Forked) -> int:
        """Letters that a dead process was sending; they are given back at once, as they would be when their lease has ended."""
        mine = (OUTBOX.c.state == "sending", OUTBOX.c.worker.like(f"{socket.gethostname()[:32]}/{process.pid}/%"))
        with write_session(self.engine) as session:
            lost = session.execute(select(func.count()).select_from(OUTBOX).where(*mine)).scalar_one()
            session.execute(update(OUTBOX).where(*mine).values(lease=datetime.now(UTC) - timedelta(seconds=1)))
        return int(lost)

    def letters_open(self) -> int:
        """Letters that have not left yet."""
        with read_session(self.engine) as session:
            return int(session.execute(select(func.count()).select_from(OUTBOX).where(OUTBOX.c.finished.is_(None))).scalar_one())

    def told(self) -> str:
        """Everything that was said, by whom and to whom, in order."""
        lines = [(at, f"    {what}") for at, _, what in self.acts]
        for sent in self.api.sent:
            buttons = [[button.get("text") for button in row] for row in (sent.fields.get("reply_markup") or {}).get("inline_keyboard", [])]
            mark = "✎" if sent.method.startswith("edit") else "→"
            lines.append((sent.at, f"{mark} {sent.chat}#{sent.message}: {sent.text}\n      {buttons}"))
        return "\n".join(text for _, text in sorted(lines, key=lambda line: line[0]))


@contextmanager
def open_harness(home: Path, database: str, index: Path, library: Path, **settings: str) -> Iterator[Harness]:
    """A harness without a process yet; everything that was said is printed at the end, to be read where a test failed."""
    with Telegram().open() as api:
        harness = Harness(home, database, index, library, api, settings)
        try:
            yield harness
        finally:
            harness.stop()
            print(harness.told())  # noqa: T201
