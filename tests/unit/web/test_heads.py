"""The head of a request: what no browser sends is refused before anything reads it, and of the cookies ours alone are handed on."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import anyio
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from bot.http.content_type import LONGEST, boundary_of, is_ours, kind_of
from bot.http.heads import LARGEST_COOKIES, LARGEST_HEAD, Heads

TOKEN = "aB3_-x.0123456789abcdef"
HUGE = 64 * 1024


def asked(headers: dict[str, str] | list[tuple[str, str]], query: str = "") -> tuple[int, dict[str, str]]:
    """The status, and the cookies that the application found."""
    status, found = 0, {}

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        found.update(Request(scope).cookies)
        await PlainTextResponse("")(scope, receive, send)

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        nonlocal status
        status = message.get("status", status)

    pairs = headers.items() if isinstance(headers, dict) else headers
    raw = [(name.encode(), value.encode("latin-1")) for name, value in pairs]
    scope: dict[str, Any] = {"type": "http", "method": "GET", "path": "/", "query_string": query.encode(), "headers": raw}
    anyio.run(Heads(app, lambda _, status: PlainTextResponse("", status)), scope, receive, send)
    return status, found


@pytest.mark.parametrize("name", ["mot_cua", "__Host-mot_cua", "__Secure-mot_cua", "mot_cua_can_bo", "mot_cua_da_ghi"])
def test_our_cookies_are_handed_on_and_those_of_others_are_not(name: str) -> None:
    cookies = f'portal="a\\"b"; {name}={TOKEN};theme=dark'
    assert asked({"cookie": cookies}) == (HTTPStatus.OK, {name: TOKEN})


@pytest.mark.parametrize("value", ['"' + '\\"' * 2_000 + '"', '"a"', "a b", "é", f'{TOKEN}"'])
def test_a_quoted_cookie_is_none_of_ours_and_reaches_no_parser(value: str) -> None:
    assert asked({"cookie": f"mot_cua={value}; mot_cua_can_bo={TOKEN}"}) == (HTTPStatus.OK, {"mot_cua_can_bo": TOKEN})


def test_cookies_in_several_headers_are_read_together() -> None:
    assert asked([("cookie", "mot_cua=a"), ("cookie", "mot_cua_can_bo=b")])[1] == {"mot_cua": "a", "mot_cua_can_bo": "b"}


def test_more_cookies_of_our_name_than_we_give_out_are_none() -> None:
    flood = "; ".join(f"mot_cua{number}={'a' * 100}" for number in range(LARGEST_COOKIES // 100))
    assert asked({"cookie": flood}) == (HTTPStatus.OK, {})


def test_a_head_that_is_too_long_is_refused_wherever_its_length_is() -> None:
    just = LARGEST_HEAD - len("x-a")
    assert asked({"x-a": "a" * just})[0] == HTTPStatus.OK
    assert asked({"x-a": "a" * (just + 1)})[0] == HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
    assert asked({}, query="a" * (LARGEST_HEAD + 1))[0] == HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
    assert asked({f"x-{number}": "a" * 1_000 for number in range(20)})[0] == HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE


@pytest.mark.parametrize(
    "kind",
    [
        "application/json",
        "application/json; charset=utf-8",
        "application/x-www-form-urlencoded; charset=UTF-8",
        'multipart/form-data; charset="utf8"; boundary=x',
        "multipart/form-data; boundary=----WebKitFormBoundaryAbC123",
    ],
)
def test_what_browsers_send_is_read(kind: str) -> None:
    assert asked({"content-type": kind})[0] == HTTPStatus.OK


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data; boundary=x; charset=punycode",
        "multipart/form-data; charset=utf-8; charset=punycode; boundary=x",
        'multipart/form-data; CHARSET = "idna"; boundary=x',
        "multipart/form-data; charset*=utf-8''punycode; boundary=x",
        "multipart/form-data; charset; boundary=x",
        "application/json; charset=utf-7",
        "text/plain; charset=utf-8x",
        "a/b; " + "c" * LONGEST,
        'multipart/form-data; a="' + ";" * LONGEST,
    ],
)
def test_no_other_encoding_and_no_longer_type_is_read(kind: str) -> None:
    assert not is_ours(kind)
    assert asked({"content-type": kind})[0] == HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    assert asked([("content-type", "text/plain"), ("content-type", kind)])[0] == HTTPStatus.UNSUPPORTED_MEDIA_TYPE


@pytest.mark.parametrize(
    ("kind", "boundary"),
    [
        ("multipart/form-data; boundary=----kfr", "----kfr"),
        ('Multipart/Form-Data;charset=utf-8;BOUNDARY="a b;c"', "a b;c"),
        ("multipart/form-data; boundary=a ; charset=utf-8", "a"),
        ("multipart/form-data; boundary=", ""),
        ("multipart/form-data", ""),
        ("multipart/form-data; boundary=" + "a" * 201, ""),
    ],
)
def test_the_boundary_is_found(kind: str, boundary: str) -> None:
    assert kind_of(kind) == "multipart/form-data"
    assert boundary_of(kind) == boundary


@pytest.mark.timeout(10)
@pytest.mark.parametrize("piece", [";", "; ", ";boundary=", '"', 'boundary="', " ", "charset=utf-8", "charset "])
def test_no_content_type_takes_long(piece: str) -> None:
    kind = 'multipart/form-data; a="' + (piece * HUGE)[:HUGE]
    assert not is_ours(kind)
    assert len(kind_of(kind)) < LONGEST
    assert len(boundary_of(kind)) < LONGEST
