"""Two procedures that were answered at once, of which the reader has still to choose: how they are kept, and how they are known again.

That there are two is found by bot.answers.decisions (`Ambiguous.second`) and said by the composer (`AnswerKind.TWO_MATTERS`), who leaves
the second out where it says nothing to the question; then AskingWindow takes it out of the answer, too.
"""

from __future__ import annotations

from dataclasses import replace

from bot.answers.turn.outcome import Ambiguous, Answer, Answered
from bot.frontdesk.answer_buttons import SHOW
from bot.people.chats import Conversation
from knowledge.records.procedure import Procedure


def with_second(conversation: Conversation, answer: Answer) -> Conversation:
    """`conversation` after `answer` was told: the second procedure stands before those that were talked about earlier."""
    match answer:
        case Ambiguous(second=Answered(record=Procedure() as second)):
            return replace(conversation, matters=(second.code, *conversation.matters))
        case _:
            return conversation


def twin_of(conversation: Conversation) -> str:
    """The code of the second where none was chosen yet, "" elsewhere: what is talked about stands among what was offered."""
    is_open = any(action.startswith(f"{SHOW}:{conversation.code}:") for action in conversation.offered) if conversation.code else False
    return conversation.matters[0] if is_open and conversation.matters else ""
