"""The two sections of a card that answer in one sentence: `## Hỏi nhanh` and `## Hạn của người dân`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.errors import Fault
from knowledge.records.procedure import Deadlines, QuickAnswer
from knowledge.texts.markdown import Block
from knowledge.texts.text import normalise, one_line

QUICK_HEADING = "hỏi nhanh"
DEADLINES_HEADING = "hạn của người dân"
LONGEST_ANSWER = 450  # characters: what is read at once on a phone

_ASKED_AS = "Cách hỏi khác:"
_BASIS = "Căn cứ:"
_QUESTION = re.compile(r"^###\s+(.+?)\s*$")
_BULLET = re.compile(r"^[-*]\s+(.+)$")


def quick_answers(file: str, block: Block) -> Iterator[QuickAnswer | Fault]:
    """Each "### question", its other wordings, its answer, and last what it rests on."""
    found: list[tuple[int, str, list[str]]] = []
    for number, line in enumerate(block.text.split("\n"), block.line + 1):
        if question := _QUESTION.match(line.strip()):
            found.append((number, one_line(question[1]), []))
        elif line.strip() and found:
            found[-1][2].append(line.strip())
        elif line.strip():
            yield Fault(file, number, "chữ nằm ngoài các câu hỏi (###)")
    for number, question_text, lines in found:
        yield _quick_answer(question_text, lines) or Fault(
            file,
            number,
            f"“{question_text}”: cần câu trả lời ngắn (tối đa {LONGEST_ANSWER} chữ) và dòng cuối “{_BASIS} …”",
        )


def deadlines(file: str, block: Block) -> Deadlines | Fault:
    """A "- " line for each deadline, and last what they rest on."""
    lines = [line.strip() for line in block.text.split("\n") if line.strip()]
    told = [one_line(match[1]) for line in lines[:-1] if (match := _BULLET.match(line))]
    basis = _after(_BASIS, lines[-1]) if lines else ""
    if not told or not basis or len(told) != len(lines) - 1:
        return Fault(file, block.line, f"mỗi hạn một dòng “- …”, dòng cuối “{_BASIS} …”")
    return Deadlines(lines=tuple(told), basis=basis)


def _quick_answer(question: str, lines: list[str]) -> QuickAnswer | None:
    asked_as = _after(_ASKED_AS, lines[0]) if lines else ""
    body = lines[1:] if asked_as else lines
    basis = _after(_BASIS, body[-1]) if body else ""
    answer = normalise(" ".join(body[:-1]))
    if not basis or not answer or len(answer) > LONGEST_ANSWER:
        return None
    wordings = tuple(wording for piece in asked_as.split(";") if (wording := one_line(piece)))
    return QuickAnswer(question=question, asked_as=wordings, answer=answer, basis=basis)


def _after(label: str, line: str) -> str:
    return one_line(line.removeprefix(label)) if line.startswith(label) else ""
