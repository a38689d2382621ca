"""The rooms of plans and of rounds, put together: windows for the front desk, use cases for the console, jobs for the timetable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from bot.frontdesk.window import Window
from bot.participation.rounds import Learn, Rounds
from bot.participation.store import RoundBook
from bot.participation.windows import RoundsWindow
from bot.plans.presenter import ReportLetterhead
from bot.plans.proofs import ProofFolder
from bot.plans.reporting import Happened, Reporting
from bot.plans.store import PlanBook
from bot.plans.tracker import Tracker
from bot.plans.windows import LatePetitions, TasksWindow
from bot.runtime.rate_limiter import Arrivals
from bot.settings import VAR, Settings
from bot.wiring.announcing import Announcing
from knowledge.records.plan import Plan

PROOFS = VAR / "proofs"


@dataclass(frozen=True, slots=True)
class Planning:
    """Everything about plans, reports and rounds over one migrated database."""

    tracker: Tracker
    reporting: Reporting
    rounds: Rounds
    windows: tuple[Window, ...]


def planning(
    engine: Engine,
    settings: Settings,
    announcing: Announcing,
    plans: Callable[[], Sequence[Plan]],
    happened: Happened,
    learn: Learn,
    proofs: Path = PROOFS,
    late: LatePetitions = lambda *_: 0,
    arrivals: Arrivals | None = None,
) -> Planning:
    """Put the rooms together, beside those of announcements."""
    words, staff, table = announcing.wording, announcing.approval_notices.staff, announcing.newsroom.timetable
    book, round_book = PlanBook(engine), RoundBook(engine)
    tracker = Tracker(book, staff, words, table, plans)
    signer = tuple(line.strip() for line in settings.report_signer.split(";") if line.strip())
    head = ReportLetterhead(settings.unit_name, settings.province, settings.report_place, signer)
    reporting = Reporting(book, staff, words, table.zone, head, happened)
    rounds = Rounds(round_book, staff, words, table, announcing.campaigning.offer, learn, arrivals)
    windows = (
        TasksWindow(words, tracker, reporting, staff, announcing.inputs, ProofFolder(proofs), late),
        RoundsWindow(words, rounds, round_book, staff, announcing.inputs),
    )
    return Planning(tracker, reporting, rounds, windows)
