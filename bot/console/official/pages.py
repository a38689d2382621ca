"""Official channels in the console: entered, let in by somebody else, ended; taken along and brought in as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from starlette.responses import Response

from bot.console import sheets
from bot.console.auth import Asked, Page
from bot.console.request import Fields, FormError, RequestContext
from bot.console.views import Views
from bot.official.cases.register_desk import FaultyLines, OfficialDesk, may_let_in
from bot.official.rules.channel import OfficialDraft, OfficialFault, OfficialKind, OfficialState
from bot.official.rules.filing import read, rows_of
from bot.official.rules.numbers import LONGEST_NOTE, LONGEST_VALUE, MOST_ENTERED
from bot.official.store.channels import OfficialMove
from bot.text.numerals import is_row

HOME, FILE = "/kenh", "file"
TYPED = ("kind", "value", "holder", "bank", "purpose", "since", "until", "source", "has_subdomains")


class OfficialPages:
    """Who may do what, the use case decides."""

    def __init__(self, desk: OfficialDesk, views: Views) -> None:
        self._desk = desk
        self._views = views
        self._words = views.wording.official

    def routes(self) -> Mapping[Asked, Page]:
        """The narrower paths first."""
        return {
            ("GET", HOME): self.list,
            ("POST", HOME): self.enter,
            ("GET", f"{HOME}.csv"): self.csv,
            ("POST", f"{HOME}/nhap"): self.bring,
            ("POST", f"{HOME}/duyet"): self.let_in,
            ("POST", f"{HOME}/{{number:int}}/bo"): self.drop,
            ("POST", f"{HOME}/{{number:int}}/thoi"): self.end,
        }

    def list(self, visit: RequestContext) -> Response:
        return self._shown(visit)

    def enter(self, visit: RequestContext) -> Response:
        draft = read_draft(visit.form)
        done = self._desk.enter(draft, visit.staff, visit.at) if draft else [OfficialFault.REVERSED]
        if done is OfficialMove.DONE:
            return self._views.go(HOME, said="done")
        return self._shown(visit, self._told(done), visit.form)

    def csv(self, visit: RequestContext) -> Response:
        """What is listed, also what is over."""
        say = self._words
        listed = [each for each in self._desk.all() if each.state is OfficialState.LISTED]
        self._desk.exported(len(listed), visit.staff, visit.at)
        return sheets.csv(say.page.file_name, rows_of(listed, say.page.columns, say.kinds, say.page.yes))

    def bring(self, visit: RequestContext) -> Response:
        say, brought = self._words.page, visit.files.get(FILE)
        lines = read(brought.content, say.columns, self._words.kinds, say.yes, MOST_ENTERED) if brought else None
        done = self._desk.bring(lines, visit.staff, visit.at)
        match done:
            case OfficialMove():
                return self._shown(visit, self._told(done))
            case FaultyLines():
                return self._shown(visit, say.faulty.format(lines=" ".join(self._faulty(*line) for line in done.lines)))
            case _:
                return self._shown(visit, told=say.brought.format(count=done))

    def let_in(self, visit: RequestContext) -> Response:
        numbers = visit.form.all("number")
        if not all(map(is_row, numbers)):
            raise FormError("number")
        return self._after(visit, self._desk.let_in([int(number) for number in numbers], visit.staff, visit.at))

    def drop(self, visit: RequestContext) -> Response:
        return self._after(visit, self._desk.drop(visit.number, visit.staff, visit.at))

    def end(self, visit: RequestContext) -> Response:
        until = visit.form.day("until")
        return self._after(visit, self._desk.end(visit.number, until, visit.staff, visit.at) if until else OfficialMove.EARLIER)

    def _after(self, visit: RequestContext, done: OfficialMove) -> Response:
        if done is OfficialMove.NOT_THERE:
            return self._views.missing()
        return self._views.go(HOME, said="done") if done is OfficialMove.DONE else self._shown(visit, self._told(done))

    def _told(self, done: OfficialMove | Sequence[OfficialFault]) -> str:
        """Why something was not done."""
        if isinstance(done, OfficialMove):
            return self._words.moves[done]
        return " ".join(self._words.faults[fault] for fault in done)

    def _faulty(self, number: int, faults: Sequence[OfficialFault]) -> str:
        say = self._words.page
        return say.faulty_line.format(line=number, why=self._told(faults) if faults else say.unreadable)

    def _shown(self, visit: RequestContext, notice: str = "", typed: Fields = Fields(), told: str = "") -> Response:  # noqa: B008 - frozen
        found, today = self._desk.all(), self._desk.day(visit.at)
        more = {"said": told} if told else {}
        return self._views.page(
            visit,
            "official.html",
            HTTPStatus.CONFLICT if notice else HTTPStatus.OK,
            waiting=[each for each in found if each.state is OfficialState.PROPOSED],
            listed=[(each, each.is_current(today)) for each in found if each.state is OfficialState.LISTED],
            kinds=OfficialKind,
            typed={name: typed.text(name) for name in TYPED},
            limits={"value": LONGEST_VALUE, "note": LONGEST_NOTE},
            may_let_in=may_let_in(visit.staff),
            today=today,
            notice=notice,
            **more,
        )


def read_draft(form: Fields) -> OfficialDraft | None:
    """What a form says; None where its first day is missing. Raises FormError for what no form of ours sends."""
    kind, since = form.text("kind"), form.day("since")
    if kind not in set(OfficialKind):
        raise FormError("kind")
    if since is None:
        return None
    texts = (form.text("value"), form.text("holder"), form.text("purpose"), form.text("source"))
    is_wide = form.text("has_subdomains") == "1"
    return OfficialDraft(OfficialKind(kind), *texts, since, form.day("until"), form.text("bank"), is_wide)
