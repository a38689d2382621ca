"""What a command logs in one test is nothing to the next: the log goes where it went before."""

from __future__ import annotations

import logging
import sys

import pytest
import structlog

from bot.runtime.logs import start_logging


def test_a_command_sets_the_log_up_for_itself() -> None:
    start_logging("DEBUG", is_json=True, to=sys.stderr)
    assert structlog.is_configured()


def test_the_next_test_logs_as_before(capsys: pytest.CaptureFixture[str]) -> None:
    assert not structlog.is_configured()
    assert not [handler for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler]
    structlog.get_logger("bot.x").info("told")
    assert "told" in capsys.readouterr().out
