"""The console, put together from the settings; a part of the composition root."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from fastapi import FastAPI
from sqlalchemy import Engine
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from bot.answers.learned_store import Lessons
from bot.answers.store import Questions
from bot.console.access import PREFIX
from bot.console.app import Pages, make_console
from bot.console.board import Board
from bot.console.door import Door
from bot.console.figures import Figures
from bot.console.lessons import Teaching
from bot.console.office import Office
from bot.console.people import People
from bot.console.petition import PetitionPage
from bot.console.trail import Trail
from bot.console.views import Names, Views
from bot.console.visit import utc_now
from bot.flood import Allowance
from bot.people.audit_store import AuditTrail
from bot.people.login_store import Logins
from bot.people.staff_store import StaffBook
from bot.petitions.assembly import Room
from bot.settings import Settings
from bot.wording import Wording
from indexer.search import Index


def console(settings: Settings, engine: Engine, words: Wording, room: Room, index: Callable[[], Index]) -> FastAPI:
    """The console over a migrated database. `index`: the one in use."""
    book, logins, questions, zone = room.staff, Logins(engine), Questions(engine), ZoneInfo(settings.timezone)
    views = Views(words, settings.public_url, settings.unit_name, zone, lambda: _names(book, words))
    door = Door(logins, book, views, settings.public_url, utc_now, Allowance())
    pages = Pages(
        Board(room.desk, views),
        PetitionPage(room.desk, book, views),
        Teaching(questions, Lessons(engine, zone), index, views),
        Figures(room.desk, questions, views),
        Office(room.office, room.desk, views),
        People(book, logins, views),
        Trail(AuditTrail(engine), views),
    )
    made = make_console(door, pages)
    made.add_middleware(ProxyHeadersMiddleware, trusted_hosts=settings.trusted_proxies.split())  # whose attempts at the door are whose
    return made


def beside(web: FastAPI, staff: FastAPI) -> FastAPI:
    """The public pages and the console under one address; each with its own limits and its own failures."""
    both = FastAPI(openapi_url=None)
    both.mount(PREFIX, staff)
    both.mount("", web)
    return both


def _names(book: StaffBook, words: Wording) -> Names:
    return Names({person.id: person for person in book.everyone()}, {unit.id: unit for unit in book.units()}, words)
