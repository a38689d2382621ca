"""Whatever the API's own description allows, and what people with bad intentions send: answered or refused as described, never a fault."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis.core.result import Ok
from sqlalchemy import Engine

from bot import wording
from bot.channels.web.app import make_app
from bot.channels.web.limits import LONGEST_TEXT
from bot.channels.web.pages import PageRenderer, Site
from bot.settings import Settings
from bot.wiring import front_desk, rooms_of, wire
from tests.presence import as_a
from tests.support import databases
from tests.support.web_client import WebClient

HOSTILE = {
    "too long": "chữ " * LONGEST_TEXT,
    "as long as may be": "đ" * LONGEST_TEXT,
    "turned round": "\u202egnort iahk\u202c khai sinh \u200f",
    "invisible": "khai\u200bsinh\u200d\ufeff",
    "emoji": "🙏🙏🏽👨‍👩‍👧‍👦",
    "page": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "SQL": "'; DROP TABLE chats; --",
    "format": "%s %n {0.__class__} ${jndi:ldap://x} {{7*7}}",
    "NUL": "khai\0sinh",
    "half a letter": "khai \ud800 sinh",
    "blank": " \n\t ",
    "command": "/huy/../../etc/passwd",
    "many marks": "a" + "\u0301" * 2_000,
    "one word": "x" * LONGEST_TEXT,
}
ACTIONS = ("p:1.001193:phi", "p:::", "r:99999999999999999999:1", "r:-1:1", "x", ":", "d:delete", "%00", "p:" + "9" * 60)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    opened = databases.sqlite_at(tmp_path_factory.mktemp("fuzz") / "fuzz.db")
    yield opened
    opened.dispose()


@pytest.fixture(scope="module")
def app(small_index_folder: Path, engine: Engine) -> FastAPI:
    """The web channel over the real desk."""
    parts = wire(small_index_folder)
    desk = front_desk(parts, rooms_of(Settings(secret_key="a key of the tests"), engine, parts.wording, lambda: parts.index))
    return make_app(desk, PageRenderer(lambda: parts, wording.load(), Site("http://testserver")), "key")


@pytest.fixture(scope="module")
def described(app: FastAPI) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_asgi("/api/openapi.json", app)


def test_the_api_does_what_its_description_says(described: schemathesis.BaseSchema) -> None:
    operations = [as_a(Ok, found).ok() for found in described.get_all_operations()]
    assert [operation.label for operation in operations] == ["POST /api/chat", "POST /api/inbox"]
    for operation in operations:

        @settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        @given(case=operation.as_strategy())
        def check(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate()

        check()


@pytest.fixture
def stranger(app: FastAPI) -> TestClient:
    return WebClient(app, raise_server_exceptions=False)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_answered_or_refused(stranger: TestClient, text: str) -> None:
    told = stranger.post("/api/chat", content='{"text": ' + json.dumps(text) + "}", headers={"Content-Type": "application/json"})
    assert told.status_code in ((413,) if len(text) > LONGEST_TEXT else (200,))
    body = urlencode({"text": text}, errors="surrogatepass")
    page = stranger.post("/", content=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert page.status_code in ((413,) if len(text) > LONGEST_TEXT else (200,))
    assert "<script>alert" not in page.text
    assert "onerror=alert(1)>" not in page.text
    if text == HOSTILE["format"]:
        assert "{{7*7}}" in page.text, "shown as it was typed"


@pytest.mark.parametrize("action", ACTIONS)
def test_a_button_that_was_made_up_is_answered(stranger: TestClient, action: str) -> None:
    assert stranger.post("/api/chat", json={"action": action}).status_code == 200
    assert stranger.post("/", data={"action": action}).status_code == 200


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"text": 1}', b'{"text": "a", "more": 1}', b"\xff\xfe", b'{"text":' * 5_000])
def test_a_body_that_is_none_is_refused_with_a_reason(stranger: TestClient, body: bytes) -> None:
    told = stranger.post("/api/chat", content=body, headers={"Content-Type": "application/json"})
    assert told.status_code in (400, 422)
    assert told.json()["message"]
