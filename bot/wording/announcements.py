"""What the room of announcements says."""

from __future__ import annotations

from bot.wording.section import WordingSection


class ArticleFaultWords(WordingSection):
    """Why an article cannot be as it was written; `fields` and `reasons` by their names in the code."""

    of_field: str
    in_line: str
    fields: dict[str, str]
    reasons: dict[str, str]


class FactWords(WordingSection):
    """How live data reads in a month's article."""

    month: str
    item: str
    more: str


class ReadingWords(WordingSection):
    """An article in a chat, and what stands for its buttons elsewhere."""

    read: str
    page: str
    quote: str
    image: str
    video: str
    link: str
    to_do: str
    call: str
    go: str


class ZaloWords(WordingSection):
    no_author: str


class MailWords(WordingSection):
    online: str


class PreviewWords(WordingSection):
    label: str
    assistant: str
    opened: str


class ArticlePageWords(WordingSection):
    """The page of an article on the web."""

    to_do: str
    list_title: str
    list_about: str
    list_empty: str
    missing_title: str
    missing: str
    print: str
    video: str


class SpokenWords(WordingSection):
    """How signs, figures and abbreviations are read aloud, and what frames a bulletin."""

    opening: str
    opening_of: str
    minutes: str
    hotline: str
    closing: str
    digits: tuple[str, ...]
    ordinals: tuple[str, ...]
    ten: str
    tens: str
    hundred: str
    odd: str
    one_after_tens: str
    four_after_tens: str
    five_after_tens: str
    scales: tuple[str, ...]
    comma: str
    until: str
    over: str
    date: str
    month: str
    time: str
    hour: str
    document: str
    signs: dict[str, str]
    address_signs: dict[str, str]
    abbreviations: dict[str, str]


class ArticleWords(WordingSection):
    """Articles and their forms."""

    faults: ArticleFaultWords
    facts: FactWords
    reading: ReadingWords
    zalo: ZaloWords
    mail: MailWords
    preview: PreviewWords
    page: ArticlePageWords
    loudspeaker: SpokenWords


class AnnouncementWords(WordingSection):
    """The whole of `[announcements]`."""

    article: ArticleWords
