"""What `ablate` prints over its table."""

from __future__ import annotations

from bot.wording.section import WordingSection


class AblationWords(WordingSection):
    title: str
    head: str
