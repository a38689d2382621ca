"""The window where staff see what they owe of the plans, prove what they did, and make the reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from bot.announcements.store.articles import StaffInputs
from bot.answers.composing.labels import shortened
from bot.frontdesk.window import Window
from bot.messages import Button, Incoming, Reply
from bot.people.staff import Role, Staff
from bot.people.staff_store import StaffBook
from bot.plans.denied import Denied
from bot.plans.proofs import ProofFolder
from bot.plans.report import ReportSpan
from bot.plans.reporting import Reporting
from bot.plans.task import LONGEST_TOLD, Due, ProofKind
from bot.plans.tracker import TASKS, Tracker
from bot.text.numerals import is_row
from bot.wording import Wording
from knowledge.texts.lengths import beginning

OWED, RED_LIST, REPORT = "/nhiemvu", "/cham", "/baocao"
LIST, PROVE, POST, RED, PLANS, FOLLOW, SPANS, MAKE = "l", "d", "p", "r", "k", "f", "b", "m"
SHOWN = 8  # tasks on one screen
TYPED_WITHIN = timedelta(hours=2)
DUE, UNIT_POST = "due", "unit-post"  # what may be about to be sent
LINKS = ("https://", "http://")


LatePetitions = Callable[[Staff, datetime], int]


class TasksWindow(Window):
    """Every button and every message is checked anew: who is it, and whose task is it."""

    is_for_staff = True
    commands = frozenset({OWED, RED_LIST, REPORT})
    actions = frozenset({TASKS})

    def __init__(
        self,
        wording: Wording,
        tracker: Tracker,
        reporting: Reporting,
        staff: StaffBook,
        inputs: StaffInputs,
        proofs: ProofFolder,
        late: LatePetitions = lambda *_: 0,
    ) -> None:
        """`late`: how many petitions are late among those that one of the staff may see."""
        self._late = late
        self._wording = wording
        self._tracker = tracker
        self._reporting = reporting
        self._staff = staff
        self._inputs = inputs
        self._proofs = proofs

    def commanded(self, incoming: Incoming, command: str, rest: str) -> Sequence[Reply]:  # noqa: ARG002
        staff = self._staff.by_chat(incoming.sender)
        if staff is None:
            return [Reply(self._wording.plans.staff_only)]
        if command == RED_LIST:
            return [self._red(staff, incoming.at)]
        return [self._spans()] if command == REPORT else [self._listed(staff, incoming.at)]

    def pressed(self, incoming: Incoming, pieces: Sequence[str]) -> Sequence[Reply] | None:
        staff = self._staff.by_chat(incoming.sender)
        if staff is None:
            return [Reply(self._wording.plans.staff_only)]
        match pieces[1:]:
            case [str(what)] if what == LIST:
                return [self._listed(staff, incoming.at)]
            case [str(what)] if what == RED:
                return [self._red(staff, incoming.at)]
            case [str(what)] if what == POST:
                self._inputs.expect(staff.id, UNIT_POST, incoming.at)
                return [Reply(self._wording.plans.type_post)]
            case [str(what), number] if what == PROVE and is_row(number):
                return self._to_be_proved(int(number), staff, incoming.at)
            case _:
                return self._of_the_year(pieces[1:], staff, incoming.at)

    def said(self, incoming: Incoming) -> Sequence[Reply] | None:
        """A proof, typed or as a file, where one is expected."""
        staff = self._staff.by_chat(incoming.sender)
        about = self._expected(staff, incoming.at) if staff else None
        if staff is None or about is None:
            return None
        kind, proof = self._proof(incoming)
        if about == UNIT_POST:
            return self._posted(kind, f"{incoming.text}\n{proof}".strip() if kind is ProofKind.FILE else proof, staff, incoming.at)
        return self._proved(int(about.partition(":")[2]), kind, proof, staff, incoming.at)

    def dropped(self, incoming: Incoming) -> Sequence[Reply] | None:
        staff = self._staff.by_chat(incoming.sender)
        if staff is None or self._expected(staff, incoming.at) is None:
            return None
        self._inputs.drop(staff.id)
        return [Reply(self._wording.plans.dropped)]

    def _expected(self, staff: Staff, at: datetime) -> str | None:
        found = self._inputs.expected(staff.id)
        is_ours = found is not None and found[0].partition(":")[0] in (DUE, UNIT_POST) and abs(at - found[1]) <= TYPED_WITHIN
        return found[0] if found and is_ours else None

    def _proof(self, incoming: Incoming) -> tuple[ProofKind, str]:
        if incoming.attachments:
            return ProofKind.FILE, self._proofs.keep(incoming.attachments[0])
        text = incoming.text.strip()
        return (ProofKind.LINK if any(word.startswith(LINKS) for word in text.split()) else ProofKind.NOTE), text

    def _to_be_proved(self, number: int, staff: Staff, at: datetime) -> Sequence[Reply]:
        found = self._tracker.due(number, staff)
        if isinstance(found, Denied):
            return [self._denied(found)]
        self._inputs.expect(staff.id, f"{DUE}:{number}", at)
        return [Reply(self._wording.plans.type_proof.format(content=found.task.content))]

    def _proved(self, number: int, kind: ProofKind, proof: str, staff: Staff, at: datetime) -> Sequence[Reply]:
        done = self._tracker.prove(number, kind, proof, staff, at)
        if isinstance(done, Denied):
            return [self._denied(done)]
        self._inputs.drop(staff.id)
        return [Reply(self._wording.plans.proved.format(content=done.task.content)), self._listed(staff, at)]

    def _posted(self, kind: ProofKind, proof: str, staff: Staff, at: datetime) -> Sequence[Reply]:
        done = self._tracker.post(kind, proof, staff, at)
        if isinstance(done, Denied):
            return [self._denied(done)]
        self._inputs.drop(staff.id)
        title = proof.split("\n", 1)[0]
        return [Reply(self._wording.plans.posted.format(month=self._tracker.month(at), title=title))]

    def _of_the_year(self, pieces: Sequence[str], staff: Staff, at: datetime) -> Sequence[Reply] | None:
        """What admins do: follow a plan; and what everybody of the staff may: make a report."""
        words, year = self._wording.plans, self._tracker.month(at).year
        match pieces:
            case [str(what)] if what == PLANS:
                return [Reply(words.which_plan.format(year=year), tuple(self._plan_rows()))]
            case [str(what), number] if (
                what == FOLLOW and (number == "0" or is_row(number)) and int(number) < len(plans := self._tracker.plans())
            ):
                done = self._tracker.follow(plans[int(number)], year, staff, at)
                return [self._denied(done) if isinstance(done, Denied) else Reply(words.followed.format(count=done, year=year))]
            case [str(what)] if what == SPANS:
                return [self._spans()]
            case [str(what), span] if what == MAKE and span in set(ReportSpan):
                return self._report(ReportSpan(span), year, at)
            case _:
                return None

    def _report(self, span: ReportSpan, year: int, at: datetime) -> Sequence[Reply]:
        words = self._wording.plans
        paper, sheet = self._reporting.files(span, year, at)
        made = f"{at.astimezone(self._reporting.zone):%d/%m/%Y}"
        told = words.reported.format(span=words.report.spans[span].format(year=year), made=made)
        return [Reply(told, file=paper), Reply(sheet.name, file=sheet)]

    def _denied(self, why: Denied) -> Reply:
        return Reply(self._wording.plans.denied[why])

    def _plan_rows(self) -> Iterator[tuple[Button, ...]]:
        for number, plan in enumerate(self._tracker.plans()):
            yield (Button(shortened(plan.title), f"{TASKS}:{FOLLOW}:{number}"),)

    def _spans(self) -> Reply:
        words = self._wording.plans
        buttons = tuple((Button(words.report.spans[span].format(year=""), f"{TASKS}:{MAKE}:{span}"),) for span in ReportSpan)
        return Reply(words.which_report, buttons)

    def _listed(self, staff: Staff, at: datetime) -> Reply:
        """What is owed, and what can be done."""
        words, owed = self._wording.plans, self._tracker.owed(staff, at)
        lines = [words.tasks.format(month=self._tracker.month(at)), *map(self._line, owed[:SHOWN])] if owed else [words.nothing]
        if len(owed) > SHOWN:
            lines.append(words.more.format(count=len(owed) - SHOWN))
        lines.append(words.month_done.format(count=self._tracker.posts_of(staff.unit, at), month=self._tracker.month(at)))
        proofs = [(Button(shortened(words.prove.format(no=due.task.no)), f"{TASKS}:{PROVE}:{due.id}"),) for due in owed[:SHOWN]]
        more = (Button(words.post, f"{TASKS}:{POST}"), Button(words.red_button, f"{TASKS}:{RED}"))
        admins = ((Button(words.follow, f"{TASKS}:{PLANS}"),),) if staff.role is Role.ADMIN else ()
        return Reply("\n".join(lines), (*proofs, more, (Button(words.report_button, f"{TASKS}:{SPANS}"),), *admins))

    def _line(self, due: Due) -> str:
        return self._wording.plans.line.format(
            no=due.task.no, content=beginning(due.task.content, LONGEST_TOLD), due=f"{due.period.day:%d/%m/%Y}"
        )

    def _red(self, staff: Staff, at: datetime) -> Reply:
        words, red = self._wording.plans, self._tracker.red(at)
        names = {unit.id: unit.name for unit in self._staff.units()}
        lines = [
            words.red_task.format(
                unit=names.get(due.task.unit or 0) or "; ".join(due.task.lead)[:80] or words.report.no_unit,
                no=due.task.no,
                content=beginning(due.task.content, LONGEST_TOLD),
                due=f"{due.period.day:%d/%m/%Y}",
            )
            for due in red.dues[: 2 * SHOWN]
        ]
        lines += [words.red_unit.format(unit=unit.name, month=month) for unit, month in red.units[: 2 * SHOWN]]
        rest = max(0, len(red.dues) - 2 * SHOWN) + max(0, len(red.units) - 2 * SHOWN)
        told = [*lines, words.more.format(count=rest)] if rest else lines
        late = self._late(staff, at)
        petitions = [words.red_petitions.format(count=late)] if late else []
        return Reply("\n".join([words.red, *petitions, *told]) if told or petitions else words.red_none)
