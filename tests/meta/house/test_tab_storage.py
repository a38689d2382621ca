"""Whatever the console's scripts keep in a browser's tab is known here: each key, and that its script clears it on logging out."""

from __future__ import annotations

import re

from bot.console.views import STATIC_FOLDER

KEYS = {"console.js": {"KEY": "mot-cua-bang"}, "keeping.js": {"STORE": "mot-cua-chua-gui"}}
"""Of each script: the constants that name what it keeps. A new one needs a line in tests/e2e/console/test_console.py too."""


def test_every_key_is_known_belongs_to_somebody_and_is_cleared_on_logging_out() -> None:
    used = {}
    for file in sorted(STATIC_FOLDER.glob("*.js")):
        script = file.read_text(encoding="utf-8")
        assert "localStorage" not in script, f"{file.name}: it outlives the tab"
        names = set(re.findall(r"sessionStorage\.(?:set|get|remove)Item\((.*?)[,)]", script))
        if names:
            used[file.name] = {name: value for name in names for value in re.findall(rf'\b{re.escape(name)} = "([\w-]+)"', script)}
            assert set(used[file.name]) == names, f"{file.name}: each key is a constant"
            assert all(f"removeItem({name})" in script for name in names), file.name
            assert "dang-xuat" in script, f"{file.name} does not hear that somebody logs out"
            assert re.search(r"\bwho !== who\b", script), f"{file.name} does not look whose it is"
        assert len(re.findall(r"sessionStorage\.", script)) == len(re.findall(r"sessionStorage\.(?:set|get|remove)Item\(", script)), (
            file.name
        )
    assert used == KEYS
