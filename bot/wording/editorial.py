"""What is said to followers about following, and to staff about the calendar and about campaigns."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from bot.announcements.rules.calendar import MonthStatus
from bot.announcements.rules.campaign import CampaignState
from bot.announcements.rules.followers import Frequency, Topic
from bot.announcements.rules.outcomes import AnnouncementRefusal
from bot.wording.section import WordingSection
from knowledge.records.post import AudienceKind


class FollowerWords(WordingSection):
    """To citizens. `some_office` stands where the office has not said its name."""

    consent: str
    some_office: str
    agree: str
    decline: str
    declined: str
    welcome: str
    settings: str
    every_topic: str
    anywhere: str
    choose_topics: str
    choose_place: str
    choose_kind: str
    choose_pace: str
    leave: str
    done: str
    topics_question: str
    chosen: str
    place_question: str
    place_any: str
    place_set: str
    place_unclear: str
    crowded: str
    kind_question: str
    pace_question: str
    fewer: str
    left: str
    not_following: str
    again: str
    slower: dict[Frequency, str]
    paces: dict[Frequency, str]
    kinds: dict[AudienceKind, str]
    topics: dict[Topic, str]
    gone: str
    link: str
    hotline: str

    @model_validator(mode="after")
    def _names_all(self) -> Self:
        if missing := (set(Topic) - set(self.topics)) | (set(Frequency) - set(self.paces)):
            raise ValueError(f"thiếu {', '.join(sorted(missing))}")
        return self


class EditorialWords(WordingSection):
    """To staff."""

    staff_only: str
    calendar: str
    calendar_line: str
    no_post: str
    month: str
    month_open: str
    month_due: str
    standings: dict[MonthStatus, str]
    see: str
    approve: str
    approve_at_once: str
    approved_one: str
    approved: str
    edit_title: str
    edit_summary: str
    edit_body: str
    postpone: str
    usual_hour: str
    skip: str
    unskip: str
    earlier: str
    later: str
    other_post: str
    back: str
    type_title: str
    type_summary: str
    type_body: str
    changed: str
    faulty: str
    postponed: str
    skipped: str
    unskipped: str
    swapped: str
    chosen: str
    which_post: str
    draft_ready: str
    reminder: str
    reminder_empty: str
    refusals: dict[AnnouncementRefusal, str]
    news: str
    news_line: str
    new: str
    type_new: str
    too_short: str
    campaign: str
    campaign_states: dict[CampaignState, str]
    everybody: str
    chosen_only: str
    urgent: str
    important: str
    dry_run: str
    choose_audience: str
    audience_question: str
    make_important: str
    make_ordinary: str
    make_urgent: str
    starts: str
    tomorrow: str
    at_once: str
    type_reason: str
    test: str
    tested: str
    drop: str
    pause: str
    resume: str
    stop: str
    refresh: str
    progress: str
    progress_stopped: str
    report: str
    touches: dict[str, str]
    touch_call: str
    confirm_asked: str
    dropped: str

    @model_validator(mode="after")
    def _names_all(self) -> Self:
        if (
            missing := (set(MonthStatus) - set(self.standings))
            | (set(CampaignState) - set(self.campaign_states))
            | (set(AnnouncementRefusal) - set(self.refusals))
        ):
            raise ValueError(f"thiếu {', '.join(sorted(missing))}")
        return self
