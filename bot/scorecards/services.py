"""The room of index cards put together over one migrated database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine

from bot.frontdesk.feature import FeatureParts
from bot.scorecards.cases.card_desk import ScorecardDesk
from bot.scorecards.cases.card_hall import ScorecardHall
from bot.scorecards.rules.hearing import ScorecardQuestions
from bot.scorecards.rules.telling import ScorecardTeller
from bot.scorecards.store.cards import CardHand, ScorecardBook
from bot.scorecards.windows.cards import ScorecardWindow
from indexer.language import fold, tokens


@dataclass(frozen=True, slots=True)
class Scorecards:
    """Everything about index cards of one office."""

    desk: ScorecardDesk
    hall: ScorecardHall
    window: ScorecardWindow


def scorecard_room(engine: Engine, parts: FeatureParts, one_hand: CardHand, is_alarming: Callable[[str], bool]) -> Scorecards:
    """`one_hand`: as announcements ask it; `is_alarming`: whether a text tells of danger or of wrongdoing."""
    words, book = parts.words.scorecards, ScorecardBook(engine, one_hand)
    made: dict[int, ScorecardQuestions] = {}

    def names() -> dict[str, str]:
        """Every name of a province, also of one that merged, → as it is called: figures before 1 July 2025 are of the former ones."""
        known = parts.index().lexicon.units.provinces
        own = {each.name: each.name for each in known} | {also: each.name for each in known for also in each.also}
        return {former: former for each in known for former in each.former} | own

    def called(typed: str) -> str:
        wanted = _folded(typed)
        return next((name for other, name in names().items() if wanted and _folded(other) == wanted), "")

    def questions() -> ScorecardQuestions:
        """Of the index in use: made anew when another is published."""
        units = parts.index().lexicon.units
        if id(units) not in made:
            made.clear()
            made[id(units)] = ScorecardQuestions(words.asked.names, words.asked.figures, words.asked.around, names())
        return made[id(units)]

    teller = ScorecardTeller(words)
    hall = ScorecardHall(book, teller, questions, lambda: called(parts.settings.province) or parts.settings.province)
    window = ScorecardWindow(words, hall, parts.settings.public_url.rstrip("/"), is_alarming)
    return Scorecards(ScorecardDesk(book, called, parts.zone), hall, window)


def _folded(text: str) -> str:
    """ "Tỉnh Nghệ An" and "nghe an" are one."""
    said = [fold(each) for each in tokens(text)]
    heads = (["tinh"], ["thanh", "pho"], ["tp"])
    return " ".join(next((said[len(head) :] for head in heads if said[: len(head)] == head and len(said) > len(head)), said))
