"""Surveys in the console: the list, a draft that is written, an open one with its links and cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus

from starlette.responses import Response

from bot.console.request import Fields, FormError, RequestContext
from bot.console.scan import to_scan
from bot.console.views import Views
from bot.plans.denied import Denied
from bot.plans.tracker import Tracker
from bot.surveys.cases.building import SurveyBuilding, SurveyRefusal, may_build, ordered
from bot.surveys.cases.results import SurveyResults
from bot.surveys.rules.numbers import LONGEST_ASKED, MOST_CHOICES, MOST_QUESTIONS
from bot.surveys.rules.survey import (
    ServiceFactor,
    Survey,
    SurveyDraft,
    SurveyPlace,
    SurveyPlaceKind,
    SurveyQuestion,
    SurveyQuestionKind,
    SurveyState,
)
from bot.surveys.store.surveys import SurveyBook

HOME = "/khao-sat"
BLANK_ROWS = 2  # offered below the questions that are there
LONGEST_ABOUT = 1_000  # characters
LONGEST_NAME = 120
LAST_ROW = MOST_QUESTIONS + 1  # a question without a number comes last


@dataclass(frozen=True, slots=True)
class SurveyPageDeps:
    """`bot_name`: how Telegram calls the assistant ("" nowhere); `site`: the public address."""

    building: SurveyBuilding
    results: SurveyResults
    book: SurveyBook
    tracker: Tracker
    bot_name: Callable[[], str]
    site: str


class SurveyPages:
    """Who may do what, the use case decides."""

    def __init__(self, office: SurveyPageDeps, views: Views) -> None:
        self._office = office
        self._views = views
        self._words = views.wording.surveys

    def list(self, visit: RequestContext) -> Response:
        return self._listed(visit)

    def make(self, visit: RequestContext) -> Response:
        title = visit.form.text("title")[:LONGEST_ASKED]
        if not title:
            return self._listed(visit, self._words.faults["no_title"])  # type: ignore[index]
        made = self._office.building.make(title, visit.staff, visit.at)
        if isinstance(made, SurveyRefusal):
            return self._listed(visit, self._words.refusals[made])
        return self._views.go(f"{HOME}/{made}")

    def show(self, visit: RequestContext) -> Response:
        found = self._office.book.get(visit.number)
        return self._shown(visit, found) if found else self._views.missing()

    def save(self, visit: RequestContext) -> Response:
        """A draft's words, so that what is unfinished can be kept; then it is opened, where that was pressed: what was typed is in it."""
        found = self._office.book.get(visit.number)
        if found is None:
            return self._views.missing()
        draft = read_draft(visit.form, found.draft)
        if found.state is SurveyState.DRAFT and draft.closes < draft.opens:  # kept nowhere, and everything that was typed stands again
            return self._shown(visit, replace(found, draft=draft), self._words.faults["reversed"])  # type: ignore[index]
        trouble = self._office.building.save(found.id, draft, visit.staff, visit.at)
        saved = self._office.book.get(visit.number)
        if trouble or saved is None or visit.form.text("then") != "open":
            return self._after(visit, found, trouble)
        return self._opened(visit, saved)

    def _opened(self, visit: RequestContext, found: Survey) -> Response:
        opened = self._office.building.open(found.id, visit.staff, visit.at)
        faults = opened if isinstance(opened, Sequence) and not isinstance(opened, SurveyRefusal) else ()
        if faults:
            return self._shown(visit, found, " ".join(self._words.faults[fault] for fault in faults))
        return self._after(visit, found, opened if isinstance(opened, SurveyRefusal) else None)

    def act(self, visit: RequestContext) -> Response:
        found, building = self._office.book.get(visit.number), self._office.building
        if found is None:
            return self._views.missing()
        match str(visit.args["action"]):
            case "mo":
                return self._opened(visit, found)
            case "dong":
                return self._after(visit, found, building.close(found.id, visit.staff, visit.at))
            case "xoa":
                trouble = building.erase(found.id, visit.staff, visit.at)
                return self._after(visit, found, trouble) if trouble else self._views.go(HOME, said="done")
            case "noi":
                return self._after(visit, found, self._added(visit, found))
            case "bo-noi":
                return self._after(visit, found, building.drop_place(found.id, visit.form.text("code"), visit.staff, visit.at))
            case _:
                return self._views.missing()

    def prove(self, visit: RequestContext) -> Response:
        """The survey as proof of a plan's task: what is told is how many answered, and where the results stand."""
        found = self._office.book.get(visit.number)
        if found is None:
            return self._views.missing()
        draft, count = found.draft, sum(self._office.results.counts(found.id, visit.staff).values())
        link = f"{self._views.address}{HOME}/{found.id}/ket-qua"
        days = {"opens": f"{draft.opens:%d/%m/%Y}", "closes": f"{draft.closes:%d/%m/%Y}"}
        proof = self._words.page.proof_text.format(title=draft.title, count=count, link=link, **days)
        done = self._office.building.prove(found.id, visit.form.number("due") or 0, proof, visit.staff, visit.at)
        if isinstance(done, Denied):
            return self._shown(visit, found, self._views.wording.plans.denied[done])
        return self._after(visit, found, done)

    def card(self, visit: RequestContext) -> Response:
        """A card of A5 for one place, with its codes."""
        places = self._office.building.places(visit.number, visit.staff)
        place = next((place for place in places if place.code == visit.args["code"]), None)
        found = self._office.book.get(visit.number)
        if place is None or found is None:
            return self._views.missing()
        link, chat = self._link(place), self._chat_link(place)
        return self._views.page(
            visit,
            "survey_card.html",
            survey=found,
            place=place,
            link=link,
            code=to_scan(link),
            chat=chat,
            chat_code=to_scan(chat),
        )

    def _added(self, visit: RequestContext, found: Survey) -> SurveyRefusal | None:
        form = visit.form
        kind = form.text("kind")
        if kind not in set(SurveyPlaceKind):
            raise FormError("kind")
        name, procedure = form.text("name")[:LONGEST_NAME], form.text("procedure")[:64]
        unit = form.number("unit") or 0
        return self._office.building.add_place(found.id, SurveyPlaceKind(kind), name, unit, procedure, visit.staff, visit.at)

    def _after(self, visit: RequestContext, found: Survey, trouble: SurveyRefusal | None) -> Response:
        if trouble:
            return self._shown(visit, self._office.book.get(found.id) or found, self._words.refusals[trouble])
        return self._views.go(f"{HOME}/{found.id}", said="done")

    def _listed(self, visit: RequestContext, notice: str = "") -> Response:
        surveys = [(each, sum(self._office.results.counts(each.id, visit.staff).values())) for each in self._office.book.all()]
        status = HTTPStatus.CONFLICT if notice else HTTPStatus.OK
        told = {"surveys": surveys, "may_build": may_build(visit.staff), "longest": LONGEST_ASKED, "notice": notice}
        return self._views.page(visit, "surveys.html", status, **told)

    def _shown(self, visit: RequestContext, found: Survey, notice: str = "") -> Response:
        places = self._office.building.places(found.id, visit.staff)
        is_draft = found.state is SurveyState.DRAFT
        asks_proof = not is_draft and found.due is None
        return self._views.page(
            visit,
            "survey.html",
            HTTPStatus.CONFLICT if notice else HTTPStatus.OK,
            survey=found,
            draft=found.draft,
            is_draft=is_draft,
            rows=_rows(found.draft) if is_draft else (),
            places=[(place, self._link(place)) for place in places],
            counts=self._office.results.counts(found.id, visit.staff),
            may_build=may_build(visit.staff),
            kinds=SurveyQuestionKind,
            factors=ServiceFactor,
            place_kinds=SurveyPlaceKind,
            owed=self._office.tracker.owed(visit.staff, visit.at) if asks_proof else (),
            limits={"asked": LONGEST_ASKED, "about": LONGEST_ABOUT, "name": LONGEST_NAME},
            notice=notice,
        )

    def _link(self, place: SurveyPlace) -> str:
        return f"{self._office.site}{HOME}/{place.code}"

    def _chat_link(self, place: SurveyPlace) -> str:
        name = self._office.bot_name()
        return f"https://t.me/{name}?start=kh_{place.code}" if name else ""


