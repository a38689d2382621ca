"""Suggestions while somebody types: `POST /api/goi-y`. What was typed is in no address, log or table; it is forgotten with the answer."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from bot.channels.cleaning import whole
from bot.channels.web.api_models import ErrorResponse
from bot.channels.web.chat_api import HEADER, address_of, cookie_of
from bot.channels.web.of_index import OfIndex
from bot.channels.web.pages import PageSources, Site
from bot.channels.web.paths import SUGGESTING
from bot.channels.web.suggestions import Suggestions
from bot.channels.web.visitors import Visitors
from bot.origins import origin
from bot.runtime.rate_limiter import Arrivals, RateLimiter

A_MINUTE = 240  # of one visitor: four a second, as the page asks at most
OF_AN_ADDRESS = 3_000  # in a minute; a hall or a mobile network hides many people behind one
LONGEST_TYPED = 400  # characters taken; the page sends the first 120
FRESH = {"Cache-Control": "no-store"}


class TypedText(BaseModel):
    """What stands in the box."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(max_length=LONGEST_TYPED)


class SuggestionModel(BaseModel):
    """One line: `label`, what it leads to (`about`), and what choosing it sends: `text` or `action`."""

    label: str
    about: str
    text: str
    action: str


class SuggestionsModel(BaseModel):
    """The lines, the likeliest first."""

    suggestions: list[SuggestionModel]


NONE = SuggestionsModel(suggestions=[])


class SuggestingApi:
    """The endpoint; `sources` gives the index in use. Whoever asks too often is told nothing: typing goes on."""

    def __init__(
        self,
        sources: Callable[[], PageSources],
        site: Site,
        visitors: Visitors,
        now: Callable[[], datetime],
        arrivals: Arrivals | None = None,
    ) -> None:
        self._site = site
        self._visitors = visitors
        self._now = now
        self._each = RateLimiter(A_MINUTE, name="suggest", arrivals=arrivals)
        self._address = RateLimiter(OF_AN_ADDRESS, name="suggest address", arrivals=arrivals)
        self._suggestions = OfIndex(lambda: sources().index, Suggestions)

    def routes(self) -> APIRouter:
        router = APIRouter()
        refusals: dict[int | str, dict[str, Any]] = {status: {"model": ErrorResponse} for status in (400, 403, 413, 422, 500)}
        router.add_api_route(SUGGESTING, self.suggest, methods=["POST"], response_model=SuggestionsModel, responses=refusals)
        return router

    def suggest(self, typed: TypedText, request: Request, response: Response) -> SuggestionsModel:
        """At most six lines for what was typed so far."""
        response.headers.update(FRESH)
        if self._is_too_often(request):
            return NONE
        suggestions = self._suggestions.at_hand
        found = suggestions.found(whole(typed.text)) if suggestions else ()
        return SuggestionsModel(
            suggestions=[SuggestionModel(label=one.label, about=one.about, text=one.text, action=one.action) for one in found]
        )

    def _is_too_often(self, request: Request) -> bool:
        at, address = self._now(), address_of(request)
        tokens = (request.headers.get(HEADER, ""), request.cookies.get(cookie_of(self._site), ""))
        known: Hashable = next((chat for token in tokens if (chat := self._visitors.chat(token))), address)
        counted = origin(address)
        return bool(self._each.wait(known, at)) or bool(counted and self._address.wait(counted, at))
