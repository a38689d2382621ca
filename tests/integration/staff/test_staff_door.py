"""How staff come in: the command line, the invitation, /dangnhap, and the console behind the link."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import wording
from bot.__main__ import main
from bot.database.engine import open_database
from bot.frontdesk.staff_door import StaffLoginWindow
from bot.messages import ChatId, Incoming, Reply
from bot.people.account_letters import letter_about
from bot.people.login_store import Logins
from bot.people.logins import MOST_LINKS, Purpose
from bot.people.second import totp
from bot.people.second.factor_store import SecondFactors
from bot.people.staff import Role, Staff
from bot.people.staff_store import StaffBook
from tests.presence import found

WORDS = wording.load()
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
CHAT, GROUP = ChatId("telegram", "42"), ChatId("telegram", "-100")


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    address = f"sqlite:///{tmp_path}/office.db"
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("PUBLIC_URL", "https://mot-cua.example.gov.vn/")
    return address


@pytest.fixture
def run(url: str, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    def ran(*arguments: str) -> tuple[int, str]:
        status = main(arguments)
        told = capsys.readouterr()
        return status, told.out + told.err

    return ran


def test_from_an_empty_database_to_a_login_link(run: Callable[..., tuple[int, str]], url: str) -> None:
    assert run("unit", "add", "UBND xã An", "--place", "An", "--coordinator")[0] == 0
    status, told = run("staff", "add", "Lê Thị Quản", "--unit", "UBND xã An", "--role", "admin")
    assert status == 0
    assert re.search(r"/start moi_[0-9a-f]{48}\b", told)
    listed = run("staff", "list")[1]
    assert "Lê Thị Quản" in listed
    assert WORDS.console.roles[Role.ADMIN] in listed
    assert WORDS.staff_door.is_coordinator in run("unit", "list")[1]
    for who in ("Lê Thị Quản", "1"):
        link = re.search(r"https://mot-cua\.example\.gov\.vn/quan-tri/vao/([0-9a-f]{48})\b", run("staff", "login-link", who)[1])
        assert link
        engine = open_database(url)
        assert Logins(engine).enter(link[1], datetime.now(UTC))
        engine.dispose()
    assert run("staff", "revoke", "1")[0] == 0
    assert run("staff", "login-link", "1")[0] == 1
    assert WORDS.staff_door.left in run("staff", "list")[1]


@pytest.mark.parametrize(
    "arguments",
    [("staff", "add", "A", "--unit", "Không có"), ("staff", "login-link", "Ai"), ("staff", "revoke", "9"), ("staff", "invite", "A")],
)
def test_what_cannot_be_done_is_said(run: Callable[..., tuple[int, str]], arguments: tuple[str, ...]) -> None:
    status, told = run(*arguments)
    assert status == 1
    assert told.strip()


def test_the_only_admin_who_lost_telephone_and_codes_gets_in_again_by_the_command_line(
    run: Callable[..., tuple[int, str]], url: str
) -> None:
    run("unit", "add", "UBND xã An")
    run("staff", "add", "Lan", "--unit", "1", "--role", "admin")
    assert run("staff", "reset-code", "Lan")[0] == 1, "there is none yet"
    engine, at = open_database(url), datetime.now(UTC)
    second, lan = SecondFactors(engine, "a secret of the tests, long enough"), found(StaffBook(engine).get(1))
    second.begin(lan.id, at)
    assert second.turn_on(lan, totp.code_of(found(second.of(lan.id)).key, totp.step_of(at)), "", at, letter_about("nhắn", at))
    assert run("staff", "reset-code", "Lan") == (0, f"{WORDS.staff_door.second_reset_done.format(name='Lan')}\n")
    assert second.everyone() == frozenset()
    engine.dispose()


def test_two_of_one_name_are_told_apart_by_number(run: Callable[..., tuple[int, str]]) -> None:
    run("unit", "add", "U")
    assert run("unit", "add", "U")[0] == 1
    for _ in range(2):
        run("staff", "add", "Lan", "--unit", "1")
    assert run("staff", "login-link", "Lan")[0] == 1
    assert run("staff", "login-link", "2")[0] == 0


# ---- in the chat


@pytest.fixture
def door(url: str) -> StaffLoginWindow:
    main(["unit", "add", "UBND xã An"])
    engine = open_database(url)
    return StaffLoginWindow(WORDS, StaffBook(engine), Logins(engine), "https://x.vn/quan-tri/vao", frozenset({CHAT.channel}))


@pytest.fixture
def an(door: StaffLoginWindow) -> Staff:
    return door._book.add("An", Role.OFFICER, 1, "cli", NOON)


def said(replies: object) -> str:
    assert isinstance(replies, list)
    assert all(isinstance(reply, Reply) for reply in replies)
    return "\n".join(reply.text for reply in replies)


def test_an_invitation_binds_the_chat_and_then_the_chat_gets_links(door: StaffLoginWindow, an: Staff) -> None:
    token = door._logins.link(an.id, Purpose.INVITE, "cli", NOON)
    assert said(door.commanded(Incoming(CHAT, NOON), "/dangnhap", "")) == WORDS.staff_door.stranger
    joined = said(door.linked(Incoming(CHAT, NOON), ["moi", token or ""]))
    assert joined == WORDS.staff_door.joined.format(name="An", role=WORDS.console.roles[Role.OFFICER], unit="UBND xã An")
    link = re.search(r"https://x\.vn/quan-tri/vao/([0-9a-f]{48})", said(door.commanded(Incoming(CHAT, NOON), "/dangnhap", "")))
    assert link
    assert door._logins.of_session(door._logins.enter(link[1], NOON) or "", NOON) is not None
    assert said(door.linked(Incoming(CHAT, NOON), ["moi", token or ""])) == WORDS.staff_door.spent


def test_no_link_is_shown_to_a_group(door: StaffLoginWindow, an: Staff) -> None:
    door._book.bind(an.id, CHAT, "cli", NOON)
    in_group = Incoming(GROUP, NOON, person=CHAT)
    assert said(door.commanded(in_group, "/dangnhap", "")) == WORDS.staff_door.private
    assert door.linked(in_group, ["moi", "0" * 48]) is None
    assert door._book.by_chat(GROUP) is None


def test_a_browser_becomes_nobodys_account(door: StaffLoginWindow, an: Staff) -> None:
    """Its cookie would be the key to the console for a quarter of a year; the invitation is not used up by trying."""
    browser = ChatId("web", "somebody")
    token = door._logins.link(an.id, Purpose.INVITE, "cli", NOON) or ""
    assert said(door.linked(Incoming(browser, NOON), ["moi", token])) == WORDS.staff_door.no_account
    assert door._book.by_chat(browser) is None
    assert "An" in said(door.linked(Incoming(CHAT, NOON), ["moi", token]))
    door._book.bind(an.id, browser, "cli", NOON)  # as an earlier version let them
    assert said(door.commanded(Incoming(browser, NOON), "/dangnhap", "")) == WORDS.staff_door.no_account


def test_who_asks_for_links_without_end_is_stopped(door: StaffLoginWindow, an: Staff) -> None:
    door._book.bind(an.id, CHAT, "cli", NOON)
    told = [said(door.commanded(Incoming(CHAT, NOON), "/dangnhap", "")) for _ in range(MOST_LINKS + 1)]
    assert told[-1] == WORDS.staff_door.too_many
    assert WORDS.staff_door.too_many not in told[:-1]


@pytest.mark.parametrize("pieces", [["moi"], ["moi", ""], ["moi", "a", "b"], ["moi", "' OR 1=1"]])
def test_a_made_up_invitation_lets_nobody_in(door: StaffLoginWindow, pieces: list[str]) -> None:
    replies = door.linked(Incoming(CHAT, NOON), pieces)
    assert replies is None or said(replies) == WORDS.staff_door.spent
