"""What waits for each of the staff, counted from every room, for the menu of the console; a part of the composition root."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.announcements.rules.campaign import APPROVERS, CampaignState
from bot.announcements.store.campaigns import CampaignBook
from bot.answers.store.lessons import Lessons
from bot.answers.store.questions import Questions
from bot.people.staff import Staff
from bot.people.workplace.notice_store import NoticeBook
from bot.petitions.cases.desk import OfficerDesk
from bot.plans.tracker import Tracker

ASKED_WITHIN = timedelta(days=30)  # as the page of questions and the dashboard count


@dataclass(frozen=True, slots=True)
class WaitingCounts:
    """Each figure is counted by the room that keeps it, and is the one that its page shows."""

    desk: OfficerDesk
    questions: Questions
    lessons: Lessons
    campaigns: CampaignBook
    tracker: Tracker
    notices: NoticeBook

    def of(self, staff: Staff, at: datetime) -> Mapping[str, int]:
        """What they have or must sign; what they may approve; what their unit owes; what they have not read."""
        (mine, to_sign), signs = self.desk.owed_by(staff), staff.role in APPROVERS
        return {
            "board": mine + (to_sign if signs else 0),
            "questions": self.questions.owed(at - ASKED_WITHIN),
            "learned": self.lessons.waiting(at) if signs else 0,
            "campaigns": self._to_let_out(staff) if signs else 0,
            "tasks": len(self.tracker.owed(staff, at)),
            "notices": self.notices.unread(staff.id),
        }

    def _to_let_out(self, staff: Staff) -> int:
        """Not those that they have approved and that wait for another."""
        return sum(staff.id not in found.approvals for found in self.campaigns.in_states({CampaignState.PROPOSED}))
