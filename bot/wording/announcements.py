"""What the room of announcements says."""

from __future__ import annotations

from bot.wording.section import Section


class ArticleFaults(Section):
    """Why an article cannot be as it was written; `fields` and `reasons` by their names in the code."""

    of_field: str
    in_line: str
    fields: dict[str, str]
    reasons: dict[str, str]


class FactWords(Section):
    """How live data reads in a month's article."""

    month: str
    item: str
    more: str


class Articles(Section):
    """Articles and their forms."""

    faults: ArticleFaults
    facts: FactWords


class Announcements(Section):
    """The whole of `[announcements]`."""

    article: Articles
