"""Where the repository and its tests stand, for tests that read their files: no test counts the folders above itself."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent
