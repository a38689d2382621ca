"""What is said about petitions: to citizens while they file and follow, to staff while they work."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from bot.petitions.rules.making.corrections import DraftPart
from bot.petitions.rules.outcome import RefusalReason
from bot.petitions.rules.petition import Naming, PetitionKind, PetitionState
from bot.petitions.rules.texts.asides import Aside
from bot.petitions.rules.transitions import Transition
from bot.wording.section import WordingSection


class DeadlineWords(WordingSection):
    """Deadlines told."""

    date: str
    moment: str
    weekdays: tuple[str, ...]
    due: str
    not_counted: str
    not_counted_weekend: str
    not_counted_day: str
    left: str
    last: str
    late: str
    paused: str
    pause: str
    explain: str
    received: str
    working: str
    weekend: str
    holiday: str
    off: str
    off_unnamed: str
    swapped_in: str
    paused_day: str
    before_receipt: str
    due_end: str


class FilingWords(WordingSection):
    """The window where a petition is filed."""

    kept_open: str
    held: str
    earlier: str
    content_again: str
    as_before: str
    content: str
    rewrite: str
    from_question: str
    go_on: str
    too_short: str
    too_long: str
    kind: str
    place: str
    renamed: str
    renamed_to: str
    renamed_note: str
    as_typed: str
    skip: str
    ask_on: str
    no_place: str
    no_contact: str
    naming: str
    contact: str
    contact_missing: str
    so_far: str
    wrong_phone: str
    phone_kept: str
    contact_unusable: str
    location_kept: str
    corrected: str
    asides: dict[Aside, str]
    contact_use: str
    use: str
    other: str
    decline: str
    name: str
    address: str
    phone: str
    review: str
    review_content: str
    review_kind: str
    review_place: str
    review_no_place: str
    review_location: str
    review_photos: str
    review_naming: str
    review_contact: str
    review_procedure: str
    consent: str
    consent_suggestion: str
    similar: str
    similar_line: str
    similar_about: str
    similar_month: str
    follow: str
    send: str
    edit: str
    back: str
    cancel: str
    remember: str
    forget: str
    edit_what: str
    edit_content: str
    edit_kind: str
    edit_place: str
    edit_naming: str
    edit_contact: str
    edit_photos: str
    choose: str
    stops: tuple[str, ...]
    open: str
    open_empty: str
    resume: str
    anew: str
    dropped: str
    photo_kept: str
    photo_too_many: str
    photo_too_large: str
    photo_too_detailed: str
    photo_busy: str
    photo_unchecked: str
    photo_unreadable: str
    photo_identity: str
    sent: str
    sent_suggestion: str
    sent_nobody: str
    next: str
    see_days: str
    track: str
    already_sent: str
    too_many: str
    crowded: str
    unavailable: str
    nothing_yet: str
    nearly: str
    to_send: str
    not_sent: str
    patience: str
    patience_last: str
    parts: dict[DraftPart, str]
    part_changed: str
    part_given: str
    part_cut: str
    which_part: str
    as_it_is: str
    whose_place: str
    told_place: str
    told_more: str
    told_other: str
    whose_detail: str
    on_behalf: str
    review_behalf: str
    contact_behalf: str
    offered: str
    use_offered: str
    tell_it: str
    being_written: str
    take_time: str
    wait_contact: str
    wait_missing: str
    wait_review: str
    nameless: str
    declined_part: str
    not_kept: str
    tells_more: str
    sender_kept: str
    nobody_yet: str
    write_it_so: str
    corrected_so: str


class ReferralWords(WordingSection):
    """Other doors that are the right ones."""

    complaint: str
    denunciation: str
    police: str
    fire: str
    ambulance: str
    procedure: str
    ask: str
    anyway: str
    rewrite: str
    stop: str
    denied: tuple[str, ...]
    agreed: tuple[str, ...]


class WithdrawingWords(WordingSection):
    """Taking a petition back. `wishes`: beside a code, what says so; `others`: what says something else."""

    wishes: tuple[str, ...]
    others: tuple[str, ...]
    none: str
    not_here: str
    which: str
    one: str


class StatusQuestionWords(WordingSection):
    """`sent`: what somebody calls a petition of theirs, `asks`: how they ask what became of it; `when` and `done`: how they ask, right
    after sending one, when something is done about it."""

    sent: tuple[str, ...]
    asks: tuple[str, ...]
    when: tuple[str, ...]
    done: tuple[str, ...]


class FollowingWords(WordingSection):
    """The window where a petition is followed."""

    none: str
    list: str
    line: str
    wrong_code: str
    too_many_codes: str
    unknown: str
    status: str
    about: str
    sent_on: str
    content: str
    holder: str
    no_holder: str
    agency: str
    promised: str
    answer: str
    merged: str
    merged_due: str
    numbered: str
    published: str
    follower: str
    stranger: str
    history: str
    event: str
    event_why: str
    add: str
    rate: str
    reopen: str
    see_history: str
    see_days: str
    follow: str
    unfollow: str
    settled: str
    mine: str
    mine_number: str
    proven: str
    unproven: str
    too_often: str
    withdraw: str
    withdraw_sure: str
    withdraw_yes: str
    withdraw_no: str
    withdrawn: str
    add_what: str
    spot: str
    awaited: str
    send_heard: str
    ask_heard: str
    added: str
    reopen_what: str
    reopened: str
    reopened_due: str
    rated: str
    rate_why: str
    rate_scale: str
    thanks: str
    followed: str
    unfollowed: str
    too_many: str
    not_now: str
    already_reopened: str
    too_late: str
    too_long: str
    empty: str
    dropped: str
    thanked: str
    skip: str
    back: str
    code_sent: str
    edit_sent: str
    photo_sent: str


class NoticeWords(WordingSection):
    """Letters about a change."""

    claim: str
    assign: str
    forward_unit: str
    forward_agency: str
    ask: str
    answer: str
    answer_merged: str
    masked: str
    answer_rate: str
    forward_seen: str
    answer_seen: str
    correct: str
    correct_merged: str
    correct_seen: str
    reject_seen: str
    apologise_seen: str
    published: str
    close: str
    reject: str
    reject_merged: str
    merge: str
    unmerge: str
    reopen: str
    withdraw: str
    proven: str
    reclassify: str
    reclassified: str
    reclassified_due: str
    apologise: str
    noted_staff: str
    by_other_staff: str
    promised_staff: str
    merged_staff: str
    gained_staff: str
    taken_staff: str
    taken_because: str
    days_moved_staff: str
    stands_in: str
    stands_in_no_more: str
    add_staff: str
    add: str
    assigned_staff: str
    reassigned_staff: str
    drafted_staff: str
    returned_staff: str
    approved_staff: str
    answered_staff: str
    revised_staff: str
    corrected_staff: str
    kept_staff: str
    proposed_ask_staff: str
    proposed_reject_staff: str
    joined_staff: str
    asked_staff: str
    rejected_staff: str
    was_sent: str
    call_them: str
    reopened_staff: str
    withdrawn_staff: str
    released_staff: str
    left_staff: str
    handed_staff: str
    left: str
    moved: str
    away: str
    unmanned_staff: str
    set_away: str
    there_again: str
    given_back: str
    not_away: str
    adopted: str
    warning: str
    overdue: str
    forward_warning: str
    morning: str
    morning_late: str
    morning_soon: str
    morning_free: str
    morning_drafted: str
    morning_late_line: str
    morning_more: str
    morning_nobody: str
    morning_line: str


class PetitionCardWords(WordingSection):
    """A petition as staff see it in the chat."""

    urgent: str
    head: str
    unit: str
    no_unit: str
    officer: str
    matter: str
    no_officer: str
    due: str
    place: str
    procedure: str
    photos: str
    contact: str
    suggestion: str
    hidden_name: str
    reopened: str
    restricted: str
    about: str
    followers: str
    draft: str
    draft_ask: str
    draft_reject: str
    draft_shared: str
    answered: str
    added: str
    reopened_because: str
    reply_hint: str
    sent_hint: str
    note_hint: str


class WorkingWords(WordingSection):
    """The window of officers."""

    held: str
    stranger: str
    none: str
    mine: str
    free: str
    late: str
    late_line: str
    nobodys: str
    page_before: str
    page_after: str
    drafted: str
    more: str
    line: str
    claim: str
    assign: str
    begin: str
    ask: str
    answer: str
    draft: str
    approve: str
    return_: str = Field(alias="return")
    reject: str
    forward: str
    note: str
    apologise: str
    reassign: str
    send: str
    correct: str
    revise: str
    fix: str
    keep: str
    see: str
    history: str
    sure: str
    named: str
    to_whom: str
    to_unit: str
    other_agency: str
    say_ask: str
    say_answer: str
    say_draft: str
    propose_ask: str
    propose_reject: str
    say_propose_ask: str
    say_propose_reject: str
    as_propose_ask: str
    first_shown_merged: str
    approve_ask: str
    approve_reject: str
    say_reject: str
    say_note: str
    say_return: str
    say_reassign: str
    say_forward: str
    say_agency: str
    say_apologise: str
    say_correct: str
    say_revise: str
    say_keep: str
    heard: str
    in_group: str
    addressed: str
    as_answer: str
    as_draft: str
    as_draft_other: str
    as_ask: str
    as_note: str
    cancel: str
    done: str
    noted: str
    dropped: str
    private: str
    public_answer: str
    alike: str
    alike_line: str
    merge_into: str
    sure_merge: str
    first_shown: str
    first_shown_hint: str
    first_shown_day: str
    send_it: str
    leave_it: str
    not_waiting: str


class RedactionWords(WordingSection):
    """What stands where something was hidden."""

    phone: str
    number: str
    email: str
    plate: str
    name: str
    address: str
    mask: str

    def over(self, what: str) -> str:
        """What stands over something of that kind: "phone", "name" … ."""
        return self.mask.format(what=getattr(self, what))


class MergingWords(WordingSection):
    """What becomes of two petitions that are merged."""

    holder: str
    nobody: str
    due: str
    due_brought: str
    paused: str
    senders: str
    texts: str
    signed: str
    undo: str
    why: str
    why_there: str


class PetitionWords(WordingSection):
    """The whole of [petitions]."""

    kinds: dict[PetitionKind, str]
    namings: dict[Naming, str]
    states: dict[PetitionState, str]
    moves: dict[Transition, str]
    refusals: dict[RefusalReason, str]
    days: DeadlineWords
    filing: FilingWords
    doors: ReferralWords
    withdrawing: WithdrawingWords
    asked_about: StatusQuestionWords
    following: FollowingWords
    told: NoticeWords
    card: PetitionCardWords
    working: WorkingWords
    merging: MergingWords
    topics: dict[str, str]
    """What stands for each topic of topics.toml; a test holds that none is missing."""
    template_fields: dict[str, str]
    """What stands in braces in a prepared answer, by what is filled in there."""
    redaction: RedactionWords

    def called(self, kind: PetitionKind, topic: str) -> str:
        """What a petition is about in two words: of no kind of its own it is called by its topic, where it has one."""
        return self.topics.get(topic, self.kinds[kind]) if kind is PetitionKind.OTHER else self.kinds[kind]

    @model_validator(mode="after")
    def _says_everything(self) -> Self:
        known: tuple[tuple[Collection[str], type[StrEnum]], ...] = (
            (self.kinds, PetitionKind),
            (self.namings, Naming),
            (self.states, PetitionState),
            (self.moves, Transition),
            (self.refusals, RefusalReason),
        )
        missing = [name for said, kind in known for name in kind if name not in said]
        if missing:
            raise ValueError(f"missing: {', '.join(missing)}")
        return self
