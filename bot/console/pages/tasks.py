"""Tasks of the plans: who owes what by when, what proves that it was done, the red list, the units' monthly posts."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from pathlib import Path

from starlette.responses import Response

from bot.announcements.rules.news import PublishedArticle
from bot.console.pages.news import FIRST_YEAR, LAST_YEAR, downloaded
from bot.console.request import FormError, RequestContext, Upload
from bot.console.views import Views, mark
from bot.messages import Attachment
from bot.people.staff import Role
from bot.plans.denied import Denied
from bot.plans.proofs import ProofFolder
from bot.plans.store import PlanBook
from bot.plans.task import MONTHS, Due, ProofKind, named_week
from bot.plans.tracker import POSTS_A_MONTH, Tracker
from bot.text.filenames import printable

ARTICLES = 50  # offered as proof
MOST_LEADS = 80  # offices of a plan that are mapped on one page; a form has 200 fields at most
LONGEST_PROOF = 2_000
KEPT_FILE = re.compile(r"([0-9a-f]{32}\.[a-z]{3,4}) \((.*)\)", re.DOTALL)
LINKS = ("https://", "http://")
OCTETS = "application/octet-stream"
NOT_TYPED = frozenset({Denied.UNREADABLE, Denied.OVER})  # why a time is not taken: who typed it mends it there
VIEWS: Mapping[str, Callable[[Due, date], bool]] = {
    "open": lambda due, _: due.done is None,
    "late": Due.is_overdue,
    "done": lambda due, _: due.done is not None,
    "all": lambda *_: True,
}


@dataclass(frozen=True, slots=True)
class TaskPageDeps:
    """What the pages of tasks work with. `published`: the newest articles; `site`: the public address."""

    tracker: Tracker
    book: PlanBook
    proofs: ProofFolder
    published: Callable[[int], tuple[PublishedArticle, ...]]
    site: str


class TaskPages:
    """Who may prove what, the tracker decides."""

    def __init__(self, office: TaskPageDeps, views: Views) -> None:
        self._office = office
        self._views = views

    def show(self, visit: RequestContext) -> Response:
        return self._shown(visit)

    def task(self, visit: RequestContext) -> Response:
        due = self._office.book.due(visit.number)
        return self._views.missing() if due is None else self._task(visit, due)

    def prove(self, visit: RequestContext) -> Response:
        number = visit.form.number("due")
        due = self._office.tracker.due(number or 0, visit.staff)
        if isinstance(due, Denied):
            return self._denied(due)
        kind, proof = self._proof(visit)
        done = self._office.tracker.prove(due.id, kind, proof, visit.staff, visit.at)
        if isinstance(done, Denied):
            return self._task(visit, due, self._views.wording.plans.denied[done])
        return self._views.go(f"/ke-hoach/viec/{due.id}", said="done")

    def file(self, visit: RequestContext) -> Response:
        """A file that was given as proof: to those who owe it, to leaders and admins."""
        due = self._office.book.due(visit.number)
        match = KEPT_FILE.fullmatch(due.proof) if due and due.proof_kind is ProofKind.FILE else None
        is_shown = due is not None and (visit.staff.role is not Role.OFFICER or self._office.tracker.may_prove(due, visit.staff))
        path = self._office.proofs.folder / match[1] if match and is_shown else None
        if match is None or path is None or not path.is_file():
            return self._views.missing()
        return downloaded(match[2], OCTETS, path.read_bytes())

    def post(self, visit: RequestContext) -> Response:
        """A post of one's own unit, this month."""
        title, link = " ".join(visit.form.text("title").split())[:LONGEST_PROOF], visit.form.text("link")[:LONGEST_PROOF]
        if link and not link.startswith(LINKS):
            return self._shown(visit, self._views.wording.outreach.tasks.no_link)
        kind = ProofKind.LINK if link else ProofKind.NOTE
        done = self._office.tracker.post(kind, f"{title}\n{link}".strip() if title else "", visit.staff, visit.at)
        if isinstance(done, Denied):
            return self._shown(visit, self._views.wording.plans.denied[done])
        return self._views.go("/ke-hoach", said="done")

    def plans(self, visit: RequestContext) -> Response:
        """Which plans are followed, and who of ours stands for which office of theirs."""
        return self._plans(visit, self._year(visit))

    def _plans(self, visit: RequestContext, year: int, notice: str = "") -> Response:
        """`notice`: why a task was not added; what was typed for it stands again."""
        plans, followed = self._office.tracker.plans(), self._office.book.followed(year)
        titles = {plan.record_id: plan.title for plan in plans}
        return self._views.page(
            visit,
            "plans.html",
            HTTPStatus.CONFLICT if notice else HTTPStatus.OK,
            notice=notice,
            typed=visit.form,
            plans=plans,
            year=year,
            leads=self._leads(year)[:MOST_LEADS],
            followed=[(plan, titles.get(plan, plan), count) for plan, count in followed.items()],
            month=visit.at.astimezone(self._views.zone).month,
        )

    def follow(self, visit: RequestContext) -> Response:
        year = visit.form.number("year")
        plan = next((plan for plan in self._office.tracker.plans() if plan.record_id == visit.form.text("plan")), None)
        begins = visit.form.number("month") or 1
        if plan is None or year is None or not FIRST_YEAR <= year <= LAST_YEAR or begins not in MONTHS:
            raise FormError("plan")
        done = self._office.tracker.follow(plan, year, visit.staff, visit.at, begins)
        return self._views.go("/ke-hoach/theo-doi", nam=year, said="wrong" if isinstance(done, Denied) else "done")

    def unfollow(self, visit: RequestContext) -> Response:
        """Only where it was said twice."""
        year, plan = visit.form.number("year"), visit.form.text("plan")
        if year is None or visit.form.text("sure") != "1":
            raise FormError("sure")
        done = self._office.tracker.unfollow(plan, year, visit.staff, visit.at)
        return self._views.go("/ke-hoach/theo-doi", nam=year, said="wrong" if isinstance(done, Denied) or not done else "done")

    def add(self, visit: RequestContext) -> Response:
        """A task of the office's own."""
        year, form = visit.form.number("year"), visit.form
        content, timing = _line(form.text("content")), _line(form.text("timing"))
        if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
            raise FormError("year")
        done = self._office.tracker.add(form.text("plan"), year, content, timing, form.number("unit") or 0, visit.staff, visit.at)
        if done in NOT_TYPED:
            return self._plans(visit, year, self._views.wording.plans.denied[Denied(str(done))])
        return self._views.go("/ke-hoach/theo-doi", nam=year, said="wrong" if isinstance(done, Denied) else "added")

    def change(self, visit: RequestContext) -> Response:
        """Other words or another time for a task, or (`remove`) it is followed no more."""
        due = self._office.book.due(visit.number)
        if due is None:
            return self._views.missing()
        if visit.form.text("remove") == "1":
            done = self._office.tracker.drop(due, visit.staff, visit.at)
            return self._views.go("/ke-hoach", said="done" if done is True else "wrong")
        content, timing = _line(visit.form.text("content")), _line(visit.form.text("timing"))
        is_newer = visit.form.text("nhap_ban") not in ("", mark(f"{due.task.content}|{due.task.timing}"))
        done = Denied.STALE if is_newer else self._office.tracker.edit(due, content, timing, visit.staff, visit.at)
        if isinstance(done, Denied):
            return self._task(visit, due, self._views.wording.plans.denied[done])
        still = self._office.book.due(due.id)  # another time is another due
        return self._views.go(f"/ke-hoach/viec/{due.id}" if still else "/ke-hoach", said="done")

    def assign(self, visit: RequestContext) -> Response:
        """Our unit for each office that the plans name; rows left empty stay as they are."""
        year, form = visit.form.number("year"), visit.form
        if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
            raise FormError("year")
        wanted = {form.text(f"lead{place}"): form.number(f"unit{place}") for place in range(MOST_LEADS)}
        for due in {due.task.id: due for due in self._dues(year)}.values():
            unit = wanted.get(_lead(due))
            if unit and unit != due.task.unit and isinstance(self._office.tracker.assign(due, unit, visit.staff, visit.at), Denied):
                raise FormError("unit")
        return self._views.go("/ke-hoach/theo-doi", nam=year, said="done")

    def _shown(self, visit: RequestContext, notice: str = "") -> Response:
        year, today = self._year(visit), visit.at.astimezone(self._views.zone).date()
        view, unit = visit.query.text("xem", "open"), self._unit(visit)
        if view not in VIEWS:
            raise FormError("xem")
        tracker, month = self._office.tracker, self._office.tracker.month(visit.at)
        posts = tracker.posts(month)
        units = [(each, [post for post in posts if post.unit == each.id]) for each in self._views.names().units.values()]
        return self._views.page(
            visit,
            "tasks.html",
            HTTPStatus.CONFLICT if notice else HTTPStatus.OK,
            dues=[due for due in self._dues(year, unit) if VIEWS[view](due, today)],
            today=today,
            year=year,
            view=view,
            unit=unit or 0,
            views=list(VIEWS),
            red=tracker.red(visit.at),
            month=month,
            units=units,
            needed=POSTS_A_MONTH,
            typed=visit.form,
            notice=notice,
        )

    def _task(self, visit: RequestContext, due: Due, notice: str = "") -> Response:
        today = visit.at.astimezone(self._views.zone).date()
        match = KEPT_FILE.fullmatch(due.proof) if due.proof_kind is ProofKind.FILE else None
        return self._views.page(
            visit,
            "task.html",
            HTTPStatus.CONFLICT if notice else HTTPStatus.OK,
            due=due,
            today=today,
            week=named_week(due.task.timing, due.task.year),
            plan=next((plan.title for plan in self._office.tracker.plans() if plan.record_id == due.task.plan), due.task.plan),
            file=printable(match[2]) if match else "",
            is_link=due.proof_kind in (ProofKind.LINK, ProofKind.ARTICLE) and due.proof.startswith(LINKS) and " " not in due.proof,
            may_prove=self._office.tracker.may_prove(due, visit.staff),
            articles=[(kept.id, kept.article.title) for kept in self._office.published(ARTICLES)],
            notice=notice,
        )

    def _proof(self, visit: RequestContext) -> tuple[ProofKind, str]:
        """What was given: a file, an article of ours, an address or a line; "" where it is none of these."""
        if brought := visit.files.get("file"):
            return ProofKind.FILE, self._kept(brought)
        article = visit.form.number("article")
        if article:
            found = next((kept for kept in self._office.published(ARTICLES) if kept.id == article), None)
            return ProofKind.ARTICLE, f"{self._office.site}{found.path}" if found else ""
        text = visit.form.text("text")[:LONGEST_PROOF]
        return (ProofKind.LINK if any(word.startswith(LINKS) for word in text.split()) else ProofKind.NOTE), text

    def _kept(self, brought: Upload) -> str:
        with tempfile.NamedTemporaryFile() as file:
            file.write(brought.content)
            file.flush()
            return self._office.proofs.keep(Attachment(Path(file.name), brought.name, OCTETS, len(brought.content)))

    def _leads(self, year: int) -> list[tuple[str, int | None, int]]:
        """The offices that the plans of the year name: as written, our unit where there is one, how many tasks."""
        tasks = {due.task.id: due for due in self._dues(year)}
        names = dict.fromkeys(_lead(due) for due in tasks.values())
        of_name = {name: [due.task.unit for due in tasks.values() if _lead(due) == name] for name in names}
        return [(name, next((unit for unit in units if unit), None), len(units)) for name, units in of_name.items()]

    def _dues(self, year: int, unit: int | None = None) -> tuple[Due, ...]:
        return self._office.book.dues(date(year, 1, 1), date(year, 12, 31), unit)

    def _unit(self, visit: RequestContext) -> int | None:
        """One's own unit unless another was asked for ("0": all); admins begin with all."""
        asked = visit.query.text("dv")
        if not asked:
            return None if visit.staff.role is Role.ADMIN else visit.staff.unit
        return visit.query.number("dv") or None

    def _year(self, visit: RequestContext) -> int:
        year = visit.query.number("nam") or visit.at.astimezone(self._views.zone).year
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise FormError("nam")
        return year

    def _denied(self, why: Denied) -> Response:
        faults, told = self._views.words.faults, self._views.wording.plans.denied[why]
        return self._views.notice(faults.missing_title, told, HTTPStatus.NOT_FOUND)


def _line(text: str) -> str:
    return " ".join(text.split())[:LONGEST_PROOF]


def _lead(due: Due) -> str:
    """Who leads, as the plan writes it, in one line."""
    return " ".join("; ".join(due.task.lead).split())
