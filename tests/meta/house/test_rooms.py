"""README shows the rooms of the source as they say themselves what they are, and counts what ships."""

from __future__ import annotations

import ast
import re

from tests.library import starter
from tests.paths import ROOT
from tests.presence import found

README = (ROOT / "README.md").read_text(encoding="utf-8")
ROOM = re.compile(r"^\| `((?:knowledge|indexer|bot)/[a-z/]*)` \| (.+) \|$", re.MULTILINE)
DEEPER = frozenset({"bot/answers/rules/", "bot/channels/mail/", "bot/channels/telegram/", "bot/channels/web/"})
"""Rooms within rooms that are shown too."""


def test_every_room_is_shown_with_its_own_first_line() -> None:
    shown = dict(ROOM.findall(README))
    for room, line in shown.items():
        text = found(ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text(encoding="utf-8"))))
        assert line == text.splitlines()[0]
    rooms = {f"{path.parent.relative_to(ROOT)}/" for top in ("knowledge", "indexer", "bot") for path in (ROOT / top).glob("*/__init__.py")}
    assert set(shown) == rooms | {"knowledge/", "indexer/", "bot/"} | DEEPER


def test_what_ships_is_counted() -> None:
    library = starter()
    guides = [record for record in library.procedures.values() if record.guide]
    quick = [each for record in guides for each in record.quick]
    assert f"{len(guides)} thủ tục viết bằng lời dễ hiểu" in README, f"README: now {len(guides)} thủ tục viết bằng lời dễ hiểu"
    assert f"{len(library.faq)} mục hỏi – đáp" in README, f"README: now {len(library.faq)} mục hỏi – đáp"
    assert thousands(README, "câu hỏi nhanh") <= len(quick)
    assert thousands(README, "cách gọi") <= sum(map(len, library.aliases.values()))


def thousands(text: str, what: str) -> int:
    """The number before `what`: "hơn 5.300 câu hỏi nhanh" is 5300."""
    return int(found(re.search(rf"hơn ([\d.]+) {what}", text))[1].replace(".", ""))
