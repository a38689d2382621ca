"""What a start waits for: libraries that only some deployments or some pages need are not among it."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.paths import ROOT

LATER = ("telegram", "httpx", "aiohttp", "openpyxl", "docx", "holidays", "alembic", "underthesea")


def test_a_start_does_not_wait_for_what_it_may_never_need() -> None:
    listed = f"import sys, bot.commands; print([name for name in {LATER} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", listed], env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == "[]"
