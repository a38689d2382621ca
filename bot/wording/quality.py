"""What `quality` writes: the head of docs/quality.md, its tables, and the place for what people checked by hand."""

from __future__ import annotations

from bot.wording.section import WordingSection
from knowledge.records.procedure import Origin


class QualityWords(WordingSection):
    title: str
    content: str
    how: str
    sets_head: str
    absent: str
    figures_title: str
    figures_head: str
    whole: str
    history_title: str
    history_head: str
    by_hand: str
    written: str
    kinds: dict[str, str]
    sources: dict[Origin, str]
    spellings: dict[str, str]
