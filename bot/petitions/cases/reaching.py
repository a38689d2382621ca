"""Staff are never silently out of reach: what does not arrive is told to who stands in, and an alarm stands until it arrives again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

import structlog

from bot.messages import ChatId, OutboxMessage
from bot.outbox.claimed_message import Blocked, ClaimedMessage, Rejected, Result, Sent
from bot.outbox.store import Counters, MovedChats
from bot.people.reach import LATE, MARKS, NOBODY, StaffReach, hearing, stand_ins
from bot.people.reach_store import ReachBook
from bot.people.staff import Role, Staff
from bot.people.staff_store import StaffBook
from bot.petitions.cases.roster import Roster
from bot.petitions.notices.covering import Covering, petition_of
from bot.petitions.rules.petition import PetitionFile

AT_MOST = timedelta(minutes=1)  # that a notice may be under way: by then somebody has it, or the alarm stands
log = structlog.get_logger(__name__)


class Reaching:
    """Any number of processes tell it what they learn, one thing more than once; it does what must be done once.

    `group`: of the staff, as the settings call it (None: there is none). `is_pushed`: whether messages can leave by themselves at all;
    an office without such a channel looks at its console, and hears no alarm that nobody is told.
    """

    def __init__(
        self,
        book: ReachBook,
        staff: StaffBook,
        petition: Callable[[int], PetitionFile | None],
        moved_chats: MovedChats,
        counters: Counters,
        covering: Covering,
        moved: str,
        group: ChatId | None,
        *,
        is_pushed: bool,
    ) -> None:
        """`petition`: one by its number; `moved`: what the group is told at its new address."""
        self._book = book
        self._staff = staff
        self._petition = petition
        self._moved_chats = moved_chats
        self._counters = counters
        self._covering = covering
        self._moved = moved
        self._group = group
        self._is_pushed = is_pushed

    # ---- what is learned

    def told(self, results: Sequence[tuple[ClaimedMessage, Result]], at: datetime) -> None:
        """What became of letters. One that did not arrive puts its chat out of reach, and tells somebody else; one that did ends that."""
        unreached = self._book.unreached()
        for message, result in results:
            match result:
                case Sent() if unreached and (chat := self.home(message.chat)) in unreached:
                    self.regained(chat, at)
                case Blocked(reason=reason) | Rejected(reason=reason):
                    self._failed(message, reason, at)

    def lost(self, chat: ChatId, reason: str, at: datetime) -> None:
        """`chat` does not hear us. Of somebody who does not work here that is no matter of ours."""
        known, whose = self._whose(chat)
        if not known:
            return
        roster, unreached = Roster.of(self._staff), {*self._book.unreached(), chat}
        letters = self._covering.lost(whose, reason, self._stand_ins(roster, unreached, whose), at)
        if self._book.lost(chat, reason, letters, at):
            log.error("staff out of reach", who=whose.actor if whose else "group", reason=reason, told=len(letters))
        self.look(at)

    def regained(self, chat: ChatId, at: datetime) -> None:
        """`chat` hears us. What stood in a slot there, and was refused meanwhile, is sent."""
        _, whose = self._whose(chat)
        unreached = self._book.unreached()
        if chat not in unreached:
            return
        people = self._stand_ins(Roster.of(self._staff), set(unreached), whose)
        if self._book.regained(chat, self._covering.again(whose, people, at), at):
            log.info("staff in reach again", who=whose.actor if whose else "group")
        self.look(at)

    def moved(self, old: ChatId, new: ChatId, at: datetime) -> None:
        """The group `old` is at `new` now; if it is the staff's, it is told so, and what it is told clears an alarm by arriving."""
        self._moved_chats.moved(old, new)
        home = self.home(new)
        if home == self._group:
            self._book.queue([OutboxMessage(home, self._moved, f"reach:moved:{new}")], at)

    # ---- what is asked

    def home(self, chat: ChatId) -> ChatId:
        """By which name a chat is known here, whatever its address is now."""
        return self._moved_chats.home(chat, self._group)

    def is_staff_group(self, chat: ChatId) -> bool:
        """Of a chat by the name that `home` gives."""
        return chat == self._group

    def state(self, at: datetime) -> StaffReach:
        """How the office stands at `at`: read from the database alone, so every process says the same, also where no worker runs."""
        unreached, everyone = self._book.unreached(), self._staff.everyone()
        people = [person for person in everyone if person.is_active and person.chat]
        chats = {person.chat for person in people if person.chat} | ({self._group} if self._group else set())
        is_group_heard = self._group is not None and self._group not in unreached
        return StaffReach(
            unreached.get(self._group) if self._group else None,
            tuple((person, unreached[person.chat]) for person in people if person.chat in unreached),
            self._is_pushed and not is_group_heard and not hearing(people, unreached),
            self._counters.overdue(chats, at - AT_MOST),
        )

    def look(self, at: datetime) -> None:
        """Log, once, that nobody can be told or that notices do not leave, and once that it is over; forget chats that are no longer the
        staff's. Every minute, and whenever something is learned."""
        state, unreached = self.state(at), self._book.unreached()
        self._mark(NOBODY, "nobody of the staff can be reached", state.is_nobody_told, unreached, at)
        self._mark(LATE, "staff notices do not leave", state.late > 0, unreached, at)
        ours = {found.chat for _, found in state.people} | MARKS | ({self._group} if self._group else set())
        for chat in unreached.keys() - ours:
            self._book.regained(chat, (), at)

    # ---- and how

    def _mark(self, mark: ChatId, what: str, is_so: bool, unreached: Collection[ChatId], at: datetime) -> None:
        if is_so and self._book.lost(mark, what, (), at):
            log.error(what)
        elif not is_so and mark in unreached and self._book.regained(mark, (), at):
            log.info("over", trouble=what)

    def _failed(self, message: ClaimedMessage, reason: str, at: datetime) -> None:
        chat = self.home(message.chat)
        known, whose = self._whose(chat)
        if not known:
            return
        self.lost(chat, reason, at)
        number = petition_of(message.key)
        file = self._petition(number) if number is not None else None
        if file is None:
            return
        people = self._stand_ins(Roster.of(self._staff), {*self._book.unreached(), chat}, whose)
        self._book.queue(list(self._covering.about(message.key, file, whose, people)), at)

    def _whose(self, chat: ChatId) -> tuple[bool, Staff | None]:
        """Whether `chat` is the staff's, and whose; nobody's own: the group's."""
        if chat == self._group:
            return True, None
        whose = self._staff.by_chat(chat)
        return whose is not None, whose

    @staticmethod
    def _stand_ins(roster: Roster, unreached: Collection[ChatId], whose: Staff | None) -> list[Staff]:
        """Who is told; of somebody who is out of reach the leaders of their unit too."""
        people = {person.id: person for person in stand_ins(roster.staff.values(), roster.coordinator, unreached)}
        if whose is not None:
            leaders = [person for person in roster.of_unit(whose.unit) if person.role is Role.LEADER]
            people |= {person.id: person for person in hearing(leaders, unreached)}
        return list(people.values())
