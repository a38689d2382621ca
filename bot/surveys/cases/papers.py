"""Paper forms are typed in, a pile at a time: all of it or nothing, and no pile twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.people.staff import Staff
from bot.surveys.cases.building import SurveyRefusal, may_build
from bot.surveys.rules.numbers import MOST_PAPERS
from bot.surveys.rules.paper import PaperLine, read_papers
from bot.surveys.store.ballots import BallotBox, Cast
from bot.surveys.store.piles import PaperPile, PileBook
from bot.surveys.store.surveys import SurveyBook

LONGEST_BATCH = 40  # characters of a pile's name
REFUSED = {Cast.FULL: SurveyRefusal.PAPERS_FULL, Cast.SPENT: SurveyRefusal.TYPED_BEFORE, Cast.CLOSED: SurveyRefusal.NOT_OPEN}


@dataclass(frozen=True, slots=True)
class FaultyPapers:
    """The lines that are no form, each with why."""

    lines: tuple[PaperLine, ...]


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """For those of the unit, for leaders and admins of every unit."""

    book: SurveyBook
    ballots: BallotBox
    piles: PileBook
    zone: ZoneInfo

    def of(self, survey: int, by: Staff) -> tuple[PaperPile, ...]:
        """The piles that `by` may take back: their own, a leader's and an admin's all."""
        return tuple(pile for pile in self.piles.of(survey) if may_build(by) or (by.is_active and pile.staff == by.id))

    def take_back(self, survey: int, name: str, by: Staff, at: datetime) -> SurveyRefusal | None:
        """A pile that was typed in wrongly counts no more, and may be typed in anew."""
        if name not in {pile.name for pile in self.of(survey, by)}:
            return SurveyRefusal.NOT_THERE
        return None if self.piles.take_back(survey, name, by.actor, at) else SurveyRefusal.NOT_WHOLE

    def enter(self, survey: int, code: str, batch: str, typed: str, by: Staff, at: datetime) -> int | FaultyPapers | SurveyRefusal:
        """How many forms were counted."""
        found, place = self.book.get(survey), self.book.place(code)
        if found is None or place is None or place.survey != survey:
            return SurveyRefusal.NOT_THERE
        if not (may_build(by) or (by.is_active and place.unit == by.unit)):
            return SurveyRefusal.NOT_YOURS
        lines = read_papers(found.questions, typed)
        if faulty := tuple(line for line in lines if line.form is None):
            return FaultyPapers(faulty)
        if not batch or len(batch) > LONGEST_BATCH or not lines:
            return SurveyRefusal.NO_BATCH
        if len(lines) > MOST_PAPERS:
            return SurveyRefusal.TOO_MANY
        forms = [line.form for line in lines if line.form]
        done = self.ballots.enter(place, batch, forms, by.id, at.astimezone(self.zone).date(), at)
        return REFUSED.get(done) or len(forms)
