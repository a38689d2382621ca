"""The questions of an event in the console: looked at, listed, given to a unit, answered, let out."""

from __future__ import annotations

from starlette.responses import Response

from bot.console.dialogues.pages import DialoguePages
from bot.console.request import RequestContext
from bot.console.views import Views
from bot.dialogues.cases.question_desk import QuestionDesk
from bot.dialogues.rules.dialogue import DialogueMove
from bot.dialogues.store.matters import MatterBook


class DialogueQuestionPages:
    """Forms of the event's page; who may do what, the use case decides."""

    def __init__(self, questions: QuestionDesk, matters: MatterBook, pages: DialoguePages, views: Views) -> None:
        self._questions = questions
        self._matters = matters
        self._pages = pages
        self._views = views

    def look(self, visit: RequestContext) -> Response:
        """A question that was sent: listed in these words, as another one, or left out with a reason."""
        asked, form = self._matters.question(visit.number), visit.form
        if asked is None:
            return self._views.missing()
        if form.text("do") == "refuse":
            done = self._questions.refuse(asked.id, form.text("reason"), visit.staff, visit.at)
        else:
            done = self._questions.take(asked.id, form.text("text"), form.number("same"), visit.staff, visit.at)
        return self._pages.after(visit, done, asked.dialogue)

    def raise_in_hall(self, visit: RequestContext) -> Response:
        return self._pages.after(visit, self._questions.raise_in_hall(visit.number, visit.form.text("text"), visit.staff, visit.at))

    def assign(self, visit: RequestContext) -> Response:
        due = visit.form.day("due")
        done = (
            self._questions.assign(visit.number, visit.form.number("unit") or 0, due, visit.staff, visit.at) if due else DialogueMove.PAST
        )
        return self._after(visit, done)

    def answer(self, visit: RequestContext) -> Response:
        form = visit.form
        done = self._questions.answer(visit.number, form.text("answer"), form.number("revision") or 0, visit.staff, visit.at)
        return self._after(visit, done)

    def release(self, visit: RequestContext) -> Response:
        done = self._questions.release(visit.number, visit.form.number("revision") or 0, visit.staff, visit.at)
        if done is DialogueMove.DONE:
            self._questions.work(visit.at)
        return self._after(visit, done)

    def drop(self, visit: RequestContext) -> Response:
        return self._after(visit, self._questions.drop(visit.number, visit.form.text("reason"), visit.staff, visit.at))

    def _after(self, visit: RequestContext, done: DialogueMove) -> Response:
        """Back to the event of the matter that the path names."""
        matter = self._matters.matter(visit.number)
        return self._pages.after(visit, done, matter.dialogue) if matter else self._views.missing()
