"""Starlette's test client over an event loop that lives as long as the run: its own begins a thread and a loop with every request."""

from __future__ import annotations

from contextlib import ExitStack
from functools import cache
from typing import Any

from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi.testclient import TestClient

KEPT = ExitStack()  # closed at the end of the run, by conftest


class WebClient(TestClient):
    """Calls the application as a server does: every request in the one loop."""

    def __init__(self, *told: Any, **more: Any) -> None:
        super().__init__(*told, **more)
        self.portal = _portal()


@cache
def _portal() -> BlockingPortal:
    return KEPT.enter_context(start_blocking_portal())
