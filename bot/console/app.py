"""The console as an application of its own: every route from the table, every failure a page, every response with its headers."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request as AnyRequest
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from bot.console.access import ACCESS, PREFIX, UPLOADS
from bot.console.account.mailbox import MailboxPages
from bot.console.account.second import SecondPages
from bot.console.auth import Asked, Authenticator, CsrfError, NotLoggedInError, OpenPage, Page, PageForbiddenError, SecondFactorError
from bot.console.board.acts import BoardActs
from bot.console.board.pages import BoardPages
from bot.console.pages.absences import AbsencePages
from bot.console.pages.assisted_filing import AssistedFilingPages
from bot.console.pages.figures import FiguresPages
from bot.console.pages.kept_forms import KeptFormPages
from bot.console.pages.notifications import NoticePages
from bot.console.pages.office import OfficePages
from bot.console.pages.people import PeoplePages
from bot.console.pages.petition import CasePages
from bot.console.pages.trail import TrailPages
from bot.console.request import DayError, FormError
from bot.console.teaching.lessons import LessonPages
from bot.console.teaching.open_questions import OpenQuestionPages
from bot.console.views import STATIC_FOLDER
from bot.http import numbers
from bot.http.body import BodyLimit
from bot.http.headers import SecurityHeaders, WithHeaders
from bot.http.outages import NO_OUTAGES, RETRY_AFTER, Outages
from bot.http.record import NamedRoute
from bot.http.redirects import RedirectsHere
from bot.people.rights import StandingLostError

LARGEST_BODY = 512 * 1024  # bytes; a FAQ answer of 20,000 letters, each nine bytes in a form, fits twice

_OF_FILES = {f"{PREFIX}{path}": size for path, size in UPLOADS.items()}


class ConsolePages:
    """What is behind each route, `open` to anybody or not; `more`: the pages of announcements, plans and rounds (outreach)."""

    def __init__(
        self,
        board: BoardPages,
        acts: BoardActs,
        notices: NoticePages,
        petition: CasePages,
        dictation: AssistedFilingPages,
        open_questions: OpenQuestionPages,
        teaching: LessonPages,
        figures: FiguresPages,
        office: OfficePages,
        people: PeoplePages,
        absences: AbsencePages,
        trail: TrailPages,
        unsent: KeptFormPages,
        mailbox: MailboxPages,
        second: SecondPages,
        more: Mapping[Asked, Page],
    ) -> None:
        self.open: Mapping[Asked, OpenPage] = {
            ("GET", "/hop-thu/{token}"): mailbox.asked,
            ("POST", "/hop-thu/{token}"): mailbox.confirm,
        }
        self.routes: Mapping[Asked, Page] = {
            ("POST", "/tai-khoan/hop-thu"): mailbox.ask_again,
            ("GET", "/ma"): second.ask,
            ("POST", "/ma"): second.check,
            ("GET", "/tai-khoan/hai-lop"): second.show,
            ("POST", "/tai-khoan/hai-lop"): second.turn_on,
            ("POST", "/tai-khoan/hai-lop/bat-dau"): second.begin,
            ("POST", "/tai-khoan/hai-lop/ma"): second.renew,
            ("POST", "/tai-khoan/hai-lop/bo"): second.turn_off,
            ("POST", "/nhan-su/{number:int}/hai-lop/bo"): second.reset,
            ("GET", "/"): board.show,
            ("POST", "/cach-xem"): acts.keep,
            ("POST", "/cach-xem/{number:int}/bo"): acts.drop,
            ("POST", "/kien-nghi/cung-luc"): acts.together,
            ("GET", "/thong-bao"): notices.show,
            ("POST", "/thong-bao/{number:int}"): notices.open,
            ("POST", "/thong-bao"): notices.read_all,
            ("GET", "/kien-nghi.csv"): board.csv,
            ("GET", "/kien-nghi.xlsx"): board.xlsx,
            ("GET", "/kien-nghi/{number:int}"): petition.show,
            ("POST", "/kien-nghi/{number:int}/{action}"): petition.act,
            ("GET", "/kien-nghi/{number:int}/tep/{name:path}"): petition.file,
            ("GET", "/kien-nghi/{number:int}/hoi-dap"): teaching.example,
            ("GET", "/nhap-ho"): dictation.show,
            ("POST", "/nhap-ho"): dictation.file,
            ("GET", "/nhap-ho/{number:int}"): dictation.taken_down,
            ("GET", "/tong-quan"): figures.show,
            ("GET", "/mau-tra-loi"): office.templates,
            ("POST", "/mau-tra-loi"): office.save_template,
            ("GET", "/lich"): office.show,
            ("POST", "/lich/ngay"): office.set_day,
            ("POST", "/lich/thoi-han"): office.set_limits,
            ("GET", "/nhan-su"): people.show,
            ("POST", "/nhan-su"): people.add,
            ("POST", "/nhan-su/{number:int}"): people.change,
            ("POST", "/nhan-su/{number:int}/moi"): people.invite,
            ("POST", "/nhan-su/{number:int}/lien-ket"): people.let_in,
            ("POST", "/nhan-su/{number:int}/thu-hoi"): people.revoke,
            ("POST", "/nhan-su/{number:int}/vao-lai"): people.reinstate,
            ("POST", "/nhan-su/{number:int}/nghi"): absences.set_away,
            ("GET", "/nghi"): absences.show,
            ("POST", "/nghi/{number:int}/bo"): absences.there_again,
            ("POST", "/don-vi"): people.add_unit,
            ("POST", "/don-vi/{number:int}"): people.change_unit,
            ("GET", "/cau-hoi"): open_questions.show,
            ("POST", "/cau-hoi/bo-qua"): open_questions.put_aside,
            ("GET", "/hoi-dap"): teaching.show,
            ("POST", "/hoi-dap"): teaching.teach,
            ("POST", "/cach-goi"): teaching.name,
            ("GET", "/hoi-dap/{number:int}/sua"): teaching.edit,
            ("POST", "/hoi-dap/{number:int}/sua"): teaching.revise,
            ("POST", "/hoi-dap/{number:int}/duyet"): teaching.approve,
            ("POST", "/hoi-dap/{number:int}/go"): teaching.remove,
            ("GET", "/nhat-ky"): trail.show,
            ("GET", "/nhat-ky.csv"): trail.csv,
            ("POST", "/nhat-ky/kiem-tra"): trail.verify,
            ("GET", "/nhap"): unsent.show,
            ("POST", "/nhap"): unsent.keep,
            **more,
        }


def make_console(door: Authenticator, pages: ConsolePages, outages: Outages = NO_OUTAGES) -> FastAPI:
    """Put the console together; it is mounted at PREFIX. Raises KeyError where ACCESS and the routes do not agree."""
    numbers.install()
    headers = SecurityHeaders(door.public_url)
    app = FastAPI(
        openapi_url=None,
        middleware=[
            Middleware(WithHeaders, headers=headers),
            Middleware(RedirectsHere, public_url=door.public_url),
            Middleware(BodyLimit, largest=LARGEST_BODY, of_path=_OF_FILES),
        ],
        redirect_slashes=False,
    )
    _Faults(door, headers, outages).install(app)
    app.mount("/static", StaticFiles(directory=STATIC_FOLDER))
    endpoints = {
        ("GET", "/dang-nhap"): door.open(("GET", "/dang-nhap"), door.outside),
        ("POST", "/dang-nhap"): door.open(("POST", "/dang-nhap"), door.asked_by_mail),
        ("GET", "/vao/{token}"): door.open(("GET", "/vao/{token}"), door.asked_to_enter),
        ("POST", "/vao/{token}"): door.open(("POST", "/vao/{token}"), door.enter),
        ("GET", "/tai-khoan"): door.guarded(("GET", "/tai-khoan"), door.account),
        ("POST", "/dang-xuat"): door.guarded(("POST", "/dang-xuat"), door.leave),
        ("POST", "/dang-xuat-het"): door.guarded(("POST", "/dang-xuat-het"), door.leave_everywhere),
        **{asked: door.open(asked, page) for asked, page in pages.open.items()},
        **{asked: door.guarded(asked, page) for asked, page in pages.routes.items()},
    }
    if set(endpoints) != set(ACCESS):
        raise KeyError(set(endpoints) ^ set(ACCESS))
    for (method, path), endpoint in endpoints.items():
        app.router.routes.append(NamedRoute(path, endpoint, methods=[method]))
    return app


class _Faults:
    """What is answered when a request fails; says nothing of its insides. Starlette logs what nobody expected."""

    def __init__(self, door: Authenticator, headers: SecurityHeaders, outages: Outages) -> None:
        self._door = door
        self._views = door.views
        self._headers = headers
        self._outages = outages

    def install(self, app: FastAPI) -> None:
        app.add_exception_handler(NotLoggedInError, self.stranger)
        app.add_exception_handler(StandingLostError, self.stranger)  # whose role or unit is another was logged out with it
        app.add_exception_handler(SecondFactorError, self.half_in)
        kinds: tuple[type[Exception], ...] = (PageForbiddenError, CsrfError, FormError, HTTPException, Exception)
        for kind in kinds:
            app.add_exception_handler(kind, self.answer)
        for kind in self._outages.kinds:
            app.add_exception_handler(kind, self.interrupted)

    def interrupted(self, _: AnyRequest, error: Exception) -> Response:
        """The database or the disk does not work at the moment: what was sent is not done."""
        self._outages.note(error)
        faults = self._views.words.faults
        response = self._views.notice(faults.outage_title, faults.outage, HTTPStatus.SERVICE_UNAVAILABLE)
        response.headers["Retry-After"] = str(RETRY_AFTER)
        return response

    def stranger(self, request: Request, _: Exception) -> Response:
        """To the door; where a form was sent, with the status that says it was not taken."""
        return self._views.go("/dang-nhap") if request.method in ("GET", "HEAD") else self._door.stranger(HTTPStatus.FORBIDDEN)

    def half_in(self, _: Request, error: Exception) -> Response:
        """To the code, or to where a second factor is set up."""
        return self._views.go(str(error))

    def answer(self, request: AnyRequest, error: Exception) -> Response:
        faults = self._views.words.faults
        match error:
            case PageForbiddenError():
                title, text, status = faults.denied_title, faults.denied, HTTPStatus.FORBIDDEN
            case CsrfError():
                title, text, status = faults.forged_title, faults.forged, HTTPStatus.FORBIDDEN
            case DayError():
                title, text, status = faults.unreadable_title, faults.no_day, HTTPStatus.BAD_REQUEST
            case FormError():
                title, text, status = faults.unreadable_title, faults.unreadable, HTTPStatus.BAD_REQUEST
            case HTTPException(status_code=HTTPStatus.REQUEST_ENTITY_TOO_LARGE):
                title, text, status = faults.too_long_title, faults.too_long, HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            case HTTPException(status_code=code):
                title, text, status = faults.missing_title, faults.missing, HTTPStatus(code)
            case _:
                title, text, status = faults.broken_title, faults.broken, HTTPStatus.INTERNAL_SERVER_ERROR
        response = self._views.notice(title, text, status)
        if status == HTTPStatus.INTERNAL_SERVER_ERROR:  # the only answer that leaves outside of every middleware
            response.headers.update(self._headers.of(request.url.path))
        return response
