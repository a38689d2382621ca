"""Pages as HTML: every sentence from the wording, every address below the site's base, every text escaped."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cached_property
from http import HTTPStatus
from pathlib import Path
from typing import cast
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.console.access import PREFIX
from bot.console.menu import Waiting, menu_of
from bot.console.request import RequestContext
from bot.http.static_files import versions_of
from bot.people.staff import Staff, Unit
from bot.people.workplace.kept_forms import KeptForm
from bot.petitions.rules.transitions import Transition
from bot.text import typed_days
from bot.text.numerals import is_row
from bot.wording import Wording

HERE = Path(__file__).parent
STATIC_FOLDER = HERE / "static"
TEMPLATES = HERE / "templates"
NOT_KEPT = {"Cache-Control": "no-store"}  # what staff see is nobody else's, also after they have logged out
Alarms = Callable[[Staff, datetime], "Sequence[PageAlarm]"]
KeptOf = Callable[[int], Mapping[str, KeptForm]]
"""What one of the staff has typed and not sent, by the form's place."""


@dataclass(frozen=True, slots=True)
class PageAlarm:
    """A sentence that stands above every page; `behind`: what it sums up, to be opened."""

    text: str
    behind: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """What staff and units are called, looked up once for a page."""

    staff: Mapping[int, Staff]
    units: Mapping[int, Unit]
    words: Wording

    def person(self, staff_id: int | None) -> str:
        if staff_id is None:
            return self.words.console.board.nobody
        found = self.staff.get(staff_id)
        return found.name if found else self.words.console.unknown_person.format(id=staff_id)

    def unit(self, unit_id: int | None) -> str:
        found = self.units.get(unit_id) if unit_id is not None else None
        return found.name if found else self.words.console.board.no_unit

    def people(self, staff_ids: Iterable[int]) -> str:
        return ", ".join(map(self.person, staff_ids))

    def actor(self, actor: str) -> str:
        """ "staff:3", "system", "citizen", "cli" as people read them."""
        kind, _, number = actor.partition(":")
        console = self.words.console
        known = {"system": console.system, "citizen": console.citizen, "cli": console.command_line}
        return self.person(int(number)) if kind == "staff" and is_row(number) else known.get(actor, actor)

    def action(self, action: str) -> str:
        """ "petition.assign" as people read it; what has no words stands as it was written."""
        trail, (kind, _, verb) = self.words.console.trail, action.partition(".")
        if kind == "petition" and verb in set(Transition):
            return trail.of_petition.format(move=self.words.console.moves[Transition(verb)])
        return trail.actions.get(action, action)

    def actions(self) -> Sequence[tuple[str, str]]:
        """All that can be looked for in the trail, in the order of the alphabet."""
        named = [*self.words.console.trail.actions, *(f"petition.{move}" for move in Transition)]
        return sorted(((each, self.action(each)) for each in named), key=lambda pair: pair[1])

    def subject(self, subject: str) -> str:
        """ "petition:12", "unit:3" as people read them."""
        kind, _, of = subject.partition(":")
        known = self.words.console.trail.subjects.get(kind, subject)
        if is_row(of) and kind in ("staff", "unit"):
            of = self.person(int(of)) if kind == "staff" else self.unit(int(of))
        return known.format(of=of)


class Views:
    """Makes every page; holds no state between requests, safe between threads."""

    def __init__(
        self,
        wording: Wording,
        public_url: str,
        office: str,
        zone: tzinfo,
        names: Callable[[], Names],
        alarms: Alarms = lambda *_: (),
        unsent: KeptOf = lambda _: {},
        waiting: Waiting = lambda *_: {},
    ) -> None:
        """`alarms`: what stands above every page for somebody; `unsent`: what they have typed and not sent; `waiting`: what waits."""
        self.wording = wording
        self.words = wording.console
        self.zone = zone
        self.base = urlsplit(public_url).path.rstrip("/") + PREFIX
        self.address = public_url.rstrip("/") + PREFIX  # as it stands in what people are given
        self.names = names
        self._alarms = alarms
        self._unsent = unsent
        self._waiting = waiting
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._templates.globals.update(w=wording.console, words=wording, base=self.base, office=office, static=self._static)
        self._templates.globals.update(a_day=typed_days.field(wording.console.day_written, wording.console.day_pick))
        self._templates.filters.update(moment=self.moment, date=self.date, day=_day, mark=mark, typed_day=typed_days.shown)

    def unsent(self, staff_id: int) -> Mapping[str, KeptForm]:
        """What somebody has typed and not sent, by place."""
        return self._unsent(staff_id)

    def page(self, visit: RequestContext, template: str, status: int = HTTPStatus.OK, **context: object) -> Response:
        """A page for somebody logged in; `said` in the query names a sentence that the last action left.

        `kept_forms`: what is unsent, where the page has read it already. Read twice, a save between would leave an old text beside its
        newer revision, which the page's script then takes for the newest.
        """
        counts = self._waiting(visit.staff, visit.at)
        menu = menu_of(visit.staff.role, counts)
        said = self.words.said.get(visit.query.text("said"), "")
        context = {"visit": visit, "said": said, "notice": "", "notice_at": "", "names": self.names(), **context}
        context |= {"menu": menu, "unread": counts.get("notices", 0)}
        context["is_refused"] = status >= HTTPStatus.BAD_REQUEST
        context["alarms"] = self._alarms(visit.staff, visit.at)
        if "kept_forms" not in context:
            context["kept_forms"] = self._unsent(visit.staff.id)
        unsent = cast("Mapping[str, KeptForm]", context["kept_forms"])
        just_sent = visit.form.text("nhap")  # it stands on the page again, refused or tried
        context["elsewhere"] = [form for form in unsent.values() if form.page.partition("?")[0] != visit.path and form.place != just_sent]
        return self.bare(template, status, **context)

    def bare(self, template: str, status: int = HTTPStatus.OK, **context: object) -> Response:
        """A page for anybody."""
        return HTMLResponse(self._templates.get_template(template).render(**context), status, NOT_KEPT)

    def notice(self, title: str, text: str, status: int, home: str = "/") -> Response:
        """A page that says one thing and leads back."""
        return self.bare("notice.html", status, title=title, text=text, home=home)

    def missing(self) -> Response:
        """What is not there, or not for this person."""
        return self.notice(self.words.faults.missing_title, self.words.faults.missing, HTTPStatus.NOT_FOUND)

    def go(self, path: str, **query: str | int | None) -> Response:
        """To another page of the console, after a form was accepted."""
        kept = urlencode({name: value for name, value in query.items() if value})
        sign = "&" if "?" in path else "?"
        return RedirectResponse(self.base + path + (f"{sign}{kept}" if kept else ""), HTTPStatus.SEE_OTHER, NOT_KEPT)

    def moment(self, at: datetime | None) -> str:
        """ "20/11/2026 08:05", in the office's zone."""
        return at.astimezone(self.zone).strftime("%d/%m/%Y %H:%M") if at else ""

    def date(self, at: datetime | None) -> str:
        """ "20/11/2026", in the office's zone: where the hour is of no use."""
        return at.astimezone(self.zone).strftime("%d/%m/%Y") if at else ""

    def _static(self, name: str) -> str:
        """The address of a file, changed when the file changes, so that browsers may keep it."""
        return f"{self.base}/static/{name}?v={self._versions[name]}"

    @cached_property
    def _versions(self) -> Mapping[str, str]:
        return versions_of(STATIC_FOLDER)


def _day(day: date | datetime | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""


def mark(text: str) -> str:
    """What tells a text from every other, short enough for an address."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]
