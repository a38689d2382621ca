"""The details of the audit trail are told in the words of the office, whatever the code calls them."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from zoneinfo import ZoneInfo

import pytest

from bot.console.trail_details import TrailDetails
from bot.console.views import Names
from bot.database.tables import tables_of_a_chat
from bot.people.staff import Role, Staff, Unit
from tests.paths import ROOT
from tests.petitions import WORDS

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NAMES = Names({2: Staff(2, "Lê Thị Cúc", Role.OFFICER, 3, None)}, {3: Unit(3, "Phòng Kinh tế")}, WORDS)


def moment(at: datetime | None) -> str:
    return at.astimezone(HANOI).strftime("%d/%m/%Y %H:%M") if at else ""


def told(**detail: object) -> str:
    return TrailDetails(NAMES, moment).told(json.dumps(detail))


@pytest.mark.parametrize(
    ("detail", "sentence"),
    [
        (
            {"from": "drafted", "to": "answered", "version": 6, "unit": 3, "officer": 2},
            "Trạng thái: Chờ duyệt câu trả lời → Đã trả lời; Lần ghi: 6; Đơn vị: Phòng Kinh tế; Cán bộ: Lê Thị Cúc",
        ),
        ({"from": "in_progress", "to": "in_progress", "officer": None}, "Trạng thái: Đang giải quyết"),
        ({"from": "", "to": "received", "via": "dien_thoai"}, "Trạng thái: Đã tiếp nhận; Hình thức tiếp nhận: Điện thoại"),
        (
            {"from": "2026-11-20T10:00:00+00:00", "to": "2026-11-21T10:00:00+00:00", "day": "2026-11-20"},
            "Hạn: 20/11/2026 17:00 → 21/11/2026 17:00; Ngày: 20/11/2026",
        ),
        ({"from": {"role": "officer"}, "to": {"role": "leader"}}, "Vai trò: Cán bộ → Lãnh đạo"),
        ({"audience": {"topics": ["thue"], "places": [], "kinds": ["can_bo"]}}, "Người nhận: Chủ đề: Thuế, Đối tượng: cán bộ, công chức"),
        ({"is_off": True, "name": "Nghỉ bù"}, "Là ngày nghỉ: Có; Tên: Nghỉ bù"),
        ({"with": 202612}, "Với tháng: 12/2026"),
        ({}, ""),
    ],
)
def test_a_detail_is_told_in_vietnamese(detail: dict[str, object], sentence: str) -> None:
    assert told(**detail) == sentence


def test_what_nobody_named_stands_as_it_was_written() -> None:
    assert told(mystery="x") == "mystery: x"


def literal_details() -> Iterator[str]:
    """The keys of every detail that is written out where the trail is written."""
    for file in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("record", "note", "_note"):
                for detail in (each for each in node.args if isinstance(each, ast.Dict)):
                    yield from (key.value for key in detail.keys if isinstance(key, ast.Constant) and isinstance(key.value, str))


def test_every_detail_that_the_house_writes_has_its_name() -> None:
    of_fields = ("from", "to", "is_off", "name", "role", "unit", "needs_approval", "is_coordinator", "confirmed", "via", "restored")
    of_chats = (table.name for table in tables_of_a_chat())
    written = set(chain(literal_details(), of_fields, of_chats))
    assert len(written) > 40, "they are still found where they are written"
    assert written - set(WORDS.console.trail.details) == set()