def _rows(draft: SurveyDraft) -> Sequence[tuple[int, SurveyQuestion | None]]:
    """The questions, and below them empty rows, as far as there may be more."""
    blank: list[SurveyQuestion | None] = [None] * BLANK_ROWS
    return list(enumerate([*draft.questions, *blank][:MOST_QUESTIONS], 1))


def read_draft(form: Fields, before: SurveyDraft) -> SurveyDraft:
    """What a form says. An empty question is none; a day that is left out stays. Raises FormError for what no form of ours sends."""
    questions, numbers = [], []
    for number in range(1, MOST_QUESTIONS + 1):
        if text := form.text(f"q{number}"):
            questions.append(_question(form, number, text))
            numbers.append(form.number(f"o{number}") or LAST_ROW)
    draft = replace(
        before,
        title=form.text("title"),
        about=form.text("about")[:LONGEST_ABOUT],
        opens=_day(form, "opens", before.opens),
        closes=_day(form, "closes", before.closes),
        questions=tuple(questions),
        after_petitions=form.text("after_petitions") == "1",
        after_answers=form.text("after_answers") == "1",
    )
    return ordered(draft, numbers)


def _question(form: Fields, number: int, text: str) -> SurveyQuestion:
    kind, factor = form.text(f"k{number}", "scale"), form.text(f"f{number}")
    if kind not in set(SurveyQuestionKind) or (factor and factor not in set(ServiceFactor)):
        raise FormError(f"k{number}")
    lines = (line.strip() for line in form.text(f"c{number}").splitlines())
    choices = tuple(line for line in lines if line)[: MOST_CHOICES + 1] if kind == SurveyQuestionKind.CHOICE else ()
    is_scale = kind == SurveyQuestionKind.SCALE
    may_skip = is_scale and form.text(f"s{number}") == "1"
    return SurveyQuestion(text, SurveyQuestionKind(kind), ServiceFactor(factor) if factor and is_scale else None, choices, may_skip)


def _day(form: Fields, name: str, before: date) -> date:
    return form.day(name) or before
