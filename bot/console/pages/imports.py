"""Documents that an admin brings in: read apart, reported, and waiting until they are accepted."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import Response

from bot.console.auth import Asked, Page
from bot.console.request import FormError, RequestContext
from bot.console.views import Views
from bot.importing import BusyError, ImportDesk
from knowledge.errors import LibraryError

if TYPE_CHECKING:
    from knowledge.publications.importing import Report

FIELD = "file"
MOST_SHOWN = 150  # records that wait, on one page: each is a field of a form, which has MOST_FIELDS at most
MOST_LINES = 200  # of a report; the rest is counted


class ImportPages:
    """For admins alone (ACCESS says so)."""

    def __init__(self, desk: ImportDesk, views: Views) -> None:
        self._desk = desk
        self._views = views

    def routes(self) -> Mapping[Asked, Page]:
        return {("GET", "/tai-lieu"): self.show, ("POST", "/tai-lieu"): self.read, ("POST", "/tai-lieu/duyet"): self.decide}

    def show(self, visit: RequestContext) -> Response:
        return self._shown(visit)

    def read(self, visit: RequestContext) -> Response:
        """Read the file that the form brought, and show what it came to."""
        words, brought = self._views.words.imports, visit.files.get(FIELD)
        if brought is None or self._desk.folder is None:
            return self._shown(visit, notice=words.no_file if self._desk.folder else words.no_folder)
        try:
            report = self._desk.read(visit.staff, brought.name, brought.content, visit.at)
        except BusyError:
            return self._shown(visit, notice=words.busy)
        except LibraryError as error:
            return self._shown(visit, notice=words.broken.format(fault=error.faults[0]))
        return self._shown(visit, report)

    def decide(self, visit: RequestContext) -> Response:
        """Accept or drop what was ticked, or accept all that waits."""
        if self._desk.folder is None:
            return self._shown(visit, notice=self._views.words.imports.no_folder)
        keys = [_key(value) for value in visit.form.all("key")]
        try:
            match visit.form.text("what"):
                case "all":
                    done = self._desk.accept(visit.staff, None, visit.at)
                case "accept":
                    done = self._desk.accept(visit.staff, keys, visit.at)
                case "drop":
                    done = self._desk.drop(visit.staff, keys, visit.at)
                case _:
                    raise FormError("what")
        except LibraryError as error:
            return self._shown(visit, notice=self._views.words.imports.broken.format(fault=error.faults[0]))
        said = {"drop": "removed"}.get(visit.form.text("what"), "imported") if done else "wrong"
        return self._views.go("/tai-lieu", said=said)

    def _shown(self, visit: RequestContext, report: Report | None = None, notice: str = "") -> Response:
        words = self._views.words.imports
        try:
            waiting = self._desk.waiting() if self._desk.folder else ()
        except LibraryError as error:
            waiting, notice = (), words.broken.format(fault=error.faults[0])
        status = HTTPStatus.CONFLICT if notice else HTTPStatus.OK
        lines = _lines(report) if report else []
        return self._views.page(
            visit,
            "imports.html",
            status,
            has_folder=self._desk.folder is not None,
            waiting=waiting[:MOST_SHOWN],
            unshown=max(0, len(waiting) - MOST_SHOWN),
            count=len(waiting),
            report=report,
            lines=lines[:MOST_LINES],
            untold=max(0, len(lines) - MOST_LINES),
            notice=notice,
        )


def _lines(report: Report) -> list[str]:
    return [*map(str, report.rejected), *report.notes]


def _key(value: str) -> tuple[str, str]:
    room, _, record_id = value.partition("/")
    return room, record_id
