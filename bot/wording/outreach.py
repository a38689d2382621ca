"""What the pages of staff say about articles, the calendar, campaigns, plans, reports and rounds."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from bot.announcements.formats.export import Export
from bot.announcements.rules.outcomes import Unfit
from bot.wording.section import WordingSection
from knowledge.records.post import AudienceKind, Motif


class NewsPageWords(WordingSection):
    title: str
    about: str
    new: str
    empty: str
    draft: str
    published: str
    made: str
    edit: str
    edit_title: str
    new_title: str
    for_month: str
    void: str
    faults: str
    look: str
    look_about: str
    look_faults: str
    erase: str
    erase_about: str
    name: str
    author: str
    summary: str
    body: str
    body_about: str
    marks: str
    cover: str
    cover_about: str
    keeps_cover: str
    motif: str
    calls: str
    calls_about: str
    call: str
    call_kind: str
    call_label: str
    call_value: str
    call_kinds: dict[str, str]
    topics: str
    audience: str
    audiences: dict[AudienceKind, str]
    motifs: dict[Motif, str]
    count: str
    keep: str
    back: str
    preview: str
    light: str
    dark: str
    files: str
    exports: dict[Export, str]
    send: str
    send_about: str
    campaign: str
    month: str
    on_site: str
    unfit: dict[Unfit, str]

    @model_validator(mode="after")
    def _names_all(self) -> Self:
        known = ((Unfit, self.unfit), (Export, self.exports), (Motif, self.motifs), (AudienceKind, self.audiences))
        if missing := {str(each) for kind, words in known for each in kind if each not in words}:
            raise ValueError(f"thiếu {', '.join(sorted(missing))}")
        return self


class MonthPageWords(WordingSection):
    title: str
    about: str
    month: str
    article: str
    leaves: str
    standing: str
    approvals: str
    approved_by: str
    open: str
    none: str
    heading: str
    no_draft: str
    approve: str
    approve_about: str
    hour_past: str
    send_at_once: str
    edit: str
    write: str
    postpone: str
    day: str
    hour: str
    usual: str
    skip: str
    unskip: str
    swap: str
    swap_with: str
    choose: str
    post: str
    over: str
    campaign: str
    back: str


class CampaignPageWords(WordingSection):
    title: str
    about: str
    number: str
    article: str
    state: str
    audience: str
    sent: str
    made: str
    empty: str
    heading: str
    reached: str
    capped: str
    slow: str
    inactive: str
    dry_run: str
    dry_about: str
    queued: str
    waiting: str
    delivered: str
    blocked: str
    failed: str
    withdrawn: str
    progress: str
    stopped: str
    stopped_about: str
    touches: str
    no_touches: str
    refreshes: str
    choose: str
    choose_about: str
    topics: str
    kinds: str
    places: str
    other_place: str
    important: str
    urgent: str
    reason: str
    aim: str
    approvals: str
    approve_timed: str
    starts: str
    time: str
    time_about: str
    day: str
    hour: str
    set_time: str
    approve_about: str
    list: str
    lists: dict[str, str]
    csv: str
    chat: str
    at: str
    why: str
    masked: str
    back: str
    see: str


class TaskPageWords(WordingSection):
    title: str
    about: str
    year: str
    view: str
    views: dict[str, str]
    unit: str
    no: str
    task: str
    result: str
    when: str
    due: str
    done: str
    proof: str
    late: str
    open: str
    lead: str
    empty: str
    red: str
    red_none: str
    red_about: str
    red_units: str
    posts: str
    posts_about: str
    post_title: str
    post_link: str
    post_add: str
    no_link: str
    lacking: str
    heading: str
    prove: str
    proof_about: str
    file: str
    article: str
    no_article: str
    text: str
    keep: str
    plan: str
    done_by: str
    not_yours: str
    follow_title: str
    follow_about: str
    follow: str
    tasks: str
    begins: str
    begins_about: str
    followed: str
    add_title: str
    when_example: str
    unfollow: str
    unfollow_sure: str
    change: str
    change_about: str
    drop: str
    drop_sure: str
    no_plans: str
    mapping: str
    mapping_about: str
    as_written: str
    ours: str
    not_ours: str
    back: str


class ReportPageWords(WordingSection):
    title: str
    about: str
    span: str
    year: str
    docx: str
    xlsx: str
    figure: str
    value: str
    source: str
    as_of: str
    not_begun: str
    not_come: str
    partly: str


class RoundPageWords(WordingSection):
    title: str
    about: str
    none: str
    theme: str
    before: str
    following: str
    heading: str
    until: str
    open_title: str
    question: str
    votes: str
    stage: str
    unit: str
    empty: str
    answer: str
    given: str
    assign: str
    publish_about: str
    article: str


class OutreachWords(WordingSection):
    """The whole of `[outreach]`."""

    news: NewsPageWords
    months: MonthPageWords
    campaigns: CampaignPageWords
    tasks: TaskPageWords
    reports: ReportPageWords
    rounds: RoundPageWords
