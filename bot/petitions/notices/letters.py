"""The letters that go out about a petition: to the citizens who follow it, to the staff who have it. Pure but for what it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.messages import Button, ChatId, OutboxMessage, Priority
from bot.people.staff import Role, Staff
from bot.petitions.notices.presenter import PetitionPresenter, approving
from bot.petitions.notices.staff_sentences import StaffSentences
from bot.petitions.rules.petition import Event, Petition, PetitionFile, PetitionFollower, PetitionState
from bot.petitions.rules.texts.hidden import Hidden
from bot.petitions.rules.transitions import SENT, Transition
from bot.petitions.rules.visibility import Sight, Viewer, known, shown, shown_event
from bot.petitions.rules.workdays import Workdays
from bot.wording.petitions import PetitionWords

FOLLOWING, WORKING = "t", "w"
"""The first piece of the actions of the windows where a petition is followed and worked on."""
ASKED = "asked"
"""The first piece of the slot of a question to the sender; who replies to that message answers it."""
SCORES = range(1, 6)
SIGNED = frozenset(
    {Transition.DRAFT, Transition.REVISE, Transition.JOIN, Transition.PROPOSE_ASK, Transition.PROPOSE_REJECT}
)  # what a leader is asked to sign

Rows = tuple[tuple[Button, ...], ...]
Quiet = Callable[[ChatId, datetime], datetime | None]
"""When a notice may reach a chat at the earliest; None: now."""
Beside = Callable[[ChatId, Petition, datetime], Rows]  # what else a sender may press below the answer to their petition


@dataclass(frozen=True, slots=True)
class Staffing:
    """Who is to be told: the staff group (None: there is none), the people of a unit, one of the staff, and who stands in where a unit
    has nobody who can be told; and whether what leaves of a petition wants a leader's signature."""

    group: ChatId | None
    of_unit: Callable[[int | None], tuple[Staff, ...]]
    get: Callable[[int], Staff | None]
    needs_signature: Callable[[PetitionFile], bool]
    stand_ins: Callable[[], tuple[Staff, ...]] = tuple


