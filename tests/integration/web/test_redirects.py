"""No redirect of either web room leads to a host that the request names, however it is asked."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from starlette.routing import BaseRoute

from bot.console.access import PREFIX
from bot.http.redirects import kept_here
from bot.wiring.console import beside
from indexer.ranking.search import Index
from tests.office import TestOffice
from tests.petition_site import PetitionSite
from tests.support.web_client import WebClient

EVIL = "evil.example"
SITE = "https://xa.example/mot-cua"


@pytest.fixture
def both(empty_engine: Engine, engine: Engine, small_index: Index, tmp_path: Path) -> FastAPI:
    web, office = PetitionSite(engine, small_index, tmp_path / "web"), TestOffice(engine, small_index, tmp_path / "console")
    return beside(web.app, office.console)


def paths(routes: list[BaseRoute], before: str = "") -> list[str]:
    """Every route's path, its parameters filled."""
    found = []
    for route in routes:
        path = before + getattr(route, "path", "")
        below = getattr(route, "routes", None)
        found += paths(below, path) if below else [path]
    return [path.replace("{number:int}", "1").replace("{name:path}", "a").replace("{", "").replace("}", "") for path in found]


def test_no_route_sends_a_browser_to_the_host_that_was_claimed(both: FastAPI) -> None:
    known = paths(both.routes)
    assert len(known) > 80
    assert any(path.startswith(PREFIX) for path in known)
    browser = WebClient(both, base_url="https://testserver", raise_server_exceptions=False, follow_redirects=False)
    redirects = 0
    asked = [each for path in known for each in (path, f"{path}/", f"/{path}/", path.rstrip("/"), f"//{EVIL}{path}/")]
    for path in dict.fromkeys(asked):
        for header in ("Host", "X-Forwarded-Host"):
            answer = browser.get(f"https://testserver{path}", headers={header: EVIL})
            if location := answer.headers.get("location"):
                redirects += 1
                assert urlsplit(location).netloc == "", (path, location)
                assert not location.startswith(("//", "/\\")), (path, location)
    assert redirects > 40, "the walk saw no redirects"


@pytest.mark.parametrize(
    ("location", "kept"),
    [
        (f"http://{EVIL}/thu-tuc/1?a=b", "/mot-cua/thu-tuc/1?a=b"),
        (f"http://xa.example//{EVIL}/", f"/mot-cua/{EVIL}/"),
        ("https://xa.example/mot-cua/a", "https://xa.example/mot-cua/a"),
        ("http://xa.example/mot-cua/a", "/mot-cua/mot-cua/a"),
        ("/mot-cua/kien-nghi?x=1", "/mot-cua/kien-nghi?x=1"),
        (f"//{EVIL}/a", "/mot-cua/a"),
        (f"/\\{EVIL}/a", f"/{EVIL}/a"),
        (f"https:{EVIL}", f"/{EVIL}"),
        ("javascript:alert(1)", "/alert(1)"),
    ],
)
def test_where_a_redirect_may_lead(location: str, kept: str) -> None:
    assert kept_here(location, SITE) == kept
