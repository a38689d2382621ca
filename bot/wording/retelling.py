"""What is said about an answer that was just given."""

from __future__ import annotations

from bot.wording.section import WordingSection


class RetellingWords(WordingSection):
    """Shorter, clearer, sure, wrong; and what is asked where nothing was answered before."""

    more: str
    unclear: str
    sure: str
    wrong: str
    wrong_among: str
    which: str
