"""The front desk: one Incoming → Replies; the only door of every channel."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answers.answer import Ambiguous, Answer, Answered, Answerer, Choice, Unanswered
from bot.answers.compose import Composed, Composer
from bot.answers.store import Questions
from bot.messages import Button, Incoming, Reply
from bot.people.chats import Conversation
from bot.people.store import Chats
from bot.wording import Wording
from knowledge.procedure import Part, Procedure

BUTTONS_A_ROW = 2  # two fit a phone's width with words that can be read
MOST_SHOWN = 20  # of the questions kept about a person; the export has all
LONGEST_LABEL = 60  # characters; more is cut by every phone
DEEP_LINK = re.compile(r"^/start\s+tthc_(\d+)_(\d+)$")

SHOW, DROP, RATE, DATA = "p", "x", "r", "d"
"""What the first piece of a button's action says: show a part, drop the topic, rate an answer, one's own data."""


class FrontDesk:
    """Serves every channel; what it remembers is in the stores, so any number of processes may stand side by side."""

    def __init__(self, answerer: Answerer, composer: Composer, wording: Wording, chats: Chats, questions: Questions) -> None:
        self._answerer = answerer
        self._composer = composer
        self._wording = wording
        self._chats = chats
        self._questions = questions

    def handle(self, incoming: Incoming) -> list[Reply]:
        """Answer one message or pressed button. Never empty."""
        notice = [Reply(self._wording.desk.notice)] if self._chats.greet(incoming.chat, incoming.at) else []
        return [*notice, *(self._pressed(incoming) if incoming.action else self._said(incoming))]

    def _said(self, incoming: Incoming) -> list[Reply]:
        text = incoming.text.strip()
        if link := DEEP_LINK.match(text):
            return self._shown(incoming, f"{link[1]}.{link[2]}", Part.SUMMARY)
        if text.startswith("/"):
            return self._commanded(incoming, text.split()[0].lower())
        conversation = self._chats.conversation(incoming.chat, incoming.at)
        answer = self._answerer.answer(text, conversation.asked)
        return [self._told(incoming, answer, (*conversation.asked, text), text)]

    def _commanded(self, incoming: Incoming, command: str) -> list[Reply]:
        desk = self._wording.desk
        match command:
            case "/huy":
                return self._dropped(incoming)
            case "/dulieucuatoi":
                rows = ((Button(desk.data_show, f"{DATA}:show"),), (Button(desk.data_delete, f"{DATA}:delete"),))
                return [Reply(desk.data, rows)]
            case _:
                return [Reply(desk.help)]

    def _pressed(self, incoming: Incoming) -> list[Reply]:
        match incoming.action.split(":"):
            case [str(kind), code, part] if kind == SHOW and part in set(Part):
                return self._shown(incoming, code, Part(part))
            case [str(kind), number, ("0" | "1") as is_right] if kind == RATE and number.isdigit():
                known = self._questions.rate(int(number), incoming.chat, is_right == "1", incoming.at)
                return [Reply(self._wording.desk.rated if known else self._wording.desk.old_button)]
            case [str(kind), what] if kind == DATA:
                return self._own_data(incoming, what)
            case [str(kind)] if kind == DROP:
                return self._dropped(incoming)
            case _:
                return [Reply(self._wording.desk.old_button)]

    def _shown(self, incoming: Incoming, code: str, part: Part) -> list[Reply]:
        answer = self._answerer.procedure(code, part)
        if answer is None:
            return [Reply(self._wording.desk.old_button)]
        return [self._told(incoming, answer, (answer.record.name,) if isinstance(answer.record, Procedure) else (), "")]

    def _told(self, incoming: Incoming, answer: Answer, asked: Sequence[str], question: str) -> Reply:
        """The reply to an answer; what was asked is remembered and, where a person typed it, logged for later mining."""
        composed = self._composer.compose(answer)
        code, part, name = _topic(answer)
        if not isinstance(answer, Unanswered):
            self._chats.remember(incoming.chat, Conversation(tuple(asked), code, part), incoming.at)
        logged = self._questions.record(incoming.chat, question, _outcome(answer), code, part, incoming.at) if question else 0
        rows = [*self._choices(composed, part), *self._parts(answer), *self._rating(answer, logged)]
        return Reply(composed.text, tuple(rows), name)

    def _choices(self, composed: Composed, part: str) -> Iterator[tuple[Button, ...]]:
        for choice in composed.choices:
            yield (Button(_label(choice), f"{SHOW}:{choice.record_id}:{part or Part.SUMMARY}"),)

    def _parts(self, answer: Answer) -> Iterator[tuple[Button, ...]]:
        """The other parts of the procedure that was answered from."""
        if isinstance(answer, Answered) and isinstance(answer.record, Procedure):
            record = answer.record
            others = [part for part in self._composer.parts(record) if part != answer.part]
            buttons = [Button(self._wording.parts[part], f"{SHOW}:{record.code}:{part}") for part in others]
            yield from (tuple(buttons[begin : begin + BUTTONS_A_ROW]) for begin in range(0, len(buttons), BUTTONS_A_ROW))

    def _rating(self, answer: Answer, logged: int) -> Iterator[tuple[Button, ...]]:
        if isinstance(answer, Answered) and logged:
            desk = self._wording.desk
            yield (Button(desk.right, f"{RATE}:{logged}:1"), Button(desk.wrong, f"{RATE}:{logged}:0"))

    def _dropped(self, incoming: Incoming) -> list[Reply]:
        self._chats.forget_topic(incoming.chat, incoming.at)
        return [Reply(self._wording.desk.dropped)]

    def _own_data(self, incoming: Incoming, what: str) -> list[Reply]:
        desk = self._wording.desk
        if what == "delete":
            self._chats.delete(incoming.chat)
            return [Reply(desk.data_deleted)]
        lines = [f"- {logged.question}" for logged in self._questions.of(incoming.chat)]
        return [Reply("\n".join([desk.data_kept.format(count=len(lines)), *lines[-MOST_SHOWN:]]))]


def _topic(answer: Answer) -> tuple[str, str, str]:
    """Code, part and name of the procedure that is being talked about."""
    match answer:
        case Answered(record=Procedure() as record, part=part):
            return record.code, part, record.name
        case Answered(part=part) | Ambiguous(part=part):
            return "", part, ""
        case Unanswered():
            return "", "", ""


def _outcome(answer: Answer) -> str:
    match answer:
        case Answered():
            return "answered"
        case Ambiguous():
            return "ambiguous"
        case Unanswered(why=why):
            return why


def _label(choice: Choice) -> str:
    return choice.name if len(choice.name) <= LONGEST_LABEL else choice.name[: LONGEST_LABEL - 1].rsplit(" ", 1)[0] + "…"
