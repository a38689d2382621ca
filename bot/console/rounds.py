"""The rounds "Dân hỏi – Thủ trưởng trả lời": opened, questions looked at, chosen, assigned, answered, published."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import Response

from bot.announcements.outcomes import Refusal
from bot.console.views import Views
from bot.console.visit import Visit
from bot.participation.round import LONGEST_ANSWER, Question, Stage, State, Trouble
from bot.participation.rounds import LONGEST_THEME, Rounds
from bot.participation.store import RoundBook
from bot.people.staff import Role

MOVES = {"list": Stage.LISTED, "hide": Stage.HIDDEN, "choose": Stage.CHOSEN}
ASSIGNABLE = frozenset({Stage.NEW, Stage.LISTED, Stage.CHOSEN})
ANSWERABLE = frozenset({Stage.CHOSEN, Stage.ANSWERED})


class RoundsPage:
    """Who may do what, the rounds decide."""

    def __init__(self, rounds: Rounds, book: RoundBook, views: Views) -> None:
        self._rounds = rounds
        self._book = book
        self._views = views

    def show(self, visit: Visit) -> Response:
        return self._shown(visit)

    def open(self, visit: Visit) -> Response:
        return self._after(visit, self._rounds.open(visit.form.text("theme"), visit.staff, visit.at))

    def close(self, visit: Visit) -> Response:
        return self._after(visit, self._rounds.close(visit.staff, visit.at))

    def publish(self, visit: Visit) -> Response:
        return self._after(visit, self._rounds.publish(visit.staff, visit.at))

    def act(self, visit: Visit) -> Response:
        action, number, form = str(visit.args["action"]), visit.number, visit.form
        if action in MOVES:
            return self._after(visit, self._rounds.move(number, MOVES[action], visit.staff, visit.at))
        if action == "assign":
            return self._after(visit, self._rounds.assign(number, form.number("unit") or 0, visit.staff, visit.at))
        if action == "answer":
            return self._after(visit, self._rounds.answer(number, form.text("text"), visit.staff, visit.at))
        return self._views.missing()

    def _after(self, visit: Visit, done: object) -> Response:
        match done:
            case Trouble():
                return self._shown(visit, self._views.wording.rounds.troubles[done])
            case Refusal():
                return self._shown(visit, self._views.wording.newsroom.refusals[done])
            case _:
                return self._views.go("/dan-hoi", said="done")

    def _shown(self, visit: Visit, notice: str = "") -> Response:
        found = self._rounds.latest()
        questions = self._book.questions(found.month, set(Stage)) if found else ()
        return self._views.page(
            visit,
            "rounds.html",
            HTTPStatus.CONFLICT if notice else HTTPStatus.OK,
            round=found,
            until=self._rounds.until(found) if found else "",
            questions=[(question, self._may_answer(question, visit)) for question in questions],
            assignable=ASSIGNABLE,
            is_new=found is None or found.state is State.PUBLISHED or found.month != self._rounds.month(visit.at),
            answered=any(question.stage is Stage.ANSWERED for question in questions),
            longest_answer=LONGEST_ANSWER,
            longest_theme=LONGEST_THEME,
            typed=visit.form if notice else None,
            typed_for=visit.args.get("number"),
            notice=notice,
        )

    def _may_answer(self, question: Question, visit: Visit) -> bool:
        return question.stage in ANSWERABLE and visit.staff.role is Role.LEADER and question.unit == visit.staff.unit
