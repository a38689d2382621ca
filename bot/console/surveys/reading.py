"""What a survey told: the dashboard, the texts that wait to be looked at, the workbook to take along, and paper forms typed in."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

from starlette.responses import Response

from bot.console.request import FormError, RequestContext
from bot.console.sheets import Row, xlsx
from bot.console.surveys.building import HOME
from bot.console.views import Names, Views
from bot.petitions.rules.texts.redaction import redacted
from bot.surveys.cases.building import SurveyBuilding, SurveyRefusal, may_build
from bot.surveys.cases.papers import LONGEST_BATCH, FaultyPapers, PaperEntry
from bot.surveys.cases.results import SurveyDashboard, SurveyResults
from bot.surveys.rules.filling import letters_for
from bot.surveys.rules.numbers import LEAST_SHOWN, LONGEST_TOLD, MOST_PAPERS
from bot.surveys.rules.paper import PaperLine
from bot.surveys.rules.scoring import MeanScore
from bot.surveys.rules.survey import Survey, SurveyQuestion, SurveyQuestionKind, SurveyState
from bot.surveys.store.surveys import SurveyBook


class SurveyResultPages:
    """An officer sees their unit, leaders and admins the office: the use case cuts."""

    def __init__(self, results: SurveyResults, building: SurveyBuilding, papers: PaperEntry, book: SurveyBook, views: Views) -> None:
        self._results = results
        self._building = building
        self._papers = papers
        self._book = book
        self._views = views
        self._words = views.wording.surveys

    def show(self, visit: RequestContext) -> Response:
        told = self._results.dashboard(visit.number, visit.staff, visit.at)
        if told is None:
            return self._views.missing()
        return self._views.page(visit, "survey_results.html", told=told, least=LEAST_SHOWN, points=points)

    def xlsx(self, visit: RequestContext) -> Response:
        told = self._results.dashboard(visit.number, visit.staff, visit.at)
        if told is None:
            return self._views.missing()
        self._results.exported(visit.number, visit.staff, visit.at)
        return xlsx(self._words.page.file.format(id=visit.number), self._rows(told, self._views.names()))

    def texts(self, visit: RequestContext) -> Response:
        """Those that wait, with what names somebody hidden already; the officer hides the rest."""
        found = self._book.get(visit.number)
        if found is None or found.state is SurveyState.DRAFT:
            return self._views.missing()
        over = self._views.wording.petitions.redaction.over
        waiting = [
            (form, [redacted(text, over) for text in form.texts]) for form in self._results.waiting(visit.number, visit.staff, visit.at)
        ]
        return self._views.page(
            visit, "survey_texts.html", survey=found, waiting=waiting, longest=LONGEST_TOLD, may_hide=may_build(visit.staff)
        )

    def look(self, visit: RequestContext) -> Response:
        form, is_shown = visit.form, visit.form.text("what") == "hien"
        found = self._book.get(visit.number)
        asked = [each for each in found.questions if each.kind is SurveyQuestionKind.TEXT] if found else []
        texts = [form.text(f"t{number}")[:LONGEST_TOLD] for number in range(1, len(asked) + 1)]
        done = self._results.look(visit.number, form.text("key"), is_shown, texts, visit.staff, visit.at)
        return self._views.go(f"{HOME}/{visit.number}/loi", said="done") if done else self._views.missing()

    def papers(self, visit: RequestContext) -> Response:
        return self._typing(visit)

    def enter(self, visit: RequestContext) -> Response:
        form = visit.form
        code, batch = form.text("place"), form.text("batch")
        done = self._papers.enter(visit.number, code, batch, form.text("lines"), visit.staff, visit.at)
        match done:
            case SurveyRefusal():
                return self._typing(visit, self._words.refusals[done])
            case FaultyPapers():
                return self._typing(visit, self._words.page.faulty.format(lines="; ".join(map(self._faulty, done.lines))))
            case _:
                return self._typing(visit, told=self._words.page.entered.format(count=done, batch=batch))

    def take_back(self, visit: RequestContext) -> Response:
        """A pile that was typed in wrongly, where it was said twice."""
        name = visit.form.text("batch")
        if visit.form.text("sure") != "1":
            raise FormError("sure")
        refused = self._papers.take_back(visit.number, name, visit.staff, visit.at)
        if refused:
            return self._typing(visit, self._words.refusals[refused])
        return self._typing(visit, told=self._words.page.pile_gone.format(name=name))

    def blank(self, visit: RequestContext) -> Response:
        """The form on paper, to be filled in by hand at one place."""
        found = self._book.get(visit.number)
        place = next((each for each in self._building.places(visit.number, visit.staff) if each.code == visit.args["code"]), None)
        if found is None or place is None or found.state is SurveyState.DRAFT:
            return self._views.missing()
        letters = [tuple(zip(letters_for(question), question.choices, strict=False)) for question in found.questions]
        asked = list(zip(found.questions, letters, strict=True))
        return self._views.page(visit, "survey_blank.html", survey=found, place=place, asked=asked, scale=(1, 2, 3, 4, 5))

    def _faulty(self, line: PaperLine) -> str:
        say, fault = self._words.page, line.fault
        why = say.line_faults[fault.why].format(place=fault.place, sign=fault.sign, wanted=fault.wanted) if fault else ""
        return say.faulty_line.format(line=line.number, why=why)

    def _typing(self, visit: RequestContext, notice: str = "", told: str = "") -> Response:
        found = self._book.get(visit.number)
        if found is None or found.state is not SurveyState.OPEN:
            return self._views.missing()
        return self._views.page(
            visit,
            "survey_papers.html",
            HTTPStatus.CONFLICT if notice else HTTPStatus.OK,
            survey=found,
            places=self._building.places(found.id, visit.staff),
            order=[(question.text, self._how(question)) for question in found.questions],
            example=example(found),
            typed=visit.form if notice else None,
            place_names={place.code: place.name for place in self._book.places(found.id)},
            piles=self._papers.of(found.id, visit.staff),
            most=MOST_PAPERS,
            longest_batch=LONGEST_BATCH,
            notice=notice,
            said=told,
        )

    def _how(self, question: SurveyQuestion) -> str:
        say = self._words.page
        match question.kind:
            case SurveyQuestionKind.SCALE:
                return say.papers_scale
            case SurveyQuestionKind.CHOICE:
                given = zip(letters_for(question), question.choices, strict=False)
                return say.papers_choice.format(letters=", ".join(f"{letter} = {text}" for letter, text in given))
            case SurveyQuestionKind.TEXT:
                return say.papers_text

    def _rows(self, told: SurveyDashboard, names: Names) -> Iterator[Row]:
        say = self._words.page
        yield say.columns
        for line in (told.total, *told.units, *told.months):
            where = names.unit(line.unit) if line.unit else say.office
            month = f"{line.month:%m/%Y}" if line.month else ""
            for factor, score in zip(told.factors, line.factors, strict=True):
                yield (say.by_factor, where, month, self._words.factors[factor], *figures(score))
        yield from self._typists(told, names)
        for text, score in told.scales:
            yield (say.own_questions, say.office, "", text, *figures(score))
        for choice in told.choices:
            for answer, count in choice.counts:
                yield (say.reasons, say.office, "", f"{choice.question} – {answer}", count, None, None, None, None)
        for form in told.texts:
            for text in filter(None, form.texts):
                yield (say.texts, names.unit(form.unit), "", text, None, None, None, None, None)

    def _typists(self, told: SurveyDashboard, names: Names) -> Iterator[Row]:
        say = self._words.page
        for staff, unit, count in told.papers.typists:
            yield (say.papers, names.unit(unit), "", say.typist_row.format(name=names.person(staff)), count, None, None, None, None)


def figures(score: MeanScore | None) -> tuple[object, ...]:
    """Forms, mean, interval, share of the satisfied: as numbers; empty cells where too few answered."""
    if score is None:
        return (None,) * 5
    return score.count, round(score.mean, 2), round(score.low, 2), round(score.high, 2), score.satisfied


def points(value: float) -> str:
    """ "4,27": as Vietnamese writes it."""
    return f"{value:.2f}".replace(".", ",")


def example(found: Survey) -> str:
    """A line as a clerk would type it."""
    signs = {SurveyQuestionKind.SCALE: "4", SurveyQuestionKind.CHOICE: "a", SurveyQuestionKind.TEXT: ""}
    line = "".join(signs[question.kind] for question in found.questions)
    has_text = any(question.kind is SurveyQuestionKind.TEXT for question in found.questions)
    return f"{line} | chờ hơi lâu" if has_text else line
