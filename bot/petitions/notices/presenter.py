"""Petitions and deadlines in words. Pure: a petition and a calendar in, Vietnamese out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.petitions.rules import clocks, deadlines
from bot.petitions.rules.deadlines import Pause
from bot.petitions.rules.listing import SimilarOpenPetition
from bot.petitions.rules.petition import Contact, Event, Naming, Petition, PetitionFile, PetitionState
from bot.petitions.rules.transitions import Transition
from bot.petitions.rules.visibility import Sight, Viewer
from bot.petitions.rules.workdays import Day, DayKind, Workdays
from bot.wording.petitions import PetitionWords, WorkingWords
from knowledge.texts.lengths import beginning

SUMMARY = 160  # characters of a petition in a list
LONGEST_CARD = 1_200  # characters of its content on a card
LONGEST_MATTER, LONGEST_WHERE = (
    120,
    60,
)  # characters of what and where below a notice to the staff: with a draft of 3000 it fits one message
MOST_SAID = 4  # of what was said since, on a card
MOST_DAYS_TOLD = 60  # lines of an explained deadline


@dataclass(frozen=True, slots=True)
class StaffNames:
    """What units and staff are called; "" for one that is not known."""

    unit: Callable[[int], str]
    officer: Callable[[int], str]


def summary(text: str, longest: int = SUMMARY) -> str:
    """The beginning of `text` on one line, cut at a word."""
    return beginning(" ".join(text.split()), longest)


def approving(say: WorkingWords, draft_for: str) -> str:
    """What a leader presses: what it does, where more than an answer leaves with it."""
    return {Transition.ASK: say.approve_ask, Transition.REJECT: say.approve_reject}.get(draft_for, say.approve)  # type: ignore[call-overload, no-any-return]


class PetitionPresenter:
    """Says what is to be said of a petition."""

    def __init__(self, words: PetitionWords, names: StaffNames) -> None:
        self._words = words
        self._names = names

    def name(self, petition: Petition) -> str:
        """How it is called: by its secret code, to who may not know that by its number, which opens nothing."""
        return petition.code or self._words.following.numbered.format(number=petition.id)

    def likeness(self, clock: Workdays, alike: SimilarOpenPetition) -> str:
        """An open petition of somebody else: what kind, which ward, which month, how many follow it; no word of what was written."""
        say, local = self._words.filing, clock.local(alike.received)
        where = [alike.ward] if alike.ward else []
        told = [self._words.kinds[alike.kind], *where, say.similar_month.format(month=local.month, year=local.year)]
        return say.similar_about.format(about=", ".join(told), followers=alike.followers)

    def subject(self, petition: Petition) -> str:
        """What it is about in two words: its kind, or for one of no kind of its own the topic that stands at the desk. Of what is about
        somebody of the staff its kind alone."""
        return self._words.called(petition.kind, "" if petition.is_restricted else petition.topic)

    def reclassified(self, clock: Workdays, was: Petition, now: Petition) -> str:
        """Which kind became which, and until when it is due now, where that is another day and its clock runs."""
        say = self._words.told
        told = say.reclassified.format(was=self._words.kinds[was.kind], now=self._words.kinds[now.kind])
        return told if now.due == was.due else f"{told} {say.reclassified_due.format(due=self.moment(clock, now.due))}"

    def date(self, day: date) -> str:
        return self._words.days.date.format(day=day.day, month=day.month, year=day.year)

    def moment(self, clock: Workdays, at: datetime) -> str:
        local = clock.local(at)
        return self._words.days.moment.format(hour=local.hour, minute=local.minute, date=self.date(local.date()))

    def unit(self, number: int | None) -> str:
        return self._names.unit(number) if number else ""

    def officer(self, number: int | None) -> str:
        return self._names.officer(number) if number else ""

    def named(self, petition: Petition) -> str:
        """The officers and units that it is about; "" nobody."""
        return ", ".join([*map(self.officer, petition.about_staff), *map(self.unit, petition.about_units)])

    def left(self, clock: Workdays, file: PetitionFile, at: datetime) -> str:
        """Working days left, or how late; "" for what is over, and while the clock stands still."""
        petition = file.petition
        if not petition.is_open or file.is_paused:
            return ""
        days = self._words.days
        match deadlines.left(clock, petition.due, at, petition.counted_from):
            case 0:
                return days.last
            case number if number > 0:
                return days.left.format(days=number)
            case number:
                return days.late.format(days=-number)

    def due(self, clock: Workdays, file: PetitionFile) -> str:
        """The deadline, and which days do not count."""
        petition, days, owed = file.petition, self._words.days, clocks.first(clock, file)
        told = days.due.format(
            due=self.moment(clock, petition.due), days=owed.days, received=self.date(clock.received_on(owed.counted_from))
        )
        skipped = self._not_counted(explained(clock, file, petition.due))
        return f"{told} {days.not_counted.format(days=', '.join(skipped))}" if skipped else told

    def explain(self, clock: Workdays, file: PetitionFile, at: datetime) -> str:
        """Every day from the receipt to the deadline and why it counts or not."""
        days = self._words.days
        told = [self._day(day) for day in explained(clock, file, at)]
        end = [] if file.petition.state is PetitionState.WAITING else [days.due_end.format(due=self.moment(clock, file.petition.due))]
        shown = told if len(told) <= MOST_DAYS_TOLD else [*told[: MOST_DAYS_TOLD - 5], "…", *told[-5:]]
        return "\n".join([days.explain.format(code=self.name(file.petition)), *shown, *end])

    def pauses(self, clock: Workdays, pauses: Iterable[Pause]) -> list[str]:
        """Each time the clock stood still, and why."""
        days = self._words.days
        return [
            days.pause.format(since=self.moment(clock, pause.since), until=self.moment(clock, pause.until), reason=pause.reason)
            if pause.until
            else days.paused.format(since=self.moment(clock, pause.since))
            for pause in pauses
        ]

    def event(self, clock: Workdays, event: Event) -> str:
        """A line of the time line as a citizen reads it."""
        following = self._words.following
        what = self._words.moves.get(event.move, event.move)  # type: ignore[call-overload]
        told = following.event_why if event.why else following.event
        return str(told.format(at=self.moment(clock, event.at), what=what, why=summary(event.why, 300)))

    def status(self, clock: Workdays, sight: Sight, at: datetime) -> str:
        """What a citizen reads: who has it, how long it may take, and what of it they may know (bot.petitions.rules.visibility)."""
        file, say = sight.file, self._words.following
        petition = file.petition
        lines = [
            say.status.format(code=self.name(petition), state=self._words.states[petition.state]),
            say.about.format(kind=self.subject(petition)),
            say.sent_on.format(received=self.moment(clock, petition.received)),
            self._holder(petition),
            *([self.left(clock, file, at)] if self.left(clock, file, at) else []),
            *self._promise(clock, petition),
        ]
        if sight.reader is Viewer.FOLLOWER:
            published = [say.published.format(answer=petition.published_answer)] if petition.published_answer else []
            return "\n".join([*lines, "", *published, say.follower])
        if sight.reader is not Viewer.AUTHOR:
            return "\n".join([*lines, "", say.stranger])
        answer = ["", say.answer.format(answer=petition.answer)] if petition.answer and not petition.is_open else []
        return "\n".join([*lines, *self.pauses(clock, file.pauses), say.content.format(content=summary(petition.content, 600)), *answer])

    def merged(self, clock: Workdays, file: PetitionFile) -> str:
        """Where the petition stands that is answered in its place, and until when; nothing else of it. "" where it was not merged."""
        if file.target_state is None:
            return ""
        told = self._words.following.merged.format(state=self._words.states[file.target_state])
        if file.target_due is None:
            return told
        return f"{told} {self._words.following.merged_due.format(due=self.moment(clock, file.target_due))}"

    def card(self, clock: Workdays, file: PetitionFile, at: datetime, is_private: bool) -> str:
        """What staff read in the chat; in a group (`is_private` False) no sender, and nothing of what is about a colleague."""
        petition, say = file.petition, self._words.card
        head = say.head.format(code=petition.code, kind=self.subject(petition), state=self._words.states[petition.state])
        lines = [*([say.urgent] if petition.is_urgent else []), head, *self._card_facts(clock, file, at), *self._card_marks(petition)]
        if petition.is_restricted and not is_private:
            return "\n".join([*lines, "", say.restricted])
        about = [say.about.format(who=who)] if is_private and (who := self.named(petition)) else []
        photos = [say.photos.format(count=len(file.photos))] if file.photos else []
        body = ["", summary(petition.content, LONGEST_CARD), *photos]
        sender = [self._sender(file.contact)] if is_private and file.contact else []
        draft = ["", self.proposed(petition, LONGEST_CARD)] if petition.draft else []
        since = self._since(file) if is_private else []
        return "\n".join([*lines, *about, *sender, *body, *since, *draft])

    def matter(self, clock: Workdays, file: PetitionFile, at: datetime, *, has_due: bool = True) -> str:
        """What stands below every notice to the staff who may read it: what, where, who has it and (`has_due`) until when, so that nobody
        has to open a petition to know which one it is."""
        say, petition, left = self._words.card, file.petition, self.left(clock, file, at)
        holder = ", ".join(filter(None, (self.officer(petition.officer), petition.agency or self.unit(petition.unit))))
        lines = [
            say.matter.format(what=summary(petition.content, LONGEST_MATTER)),
            *([say.place.format(place=summary(petition.place.name, LONGEST_WHERE))] if petition.place.name else []),
            say.officer.format(officer=holder) if holder else say.no_officer,
            *([say.due.format(due=self.moment(clock, petition.due), left=left)] if left and has_due else []),
        ]
        return "\n".join(lines)

    def proposed(self, petition: Petition, longest: int) -> str:
        """What waits for a signature, called what it is: an answer, a question to the sender, or why it is not taken on."""
        say = self._words.card
        told = {Transition.ASK: say.draft_ask, Transition.REJECT: say.draft_reject}.get(petition.draft_for, say.draft)  # type: ignore[call-overload]
        return str(told.format(draft=self.drafted(petition, longest)))

    def drafted(self, petition: Petition, longest: int | None = None) -> str:
        """A draft as it stands, and below it how who sent the petitions merged into it will read it, where that is not word for word."""
        words = self._words.card
        draft, shared = (beginning(text.strip(), longest) if longest else text for text in (petition.draft, petition.draft_shared))
        return f"{draft}\n\n{words.draft_shared.format(draft=shared)}" if petition.draft_shared not in ("", petition.draft) else draft

    def _since(self, file: PetitionFile) -> list[str]:
        """What was said after the filing, for whoever takes it over: what the sender added, the answer, why it is looked at again."""
        say, answer = self._words.card, file.petition.answer
        said = {Transition.ADD: say.added, Transition.REOPEN: say.reopened_because}
        told = [said[Transition(event.move)].format(text=summary(event.why, 300)) for event in file.events if event.move in said]
        return ["", *told[-MOST_SAID:]] * bool(told) + ["", say.answered.format(answer=summary(answer, LONGEST_CARD))] * bool(answer)

    def _promise(self, clock: Workdays, petition: Petition) -> list[str]:
        if petition.promised is None or not petition.is_open:
            return []
        return [self._words.following.promised.format(promised=self.date(clock.local(petition.promised).date()))]

    def _holder(self, petition: Petition) -> str:
        say = self._words.following
        if petition.agency:
            return say.agency.format(agency=petition.agency)
        return say.holder.format(unit=self.unit(petition.unit)) if petition.unit else say.no_holder

    def _card_facts(self, clock: Workdays, file: PetitionFile, at: datetime) -> list[str]:
        say, left, petition = self._words.card, self.left(clock, file, at), file.petition
        unit = petition.agency or self.unit(petition.unit)
        officer = self.officer(petition.officer)
        return [
            say.unit.format(unit=unit) if unit else say.no_unit,
            say.officer.format(officer=officer) if officer else say.no_officer,
            *([say.due.format(due=self.moment(clock, petition.due), left=left)] if left else []),
            *self._promise(clock, petition),
            *([say.place.format(place=petition.place.name)] if petition.place.name else []),
            *([say.procedure.format(code=petition.procedure)] if petition.procedure else []),
        ]

    def _card_marks(self, petition: Petition) -> list[str]:
        say = self._words.card
        marks = (
            (petition.is_suggestion, say.suggestion),
            (petition.naming is Naming.HIDDEN, say.hidden_name),
            (petition.is_reopened, say.reopened),
            (petition.followers > 1, say.followers.format(count=petition.followers)),
        )
        return [text for holds, text in marks if holds]

    def _sender(self, contact: Contact) -> str:
        return self._words.card.contact.format(name=contact.name, address=contact.address, phone=contact.phone)

    def _day(self, day: Day) -> str:
        days = self._words.days
        told = {
            DayKind.WORKING: days.working,
            DayKind.WEEKEND: days.weekend,
            DayKind.HOLIDAY: days.holiday,
            DayKind.OFF: days.off,
            DayKind.SWAPPED_IN: days.swapped_in,
            DayKind.PAUSED: days.paused_day,
            DayKind.RECEIVED: days.received,
        }[day.kind]
        if day.kind in (DayKind.WORKING, DayKind.SWAPPED_IN) and not day.number:
            told = days.before_receipt
        if day.kind in (DayKind.HOLIDAY, DayKind.OFF) and not day.name:
            told = days.off_unnamed
        weekday = days.weekdays[day.date.weekday()]
        return told.format(weekday=weekday, date=self.date(day.date), number=day.number, name=day.name)

    def _not_counted(self, days: Iterable[Day]) -> list[str]:
        say = self._words.days
        skipped = list(days)
        weekend = [say.not_counted_weekend] if any(day.kind is DayKind.WEEKEND for day in skipped) else []
        named = (day for day in skipped if day.kind in (DayKind.HOLIDAY, DayKind.OFF))
        return weekend + [
            say.not_counted_day.format(date=self.date(day.date), name=day.name) if day.name else self.date(day.date) for day in named
        ]


def explained(clock: Workdays, file: PetitionFile, at: datetime) -> tuple[Day, ...]:
    """The days of a petition's deadline; while the clock stands still, up to `at`."""
    owed = clocks.first(clock, file, at)
    days = deadlines.explain(clock, owed.counted_from, owed.days, owed.pauses)
    is_paused = any(pause.until is None for pause in file.pauses)
    return tuple(day for day in days if not is_paused or day.date <= clock.local(at).date())
