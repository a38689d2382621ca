"""Articles: the list, the form, the preview, the covers and the files for other channels."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup
from starlette.responses import Response

from bot.announcements.cases.campaigning import Campaigning
from bot.announcements.cases.writing import ArticlePreview, Typed, Writing
from bot.announcements.formats.exports import Export, Exporter
from bot.announcements.formats.preview import preview, stylesheet
from bot.announcements.rules.article import Article
from bot.announcements.rules.calendar import Month
from bot.announcements.rules.followers import Audience, Sending
from bot.announcements.rules.news import PublishedArticle
from bot.announcements.rules.outcomes import AnnouncementRefusal, Faulty
from bot.announcements.rules.place import ArticleAddress
from bot.console.request import Fields, FormError, RequestContext
from bot.console.views import NOT_KEPT, Views
from bot.text.filenames import printable
from knowledge.records.post import MOST_CALLS, AskBot, AudienceKind, CallHotline, FilePetition, OpenLink

PAGE = 30  # articles of the list
FIRST = range(MOST_CALLS)
VALUES = {"link": "address", "ask": "question", "hotline": "number"}  # what the second field of a call is, by its kind
JPEG = "image/jpeg"
FIRST_YEAR, LAST_YEAR = 2020, 2099


@dataclass(frozen=True, slots=True)
class NewsPageDeps:
    """What the pages of articles work with; `site`: the public address, without a slash at the end."""

    writing: Writing
    campaigning: Campaigning
    exporter: Exporter
    site: str


class NewsPages:
    """Everybody of the staff writes; what goes out is approved elsewhere."""

    def __init__(self, desk: NewsPageDeps, views: Views) -> None:
        self._desk = desk
        self._views = views

    def list(self, visit: RequestContext) -> Response:
        found = self._desk.writing.drafts.latest(PAGE + 1, visit.query.number("truoc"))
        following = found[PAGE - 1].id if len(found) > PAGE else 0
        return self._views.page(visit, "news.html", kept=found[:PAGE], following=following)

    def blank(self, visit: RequestContext) -> Response:
        """The form for a new article; with `thang`, for that month, beginning with what is foreseen."""
        month = month_of(visit.query)
        begun = self._desk.writing.begun(month, visit.at)
        return self._form(visit, typed_of(begun) if begun else Fields(), None, month)

    def edit(self, visit: RequestContext) -> Response:
        kept = self._desk.writing.articles.get(visit.number)
        if kept is None:
            return self._missing()
        return self._form(visit, typed_of(kept.article), kept, self._desk.writing.drafts.month_of(kept.id))

    def save(self, visit: RequestContext) -> Response:
        """A new article or another text for one; what was typed is never lost."""
        writing, form, month = self._desk.writing, visit.form, month_of(visit.form)
        number, typed = form.number("number"), _typed(visit)
        if number is None:
            done = writing.write(typed, month, visit.staff, visit.at)
        else:
            done = writing.rewrite(number, form.text("seen"), month, typed, visit.staff, visit.at)
        match done:
            case int():
                return self._views.go(f"/tin-bai/{done}", said="kept")
            case AnnouncementRefusal():
                lines: tuple[str, ...] = (self._views.wording.newsroom.refusals[done],)
            case Faulty():
                lines = done.lines
        kept = writing.articles.get(number) if number else None
        return self._form(visit, form, kept, month, lines)

    def look(self, visit: RequestContext) -> Response:
        """What is in the form, as a phone would show it; nothing is kept."""
        match self._desk.writing.look(_typed(visit), visit.form.number("number")):
            case ArticlePreview(article=article, cover=cover):
                phone = self._phone(article, f"data:{JPEG};base64,{b64encode(cover).decode()}")
                return self._views.page(visit, "look.html", phone=phone, faults=())
            case Faulty(lines=lines):
                return self._views.page(visit, "look.html", HTTPStatus.CONFLICT, faults=lines)

    def erase(self, visit: RequestContext) -> Response:
        """Delete a draft."""
        match self._desk.writing.erase(visit.number, visit.staff, visit.at):
            case None:
                return self._views.go("/tin-bai", said="erased")
            case AnnouncementRefusal.NOT_THERE:
                return self._missing()
            case refusal:
                return self._shown(visit, self._views.wording.newsroom.refusals[refusal])

    def show(self, visit: RequestContext) -> Response:
        return self._shown(visit)

    def _shown(self, visit: RequestContext, notice: str = "") -> Response:
        """The page of an article; `notice`: why what was asked is not done."""
        kept = self._desk.writing.articles.get(visit.number)
        if kept is None:
            return self._missing()
        writing = self._desk.writing
        return self._views.page(
            visit,
            "article.html",
            HTTPStatus.CONFLICT if notice else HTTPStatus.OK,
            notice=notice,
            may_erase=writing.may_erase(kept, visit.staff),
            kept=kept,
            phone=self.phone(kept),
            exports=list(Export),
            month=writing.drafts.month_of(kept.id),
            campaigns=writing.drafts.campaigns_of(kept.id),
            address=f"{self._desk.site}{kept.path}",
        )

    def phone(self, kept: PublishedArticle) -> Markup:
        """The article as a phone shows it."""
        return self._phone(kept.article, f"{self._views.base}/tin-bai/{kept.id}/bia.jpg")

    def _phone(self, article: Article, cover: str) -> Markup:
        return preview(article, cover, self._desk.exporter.office, self._views.wording.announcements.article)

    def cover(self, visit: RequestContext) -> Response:
        kept = self._desk.writing.articles.get(visit.number)
        return Response(self._cover(kept.article), media_type=JPEG, headers=NOT_KEPT) if kept else self._missing()

    def file(self, visit: RequestContext) -> Response:
        """An export, to be downloaded."""
        kept, kind = self._desk.writing.articles.get(visit.number), str(visit.args["name"])
        if kept is None or kind not in set(Export):
            return self._missing()
        made = self._desk.exporter.file(Export(kind), kept.article, ArticleAddress(self._desk.site, kept.path.rsplit("/", 1)[-1]))
        content = self._cover(kept.article) if kind == Export.COVER else made.content
        return downloaded(made.name, made.media_type, content)

    def send(self, visit: RequestContext) -> Response:
        """Propose a campaign: nothing leaves before it is approved."""
        kept = self._desk.writing.articles.get(visit.number)
        if kept is None:
            return self._missing()
        if month := self._desk.writing.drafts.month_of(kept.id):  # its month sends it: nobody gets it twice
            return self._views.go(f"/lich-bai/{month.number}", said="wrong")
        kind = kept.article.audience
        sending = Sending(Audience(kinds=() if kind is AudienceKind.EVERYBODY else (kind,)))
        done = self._desk.campaigning.propose(kept.id, sending, visit.staff, visit.at)
        return (
            self._views.go(f"/tin-bai/{kept.id}", said="wrong")
            if isinstance(done, AnnouncementRefusal)
            else self._views.go(f"/dot-gui/{done.id}")
        )

    def style(self, visit: RequestContext) -> Response:  # noqa: ARG002 - the same for everybody
        return Response(stylesheet(), media_type="text/css", headers={"Cache-Control": "private, max-age=3600"})

    def _cover(self, article: Article) -> bytes:
        return Path(self._desk.writing.covers.path(article)).read_bytes()

    def _form(
        self, visit: RequestContext, typed: Fields, kept: PublishedArticle | None, month: Month | None, lines: tuple[str, ...] = ()
    ) -> Response:
        return self._views.page(
            visit,
            "write.html",
            HTTPStatus.CONFLICT if lines else HTTPStatus.OK,
            typed=typed,
            kept=kept,
            seen=typed.text("seen") or (self._desk.writing.seal(kept) if kept else ""),
            month=month,
            faults=lines,
            places=FIRST,
        )

    def _missing(self) -> Response:
        return self._views.missing()


def typed_of(article: Article) -> Fields:
    """The article as its form has it."""
    return Fields(tuple(_pairs(article)))


def downloaded(name: str, media_type: str, content: bytes) -> Response:
    """A file to keep; a browser never shows it as a page. `name` may have been kept before it was cleaned."""
    name = printable(name)
    plain = name.encode("ascii", "replace").decode().replace('"', "").replace("\\", "")
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=media_type, headers={**NOT_KEPT, "Content-Disposition": disposition})


def month_of(fields: Fields) -> Month | None:
    """Raises FormError where `thang` is no month."""
    number = fields.number("thang")
    return month_numbered(number) if number else None


def month_numbered(number: int) -> Month:
    """Raises FormError for what no calendar of an office shows."""
    year, month = divmod(number, 100)
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        raise FormError(str(number))
    return Month(year, month)


def _pairs(article: Article) -> Iterator[tuple[str, str]]:
    yield from (("title", article.title), ("author", article.author), ("summary", article.summary), ("body", article.markdown))
    yield from (("motif", article.motif), ("audience", article.audience))
    yield from (("topics", topic) for topic in article.topics)
    for number, call in enumerate(article.calls):
        yield f"call{number}_kind", call.kind
        yield f"call{number}_label", call.label
        match call:
            case OpenLink():
                yield f"call{number}_value", call.address
            case AskBot():
                yield f"call{number}_value", call.question
            case CallHotline():
                yield f"call{number}_value", call.number
            case FilePetition():
                pass


def _typed(visit: RequestContext) -> Typed:
    form, brought = visit.form, visit.files.get("cover")
    return Typed(
        form.text("title"),
        form.text("author"),
        form.text("summary"),
        form.text("body"),
        [_call(form, number) for number in FIRST if form.text(f"call{number}_kind")],
        form.text("motif"),
        form.all("topics"),
        form.text("audience"),
        brought.content if brought else b"",
        form.text("keeps_cover") == "1",
    )


def _call(form: Fields, number: int) -> dict[str, str]:
    kind, label, value = (form.text(f"call{number}_{part}") for part in ("kind", "label", "value"))
    return {"kind": kind, "label": label} | ({VALUES[kind]: value} if kind in VALUES else {})
