"""bot.people.login_store on SQLite and PostgreSQL: a link opens once and soon, a session ends when it should."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from time import monotonic

import pytest
from sqlalchemy import Engine, text

from bot.database.engine import read_session, write_session
from bot.messages import ChatId
from bot.people.login_store import Logins
from bot.people.logins import IDLE, INVITED_FOR, LOGIN_FOR, LONGEST, MOST_LINKS, Purpose
from bot.people.staff import Role, Staff, Unit
from bot.people.staff_store import StaffBook

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
CHAT = ChatId("telegram", "42")
SECOND = timedelta(seconds=1)


@pytest.fixture
def logins(engine: Engine) -> Logins:
    return Logins(engine)


@pytest.fixture
def book(engine: Engine) -> StaffBook:
    return StaffBook(engine)


@pytest.fixture
def an(book: StaffBook) -> Staff:
    return book.add("An", Role.OFFICER, book.add_unit(Unit(0, "Xã An"), "cli", NOON).id, "cli", NOON)


def link(logins: Logins, staff: Staff, purpose: Purpose = Purpose.LOGIN, at: datetime = NOON) -> str:
    made = logins.link(staff.id, purpose, "cli", at)
    assert made
    return made


def logged_in(logins: Logins, staff: Staff, at: datetime = NOON) -> str:
    cookie = logins.enter(link(logins, staff, at=at), at)
    assert cookie
    return cookie


def test_a_link_logs_in_once(logins: Logins, an: Staff) -> None:
    token = link(logins, an)
    cookie = logins.enter(token, NOON)
    assert cookie not in (None, token)
    assert logins.of_session(cookie or "", NOON) == an
    assert logins.enter(token, NOON) is None


def test_of_two_who_use_a_link_at_once_one_gets_in(logins: Logins, an: Staff) -> None:
    token = link(logins, an)
    with ThreadPoolExecutor(8) as threads:
        entered = list(threads.map(lambda _: logins.enter(token, NOON), range(8)))
    assert sum(cookie is not None for cookie in entered) == 1


def test_a_link_lasts_a_quarter_of_an_hour_and_an_invitation_a_week(logins: Logins, an: Staff) -> None:
    late = link(logins, an)
    assert logins.enter(late, NOON + LOGIN_FOR) is None
    assert logins.enter(late, NOON + LOGIN_FOR - SECOND)
    invited = link(logins, an, Purpose.INVITE)
    assert logins.join(invited, CHAT, NOON + INVITED_FOR) is None
    assert logins.join(invited, CHAT, NOON + INVITED_FOR - SECOND)


def test_an_invitation_binds_a_chat_once(logins: Logins, an: Staff, book: StaffBook) -> None:
    token = link(logins, an, Purpose.INVITE)
    joined = logins.join(token, CHAT, NOON)
    assert joined == book.by_chat(CHAT) == book.get(an.id)
    assert logins.join(token, ChatId("telegram", "43"), NOON) is None
    assert book.by_chat(CHAT) == joined


def test_a_chat_that_is_somebodys_cannot_join_as_another_and_the_invitation_stays(logins: Logins, an: Staff, book: StaffBook) -> None:
    other = book.add("Bình", Role.OFFICER, an.unit, "cli", NOON, CHAT)
    token = link(logins, an, Purpose.INVITE)
    assert logins.join(token, CHAT, NOON) is None
    assert book.by_chat(CHAT) == other
    assert logins.join(token, ChatId("telegram", "43"), NOON)


def test_neither_kind_of_link_opens_the_other_door(logins: Logins, an: Staff) -> None:
    login, invite = link(logins, an), link(logins, an, Purpose.INVITE)
    assert logins.enter(invite, NOON) is None
    assert logins.join(login, CHAT, NOON) is None
    cookie = logins.enter(login, NOON) or ""
    assert logins.enter(cookie, NOON) is None
    assert logins.of_session(login, NOON) is None


@pytest.mark.parametrize("made_up", ["", "0" * 48, "' OR 1=1 --", "\0", "\ud800", "é" * 1000])
def test_what_was_made_up_opens_nothing(logins: Logins, an: Staff, made_up: str) -> None:
    link(logins, an)
    assert logins.enter(made_up, NOON) is None
    assert logins.join(made_up, CHAT, NOON) is None
    assert logins.of_session(made_up, NOON) is None


def test_neither_link_nor_cookie_can_be_read_from_the_database(logins: Logins, an: Staff, engine: Engine) -> None:
    token = link(logins, an)
    cookie = logins.enter(token, NOON) or ""
    with read_session(engine) as session:
        kept = [str(row) for table in ("login_links", "sessions", "audit") for row in session.execute(text(f"SELECT * FROM {table}"))]
    assert kept
    assert not [row for row in kept if token in row or cookie in row]


def test_a_session_unused_for_a_working_day_is_over(logins: Logins, an: Staff) -> None:
    cookie = logged_in(logins, an)
    assert logins.of_session(cookie, NOON + IDLE - SECOND) == an
    assert logins.of_session(cookie, NOON + 2 * IDLE - 2 * SECOND) == an, "its use keeps it"
    assert logins.of_session(cookie, NOON + 3 * IDLE) is None


def test_a_session_used_all_the_time_is_over_after_a_week(logins: Logins, an: Staff) -> None:
    cookie = logged_in(logins, an)
    at = NOON
    while at < NOON + LONGEST:
        assert logins.of_session(cookie, at) == an
        at += IDLE / 2
    assert logins.of_session(cookie, at) is None


def test_logging_out_ends_one_session_and_everywhere_all(logins: Logins, an: Staff) -> None:
    one, two, three = (logged_in(logins, an) for _ in range(3))
    logins.leave(one)
    assert [logins.of_session(cookie, NOON) for cookie in (one, two)] == [None, an]
    waiting = link(logins, an)
    assert logins.leave_everywhere(an.id, an.actor, NOON) == 2
    assert [logins.of_session(cookie, NOON) for cookie in (two, three)] == [None, None]
    assert logins.enter(waiting, NOON) is None


def test_who_has_left_has_no_way_in(logins: Logins, an: Staff, book: StaffBook) -> None:
    cookie, waiting, invited = logged_in(logins, an), link(logins, an), link(logins, an, Purpose.INVITE)
    book.revoke(an.id, "cli", NOON)
    assert logins.of_session(cookie, NOON) is None
    assert logins.enter(waiting, NOON) is None
    assert logins.join(invited, CHAT, NOON) is None
    assert logins.link(an.id, Purpose.LOGIN, "cli", NOON) is None
    assert logins.link(an.id + 1, Purpose.LOGIN, "cli", NOON) is None


@pytest.mark.parametrize("what", ["role", "unit", "bound elsewhere", "joined from elsewhere", "revoked"])
def test_who_becomes_somebody_else_here_comes_in_anew(logins: Logins, an: Staff, book: StaffBook, what: str) -> None:
    other = book.add_unit(Unit(0, "Xã Bình"), "cli", NOON)
    assert book.bind(an.id, CHAT, "cli", NOON)
    cookies, waiting, elsewhere = [logged_in(logins, an) for _ in range(2)], link(logins, an), ChatId("telegram", "43")
    change: dict[str, Callable[[], object]] = {
        "role": lambda: book.change(an.id, an.name, Role.ADMIN, an.unit, "cli", NOON),
        "unit": lambda: book.change(an.id, an.name, an.role, other.id, "cli", NOON),
        "bound elsewhere": lambda: book.bind(an.id, elsewhere, "cli", NOON),
        "joined from elsewhere": lambda: logins.join(link(logins, an, Purpose.INVITE), elsewhere, NOON),
        "revoked": lambda: book.revoke(an.id, "cli", NOON),
    }
    assert change[what]()
    assert [logins.of_session(cookie, NOON) for cookie in cookies] == [None, None]
    assert logins.enter(waiting, NOON) is None, "a link that was sent before opens nothing either"


def test_another_name_or_a_first_chat_ends_no_session(logins: Logins, an: Staff, book: StaffBook) -> None:
    cookie = logged_in(logins, an)
    assert book.change(an.id, "Ân", an.role, an.unit, "cli", NOON)
    assert logins.join(link(logins, an, Purpose.INVITE), CHAT, NOON)
    assert book.bind(an.id, CHAT, "cli", NOON)
    assert logins.of_session(cookie, NOON)


def test_only_so_many_links_are_open_at_once(logins: Logins, an: Staff) -> None:
    made = [logins.link(an.id, Purpose.LOGIN, "cli", NOON) for _ in range(MOST_LINKS + 1)]
    assert [token is not None for token in made] == [True] * MOST_LINKS + [False]
    assert logins.link(an.id, Purpose.LOGIN, "cli", NOON + LOGIN_FOR)


def test_what_counts_no_more_is_swept_away(logins: Logins, an: Staff) -> None:
    cookie = logged_in(logins, an)
    link(logins, an)
    assert logins.sweep(NOON) == 0
    assert logins.sweep(NOON + LOGIN_FOR) == 2
    assert logins.of_session(cookie, NOON + LOGIN_FOR) == an
    assert logins.sweep(NOON + LOGIN_FOR + IDLE) == 1


def test_a_link_that_somebody_made_up_waits_for_no_writer(engine: Engine, logins: Logins) -> None:
    """Anybody may knock at the door, a thousand times a second: that must not be the place in which the office writes."""
    with write_session(engine):
        began = monotonic()
        with ThreadPoolExecutor(2) as threads:
            entered = threads.submit(logins.enter, "f" * 48, NOON)
            joined = threads.submit(logins.join, "f" * 48, ChatId("telegram", "9"), NOON)
            assert (entered.result(10), joined.result(10)) == (None, None)
        assert monotonic() - began < 5
