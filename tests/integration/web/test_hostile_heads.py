"""The public pages and a request whose head or encoding no browser sends: refused in words, with the headers of every page."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Engine

from bot.http.content_type import LONGEST
from bot.http.heads import LARGEST_HEAD
from indexer.ranking.search import Index
from tests.petition_site import GOOD, URL, PetitionSite

FIELD = b"a" * 32_000 + b"-" + b"a" * 28_000
FORM = b'--x\r\nContent-Disposition: form-data; name="noi-dung"\r\n\r\n' + FIELD + b"\r\n--x--\r\n"


@pytest.fixture
def browser(engine: Engine, small_index: Index, tmp_path: Path) -> TestClient:
    site = PetitionSite(engine, small_index, tmp_path, hears_danger=True)
    return TestClient(site.app, base_url=URL, raise_server_exceptions=False, follow_redirects=False)


def is_told(response: Response, status: HTTPStatus) -> bool:
    return response.status_code == status and "Content-Security-Policy" in response.headers and "không đọc được" in response.text


@pytest.mark.timeout(30)
@pytest.mark.parametrize("path", ["/kien-nghi/gui", "/kien-nghi/gui/xem-lai", "/theo-doi/viec", "/api/chat", "/", "/quan-tri/tin-bai"])
def test_no_form_is_read_in_an_encoding_that_is_no_alphabet(browser: TestClient, path: str) -> None:
    for charset in ("punycode", "idna", "utf-7", "rot13"):
        kind = f"multipart/form-data; boundary=x; charset={charset}"
        assert is_told(browser.post(path, content=FORM, headers={"content-type": kind}), HTTPStatus.UNSUPPORTED_MEDIA_TYPE)


@pytest.mark.parametrize("path", ["/kien-nghi/gui", "/theo-doi/viec"])
def test_nor_one_that_names_it_in_a_field(browser: TestClient, path: str) -> None:
    files = {name: (None, value) for name, value in {**GOOD, "_charset_": "windows-1258"}.items()}
    assert browser.post(path, files=files).status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.timeout(30)
@pytest.mark.parametrize("path", ["/kien-nghi/gui", "/api/chat", "/quan-tri/"])
def test_no_long_head_is_read(browser: TestClient, path: str) -> None:
    kind = 'multipart/form-data; a="' + ";" * LONGEST
    assert is_told(browser.post(path, content=b"x", headers={"content-type": kind}), HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    cookie = 'mot_cua="' + '\\"' * LARGEST_HEAD + '"'
    assert is_told(browser.get(path, headers={"cookie": cookie}), HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)


def test_the_many_cookies_of_a_portal_shut_nobody_out(browser: TestClient) -> None:
    browser.get("/kien-nghi/gui")
    kept = browser.cookies["__Host-mot_cua"]
    portal = "; ".join(f'p{number}="{"a" * 1_000}"' for number in range(9))
    answer = browser.post("/api/chat", json={"text": "xin chào", "action": ""}, headers={"cookie": f"{portal}; __Host-mot_cua={kept}"})
    assert answer.status_code == HTTPStatus.OK
    assert "set-cookie" not in answer.headers or kept in answer.headers["set-cookie"]
