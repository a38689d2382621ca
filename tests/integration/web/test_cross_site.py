"""A page of another site can neither act as a visitor of ours nor replace or delete the cookie by which we know them."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from bot.channels.web.chat_api import cookie_of
from bot.channels.web.pages import Site
from bot.console.access import ACCESS, PREFIX
from bot.http.csrf import form_token, is_form_token
from indexer.ranking.search import Index
from tests.office import TestOffice
from tests.petition_site import URL, PetitionSite
from tests.support.web_client import WebClient

FOREIGN = (
    {"Sec-Fetch-Site": "cross-site", "Origin": "https://xau.example", "Sec-Fetch-Dest": "document"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://xau.example"},
    {"Origin": "null"},
)
OWN: tuple[dict[str, str], ...] = (
    {"Sec-Fetch-Site": "same-origin", "Origin": URL},
    {"Sec-Fetch-Site": "none"},
    {"Origin": URL},
    {},
)
COOKIE = cookie_of(Site(URL))


@pytest.fixture
def site(engine: Engine, small_index: Index, tmp_path: Path) -> PetitionSite:
    return PetitionSite(engine, small_index, tmp_path)


def browser(site: PetitionSite) -> TestClient:
    return WebClient(site.app, base_url=URL, raise_server_exceptions=False, follow_redirects=False)


def changing(site: PetitionSite) -> list[str]:
    """Every address of the public pages that takes a form or a message, from the routes themselves."""
    paths = set()
    for included in site.app.routes:
        for route in getattr(getattr(included, "original_router", None), "routes", [included]):
            if "POST" in (getattr(route, "methods", None) or ()):
                paths.add(str(getattr(route, "path", "")))
    return sorted(paths)


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_foreign_page_changes_nothing_and_gets_no_cookie(site: PetitionSite, headers: dict[str, str]) -> None:
    paths = changing(site)
    assert {"/", "/api/chat", "/api/inbox", "/bat-dau-lai", "/khung", "/kien-nghi/gui", "/theo-doi/viec"} <= set(paths)
    client = browser(site)
    for path in paths:
        answer = client.post(path, data={"text": "nuôi chó"}, headers=headers)
        assert (answer.status_code, answer.headers.get("set-cookie")) == (403, None), path
    assert site.heard == []


def test_a_foreign_page_cannot_make_a_visitor_forget_who_they_are(site: PetitionSite) -> None:
    client = browser(site)
    client.post("/", data={"text": "nuôi chó"})
    before = client.cookies[COOKIE]
    client.post("/bat-dau-lai", headers=FOREIGN[0])
    client.cookies.delete(COOKIE)  # SameSite=Lax: the browser keeps it from the foreign page's request
    client.post("/", data={"text": "nuôi chó"}, headers=FOREIGN[0])
    assert COOKIE not in client.cookies
    client.cookies.set(COOKIE, before)
    assert client.post("/", data={"text": "nuôi chó"}).status_code == 200
    assert len({incoming.chat for incoming in site.heard}) == 1


@pytest.mark.parametrize("headers", [{**FOREIGN[0], "Sec-Fetch-Dest": dest} for dest in ("image", "iframe", "empty")], ids=str)
def test_what_a_foreign_page_embeds_gets_no_cookie(site: PetitionSite, headers: dict[str, str]) -> None:
    assert "set-cookie" not in browser(site).get("/kien-nghi/gui", headers=headers).headers


def test_who_follows_a_link_from_elsewhere_is_known_from_then_on(site: PetitionSite) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate"}
    assert COOKIE in browser(site).get("/kien-nghi/gui", headers=headers).headers["set-cookie"]


@pytest.mark.parametrize("headers", OWN, ids=str)
def test_our_own_pages_and_programs_are_served(site: PetitionSite, headers: dict[str, str]) -> None:
    answer = browser(site).post("/", data={"text": "nuôi chó"}, headers=headers)
    assert (answer.status_code, COOKIE in answer.headers["set-cookie"]) == (200, True)
    assert browser(site).post("/api/chat", json={"text": "nuôi chó"}, headers=headers).status_code == 200


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_the_console_takes_no_form_from_elsewhere(engine: Engine, small_index: Index, tmp_path: Path, headers: dict[str, str]) -> None:
    client = TestOffice(engine, small_index, tmp_path).client()
    for method, path in ACCESS:
        if method == "POST" and "{" not in path:
            answer = client.post(PREFIX + path, data={}, headers=headers)
            assert answer.status_code in (303, 403), path  # not logged in, or not ours
            assert "set-cookie" not in answer.headers, path


def test_a_token_is_one_forms_and_one_visitors() -> None:
    assert is_form_token(form_token(b"key", "a"), b"key", "a")
    for wrong in ("", form_token(b"key", "b"), form_token(b"other", "a"), "é", "\ud800"):
        assert not is_form_token(wrong, b"key", "a")
