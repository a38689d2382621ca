"""Notices with beginning and end in the console: the list, one that is written, let out, ended or extended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from http import HTTPStatus

from starlette.responses import Response

from bot.bulletins.cases.bulletin_desk import PATH, BulletinDesk
from bot.bulletins.rules.bulletin import BulletinDraft, BulletinFault, BulletinKind, BulletinState, OfficeBulletin
from bot.bulletins.rules.numbers import LONGEST_PLACE, LONGEST_REASON, LONGEST_TEXT, LONGEST_TITLE
from bot.bulletins.rules.telling import BulletinTeller
from bot.bulletins.store.bulletins import BulletinBook, BulletinMove
from bot.console.request import Fields, FormError, RequestContext
from bot.console.views import Views
from bot.text.numerals import is_row

LONGEST_TOUCHED = 4_000  # characters of the lines that name procedures and fields
TYPED = ("kind", "title", "text", "place", "touched", "begins", "begins_clock", "ends", "ends_clock", "shown")
MORNING, EVENING = time(7, 30), time(17, 0)  # where a form leaves the clock empty: the hours of a day on which a counter is closed


class BulletinPages:
    """Who may do what, the use case decides."""

    def __init__(self, desk: BulletinDesk, book: BulletinBook, teller: BulletinTeller, views: Views) -> None:
        self._desk = desk
        self._book = book
        self._teller = teller
        self._views = views
        self._words = views.wording.bulletins

    def list(self, visit: RequestContext) -> Response:
        return self._listed(visit)

    def write(self, visit: RequestContext) -> Response:
        draft = self._read(visit)
        done = self._desk.write(draft, visit.staff, visit.at) if draft else [BulletinFault.REVERSED]
        if isinstance(done, int):
            return self._views.go(f"{PATH}/{done}", said="done")
        return self._listed(visit, self._told(done))

    def show(self, visit: RequestContext) -> Response:
        found = self._book.get(visit.number)
        return self._shown(visit, found) if found else self._views.missing()

    def rewrite(self, visit: RequestContext) -> Response:
        draft = self._read(visit)
        revision = visit.form.number("revision") or 0
        done = self._desk.rewrite(visit.number, draft, revision, visit.staff, visit.at) if draft else [BulletinFault.REVERSED]
        return self._after(visit, done)

    def approve(self, visit: RequestContext) -> Response:
        return self._after(visit, self._desk.approve(visit.number, visit.form.number("revision") or 0, visit.staff, visit.at))

    def drop(self, visit: RequestContext) -> Response:
        return self._after(visit, self._desk.drop(visit.number, visit.staff, visit.at))

    def close(self, visit: RequestContext) -> Response:
        return self._after(visit, self._desk.close(visit.number, visit.staff, visit.at))

    def withdraw(self, visit: RequestContext) -> Response:
        return self._after(visit, self._desk.withdraw(visit.number, visit.form.text("reason"), visit.staff, visit.at))

    def ask_later(self, visit: RequestContext) -> Response:
        ends = self._moment(visit.form, "ends", EVENING)
        return self._after(visit, self._desk.ask_later(visit.number, ends, visit.staff, visit.at) if ends else BulletinMove.EARLIER)

    def extend(self, visit: RequestContext) -> Response:
        """`later`: the end that stood on the page where it was agreed to."""
        try:
            later = datetime.fromisoformat(visit.form.text("later"))
        except ValueError as error:
            raise FormError("later") from error
        if later.tzinfo is None:
            raise FormError("later")
        return self._after(visit, self._desk.extend(visit.number, later, visit.staff, visit.at))

    def _after(self, visit: RequestContext, done: BulletinMove | Sequence[BulletinFault]) -> Response:
        if done is BulletinMove.DONE:
            return self._views.go(f"{PATH}/{visit.number}", said="done")
        found = self._book.get(visit.number)
        return self._shown(visit, found, self._told(done)) if found else self._views.missing()

    def _told(self, done: BulletinMove | Sequence[BulletinFault]) -> str:
        """Why something was not done."""
        if isinstance(done, BulletinMove):
            return self._words.moves[done]
        return " ".join(self._words.faults[fault] for fault in done)

    def _listed(self, visit: RequestContext, notice: str = "") -> Response:
        lines = [(each, self._teller.head(each), self._teller.span(each), self._desk.is_late(each, visit.at)) for each in self._book.all()]
        return self._views.page(
            visit,
            "bulletins.html",
            HTTPStatus.CONFLICT if notice else HTTPStatus.OK,
            lines=lines,
            notice=notice,
            **self._form(visit, None, visit.form if notice else Fields()),
        )

    def _shown(self, visit: RequestContext, found: OfficeBulletin, notice: str = "") -> Response:
        desk, at = self._desk, visit.at
        is_open = found.state is BulletinState.PROPOSED
        return self._views.page(
            visit,
            "bulletin.html",
            HTTPStatus.CONFLICT if notice else HTTPStatus.OK,
            found=found,
            phase=found.phase(at),
            seen_as=self._teller.full(found, at),
            ahead=found.ahead if found.ahead is not None else desk.ahead(found.draft, at),
            is_late=desk.is_late(found, at),
            last_day=desk.last_day(found.draft) if is_open and found.draft.kind is BulletinKind.OUTAGE else None,
            may_approve=desk.may_approve(found, visit.staff),
            may_change=desk.may_change(found, visit.staff),
            may_end=desk.may_end(found, visit.staff) and at < found.until,
            may_extend=desk.may_extend(found, visit.staff) and at < found.until,
            may_withdraw=desk.may_withdraw(found, visit.staff),
            longest_reason=LONGEST_REASON,
            notice=notice,
            **self._form(visit, found.draft, visit.form if notice else Fields()),
        )

    def _form(self, visit: RequestContext, draft: BulletinDraft | None, typed: Fields) -> dict[str, object]:
        """What a form says: what was just typed and refused, else the draft, else nothing."""
        if typed.text("title") or typed.text("text"):
            return {"typed": _typed(typed), **self._choices(visit)}
        return {"typed": self._stands(draft, visit.at) if draft else self._empty(visit), **self._choices(visit)}

    def _empty(self, visit: RequestContext) -> dict[str, object]:
        return {**dict.fromkeys(TYPED, ""), "units": self._own(visit), "on_web": True, "in_chat": True}

    def _stands(self, draft: BulletinDraft, at: datetime) -> dict[str, object]:
        begins, ends, shown = (each.astimezone(self._views.zone) for each in (draft.begins, draft.ends, draft.shown))
        return {
            "kind": draft.kind.value,
            "title": draft.title,
            "text": draft.text,
            "place": draft.place,
            "touched": "\n".join(draft.touched),
            "begins": f"{begins:%Y-%m-%d}",
            "begins_clock": f"{begins:%H:%M}",
            "ends": f"{ends:%Y-%m-%d}",
            "ends_clock": f"{ends:%H:%M}",
            "shown": f"{shown:%Y-%m-%d}" if draft.shown > at else "",
            "units": draft.units,
            "on_web": draft.on_web,
            "in_chat": draft.in_chat,
        }

    def _own(self, visit: RequestContext) -> Sequence[int]:
        """The unit with which a new one begins: an officer's own, unless they may write for everybody."""
        return () if self._desk.may_write(visit.staff, ()) else (visit.staff.unit,)

    def _choices(self, visit: RequestContext) -> dict[str, object]:
        limits = {"title": LONGEST_TITLE, "text": LONGEST_TEXT, "place": LONGEST_PLACE, "touched": LONGEST_TOUCHED}
        return {"kinds": BulletinKind, "limits": limits, "may_all": self._desk.may_write(visit.staff, ())}

    def _read(self, visit: RequestContext) -> BulletinDraft | None:
        """What a form says; None where a day is missing. Raises FormError for what no form of ours sends."""
        form, kind = visit.form, visit.form.text("kind")
        if kind not in set(BulletinKind) or not all(map(is_row, form.all("units"))):
            raise FormError("kind")
        begins, ends = self._moment(form, "begins", MORNING), self._moment(form, "ends", EVENING)
        if begins is None or ends is None:
            return None
        touched = (line.strip() for line in form.text("touched")[:LONGEST_TOUCHED].splitlines())
        return BulletinDraft(
            BulletinKind(kind),
            form.text("title"),
            form.text("text"),
            begins,
            ends,
            self._moment(form, "shown", time()) or visit.at,
            form.text("place"),
            tuple(sorted(set(map(int, form.all("units"))))),
            tuple(dict.fromkeys(filter(None, touched))),
            form.text("on_web") == "1",
            form.text("in_chat") == "1",
        )

    def _moment(self, form: Fields, name: str, plain: time) -> datetime | None:
        """A day and a clock of the form, in the office's zone; None without a day. Raises FormError for a clock that is none."""
        day, clock = form.day(name), form.text(f"{name}_clock")
        try:
            at = time.fromisoformat(clock) if clock else plain
        except ValueError as error:
            raise FormError(name) from error
        return datetime.combine(day, at.replace(tzinfo=None), self._views.zone) if day else None


def _typed(form: Fields) -> dict[str, object]:
    """What was typed, as it was."""
    told: dict[str, object] = {name: form.text(name) for name in TYPED}
    told["units"] = [int(each) for each in form.all("units") if is_row(each)]
    return told | {name: form.text(name) == "1" for name in ("on_web", "in_chat")}
