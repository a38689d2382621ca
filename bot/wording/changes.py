"""What is said of changes of procedures: on the web, in the chat, in letters, in the officers' table."""

from __future__ import annotations

from bot.announcements.rules.followers import Topic
from bot.wording.section import WordingSection
from knowledge.publications.changes import ChangeKind


class ChangePageWords(WordingSection):
    """The page, and what a feed reader shows."""

    about: str
    month: str
    field: str
    every_month: str
    every_field: str
    find: str
    all: str
    none: str
    nothing_yet: str
    no_field: str
    count: str
    page: str
    previous: str
    next: str
    rss: str
    counted: str


class ChangeChatWords(WordingSection):
    """The list in a chat; `asked_as`: whole messages that ask for it."""

    head: str
    empty: str
    line: str
    older: str
    newer: str
    more: str
    asked_as: list[str]


class ChangeSheetWords(WordingSection):
    """The officers' page and its workbook."""

    title: str
    about: str
    quarter: str
    year: str
    quarters: list[str]
    download: str
    kind: str
    count: str
    total: str
    columns: list[str]
    filename: str


class ChangeLetterWords(WordingSection):
    """The post to who follows a field, and the note to who may let it leave."""

    title: str
    summary: str
    lead: str
    more: str
    open: str
    proposed: str


class ChangeWords(WordingSection):
    """The whole of [changes]. `fields`: for each topic, how the names of its fields begin."""

    title: str
    month: str
    parts: str
    was_named: str
    now: str
    another: str
    province: str
    basis: str
    decision: str
    day: str
    kinds: dict[ChangeKind, str]
    page: ChangePageWords
    chat: ChangeChatWords
    sheet: ChangeSheetWords
    letter: ChangeLetterWords
    fields: dict[Topic, list[str]]
