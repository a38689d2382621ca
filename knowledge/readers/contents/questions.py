"""Questions and answers in a document ("Câu hỏi 1: … / Trả lời: …", "Hỏi: … / Đáp: …") → entries of the FAQ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pydantic import ValidationError

from knowledge.errors import explained
from knowledge.loading.authored import slug
from knowledge.readers import Reading, Refusal, Remark
from knowledge.readers.contents.lines import where
from knowledge.records.faq import FaqEntry
from knowledge.texts.text import normalise, one_line

FEWEST = 2  # questions with their answers that make a document one of questions
LONGEST_ANSWER = 20_000  # characters, as an entry takes them
LONGEST_QUESTION = 1_000  # characters; what is longer is no question
LONGEST_ID = 160

_ASKS = re.compile(r"^(?:#{1,6}\s*)?(?:câu(?: hỏi)?(?: số)?\s*\d{1,3}\s*[.:)-]|hỏi\s*:|h\s*:)\s*(\S.*)$", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?:#{1,6}\s*)?(?:\d{1,3}[.)]\s*)?(\S.*\?)[\s)”\"]*$")
_ANSWERS = re.compile(r"^(?:#{1,6}\s*)?(?:trả lời|đáp|giải đáp|t[lđ]|đ)\s*:\s*(.*)$", re.IGNORECASE | re.DOTALL)
_RULE = re.compile(r"^[-–—_*=\s]{3,}$")


def is_questions(lines: Sequence[str]) -> bool:
    """Whether the document goes from question to answer to question."""
    return sum(1 for _ in _pairs(lines)) >= FEWEST


def entries_of(name: str, lines: Sequence[str]) -> Iterator[Reading]:
    """An entry a question, the document as its source; what stands before the first question is named in a remark."""
    pairs = list(_pairs(lines))
    before = lines[: pairs[0][0]]
    yield Remark(name, f"{len(pairs)} câu hỏi – đáp, vào phòng hỏi – đáp; trợ lý sẽ nói nguyên văn, hãy đọc soát trước khi dùng")
    if before:
        yield Remark(name, f"đứng trước câu hỏi đầu, không đưa vào: “{one_line(' '.join(before))[:160]}”")
    seen: set[str] = set()
    for at, question, answer in pairs:
        record_id = slug(question)[:LONGEST_ID].strip("-")
        if record_id in seen:
            yield Refusal(where(name, lines[at]), f"câu hỏi đứng hai lần trong tệp: “{question[:80]}”")
            continue
        seen.add(record_id)
        try:
            yield FaqEntry(record_id=record_id, question=question, answer=answer, source=one_line(name))
        except ValidationError as error:
            yield Refusal(where(name, lines[at]), f"câu hỏi “{question[:80]}”: {explained(error.errors()[0])}")


def _pairs(lines: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """(line of the question, question, answer); a question counts only if its answer is called one."""
    by_answer: dict[int, tuple[int, tuple[str, int]]] = {}
    for at, line in enumerate(lines):
        if asked := _asked(lines, at, line):
            by_answer.setdefault(asked[1], (at, asked))
    starts = list(by_answer.values())
    ends = [*(at for at, _ in starts[1:]), len(lines)][: len(starts)]
    for (at, (question, answered)), end in zip(starts, ends, strict=True):
        match = _ANSWERS.match(lines[answered])
        body = [match[1] if match else "", *lines[answered + 1 : end]]
        yield at, question, normalise("\n".join(line.lstrip("# ").replace("\t", " | ") for line in body if not _RULE.match(line)))


def _asked(lines: Sequence[str], at: int, line: str) -> tuple[str, int] | None:
    """(the question, the line of its answer) if a question begins here: labelled or with its mark, and answered within a few lines."""
    if _ANSWERS.match(line) or len(line) > LONGEST_QUESTION or "\t" in line:
        return None
    match = _ASKS.match(line) or _NUMBERED.match(line)
    answered = next((below for below in range(at + 1, min(at + 4, len(lines))) if _ANSWERS.match(lines[below])), 0)
    if not match or not answered or any(_ASKS.match(lines[below]) for below in range(at + 1, answered)):
        return None
    return one_line(" ".join([match[1], *lines[at + 1 : answered]])), answered
