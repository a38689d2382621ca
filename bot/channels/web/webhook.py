"""Where Telegram posts its updates to; what they say is the Telegram channel's affair."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from fastapi import APIRouter, Request, Response

WEBHOOK = "/telegram/webhook"
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
LARGEST_UPDATE = 1024 * 1024  # bytes; the longest message that answers another is some 80,000, every letter of it six bytes

Posted = Callable[[str, bytes], Awaitable[HTTPStatus]]
"""Takes the secret and the body; the status to answer with."""


def webhook(posted: Posted) -> APIRouter:
    """The route; async, because it waits until the update is served."""
    router = APIRouter(include_in_schema=False)

    @router.post(WEBHOOK)
    async def post(request: Request) -> Response:
        return Response(status_code=await posted(request.headers.get(SECRET, ""), await request.body()))

    return router
