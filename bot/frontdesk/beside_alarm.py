"""A danger at home that is told beside a question about papers: the number first, then the papers.

"Chồng em đánh em, giờ em muốn làm lại bhyt" asks about a card, and whoever says so is in danger all the same. Only what lasts counts here:
who was robbed or had a fire and asks about papers tells what is over.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from bot.answers.rules.danger import Alarm
from bot.wording.menu import AfterAlarmWords
from indexer.language import spaced

LASTING = frozenset({"bi_danh", "tu_hai", "xam_hai_tre_em", "hiep_dam", "mua_ban_nguoi", "tong_tien"})
"""Dangers (dangers.yaml) that go on behind a question about papers: who beats will beat again, who means to die has not said when."""
LONGEST = 40
"""Syllables; a longer story is read as a whole."""
KEPT = 64
"""Messages: those that are being answered in all threads of a process."""
_CLAUSE = re.compile(
    r"[,.;!?…\n]+|\s+(?=(?:giờ|gio|bây giờ|bay gio|nay|mà|nên|nen|rồi|với lại)\s+(?:em|tôi|toi|tui|con|cháu|mình|chị|muốn|muon|cần|can)\b)"
)


@dataclass(frozen=True, slots=True)
class DangerBeside:
    """The danger, and what was said besides."""

    alarm: Alarm
    rest: str


class BesideAlarm:
    """`hears`: the danger that a text tells of."""

    def __init__(self, hears: Callable[[str], Alarm | None], words: AfterAlarmWords) -> None:
        self._hears = hears
        self._over = tuple(map(spaced, words.over))
        self._asks = tuple(map(spaced, words.asks))
        self.heard = lru_cache(KEPT)(self._heard)  # the desk asks, then the window that answers

    def _heard(self, text: str) -> DangerBeside | None:
        """The danger that goes on beside what `text` asks; None where there is none, or all of the text tells of it."""
        clauses = [clause.strip() for clause in _CLAUSE.split(text) if clause and clause.strip()]
        said = spaced(text)
        if len(clauses) < 2 or len(said.split()) > LONGEST or any(phrase in said for phrase in self._over):
            return None
        asking = [clause for clause in clauses if any(phrase in spaced(clause) for phrase in self._asks)]
        alarms = (self._hears(clause) for clause in clauses if asking and clause not in asking)
        alarm = next((alarm for alarm in alarms if alarm and alarm.danger.name in LASTING), None)
        return DangerBeside(alarm, ", ".join(asking)) if alarm and self._hears(text) is None else None

    def alarm(self, text: str) -> Alarm | None:
        """The danger of `text`, told alone or beside something."""
        beside = self.heard(text)
        return beside.alarm if beside else self._hears(text)
