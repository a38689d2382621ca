"""docs/noi-dung.md says what is so: its example is read as written, and every file of words that it names is there."""

from __future__ import annotations

import re
from pathlib import Path

from knowledge import authored, markdown
from knowledge.library import STARTER
from knowledge.markdown import Page
from knowledge.procedure import Procedure
from tests.presence import as_a, found

GUIDE = (Path(__file__).parents[2] / "docs" / "noi-dung.md").read_text(encoding="utf-8")


def test_the_example_is_read_as_a_card() -> None:
    example = found(re.search(r"```markdown\n(.+?)```", GUIDE, re.DOTALL))[1]
    page = as_a(Page, markdown.parse("thu.md", f'---\ncode: "9.000001"\nname: Thử\n---\nTóm tắt.\n\n{example}'))
    (record,) = authored.card(page)
    assert isinstance(record, Procedure)
    assert found(record.deadlines).lines
    assert record.quick[0].answer.startswith("Được.")


def test_every_file_of_words_is_named_and_every_named_file_is_there() -> None:
    named = set(re.findall(r"`([a-z]+\.(?:yaml|tsv|txt))`", GUIDE))
    there = {path.name for path in STARTER.iterdir() if path.is_file()}
    assert named <= there
    assert there - named == {"units.yaml", "hotlines.yaml"}  # facts, no words
