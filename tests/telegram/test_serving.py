"""`bot serve` with a token: the real desk, database, index and outbox behind the channel, by polling and by webhook."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from bot.channels.web.webhook import SECRET, WEBHOOK
from bot.database.engine import open_database, write_session
from bot.database.outgoing import queue
from bot.messages import ChatId, OutboxMessage
from tests.library import DOG
from tests.paths import ROOT
from tests.support import forking
from tests.support.ports import free_port
from tests.telegram.bot_api import TOKEN, BotApi
from tests.telegram.channel import NAM, WORDS, until
from tests.telegram.people import Person

pytestmark = pytest.mark.anyio
STARTING, STOPPING = 60, 10  # seconds


@asynccontextmanager
async def serving(api: BotApi, folder: Path, library: Path, **more: str) -> AsyncIterator[str]:
    """A whole bot, its web address; stopped with SIGTERM, as a service is."""
    port = free_port()
    settings = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE_URL": api.base_url,
        "KNOWLEDGE_DIRS": str(library),
        "DATABASE_URL": f"sqlite:///{folder}/tests.db",
        "WEB_PORT": str(port),
        "PYTHONPATH": str(ROOT),
    }
    with (folder / "log").open("wb") as log:
        bot = forking.start("bot", "serve", cwd=folder, env=os.environ | settings | more, out=log, err=log)
    try:
        await until(lambda: api.commands or bot.poll() is not None, STARTING)
        yield f"http://127.0.0.1:{port}"
    finally:
        bot.terminate()
        status = await asyncio.to_thread(bot.wait, STOPPING)
    told = (folder / "log").read_text(encoding="utf-8")
    assert status == 0, told
    assert TOKEN not in told
    assert "Traceback" not in told, told


async def test_a_citizen_asks_presses_and_is_written_to(api: BotApi, nam: Person, tmp_path: Path, small_folder: Path) -> None:
    async with serving(api, tmp_path, small_folder):
        assert {"start", "hoi", "huy", "trogiup", "dulieucuatoi"} <= {command["command"] for command in api.commands}
        nam.says("nhà nuôi chó phải khai báo ở đâu")
        await until(lambda: len(api.said(NAM)) == 2)
        answer, notice = api.said(NAM)
        assert notice == WORDS.desk.notice
        assert DOG in answer
        [press] = [button for button in api.sent[0].buttons if button["callback_data"] == f"p:{DOG}:thoi_han"]
        nam.presses(press["callback_data"], under=api.sent[0].message)
        await until(lambda: "02 ngày làm việc" in "".join(api.said(NAM)))
        nam.says(f"/start tthc_{DOG.replace('.', '_')}")
        await until(lambda: len(api.said(NAM)) == 4)
        nam.looks_up("nuôi chó")
        await until(lambda: api.called("answerInlineQuery"))
        assert DOG in [result["id"] for result in api.called("answerInlineQuery")[0]["results"]]
        engine = open_database(f"sqlite:///{tmp_path}/tests.db")
        with write_session(engine) as session:
            queue(session, [OutboxMessage(ChatId("telegram", str(NAM)), "Kiến nghị của bà con đã được trả lời", "k1")], datetime.now(UTC))
        engine.dispose()
        await until(lambda: api.said(NAM)[-1] == "Kiến nghị của bà con đã được trả lời")


async def test_updates_come_by_webhook_where_it_is_set(api: BotApi, nam: Person, tmp_path: Path, small_folder: Path) -> None:
    hook = {"TELEGRAM_WEBHOOK_URL": f"https://hoi.example.gov.vn{WEBHOOK}"}
    async with serving(api, tmp_path, small_folder, **hook) as address, aiohttp.ClientSession() as telegram:
        await until(lambda: api.webhook.get("secret_token"))
        update = {"update_id": 1, "message": nam.message(text="nhà nuôi chó phải khai báo ở đâu")}

        async def post(secret: str) -> int:
            async with telegram.post(f"{address}{WEBHOOK}", json=update, headers={SECRET: secret}) as response:
                return response.status

        assert await post("guessed") == 403
        assert api.said(NAM) == []
        await asyncio.sleep(0.2)
        assert await post(api.webhook["secret_token"]) == 200
        assert len(api.said(NAM)) == 2
        assert api.called("getUpdates") == []
        update = {"update_id": 2, "message": nam.message(text="dài" * 30_000)}  # larger than any form of the web page may be
        assert await post(api.webhook["secret_token"]) == 200
        assert api.said(NAM)[-1] == WORDS.telegram.too_long
