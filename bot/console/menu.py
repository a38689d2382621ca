"""The menu beside every page: five groups, and by what waits for whoever is logged in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.console.access import may_open
from bot.people.staff import Role, Staff

GROUPS: Mapping[str, Mapping[str, str]] = {
    "petitions": {"board": "/", "dictation": "/nhap-ho", "figures": "/tong-quan", "templates": "/mau-tra-loi", "absences": "/nghi"},
    "knowledge": {"questions": "/cau-hoi", "learned": "/hoi-dap", "changes": "/bien-dong", "imports": "/tai-lieu"},
    "outreach": {
        "news": "/tin-bai",
        "months": "/lich-bai",
        "campaigns": "/dot-gui",
        "rounds": "/dan-hoi",
        "surveys": "/khao-sat",
        "bulletins": "/bao-tin",
        "dialogues": "/doi-thoai",
        "scorecards": "/chi-so",
        "official": "/kenh",
    },
    "planning": {"tasks": "/ke-hoach", "reports": "/bao-cao"},
    "office": {"office": "/lich", "people": "/nhan-su", "trail": "/nhat-ky"},
    "own": {"notices": "/thong-bao", "account": "/tai-khoan"},
}

Waiting = Callable[[Staff, datetime], Mapping[str, int]]
"""What waits for somebody: the name of an entry → how many; those that are left out have nothing."""


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """`count`: what waits there for whoever sees the menu."""

    name: str
    path: str
    count: int


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """Some entries under one heading; none is empty."""

    name: str
    entries: Sequence[MenuEntry]

    @property
    def count(self) -> int:
        return sum(entry.count for entry in self.entries)


def menu_of(role: Role, counts: Mapping[str, int]) -> Sequence[MenuGroup]:
    """What somebody of `role` may open."""
    groups = [
        MenuGroup(group, [MenuEntry(name, path, counts.get(name, 0)) for name, path in paths.items() if may_open(role, "GET", path)])
        for group, paths in GROUPS.items()
    ]
    return [group for group in groups if group.entries]
