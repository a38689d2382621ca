"""The page of one petition by its code: where it stands for everybody who has the code, all of it for who filed it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData

from bot.channels.cleaning import cleaned
from bot.channels.web import uploads
from bot.channels.web.chat_api import FRESH, address_of
from bot.channels.web.form_guard import FormGuard, read_sent
from bot.channels.web.pages import PageRenderer
from bot.channels.web.paths import DEEDS, FOLLOWING
from bot.channels.web.request_guard import Visitor
from bot.http.headers import READ
from bot.petitions.cases.authorship import Authorship
from bot.petitions.cases.intake import Intake
from bot.petitions.cases.photos import MOST, PhotoFault
from bot.petitions.cases.register import Register
from bot.petitions.rules.outcome import Done, NotDone, Outcome, RefusalReason
from bot.petitions.rules.petition import PetitionState
from bot.petitions.rules.photo import Photo
from bot.petitions.rules.texts.triage import is_denunciation
from bot.petitions.rules.transitions import Capacity, Transition, allowed
from bot.petitions.rules.visibility import Sight, Viewer

CODE, VERSION, DO, TEXT, SCORE, SURE, NUMBER = "ma", "ban", "viec", "noi-dung", "diem", "chac-chan", "sdt"
LONGEST_CODE = 40  # characters of an address that may be a code
NUMBERED = re.compile(r"so-([1-9][0-9]{0,17})")
NOTICES = (
    "added",
    "thanks",
    "reopened",
    "followed",
    "unfollowed",
    "withdrawn",
    "proven",
    "withdraw_sure",
    "not_now",
    "already_reopened",
    *("too_late", "too_many", "empty", "too_long"),
)
"""Sentences of [petitions.following] that an address may ask for; "seen" is the page's own."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was typed into one form of the page and was not taken: `field` is the form's own, `score` what was chosen beside it."""

    field: str = ""
    text: str = ""
    score: str = ""


NOTHING_WRITTEN = Written()
ASIDE = {"danh-gia": "vi-sao", "bo-sung": "them", "xem-lai": "ly-do"}
"""Deeds with words, and the field in which these are typed."""


class FollowPages:
    """The routes. Whose petition it is, is told by the visitor's cookie; the code alone opens no more than where it stands, and a number
    ("so-163") nothing that this visitor does not follow."""

    def __init__(self, intake: Intake, authorship: Authorship, register: Register, guard: FormGuard, pages: PageRenderer) -> None:
        self._intake = intake
        self._authorship = authorship
        self._register = register
        self._guard = guard
        self._pages = pages
        self._lane = uploads.Lane()
        self._words = pages.wording.petition_pages.follow
        self._all = pages.wording.petitions

    def routes(self) -> APIRouter:
        router = APIRouter(include_in_schema=False)
        router.add_api_route(FOLLOWING, self.ask, methods=READ, response_model=None)
        router.add_api_route(DEEDS, self.do, methods=["POST"], response_model=None)
        router.add_api_route(f"{FOLLOWING}/{{code}}", self.page, methods=READ, response_model=None)
        return router

    def ask(self, request: Request, ma: str = "", xong: str = "") -> Response:
        """Where a code is typed; what this browser filed and follows."""
        known = self._guard.look(request)
        if ma.strip() and (sight := self._looked_up(ma, known, address_of(request))):
            return self._to(_name(sight))
        return self._asked(known, cleaned(ma)[:LONGEST_CODE], HTTPStatus.NOT_FOUND if ma.strip() else HTTPStatus.OK, xong)

    def page(self, request: Request, code: str, xong: str = "") -> Response:
        known = self._guard.look(request)
        sight = self._looked_up(code, known, address_of(request))
        if sight is None:
            return self._asked(known, cleaned(code)[:LONGEST_CODE], HTTPStatus.NOT_FOUND)
        return self._shown(known or self._guard.visitor(request), sight, self._notice(xong, sight))

    async def do(self, request: Request) -> Response:
        """What the sender, or who follows, wants."""
        visitor = self._guard.act(request)
        form = await read_sent(request, uploads.LARGEST_FORM)
        try:
            return await self._lane.run(request, form, lambda: self._done(visitor, form))
        finally:
            await form.close()

    def _done(self, visitor: Visitor, form: FormData) -> Response:
        sent = dict(uploads.texts(form))
        if sent.get(DO) == "la-toi" and self._guard.has_csrf_token(visitor, form):
            return self._proven(visitor, sent)
        sight = self._looked_up(sent.get(CODE, ""), visitor, visitor.address)
        if sight is None:
            return self._asked(visitor, "", HTTPStatus.NOT_FOUND)
        if not self._guard.has_csrf_token(visitor, form):
            return self._shown(visitor, sight, self._pages.wording.petition_pages.form.stale, HTTPStatus.FORBIDDEN)
        if sent.get(VERSION) != str(sight.file.petition.version):
            return self._to(_name(sight), "seen")
        return self._deed(visitor, sight, sent, form)

    def _looked_up(self, typed: str, visitor: Visitor | None, address: str) -> Sight | None:
        """The same as `_sight`, where not too many codes from `address` were wrong; raises RefusedError. What a visitor sent or follows is
        theirs to open whatever a neighbour tries."""
        sight = self._sight(typed, visitor)
        if sight is not None and sight.reader in (Viewer.AUTHOR, Viewer.FOLLOWER):
            return sight
        self._guard.before_a_code(address)
        if sight is None:
            self._guard.after_a_wrong_code(address)
        return sight

    def _sight(self, typed: str, visitor: Visitor | None) -> Sight | None:
        """What a visitor may see by the code, or by the number of what they sent or follow."""
        numbered = NUMBERED.fullmatch(typed.strip())
        if numbered:
            return self._intake.sight(int(numbered[1]), visitor.chat) if visitor else None
        return self._intake.sight_by_code(typed, visitor.chat if visitor else None) if len(typed) <= LONGEST_CODE else None

    def _proven(self, visitor: Visitor, sent: Mapping[str, str]) -> Response:
        """The sender, on another browser; a wrong code and a wrong number lead to the same page."""
        typed = sent.get(CODE, "")[:LONGEST_CODE]
        outcome = self._authorship.prove(typed, sent.get(NUMBER, "")[:LONGEST_CODE], visitor.chat, self._guard.now(), visitor.address)
        if isinstance(outcome, Done):
            return self._to(outcome.petition.code, "proven")
        told = "too_often" if outcome.why is RefusalReason.TOO_MANY else "unproven"
        return RedirectResponse(f"{self._pages.site.base}{FOLLOWING}?xong={told}", HTTPStatus.SEE_OTHER, FRESH)

    def _deed(self, visitor: Visitor, sight: Sight, sent: Mapping[str, str], form: FormData) -> Response:
        """One deed; to who may not do it the petition is not there (the use case says so)."""
        number, at, text = sight.file.petition.id, self._guard.now(), cleaned(sent.get(TEXT, ""))
        score = sent.get(SCORE, "")
        deeds: dict[str, Callable[[], tuple[Outcome, str]]] = {
            "danh-gia": lambda: (
                self._intake.rate(number, visitor.chat, int(score) if score in "12345" and score else 0, text, at),
                "thanks",
            ),
            "xem-lai": lambda: (self._intake.reopen(number, visitor.chat, text, at), "reopened"),
            "xong": lambda: (self._intake.settle(number, visitor.chat, at), "thanks"),
            "rut": lambda: (self._intake.withdraw(number, visitor.chat, at), "withdrawn"),
            "theo-doi": lambda: (self._intake.follow(sight, visitor.chat, at, visitor.address), "followed"),
            "thoi": lambda: (self._unfollowed(visitor, sight), "unfollowed"),
        }
        if sight.reader is Viewer.AUTHOR and sent.get(DO) in ASIDE and is_denunciation(text):
            return self._denounced(visitor, sight, Written(ASIDE[sent[DO]], text, score))
        if sent.get(DO) == "bo-sung":
            return self._added(visitor, sight, text, form)
        if sent.get(DO) == "rut" and not sent.get(SURE):
            return self._to(_name(sight), "withdraw_sure")
        deed = deeds.get(sent.get(DO, ""))
        if deed is None:
            return self._to(_name(sight))
        outcome, told = deed()
        seen = self._sight(sent.get(CODE, ""), visitor)  # who no longer follows has nothing to go back to
        return self._to(_name(seen) if seen else "", told if isinstance(outcome, Done) else _why(outcome.why))

    def _added(self, visitor: Visitor, sight: Sight, text: str, form: FormData) -> Response:
        """Words and photos; photos alone say what they are. What was not taken is told at once."""
        file, number = sight.file, sight.file.petition.id
        if sight.reader is not Viewer.AUTHOR:
            return self._to(_name(sight), "not_now")

        def keep(path: Path) -> Photo | PhotoFault:
            kept = self._intake.add_photo(number, visitor.chat, path, self._guard.now(), visitor.address)
            return PhotoFault.UNREADABLE if isinstance(kept, NotDone) else kept

        room = max(0, MOST - len(file.photos))
        photos, faults = uploads.kept(uploads.uploads(form), room, keep, self._all.filing)
        outcome = self._intake.add(number, visitor.chat, text or (self._all.moves[Transition.ADD] if photos else ""), self._guard.now())
        if faults and (seen := self._intake.sight(number, visitor.chat)):
            return self._shown(visitor, seen, " ".join(faults), HTTPStatus.UNPROCESSABLE_ENTITY)
        return self._to(_name(sight), "added" if isinstance(outcome, Done) else _why(outcome.why))

    def _denounced(self, visitor: Visitor, sight: Sight, written: Written) -> Response:
        """What is told to who denounces in a first text, too: nothing of it is kept, they may write it in other words."""
        return self._shown(visitor, sight, self._all.doors.denunciation, HTTPStatus.UNPROCESSABLE_ENTITY, written)

    def _unfollowed(self, visitor: Visitor, sight: Sight) -> Outcome:
        gone = self._intake.unfollow(sight.file.petition.id, visitor.chat)
        return Done(sight.file.petition) if gone else NotDone(RefusalReason.NOT_NOW)

    def _asked(self, known: Visitor | None, typed: str, status: HTTPStatus, told: str = "") -> Response:
        own = self._intake.of(known.chat) if known else ()
        notice = str(getattr(self._all.following, told)) if told in ("unproven", "too_often") else ""
        page = self._pages.render(
            "petition_follow.html",
            told=self._words,
            say=self._all,
            own=own,
            typed=typed,
            is_wrong=status != HTTPStatus.OK,
            notice=notice,
        )
        return HTMLResponse(page, status, FRESH)

    def _shown(
        self, visitor: Visitor, sight: Sight, notice: str, status: HTTPStatus = HTTPStatus.OK, written: Written = NOTHING_WRITTEN
    ) -> Response:
        presenter, clock, at, file = self._intake.presenter(), self._intake.clock(), self._guard.now(), sight.file
        is_own = sight.reader is Viewer.AUTHOR
        may = allowed(file.petition.state, frozenset({Capacity.CITIZEN})) if is_own else frozenset()
        may -= frozenset() if file.petition.is_by_its_sender else {Transition.RATE, Transition.WITHDRAW}
        pauses = () if is_own else tuple(replace(pause, reason=self._words.waiting) for pause in file.pauses)
        page = self._pages.render(
            "petition_followed.html",
            told=self._words,
            say=self._all,
            petition=file.petition,
            name=presenter.name(file.petition),
            key=_name(sight),
            merged=presenter.merged(clock, file),
            is_follower=sight.reader is Viewer.FOLLOWER,
            is_own=is_own,
            may={str(move) for move in may},
            status=presenter.status(clock, sight, at),
            pauses=presenter.pauses(clock, pauses),
            due=presenter.due(clock, file) if file.petition.is_open else "",
            days=presenter.explain(clock, file, at) if file.petition.is_open else "",
            history=[presenter.event(clock, event) for event in file.events][-30:] if is_own else (),
            entry=self._register.entry(file.petition.id),
            csrf_token=self._guard.csrf_token(visitor),
            notice=notice,
            written=written,
            form=self._pages.wording.petition_pages.form,
        )
        response = HTMLResponse(page, status, FRESH)
        self._guard.remember(response, visitor)
        return response

    def _notice(self, name: str, sight: Sight) -> str:
        if name == "seen":
            return self._words.seen
        said = str(getattr(self._all.following, name)) if name in NOTICES and _is_true(name, sight) else ""
        return said.format(code=self._intake.presenter().name(sight.file.petition), limit="3.000") if said else ""

    def _to(self, name: str, told: str = "") -> Response:
        """To the page of a petition; to the list where `name` is ""."""
        query = f"?xong={quote(told)}" if told else ""
        return RedirectResponse(f"{self._pages.site.base}{FOLLOWING}{'/' if name else ''}{name}{query}", HTTPStatus.SEE_OTHER, FRESH)


def _is_true(told: str, sight: Sight) -> bool:
    """Whether the sentence fits what this visitor sees: anybody can make an address that says that something was done."""
    petition = sight.file.petition
    if told == "followed":
        return sight.reader is Viewer.FOLLOWER
    if told == "unfollowed":
        return sight.reader is Viewer.BEARER
    of_its_sender = {
        "withdrawn": petition.state is PetitionState.WITHDRAWN,
        "withdraw_sure": petition.can_be_withdrawn,
        "reopened": petition.is_reopened,
        "already_reopened": petition.is_reopened,
        "thanks": petition.score is not None or petition.state is PetitionState.CLOSED,
        "added": any(event.move is Transition.ADD for event in sight.file.events),
        "proven": True,
    }
    return told not in of_its_sender or (of_its_sender[told] and sight.reader is Viewer.AUTHOR)


def _name(sight: Sight) -> str:
    """What an address calls it: its code, or to who only follows its number."""
    return sight.file.petition.code or f"so-{sight.file.petition.id}"


def _why(why: RefusalReason) -> str:
    """The name of the sentence that says why it was not done."""
    named = {
        RefusalReason.ALREADY_REOPENED: "already_reopened",
        RefusalReason.TOO_LATE: "too_late",
        RefusalReason.NO_REASON: "empty",
        RefusalReason.TOO_MANY: "too_many",
        RefusalReason.TOO_LONG: "too_long",
    }
    return named.get(why, "not_now")
