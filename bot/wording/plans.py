"""What is said about plans, their tasks and reports, and in the rounds of questions."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from bot.participation.round import RoundRefusal
from bot.plans.denied import Denied
from bot.plans.report import Measure, ReportHeading, ReportSpan
from bot.plans.task import ProofKind
from bot.wording.section import WordingSection


class ReportWords(WordingSection):
    """The report on paper; `figures`: the sentence in the table of sources, `queries`: where the number is found again."""

    nation: str
    motto: str
    number: str
    place_date: str
    title: str
    subjects: dict[ReportSpan, str]
    spans: dict[ReportSpan, str]
    opening: str
    opening_no_plan: str
    since: str
    headings: dict[ReportHeading, str]
    by_hand: str
    tasks_told: str
    elsewhere: str
    overdue_told: str
    posts_told: str
    posts_begun: str
    campaigns_told: str
    petitions_told: str
    timely_told: str
    questions_told: str
    surveys_told: str
    bulletins_told: str
    dialogues_told: str
    nothing_overdue: str
    late_petitions: str
    answered_late: str
    overdue_item: str
    proposal: str
    closing: str
    receivers: str
    receiver_lines: tuple[str, ...]
    signer: tuple[str, ...]
    signer_committee: tuple[str, ...]
    committees: tuple[str, ...]
    """How the name of a people's committee begins."""
    communes: tuple[str, ...]
    """What stands before the name of a commune."""
    stamp: str
    appendix_tasks: str
    appendix_posts: str
    appendix_sources: str
    task_columns: tuple[str, ...]
    post_unit: str
    post_total: str
    source_columns: tuple[str, ...]
    figures: dict[Measure, str]
    queries: dict[Measure, str]
    done_on: str
    done_late: str
    overdue: str
    open: str
    no_unit: str
    sheet_figures: str
    sheet_tasks: str
    sheet_posts: str
    file: str

    @model_validator(mode="after")
    def _names_all(self) -> Self:
        if missing := {measure for measure in Measure if measure not in self.figures or measure not in self.queries}:
            raise ValueError(f"thiếu {', '.join(sorted(missing))}")
        if unnamed := set(ReportHeading) - set(self.headings):
            raise ValueError(f"thiếu {', '.join(sorted(unnamed))}")
        return self


class PlanWords(WordingSection):
    """To staff, about tasks."""

    staff_only: str
    open: str
    tasks: str
    nothing: str
    line: str
    more: str
    reminder: str
    no_post_yet: str
    month_done: str
    prove: str
    post: str
    type_proof: str
    type_post: str
    proved: str
    posted: str
    dropped: str
    denied: dict[Denied, str]
    proof_kinds: dict[ProofKind, str]
    red: str
    red_none: str
    red_petitions: str
    red_task: str
    red_unit: str
    red_button: str
    follow: str
    which_plan: str
    followed: str
    report_button: str
    which_report: str
    reported: str
    report: ReportWords


class RoundWords(WordingSection):
    """To citizens and staff, about "Dân hỏi – Thủ trưởng trả lời"."""

    none: str
    invitation: str
    ask: str
    vote: str
    unvote: str
    type_question: str
    taken: str
    listed: str
    line: str
    empty: str
    closed: str
    more: str
    dropped: str
    answered: str
    troubles: dict[RoundRefusal, str]
    staff_only: str
    desk_button: str
    desk: str
    open: str
    close: str
    type_theme: str
    opened: str
    choosing: str
    choose: str
    unchoose: str
    hide: str
    assign: str
    which_unit: str
    assigned: str
    to_answer: str
    answer: str
    type_answer: str
    answer_kept: str
    publish: str
    published: str
    no_answers: str
    states: dict[str, str]
    article_title: str
    article_summary: str
    article_opening: str
    article_question: str
    article_answer: str
    call: str
