"""Ctrl-C while the program is still being read in ends it quietly."""

from __future__ import annotations

import os
import sys
from types import ModuleType

import pytest

from bot import __main__ as entrance
from bot.runtime import gc_tuning
from knowledge.terminal import STOPPED


class ReadingIn(ModuleType):
    """A module during whose reading somebody presses Ctrl-C."""

    def __getattr__(self, name: str) -> object:
        raise KeyboardInterrupt


def test_who_stops_it_while_it_starts_reads_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bot.commands", ReadingIn("bot.commands"))
    monkeypatch.setattr(gc_tuning, "collect_seldom", lambda: None)
    monkeypatch.setattr(os, "umask", lambda mask: mask)
    assert entrance.main(["serve"]) == STOPPED
