"""Counts what happened in the other rooms between two times, for the month's post and the periodic reports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.announcements.rules.campaign import AT_WORK, OVER
from bot.announcements.store.campaigns import CampaignBook
from bot.announcements.store.followers import FollowerBook
from bot.answers.store.questions import Questions
from bot.outbox.store import Counters
from bot.petitions.rules.listing import PetitionCounts
from bot.petitions.services import PetitionServices
from bot.plans.report import Activity
from bot.surveys.store.submitted_forms import SubmittedForms


class ActivityReport:
    """Each figure is counted by the room that keeps it."""

    def __init__(
        self,
        petitions: PetitionServices,
        questions: Questions,
        campaigns: CampaignBook,
        followers: FollowerBook,
        counters: Counters,
        submitted: SubmittedForms,
        bulletins: Callable[[datetime, datetime], tuple[int, int, int]] = lambda *_: (0, 0, 0),
        dialogues: Callable[[datetime, datetime], tuple[int, int, int]] = lambda *_: (0, 0, 0),
    ) -> None:
        """`bulletins`: how many notices were let out between two times; of these planned stops; of these too late.
        `dialogues`: how many events took place; their questions; of these answered."""
        self._bulletins = bulletins
        self._dialogues = dialogues
        self._submitted = submitted
        self._petitions = petitions
        self._questions = questions
        self._campaigns = campaigns
        self._followers = followers
        self._counters = counters

    def received(self, begins: datetime, ends: datetime) -> tuple[int, int, int]:
        """Petitions received from `begins` to `ends`; of these answered, and answered on time."""
        counts = self._counts(begins, ends)
        return counts.received, counts.answered, counts.on_time

    def _counts(self, begins: datetime, ends: datetime) -> PetitionCounts:
        return self._petitions.stores.figures.counts(self._petitions.office.workdays(), None, begins, ends)

    def happened(self, begins: datetime, ends: datetime) -> Activity:
        """Everything that a report tells of that time."""
        counts = self._counts(begins, ends)
        forms, surveys = self._submitted.between(begins, ends)
        notices, outages, outages_late = self._bulletins(begins, ends)
        dialogues, dialogue_questions, dialogue_answers = self._dialogues(begins, ends)
        sent = [found for found in self._campaigns.in_states(AT_WORK | OVER) if found.started and begins <= found.started < ends]
        return Activity(
            campaigns=[(found.id, self._counters.progress(found.id).sent) for found in sent],
            followers=self._followers.count(),
            received=counts.received,
            answered=counts.answered,
            on_time=counts.on_time,
            withdrawn=counts.withdrawn,
            open=counts.open,
            late=counts.late,
            questions=sum(self._questions.counts(begins, ends).values()),
            surveys=surveys,
            forms=forms,
            bulletins=notices,
            outages=outages,
            outages_late=outages_late,
            dialogues=dialogues,
            dialogue_questions=dialogue_questions,
            dialogue_answers=dialogue_answers,
        )
