"""An article for the commune's loudspeaker: a text to be read aloud, and how long that takes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.announcements.formats.spoken import SpeechNormaliser
from bot.announcements.rules.article import Article
from bot.wording.announcements import SpokenWords
from knowledge.records.post import CallHotline
from knowledge.texts.paragraphs import LISTED, Paragraph, Shape

SYLLABLES_A_MINUTE = 150  # slower than a newsreader's 180: loudspeakers echo, and old people listen

_CODE = re.compile(r"\s*\([^()]*\d{1,2}\.\d{6}[^()]*\)")  # nobody notes a procedure's code by ear
_SILENT = frozenset({Shape.IMAGE, Shape.VIDEO, Shape.LINK})


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What the announcer reads, a paragraph a line, and the minutes it takes, rounded up."""

    text: str
    minutes: int


def bulletin(article: Article, office: str, words: SpokenWords) -> Bulletin:
    """The article read aloud: greeting, title, text, the hotline twice, thanks. Pictures, videos and links are left out."""
    speaker = SpeechNormaliser(words)
    text = "\n\n".join(said for line in _lines(article, office, words) if (said := _sentence(speaker.say(line))))
    return Bulletin(text, math.ceil(len(text.split()) / SYLLABLES_A_MINUTE))


def _lines(article: Article, office: str, words: SpokenWords) -> Iterator[str]:
    yield words.opening_of.format(office=office) if office else words.opening
    yield article.title
    yield article.summary
    for paragraph in article.paragraphs:
        if paragraph.shape not in _SILENT:
            yield _line(paragraph, words)
    for call in article.calls:
        if isinstance(call, CallHotline):
            yield words.hotline.format(number=call.number)
    yield words.closing


def _line(paragraph: Paragraph, words: SpokenWords) -> str:
    told = _CODE.sub("", paragraph.text)
    if paragraph.shape in LISTED and 0 < paragraph.number <= len(words.ordinals):
        return f"{words.ordinals[paragraph.number - 1]} {told[:1] if told[1:2].isupper() else told[:1].lower()}{told[1:]}"
    return told


def _sentence(text: str) -> str:
    """`text` with a capital, closed as a sentence; what is only pauses is nothing."""
    bare = text.rstrip(",;")
    begun = f"{bare[:1].upper()}{bare[1:]}"
    return begun if not begun or begun[-1] in ".!?:" else f"{begun}."
