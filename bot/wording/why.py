"""What `bot ask --why` says of a decision."""

from __future__ import annotations

from bot.wording.section import WordingSection


class WhyWords(WordingSection):
    rule: str
    kind: str
    spelled: str
    content: str
    thread: str
    own: str
    after: str
    candidate: str
    meant: str
    quick: str
    name: str
    nothing: str
    alone: str
