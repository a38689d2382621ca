"""bot.http.record: what is kept of a request that ends in the middle."""

from __future__ import annotations

import pytest
from starlette.types import Message, Receive, Scope, Send
from structlog.testing import capture_logs

from bot.http.record import BROKEN, GONE, WithRecord

SCOPE: Scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def answers(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})


async def breaks(scope: Scope, receive: Receive, send: Send) -> None:
    raise RuntimeError("ours")


async def nothing() -> Message:
    return {"type": "http.disconnect"}


async def taken(message: Message) -> None:
    pass


@pytest.mark.parametrize("why", [RuntimeError("unable to perform operation on a closed transport"), ConnectionResetError()], ids=repr)
async def test_who_left_before_the_answer_is_no_fault_of_ours(why: Exception) -> None:
    async def refused(message: Message) -> None:
        raise why

    kept: list[int] = []
    with capture_logs() as logs:
        await WithRecord(answers, lambda _, status, __: kept.append(status))(SCOPE, nothing, refused)
    assert kept == [GONE]
    assert all(line["log_level"] == "info" for line in logs)


async def test_what_breaks_in_the_application_is_one() -> None:
    kept: list[int] = []
    with pytest.raises(RuntimeError, match="ours"):
        await WithRecord(breaks, lambda _, status, __: kept.append(status))(SCOPE, nothing, taken)
    assert kept == [BROKEN]
