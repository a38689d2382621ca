"""What is kept no longer is deleted by the timetable of the process that holds the lease."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, func, select

from bot.database.engine import reading, writing
from bot.database.outgoing import OUTBOX, queue
from bot.messages import ChatId, Letter
from bot.outbox.store import Outbox
from bot.schedule import Job
from bot.settings import Settings
from bot.wiring.timetable import timetable

VISITOR = ChatId("web", "v")


def left(engine: Engine) -> int:
    with reading(engine) as session:
        return int(session.execute(select(func.count()).select_from(OUTBOX)).scalar_one())


def test_old_letters_go_and_the_rooms_jobs_run(engine: Engine) -> None:
    settings, now = Settings(_env_file=None), datetime.now(UTC)
    ran: list[datetime] = []
    for age in (1, settings.retention_letters_days + 1):
        with writing(engine) as session:
            queue(session, [Letter(VISITOR, "a", str(age))], now - timedelta(days=age))
        Outbox(engine, "web").collect(VISITOR, now - timedelta(days=age))

    async def scenario() -> None:
        runs = timetable(settings, engine, [Job("ours", "0 7 * * *", ran.append)])
        await runs.start()
        async with asyncio.timeout(10):
            while await asyncio.to_thread(left, engine) == 2 or not ran:  # noqa: ASYNC110 - what is waited for knows of no event
                await asyncio.sleep(0.02)
        await runs.stop()

    asyncio.run(scenario())
    assert left(engine) == 1
