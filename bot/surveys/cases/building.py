"""A survey is made, opened, closed: who may do what with it is decided here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.people.staff import Role, Staff
from bot.plans.denied import Denied
from bot.plans.task import Due, ProofKind
from bot.surveys.rules.numbers import LONGEST_ASKED, LONGEST_SURVEY, PAPERS_WITHIN
from bot.surveys.rules.survey import (
    ServiceFactor,
    Survey,
    SurveyDraft,
    SurveyFault,
    SurveyPlace,
    SurveyPlaceKind,
    SurveyQuestion,
    SurveyQuestionKind,
    SurveyState,
    faults_of,
)
from bot.surveys.store.ballots import BallotBox
from bot.surveys.store.drafts import SurveyDrafts
from bot.surveys.store.surveys import SurveyBook
from bot.wording.surveys import SurveyTemplateWords

LEADING = frozenset({Role.LEADER, Role.ADMIN})
FIRST_DAYS = timedelta(days=30)  # of a new survey, until somebody says otherwise
FARTHEST = timedelta(days=3 * LONGEST_SURVEY)  # from today, of a day in a draft: what is farther is a mistyped year
BEGUN_WITHIN = timedelta(hours=1)  # a form in a chat that nobody went on with is gone after that
SYSTEM = "system"

Prove = Callable[[int, ProofKind, str, Staff, datetime], Due | Denied]
"""Give proof of a plan's task in its period: as `Tracker.prove`."""


class SurveyRefusal(StrEnum):
    """Why something was not done with a survey; each has a sentence in the wording."""

    NOT_YOURS = "not_yours"
    NOT_THERE = "not_there"
    NOT_DRAFT = "not_draft"
    NOT_OPEN = "not_open"
    NO_UNIT = "no_unit"
    TYPED_BEFORE = "typed_before"
    NO_BATCH = "no_batch"
    FAULTY = "faulty"
    UNLIKELY = "unlikely"
    TOO_MANY = "too_many"
    PAPERS_FULL = "papers_full"
    NOT_WHOLE = "not_whole"  # a pile whose forms are not all known, or whose survey is over


