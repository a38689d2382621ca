"""The form of a petition, for browsers without scripts too: filled in, looked over, sent, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from bot.channels.cleaning import cleaned
from bot.channels.web import uploads
from bot.channels.web.chat_api import FRESH
from bot.channels.web.form_guard import FormGuard, read_sent
from bot.channels.web.limits import LARGEST_BODY
from bot.channels.web.pages import PageRenderer
from bot.channels.web.paths import FILING, FOLLOWING, REVIEW, SENT
from bot.channels.web.request_guard import Visitor
from bot.http.body import BodyTooLargeError
from bot.http.headers import READ
from bot.petitions.cases.petition_form import LIMITS, PetitionForm, faults, seal
from bot.petitions.cases.photos import LARGEST, MOST
from bot.petitions.rules.draft import DraftStep, PetitionDraft
from bot.petitions.rules.outcome import NotDone, RefusalReason
from bot.petitions.rules.petition import Contact, Naming, PetitionFile, PetitionKind, PetitionPlace
from bot.petitions.rules.texts.triage import EMERGENCIES, MUST_BE_REWRITTEN, Referral
from bot.text.numerals import is_row
from knowledge.texts.figures import with_points

CONSENT, DRAFT, DO = "dong-y", "ban", "viec"
LOSING = frozenset({"bo", "viet-lai", "cung"})  # a button that takes away what was written does so only below just that
FIELDS = {"content": "noi-dung", "place": "noi", "name": "ten", "address": "dia-chi", "phone": "sdt"}
LONGEST = 20_000  # characters of a field that are kept, so that who pasted too much can shorten it


@dataclass(frozen=True, slots=True)
class FormFeedback:
    """What a form says besides what was typed: `notice` above all, `photos` about files, `faults` by field."""

    notice: str = ""
    photos: Sequence[str] = ()
    faults: Mapping[str, str] = ()  # type: ignore[assignment]


NOTHING = FormFeedback(faults={})


class FormPages:
    """The routes; `paper` holds what was typed, so that a page can be left and opened again.

    `alarm`: what somebody must read who writes of danger, "" for any other text; it stands above the review and stops nothing.
    """

    def __init__(self, paper: PetitionForm, guard: FormGuard, pages: PageRenderer, alarm: Callable[[str], str] = lambda _: "") -> None:
        self._alarm = alarm
        self._paper = paper
        self._guard = guard
        self._pages = pages
        self._lane = uploads.Lane()
        self._words = pages.wording.petition_pages.form
        self._all = pages.wording.petitions

    def routes(self) -> APIRouter:
        router = APIRouter(include_in_schema=False)
        router.add_api_route(FILING, self.form, methods=READ, response_model=None)
        router.add_api_route(FILING, self.fill, methods=["POST"], response_model=None)
        router.add_api_route(REVIEW, self.review, methods=READ, response_model=None)
        router.add_api_route(REVIEW, self.decide, methods=["POST"], response_model=None)
        router.add_api_route(SENT, self.sent, methods=READ, response_model=None)
        return router

    def form(self, request: Request) -> Response:
        """The form, with what is being written."""
        visitor = self._guard.visitor(request)
        return self._form(visitor, self._paper.open(visitor.chat) or PetitionDraft(), NOTHING)

    async def fill(self, request: Request) -> Response:
        """What was filled in: kept, and looked over next; or what is missing."""
        visitor = self._guard.act(request)
        try:
            form = await read_sent(request, uploads.LARGEST_FORM)
        except BodyTooLargeError:
            draft = await run_in_threadpool(self._paper.open, visitor.chat) or PetitionDraft()
            return self._form(visitor, draft, FormFeedback(self._words.too_much, faults={}), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        try:
            return await self._lane.run(request, form, lambda: self._filled(visitor, form))
        finally:
            await form.close()

    def _filled(self, visitor: Visitor, form: FormData) -> Response:
        before = self._paper.open(visitor.chat) or PetitionDraft()
        draft = _draft(dict(uploads.texts(form)), before)
        if not self._guard.has_csrf_token(visitor, form):
            return self._form(
                visitor, replace(draft, photos=before.photos), FormFeedback(self._words.stale, faults={}), HTTPStatus.FORBIDDEN
            )
        held = tuple(photo for number, photo in enumerate(before.photos, 1) if form.get(f"bo-{number}") is None)
        room = max(0, MOST - len(held))
        photos, told = uploads.kept(
            uploads.uploads(form), room, lambda path: self._paper.photo(path, visitor.chat, visitor.address), self._all.filing
        )
        draft = replace(draft, photos=held).showing(*photos)
        self._paper.keep(visitor.chat, draft, self._guard.now())
        found = faults(draft)
        if found or told:
            return self._form(visitor, draft, FormFeedback(photos=told, faults=self._sentences(found)), HTTPStatus.UNPROCESSABLE_ENTITY)
        return self._to(REVIEW, visitor)

    def review(self, request: Request) -> Response:
        """What will be sent, or the door that seems the right one."""
        visitor = self._guard.visitor(request)
        draft = self._paper.open(visitor.chat)
        if draft is None or faults(draft):
            return self._to(SENT if draft is None and self._paper.sent(visitor.chat, self._guard.now()) else FILING, visitor)
        return self._review(visitor, draft, "")

    async def decide(self, request: Request) -> Response:
        """A button of the review."""
        visitor = self._guard.act(request)
        form = await read_sent(request, LARGEST_BODY)
        try:
            return await run_in_threadpool(self._decided, visitor, form)
        finally:
            await form.close()

    def _decided(self, visitor: Visitor, form: FormData) -> Response:
        draft = self._paper.open(visitor.chat)
        if draft is None or faults(draft):
            return self._to(SENT if draft is None else FILING, visitor)
        sent = dict(uploads.texts(form))
        if not self._guard.has_csrf_token(visitor, form):
            return self._review(visitor, draft, self._words.stale, HTTPStatus.FORBIDDEN)
        return self._done(visitor, draft, sent)

    def _done(self, visitor: Visitor, draft: PetitionDraft, sent: Mapping[str, str]) -> Response:
        told = sent.get(DO, "").split(":")
        if told[0] in LOSING and sent.get(DRAFT) != seal(draft):
            return self._review(visitor, draft, self._words.changed, HTTPStatus.CONFLICT)
        match told:
            case ["gui"]:
                return self._sent(visitor, draft, sent)
            case ["bo"]:
                self._paper.drop(visitor.chat)
                return HTMLResponse(self._pages.notice(self._words.dropped_title, self._all.filing.dropped), headers=FRESH)
            case ["day"]:
                self._paper.keep(visitor.chat, replace(draft, passed=True), self._guard.now())
                return self._to(REVIEW, visitor)
            case ["viet-lai"] if self._paper.door(draft) in MUST_BE_REWRITTEN:
                self._paper.keep(visitor.chat, draft.rewritten(), self._guard.now())
                return self._to(FILING, visitor)
            case ["cung", number] if is_row(number):
                return self._followed(visitor, draft, int(number))
            case _:
                return self._review(visitor, draft, "")

    def _sent(self, visitor: Visitor, draft: PetitionDraft, sent: Mapping[str, str]) -> Response:
        if sent.get(DRAFT) != seal(draft):
            return self._review(visitor, draft, self._words.changed, HTTPStatus.CONFLICT)
        if self._door(draft):
            return self._review(visitor, draft, "")
        if not sent.get(CONSENT):
            return self._review(visitor, draft, self._words.no_consent, HTTPStatus.UNPROCESSABLE_ENTITY)
        outcome = self._paper.send(visitor.chat, draft, self._guard.now(), visitor.address)
        if isinstance(outcome, NotDone):
            is_full = outcome.why in (RefusalReason.TOO_MANY, RefusalReason.CROWDED)
            refused = self._paper.intake.full(outcome.why, self._guard.now()) if is_full else self._words.faults
            return self._review(visitor, draft, refused, HTTPStatus.UNPROCESSABLE_ENTITY)
        return self._to(SENT, visitor)

    def _followed(self, visitor: Visitor, draft: PetitionDraft, number: int) -> Response:
        outcome = self._paper.follow(visitor.chat, draft, number, self._guard.now(), visitor.address)
        if isinstance(outcome, NotDone):
            notice = self._all.following.too_many if outcome.why is RefusalReason.TOO_MANY else ""
            return self._review(visitor, draft, notice)
        return self._to(f"{FOLLOWING}/so-{number}", visitor)

    def sent(self, request: Request) -> Response:
        """The code, until when with the days counted, what happens next; for who sent it, for a while."""
        known = self._guard.known(request)
        file = self._paper.sent(known.chat, self._guard.now()) if known else None
        if file is None:
            return self._to(FOLLOWING, known)
        return HTMLResponse(self._pages.render("petition_sent.html", told=self._words, say=self._all, **self._due(file)), headers=FRESH)

    def _due(self, file: PetitionFile) -> dict[str, object]:
        """Until when it is answered; where nobody is set up to answer it, nothing is promised."""
        presenter, clock = self._paper.intake.presenter(), self._paper.intake.clock()
        told: dict[str, object] = {"petition": file.petition, "days": "", "is_nobody": not self._paper.intake.has_units()}
        if told["is_nobody"]:
            return {**told, "due": self._all.filing.sent_nobody}
        if file.petition.is_suggestion:
            return {**told, "due": self._all.filing.sent_suggestion}
        return {**told, "due": presenter.due(clock, file), "days": presenter.explain(clock, file, self._guard.now())}

    def _form(self, visitor: Visitor, draft: PetitionDraft, told: FormFeedback, status: HTTPStatus = HTTPStatus.OK) -> Response:
        page = self._pages.render(
            "petition_form.html",
            told=self._words,
            say=self._all,
            draft=draft,
            fields=FIELDS,
            limits=LIMITS,
            kinds=PetitionKind,
            namings=Naming,
            csrf_token=self._guard.csrf_token(visitor),
            notice=told.notice,
            photo_faults=told.photos,
            faults=told.faults,
            most=MOST,
            megabytes=LARGEST // uploads.MEGABYTE,
        )
        return self._shown(visitor, page, status)

    def _review(self, visitor: Visitor, draft: PetitionDraft, notice: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
        door = self._door(draft)
        page = self._pages.render(
            "petition_review.html",
            told=self._words,
            say=self._all,
            draft=draft,
            csrf_token=self._guard.csrf_token(visitor),
            sealed=seal(draft),
            notice=notice,
            alarm=self._alarm_of(draft),
            door=str(getattr(self._all.doors, door)) if door else "",
            is_question=door is Referral.PROCEDURE,
            is_rewritten=door in MUST_BE_REWRITTEN,
            alike=() if door else self._alike(visitor, draft),
        )
        return self._shown(visitor, page, status)

    def _alike(self, visitor: Visitor, draft: PetitionDraft) -> list[tuple[int, str]]:
        """Similar open ones: the number and what may be told of each."""
        intake = self._paper.intake
        presenter, clock = intake.presenter(), intake.clock()
        return [
            (each.id, presenter.likeness(clock, each))
            for each in self._paper.alike(visitor.chat, draft, self._guard.now(), visitor.address)
        ]

    def _door(self, draft: PetitionDraft) -> Referral | None:
        """The door that the page shows in the place of the review; where the alarm stands above it, none for the same danger."""
        door = self._paper.door(draft)
        return None if door in EMERGENCIES and self._alarm(draft.content) else door

    def _alarm_of(self, draft: PetitionDraft) -> str:
        """What to read where any field tells of danger."""
        words = (draft.content, (draft.place or PetitionPlace()).name, draft.contact.name, draft.contact.address)
        return next(filter(None, map(self._alarm, words)), "")

    def _shown(self, visitor: Visitor, page: str, status: HTTPStatus) -> Response:
        response = HTMLResponse(page, status, FRESH)
        self._guard.remember(response, visitor)
        return response

    def _to(self, path: str, visitor: Visitor | None) -> Response:
        response = RedirectResponse(f"{self._pages.site.base}{path}", HTTPStatus.SEE_OTHER, FRESH)
        if visitor:
            self._guard.remember(response, visitor)
        return response

    def _sentences(self, found: Mapping[str, str]) -> dict[str, str]:
        limits = {name: with_points(limit) for name, limit in LIMITS.items()}
        return {name: str(getattr(self._words, fault)).format(limit=limits.get(name, "")) for name, fault in found.items()}


def _draft(sent: Mapping[str, str], before: PetitionDraft) -> PetitionDraft:
    """What was typed and chosen; a door that was passed by stays so while the words are the same."""
    text = {name: cleaned(sent.get(field, ""))[:LONGEST] for name, field in FIELDS.items()}
    kind, naming = sent.get("loai", ""), sent.get("de-ten", "")
    return PetitionDraft(
        step=DraftStep.REVIEW,
        content=text["content"],
        kind=PetitionKind(kind) if kind in set(PetitionKind) else None,
        place=PetitionPlace(" ".join(text["place"].split())),
        naming=Naming(naming) if naming in set(Naming) else None,
        contact=Contact(*(" ".join(text[name].split()) for name in ("name", "address", "phone"))),
        passed=before.passed and before.content == text["content"],
        aside=before.aside,
    )
