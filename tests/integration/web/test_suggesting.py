"""Suggestions over HTTP: quick, limited, and nothing of what was typed is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.channels.web.features.suggesting import A_MINUTE, LONGEST_TYPED
from bot.channels.web.pages import Site
from bot.messages import Incoming, Reply
from indexer.ranking.search import Index
from tests.library import DOG
from tests.reading_room import reading_room
from tests.support.web_client import WebClient

SITE = Site("https://hoi.example.gov.vn", "Xã Ví Dụ")
PATH = "/api/goi-y"
SECRET = "tên tôi là Nguyễn Văn Bí Mật"


class EchoingDesk:
    """Hears nothing while somebody types."""

    heard: list[Incoming]

    def __init__(self) -> None:
        self.heard = []

    def handle(self, incoming: Incoming) -> list[Reply]:
        self.heard.append(incoming)
        return [Reply("Đã nghe.")]


@pytest.fixture
def desk() -> EchoingDesk:
    return EchoingDesk()


@pytest.fixture
def clock() -> list[datetime]:
    return [datetime(2026, 11, 30, 2, tzinfo=UTC)]


@pytest.fixture
def app(desk: EchoingDesk, clock: list[datetime], small_index: Index) -> FastAPI:
    return reading_room(SimpleNamespace(index=small_index), desk, SITE, lambda: clock[0])


@pytest.fixture
def browser(app: FastAPI) -> Iterator[TestClient]:
    with WebClient(app, base_url=SITE.public_url, raise_server_exceptions=False) as opened:
        yield opened


def test_lines_come_with_what_choosing_them_sends(browser: TestClient) -> None:
    answer = browser.post(PATH, json={"text": "nuôi ch"})
    assert answer.headers["cache-control"] == "no-store"
    first = answer.json()["suggestions"][0]
    assert (first["label"], first["action"]) == ("Đăng ký nuôi chó", f"p:{DOG}:tong_quan")


def test_nothing_of_it_is_kept_or_told(browser: TestClient, desk: EchoingDesk, capsys: pytest.CaptureFixture[str]) -> None:
    answer = browser.post(PATH, json={"text": SECRET})
    assert "set-cookie" not in answer.headers
    told = capsys.readouterr()
    assert "/api/goi-y" in told.out
    assert "Bí Mật" not in told.out + told.err
    assert desk.heard == []


def test_words_in_an_address_are_not_taken(browser: TestClient) -> None:
    assert browser.get(f"{PATH}?text=nuôi").status_code == 405


def test_who_asks_too_often_is_offered_nothing_until_later(browser: TestClient, clock: list[datetime]) -> None:
    typed = {"text": "nuôi chó"}
    for _ in range(A_MINUTE):
        assert browser.post(PATH, json=typed).json()["suggestions"]
    limited = browser.post(PATH, json=typed)
    assert (limited.status_code, limited.json()) == (200, {"suggestions": []})
    clock[0] += timedelta(minutes=1)
    assert browser.post(PATH, json=typed).json()["suggestions"]


def test_too_much_is_refused_and_a_foreign_page_may_not_ask(browser: TestClient) -> None:
    assert browser.post(PATH, json={"text": "a" * (LONGEST_TYPED + 1)}).status_code == 422
    foreign = browser.post(PATH, json={"text": "nuôi"}, headers={"Origin": "https://elsewhere.example"})
    assert foreign.status_code == 403
