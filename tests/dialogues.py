"""A room of dialogues over a real database, with two units and their people; for the tests of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, select

from bot import wording
from bot.announcements.store.approving import is_one_hand
from bot.database.engine import read_session
from bot.database.outgoing import NOTICES, OUTBOX
from bot.dialogues.rules.dialogue import DialogueDraft, DialogueKind, DialogueMatter, DialogueMove, OfficeDialogue
from bot.dialogues.services import Dialogues, dialogue_room
from bot.frontdesk.feature import FeatureParts
from bot.messages import ChatId
from bot.people.staff import Role, Staff, Unit
from bot.people.staff_store import StaffBook
from bot.people.store import Chats
from bot.plans.denied import Denied
from bot.plans.task import Due, ProofKind
from bot.settings import Settings
from indexer.ranking.search import Index
from tests.presence import found

WORDS = wording.load()
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)  # a Monday
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LONG_AGO = NOON - 30 * DAY
BEGINS = NOON + 7 * DAY
SITE = "https://mot-cua.example.gov.vn"
HOA, NAM = ChatId("telegram", "1"), ChatId("web", "nam")


def draft(unit: int, **more: object) -> DialogueDraft:
    told = DialogueDraft(
        DialogueKind.DIALOGUE, "Chủ tịch xã với bà con", BEGINS, BEGINS + 3 * HOUR, "Nhà văn hóa thôn 3", "Chủ tịch xã Trần Văn Bảy", unit
    )
    return replace(told, **more)  # type: ignore[arg-type]


@dataclass
class DialogueRoom:
    """`an` and `binh` are officers of two units, of which the first coordinates; `lead` and `head` are leaders, `chin` is a third officer."""

    engine: Engine
    index: Index
    quiet_hours: str = ""
    room: Dialogues = field(init=False)

    def __post_init__(self) -> None:
        self.staff = StaffBook(self.engine)
        self.hall = self.staff.add_unit(Unit(0, "Trung tâm phục vụ", is_coordinator=True), "cli", LONG_AGO)
        self.field = self.staff.add_unit(Unit(0, "Bộ phận Tư pháp"), "cli", LONG_AGO)
        self.works = self.staff.add_unit(Unit(0, "Bộ phận Địa chính"), "cli", LONG_AGO)
        self.an, self.binh = self.person("An", Role.OFFICER, self.hall), self.person("Bình", Role.OFFICER, self.field)
        self.chin = self.person("Chín", Role.OFFICER, self.works)
        self.lead, self.head = self.person("Cúc", Role.LEADER, self.hall), self.person("Dũng", Role.LEADER, self.field)
        self.proofs: list[tuple[int, str]] = []
        settings = Settings(_env_file=None, secret_key="a key of the tests", quiet_hours=self.quiet_hours, public_url=SITE)
        parts = FeatureParts(settings, WORDS, ZONE, lambda: self.index, Chats(self.engine), self.staff, lambda _: True)
        self.room = dialogue_room(self.engine, parts, self._prove, is_one_hand, lambda text: "cháy" in text)

    def _prove(self, due: int, kind: ProofKind, proof: str, by: Staff, at: datetime) -> Due | Denied:
        self.proofs.append((due, proof))
        return Denied.NOT_YOURS

    def person(self, name: str, role: Role, unit: Unit) -> Staff:
        return self.staff.add(name, role, unit.id, "cli", LONG_AGO)

    def announced(self, at: datetime = NOON, **more: object) -> OfficeDialogue:
        """One of the second unit that its officer wrote and a leader let out."""
        number = self.room.desk.write(draft(self.field.id, **more), self.binh, at)
        assert isinstance(number, int), number
        assert self.room.desk.approve(number, 1, self.lead, at) is DialogueMove.DONE
        return self.get(number)

    def get(self, number: int) -> OfficeDialogue:
        return found(self.room.book.get(number))

    def listed(
        self, event: OfficeDialogue, chat: ChatId = HOA, text: str = "Bao giờ sửa đường thôn 3?", at: datetime = NOON
    ) -> DialogueMatter:
        """A question that a citizen sent and the unit's officer listed."""
        assert self.room.hall.ask(event.id, chat, text, at).value == "taken"
        asked = self.room.matters.new(event.id)[-1]
        assert self.room.questions.take(asked.id, asked.text, None, self.binh, at) is DialogueMove.DONE
        return max(self.room.matters.matters(event.id), key=lambda each: each.id)

    def matter(self, matter: int) -> DialogueMatter:
        return found(self.room.matters.matter(matter))

    def assigned(self, matter: DialogueMatter, due: date, at: datetime = NOON) -> None:
        assert self.room.questions.assign(matter.id, self.works.id, due, self.binh, at) is DialogueMove.DONE

    def published(self, event: OfficeDialogue, at: datetime) -> OfficeDialogue:
        assert self.room.desk.keep_minutes(event.id, "Đã họp, 40 người dự.", event.minutes_revision, self.binh, at) is DialogueMove.DONE
        assert self.room.desk.publish(event.id, event.minutes_revision + 1, self.lead, at) is DialogueMove.DONE
        return self.get(event.id)

    def letters(self, chat: ChatId) -> list[str]:
        """What leaves for a chat, in order; what was taken back is none."""
        own = (OUTBOX.c.channel == chat.channel, OUTBOX.c.key == chat.key, OUTBOX.c.finished.is_(None))
        with read_session(self.engine) as session:
            return list(session.scalars(select(OUTBOX.c.text).where(*own).order_by(OUTBOX.c.id)))

    def told(self, person: Staff) -> list[str]:
        """What stands in somebody's console."""
        with read_session(self.engine) as session:
            return list(session.scalars(select(NOTICES.c.text).where(NOTICES.c.staff == person.id).order_by(NOTICES.c.id)))
