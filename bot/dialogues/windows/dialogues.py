"""The window of dialogues: listed, registered for, asked beforehand and voted; one that is asked for in plain words is found."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.answers.composing.labels import shortened
from bot.dialogues.cases.hall import ASK, SEAT, DialogueHall
from bot.dialogues.rules.dialogue import DialogueState, OfficeDialogue
from bot.dialogues.rules.hall_outcomes import AGAIN, HallOutcome
from bot.dialogues.rules.numbers import LONGEST_QUESTION, MOST_QUESTIONS, SHOWN_IN_CHAT
from bot.dialogues.rules.wish import DialogueWish
from bot.frontdesk.choosing import ChoiceReader
from bot.frontdesk.window import Window
from bot.messages import Button, Incoming, Reply
from bot.people.chats import Conversation
from bot.text.numerals import is_row
from bot.wording.dialogues import DialogueWords

COMMAND, LINK = "/doithoai", "doithoai"
DIALOGUE, REGISTER, LEAVE, QUESTION, LIST, VOTE, UNVOTE, MINUTES = "dt", "d", "x", "h", "q", "v", "w", "b"
ROOM = 500  # characters of each question or answer on one screen: five with their answers fit into one message


class DialogueWindow(Window):
    """Everybody is told the same; who registers, asks or votes does so in their own chat."""

    keeps_in = "dialogue_drafts"
    commands = frozenset({COMMAND})
    actions = frozenset({DIALOGUE})
    links = frozenset({LINK})

    def __init__(
        self, words: DialogueWords, hall: DialogueHall, site: str, is_alarming: Callable[[str], bool], choices: ChoiceReader
    ) -> None:
        """`site`: the office's public address; `is_alarming`: whether a text tells of danger or fraud, which come first; `choices`: reads
        that what is open is given up."""
        self._choices = choices
        self._words = words
        self._say = words.chat
        self._hall = hall
        self._site = site
        self._is_alarming = is_alarming

    def commanded(self, incoming: Incoming, command: str, rest: str) -> Sequence[Reply]:  # noqa: ARG002
        return self._listed(incoming)

    def linked(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        return self._listed(incoming) if pieces == [LINK] else None

    def asked(self, incoming: Incoming, conversation: Conversation) -> Sequence[Reply] | None:  # noqa: ARG002
        wish = self._hall.wish(incoming.text)
        if wish is None or self._is_alarming(incoming.text):
            return None
        return self._past(incoming) if wish is DialogueWish.LAST else self._listed(incoming)

    def pressed(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        match pieces[1:]:
            case [str(what), number] if what in (REGISTER, LEAVE, QUESTION, VOTE, UNVOTE) and is_row(number):
                return [Reply(self._say.in_group)] if incoming.person else self._done(incoming, what, int(number))
            case [str(what), number] if what in (LIST, MINUTES) and is_row(number):
                found = self._hall.get(int(number))
                if found is None:
                    return [Reply(self._say.missing)]
                return [self._matters(incoming, found)] if what == LIST else [self._minutes(found)]
            case _:
                return None

    def said(self, incoming: Incoming) -> Sequence[Reply] | None:
        """A name or a question, where it is expected."""
        expected = None if incoming.person else self._hall.expected(incoming.chat, incoming.at)
        if expected is None:
            return None
        if self._choices.stops(incoming.text, self._say.stops):
            return self.dropped(incoming)
        number, wish = expected
        do = self._hall.register if wish == SEAT else self._hall.ask
        outcome = do(number, incoming.chat, incoming.text, incoming.at, incoming.address)
        if outcome not in AGAIN:
            self._hall.forget(incoming.chat)
        return [self._told(outcome)]

    def dropped(self, incoming: Incoming) -> Sequence[Reply] | None:
        if self._hall.expected(incoming.chat, incoming.at) is None:
            return None
        self._hall.forget(incoming.chat)
        return [Reply(self._say.dropped)]

    def _done(self, incoming: Incoming, what: str, number: int) -> Sequence[Reply]:
        match what:
            case "d" | "h":
                wish, form = (SEAT, self._say.type_name) if what == REGISTER else (ASK, self._say.type_question)
                is_open = self._hall.expect(incoming.chat, number, wish, incoming.at)
                return [Reply(form.format(longest=LONGEST_QUESTION)) if is_open else self._told(HallOutcome.CLOSED)]
            case "x":
                return [self._told(self._hall.leave(number, incoming.chat))]
            case _:
                outcome = self._hall.vote(number, incoming.chat, incoming.at, incoming.address, wanted=what == VOTE)
                event = self._hall.get(self._hall.event_of(number))
                if outcome is not HallOutcome.VOTED or event is None:
                    return [self._told(outcome)]
                return [self._matters(incoming, event, replaces=True)]

    def _told(self, outcome: HallOutcome) -> Reply:
        return Reply(self._words.outcomes[outcome].format(longest=LONGEST_QUESTION, most=MOST_QUESTIONS))

    def _listed(self, incoming: Incoming) -> Sequence[Reply]:
        """What is to come, each as a message of its own; then where the last ones are."""
        upcoming = self._hall.upcoming(incoming.at)
        shown = [self._event(incoming, found) for found in upcoming[:SHOWN_IN_CHAT]] or [Reply(self._say.none)]
        if len(upcoming) > SHOWN_IN_CHAT:
            shown.append(Reply(self._say.more.format(count=len(upcoming) - SHOWN_IN_CHAT, link=f"{self._site}/doi-thoai")))
        if rows := self._past_rows(incoming):
            shown[-1] = Reply(f"{shown[-1].text}\n\n{self._say.past}", (*shown[-1].rows, *rows))
        return shown

    def _past(self, incoming: Incoming) -> Sequence[Reply]:
        rows = self._past_rows(incoming)
        return [Reply(self._say.past, rows)] if rows else self._listed(incoming)

    def _past_rows(self, incoming: Incoming) -> tuple[tuple[Button, ...], ...]:
        held = [found for found in self._hall.past(incoming.at) if found.state is DialogueState.PUBLISHED]
        return tuple((self._button(found.draft.title, MINUTES, found.id),) for found in held[:SHOWN_IN_CHAT])

    def _event(self, incoming: Incoming, found: OfficeDialogue) -> Reply:
        text = self._hall.teller.full(found)
        if found.state is DialogueState.CANCELLED:
            return Reply(f"{self._say.cancelled.format(reason=found.reason)}\n{text}")
        see = self._button(self._say.see, LIST, found.id)
        if not found.is_open(incoming.at) or incoming.person:
            return Reply(text, ((see,),))
        seat = self._hall.seat(found.id, incoming.chat)
        if seat is None:
            own = self._button(self._say.enrol, REGISTER, found.id)
        else:
            place = self._hall.place_of(found.id, seat) if seat.is_waiting else 0
            text = f"{text}\n\n{(self._say.waiting if seat.is_waiting else self._say.seated).format(name=seat.name, place=place)}"
            own = self._button(self._say.leave, LEAVE, found.id)
        return Reply(text, ((own,), (self._button(self._say.ask, QUESTION, found.id), see)))

    def _matters(self, incoming: Incoming, found: OfficeDialogue, *, replaces: bool = False) -> Reply:
        """The questions that were listed, most votes first, with a vote for each as long as it has not begun."""
        matters = self._hall.matters(found)[:SHOWN_IN_CHAT]
        head = self._say.listed.format(head=self._hall.teller.head(found))
        if not matters:
            return Reply(f"{head}\n{self._say.no_questions}", replaces=replaces)
        given = self._hall.votes_of(incoming.chat)
        lines = [self._say.line.format(number=at, text=shortened(each.text, ROOM), votes=each.votes) for at, each in enumerate(matters, 1)]
        is_open = found.is_open(incoming.at) and not incoming.person
        votes = tuple(
            self._button(self._say.unvote.format(number=at), UNVOTE, each.id)
            if each.id in given
            else self._button(self._say.vote.format(number=at), VOTE, each.id)
            for at, each in enumerate(matters, 1)
        )
        return Reply("\n".join([head, *lines]), (votes,) if is_open else (), replaces=replaces)

    def _minutes(self, found: OfficeDialogue) -> Reply:
        """What came of it: each question with its answer, or who owes it."""
        if found.state is not DialogueState.PUBLISHED:
            return Reply(self._say.missing)
        head = self._say.minutes.format(head=self._hall.teller.head(found), link=f"{self._site}/doi-thoai/{found.id}")
        matters = self._hall.matters(found)[:SHOWN_IN_CHAT]
        lines = [
            f"{number}. {shortened(each.text, ROOM // 2)}\n{shortened(self._hall.teller.standing(each), ROOM)}"
            for number, each in enumerate(matters, 1)
        ]
        return Reply("\n\n".join([head, *lines]))

    @staticmethod
    def _button(label: str, what: str, number: int) -> Button:
        return Button(shortened(label), f"{DIALOGUE}:{what}:{number}")
