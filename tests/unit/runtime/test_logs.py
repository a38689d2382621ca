"""What reaches the log, and what never does."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.runtime.logs import start_logging

TOKEN = "7712345678:AAHfiqksKZ8WmR2zSjiQ7_v4TMAKdiHm9T0"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What is logged, as JSON; afterwards the process logs as before."""
    root, handlers, level = logging.getLogger(), logging.getLogger().handlers[:], logging.getLogger().level
    told = io.StringIO()
    start_logging("INFO", is_json=True, secrets=["khoa-bi-mat", ""], to=told)
    yield told
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)
    structlog.reset_defaults()


def lines(log: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_ours_and_every_librarys_lines_look_alike(log: io.StringIO) -> None:
    structlog.get_logger("bot.x").info("index replaced", records=17)
    logging.getLogger("a.library").info("Started %s", "server")
    ours, theirs = lines(log)
    assert {"event": "index replaced", "records": 17, "level": "info", "logger": "bot.x"}.items() <= ours.items()
    assert {"event": "Started server", "level": "info", "logger": "a.library"}.items() <= theirs.items()


def test_below_the_level_nothing_is_told_and_libraries_that_tell_each_step_are_quiet(log: io.StringIO) -> None:
    structlog.get_logger("bot.x").debug("step")
    logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org")
    logging.getLogger("apscheduler.executors").info("job")
    assert lines(log) == []


@pytest.mark.parametrize(
    "said",
    [
        f"POST https://api.telegram.org/bot{TOKEN}/sendMessage",
        "could not connect to postgresql+psycopg://an:mat-khau-9@may/ten",
        "signed with khoa-bi-mat",
    ],
)
def test_secrets_are_blotted_out_wherever_they_stand(log: io.StringIO, said: str) -> None:
    structlog.get_logger("bot.x").info(said, again=said)
    logging.getLogger("x").error("failed: %s", said, exc_info=RuntimeError(said))
    assert len(lines(log)) == 2
    assert not any(secret in log.getvalue() for secret in (TOKEN, "mat-khau-9", "khoa-bi-mat"))


def test_text_for_people_holds_the_same(log: io.StringIO) -> None:
    start_logging("INFO", is_json=False, to=log)
    structlog.get_logger("bot.x").info("request", route="/", status=200)
    assert "request" in log.getvalue()
    assert "route=/" in log.getvalue()
    assert "\x1b" not in log.getvalue(), "colours are noise in a file"


FORGED = 'đèn hỏng\n2026-03-02T09:00:00Z [info] staff.logged_in user=admin\r\n{"event": "ok"}\x1b[2J\u2028\x85'


@pytest.mark.parametrize("is_json", [True, False])
def test_what_somebody_writes_makes_no_line_of_its_own(log: io.StringIO, *, is_json: bool) -> None:
    start_logging("INFO", is_json=is_json, to=log)
    structlog.get_logger("bot.x").warning("refused", text=FORGED, address=FORGED)
    logging.getLogger("a.library").warning("refused %s", FORGED)
    told = log.getvalue()
    assert told.count("\n") == 2, "one line of each event"
    assert not set(told) & set("\r\x1b\x85\u2028"), "nothing that a terminal or a reader of lines takes for the end of one"
