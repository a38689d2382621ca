"""Index cards in the console: entered, brought in as a file, let in by somebody else, taken out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from starlette.responses import Response

from bot.console import sheets
from bot.console.auth import Asked, Page
from bot.console.request import Fields, FormError, RequestContext
from bot.console.views import Views
from bot.scorecards.cases.card_desk import FaultyCards, ScorecardDesk, may_enter, may_let_in
from bot.scorecards.rules.filing import COLUMNS, draft_of, read, rows_of
from bot.scorecards.rules.numbers import LONGEST_SOURCE, MOST_ENTERED
from bot.scorecards.rules.scorecard import ScorecardFault, ScorecardKind, ScorecardMove
from bot.scorecards.rules.telling import ScorecardTeller
from bot.text.numerals import is_row

HOME, FILE = "/chi-so", "file"


class ScorecardPages:
    """Who may do what, the use case decides."""

    def __init__(self, desk: ScorecardDesk, teller: ScorecardTeller, views: Views) -> None:
        self._desk = desk
        self._teller = teller
        self._views = views
        self._words = views.wording.scorecards

    def routes(self) -> Mapping[Asked, Page]:
        """The narrower paths first."""
        return {
            ("GET", HOME): self.list,
            ("POST", HOME): self.enter,
            ("GET", f"{HOME}.csv"): self.csv,
            ("POST", f"{HOME}/nhap"): self.bring,
            ("POST", f"{HOME}/duyet"): self.let_in,
            ("POST", f"{HOME}/{{number:int}}/bo"): self.drop,
        }

    def list(self, visit: RequestContext) -> Response:
        return self._shown(visit)

    def enter(self, visit: RequestContext) -> Response:
        kinds = {kind.value: kind for kind in ScorecardKind}
        if visit.form.text("kind") not in kinds:
            raise FormError("kind")
        draft = draft_of({name: visit.form.text(name) for name in COLUMNS}, kinds)
        done = self._desk.enter(draft, visit.staff, visit.at) if draft else [ScorecardFault.VALUE]
        if done is ScorecardMove.DONE:
            return self._views.go(HOME, said="done")
        return self._shown(visit, self._told(done), visit.form)

    def csv(self, visit: RequestContext) -> Response:  # noqa: ARG002
        """What is listed; public figures, so that nothing is noted of who takes them along."""
        page = self._words.page
        return sheets.csv(page.file_name, rows_of(self._desk.listed(), page.columns))

    def bring(self, visit: RequestContext) -> Response:
        page, brought = self._words.page, visit.files.get(FILE)
        done = self._desk.bring(read(brought.content, page.columns, MOST_ENTERED) if brought else None, visit.staff, visit.at)
        match done:
            case ScorecardMove():
                return self._shown(visit, self._told(done))
            case FaultyCards():
                return self._shown(visit, page.faulty.format(lines=" ".join(self._faulty(*line) for line in done.lines)))
            case _:
                return self._shown(visit, told=page.brought.format(count=done))

    def let_in(self, visit: RequestContext) -> Response:
        numbers = visit.form.all("number")
        if not all(map(is_row, numbers)):
            raise FormError("number")
        return self._after(visit, self._desk.let_in([int(number) for number in numbers], visit.staff, visit.at))

    def drop(self, visit: RequestContext) -> Response:
        return self._after(visit, self._desk.drop(visit.number, visit.staff, visit.at))

    def _after(self, visit: RequestContext, done: ScorecardMove) -> Response:
        return self._views.go(HOME, said="done") if done is ScorecardMove.DONE else self._shown(visit, self._told(done))

    def _told(self, done: ScorecardMove | Sequence[ScorecardFault]) -> str:
        """Why something was not done."""
        if isinstance(done, ScorecardMove):
            return self._words.moves[done]
        return " ".join(self._words.faults[fault] for fault in done)

    def _faulty(self, number: int, faults: Sequence[ScorecardFault]) -> str:
        page = self._words.page
        return page.faulty_line.format(line=number, why=self._told(faults) if faults else page.unreadable)

    def _shown(self, visit: RequestContext, notice: str = "", typed: Fields = Fields(), told: str = "") -> Response:  # noqa: B008 - frozen
        more = {"said": told} if told else {}
        return self._views.page(
            visit,
            "scorecards.html",
            HTTPStatus.CONFLICT if notice else HTTPStatus.OK,
            waiting=self._desk.waiting(),
            listed=self._desk.listed(),
            kinds=ScorecardKind,
            typed={name: typed.text(name) for name in COLUMNS},
            longest=LONGEST_SOURCE,
            may_enter=may_enter(visit.staff),
            may_let_in=may_let_in(visit.staff),
            value=self._teller.value,
            rank=self._teller.rank,
            notice=notice,
            **more,
        )
