"""Staff and units from the command line: how the first admin comes in, before anybody can open the console."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from bot import wording
from bot.console.access import DOOR
from bot.people.account_letters import letter_about
from bot.people.login_store import Logins
from bot.people.logins import Purpose
from bot.people.second.factor_store import SecondFactors
from bot.people.staff import Role, Staff, Unit
from bot.people.staff_store import StaffBook, TakenError
from bot.runtime.clock import utc_now
from bot.settings import Settings, read_settings, secret_of
from bot.wiring.house import opened
from bot.wording.console import StaffLoginWords

OK, FAULTY = 0, 1
BY = "cli"


class StaffTerminal:
    """The staff of a migrated database, spoken to in a terminal; every method returns the exit status."""

    def __init__(self, settings: Settings) -> None:
        engine = opened(settings)
        words = wording.load()
        self._words: StaffLoginWords = words.staff_door
        self._roles = words.console.roles
        self._public_url = settings.public_url.rstrip("/")
        self._book = StaffBook(engine)
        self._logins = Logins(engine)
        self._second = SecondFactors(engine, secret_of(settings))

    def list(self, _: argparse.Namespace) -> int:
        units = {unit.id: unit.name for unit in self._book.units()}
        for person in self._book.everyone():
            chat = (self._words.bound if person.chat else self._words.unbound) if person.is_active else self._words.left
            told = {
                "id": person.id,
                "name": person.name,
                "role": self._roles[person.role],
                "unit": units.get(person.unit, ""),
                "chat": chat,
            }
            _say(self._words.listed.format(**told))
        return OK

    def add(self, options: argparse.Namespace) -> int:
        """Add somebody and print their invitation."""
        unit = self._unit(options.unit)
        if unit is None:
            return _fail(self._words.unknown_unit.format(unit=options.unit))
        try:
            person = self._book.add(options.name, Role(options.role), unit.id, BY, utc_now())
        except TakenError:
            return _fail(self._words.taken.format(name=options.name))
        _say(self._words.added.format(name=person.name, id=person.id))
        return self._invite(person)

    def invite(self, options: argparse.Namespace) -> int:
        return self._about(options.who, self._invite)

    def revoke(self, options: argparse.Namespace) -> int:
        return self._about(options.who, self._revoke)

    def reset_second(self, options: argparse.Namespace) -> int:
        """For the only admin, who has lost telephone and codes."""
        return self._about(options.who, self._reset_second)

    def vouch(self, options: argparse.Namespace) -> int:
        """Whoever runs the machine knows the person, and that the mailbox is theirs."""
        return self._about(options.who, self._vouch)

    def login_link(self, options: argparse.Namespace) -> int:
        return self._about(options.who, self._login_link)

    def list_units(self, _: argparse.Namespace) -> int:
        for unit in self._book.units():
            flags = [self._words.needs_approval] * unit.needs_approval + [self._words.is_coordinator] * unit.is_coordinator
            _say(self._words.listed_unit.format(id=unit.id, name=unit.name, place=unit.place, flags=", ".join(flags)))
        return OK

    def add_unit(self, options: argparse.Namespace) -> int:
        try:
            unit = self._book.add_unit(Unit(0, options.name, options.place, options.needs_approval, options.coordinator), BY, utc_now())
        except TakenError:
            return _fail(self._words.taken.format(name=options.name))
        return _say(self._words.added.format(name=unit.name, id=unit.id))

    def _about(self, who: str, do: Callable[[Staff], int]) -> int:
        """Do something with the one active person whose number or name is `who`."""
        found = [person for person in self._book.everyone() if person.is_active and who in (str(person.id), person.name)]
        return do(found[0]) if len(found) == 1 else _fail(self._words.unknown.format(who=who))

    def _invite(self, person: Staff) -> int:
        token = self._logins.link(person.id, Purpose.INVITE, BY, utc_now())
        return _say(self._words.invited.format(token=token)) if token else _fail(self._words.too_many)

    def _login_link(self, person: Staff) -> int:
        token = self._logins.link(person.id, Purpose.LOGIN, BY, utc_now())
        url = f"{self._public_url}{DOOR}/{token}"
        return _say(self._words.login.format(url=url)) if token else _fail(self._words.too_many)

    def _reset_second(self, person: Staff) -> int:
        tell = letter_about(self._words.second_reset.format(by=self._words.on_the_machine), utc_now())
        done = self._second.reset(person.id, BY, utc_now(), tell)
        said = self._words.second_reset_done if done else self._words.second_none
        return (_say if done else _fail)(said.format(name=person.name))

    def _vouch(self, person: Staff) -> int:
        done = self._book.vouch(person.id, BY, utc_now())
        said = self._words.mailbox_vouched if done else self._words.mailbox_none
        return (_say if done else _fail)(said.format(name=person.name, email=person.email))

    def _revoke(self, person: Staff) -> int:
        self._book.revoke(person.id, BY, utc_now())
        return _say(self._words.revoked.format(name=person.name))

    def _unit(self, name: str) -> Unit | None:
        return next((unit for unit in self._book.units() if name in (str(unit.id), unit.name)), None)


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`staff add|list|invite|revoke|login-link|vouch-mailbox|reset-code` and `unit add|list`."""
    staff = commands.add_parser("staff", help="cán bộ: thêm, xem, mời, thu hồi, lấy liên kết, bỏ mã hai lớp").add_subparsers(required=True)
    add = staff.add_parser("add", help="thêm một cán bộ và in lời mời")
    add.add_argument("name")
    add.add_argument("--unit", required=True, help="tên hoặc số của đơn vị")
    add.add_argument("--role", choices=[str(role) for role in Role], default=str(Role.OFFICER))
    add.set_defaults(run=_running(StaffTerminal.add))
    staff.add_parser("list", help="mọi cán bộ").set_defaults(run=_running(StaffTerminal.list))
    for name, run, told in (
        ("invite", StaffTerminal.invite, "lời mời mới"),
        ("revoke", StaffTerminal.revoke, "thu hồi quyền"),
        ("login-link", StaffTerminal.login_link, "liên kết đăng nhập một lần"),
        ("vouch-mailbox", StaffTerminal.vouch, "xác nhận hộp thư đang ghi là của chính người ấy"),
        ("reset-code", StaffTerminal.reset_second, "bỏ mã hai lớp của người mất điện thoại và mã dự phòng"),
    ):
        command = staff.add_parser(name, help=told)
        command.add_argument("who", metavar="TÊN|SỐ")
        command.set_defaults(run=_running(run))
    unit = commands.add_parser("unit", help="đơn vị: thêm, xem").add_subparsers(required=True)
    unit.add_parser("list", help="mọi đơn vị").set_defaults(run=_running(StaffTerminal.list_units))
    add_unit = unit.add_parser("add", help="thêm một đơn vị")
    add_unit.add_argument("name")
    add_unit.add_argument("--place", default="", help="địa bàn")
    add_unit.add_argument("--needs-approval", action="store_true", help="lãnh đạo duyệt trước khi trả lời")
    add_unit.add_argument("--coordinator", action="store_true", help="đơn vị điều phối")
    add_unit.set_defaults(run=_running(StaffTerminal.add_unit))


def _running(method: Callable[[StaffTerminal, argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    return lambda options: method(StaffTerminal(read_settings()), options)


def _say(text: str) -> int:
    sys.stdout.write(text + "\n")
    return OK


def _fail(text: str) -> int:
    sys.stderr.write(text + "\n")
    return FAULTY
