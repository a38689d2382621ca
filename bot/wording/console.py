"""What the console says, and what the bot says to staff at its door."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from bot.people.staff import Role
from bot.petitions.rules.listing import BoardTab, Colour
from bot.petitions.rules.outcome import RefusalReason
from bot.petitions.rules.petition import Naming, PetitionKind, PetitionState, Via
from bot.petitions.rules.texts.triage import Referral
from bot.petitions.rules.transitions import Transition
from bot.wording.section import WordingSection


class NavWords(WordingSection):
    board: str
    dictation: str
    notices: str
    figures: str
    questions: str
    learned: str
    templates: str
    absences: str
    news: str
    months: str
    campaigns: str
    tasks: str
    reports: str
    changes: str
    rounds: str
    surveys: str
    bulletins: str
    dialogues: str
    scorecards: str
    official: str
    office: str
    people: str
    imports: str
    trail: str
    account: str


class SecondFactorWords(WordingSection):
    """The pages of the second factor; `refused`: by what became of a code."""

    title: str
    about: str
    begin: str
    scan: str
    scan_name: str
    typed: str
    first_code: str
    on: str
    again: str
    is_on: str
    left: str
    code: str
    renew: str
    renew_about: str
    off: str
    codes_title: str
    codes_about: str
    codes_kept: str
    ask_title: str
    ask: str
    ask_why: str
    must: str
    go_on: str
    lost: str
    lost_codes: str
    lost_admin: str
    lost_stolen: str
    lost_last: str
    leave: str
    reset: str
    reset_about: str
    refused: dict[str, str]


class AuthWords(WordingSection):
    title: str
    how: str
    how_by_mail: str
    how_by_admin: str
    spent_here: str
    mailed_here: str
    confirm_title: str
    confirm: str
    enter: str
    spent: str
    too_fast: str
    mailbox: str
    mail_me: str
    mailed: str
    mailbox_title: str
    mailbox_confirm_about: str
    mailbox_confirm: str
    mailbox_confirmed: str
    mailbox_spent: str
    own_mailbox: str
    mailbox_yes: str
    mailbox_not: str
    mailbox_not_about: str
    mailbox_ask: str
    out: str
    account_title: str
    who: str
    everywhere: str
    everywhere_about: str

    def way_in(self, *, has_telegram: bool, has_mail: bool) -> str:
        """By which of the ways that there are somebody comes in."""
        if has_telegram:
            return self.how
        return self.how_by_mail if has_mail else self.how_by_admin


class KeepingWords(WordingSection):
    """What is typed and not sent."""

    restored: str
    discard: str
    waiting: str
    take_back: str
    unsent: str
    log_out: str
    outside: str
    not_lost: str
    again: str
    held: str
    stale: str
    stale_by: str
    other: str
    save: str
    throw_away: str
    saved: str
    unsaved: str
    no_session: str
    too_many: str
    title: str
    about: str
    none: str
    open: str
    all: str
    left_over: str
    left_over_about: str
    left_over_copy: str
    hand_on: str
    keep_as_note: str
    at: str


class FaultsWords(WordingSection):
    denied_title: str
    denied: str
    missing_title: str
    missing: str
    forged_title: str
    forged: str
    unreadable_title: str
    unreadable: str
    no_day: str
    too_long_title: str
    too_long: str
    broken_title: str
    broken: str
    outage_title: str
    outage: str


class BoardWords(WordingSection):
    title: str
    stands: str
    timely: str
    answer: str
    search: str
    filters: str
    state: str
    kind: str
    topic: str
    unit: str
    officer: str
    due: str
    order: str
    any_open: str
    open_about: str
    any_state: str
    urgent: str
    since: str
    until: str
    by_due: str
    by_newest: str
    apply: str
    clear: str
    code: str
    summary: str
    place: str
    received: str
    nobody: str
    no_unit: str
    hidden: str
    suggestion: str
    reopened: str
    followers: str
    empty: str
    look_everywhere: str
    csv: str
    xlsx: str
    whole_months: str
    xlsx_short: str
    csv_short: str
    keys: str
    tabs: dict[BoardTab, str]
    tabs_label: str
    received_on: str
    none_here: str
    row: str
    promised_on: str
    sent_by: str
    search_short: str
    find: str
    exact: str
    views: str
    view_name: str
    keep_view: str
    drop_view: str
    pick: str
    together: str
    together_about: str
    reason_again: str
    reason_again_about: str
    claim_all: str
    give_to: str
    give_all: str
    done_together: str
    not_done_together: str


class NoticesWords(WordingSection):
    """What somebody was told, in their console."""

    title: str
    about: str
    unread: str
    new: str
    all: str
    open: str
    read_all: str
    none: str
    none_new: str
    not_yours: str


class CasePageWords(WordingSection):
    sent_on: str
    sent_to: str
    sent_at: str
    sent_why: str
    elsewhere: str
    unmanned: str
    title: str
    content: str
    sender: str
    name: str
    address: str
    phone: str
    naming: str
    no_contact: str
    place: str
    map: str
    procedure: str
    holder: str
    faults: dict[str, str]
    tabs: dict[str, str]
    handed_out: str
    handed_out_about: str
    received: str
    due: str
    promised: str
    forward_by: str
    left: str
    late: str
    today: str
    paused: str
    files: str
    file: str
    unchecked: str
    timeline: str
    inside: str
    seen_by_citizen: str
    explain: str
    explain_day: str
    explain_why: str
    explain_number: str
    actions: str
    text: str
    text_told: str
    text_inside: str
    reason_told: str
    reason_inside: str
    rare: str
    next: str
    tab_kept: str
    after_hours: str
    sure_send: str
    sure_ask: str
    sure_told: str
    sure_untold: str
    sure_merge: str
    merge_after: str
    apologise_about: str
    reclassify_about: str
    since: str
    answer_text: str
    homeless: str
    draft: str
    given: str
    officer: str
    unit: str
    agency: str
    into: str
    procedure_code: str
    promised_day: str
    template: str
    use_template: str
    similar: str
    use_similar: str
    alike: str
    alike_about: str
    merge_here: str
    public_answer: str
    merged: str
    merged_too: str
    shared: str
    signed_first_ask: str
    signed_first_reject: str
    drafts: dict[str, str]
    """What a draft is called that is no answer, by what it proposes."""
    approvals: dict[str, str]
    approve_proposals: dict[str, str]
    """What the leader's press does with it."""
    uncalled: str
    rating: str
    bounces: str
    about: str
    named: str
    choose: str
    sure: str
    publish_about: str
    publish_again: str
    unpublish_about: str
    revision: str
    correct_about: str
    revise_about: str
    send_correction: str
    sign_and_send: str
    sign_only: str
    was_holder: str
    handed_over: str
    answered_at: str
    target: str
    publish_content: str
    publish_answer: str
    is_public: str
    was_public: str
    to_learned: str
    signed_first: str
    approve_about: str
    submit: str
    submit_other: str
    back: str
    back_to_it: str


