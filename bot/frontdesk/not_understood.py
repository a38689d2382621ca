"""Right after an alarm nobody is told that they are not understood: they are told the number once more.

Stands before the window that answers, and speaks where that one would ask back or refuse.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.decisions.answer import Answerer
from bot.answers.turn.outcome import Answer, Unanswered, UnansweredReason
from bot.frontdesk.after_alarm import AfterAlarmWindow
from bot.frontdesk.window import Window
from bot.messages import Incoming, Reply
from bot.people.chats import Conversation
from knowledge.records.procedure import Part

NOT_UNDERSTOOD = frozenset(
    {
        UnansweredReason.NOT_FOUND,
        UnansweredReason.WHICH,
        UnansweredReason.NO_TOPIC,
        UnansweredReason.MISUNDERSTOOD,
        UnansweredReason.UNSURE,
        UnansweredReason.NUMBERS,
    }
)
"""Why something was not answered that may as well have been about the danger."""


class NotUnderstoodWindow(Window):
    """`after_alarm`: what knows of the last alarm."""

    def __init__(self, answerer: Answerer, after_alarm: AfterAlarmWindow) -> None:
        self._answerer = answerer
        self._after_alarm = after_alarm

    def asked(self, incoming: Incoming, conversation: Conversation) -> Sequence[Reply] | None:
        if not self._after_alarm.may_be_meant(incoming):
            return None
        talk = conversation
        answer = self._answerer.answer(incoming.text.strip(), talk.asked, talk.code, talk.matters, at=incoming.at, part=talk.part)
        return self._after_alarm.again(incoming) if is_lost(answer) else None


def is_lost(answer: Answer) -> bool:
    """Whether it says that the question was not understood."""
    return isinstance(answer, Unanswered) and answer.why in NOT_UNDERSTOOD


def asks_for_a_part(answerer: Answerer, text: str) -> bool:
    """Whether `text` asks for a part of a procedure, named or not: papers, days, fees, where."""
    return answerer.aspect([text]) is not Part.SUMMARY


def names_ours(answerer: Answerer, text: str) -> bool:
    """Whether `text` is of papers, a procedure or the office: a word of it says so, or there is an answer to it."""
    return answerer.names_papers(text) or not isinstance(answerer.answer(text), Unanswered)
