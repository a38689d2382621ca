"""Dialogues and meetings on the web: `/doi-thoai` and a page of each: to register, to ask beforehand, to vote, to read what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from bot.channels.cleaning import cleaned
from bot.channels.web import uploads
from bot.channels.web.chat_api import FRESH
from bot.channels.web.form_guard import FormGuard, read_sent
from bot.channels.web.limits import LARGEST_BODY
from bot.channels.web.pages import PageRenderer
from bot.channels.web.paths import DIALOGUES
from bot.channels.web.request_guard import Visitor
from bot.dialogues.cases.hall import DialogueHall
from bot.dialogues.rules.dialogue import DialogueState, OfficeDialogue
from bot.dialogues.rules.hall_outcomes import HallOutcome
from bot.dialogues.rules.numbers import LONGEST_NAME, LONGEST_QUESTION, MOST_QUESTIONS
from bot.http.headers import READ
from bot.text.numerals import is_row

DONE = frozenset({HallOutcome.SEATED, HallOutcome.WAITING, HallOutcome.LEFT, HallOutcome.TAKEN, HallOutcome.VOTED})
STATUS = {
    HallOutcome.CLOSED: HTTPStatus.GONE,
    HallOutcome.CROWDED: HTTPStatus.TOO_MANY_REQUESTS,
    HallOutcome.FULL: HTTPStatus.CONFLICT,
    HallOutcome.TOO_MANY: HTTPStatus.CONFLICT,
}
SAID = "da"  # the name in the query by which the page says what was just done
Sent = Mapping[str, str]
Deed = Callable[[int, Visitor, Sent], HallOutcome]


class DialoguePublicPages:
    """The routes. Who comes is known by the browser's token; what is done is done by a form that carries it."""

    def __init__(self, hall: DialogueHall, guard: FormGuard, pages: PageRenderer) -> None:
        self._hall = hall
        self._guard = guard
        self._pages = pages
        self._words = pages.wording.dialogues

    def routes(self) -> APIRouter:
        router = APIRouter(include_in_schema=False)
        router.add_api_route(DIALOGUES, self.list, methods=READ, response_model=None)
        router.add_api_route(f"{DIALOGUES}/{{number}}", self.show, methods=READ, response_model=None)
        router.add_api_route(f"{DIALOGUES}/{{number}}/{{what}}", self.act, methods=["POST"], response_model=None)
        return router

    def list(self) -> Response:
        at = self._guard.now()
        say = self._words.web
        upcoming = [
            self._line(found, say.cancelled.format(reason=found.reason) if found.reason else "") for found in self._hall.upcoming(at)
        ]
        past = [
            self._line(found, say.with_minutes if found.state is DialogueState.PUBLISHED else say.without_minutes)
            for found in self._hall.past(at)
        ]
        return HTMLResponse(self._pages.render("dialogues.html", say=say, upcoming=upcoming, past=past), headers=FRESH)

    def show(self, request: Request, number: str) -> Response:
        found = self._found(number)
        if found is None:
            return self._missing()
        told = request.query_params.get(SAID, "")
        said = HallOutcome(told) if told in {each.value for each in DONE} else None
        return self._shown(self._guard.visitor(request), found, said)

    async def act(self, request: Request, number: str, what: str) -> Response:
        """Register, leave, ask or vote; done, the page is shown anew, so that nobody sends it twice."""
        visitor = self._guard.act(request)
        form = await read_sent(request, LARGEST_BODY)
        try:
            sent = {name: cleaned(text) for name, text in uploads.texts(form)}
            is_ours = self._guard.has_csrf_token(visitor, form)
            return await run_in_threadpool(self._done, visitor, number, what, sent, is_ours)
        finally:
            await form.close()

    def _done(self, visitor: Visitor, number: str, what: str, sent: Sent, is_ours: bool) -> Response:
        deeds: dict[str, Deed] = {"du": self._register, "thoi-du": self._leave, "hoi": self._ask, "ung-ho": self._vote}
        found, deed = self._found(number), deeds.get(what)
        if found is None or deed is None:
            return self._missing()
        if not is_ours:
            return self._shown(visitor, found, None, sent, HTTPStatus.FORBIDDEN, self._pages.wording.petition_pages.form.stale)
        outcome = deed(found.id, visitor, sent)
        if outcome in DONE:
            response = RedirectResponse(f"{self._pages.site.base}{DIALOGUES}/{found.id}?{SAID}={outcome}", HTTPStatus.SEE_OTHER, FRESH)
            self._guard.remember(response, visitor)
            return response
        return self._shown(visitor, found, outcome, sent, STATUS.get(outcome, HTTPStatus.UNPROCESSABLE_ENTITY))

    def _register(self, number: int, visitor: Visitor, sent: Sent) -> HallOutcome:
        return self._hall.register(number, visitor.chat, sent.get("ten", ""), self._guard.now(), visitor.address)

    def _leave(self, number: int, visitor: Visitor, sent: Sent) -> HallOutcome:  # noqa: ARG002
        return self._hall.leave(number, visitor.chat)

    def _ask(self, number: int, visitor: Visitor, sent: Sent) -> HallOutcome:
        return self._hall.ask(number, visitor.chat, sent.get("cau", ""), self._guard.now(), visitor.address)

    def _vote(self, number: int, visitor: Visitor, sent: Sent) -> HallOutcome:
        told = sent.get("cau", "")
        if not is_row(told) or self._hall.event_of(int(told)) != number:
            return HallOutcome.CLOSED
        return self._hall.vote(int(told), visitor.chat, self._guard.now(), visitor.address, wanted="rut" not in sent)

    def _found(self, number: str) -> OfficeDialogue | None:
        return self._hall.get(int(number)) if is_row(number) else None

    def _missing(self) -> Response:
        say = self._words
        return HTMLResponse(self._pages.notice(say.web.title, say.chat.missing), HTTPStatus.NOT_FOUND, headers=FRESH)

    def _line(self, found: OfficeDialogue, note: str) -> dict[str, object]:
        return {"id": found.id, "head": self._hall.teller.head(found), "when": self._hall.teller.when(found), "note": note}

    def _shown(
        self,
        visitor: Visitor,
        found: OfficeDialogue,
        outcome: HallOutcome | None,
        sent: Sent = {},  # noqa: B006 - only read
        status: HTTPStatus = HTTPStatus.OK,
        notice: str = "",
    ) -> Response:
        at, hall, teller = self._guard.now(), self._hall, self._hall.teller
        seat, given = hall.seat(found.id, visitor.chat), hall.votes_of(visitor.chat)
        told = self._words.outcomes[outcome].format(longest=LONGEST_QUESTION, most=MOST_QUESTIONS) if outcome else notice
        lines = [
            {"id": each.id, "text": each.text, "votes": each.votes, "is_from_hall": each.is_from_hall}
            | {"standing": teller.standing(each), "is_voted": each.id in given}
            for each in hall.matters(found)
        ]
        page = self._pages.render(
            "dialogue.html",
            say=self._words.web,
            found=found,
            head=teller.head(found),
            when=teller.when(found),
            host=self._words.host.format(host=found.draft.host),
            is_open=found.is_open(at),
            seat=seat,
            place=hall.place_of(found.id, seat) if seat and seat.is_waiting else 0,
            free=hall.free(found),
            minutes=found.minutes if found.state is DialogueState.PUBLISHED else "",
            lines=lines,
            sent=sent,
            notice=told,
            is_refused=status is not HTTPStatus.OK,
            longest=LONGEST_QUESTION,
            longest_name=LONGEST_NAME,
            csrf_token=self._guard.csrf_token(visitor),
        )
        response = HTMLResponse(page, status, headers=FRESH)
        self._guard.remember(response, visitor)
        return response
