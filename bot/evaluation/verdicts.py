"""What came of one labelled question: right, offered on a button, wrong, or silent."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.turn.outcome import Ambiguous, Answer, Both, shown
from bot.evaluation.judging import TurnVerdict
from knowledge.records.procedure import Procedure

RIGHT, OFFERED, WRONG, SILENT = "right", "offered", "wrong", "silent"


def verdict_of(answer: Answer, codes: Sequence[str]) -> str:
    """RIGHT where the text of one of `codes` stands in the reply, or no procedure's where there are none."""
    first = shown(answer)
    code = first.record.code if first and isinstance(first.record, Procedure) else ""
    if not codes:
        return WRONG if code else RIGHT
    if code in codes:
        return RIGHT
    offered = {choice.record_id for choice in answer.choices} if isinstance(answer, Ambiguous | Both) else set()
    return OFFERED if offered & set(codes) else WRONG if first else SILENT


def verdict_of_turn(verdict: TurnVerdict) -> str:
    """The same of a turn of a conversation."""
    if verdict.outright or verdict.silent:
        return RIGHT
    if verdict.wrong or verdict.silent is False:
        return WRONG
    return OFFERED if verdict.offered else SILENT
