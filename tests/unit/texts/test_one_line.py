"""What is told as one line among others cannot be entered as two, nor turn the direction of what stands behind it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from bot.bulletins.rules.bulletin import BulletinDraft, BulletinKind
from bot.dialogues.rules.dialogue import DialogueDraft, DialogueKind
from bot.official.rules.channel import OfficialDraft, OfficialKind
from bot.scorecards.rules.scorecard import ScorecardDraft, ScorecardKind
from bot.text.invisible import in_one_line

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
LATER = NOON + timedelta(hours=2)
EVIL = "Quầy nghỉ\r\n\u2028THÔNG BÁO KHẨN: gọi\u202e 0911222333\u200b"
TOLD = "Quầy nghỉ THÔNG BÁO KHẨN: gọi 0911222333"


def test_line_ends_and_what_nobody_sees_go() -> None:
    assert in_one_line(EVIL) == TOLD
    assert in_one_line("  hai\tchữ ") == "hai chữ"


@pytest.mark.parametrize(
    ("draft", "names"),
    [
        (BulletinDraft(next(iter(BulletinKind)), EVIL, EVIL, NOON, LATER, NOON, place=EVIL), ("title", "place")),
        (DialogueDraft(next(iter(DialogueKind)), EVIL, NOON, LATER, EVIL, EVIL, 1, about=EVIL), ("title", "place", "host")),
        (ScorecardDraft(next(iter(ScorecardKind)), 2025, EVIL, Decimal(1), EVIL), ("province", "source")),
        (OfficialDraft(OfficialKind.PHONE, EVIL, EVIL, EVIL, EVIL, date(2026, 3, 2)), ("value", "holder", "purpose", "source")),
    ],
)
def test_a_name_or_a_title_is_one_line(draft: object, names: tuple[str, ...]) -> None:
    assert {getattr(draft, name) for name in names} == {TOLD}


def test_a_text_keeps_its_lines() -> None:
    assert "\n" in BulletinDraft(next(iter(BulletinKind)), "a", "một\nhai", NOON, LATER, NOON).text
