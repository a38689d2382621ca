"""The rounds "Dân hỏi – Thủ trưởng trả lời": opened, questions looked at, chosen, assigned, answered, published."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import Response

from bot.announcements.rules.outcomes import AnnouncementRefusal
from bot.console.request import RequestContext
from bot.console.views import Views
from bot.participation.round import LONGEST_ANSWER, QuestionStage, RoundQuestion, RoundRefusal, RoundState
from bot.participation.rounds import LONGEST_THEME, Rounds
from bot.participation.store import RoundBook
from bot.people.staff import Role

PAGE = 50  # questions on a page, most votes first
MOVES = {"list": QuestionStage.LISTED, "hide": QuestionStage.HIDDEN, "choose": QuestionStage.CHOSEN}
ASSIGNABLE = frozenset({QuestionStage.NEW, QuestionStage.LISTED, QuestionStage.CHOSEN})
ANSWERABLE = frozenset({QuestionStage.CHOSEN, QuestionStage.ANSWERED})


class RoundsPages:
    """Who may do what, the rounds decide."""

    def __init__(self, rounds: Rounds, book: RoundBook, views: Views) -> None:
        self._rounds = rounds
        self._book = book
        self._views = views

    def show(self, visit: RequestContext) -> Response:
        return self._shown(visit)

    def open(self, visit: RequestContext) -> Response:
        return self._after(visit, self._rounds.open(visit.form.text("theme"), visit.staff, visit.at))

    def close(self, visit: RequestContext) -> Response:
        return self._after(visit, self._rounds.close(visit.staff, visit.at))

    def publish(self, visit: RequestContext) -> Response:
        return self._after(visit, self._rounds.publish(visit.staff, visit.at))

    def act(self, visit: RequestContext) -> Response:
        action, number, form = str(visit.args["action"]), visit.number, visit.form
        if action in MOVES:
            return self._after(visit, self._rounds.move(number, MOVES[action], visit.staff, visit.at))
        if action == "assign":
            return self._after(visit, self._rounds.assign(number, form.number("unit") or 0, visit.staff, visit.at))
        if action == "answer":
            return self._after(visit, self._rounds.answer(number, form.text("text"), visit.staff, visit.at))
        return self._views.missing()

    def _after(self, visit: RequestContext, done: object) -> Response:
        match done:
            case RoundRefusal():
                return self._shown(visit, self._views.wording.rounds.troubles[done])
            case AnnouncementRefusal():
                return self._shown(visit, self._views.wording.newsroom.refusals[done])
            case _:
                return self._views.go("/dan-hoi", said="done")

    def _shown(self, visit: RequestContext, notice: str = "") -> Response:
        found = self._rounds.latest()
        whole = self._book.questions(found.month, set(QuestionStage)) if found else ()
        number = max(1, min(visit.query.number("trang") or 1, -(-len(whole) // PAGE) or 1))
        begins = (number - 1) * PAGE
        typed_for = visit.args.get("number") if notice else None  # what could not be kept is shown wherever it stands
        questions = [each for at, each in enumerate(whole) if begins <= at < begins + PAGE or each.id == typed_for]
        return self._views.page(
            visit,
            "rounds.html",
            HTTPStatus.CONFLICT if notice else HTTPStatus.OK,
            round=found,
            until=self._rounds.until(found) if found else "",
            questions=[(question, self._may_answer(question, visit)) for question in questions],
            assignable=ASSIGNABLE,
            is_new=found is None or found.state is RoundState.PUBLISHED or found.month != self._rounds.month(visit.at),
            answered=any(question.stage is QuestionStage.ANSWERED for question in whole),
            before=number - 1,
            following=number + 1 if begins + PAGE < len(whole) else 0,
            longest_answer=LONGEST_ANSWER,
            longest_theme=LONGEST_THEME,
            typed=visit.form if notice else None,
            typed_for=visit.args.get("number"),
            notice=notice,
        )

    def _may_answer(self, question: RoundQuestion, visit: RequestContext) -> bool:
        return question.stage in ANSWERABLE and visit.staff.role is Role.LEADER and question.unit == visit.staff.unit
