"""What of an answered petition helps the next one who asks: a question and its answer, without a name or a number. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.petitions.rules.petition import Contact, Petition, PetitionFile, PetitionState
from bot.petitions.rules.texts.hidden import Hidden
from bot.petitions.rules.texts.redaction import joined, redacted
from bot.petitions.rules.texts.senders import Sender
from knowledge.texts.lengths import beginning

LONGEST_QUESTION = 300  # characters; nobody asks a longer one, and the officer may write more
_BETWEEN = re.compile(r"(?<=[.!?…])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Example:
    """Suggested, for an officer to correct. `code`: the petition's; `procedure`: the one it is about, or ""."""

    code: str
    question: str
    answer: str
    procedure: str


def is_exemplary(petition: Petition) -> bool:
    """Whether others may learn from its answer: it has one that stands, and it is not about somebody of the staff."""
    return petition.state in (PetitionState.ANSWERED, PetitionState.CLOSED) and bool(petition.answer) and not petition.is_restricted


def example_of(file: PetitionFile, mask: Callable[[Hidden], str]) -> Example:
    """From what an officer published, else from what was written, with everything hidden that looks like somebody's."""
    petition, contact = file.petition, file.contact or Contact()
    is_public = petition.published and petition.published_answer
    said = (petition.published, petition.published_answer) if is_public else (petition.content, petition.answer)
    senders = (Sender(contact, petition.content), *joined(file))  # what is published may name who wished to be named
    content, answer = (redacted(text, mask, *senders) for text in said)
    return Example(petition.code, asked(content), answer, petition.procedure)


def asked(content: str) -> str:
    """How a citizen would ask it: the first sentence that is a question, else the first sentence, on one line, cut at a word."""
    sentences = [sentence for piece in _BETWEEN.split(content) if (sentence := " ".join(piece.split()))]
    told = next((sentence for sentence in sentences if sentence.rstrip("!…").endswith("?")), sentences[0] if sentences else "")
    return beginning(told, LONGEST_QUESTION)
