"""A survey on the web: `/khao-sat/{code}`, one page with every question, for browsers without scripts too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from bot.channels.cleaning import cleaned
from bot.channels.web import uploads
from bot.channels.web.chat_api import FRESH
from bot.channels.web.form_guard import FormGuard, read_sent
from bot.channels.web.limits import LARGEST_BODY
from bot.channels.web.pages import PageRenderer
from bot.channels.web.paths import SURVEYS
from bot.channels.web.request_guard import Visitor
from bot.http.headers import READ
from bot.surveys.cases.answering import OpenForm, SurveyAnswering, SurveyOutcome
from bot.surveys.rules.filling import SCALE, SKIPPED, WRITTEN, letters_for
from bot.surveys.rules.numbers import LONGEST_TOLD
from bot.surveys.rules.survey import SurveyQuestion, SurveyQuestionKind

STATUS = {
    SurveyOutcome.THANKS: HTTPStatus.OK,
    SurveyOutcome.SPENT: HTTPStatus.CONFLICT,
    SurveyOutcome.CLOSED: HTTPStatus.GONE,
    SurveyOutcome.CROWDED: HTTPStatus.TOO_MANY_REQUESTS,
    SurveyOutcome.UNREADABLE: HTTPStatus.UNPROCESSABLE_ENTITY,
}


class SurveyFormPages:
    """The routes. Who answers is known by the browser's token alone, and that is not kept with the answer."""

    def __init__(self, answering: SurveyAnswering, guard: FormGuard, pages: PageRenderer) -> None:
        self._answering = answering
        self._guard = guard
        self._pages = pages
        self._words = pages.wording.surveys

    def routes(self) -> APIRouter:
        router = APIRouter(include_in_schema=False)
        router.add_api_route(f"{SURVEYS}/{{code}}", self.form, methods=READ, response_model=None)
        router.add_api_route(f"{SURVEYS}/{{code}}", self.fill, methods=["POST"], response_model=None)
        return router

    def form(self, request: Request, code: str) -> Response:
        """The form, empty."""
        visitor = self._guard.visitor(request)
        found = self._answering.found(code, self._guard.now())
        if found is None:
            return self._told(SurveyOutcome.CLOSED)
        if self._answering.has_answered(found, visitor.chat, None, self._guard.now()):
            return self._told(SurveyOutcome.SPENT)
        return self._shown(visitor, found, {})

    async def fill(self, request: Request, code: str) -> Response:
        """What was filled in: counted, or shown again with what is missing."""
        visitor = self._guard.act(request)
        form = await read_sent(request, LARGEST_BODY)
        try:
            return await run_in_threadpool(self._filled, visitor, code, form)
        finally:
            await form.close()

    def _filled(self, visitor: Visitor, code: str, form: FormData) -> Response:
        found = self._answering.found(code, self._guard.now())
        if found is None:
            return self._told(SurveyOutcome.CLOSED)
        sent = dict(uploads.texts(form))
        if not self._guard.has_csrf_token(visitor, form):
            return self._shown(visitor, found, sent, HTTPStatus.FORBIDDEN, self._pages.wording.petition_pages.form.stale)
        letters, texts = read_form(found.survey.questions, sent)
        if missing := [number for number, letter in enumerate(letters, 1) if not letter]:
            return self._shown(visitor, found, sent, HTTPStatus.UNPROCESSABLE_ENTITY, self._words.web.faults, missing)
        told = self._answering.send(code, "".join(letters), texts, visitor.chat, None, self._guard.now(), visitor.address)
        return self._told(told)

    def _told(self, told: SurveyOutcome) -> Response:
        say = self._words.web
        title = say.closed_title if told is SurveyOutcome.CLOSED else say.thanks_title
        return HTMLResponse(self._pages.notice(title, self._words.outcomes[told]), STATUS[told], headers=FRESH)

    def _shown(
        self,
        visitor: Visitor,
        found: OpenForm,
        sent: Mapping[str, str],
        status: HTTPStatus = HTTPStatus.OK,
        notice: str = "",
        missing: Sequence[int] = (),
    ) -> Response:
        page = self._pages.render(
            "survey.html",
            say=self._words.web,
            scale=tuple(zip(SCALE, self._words.scale, strict=True)),
            survey=found.survey.draft,
            place=found.place,
            questions=[
                (question, tuple(zip(letters_for(question), question.choices, strict=False))) for question in found.survey.questions
            ],
            skipped=SKIPPED,
            longest=LONGEST_TOLD,
            sent=sent,
            notice=notice,
            missing=missing,
            csrf_token=self._guard.csrf_token(visitor),
        )
        response = HTMLResponse(page, status, headers=FRESH)
        self._guard.remember(response, visitor)
        return response


def read_form(questions: Sequence[SurveyQuestion], sent: Mapping[str, str]) -> tuple[list[str], tuple[str, ...]]:
    """A letter for each question, "" where one is missing that must be answered; and the texts."""
    letters, texts = [], []
    for number, question in enumerate(questions, 1):
        typed = cleaned(sent.get(f"cau-{number}", "")).strip()
        if question.kind is SurveyQuestionKind.TEXT:
            texts.append(typed)
            letters.append(WRITTEN if typed else SKIPPED)
        elif len(typed) == 1 and typed in letters_for(question):
            letters.append(typed)
        else:
            letters.append(SKIPPED if SKIPPED in letters_for(question) else "")
    return letters, tuple(texts)
