"""What one has typed and not sent: kept by every long form as one types, listed, thrown away. Nobody opens another's, admins neither."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import JSONResponse, Response

from bot.console.request import Fields, FormError, RequestContext
from bot.console.views import NOT_KEPT, Views
from bot.people.workplace.kept_form_store import KeptForms
from bot.people.workplace.kept_forms import KeptForm
from bot.runtime.clock import utc_now

HOME = "/nhap"


class KeptFormPages:
    """`nhap…`: the fields that a form carries for this alone; see parts.html."""

    def __init__(self, forms: KeptForms, views: Views) -> None:
        self._forms = forms
        self._views = views

    def show(self, visit: RequestContext) -> Response:
        return self._views.page(visit, "kept_forms.html", forms=self._forms.of(visit.staff.id).values())

    def keep(self, visit: RequestContext) -> Response:
        """Keep what the form says, or (`nhap_bo`) throw it away; a script is told in JSON, everybody else sees their page again."""
        typed = _typed(visit.form)
        if visit.form.text("nhap_bo") == "1":
            self._forms.drop(visit.staff.id, typed.place)
            return self._views.go(typed.page, said="thrown_away")
        kept = self._forms.keep(visit.staff.id, typed, visit.form.number("nhap_lan") or 0, visit.at)
        if visit.form.text("nhap_js") == "1":
            return self._told(visit, kept)
        return self._views.go(typed.page, said="kept_form") if kept else self._views.go(HOME, said="full")

    def _told(self, visit: RequestContext, kept: KeptForm | None) -> Response:
        if kept is None:
            return JSONResponse({}, HTTPStatus.CONFLICT, NOT_KEPT)
        at = visit.at.astimezone(self._views.zone).strftime("%H:%M:%S")
        instant = int(utc_now().timestamp() * 1000)  # once it is kept: a page begun later shows it
        return JSONResponse({"revision": kept.revision, "at": at, "kept": instant}, headers=NOT_KEPT)


def _typed(form: Fields) -> KeptForm:
    """What a form says of itself and of those of its fields that are kept. Raises FormError for what no form of ours says."""
    fields = {name: form.text(name) for name in form.text("nhap_giu").split()}
    try:
        return KeptForm(form.text("nhap"), form.text("nhap_trang"), form.text("nhap_ten"), fields, form.text("nhap_ban"))
    except ValueError as error:
        raise FormError("nhap") from error
