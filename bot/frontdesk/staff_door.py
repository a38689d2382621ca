"""The window where staff come in: an invitation binds their account, /dangnhap gives a one-time link to the console."""

from __future__ import annotations

from collections.abc import Sequence

from bot.frontdesk.window import Window
from bot.messages import Incoming, Reply
from bot.people.account_letters import letter_about
from bot.people.login_store import Logins
from bot.people.logins import Purpose
from bot.people.staff_store import StaffBook
from bot.wording import Wording

LOG_IN, INVITED = "/dangnhap", "moi"


class StaffLoginWindow(Window):
    """Gives links to private chats alone: in a group everybody would read them."""

    commands = frozenset({LOG_IN})
    links = frozenset({INVITED})

    def __init__(self, wording: Wording, book: StaffBook, logins: Logins, door: str, accounts: frozenset[str]) -> None:
        """`door`: the address before a token. `accounts`: the channels whose chats are a person's own account; a browser that was let in
        would stay staff for as long as its cookie lives, whoever sits down at it next."""
        self._words = wording.staff_door
        self._roles = wording.console.roles
        self._book = book
        self._logins = logins
        self._door = door
        self._accounts = accounts

    def commanded(self, incoming: Incoming, command: str, rest: str) -> Sequence[Reply]:  # noqa: ARG002
        if incoming.chat.channel not in self._accounts:
            return [Reply(self._words.no_account)]
        staff = self._book.by_chat(incoming.sender)
        if staff is None:
            return [Reply(self._words.stranger)]
        if incoming.person is not None:
            return [Reply(self._words.private)]
        token = self._logins.link(staff.id, Purpose.LOGIN, staff.actor, incoming.at)
        return [Reply(self._words.login.format(url=f"{self._door}/{token}") if token else self._words.too_many)]

    def linked(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        """ "/start moi_<token>", from the chat that is to be bound."""
        if len(pieces) != 2 or incoming.person is not None:
            return None
        if incoming.chat.channel not in self._accounts:
            return [Reply(self._words.no_account)]
        staff = self._logins.join(pieces[1], incoming.chat, incoming.at, letter_about(self._words.moved, incoming.at))
        if staff is None:
            return [Reply(self._words.spent)]
        unit = self._book.unit(staff.unit)
        return [Reply(self._words.joined.format(name=staff.name, role=self._roles[staff.role], unit=unit.name if unit else ""))]
