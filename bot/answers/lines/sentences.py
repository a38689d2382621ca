"""The sentence of a procedure that says most of what was asked, where nothing answers it in so many words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answers.lines.parts import plain
from indexer.language import fold, tokens
from knowledge.records.procedure import Part, Procedure

LONGEST = 320  # characters of a sentence that is shown as it is
SHORTEST = 25  # characters; a shorter one is a title
FEWEST = 2  # words
ENOUGH = 0.6  # share of the asked words that it must say: a sentence that says less is about something else
LOOKED_IN = (Part.SUMMARY, Part.CONDITIONS, Part.METHODS, Part.DOCUMENTS, Part.STEPS, Part.APPLICANTS, Part.FEES, Part.TIME_LIMIT)

_END = re.compile(r"(?<=[.;!?])\s+|\n+")
_MARK = re.compile(r"^(?:[-+*•]|\d{1,2}[.)])\s*")


def nearest_sentence(record: Procedure, asked: Sequence[str]) -> str:
    """Of the guide, else of the official text, the one that says most of `asked` (folded) beside the name; "" where none does."""
    named = set(map(fold, tokens(record.name)))
    wanted = {syllable for syllable in asked if syllable not in named}
    if not wanted:
        return ""
    told = [(len(wanted & set(map(fold, tokens(sentence)))), sentence) for sentence in _sentences(record)]
    most, sentence = max(told, key=lambda pair: pair[0], default=(0, ""))
    return sentence if most >= max(FEWEST, ENOUGH * len(wanted)) else ""


def _sentences(record: Procedure) -> Iterator[str]:
    official = (record.conditions, record.steps, *(submission.note for submission in record.submissions))
    for text in (*(plain(record.guide[part]) for part in LOOKED_IN if part in record.guide), *official):
        for sentence in _END.split(text):
            said = _MARK.sub("", sentence.strip())
            if SHORTEST <= len(said) <= LONGEST:
                yield said