class AssistedFilingWords(WordingSection):
    title: str
    about: str
    via: str
    choose: str
    content: str
    place: str
    naming: str
    namings: dict[Naming, str]
    contact_about: str
    procedure: str
    file: str
    anyway: str
    cancel: str
    doors: dict[Referral, str]
    done: str
    code: str
    days: str
    suggestion: str
    not_counted: str
    say_title: str
    say: str
    open: str
    another: str
    by: str
    out_of_reach: str


class PeopleWords(WordingSection):
    title: str
    staff: str
    units: str
    name: str
    role: str
    unit: str
    chat: str
    bound: str
    unbound: str
    left: str
    change: str
    invite: str
    revoke: str
    holds: str
    holds_moved: str
    to: str
    to_queue: str
    away: str
    away_about: str
    begins: str
    ends: str
    set_away: str
    absences: str
    absences_about: str
    is_away: str
    stand_in: str
    there_again: str
    away_name: str
    sure: str
    sure_empty: str
    reinstate: str
    namesake: str
    invite_again: str
    add_staff: str
    add_unit: str
    unit_name: str
    unit_place: str
    unit_place_about: str
    needs_approval: str
    is_coordinator: str
    invited_title: str
    invited: str
    invited_link: str
    scan: str
    email: str
    email_about: str
    no_link: str
    make_link: str
    link_title: str
    link_about: str
    no_login: str
    no_units: str


class OfficePageWords(WordingSection):
    title: str
    year: str
    limits: str
    limits_about: str
    unset: str
    days: str
    calendar: str
    calendar_about: str
    day: str
    what: str
    note: str
    off: str
    work: str
    own: str
    previous: str
    next: str
    read_only: str


class TemplatesWords(WordingSection):
    title: str
    about: str
    name: str
    body: str
    mine: str
    everybody: str
    remove: str
    add: str
    wrong_field: str
    misspelt: str
    meant: str
    only_read: str
    none: str


class TrailWords(WordingSection):
    title: str
    about: str
    at: str
    actor: str
    action: str
    subject: str
    detail: str
    verify: str
    intact: str
    anchored: str
    unanchored: str
    broken: str
    csv: str
    every_action: str
    of_petition: str
    number: str
    every_subject: str
    everybody: str
    kept_action: str
    kept_subject: str
    kept_detail: str
    state: str
    due: str
    actions: dict[str, str]
    subjects: dict[str, str]
    kinds: dict[str, str]
    details: dict[str, str]
    values: dict[str, str]


