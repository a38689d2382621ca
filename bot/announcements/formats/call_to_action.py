"""A call to action where there are no buttons: told in words, or as an address to go to."""

from __future__ import annotations

from bot.announcements.rules.place import ArticleAddress
from bot.wording.announcements import ReadingWords
from knowledge.records.post import AskBot, Call, CallHotline, FilePetition, OpenLink


def told(call: Call, place: ArticleAddress, words: ReadingWords) -> str:
    """What to do and where, in one line."""
    match call:
        case CallHotline():
            return words.call.format(label=call.label, number=call.number)
        case AskBot() | FilePetition() | OpenLink():
            return words.go.format(label=call.label, address=target(call, place))


def target(call: Call, place: ArticleAddress) -> str:
    """Where the call leads in a browser; a hotline, to the telephone."""
    match call:
        case OpenLink():
            return call.address
        case AskBot() | FilePetition():
            return f"{place.address}#lam"  # the article's page, where one tap asks or begins
        case CallHotline():
            return f"tel:{''.join(sign for sign in call.number if sign.isdigit() or sign == '+')}"
