"""The alarm stands at every place that takes a citizen's words: the places are found from the routes and the commands themselves."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Engine

from indexer.ranking.search import Index
from tests.petition_site import GOOD, URL, Citizen, PetitionSite

DANGER = "Cháy nhà tôi rồi cứu với, lửa cháy to quá"
CALL = "114"
MACHINES = ("/api/openapi.json", "/healthz", "/readyz", "/metrics", "/static", "/widget.js", "/khung.js")


WORDLESS = {"/api/inbox"}  # hands letters out; what is sent to it is not read


@pytest.fixture
def site(engine: Engine, small_index: Index, tmp_path: Path) -> PetitionSite:
    return PetitionSite(engine, small_index, tmp_path, hears_danger=True)


def browser(site: PetitionSite) -> TestClient:
    return TestClient(site.app, base_url=URL, raise_server_exceptions=False, follow_redirects=False)


def routes(site: PetitionSite, method: str) -> Iterator[str]:
    """Every address of the public pages that answers `method`, from the routes themselves."""
    for included in site.app.routes:
        for route in getattr(getattr(included, "original_router", None), "routes", [included]):
            path = str(getattr(route, "path", ""))
            if method in (getattr(route, "methods", None) or ()) and not path.startswith(MACHINES):
                yield path.replace("{code}", "1.001193").replace("{number}", "1")


def told(response: Response) -> str:
    return html.unescape(response.text)


def calls(text: str) -> bool:
    """Whether the number stands there as one, and not among the signs of a seal."""
    return bool(re.search(rf"\b{CALL}\b", text))


def is_read_by_people(response: Response) -> bool:
    return str(response.headers.get("content-type", "")).startswith(("text/html", "application/json"))


def test_every_address_that_takes_a_form_or_a_message_hears_danger(site: PetitionSite) -> None:
    paths = sorted(set(routes(site, "POST")) - WORDLESS)
    assert {"/", "/api/chat", "/khung", "/kien-nghi/gui", "/kien-nghi/gui/xem-lai", "/theo-doi/viec"} <= set(paths)
    sent = (
        {"data": {"noi": DANGER}},
        {"files": {"bat-ky": (None, DANGER), "anh": ("a.jpg", b"x" * 100)}},
        {"json": {"text": DANGER}},
        {"json": {"text": DANGER, "la": 1}},
        {"data": {"text": DANGER}, "headers": {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}},
        {"data": {"text": DANGER, "x": "a" * 70_000}},
        {"content": f'{{"text": "{DANGER}", "x": "{"a" * 70_000}'.encode(), "headers": {"Content-Type": "application/json"}},
    )
    for path in paths:
        for each in sent:
            response = browser(site).post(path, **each)
            assert calls(told(response)), (path, response.status_code, list(each))
            assert response.status_code not in (302, 303, 307), "a redirect says nothing"


@pytest.mark.parametrize("path", ["/kien-nghi/gui", "/theo-doi/viec"])
@pytest.mark.parametrize("is_ours", [True, False])
def test_words_behind_large_pictures_and_many_fields_are_heard_too(site: PetitionSite, path: str, is_ours: bool) -> None:
    visitor = site.citizen()
    seal = {"phieu": visitor.seal("/kien-nghi/gui")} if is_ours else {}
    many = {f"x{number}": (None, "đèn đường hỏng") for number in range(30)}
    for before in ({"anh": ("a.jpg", b"x" * 300_000)}, many):
        response = visitor.client.post(
            path, files={**before, **{name: (None, value) for name, value in seal.items()}, "noi-dung": (None, DANGER)}
        )
        assert calls(told(response)), (path, response.status_code)
        assert response.status_code not in (302, 303, 307), "a redirect says nothing"
        calm = visitor.client.post(path, files={**before, "noi-dung": (None, "đèn đường hỏng")})
        assert not calls(told(calm)), "what was heard is forgotten with its request"


def test_every_page_hears_what_was_typed_into_its_search(site: PetitionSite) -> None:
    paths = sorted(set(routes(site, "GET")))
    assert {"/kien-nghi", "/theo-doi"} <= set(paths)
    for path in paths:
        response = browser(site).get(path, params={"ma": DANGER, "tim": DANGER})
        if is_read_by_people(response) and not path.startswith("/api/"):
            assert calls(told(response)), (path, response.status_code)
        assert not calls(told(browser(site).get(path, params={"ma": "đèn đường hỏng"}))), path


def test_who_is_told_to_wait_still_reads_the_number(site: PetitionSite) -> None:
    client = browser(site)
    statuses = []
    for _ in range(40):
        response = client.post("/api/chat", json={"text": DANGER})
        statuses.append(response.status_code)
        assert calls(told(response))
    assert 429 in statuses
    assert calls(told(client.post("/", data={"text": DANGER})))


@pytest.mark.parametrize("field", ["noi-dung", "noi", "ten", "dia-chi"])
def test_a_whole_form_says_it_on_its_next_page_whatever_field_it_stands_in(site: PetitionSite, field: str) -> None:
    an: Citizen = site.citizen()
    an.fill(**{field: DANGER})
    assert calls(told(an.get("/kien-nghi/gui/xem-lai")))


def test_a_supplement_that_tells_of_danger_is_kept_and_answered_by_the_number(site: PetitionSite) -> None:
    an = site.citizen()
    file = site.filed(an, **{"noi-dung": GOOD["noi-dung"]})
    page = f"/theo-doi/{file.petition.code}"
    shown = told(an.get(page))
    version = shown.split('name="ban" value="')[1].split('"')[0]
    sent = {"phieu": an.seal(page), "ma": file.petition.code, "ban": version, "viec": "bo-sung", "noi-dung": DANGER}
    answered = an.client.post("/theo-doi/viec", data=sent)
    assert (answered.status_code, calls(told(answered))) == (200, True)
    assert f"{page}?xong=added" in told(answered)
    assert DANGER in told(an.get(page))
