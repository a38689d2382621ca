"""The window of officers: a petition's message in the staff group, their own list, and answers written as replies to that message."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.frontdesk.window import Window
from bot.messages import ChatId, Incoming, Reply
from bot.people.staff import Staff
from bot.people.staff_store import StaffBook
from bot.petitions.cases.desk import OfficerDesk
from bot.petitions.cases.viewing import SeenPetition
from bot.petitions.notices.letters import WORKING, slot_of
from bot.petitions.rules.command import is_named
from bot.petitions.rules.listing import BoardQuery, BoardTab
from bot.petitions.rules.outcome import Done, NotDone, Outcome, RefusalReason
from bot.petitions.rules.petition import PetitionState, mark_of
from bot.petitions.store.dialogs import DialogStates
from bot.petitions.windows import wanted_words as wanted
from bot.petitions.windows.late_list import LATE, LateList
from bot.petitions.windows.unsent import UnsentWords
from bot.petitions.windows.working_pages import WorkingPages
from bot.text.numerals import is_row
from bot.wording import Wording

IDLE = timedelta(minutes=30)  # after that a message is no answer to what was asked
MOST_LISTED = 15
SLOT = slot_of(0).removesuffix("0")

SlotAt = Callable[[ChatId, str], str]
"""The slot of the message with that id in a chat; "" where it stands in none."""


class WorkingWindow(Window):
    """Only for staff, each as far as their role goes. In a group nothing is shown that the whole group may not read."""

    is_for_staff = True
    commands = frozenset({"/viec"})
    actions = frozenset({WORKING})

    def __init__(
        self, desk: OfficerDesk, pages: WorkingPages, staff: StaffBook, dialogs: DialogStates, wording: Wording, slot_at: SlotAt
    ) -> None:
        self._desk = desk
        self._pages = pages
        self._staff = staff
        self._dialogs = dialogs
        self._all = wording.petitions
        self._words = wording.petitions.working
        self._slot_at = slot_at
        self._unsent = UnsentWords(dialogs, self._words.held)
        self._late = LateList(desk, pages, self._words)

    def commanded(self, incoming: Incoming, command: str, rest: str) -> Sequence[Reply]:  # noqa: ARG002
        staff = self._staff.by_chat(incoming.sender)
        if staff is None:
            return [Reply(self._words.stranger)]
        if rest:
            return self._shown(incoming, self._desk.find(staff, rest, incoming.at))
        return [*self._late.page(staff, incoming), self._list(staff, incoming)]

    def continues(self, pieces: Sequence[str]) -> bool:
        return pieces[0] == WORKING and pieces[1:2] in (["as"], ["go"], ["drop"])

    def ended(self, incoming: Incoming) -> Sequence[Reply] | None:
        return None if self._unsent.parked(incoming) else self.dropped(incoming)

    def dropped(self, incoming: Incoming) -> Sequence[Reply] | None:
        return [Reply(self._words.dropped)] if self._dialogs.drop(incoming.sender, WORKING) else None

    def said(self, incoming: Incoming) -> Sequence[Reply] | None:
        """Words that were asked for, or a reply to a petition's message."""
        if (staff := self._staff.by_chat(incoming.sender)) is None or not incoming.text.strip():
            return None
        slot = self._slot_at(incoming.chat, incoming.reply_to) if incoming.reply_to else ""
        talk = self._dialogs.get(incoming.sender, WORKING)
        if talk is not None and incoming.at - talk[1] <= IDLE and wanted.is_for(talk[0], incoming.chat, slot):
            return self._given(incoming, staff, talk[0])
        number = slot.removeprefix(SLOT)
        return self._replied(incoming, staff, int(number)) if slot.startswith(SLOT) and is_row(number) else None

    def pressed(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        staff = self._staff.by_chat(incoming.sender)
        if staff is None:
            return [Reply(self._words.stranger)]
        replies = self._pressed(incoming, staff, pieces)
        return replies if incoming.person is None or replies is None else [self._pages.addressed(staff, reply) for reply in replies]

    def _pressed(self, incoming: Incoming, staff: Staff, pieces: Sequence[str]) -> Sequence[Reply] | None:
        match pieces[1:]:
            case ["drop", *_] | ["as" | "go", _, *_]:
                return self._went_on(incoming, staff, pieces[1:])
            case ["to", number, officer, *sure] if is_row(number) and is_row(officer) and sure in ([], [wanted.SURE]):
                return self._handed(incoming, staff, int(number), {"officer": int(officer), "sure": len(sure)})
            case ["unit", number, unit, *sure] if is_row(number) and (unit == "0" or is_row(unit)) and sure in ([], [wanted.SURE]):
                return self._passed_on(incoming, staff, int(number), {"unit": int(unit), "sure": len(sure)})
            case ["claim", number, "sure"] if is_row(number):
                return self._told(incoming, staff, self._desk.claim(staff, int(number), incoming.at, is_sure=True))
            case ["merge", number, into, *read] if is_row(number) and is_row(into) and len(read) < 2:
                return self._merged(incoming, staff, int(number), int(into), "".join(map(str, read)))
            case [verb, number, *shown] if verb in wanted.SIGNED and is_row(number) and len(shown) <= 1:
                return self._signed(incoming, staff, verb, int(number), (*shown, wanted.OLD)[0])
            case [verb, number] if is_row(number):
                return self._verb(incoming, staff, verb, int(number))
            case _:
                return None

    def _went_on(self, incoming: Incoming, staff: Staff, pieces: Sequence[str]) -> Sequence[Reply] | None:
        """With what this person has open."""
        match pieces:
            case ["as", verb, *mark]:
                held = self._unsent.held(incoming, staff, self._open, "".join(mark)) if verb in wanted.TEXTS else None
                return held or (self._as(incoming, staff, verb) if verb in wanted.TEXTS else None)
            case ["go", mark]:
                return self._sent(incoming, staff, mark)
            case _:
                held = self._unsent.held(incoming, staff, self._open, "".join(pieces[1:]))
                return held or self.dropped(incoming) or [Reply(self._words.dropped)]

    def _verb(self, incoming: Incoming, staff: Staff, verb: str, number: int) -> Sequence[Reply] | None:
        at, desk = incoming.at, self._desk
        if verb in wanted.TEXTS:
            return self._wants(incoming, staff, verb, number, {})
        if verb == LATE:
            return self._late.page(staff, incoming, number) or [self._list(staff, incoming)]
        at_once: dict[str, Callable[[], Outcome]] = {
            "claim": lambda: desk.claim(staff, number, at),
            "begin": lambda: desk.begin(staff, number, at),
        }
        pages: dict[str, Callable[[SeenPetition], Sequence[Reply]]] = {
            "see": lambda seen: self._shown(incoming, seen),
            "history": lambda seen: [self._pages.history(seen)] if incoming.person is None else [Reply(self._words.private)],
            "assign": lambda seen: [self._pages.officers(staff, number, seen)],
            "reassign": lambda seen: [self._pages.officers(staff, number, seen)],
            "forward": lambda seen: [self._pages.units(seen)],
        }
        if verb in at_once:
            outcome = at_once[verb]()
            is_own = isinstance(outcome, NotDone) and outcome.why is RefusalReason.NAMED
            return [self._pages.sure(f"{verb}:{number}")] if is_own else self._told(incoming, staff, outcome)
        if verb not in pages:
            return None
        seen = desk.see(staff, number, at)
        return [self._no(seen)] if isinstance(seen, NotDone) else pages[verb](seen)

    def _list(self, staff: Staff, incoming: Incoming) -> Reply:
        """What they hold, what nobody has, what waits for their signature."""
        desk, at = self._desk, incoming.at
        tabs = (BoardTab.MINE, BoardTab.FREE, BoardTab.TO_SIGN)
        lines = {tab: desk.page(staff, desk.narrowed(staff, BoardQuery(limit=MOST_LISTED), tab, at), at).lines for tab in tabs}
        return self._pages.list(staff, lines, desk.tabs(staff, at), is_private=incoming.person is None)

    def _shown(self, incoming: Incoming, seen: SeenPetition | NotDone) -> Sequence[Reply]:
        if isinstance(seen, NotDone):
            return [self._no(seen)]
        is_private = incoming.person is None
        if seen.file.petition.is_restricted and not is_private:
            return [Reply(self._words.private)]
        return [self._pages.petition(seen, incoming.at, is_private=is_private)]

    def _signed(self, incoming: Incoming, staff: Staff, verb: str, number: int, shown: str) -> Sequence[Reply]:
        """Sign and send in one tap, send what is signed, or give it back: the draft with the mark `shown`, and no other."""
        if verb in ("return", "keep"):
            return self._wants(incoming, staff, verb, number, {"shown": shown})
        if verb == "fix":
            return self._told(incoming, staff, self._desk.correct(staff, number, "", incoming.at, shown=shown))
        outcome = self._desk.approve(staff, number, incoming.at, shown=shown, sends=True) if verb == "approve" else None
        if outcome is None or (isinstance(outcome, Done) and outcome.petition.state is PetitionState.APPROVED):
            outcome = self._desk.answer(staff, number, "", incoming.at, shown=shown)
        return self._told(incoming, staff, outcome)

    def _handed(self, incoming: Incoming, staff: Staff, number: int, to: Mapping[str, int]) -> Sequence[Reply]:
        """To an officer: at once where nobody has it, else with a reason; asked again where it is about them."""
        seen = self._desk.see(staff, number, incoming.at)
        if isinstance(seen, NotDone):
            return [self._no(seen)]
        officer = self._staff.get(to["officer"])
        if officer and is_named(seen.file.petition, officer) and not to["sure"]:
            return [self._pages.sure(f"to:{number}:{officer.id}")]
        if seen.file.petition.officer is None:
            given = self._desk.assign(staff, number, to["officer"], incoming.at, is_sure=bool(to["sure"]))
            return self._told(incoming, staff, given)
        return self._wants(incoming, staff, "reassign", number, to)

    def _merged(self, incoming: Incoming, staff: Staff, number: int, into: int, read: str) -> Sequence[Reply]:
        """Two that are one matter become one; told first what stays of both, and asked again where that has changed since it was `read` (a
        mark). Only in a private chat: what the other one says is for who may see it."""
        one, two = self._desk.see(staff, number, incoming.at), self._desk.see(staff, into, incoming.at)
        if isinstance(one, NotDone) or isinstance(two, NotDone):
            return [self._no(one if isinstance(one, NotDone) else NotDone(RefusalReason.UNKNOWN))]
        if incoming.person is not None:
            return [Reply(self._words.private)]
        into_code = two.file.petition.code
        outlook = self._desk.merge_outlook(staff, number, into_code)
        if outlook and read != outlook.mark:
            return [self._pages.sure_of_merging(one, two, outlook)]
        return self._told(incoming, staff, self._desk.merge(staff, number, into_code, incoming.at, read=read))

    def _passed_on(self, incoming: Incoming, staff: Staff, number: int, to: Mapping[str, int]) -> Sequence[Reply]:
        """To a unit (0: an office outside), with a reason; asked again where it is about that unit."""
        seen = self._desk.see(staff, number, incoming.at)
        if isinstance(seen, SeenPetition) and seen.file.petition.is_about(0, to["unit"]) and not to["sure"]:
            return [self._pages.sure(f"unit:{number}:{to['unit']}")]
        return self._wants(incoming, staff, "forward" if to["unit"] else "agency", number, to)

    def _wants(self, incoming: Incoming, staff: Staff, verb: str, number: int, more: Mapping[str, int | str]) -> Sequence[Reply]:
        """Ask for the words; refuse before they are written where the table does not allow it."""
        seen = self._desk.see(staff, number, incoming.at)
        if isinstance(seen, NotDone):
            return [self._no(seen)]
        verb = wanted.in_place_of(verb, seen)
        if refused := wanted.refused(verb, seen):
            return [self._no(refused)]
        if more.get("shown", seen.file.petition.draft_mark) != seen.file.petition.draft_mark:
            return self._told(incoming, staff, NotDone(RefusalReason.STALE, seen.file.petition))
        if held := self._unsent.held(incoming, staff, self._open):
            return held
        self._dialogs.put(incoming.sender, WORKING, {"wants": verb, "petition": number, "chat": str(incoming.chat), **more}, incoming.at)
        new_day = wanted.promised_by(self._pages.clock(), seen.file.petition.due, incoming.at)
        return [self._pages.say(verb, seen, new_day, is_private=incoming.person is None)]

    def _given(self, incoming: Incoming, staff: Staff, talk: Mapping[str, object]) -> Sequence[Reply]:
        """The words that were wanted: done, or where a citizen will read them, shown first to who wrote them."""
        text, verb = incoming.text.strip(), str(talk.get("wants"))
        if verb in wanted.TO_CITIZENS and incoming.person is None:
            return self._shown_first(incoming, staff, {**talk, "text": text})
        self._dialogs.drop(incoming.sender, WORKING)
        return self._told(incoming, staff, self._do(staff, {**talk, "text": text}, incoming.at))

    def _shown_first(self, incoming: Incoming, staff: Staff, talk: Mapping[str, object]) -> Sequence[Reply]:
        seen = self._desk.see(staff, wanted.number_of(talk), incoming.at)
        if isinstance(seen, NotDone):
            self._dialogs.drop(incoming.sender, WORKING)
            return [self._no(seen)]
        text, verb = str(talk.get("text", "")), str(talk.get("wants"))
        shared = self._desk.shared(staff, wanted.number_of(talk), text) if verb in wanted.HEARD_TOO else ""
        self._dialogs.put(incoming.sender, WORKING, {**talk, "read": mark_of(shared), "go": mark_of(text + shared)}, incoming.at)
        promised = wanted.promised_by(self._pages.clock(), seen.file.petition.due, incoming.at, text)
        return [self._pages.first_shown(verb, seen, text, promised, int(str(talk.get("unit", 0))), shared)]

    def _sent(self, incoming: Incoming, staff: Staff, mark: str) -> Sequence[Reply]:
        """The words that were shown with that mark go out; others that were written since do not."""
        talk = self._dialogs.get(incoming.sender, WORKING)
        if talk is None or "wants" not in talk[0] or talk[0].get("go") != mark:
            return [Reply(self._words.not_waiting)]
        self._dialogs.drop(incoming.sender, WORKING)
        return self._read_first(incoming, staff, talk[0])

    def _read_first(self, incoming: Incoming, staff: Staff, talk: Mapping[str, object]) -> Sequence[Reply]:
        """Done; but what others will read in other words is shown first, in a private chat, to who wrote it."""
        outcome = self._do(staff, talk, incoming.at)
        if isinstance(outcome, NotDone) and outcome.why is RefusalReason.SHARED_UNREAD and incoming.person is None:
            return self._shown_first(incoming, staff, talk)
        return self._told(incoming, staff, outcome)

    def _replied(self, incoming: Incoming, staff: Staff, number: int) -> Sequence[Reply]:
        """A reply to a petition's message: what is it? An answer, a question, a note."""
        seen = self._desk.see(staff, number, incoming.at)
        if isinstance(seen, NotDone):
            return [self._no(seen)]
        if held := self._unsent.held(incoming, staff, self._open):
            return held
        talk = {"petition": number, "text": incoming.text.strip(), "chat": str(incoming.chat)}
        self._dialogs.put(incoming.sender, WORKING, talk, incoming.at)
        return [self._pages.heard(seen, incoming.text.strip())]

    def _open(self, incoming: Incoming, staff: Staff, talk: Mapping[str, object]) -> Sequence[Reply]:
        """What of theirs has not left, as it was shown."""
        if "wants" in talk:
            return self._shown_first(incoming, staff, talk)
        seen = self._desk.see(staff, wanted.number_of(talk), incoming.at)
        return [self._no(seen)] if isinstance(seen, NotDone) else [self._pages.heard(seen, str(talk.get("text")))]

    def _as(self, incoming: Incoming, staff: Staff, verb: str) -> Sequence[Reply] | None:
        """What was replied is meant as that."""
        talk = self._dialogs.get(incoming.sender, WORKING)
        if talk is None or "text" not in talk[0] or "wants" in talk[0]:
            return None
        self._dialogs.drop(incoming.sender, WORKING)
        return [replace(reply, replaces=True) for reply in self._read_first(incoming, staff, {**talk[0], "wants": verb})]

    def _told(self, incoming: Incoming, staff: Staff, outcome: Outcome) -> Sequence[Reply]:
        """What came of it; the message in the group changes by itself. What is no longer as it was shown is shown again."""
        if isinstance(outcome, NotDone):
            again = outcome.why is RefusalReason.STALE and outcome.petition is not None
            seen = self._desk.see(staff, outcome.petition.id, incoming.at) if again and outcome.petition else outcome
            return [self._no(outcome), *(self._shown(incoming, seen) if again else ())]
        seen = self._desk.see(staff, outcome.petition.id, incoming.at)
        if isinstance(seen, SeenPetition) and incoming.person is None:
            return [self._pages.petition(seen, incoming.at, is_private=True)]
        return [Reply(self._words.done.format(code=outcome.petition.code, state=self._all.states[outcome.petition.state]))]

    def _no(self, refused: NotDone) -> Reply:
        return Reply(self._all.refusals[refused.why])

    def _do(self, staff: Staff, talk: Mapping[str, object], at: datetime) -> Outcome:
        text = str(talk.get("text", ""))
        return wanted.written(self._desk, staff, talk, lambda due: wanted.promised_by(self._pages.clock(), due, at, text).date(), at)
