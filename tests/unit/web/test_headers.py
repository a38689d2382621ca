"""bot.http.headers: every answer carries them; an answer that shuts itself into a sandbox keeps its own policy."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.http.headers import POLICY, SecurityHeaders, WithHeaders

SANDBOX = "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    ("own", "kept"),
    [
        (SANDBOX, True),
        ("sandbox; default-src 'none'", True),
        ("default-src *", False),
        ("script-src *; img-src sandbox.example", False),
        ("", False),
    ],
)
def test_only_a_sandbox_is_kept(own: str, kept: bool) -> None:
    async def page(_: Request) -> Response:
        return Response("x", headers={POLICY: own} if own else {})

    app = WithHeaders(Starlette(routes=[Route("/", page)]), SecurityHeaders("https://mot-cua.example.gov.vn"))
    answer = TestClient(app).get("/")
    assert (answer.headers[POLICY] == own) is kept
    assert kept or "script-src 'self'" in answer.headers[POLICY]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
