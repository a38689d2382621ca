"""When somebody of the staff is away: a leader says it of the people of the own unit, an admin of everybody."""

from __future__ import annotations

from starlette.responses import Response

from bot.console.request import FormError, RequestContext
from bot.console.views import Views
from bot.people.rights import manages
from bot.people.staff import Role, Staff
from bot.people.staff_store import StaffBook
from bot.people.workplace.absence_store import AbsenceBook
from bot.people.workplace.absences import LONGEST, Absence
from bot.petitions.cases.handing_over import HandingOver

OWN, EVERYBODY = "/nghi", "/nhan-su"  # the page of a leader; the one on which an admin finds everybody


class AbsencePages:
    """Keeps and takes back absences; who may not say it of somebody finds nobody."""

    def __init__(self, book: StaffBook, absences: AbsenceBook, handing: HandingOver, views: Views) -> None:
        self._book = book
        self._absences = absences
        self._handing = handing
        self._views = views

    def show(self, visit: RequestContext) -> Response:
        """Whoever's absence one may say, with what is said already."""
        people = [person for person in self._book.everyone() if person.is_active and manages(visit.staff, person)]
        today = visit.at.astimezone(self._views.zone).date()
        colleagues = {person.id: colleagues_of(person, people) for person in people}
        return self._views.page(visit, "absences.html", staff=people, colleagues=colleagues, away=self._absences.upcoming(today))

    def set_away(self, visit: RequestContext) -> Response:
        """From when to when, and who gets what is open."""
        begins, ends, person = visit.form.day("begins"), visit.form.day("ends"), self._book.get(visit.number)
        if person is None or not manages(visit.staff, person):
            return self._views.missing()
        to, today = receiver(visit, self._book), visit.at.astimezone(self._views.zone).date()
        home = _home(visit)
        if begins is None or ends is None or not person.is_active or ends < today or begins - today > LONGEST:
            return self._views.go(home, said="wrong")
        try:
            self._handing.away(Absence(0, person.id, begins, ends, to), visit.staff.actor, visit.at)
        except ValueError:  # it ends before it begins
            return self._views.go(home, said="wrong")
        return self._views.go(home, said="away")

    def there_again(self, visit: RequestContext) -> Response:
        """They were there, or are back before: the absence is taken back."""
        today = visit.at.astimezone(self._views.zone).date()
        absence = next((each for each in self._absences.upcoming(today) if each.id == visit.number), None)
        person = self._book.get(absence.staff) if absence else None
        if person and not manages(visit.staff, person):
            return self._views.missing()
        count = self._handing.back(visit.number, visit.staff.actor, visit.at) if person else None
        return self._views.go(_home(visit), said="wrong" if count is None else "given_back" if count else "there_again")


def receiver(visit: RequestContext, book: StaffBook) -> int | None:
    """The colleague of whom the form is about who was chosen; None: the queue. Raises FormError for anybody else."""
    to, leaver = visit.form.number("to"), book.get(visit.number)
    other = book.get(to) if to else None
    if to and (leaver is None or other is None or not is_colleague(leaver, other)):
        raise FormError("to")
    return to or None


def is_colleague(person: Staff, other: Staff) -> bool:
    """Whether `other` can go on with what `person` has."""
    return other.is_active and other.unit == person.unit and other.id != person.id


def colleagues_of(person: Staff, people: list[Staff] | tuple[Staff, ...]) -> list[tuple[int, str]]:
    """Who can go on with what `person` has: number and name."""
    return [(other.id, other.name) for other in people if is_colleague(person, other)]


def _home(visit: RequestContext) -> str:
    return EVERYBODY if visit.staff.role is Role.ADMIN else OWN
