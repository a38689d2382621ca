"""What somebody asks about the papers with yes or no: as an original or a copy, certified, handed in by somebody else."""

from __future__ import annotations

import re
from enum import StrEnum


class PaperQuestion(StrEnum):
    """What is asked of the papers; each is told by their official names and counts."""

    COPIES = "copies"
    CERTIFIED = "certified"
    PROXY = "proxy"


_ASKED = (  # of two that are said, the first here is the narrower one: "nộp bản sao có chứng thực được không" asks for certifying
    (
        PaperQuestion.PROXY,
        re.compile(r"\b(?:ủy quyền|uỷ quyền|(?:nộp|đi|làm|nhận|ký|xin|lấy) (?:thay|hộ|giùm|dùm|giúp)|thay mặt|nhờ người)\b"),
    ),
    (PaperQuestion.CERTIFIED, re.compile(r"\b(?:công chứng|chứng thực|sao y)\b")),
    (PaperQuestion.COPIES, re.compile(r"\b(?:bản sao|bản chính|bản gốc|bản chụp|photo|phô tô|photocopy)\b")),
)


def paper_question(spelled: str) -> PaperQuestion | None:
    """What `spelled`, a question with its accents, asks of the papers; None where it asks nothing of the kind."""
    return next((asked for asked, said in _ASKED if said.search(spelled.lower())), None)
