"""deploy/nginx.conf and deploy/Caddyfile let through what the program takes, and nothing that is the machine's own."""

from __future__ import annotations

import re

import pytest

from bot.channels.web.uploads import LARGEST_FORM
from bot.http.heads import LARGEST_HEAD
from bot.server.connection import HEAD_WITHIN
from tests.paths import ROOT

DEPLOY = ROOT / "deploy"
MEGABYTE = 1024 * 1024


@pytest.mark.parametrize(("file", "setting"), [("nginx.conf", "client_max_body_size"), ("Caddyfile", "max_size")])
def test_the_largest_form_comes_through(file: str, setting: str) -> None:
    found = re.search(rf"^\s*{setting}\s+(\d+)[Mm]", (DEPLOY / file).read_text("utf-8"), re.MULTILINE)
    assert found
    assert LARGEST_FORM <= int(found[1]) * MEGABYTE <= 2 * LARGEST_FORM


@pytest.mark.parametrize(("file", "setting"), [("nginx.conf", "client_header_timeout"), ("Caddyfile", "read_header")])
def test_a_slow_head_has_no_more_time_there_than_here(file: str, setting: str) -> None:
    found = re.search(rf"^\s*{setting}\s+(\d+)s", (DEPLOY / file).read_text("utf-8"), re.MULTILINE)
    assert found
    assert int(found[1]) <= HEAD_WITHIN


@pytest.mark.parametrize(
    ("file", "setting"),
    [
        ("nginx.conf", r"large_client_header_buffers\s+(?P<count>\d+)\s+(?P<size>\d+)k;"),
        ("Caddyfile", r"max_header_size\s+(?P<size>\d+)KB"),
    ],
)
def test_a_head_is_bounded_there_as_here(file: str, setting: str) -> None:
    found = re.search(rf"^\s*{setting}", (DEPLOY / file).read_text("utf-8"), re.MULTILINE)
    assert found
    assert int(found.groupdict().get("count", 1)) * int(found["size"]) * 1024 == LARGEST_HEAD


@pytest.mark.parametrize("file", ["nginx.conf", "Caddyfile"])
def test_the_figures_stay_inside(file: str) -> None:
    lines = [line for line in (DEPLOY / file).read_text("utf-8").splitlines() if not line.strip().startswith("#")]
    assert any("/metrics" in line for line in lines)
    assert any("/readyz" in line for line in lines)


def test_the_citizens_address_is_handed_on() -> None:
    assert "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;" in (DEPLOY / "nginx.conf").read_text("utf-8")
