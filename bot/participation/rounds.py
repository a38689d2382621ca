"""The rounds: open, collect, list, choose, assign to a head of unit, answer, publish as an article and as knowledge."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from bot.announcements.rules.article import LONGEST_BODY, Article, body_of
from bot.announcements.rules.calendar import Month, PostingTimes
from bot.announcements.rules.campaign import APPROVERS, Campaign
from bot.announcements.rules.followers import Audience, Sending, Topic
from bot.announcements.rules.outcomes import AnnouncementRefusal
from bot.messages import Button, ChatId, OutboxMessage
from bot.participation.round import (
    COLLECTED_FOR,
    LONGEST_ANSWER,
    LONGEST_QUESTION,
    QuestionStage,
    Round,
    RoundQuestion,
    RoundRefusal,
    RoundState,
)
from bot.participation.store import RoundBook
from bot.people.staff import Role, Staff, Unit
from bot.people.staff_store import StaffBook
from bot.runtime.address_deeds import QUESTIONS, VOTES, AddressDeeds
from bot.runtime.rate_limiter import Arrivals
from bot.wording import Wording
from knowledge.texts.lengths import units
from knowledge.texts.writing import escaped

ROUNDS = "ro"  # the first piece of the actions of the window's buttons
ANSWER = "w"
SHORTEST = 10  # characters; what is shorter asks nothing
LONGEST_THEME = 90  # UTF-16 units: it stands in a title of 150
SHOWN = 400  # characters of an answer in the letter to who asked

Announce = Callable[[Article, Sending, Staff, datetime], Campaign | AnnouncementRefusal]
Learn = Callable[[str, str, str, Staff, datetime], None]
"""Question, answer, source, who, when: offered as knowledge."""


class Rounds:
    """Times are aware. Who may do what is decided here."""

    def __init__(
        self,
        book: RoundBook,
        staff: StaffBook,
        wording: Wording,
        timetable: PostingTimes,
        announce: Announce,
        learn: Learn,
        arrivals: Arrivals | None = None,
    ) -> None:
        """`arrivals`: where it is counted how often each network address asks and votes."""
        self._asked, self._voted = AddressDeeds(QUESTIONS, "round questions", arrivals), AddressDeeds(VOTES, "round votes", arrivals)
        self._book = book
        self._staff = staff
        self._wording = wording
        self._timetable = timetable
        self._announce = announce
        self._learn = learn

    def work(self, at: datetime) -> None:
        """The job of every hour: a round whose time is over takes no more questions."""
        found = self._book.latest()
        if found and found.state is RoundState.COLLECTING and at >= found.closes:
            self._book.close(found.month, at)

    def until(self, found: Round) -> str:
        """The last day on which questions are taken, as people write it."""
        return f"{found.closes.astimezone(self._timetable.zone):%d/%m/%Y}"

    def month(self, at: datetime) -> Month:
        """Whose round would be opened at `at`."""
        return self._timetable.month(at)

    def latest(self) -> Round | None:
        return self._book.latest()

    def open(self, theme: str, by: Staff, at: datetime) -> Round | RoundRefusal:
        """Open this month's round and write the call for questions, to be approved like every announcement."""
        if _may_not(by):
            return RoundRefusal.NOT_ALLOWED
        if not SHORTEST <= units(theme.strip()) <= LONGEST_THEME:
            return RoundRefusal.TOO_SHORT if len(theme.strip()) < SHORTEST else RoundRefusal.TOO_LONG
        found = Round(self._timetable.month(at), " ".join(theme.split()), RoundState.COLLECTING, at, at + COLLECTED_FOR)
        if not self._book.open(found, by.id, at):
            return RoundRefusal.ALREADY_OPEN
        self._announce(self._call(found), Sending(Audience(topics=(Topic.DIALOGUE,))), by, at)
        return found

    def close(self, by: Staff, at: datetime) -> Round | RoundRefusal:
        """Take no more questions, before the time is over."""
        found = self._book.latest()
        if _may_not(by):
            return RoundRefusal.NOT_ALLOWED
        if found is None or not self._book.close(found.month, at):
            return RoundRefusal.NO_ROUND
        return found

    def ask(self, chat: ChatId, text: str, at: datetime, address: str = "") -> int | RoundRefusal:
        """A citizen's question for the open round; CROWDED where so many came from that network `address`."""
        found = self._book.latest()
        if found is None or not found.is_open(at):
            return RoundRefusal.CLOSED
        question = " ".join(text.split())
        if len(question) < SHORTEST:
            return RoundRefusal.TOO_SHORT
        if len(question) > LONGEST_QUESTION:
            return RoundRefusal.TOO_LONG
        return self._book.ask(found.month, chat, question, at) if self._asked.may(address, at) else RoundRefusal.CROWDED

    def vote(self, question_id: int, chat: ChatId, at: datetime, address: str = "", *, wanted: bool = True) -> RoundRefusal | None:
        """Vote, or (not `wanted`) take the vote back; pressed twice, it stands as pressed once. None: done. CROWDED as in `ask`."""
        found, question = self._book.latest(), self._book.question(question_id)
        if found is None or question is None or question.month != found.month:
            return RoundRefusal.NOT_THERE
        if not found.is_open(at):
            return RoundRefusal.CLOSED
        if not self._voted.may(address, at):
            return RoundRefusal.CROWDED
        return None if self._book.vote(question_id, chat, at, wanted=wanted) else RoundRefusal.NOT_THERE

    def may_choose(self, by: Staff) -> bool:
        """Whether this person sees what nobody has listed yet: those who choose."""
        return not _may_not(by)

    def question(self, question_id: int, by: Staff) -> RoundQuestion | RoundRefusal:
        """For who chooses, any; for the head of a unit, those it was given."""
        found = self._book.question(question_id)
        if found is None:
            return RoundRefusal.NOT_THERE
        return found if not _may_not(by) or self._answers(found, by) else RoundRefusal.NOT_ALLOWED

    def move(self, question_id: int, after: QuestionStage, by: Staff, at: datetime) -> RoundQuestion | RoundRefusal:
        """List it, hide it, choose it, or take that back."""
        if _may_not(by) or after in (QuestionStage.ANSWERED, QuestionStage.PUBLISHED):
            return RoundRefusal.NOT_ALLOWED
        if not self._book.move(question_id, after, by.id, at):
            return RoundRefusal.NOT_THERE
        return self.question(question_id, by)

    def assign(self, question_id: int, unit_id: int, by: Staff, at: datetime) -> Unit | RoundRefusal:
        """The head of that unit is asked to answer."""
        if _may_not(by):
            return RoundRefusal.NOT_ALLOWED
        unit, question = self._staff.unit(unit_id), self._book.question(question_id)
        if question is None:
            return RoundRefusal.NOT_THERE
        if unit is None:
            return RoundRefusal.NO_UNIT
        letters = list(self._to_heads(question, unit))
        return unit if self._book.assign(question_id, unit_id, letters, by.id, at) else RoundRefusal.NOT_THERE

    def answer(self, question_id: int, text: str, by: Staff, at: datetime) -> RoundQuestion | RoundRefusal:
        """The head of the unit answers, in their own words."""
        question = self._book.question(question_id)
        if question is None:
            return RoundRefusal.NOT_THERE
        if not self._answers(question, by):
            return RoundRefusal.NOT_ALLOWED
        if not SHORTEST <= len(text.strip()) <= LONGEST_ANSWER:
            return RoundRefusal.TOO_SHORT if len(text.strip()) < SHORTEST else RoundRefusal.TOO_LONG
        if not self._book.answer(question_id, text.strip(), by.id, at):
            return RoundRefusal.NOT_THERE
        return self.question(question_id, by)

    def publish(self, by: Staff, at: datetime) -> Campaign | AnnouncementRefusal | RoundRefusal:
        """The answers as an article (approved like every announcement), as knowledge, and to those who asked."""
        found = self._book.latest()
        if _may_not(by):
            return RoundRefusal.NOT_ALLOWED
        if found is None or found.state is RoundState.PUBLISHED:
            return RoundRefusal.NO_ROUND
        answered = self._book.questions(found.month, {QuestionStage.ANSWERED})
        if not answered:
            return RoundRefusal.NO_ANSWERS
        campaign = self._announce(self._article(found, answered), Sending(Audience(topics=(Topic.DIALOGUE,))), by, at)
        if isinstance(campaign, AnnouncementRefusal):
            return campaign
        if not self._book.publish(found.month, campaign.article, list(self._to_askers(answered)), by.id, at):
            return RoundRefusal.NO_ROUND
        source = self._wording.rounds.article_title.format(month=found.month, theme=found.theme)
        for question in answered:
            self._learn(question.text, question.answer, source, by, at)
        return campaign

    def _answers(self, question: RoundQuestion, by: Staff) -> bool:
        return by.is_active and by.role is Role.LEADER and question.unit == by.unit

    def _to_heads(self, question: RoundQuestion, unit: Unit) -> Iterator[OutboxMessage]:
        words = self._wording.rounds
        rows = ((Button(words.answer, f"{ROUNDS}:{ANSWER}:{question.id}"),),)
        for staff in self._staff.of_unit(unit.id):
            if staff.role is Role.LEADER:
                text, key = words.to_answer.format(text=question.text), f"round:{question.id}:{unit.id}:{staff.id}"
                yield staff.letter(text, key, rows, path="/dan-hoi")

    def _to_askers(self, answered: Sequence[RoundQuestion]) -> Iterator[OutboxMessage]:
        words = self._wording.rounds
        for question in answered:
            told = question.answer if len(question.answer) <= SHOWN else question.answer[:SHOWN].rsplit(" ", 1)[0] + "…"
            text = words.answered.format(unit=self._unit_name(question), text=question.text, answer=told)
            yield OutboxMessage(question.chat, text, f"round:{question.id}:answered")

    def _call(self, found: Round) -> Article:
        words = self._wording.rounds
        opening = words.call.format(theme=_plain(found.theme), until=self.until(found))
        return self._written(found, opening)

    def _article(self, found: Round, answered: Sequence[RoundQuestion]) -> Article:
        words = self._wording.rounds
        body = words.article_opening.format(theme=_plain(found.theme))
        for number, question in enumerate(answered, 1):
            asked = words.article_question.format(number=number, text=_plain(question.text))
            answer = "\n\n".join(_plain(line) for line in question.answer.split("\n") if line.strip())
            told = words.article_answer.format(unit=_plain(self._unit_name(question)), answer=answer)
            if units(f"{body}\n\n{asked}\n\n{told}") > LONGEST_BODY:
                break  # who asked gets the answer all the same, and it is learned
            body = f"{body}\n\n{asked}\n\n{told}"
        return self._written(found, body)

    def _written(self, found: Round, body: str) -> Article:
        words = self._wording.rounds
        title = words.article_title.format(month=found.month, theme=_whole(found.theme))
        summary = words.article_summary.format(theme=_whole(found.theme))
        return Article(title=title, summary=summary, body=body_of(body), topics=(str(Topic.DIALOGUE),))

    def _unit_name(self, question: RoundQuestion) -> str:
        unit = self._staff.unit(question.unit) if question.unit else None
        return unit.name if unit else ""


def _plain(text: str) -> str:
    """What a person typed, as the words of a paragraph: no mark-up of theirs takes effect."""
    return escaped(_whole(text))


def _whole(text: str) -> str:
    """Without what would be taken for a blank to be filled."""
    return " ".join(text.replace("{{", "{ {").split())


def _may_not(staff: Staff) -> bool:
    return staff.role not in APPROVERS or not staff.is_active
