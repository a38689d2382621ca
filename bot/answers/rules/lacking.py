"""Speaks when somebody lacks a paper that a procedure asks for ("thiếu giấy chứng sinh thì sao"): the paper is not what is wanted.

Which words say so is content (thread.yaml: lacks, lack_ends). Holds no state.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answers.lines.parts import plain
from indexer.language import fold, tokens
from indexer.query.phrases import Phrases
from knowledge.cues.vocabulary import ThreadCues
from knowledge.records.procedure import Part, Procedure

LONGEST = 8  # syllables of a paper's name: "giấy chứng nhận quyền sử dụng đất"
SAID = 0.75  # share of the syllables of what is lacked that one paper's line must hold: "đăng ký kết hôn" of "Giấy chứng nhận kết hôn"


@dataclass(frozen=True, slots=True)
class Lacked:
    """What the message says beside, and the paper that is lacked; as they were meant."""

    rest: str
    paper: str


class LackingRule:
    """Made once of the content."""

    def __init__(self, thread: ThreadCues) -> None:
        self._lacks = Phrases(dict.fromkeys(thread.lacks, ""), lambda _: False)
        self._ends = frozenset(thread.lack_ends)  # with their accents: "cần" ends what is lacked, "căn cước" is it

    def heard(self, spelled: Sequence[str]) -> Lacked | None:
        """The paper that a message lacks, by its syllables as they were meant; None where it lacks none."""
        for begin, end, _ in self._lacks.spans(spelled):
            rest = range(end, min(len(spelled), end + LONGEST + 1))
            stop = next((place for place in rest if spelled[place] in self._ends), min(len(spelled), end + LONGEST))
            if stop > end:
                return Lacked(" ".join([*spelled[:begin], *spelled[stop:]]), " ".join(spelled[end:stop]))
        return None


def is_asked_for(paper: str, record: Procedure) -> bool:
    """Whether `paper` stands among the papers of `record`, or in a short question about them."""
    wanted = set(map(fold, tokens(paper)))
    return any(len(wanted & set(map(fold, tokens(line)))) >= SAID * len(wanted) for line in _lines(record))


def _lines(record: Procedure) -> Iterator[str]:
    yield from plain(record.guide.get(Part.DOCUMENTS, "")).splitlines()
    yield from (document.name for document in record.documents)
    yield from (wording for answer in record.quick for wording in answer.wordings)