class PetitionNotices:
    """Writes them; called inside the transaction of the change, so `staffing` is a picture taken before."""

    def __init__(self, words: PetitionWords, presenter: PetitionPresenter, quiet: Quiet, beside: Beside = lambda *_: ()) -> None:
        self._words, self._presenter = words, presenter
        self._quiet, self._beside = quiet, beside

    def about(self, clock: Workdays, staffing: Staffing, file: PetitionFile, event: Event) -> Iterator[OutboxMessage]:
        """Every letter about one line of the time line."""
        yield from self._to_citizens(clock, file, event)
        yield from self._cards(clock, staffing, file, event)
        yield from self._to_staff(clock, staffing, file, event)

    def _to_citizens(self, clock: Workdays, file: PetitionFile, event: Event) -> Iterator[OutboxMessage]:
        has_others = sum(follower.is_author for follower in file.followers) > 1  # who sent it writes from more than one chat
        for follower in file.followers:
            if event.who == "citizen" and follower.is_author and not (event.move == Transition.WITHDRAW and has_others):
                continue  # they did it themselves and were answered at once
            if event.move in (Transition.ADD, Transition.ASK) and not follower.is_author:
                continue  # what passes between the office and the sender is theirs
            if _hears_elsewhere(file, event, follower):
                continue
            text = self._said(clock, file, event, Viewer.AUTHOR if follower.is_author else Viewer.FOLLOWER)
            if not text:
                continue
            is_first = event.move == Transition.ANSWER and follower.is_author and not file.petition.is_reopened  # asked once
            beside = self._beside(follower.chat, file.petition, event.at) if is_first else ()
            rows = (*self._rows(file, event, follower.is_author), *beside)
            key = f"petition:{file.petition.id}:{event.id}:{follower.chat}"
            slot = f"{ASKED}:{file.petition.id}:{event.id}" if event.move == Transition.ASK else ""  # its own: nothing ever takes its place
            is_own = follower.is_author and file.petition.is_by_its_sender and file.petition.state is not PetitionState.MERGED
            is_rated = event.move == Transition.ANSWER and is_own
            told = f"{text}\n\n{self._words.told.answer_rate}" if is_rated else text
            yield OutboxMessage(follower.chat, told, key, rows, Priority.NOTICE, slot, not_before=self._quiet(follower.chat, event.at))

    def _said(self, clock: Workdays, whole: PetitionFile, line: Event, reader: Viewer) -> str:
        """What `reader` is told of a move; "" where nothing is. Made of what they may know alone: who only follows never gets a reason
        or an answer that was written to the sender."""
        sight, event = shown(whole, reader), shown_event(line, known(reader, whole.petition))
        if sight is None:
            return ""
        if event is None:
            return self._made_public(sight) if line.move == Transition.PUBLISH else ""
        say, petition = self._words.told, sight.file.petition
        is_author, is_merged = reader is Viewer.AUTHOR, petition.state is PetitionState.MERGED
        promised = self._presenter.date(clock.local(petition.promised).date()) if petition.promised else ""
        told = {
            Transition.CLAIM: say.claim if event.begins in (PetitionState.RECEIVED, PetitionState.FORWARDED) else "",
            Transition.ASSIGN: say.assign,
            Transition.FORWARD: (say.forward_agency if is_author else say.forward_seen) if petition.agency else say.forward_unit,
            Transition.ASK: say.ask,
            Transition.ADD: "" if event.who == "citizen" else say.add,
            Transition.ANSWER: (say.answer_merged if is_merged else say.answer) if is_author else say.answer_seen,
            Transition.CORRECT: (say.correct_merged if is_merged else say.correct) if is_author else say.correct_seen,
            Transition.CLOSE: say.close if event.who != "citizen" else "",
            Transition.REJECT: (say.reject_merged if is_merged else say.reject) if is_author else say.reject_seen,
            Transition.MERGE: say.merge,
            Transition.UNMERGE: say.unmerge,
            Transition.REOPEN: say.reopen,
            Transition.WITHDRAW: say.withdraw,
            Transition.RECLASSIFY: say.reclassify if is_author else "",
            Transition.APOLOGISE: say.apologise if is_author else say.apologise_seen,
        }.get(Transition(event.move), "")
        unit = self._presenter.unit(petition.unit) or self._words.following.no_holder
        filled = {"code": self._presenter.name(petition), "unit": unit, "agency": petition.agency, "why": event.why}
        text = told.format(**filled, promised=promised)
        return f"{text}\n\n{say.masked}" if is_merged and text and self._is_masked(event.why) else text

    def _is_masked(self, text: str) -> bool:
        """Whether something was hidden in it: who reads a hole in a sentence is told why it is there."""
        return any(self._words.redaction.over(what) in text for what in Hidden)

    def _made_public(self, sight: Sight) -> str:
        """The redacted answer, to who only follows; the sender has had theirs."""
        petition = sight.file.petition
        if sight.reader is Viewer.AUTHOR or not petition.published_answer:
            return ""
        return self._words.told.published.format(code=self._presenter.name(petition), answer=petition.published_answer)

    def _rows(self, file: PetitionFile, event: Event, is_author: bool) -> Rows:
        say, number = self._words.following, file.petition.id
        see = (Button(self._words.filing.track, f"{FOLLOWING}:see:{number}"),)
        if not is_author or file.petition.state is PetitionState.MERGED:
            return (see,)
        match event.move:
            case Transition.ASK:
                return ((Button(say.add, f"{FOLLOWING}:add:{number}"),), see)
            case Transition.ANSWER:
                scores = tuple(Button(str(score), f"{FOLLOWING}:rate:{number}:{score}") for score in SCORES)
                return (*((scores,) if file.petition.is_by_its_sender else ()), *self._reopening(file))
            case Transition.REJECT | Transition.CORRECT:
                return (*self._reopening(file), see)
            case _:
                return (see,)

    def _reopening(self, file: PetitionFile) -> Rows:
        if file.petition.is_reopened:
            return ()
        return ((Button(self._words.following.reopen, f"{FOLLOWING}:reopen:{file.petition.id}"),),)

    def _cards(self, clock: Workdays, staffing: Staffing, file: PetitionFile, event: Event) -> Iterator[OutboxMessage]:
        """One message for each petition in the staff group, always as it now stands."""
        if staffing.group is None:
            return
        petition = file.petition
        text = f"{self._presenter.card(clock, file, event.at, is_private=False)}\n\n{self._hint(petition)}"
        key = f"petition:{petition.id}:{event.id}:card"
        yield OutboxMessage(staffing.group, text, key, self._card_rows(staffing, file), Priority.NOTICE, slot=slot_of(petition.id))

    def _hint(self, petition: Petition) -> str:
        """What a reply to the card may be."""
        say = self._words.card
        if petition.state in SENT:
            return say.sent_hint
        return say.reply_hint if petition.is_open else say.note_hint

    def _card_rows(self, staffing: Staffing, file: PetitionFile) -> Rows:
        """What may be pressed below a card: for everybody the same, who may not is told. Where a leader signs, nobody answers from here."""
        say, petition = self._words.working, file.petition
        number = petition.id

        def row(*pairs: tuple[str, str]) -> tuple[Button, ...]:
            return tuple(Button(label, f"{WORKING}:{verb}:{number}") for label, verb in pairs)

        def signing(*pairs: tuple[str, str]) -> tuple[Button, ...]:
            """Of the draft as it is told here."""
            return tuple(Button(label, f"{WORKING}:{verb}:{number}:{petition.draft_mark}") for label, verb in pairs)

        match petition.state:
            case PetitionState.RECEIVED | PetitionState.FORWARDED:
                first = row((say.claim, "claim"), (say.assign, "assign"))
                return (first, row((say.forward, "forward"), (say.reject, "reject")))
            case PetitionState.ASSIGNED | PetitionState.IN_PROGRESS | PetitionState.WAITING:
                answer = [] if staffing.needs_signature(file) else [(say.answer, "answer")]
                first = row(*answer, (say.draft, "draft"), (say.ask, "ask"))
                return (first, row((say.reassign, "reassign"), (say.forward, "forward"), (say.reject, "reject")))
            case PetitionState.DRAFTED:
                return (signing((approving(say, petition.draft_for), "approve"), (say.return_, "return")),)
            case PetitionState.ANSWERED | PetitionState.CLOSED if petition.draft:
                return (signing((say.fix, "fix"), (say.keep, "keep")),)
            case PetitionState.APPROVED:
                return (signing((say.send, "send"), (say.return_, "return")),)
            case _:
                return ()

    def _to_staff(self, clock: Workdays, staffing: Staffing, file: PetitionFile, event: Event) -> Iterator[OutboxMessage]:
        """To the one whose turn it is now, where it was not they who did it."""
        move, sentences = Transition(event.move), StaffSentences(self._words, self._presenter)
        is_unmanned = move is Transition.FORWARD and bool(file.petition.unit) and not staffing.of_unit(file.petition.unit)
        if move in (Transition.FILE, Transition.FORWARD) and not file.petition.agency and not is_unmanned:
            yield from self._to_unit(clock, staffing, file, event)
        elif is_unmanned:
            told = self._words.told.unmanned_staff.format(code=file.petition.code, unit=self._presenter.unit(file.petition.unit))
            yield from self._to_all(clock, staffing, file, event, told, staffing.stand_ins())
        else:
            to_leaders, to_holder = sentences.to_leaders(file, event), sentences.to_holder(clock, file, event)
            if to_leaders:
                yield from self._to_all(clock, staffing, file, event, to_leaders, _who_decides(staffing, file))
            if to_holder:
                yield from self._to_holder(clock, staffing, file, event, to_holder)
        yield from self._to_former(staffing, file, event, sentences)

    def _to_former(self, staffing: Staffing, file: PetitionFile, event: Event, sentences: StaffSentences) -> Iterator[OutboxMessage]:
        """Who had it may not find it gone without a word; it leads to what they still have."""
        number, text = sentences.to_former(file, event) or (0, "")
        person = staffing.get(number) if number else None
        if person and person.actor != event.who:
            yield person.letter(text, f"petition:{file.petition.id}:{event.id}:staff:{person.id}", path="/?muc=cua-toi")

    def _to_unit(self, clock: Workdays, staffing: Staffing, file: PetitionFile, event: Event) -> Iterator[OutboxMessage]:
        """That it is new here. Where there is a group it hears of it there, and each finds it in the console."""
        people = tuple(person for person in staffing.of_unit(file.petition.unit) if may_read(person, file))
        if staffing.group is None and not any(person.chat for person in people):
            people = (*people, *(person for person in staffing.stand_ins() if person not in people))
        yield from self._to_all(clock, staffing, file, event, "", people, in_console_only=staffing.group is not None)

    def _to_holder(self, clock: Workdays, staffing: Staffing, file: PetitionFile, event: Event, text: str) -> Iterator[OutboxMessage]:
        holder = staffing.get(file.petition.officer) if file.petition.officer else None
        holder = holder if holder and file.petition.is_held_by(holder.id, holder.unit) else None
        yield from self._to_all(clock, staffing, file, event, text, (holder,) if holder else _who_decides(staffing, file))

    def _to_all(
        self,
        clock: Workdays,
        staffing: Staffing,
        file: PetitionFile,
        event: Event,
        text: str,
        people: tuple[Staff, ...],
        *,
        in_console_only: bool = False,
    ) -> Iterator[OutboxMessage]:
        petition = file.petition
        readers = tuple(person for person in people if may_read(person, file))
        for person in readers or staffing.of_unit(None):  # where nobody of the unit may read it, the admins hand it out
            if person.actor == event.who:
                continue
            told = text or self._words.card.head.format(
                code=petition.code, kind=self._presenter.subject(petition), state=self._words.states[petition.state]
            )
            told = f"{self._words.card.urgent}\n{told}" if petition.is_urgent and petition.is_open else told
            matter = self._presenter.matter(clock, file, event.at) if may_read(person, file) else ""
            see = Button(self._words.working.see, f"{WORKING}:see:{petition.id}")
            rows = (*(self._card_rows(staffing, file) if event.move in SIGNED else ()), (see,))
            key = f"petition:{petition.id}:{event.id}:staff:{person.id}"
            path = f"/kien-nghi/{petition.id}"
            yield person.letter(told, key, rows, path=path, in_console_only=in_console_only, matter=matter)


def _hears_elsewhere(file: PetitionFile, event: Event, follower: PetitionFollower) -> bool:
    """Who sent a merged petition hears under its code what came of it; who only followed it, under the other's, which they follow too."""
    if event.move not in (Transition.ANSWER, Transition.CORRECT, Transition.REJECT) or follower.is_author:
        return False
    return follower.is_joined or file.petition.state is PetitionState.MERGED


def slot_of(petition_id: int) -> str:
    """The slot of a petition's message in the staff group."""
    return f"petition:{petition_id}"


def _who_decides(staffing: Staffing, file: PetitionFile) -> tuple[Staff, ...]:
    """The leaders of its unit; where it has none, who else may sign and hand out: the leaders of the unit that coordinates, the admins."""
    leaders = tuple(person for person in staffing.of_unit(file.petition.unit) if person.role is Role.LEADER)
    return leaders or tuple(person for person in staffing.stand_ins() if person.role is not Role.OFFICER)


def may_read(person: Staff, file: PetitionFile) -> bool:
    """Whether somebody of the staff may be told what it is about."""
    petition = file.petition
    if petition.is_held_by(person.id, person.unit) or not petition.is_restricted:
        return True
    return person.role is not Role.OFFICER and not petition.is_about(person.id)
