"""The window of "the people ask, the head of the unit answers": citizens ask and vote, staff choose and assign, heads answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.announcements.rules.outcomes import AnnouncementRefusal
from bot.announcements.store.articles import StaffInputs
from bot.answers.composing.labels import shortened
from bot.frontdesk.window import Window
from bot.messages import Button, ChatId, Incoming, Reply
from bot.participation.round import LONGEST_QUESTION, TYPED_WITHIN, QuestionStage, Round, RoundQuestion, RoundRefusal, RoundState
from bot.participation.rounds import ANSWER, ROUNDS, Rounds
from bot.participation.store import RoundBook
from bot.people.staff import Staff
from bot.people.staff_store import StaffBook
from bot.text.numerals import is_row
from bot.wording import Wording

ROUND = "/danhoi"
LIST, ASK, VOTE, UNVOTE = "l", "k", "v", "vo"
DESK, OPEN, CLOSE, VIEW, LISTED, HIDE, CHOOSE, ASSIGN, PUBLISH = "d", "o", "c", "q", "s", "h", "x", "g", "p"
SHOWN = 10  # questions on one screen
LISTED_ROOM = 250  # characters of each: ten fit into one message
STAFF_TYPES_WITHIN = timedelta(hours=2)
THEME, REPLY = "round-theme", "round-answer"  # what one of the staff may be about to type
STAGES = {LISTED: QuestionStage.LISTED, HIDE: QuestionStage.HIDDEN, CHOOSE: QuestionStage.CHOSEN}


class RoundsWindow(Window):
    """What a citizen does is their own chat's; what staff do is checked anew with every button and message."""

    keeps_in = "round_drafts"
    commands = frozenset({ROUND})
    actions = frozenset({ROUNDS})
    links = frozenset({"danhoi"})

    def __init__(self, wording: Wording, rounds: Rounds, book: RoundBook, staff: StaffBook, inputs: StaffInputs) -> None:
        self._wording = wording
        self._rounds = rounds
        self._book = book
        self._staff = staff
        self._inputs = inputs

    def commanded(self, incoming: Incoming, command: str, rest: str) -> Sequence[Reply]:  # noqa: ARG002
        return self._listed(incoming)

    def linked(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        return self._listed(incoming) if len(pieces) == 1 else None

    def pressed(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        match pieces[1:]:
            case [str(what)] if what == LIST:
                return self._listed(incoming)
            case [str(what)] if what == ASK:
                return self._to_be_asked(incoming)
            case [str(what), number] if what in (VOTE, UNVOTE) and is_row(number):
                trouble = self._rounds.vote(int(number), incoming.chat, incoming.at, incoming.address, wanted=what == VOTE)
                return [self._troubled(trouble)] if trouble else self._listed(incoming, replaces=True)
            case [what, *rest]:
                staff = self._staff_of(incoming)
                return self._by_staff(what, rest, staff, incoming.at) if staff else [Reply(self._wording.rounds.staff_only)]
            case _:
                return None

    def said(self, incoming: Incoming) -> Sequence[Reply] | None:
        """A citizen's question, the theme of a new round, or the answer of a head of unit, where it is expected."""
        staff = self._staff_of(incoming)
        if staff and (about := self._expected_of(staff, incoming.at)):
            return self._typed_by_staff(about, incoming.text, staff, incoming.at)
        if not self._is_expected_of(incoming.chat, incoming.at):
            return None
        done = self._rounds.ask(incoming.chat, incoming.text, incoming.at, incoming.address)
        if done in (RoundRefusal.TOO_SHORT, RoundRefusal.TOO_LONG):
            return [self._troubled(RoundRefusal(done))]  # they may type it again
        self._book.drop(incoming.chat)
        return [self._troubled(done) if isinstance(done, RoundRefusal) else Reply(self._wording.rounds.taken)]

    def dropped(self, incoming: Incoming) -> Sequence[Reply] | None:
        staff = self._staff_of(incoming)
        if staff and self._expected_of(staff, incoming.at):
            self._inputs.drop(staff.id)
            return [Reply(self._wording.rounds.dropped)]
        if not self._is_expected_of(incoming.chat, incoming.at):
            return None
        self._book.drop(incoming.chat)
        return [Reply(self._wording.rounds.dropped)]

    def _staff_of(self, incoming: Incoming) -> Staff | None:
        """Who of the staff writes; nobody in a group of others."""
        return None if incoming.is_overheard else self._staff.by_chat(incoming.sender)

    def _to_be_asked(self, incoming: Incoming) -> Sequence[Reply]:
        found = self._rounds.latest()
        if found is None or not found.is_open(incoming.at):
            return [self._troubled(RoundRefusal.CLOSED)]
        self._book.expect(incoming.chat, found.month, incoming.at)
        return [Reply(self._wording.rounds.type_question.format(longest=LONGEST_QUESTION))]

    def _is_expected_of(self, chat: ChatId, at: datetime) -> bool:
        found = self._book.expected(chat)
        return found is not None and abs(at - found[1]) <= TYPED_WITHIN

    def _expected_of(self, staff: Staff, at: datetime) -> str | None:
        found = self._inputs.expected(staff.id)
        is_ours = found is not None and found[0].partition(":")[0] in (THEME, REPLY) and abs(at - found[1]) <= STAFF_TYPES_WITHIN
        return found[0] if found and is_ours else None

    def _typed_by_staff(self, about: str, text: str, staff: Staff, at: datetime) -> Sequence[Reply]:
        if about == THEME:
            opened = self._rounds.open(text, staff, at)
            trouble, told = (opened, "") if isinstance(opened, RoundRefusal) else (None, self._opened(opened))
        else:
            answered = self._rounds.answer(int(about.partition(":")[2]), text, staff, at)
            trouble, told = (answered, "") if isinstance(answered, RoundRefusal) else (None, self._wording.rounds.answer_kept)
        if trouble not in (RoundRefusal.TOO_SHORT, RoundRefusal.TOO_LONG):
            self._inputs.drop(staff.id)
        return [self._troubled(trouble) if trouble else Reply(told)]

    def _opened(self, found: Round) -> str:
        return self._wording.rounds.opened.format(month=found.month, until=self._rounds.until(found))

    def _by_staff(self, what: str, rest: Sequence[str], staff: Staff, at: datetime) -> Sequence[Reply] | None:
        match what, rest:
            case str(), [] if what in (DESK, OPEN) and not self._rounds.may_choose(staff):
                return [self._troubled(RoundRefusal.NOT_ALLOWED)]
            case str(), [] if what == DESK:
                return self._desk()
            case str(), [] if what == OPEN:
                self._inputs.expect(staff.id, THEME, at)
                return [Reply(self._wording.rounds.type_theme)]
            case str(), [] if what == CLOSE:
                closed = self._rounds.close(staff, at)
                return [self._troubled(closed)] if isinstance(closed, RoundRefusal) else self._desk()
            case str(), [] if what == PUBLISH:
                return self._published(staff, at)
            case str(), [number, *more] if is_row(number):
                return self._on_question(what, int(number), more, staff, at)
            case _:
                return None

    def _on_question(self, what: str, number: int, more: Sequence[str], staff: Staff, at: datetime) -> Sequence[Reply] | None:
        words = self._wording.rounds
        match what, more:
            case str(), [] if what == VIEW:
                return self._shown(self._rounds.question(number, staff))
            case str(), [] if what in STAGES:
                return self._shown(self._rounds.move(number, STAGES[what], staff, at))
            case str(), [] if what == ASSIGN:
                units = [(Button(shortened(unit.name), f"{ROUNDS}:{ASSIGN}:{number}:{unit.id}"),) for unit in self._staff.units()]
                return [Reply(words.which_unit, tuple(units))]
            case str(), [unit] if what == ASSIGN and is_row(unit):
                done = self._rounds.assign(number, int(unit), staff, at)
                return [self._troubled(done) if isinstance(done, RoundRefusal) else Reply(words.assigned.format(unit=done.name))]
            case str(), [] if what == ANSWER:
                found = self._rounds.question(number, staff)
                if isinstance(found, RoundRefusal):
                    return [self._troubled(found)]
                self._inputs.expect(staff.id, f"{REPLY}:{number}", at)
                return [Reply(words.type_answer.format(text=found.text))]
            case _:
                return None

    def _published(self, staff: Staff, at: datetime) -> Sequence[Reply]:
        done = self._rounds.publish(staff, at)
        if isinstance(done, RoundRefusal):
            return [self._troubled(done)]
        if isinstance(done, AnnouncementRefusal):
            return [Reply(self._wording.newsroom.refusals[done])]
        return [Reply(self._wording.rounds.published.format(id=done.id))]

    def _shown(self, found: RoundQuestion | RoundRefusal) -> Sequence[Reply]:
        if isinstance(found, RoundRefusal):
            return [self._troubled(found)]
        words = self._wording.rounds
        text = words.choosing.format(text=found.text, votes=found.votes, stage=words.states[found.stage])
        actions = ((words.unchoose, LISTED), (words.choose, CHOOSE), (words.hide, HIDE), (words.assign, ASSIGN), (words.answer, ANSWER))
        return [Reply(text, tuple((Button(label, f"{ROUNDS}:{what}:{found.id}"),) for label, what in actions))]

    def _troubled(self, why: RoundRefusal) -> Reply:
        return Reply(self._wording.rounds.troubles[why])

    def _listed(self, incoming: Incoming, replaces: bool = False) -> Sequence[Reply]:
        """What everybody sees: the round, its questions, most votes first, and the way to ask; staff also see theirs."""
        words, found = self._wording.rounds, self._rounds.latest()
        staff = self._staff_of(incoming)
        desk = [(Button(words.desk_button, f"{ROUNDS}:{DESK}"),)] if staff and self._rounds.may_choose(staff) else []
        if found is None or found.state is RoundState.PUBLISHED:
            return [Reply(words.none, tuple(desk))]
        questions = self._book.questions(found.month)[:SHOWN]
        lines = [
            words.line.format(number=number, text=shortened(each.text, LISTED_ROOM), votes=each.votes)
            for number, each in enumerate(questions, 1)
        ]
        head = words.invitation.format(month=found.month, theme=found.theme, until=self._rounds.until(found))
        told = "\n".join([head, "", words.listed if lines else words.empty, *lines])
        is_open = found.is_open(incoming.at)
        rows = [*self._votes(questions, incoming.chat), (Button(words.ask, f"{ROUNDS}:{ASK}"),)] if is_open else []
        return [Reply(told if is_open else f"{told}\n\n{words.closed}", (*rows, *desk), replaces=replaces)]

    def _votes(self, questions: Sequence[RoundQuestion], chat: ChatId) -> list[tuple[Button, ...]]:
        words, given = self._wording.rounds, self._book.votes_of(chat)
        buttons = [
            Button(words.unvote.format(number=number), f"{ROUNDS}:{UNVOTE}:{each.id}")
            if each.id in given
            else Button(words.vote.format(number=number), f"{ROUNDS}:{VOTE}:{each.id}")
            for number, each in enumerate(questions, 1)
        ]
        return [tuple(buttons[begin : begin + 5]) for begin in range(0, len(buttons), 5)]

    def _desk(self) -> Sequence[Reply]:
        words, found = self._wording.rounds, self._rounds.latest()
        start = (Button(words.open, f"{ROUNDS}:{OPEN}"),)
        if found is None:
            return [Reply(words.none, (start,))]
        questions = self._book.questions(found.month, set(QuestionStage))
        count = {stage: sum(each.stage is stage for each in questions) for stage in QuestionStage}
        text = words.desk.format(
            month=found.month,
            state=words.states[found.state],
            theme=found.theme,
            new=count[QuestionStage.NEW],
            listed=count[QuestionStage.LISTED],
            chosen=count[QuestionStage.CHOSEN],
            done=count[QuestionStage.ANSWERED] + count[QuestionStage.PUBLISHED],
        )
        waiting = sorted(questions, key=lambda each: (each.stage is not QuestionStage.NEW, -each.votes, each.id))
        rows = [(Button(shortened(each.text), f"{ROUNDS}:{VIEW}:{each.id}"),) for each in waiting[: 2 * SHOWN]]
        acts = (Button(words.close, f"{ROUNDS}:{CLOSE}"), Button(words.publish, f"{ROUNDS}:{PUBLISH}"))
        return [Reply(text, (*rows, acts if found.state is not RoundState.PUBLISHED else start))]
