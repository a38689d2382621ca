"""The pages of the second factor: the code that is asked for at login, turning it on and off, and taking it from who has lost it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from http import HTTPStatus

from starlette.responses import Response

from bot.console.request import RequestContext
from bot.console.scan import to_scan
from bot.console.views import Views
from bot.people.account_letters import Tell, letter_about
from bot.people.second import totp
from bot.people.second.factor_store import CodeVerdict, SecondFactors
from bot.people.staff import Role

HOME = "/tai-khoan/hai-lop"


class SecondPages:
    """`office`: how it is called in the telephone's list."""

    def __init__(self, second: SecondFactors, views: Views, office: str, wanted: Collection[Role] = ()) -> None:
        """`wanted`: the roles that must have one; who has one of these and no factor is told so."""
        self._wanted = wanted
        self._second = second
        self._views = views
        self._office = office

    def ask(self, visit: RequestContext) -> Response:
        """Who has passed already is sent on."""
        return self._views.bare("second_ask.html", visit=visit, notice="")

    def check(self, visit: RequestContext) -> Response:
        told = self._told(visit, self._views.wording.staff_door.second_recovered)
        verdict = self._second.check(visit.staff, visit.form.text("code"), visit.cookie, visit.at, told)
        if verdict is CodeVerdict.PASSED:
            return self._views.go("/")
        return self._views.bare("second_ask.html", _status(verdict), visit=visit, notice=self._views.words.second.refused[verdict])

    def show(self, visit: RequestContext) -> Response:
        return self._shown(visit)

    def begin(self, visit: RequestContext) -> Response:
        self._second.begin(visit.staff.id, visit.at)
        return self._views.go(HOME)

    def turn_on(self, visit: RequestContext) -> Response:
        told = self._told(visit, self._views.wording.staff_door.second_on)
        return self._with_codes(visit, lambda typed: self._second.turn_on(visit.staff, typed, visit.cookie, visit.at, told))

    def renew(self, visit: RequestContext) -> Response:
        told = self._told(visit, self._views.wording.staff_door.second_codes)
        return self._with_codes(visit, lambda typed: self._second.renew(visit.staff, typed, visit.at, told))

    def turn_off(self, visit: RequestContext) -> Response:
        told = self._told(visit, self._views.wording.staff_door.second_off)
        verdict = self._second.turn_off(visit.staff, visit.form.text("code"), visit.at, told)
        return self._views.go(HOME, said="second_off") if verdict is CodeVerdict.PASSED else self._shown(visit, verdict)

    def reset(self, visit: RequestContext) -> Response:
        """Of somebody else, who has lost telephone and codes; one's own is turned off with a code."""
        if visit.number == visit.staff.id:
            return self._views.go("/nhan-su", said="wrong")
        told = self._views.wording.staff_door.second_reset.format(by=visit.staff.name)
        done = self._second.reset(visit.number, visit.staff.actor, visit.at, letter_about(told, visit.at))
        return self._views.go("/nhan-su", said="second_reset" if done else "wrong")

    def _told(self, visit: RequestContext, text: str) -> Tell:
        """What whose factor it is hears, in their chat, in the console and by mail: with a session somebody else may have done it."""
        return letter_about(text.format(at=f"{visit.at.astimezone(self._views.zone):%H:%M %d/%m/%Y}"), visit.at)

    def _with_codes(self, visit: RequestContext, do: Callable[[str], tuple[str, ...] | CodeVerdict]) -> Response:
        """The recovery codes stand on this one page, and nowhere after it."""
        codes = do(visit.form.text("code"))
        if isinstance(codes, CodeVerdict):
            return self._shown(visit, codes)
        return self._views.page(visit, "second_codes.html", codes=codes)

    def _shown(self, visit: RequestContext, verdict: CodeVerdict | None = None) -> Response:
        found = self._second.of(visit.staff.id)
        key = found.key if found and not found.is_on else b""
        link = totp.address(key, self._office or self._views.words.title, visit.staff.name) if key else ""
        return self._views.page(
            visit,
            "second.html",
            _status(verdict) if verdict else HTTPStatus.OK,
            found=found,
            must=visit.staff.role in self._wanted and not (found and found.is_on),
            code=to_scan(link),
            typed_key=totp.shown(key) if key else "",
            notice=self._views.words.second.refused[verdict] if verdict else "",
        )


def _status(verdict: CodeVerdict) -> HTTPStatus:
    return HTTPStatus.TOO_MANY_REQUESTS if verdict is CodeVerdict.LOCKED else HTTPStatus.CONFLICT
