"""The window for questions: an answer, a question back, or a refusal that helps on; what was asked is remembered and logged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answers.answer import Ambiguous, Answer, Answered, Answerer, Choice, Unanswered
from bot.answers.compose import Composed, Composer
from bot.answers.store import Questions
from bot.frontdesk.window import Window
from bot.messages import Button, Incoming, Reply
from bot.people.chats import Conversation
from bot.people.store import Chats
from bot.wording import Wording
from knowledge.procedure import Part, Procedure

BUTTONS_A_ROW = 2  # two fit a phone's width with words that can be read
LONGEST_LABEL = 60  # characters; more is cut by every phone
SHOW, DROP, RATE = "p", "x", "r"
"""Show a part, drop the topic, rate an answer."""


class Asking(Window):
    """The last window: whatever no other takes is a question."""

    commands = frozenset({"/hoi"})
    actions = frozenset({SHOW, DROP, RATE})
    links = frozenset({"tthc"})

    def __init__(self, answerer: Answerer, composer: Composer, wording: Wording, chats: Chats, questions: Questions) -> None:
        self._answerer = answerer
        self._composer = composer
        self._wording = wording
        self._chats = chats
        self._questions = questions

    def commanded(self, incoming: Incoming, command: str, rest: str) -> Sequence[Reply]:  # noqa: ARG002
        return self._asked(incoming, rest) if rest else [Reply(self._wording.unanswered.empty)]

    def linked(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        """A poster's QR code: "tthc_1_001193"."""
        return self._shown(incoming, ".".join(pieces[1:]), Part.SUMMARY)

    def said(self, incoming: Incoming) -> Sequence[Reply]:
        return self._asked(incoming, incoming.text.strip())

    def dropped(self, incoming: Incoming) -> Sequence[Reply]:
        self._chats.forget_topic(incoming.chat, incoming.at)
        return [Reply(self._wording.desk.dropped)]

    def pressed(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        match pieces:
            case [str(kind), code, part] if kind == SHOW and part in set(Part):
                return self._shown(incoming, code, Part(part))
            case [str(kind), number, ("0" | "1") as is_right] if kind == RATE and number.isdigit():
                known = self._questions.rate(int(number), incoming.chat, is_right == "1", incoming.at)
                return [Reply(self._wording.desk.rated)] if known else None
            case [str(kind)] if kind == DROP:
                return self.dropped(incoming)
            case _:
                return None

    def _asked(self, incoming: Incoming, question: str) -> Sequence[Reply]:
        conversation = self._chats.conversation(incoming.chat, incoming.at)
        answer = self._answerer.answer(question, conversation.asked)
        return [self._told(incoming, answer, (*conversation.asked, question), question)]

    def _shown(self, incoming: Incoming, code: str, part: Part) -> Sequence[Reply] | None:
        answer = self._answerer.procedure(code, part)
        if answer is None:
            return None
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
