"""docs/noi-dung.md says what is so: its example is read as written, and every file of words that it names is there."""

from __future__ import annotations

import re

from knowledge.cues.vocabulary import TermKind
from knowledge.loading import authored
from knowledge.loading.library import STARTER
from knowledge.records.faq import FaqEntry
from knowledge.records.procedure import Procedure
from knowledge.texts import markdown
from knowledge.texts.markdown import Page
from tests.paths import ROOT
from tests.presence import as_a, found

OFFICES_OWN = frozenset({"communes.tsv"})
"""Files that only an office brings: the starter content has none of them."""

GUIDE = (ROOT / "docs" / "noi-dung.md").read_text(encoding="utf-8")


def test_the_example_is_read_as_a_card() -> None:
    example = found(re.search(r"```markdown\n(.+?)```", GUIDE, re.DOTALL))[1]
    page = as_a(Page, markdown.parse("thu.md", f'---\ncode: "9.000001"\nname: Thử\n---\nTóm tắt.\n\n{example}'))
    (record,) = authored.card(page)
    assert isinstance(record, Procedure)
    assert found(record.deadlines).lines
    assert record.quick[0].answer.startswith("Được.")


def test_every_file_of_words_is_named_and_every_named_file_is_there() -> None:
    named = set(re.findall(r"`([a-z_]+\.(?:yaml|tsv|txt))`", GUIDE))
    there = {path.name for path in STARTER.iterdir() if path.is_file()}
    assert named == there | OFFICES_OWN
    assert not there & OFFICES_OWN


def test_every_folder_of_content_is_named() -> None:
    assert {path.name for path in STARTER.iterdir() if path.is_dir()} <= set(re.findall(r"`([a-z]+)/[^`]*`", GUIDE))


def test_the_keys_of_a_procedure_and_the_page_of_questions_are_read_as_shown() -> None:
    front = found(re.search(r"```yaml\n(---\n.+?---\n)```", GUIDE, re.DOTALL))[1]
    page = as_a(Page, markdown.parse("procedures/thu.md", f"{front}Tóm tắt."))
    (record,) = authored.card(page)
    assert isinstance(record, Procedure)
    assert set(page.front) == authored.CARD_KEYS
    shown = as_a(Page, markdown.parse("faq/thu.md", found(re.search(r"```text\n(---\n.+?)```", GUIDE, re.DOTALL))[1]))
    (entry,) = authored.faq(shown)
    assert isinstance(entry, FaqEntry)
    assert set(shown.front) == authored.FAQ_KEYS


def test_every_kind_of_term_is_explained() -> None:
    told = GUIDE[GUIDE.index("Loại trong `terms.tsv`") :]
    assert [kind for kind in TermKind if f"`{kind}`" not in told] == []