@dataclass(frozen=True, slots=True)
class SurveyBuilding:
    """`units`: the numbers of the office's units with their names; `prove`: gives proof of a plan's task."""

    book: SurveyBook
    ballots: BallotBox
    drafts: SurveyDrafts
    units: Callable[[], dict[int, str]]
    prove_task: Prove
    template: SurveyTemplateWords
    zone: ZoneInfo

    def make(self, title: str, by: Staff, at: datetime) -> int | SurveyRefusal:
        """A draft with the questions on the five factors; its number."""
        if not may_build(by):
            return SurveyRefusal.NOT_YOURS
        if not 0 < len(title.strip()) <= LONGEST_ASKED:
            return SurveyRefusal.UNLIKELY
        today = self.day(at)
        draft = SurveyDraft(title, self.template.about, today, today + FIRST_DAYS, self.five_factors(), after_petitions=True)
        number = self.book.make(draft, by.actor, at)
        places = [(SurveyPlaceKind.UNIT, name, unit, "") for unit, name in self.units().items()]
        self.book.add_places(number, places, by.actor, at)
        return number

    def five_factors(self) -> tuple[SurveyQuestion, ...]:
        """The questions that an office begins with."""
        scale = SurveyQuestionKind.SCALE
        scored = tuple(SurveyQuestion(text, scale, factor) for factor in ServiceFactor for text in self.template.factors[factor])
        reason = SurveyQuestion(self.template.reason, SurveyQuestionKind.CHOICE, None, self.template.reasons)
        return (*scored, reason, SurveyQuestion(self.template.words, SurveyQuestionKind.TEXT))

    def save(self, survey: int, draft: SurveyDraft, by: Staff, at: datetime) -> SurveyRefusal | None:
        """Other words for a draft; it may be unfinished, but no longer than what is ever shown, nor of another century."""
        if not may_build(by):
            return SurveyRefusal.NOT_YOURS
        if len(draft.title) > LONGEST_ASKED or not all(abs(day - self.day(at)) <= FARTHEST for day in (draft.opens, draft.closes)):
            return SurveyRefusal.UNLIKELY
        return None if self.book.save(survey, draft, by.actor, at) else SurveyRefusal.NOT_DRAFT

    def erase(self, survey: int, by: Staff, at: datetime) -> SurveyRefusal | None:
        if not may_build(by):
            return SurveyRefusal.NOT_YOURS
        return None if self.book.erase(survey, by.actor, at) else SurveyRefusal.NOT_DRAFT

    def open(self, survey: int, by: Staff, at: datetime) -> SurveyRefusal | Sequence[SurveyFault] | None:
        """It is answered from its first day on; what is wrong with it, where something is."""
        found = self.book.get(survey)
        if not may_build(by):
            return SurveyRefusal.NOT_YOURS
        if found is None or found.state is not SurveyState.DRAFT:
            return SurveyRefusal.NOT_DRAFT
        if faults := [*faults_of(found.draft), *self._no_place(survey), *self._days_gone(found, at)]:
            return faults
        return None if self.book.open(survey, by.actor, at) else SurveyRefusal.NOT_DRAFT

    def close(self, survey: int, by: Staff, at: datetime) -> SurveyRefusal | None:
        """For good."""
        if not may_build(by):
            return SurveyRefusal.NOT_YOURS
        return None if self.book.close(survey, by.actor, at) else SurveyRefusal.NOT_OPEN

    def add_place(
        self, survey: int, kind: SurveyPlaceKind, name: str, unit: int, procedure: str, by: Staff, at: datetime
    ) -> SurveyRefusal | None:
        """A counter, a unit or a procedure with a link of its own; until the survey closes."""
        if not may_build(by):
            return SurveyRefusal.NOT_YOURS
        if unit not in self.units() or not (name or procedure):
            return SurveyRefusal.NO_UNIT
        added = self.book.add_places(survey, [(kind, name or procedure, unit, procedure)], by.actor, at)
        return None if added else SurveyRefusal.TOO_MANY

    def drop_place(self, survey: int, code: str, by: Staff, at: datetime) -> SurveyRefusal | None:
        if not may_build(by):
            return SurveyRefusal.NOT_YOURS
        return None if self.book.drop_place(survey, code, by.actor, at) else SurveyRefusal.NOT_DRAFT

    def prove(self, survey: int, due: int, proof: str, by: Staff, at: datetime) -> SurveyRefusal | Denied | None:
        """The survey is the proof of a plan's task; who may prove it, the plans decide."""
        found = self.book.get(survey)
        if found is None or found.state is SurveyState.DRAFT:
            return SurveyRefusal.NOT_OPEN
        done = self.prove_task(due, ProofKind.NOTE, proof, by, at)
        if isinstance(done, Denied):
            return done
        self.book.prove(survey, due, by.actor, at)
        return None

    def places(self, survey: int, by: Staff) -> tuple[SurveyPlace, ...]:
        """Those whose cards and paper forms `by` may have in hand: an officer their unit's."""
        return tuple(place for place in self.book.places(survey) if may_build(by) or place.unit == by.unit)

    def work(self, at: datetime) -> None:
        """The job of every hour: what is over closes, what was begun and left goes, what came is mixed."""
        today = self.day(at)
        for survey in self.book.over(today - timedelta(days=PAPERS_WITHIN)):
            self.book.close(survey, SYSTEM, at)
        self.drafts.purge(at - BEGUN_WITHIN)
        self.ballots.mix(today)

    def day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def _no_place(self, survey: int) -> Sequence[SurveyFault]:
        return () if self.book.places(survey) else (SurveyFault.NO_PLACE,)

    def _days_gone(self, found: Survey, at: datetime) -> Sequence[SurveyFault]:
        today = self.day(at)
        gone = (SurveyFault.DAYS,) if found.draft.opens <= found.draft.closes < today else ()
        return (*gone, *([SurveyFault.YEARS] if (found.draft.opens - today).days > LONGEST_SURVEY else []))


def may_build(staff: Staff) -> bool:
    """Leaders and admins make surveys and see the whole office; an officer sees their unit."""
    return staff.is_active and staff.role in LEADING


def ordered(draft: SurveyDraft, places: Sequence[int]) -> SurveyDraft:
    """With its questions by these numbers; the first of equal ones stays before."""
    pairs = sorted(zip(places, range(len(draft.questions)), strict=True))
    return replace(draft, questions=tuple(draft.questions[number] for _, number in pairs))