class QuestionsWords(WordingSection):
    title: str
    wrong: str
    was_answered: str
    about: str
    group: str
    ask_faq: str
    ask_alias: str
    put_aside: str
    asked_as: str
    asked_as_short: str
    asked_as_about: str
    try_first: str
    empty: str
    question: str
    answer: str
    source: str
    expires: str
    propose: str
    publish: str
    phrase: str
    code: str


class TrialWords(WordingSection):
    """What an entry would change, before it is saved."""

    title: str
    about: str
    answers: str
    answers_none: str
    misses: str
    misses_about: str
    takes: str
    takes_about: str
    takes_none: str
    answered_by: str
    answered_by_nobody: str
    too_fast: str
    more: str
    save: str
    again: str


class LearnedWords(WordingSection):
    title: str
    about: str
    faq: str
    alias: str
    waiting: str
    live: str
    over: str
    gone: str
    by: str
    approver: str
    approve: str
    remove: str
    remove_about: str
    remove_sure: str
    means: str
    until: str
    empty: str
    from_petition: str
    check: str
    is_there: str
    edit: str
    edit_title: str
    edit_about: str
    if_any: str
    leave: str
    gone_since: str


class ImportsWords(WordingSection):
    title: str
    about: str
    file: str
    limits: str
    read: str
    report: str
    counts: str
    more: str
    waiting: str
    waiting_about: str
    accept: str
    accept_all: str
    drop: str
    nothing: str
    no_file: str
    no_folder: str
    busy: str
    broken: str
    rooms: dict[str, str]


class FiguresWords(WordingSection):
    title: str
    since: str
    until: str
    periods: str
    usual: dict[str, str]
    told: str
    compared: str
    not_compared: str
    before: str
    received: str
    open: str
    late: str
    on_time: str
    withdrawn: str
    of_owed: str
    median: str
    median_days: str
    satisfaction: str
    average: str
    months: str
    month: str
    answered: str
    by_kind: str
    by_topic: str
    no_topic: str
    by_unit: str
    by_officer: str
    unit: str
    officer: str
    by_place: str
    by_state: str
    scores: str
    score: str
    unanswered: str
    no_place: str


class ConsoleWords(WordingSection):
    """What the pages of staff say."""

    title: str
    skip: str
    menu: str
    menu_open: str
    day_written: str
    day_pick: str
    waits: str
    log_out: str
    none: str
    all: str
    save: str
    add: str
    show: str
    yes: str
    no: str
    reason: str
    more: str
    first: str
    nothing: str
    system: str
    citizen: str
    command_line: str
    unknown_person: str
    home: str
    nav: NavWords
    nav_groups: dict[str, str]
    notices: NoticesWords
    roles: dict[Role, str]
    door: AuthWords
    second: SecondFactorWords
    keeping: KeepingWords
    faults: FaultsWords
    said: dict[str, str]
    board: BoardWords
    states: dict[PetitionState, str]
    kinds: dict[PetitionKind, str]
    colours: dict[Colour, str]
    namings: dict[Naming, str]
    vias: dict[Via, str]
    moves: dict[Transition, str]
    refusals: dict[RefusalReason, str]
    petition: CasePageWords
    dictation: AssistedFilingWords
    days: dict[str, str]
    people: PeopleWords
    office: OfficePageWords
    templates: TemplatesWords
    trail: TrailWords
    questions: QuestionsWords
    trial: TrialWords
    learned: LearnedWords
    imports: ImportsWords
    figures: FiguresWords

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        """Every state, kind and move has its word."""
        known: tuple[tuple[type[StrEnum], object], ...] = (
            (Role, self.roles),
            (PetitionState, self.states),
            (PetitionKind, self.kinds),
            (Colour, self.colours),
            (BoardTab, self.board.tabs),
            (Naming, self.namings),
            (Naming, self.dictation.namings),
            (Referral, self.dictation.doors),
            (Via, self.vias),
            (Transition, self.moves),
            (RefusalReason, self.refusals),
        )
        for kind, words in known:
            if isinstance(words, dict) and (missing := set(kind) - set(words)):
                raise ValueError(f"{kind.__name__}: {', '.join(sorted(missing))}")
        return self


class StaffLoginWords(WordingSection):
    """What the bot says to staff in a chat and at the command line."""

    login: str
    too_many: str
    stranger: str
    private: str
    no_account: str
    joined: str
    moved: str
    account_invited: str
    account_let_in: str
    second_reset: str
    second_reset_done: str
    second_on: str
    second_off: str
    second_codes: str
    second_recovered: str
    second_none: str
    mailbox_vouched: str
    mailbox_none: str
    on_the_machine: str
    account_changed: str
    account_mailbox: str
    spent: str
    listed: str
    listed_unit: str
    added: str
    invited: str
    revoked: str
    unknown: str
    unknown_unit: str
    taken: str
    bound: str
    unbound: str
    left: str
    needs_approval: str
    is_coordinator: str
