"""What stands on the web pages where petitions are filed, followed and read by everybody."""

from __future__ import annotations

from bot.petitions.rules.petition import Naming
from bot.wording.section import WordingSection


class SiteMenuWords(WordingSection):
    """The ways from page to page."""

    label: str
    every: str
    said: str
    ask: str
    browse: str
    subscribe: str
    rounds: str
    own_data: str
    file: str
    follow: str
    answered: str
    news: str
    changes: str
    bulletins: str
    dialogues: str
    scorecards: str
    official: str


class RegisterPageWords(WordingSection):
    """The public register."""

    title: str
    about: str
    search: str
    words: str
    kind: str
    field: str
    unit: str
    every: str
    find: str
    all: str
    none: str
    older: str
    newest: str
    question: str
    answer: str
    answered_by: str
    received: str
    answered: str
    took: str
    took_same_day: str
    reopened: str
    procedure: str
    number: str
    hidden: str
    no_unit: str
    missing_title: str
    missing: str
    back: str
    print: str


class FormPageWords(WordingSection):
    """The form, its review, and what is said after it was sent."""

    title: str
    about: str
    step: str
    review_step: str
    content: str
    content_hint: str
    rewrite: str
    aside: str
    kind: str
    place: str
    place_hint: str
    photos: str
    photos_hint: str
    photo: str
    photo_drop: str
    naming: str
    namings: dict[Naming, str]
    contact: str
    contact_hint: str
    name: str
    address: str
    phone: str
    optional: str
    go_on: str
    faults: str
    no_content: str
    no_kind: str
    no_naming: str
    no_name: str
    no_address: str
    no_phone: str
    wrong_phone: str
    long_field: str
    too_much: str
    stale: str
    changed: str
    review: str
    door: str
    agree: str
    agree_suggestion: str
    no_consent: str
    send: str
    edit: str
    drop: str
    similar: str
    similar_first: str
    follow: str
    sent: str
    your_code: str
    keep_code: str
    deadline: str
    next: str
    next_steps: str
    track: str
    another: str
    dropped_title: str


class FollowPageWords(WordingSection):
    """The page by code, and what the sender may do there."""

    title: str
    about: str
    code: str
    code_hint: str
    find: str
    own: str
    published: str
    waiting: str
    history: str
    days: str
    add: str
    add_what: str
    rate: str
    score: str
    why: str
    reopen: str
    reopen_why: str
    settled: str
    mine_about: str
    mine_number: str
    withdraw_sure: str
    follow: str
    unfollow: str
    send: str
    seen: str
    others: str


class PetitionPageWords(WordingSection):
    """The whole of [petition_pages]."""

    menu: SiteMenuWords
    public: RegisterPageWords
    form: FormPageWords
    follow: FollowPageWords
