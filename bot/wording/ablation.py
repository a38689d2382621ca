"""What `ablate` prints over its table."""

from __future__ import annotations

from bot.wording.section import Section


class AblationWords(Section):
    title: str
    head: str
