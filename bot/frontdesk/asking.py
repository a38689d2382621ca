"""The window for questions: an answer, a question back, or a refusal that helps on; what was asked is remembered and logged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.answers.composing.compose import Composer
from bot.answers.composing.labels import shortened
from bot.answers.composing.sheets import Composed
from bot.answers.decisions.answer import Answerer
from bot.answers.decisions.catalogue import Catalogue
from bot.answers.lessons.questions import ANSWERED, NOISE, OWED
from bot.answers.store.questions import Questions
from bot.answers.turn.deciding import AnswerKind
from bot.answers.turn.outcome import Ambiguous, Answer, Answered, Both, Planned, Unanswered, UnansweredReason, shown
from bot.frontdesk.answer_buttons import CALM, DROP, NONE, RATE, READ, SHOW, AnswerButtons
from bot.frontdesk.beside_alarm import DangerBeside
from bot.frontdesk.two_matters import twin_of, with_second
from bot.frontdesk.window import Ask, Window
from bot.messages import Button, Incoming, Reply
from bot.people.chats import REMEMBERED, Conversation
from bot.people.store import Chats
from bot.text.numerals import is_row, small
from bot.wording import Wording
from knowledge.records.procedure import Part, Procedure

LONGEST_TOPIC = 80  # characters of a name where it only says what is talked about


class AskingWindow(Window):
    """Whatever nobody has anything open for is a question.

    `hand_over`: the first piece of the action by which another window takes a question to an officer; "" where none does.
    `petition`: what begins a petition with a text as its draft; None where there is no such window.
    `beside`: the danger that a text tells of beside what it asks.
    """

    commands = frozenset({"/hoi"})
    actions = frozenset({SHOW, READ, DROP, RATE, CALM, NONE})
    public = frozenset({SHOW, READ, DROP})
    links = frozenset({"tthc"})

    def __init__(
        self,
        answerer: Answerer,
        composer: Composer,
        wording: Wording,
        chats: Chats,
        questions: Questions,
        catalogue: Catalogue,
        hand_over: str = "",
        petition: Ask | None = None,
        beside: Callable[[str], DangerBeside | None] = lambda _: None,
    ) -> None:
        self._danger_beside = beside
        self._petition = petition
        self._answerer = answerer
        self._composer = composer
        self._wording = wording
        self._chats = chats
        self._questions = questions
        self._buttons = AnswerButtons(wording, composer, catalogue, hand_over)

    def commanded(self, incoming: Incoming, command: str, rest: str) -> Sequence[Reply]:  # noqa: ARG002
        conversation = self._chats.conversation(incoming.chat, incoming.at)
        return self._answered(incoming, rest, conversation) if rest else [Reply(self._wording.unanswered.empty)]

    def linked(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        """A poster's QR code: "tthc_1_001193"."""
        return self._shown(incoming, ".".join(pieces[1:]), Part.SUMMARY)

    def asked(self, incoming: Incoming, conversation: Conversation) -> Sequence[Reply]:
        text = incoming.text.strip()
        told = self._danger_beside(text)
        asked = told.rest if told else text
        return [*self._alarmed(incoming, told), *self._answered(incoming, asked, conversation, is_calm=told is not None)]

    def _alarmed(self, incoming: Incoming, told: DangerBeside | None) -> Sequence[Reply]:
        """The number of a danger that was told beside a question, for which it is no answer."""
        if told is None:
            return ()
        alarm = Unanswered(UnansweredReason.DANGER, alarm=told.alarm)
        self._questions.record(incoming.chat, incoming.text.strip(), alarm.why, "", "", incoming.at)
        return [Reply(self._composer.compose(alarm).text, rule=alarm.rule, kind=alarm.kind)]

    def dropped(self, incoming: Incoming) -> Sequence[Reply]:
        self._chats.forget_topic(incoming.chat, incoming.at)
        return [Reply(self._wording.desk.dropped)]

    def pressed(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        match pieces:
            case [str(kind), code, part, *rest] if kind == SHOW and part in set(Part):
                return self._shown(incoming, code, Part(part), rest)
            case [str(kind), key, piece, page, *rest] if kind == READ and (nth := small(page)) is not None:
                return self._read(key, piece, nth, rest)
            case [str(kind), number, ("0" | "1") as is_right] if kind == RATE and is_row(number):
                return self._rated(incoming, int(number), is_right == "1")
            case [str(kind), number] if kind == CALM and is_row(number):
                return self._asked_calmly(incoming, int(number))
            case [str(kind), number] if kind == NONE and (number == "0" or is_row(number)):
                return self._none_of_these(incoming, int(number))
            case [str(kind)] if kind == DROP:
                return self.dropped(incoming)
            case _:
                return None

    def _asked_calmly(self, incoming: Incoming, number: int) -> Sequence[Reply] | None:
        """The answer to a question of this chat that was taken for danger or wrongdoing; None where it is not this chat's, or gone."""
        asked = next((each.question for each in self._questions.of(incoming.chat) if each.id == number), None)
        conversation = self._chats.conversation(incoming.chat, incoming.at)
        return None if asked is None else self._answered(incoming, asked, conversation, is_calm=True)

    def _none_of_these(self, incoming: Incoming, number: int) -> Sequence[Reply]:
        """The ways on for whom no procedure that was offered is right; the thread before it stays cut."""
        self._chats.forget_topic(incoming.chat, incoming.at)
        is_own = any(each.id == number for each in self._questions.of(incoming.chat))
        rows = [*self._buttons.to_fields(), *(self._buttons.handing_over(number) if is_own else ())]
        return [Reply(self._wording.ambiguous.none_of_these, tuple(rows))]

    def _answered(self, incoming: Incoming, question: str, conversation: Conversation, *, is_calm: bool = False) -> Sequence[Reply]:
        answer = self._answerer.answer(
            question,
            conversation.asked,
            conversation.code,
            conversation.matters,
            is_calm=is_calm,
            at=incoming.at,
            part=conversation.part,
            twin=twin_of(conversation),
        )
        if self._petition and isinstance(answer, Unanswered) and answer.why is UnansweredReason.PETITION:
            first, *others = self._petition(incoming, question)
            return [replace(first, rule=answer.rule, kind=AnswerKind.PETITION), *others]
        code, part, name = _topic(answer)
        composed = self._composer.compose(answer)
        are_two = composed.kind is AnswerKind.TWO_MATTERS  # of which the reader chooses
        if isinstance(answer, Ambiguous) and not are_two:
            answer = replace(answer, second=None)  # it says nothing to the question, and was not told
        told = shown(answer)
        choices = self._buttons.choices(composed, told.part if told else part, "" if are_two else code)
        begins = self._answerer.begins_anew(question, conversation.asked, conversation.code, conversation.matters, twin_of(conversation))
        now_open = _continued(conversation, answer, question, tuple(button.action for button in choices), begins=begins)
        logged = self._questions.record(
            incoming.chat,
            question,
            _outcome(answer, is_noise=self._answerer.is_noise(question)),
            code,
            part,
            incoming.at,
            self._chats.remembering(incoming.chat, now_open, incoming.at),
        )
        rows = [*((button,) for button in choices), *self._below(answer, composed, logged)]
        return [Reply(composed.text, tuple(rows), name, rule=answer.rule, kind=composed.kind)]

    def _below(self, answer: Answer, composed: Composed, logged: int) -> Iterator[tuple[Button, ...]]:
        first = shown(answer)
        if _may_be_another(answer):
            yield from self._buttons.way_out(logged)
            if first:
                yield from self._buttons.more_alone(first, composed, logged)
        elif first:
            yield from self._buttons.under(first, composed, logged)
        match answer:
            case Unanswered(why=UnansweredReason.DANGER):
                yield from self._buttons.not_urgent(logged)
            case Unanswered(why=UnansweredReason.WRONGDOING):
                yield from self._buttons.not_wrong(logged)
            case Unanswered(why=why) if why not in (
                UnansweredReason.SMALL_TALK,
                UnansweredReason.PETITION,
                UnansweredReason.OFFICE,
                UnansweredReason.UNSURE,
                UnansweredReason.MISUNDERSTOOD,
            ):
                yield from self._buttons.to_fields()
        if isinstance(answer, Unanswered):
            yield from self._buttons.refused(answer, logged)

    def _shown(self, incoming: Incoming, code: str, part: Part, rest: Sequence[str] = ()) -> Sequence[Reply] | None:
        """A part of a procedure; `rest`: the page, then MORE where all buttons are to be offered, and the number of the question."""
        answer = self._answerer.procedure(code, part)
        if answer is None or not isinstance(answer.record, Procedure):
            return None
        turned = bool(rest) and rest[0].isdecimal()
        composed = self._composer.compose(answer, int(rest[0]) if turned else 1)
        before = self._chats.conversation(incoming.chat, incoming.at)
        self._chats.remember(incoming.chat, Conversation((answer.record.name,), code, part).after(before), incoming.at)
        is_all = len(rest) > 1
        rows = [*self._buttons.under(answer, composed, _logged(rest), is_all=is_all)]
        if is_all:
            rows += [*self._buttons.to_field(code), *self._buttons.drop()]
        name = shortened(answer.record.name, LONGEST_TOPIC)
        return [Reply(composed.text, tuple(rows), name, replaces=turned, rule=answer.rule, kind=composed.kind)]

    def _read(self, key: str, piece: str, page: int, rest: Sequence[str] = ()) -> Sequence[Reply] | None:
        """A page of a document; `rest`: MORE where all buttons are to be offered, and the number of the question."""
        answer = self._answerer.document(key, piece)
        if answer is None:
            return None
        composed = self._composer.compose(answer, page)
        rows = tuple(self._buttons.under(answer, composed, _logged(["", *rest]), is_all=bool(rest)))
        return [Reply(composed.text, rows, replaces=page > 1 or bool(rest), rule=answer.rule, kind=composed.kind)]

    def _rated(self, incoming: Incoming, number: int, is_right: bool) -> Sequence[Reply] | None:
        if not self._questions.rate(number, incoming.chat, is_right, incoming.at):
            return None
        desk = self._wording.desk
        return [Reply(desk.rated)] if is_right else [Reply(desk.rated_wrong, tuple(self._buttons.handing_over(number)))]


def _continued(conversation: Conversation, answer: Answer, question: str, offered: tuple[str, ...], *, begins: bool) -> Conversation | None:
    """What is being talked about from now on; None where it stays as it was: a refusal changes at most what is offered.

    `begins`: the question had nothing to do with those before it, nor will the next: a long name among them would outweigh both.
    """
    if isinstance(answer, Unanswered):
        return replace(conversation, offered=offered) if offered else None
    if isinstance(answer, Planned):  # each of its procedures can be asked about by a word: "cái thẻ bảo hiểm thì mấy ngày"
        listed = tuple(choice.record_id for choice in answer.choices)
        return Conversation((question,), offered=offered, matters=(conversation.code, *conversation.matters[:2], *listed))
    code, part, _ = _topic(answer)
    if isinstance(answer, Answered) and answer.retelling:  # nothing new was asked
        return replace(conversation, code=code, part=part, offered=offered)
    before = () if begins else conversation.asked
    if (
        code and code == conversation.code and len(before) == REMEMBERED
    ):  # the question that named the procedure stays, however many parts follow
        before = (before[0], *before[2:])
    return with_second(Conversation((*before, question), code, part, offered).after(conversation), answer)


def _logged(rest: Sequence[str]) -> int:
    """The number of the question in a button's page, MORE, number; 0 where it has none."""
    return int(rest[2]) if len(rest) > 2 and is_row(rest[2]) else 0


def _topic(answer: Answer) -> tuple[str, str, str]:
    """Code, part and name of the procedure that is being talked about."""
    match answer:
        case Ambiguous(shown=shown) | Both(first=shown):
            return _topic(shown)
        case Answered(record=Procedure() as record):
            return record.code, answer.told_part, shortened(record.name, LONGEST_TOPIC)
        case Answered(part=part):
            return "", part, ""
        case Planned() | Unanswered():
            return "", "", ""


def _may_be_another(answer: Answer) -> bool:
    """Whether what is shown may not be what was asked for, or is said not to be."""
    match answer:
        case Ambiguous() | Unanswered(why=UnansweredReason.UNSURE | UnansweredReason.MISUNDERSTOOD):
            return True
        case _:
            return False


def _outcome(answer: Answer, *, is_noise: bool) -> str:
    """What came of a question, for the log: one that says nothing is owed no answer, a local matter the office's own."""
    match answer:
        case Unanswered(why=UnansweredReason.NOT_FOUND) if is_noise:
            return NOISE
        case Unanswered(is_owed=True):
            return OWED
        case Answered() | Both() | Planned():
            return ANSWERED
        case Ambiguous():
            return "ambiguous"
        case Unanswered(why=why):
            return why
