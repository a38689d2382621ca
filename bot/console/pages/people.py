"""Staff, roles and units: the admin's page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from http import HTTPStatus

from starlette.responses import Response

from bot.console.pages.absences import colleagues_of, receiver
from bot.console.request import FormError, RequestContext
from bot.console.scan import to_scan
from bot.console.views import Views
from bot.messages import OutboxMessage
from bot.people.account_letters import Tell, letter_about
from bot.people.login_store import Logins
from bot.people.logins import LOGIN_FOR, Purpose
from bot.people.rights import acting
from bot.people.staff import Role, Staff, Unit
from bot.people.staff_store import StaffBook, TakenError
from bot.people.workplace.absence_store import AbsenceBook
from bot.petitions.cases.desk import OfficerDesk
from bot.petitions.cases.handing_over import HandingOver

LONGEST_NAME = 200  # characters; what the tables hold
LONGEST_PLACE = 128
HOME = "/nhan-su"
WRONG = "wrong"  # the sentence where nothing was done
INVITATION = "moi_"  # before the token, in a link to the bot and in what is typed to it


class PeoplePages:
    """Adds, changes and revokes; the trail names who did it."""

    def __init__(
        self,
        book: StaffBook,
        logins: Logins,
        desk: OfficerDesk,
        absences: AbsenceBook,
        handing: HandingOver,
        views: Views,
        bot_name: Callable[[], str] = lambda: "",
        seconded: Callable[[], Collection[int]] = tuple,
    ) -> None:
        """`bot_name`: how Telegram calls the bot, "" where it was never reached; `seconded`: who has a second factor."""
        self._seconded = seconded
        self._bot_name = bot_name
        self._book = book
        self._absences = absences
        self._handing = handing
        self._desk = desk
        self._logins = logins
        self._views = views

    def show(self, visit: RequestContext) -> Response:
        people, today = self._book.everyone(), visit.at.astimezone(self._views.zone).date()
        return self._views.page(
            visit,
            "people.html",
            staff=people,
            units=self._book.units(),
            held=self._desk.held(),
            colleagues={person.id: colleagues_of(person, people) for person in people},
            away=self._absences.upcoming(today),
            seconded=self._seconded(),
        )

    def add(self, visit: RequestContext) -> Response:
        """A second one of the same name only where the admin says that they are two: a mistake would split what one person has."""
        name, role, unit, email = _person(visit)
        is_known = any(person.is_active and person.name.casefold() == name.casefold() for person in self._book.everyone())
        if is_known and visit.form.text("namesake") != "1":
            return self._views.go(HOME, said="namesake")
        return self._tried(lambda: "added" if self._book.add(name, role, unit, visit.staff.actor, visit.at, email=email) else WRONG)

    def change(self, visit: RequestContext) -> Response:
        """Nobody changes their own role: an office would be left without an admin."""
        name, role, unit, email = _person(visit)
        if visit.number == visit.staff.id and role is not visit.staff.role:
            return self._views.go(HOME, said="own_role")
        before = self._book.get(visit.number)
        leaves = before is not None and before.unit != unit and visit.number in self._desk.held()
        to = receiver(visit, self._book) if leaves else None

        def change() -> str:
            text = self._views.wording.staff_door.account_changed.format(by=visit.staff.name)
            is_moved = before is not None and before.email != email.lower()  # one's own too: with a session somebody else may have done it
            tell = letter_about(text, visit.at) if is_moved or visit.number != visit.staff.id else None
            heard = self._heard(visit, before, email) if before else ()
            if not self._book.change(visit.number, name, role, unit, visit.staff.actor, visit.at, email, tell, heard):
                return WRONG
            if not leaves or before is None:
                return "done"
            with acting(self._book.get(visit.staff.id)):  # who has just moved themselves goes on as who they are now
                handed = self._handing.hand_over(before, to, self._views.wording.petitions.told.moved, visit.staff.actor, visit.at)
            return "moved" if handed.told else "moved_untold"

        return self._tried(change)

    def revoke(self, visit: RequestContext) -> Response:
        if visit.number == visit.staff.id:
            return self._views.go(HOME, said="own_role")
        if visit.form.text("sure") != "1":
            return self._views.go(HOME, said="holds" if visit.number in self._desk.held() else "not_sure")
        to = receiver(visit, self._book)
        return self._tried(lambda: self._left(visit, to))

    def reinstate(self, visit: RequestContext) -> Response:
        """Whoever was revoked by mistake, or comes back, is let in again."""
        return self._tried(lambda: "reinstated" if self._book.reinstate(visit.number, visit.staff.actor, visit.at) else WRONG)

    def _left(self, visit: RequestContext, to: int | None) -> str:
        """They are out before what they had is given to somebody else: they could take it again. That somebody was told is said only
        where it is so."""
        leaver = self._book.get(visit.number)
        if leaver is None or not self._book.revoke(visit.number, visit.staff.actor, visit.at):
            return WRONG
        handed = self._handing.hand_over(leaver, to, self._views.wording.petitions.told.left, visit.staff.actor, visit.at)
        if not handed.given + handed.queued:
            return "revoked"
        said = "returned" if handed.queued else "handed"
        return said if handed.told else f"{said}_untold"

    def invite(self, visit: RequestContext) -> Response:
        """The invitation is shown once; the database has its hash alone."""
        tell = self._told(visit, self._views.wording.staff_door.account_invited)
        token = self._logins.link(visit.number, Purpose.INVITE, visit.staff.actor, visit.at, tell)
        person = self._book.get(visit.number)
        status = HTTPStatus.OK if token else HTTPStatus.CONFLICT
        bot = self._bot_name()
        link = f"https://t.me/{bot}?start={INVITATION}{token}" if token and bot else ""
        name = person.name if person else ""
        return self._views.page(visit, "invited.html", status, invitation=token or "", link=link, code=to_scan(link), name=name)

    def let_in(self, visit: RequestContext) -> Response:
        """A login link for somebody whom the bot cannot give one; who has the bot gets theirs there, and nobody else gets it for them."""
        person = self._book.get(visit.number)
        if person is None or not person.is_active:
            return self._views.go(HOME, said="wrong")
        if person.chat:
            return self._views.go(HOME, said="has_bot")
        tell = self._told(visit, self._views.wording.staff_door.account_let_in)
        token = self._logins.link(person.id, Purpose.LOGIN, visit.staff.actor, visit.at, tell)
        status = HTTPStatus.OK if token else HTTPStatus.CONFLICT
        link = f"{self._views.address}/vao/{token}" if token else ""
        told = {"link": link, "code": to_scan(link), "name": person.name, "minutes": int(LOGIN_FOR.total_seconds() // 60)}
        return self._views.page(visit, "let_in.html", status, **told)

    def add_unit(self, visit: RequestContext) -> Response:
        unit = _unit(visit, 0)

        return self._tried(lambda: "added" if self._book.add_unit(unit, visit.staff.actor, visit.at) else WRONG)

    def change_unit(self, visit: RequestContext) -> Response:
        unit = _unit(visit, visit.number)
        return self._tried(lambda: "done" if self._book.change_unit(unit, visit.staff.actor, visit.at) else WRONG)

    def _heard(self, visit: RequestContext, person: Staff, email: str) -> Sequence[OutboxMessage]:
        """Where a mailbox is the way in, the other admins hear who wrote it down: whoever reads it is that person from then on, and the
        person may have no other way to hear of it."""
        text = self._views.wording.staff_door.account_mailbox.format(by=visit.staff.name, name=person.name, email=email)
        admins = (each for each in self._book.everyone() if each.is_active and each.role is Role.ADMIN)
        others = (each for each in admins if each.id not in (visit.staff.id, person.id))
        return [letter_about(text, visit.at)(each) for each in others] if email and person.chat is None else ()

    def _told(self, visit: RequestContext, text: str) -> Tell | None:
        """The letter to whose account it is; none to oneself."""
        return letter_about(text.format(by=visit.staff.name), visit.at) if visit.number != visit.staff.id else None

    def _tried(self, do: Callable[[], str]) -> Response:
        """`do` gives the sentence for what it did."""
        try:
            return self._views.go(HOME, said=do())
        except TakenError:
            return self._views.go(HOME, said="taken")
        except ValueError:  # a unit that is not there
            return self._views.go(HOME, said="wrong")


def _person(visit: RequestContext) -> tuple[str, Role, int, str]:
    """Raises FormError where something is missing."""
    name, role, unit = visit.form.text("name"), visit.form.text("role"), visit.form.number("unit")
    if not 0 < len(name) <= LONGEST_NAME or role not in set(Role) or unit is None:
        raise FormError("name")
    return name, Role(role), unit, visit.form.text("email")


def _unit(visit: RequestContext, number: int) -> Unit:
    """Raises FormError where the name is missing."""
    form = visit.form
    name, place = form.text("name"), form.text("place")
    if not 0 < len(name) <= LONGEST_NAME or len(place) > LONGEST_PLACE:
        raise FormError("name")
    return Unit(number, name, place, form.text("needs_approval") == "1", form.text("is_coordinator") == "1")
