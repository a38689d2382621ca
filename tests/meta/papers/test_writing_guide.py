"""docs/bai-viet.md tells all that a post may hold, and nothing besides."""

from __future__ import annotations

import re

from knowledge.loading import authored
from knowledge.records.post import AskBot, AudienceKind, Blank, CallHotline, FilePetition, Motif, OpenLink, Post
from knowledge.texts import markdown
from tests.paths import ROOT

GUIDE = (ROOT / "docs" / "bai-viet.md").read_text(encoding="utf-8")


def named(between: str) -> set[str]:
    return set(re.findall(r"`([a-z_]+)`", between))


def test_every_blank_is_told() -> None:
    table = GUIDE[GUIDE.index("| chỗ điền |") : GUIDE.index("## Viết cho ai")]
    assert named(table) == set(Blank)


def test_every_motif_and_audience_is_told() -> None:
    assert named(GUIDE[GUIDE.index("Hình trên ảnh bìa (`motif`):") : GUIDE.index("## Thân bài")]) - {"motif"} == set(Motif)
    assert all(kind in GUIDE for kind in AudienceKind)


def test_the_example_is_a_post() -> None:
    example = GUIDE[GUIDE.index("---\nmonth") : GUIDE.index("---\n```") + 4]
    page = markdown.parse("posts/vi-du.md", f"{example}\nChữ.\n")
    assert isinstance(page, markdown.Page)
    assert [type(item) for item in authored.post(page)] == [Post]


def test_every_kind_of_call_is_shown() -> None:
    assert set(re.findall(r"\{kind: (\w+)", GUIDE)) == {
        kind.model_fields["kind"].default for kind in (OpenLink, AskBot, FilePetition, CallHotline)
    }
