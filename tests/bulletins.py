"""A room of notices over a real database, with two units and their people; for the tests of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from bot import wording
from bot.announcements.store.approving import is_one_hand
from bot.answers.rules.danger import DangerRule
from bot.bulletins.rules.bulletin import BulletinDraft, BulletinKind, OfficeBulletin
from bot.bulletins.services import Bulletins, bulletin_room
from bot.bulletins.store.bulletins import BulletinMove
from bot.frontdesk.feature import FeatureParts
from bot.people.staff import Role, Staff, Unit
from bot.people.staff_store import StaffBook
from bot.people.store import Chats
from bot.petitions.cases.office import hours_of
from bot.petitions.rules.workdays import Workdays
from bot.settings import Settings
from indexer.ranking.search import Index
from tests.presence import found

WORDS = wording.load()
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)  # a Monday
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
LONG_AGO = NOON - 30 * DAY


def draft(kind: BulletinKind = BulletinKind.CLOSED, **more: object) -> BulletinDraft:
    told = BulletinDraft(
        kind,
        "Quầy hộ tịch nghỉ chiều nay",
        "Bà con đến quầy số 2 hoặc quay lại sáng mai.",
        NOON - HOUR,
        NOON + 4 * HOUR,
        NOON - HOUR,
    )
    return replace(told, **more)  # type: ignore[arg-type]


@dataclass
class BulletinRoom:
    """`an` and `binh` are officers of two units, of which the first coordinates; `lead` and `head` are leaders."""

    engine: Engine
    index: Index
    quiet_hours: str = ""
    room: Bulletins = field(init=False)

    def __post_init__(self) -> None:
        self.staff = StaffBook(self.engine)
        self.hall = self.staff.add_unit(Unit(0, "Trung tâm phục vụ", is_coordinator=True), "cli", LONG_AGO)
        self.field = self.staff.add_unit(Unit(0, "Bộ phận Tư pháp"), "cli", LONG_AGO)
        self.an, self.binh = self._person("An", Role.OFFICER, self.hall), self._person("Bình", Role.OFFICER, self.field)
        self.lead, self.head = self._person("Cúc", Role.LEADER, self.hall), self._person("Dũng", Role.LEADER, self.field)
        settings = Settings(_env_file=None, secret_key="a key of the tests", quiet_hours=self.quiet_hours)
        parts = FeatureParts(
            settings, WORDS, ZONE, lambda: self.index, Chats(self.engine), self.staff, lambda day: self.workdays.is_working(day)
        )
        self.workdays = Workdays(ZONE, hours_of("07:30-11:30 13:30-17:00"))
        self.room = bulletin_room(self.engine, parts, lambda: self.workdays, is_one_hand, self._is_alarming)

    def _is_alarming(self, text: str) -> bool:
        return DangerRule(self.index.lexicon.dangers).heard(text) is not None

    def _person(self, name: str, role: Role, unit: Unit) -> Staff:
        return self.staff.add(name, role, unit.id, "cli", LONG_AGO)

    def announced(self, told: BulletinDraft | None = None, at: datetime = NOON) -> OfficeBulletin:
        """One that an officer wrote and a leader let out."""
        number = self.room.desk.write(told or draft(), self.an, at)
        assert isinstance(number, int), number
        assert self.room.desk.approve(number, 1, self.lead, at) is BulletinMove.DONE
        return found(self.room.book.get(number))
