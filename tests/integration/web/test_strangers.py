"""Every action × every kind of stranger: nothing told, nothing changed. Windows, prefixes and verbs are found from the registry itself."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import Engine, event, select
from sqlmodel import SQLModel

from bot.bulletins.rules.bulletin import BulletinDraft, BulletinKind
from bot.database.engine import read_session
from bot.database.outgoing import OUTBOX
from bot.frontdesk import FrontDesk, Window
from bot.messages import LONGEST_ACTION, ChatId, Incoming
from bot.official.rules.channel import OfficialDraft, OfficialKind
from bot.official.store.channels import OfficialMove
from bot.outbox.store import Outbox
from bot.people.chat_states import ChatState, ChatStates
from bot.people.rights import acting
from bot.people.staff import Role, Staff, Unit
from bot.people.staff_store import StaffBook
from bot.petitions.rules.outcome import Done
from bot.petitions.rules.petition import PetitionFile, PetitionKind
from bot.plans.store import PlanBook
from bot.settings import Settings
from bot.wiring import front_desk, rooms_of, wire
from bot.wiring.rooms import Rooms
from bot.wiring.web_inbox import inbox
from knowledge.records.plan import Plan, Task
from tests.petitions import AN, LIGHT, MONDAY, SENDER, WORDS, filing
from tests.support import databases

STRANGER, FOLLOWER = ChatId("web", "nobody-knows"), ChatId("web", "follower")
LISTENER = ChatId("web", "listener")  # follows too, and presses nothing at random
ELSEWHERE = ChatId("telegram", "4711")  # an officer of a unit that has none of it
ASKER = ChatId("web", "asker")
VILLAGE = ChatId("telegram", "-4712")  # a group, and not the office's
ANSWER = f"Kính gửi {SENDER.name}, {SENDER.phone}: đã sửa đèn ở {SENDER.address}."
RUDE = "Cán bộ Lan quát mắng bà con ở quầy số hai, rất khó chịu"
NUMBERS = ("1", "2", "3", "999", "999999999999999999")
NO_NUMBERS = ("9223372036854775808", "9" * 30, "-1", "0", "x", "٣", "²", "1e3", "01", "1.5", "", " 1", "1\n", "\x00", "None")
OLD = [WORDS.desk.old_button]
UNREAD = ("MẬT-THÔNG-BÁO", "MẬT-KÊNH", "MẬT-PHIẾU")
"""In a notice and a channel that nobody else has let out, and a survey that is not open."""


@dataclass
class WholeDesk:
    """The whole desk over a database that holds something of everything."""

    engine: Engine
    rooms: Rooms
    desk: FrontDesk
    admin: Staff
    elsewhere: Staff
    filed: list[PetitionFile]

    def presses(self, chat: ChatId, action: str) -> list[str]:
        """What is told who sends that, whoever wrote it."""
        return [reply.text for reply in self.desk.handle(Incoming(chat, MONDAY, action=action))]

    def letters_to(self, chat: ChatId) -> list[str]:
        with read_session(self.engine) as session:
            return list(session.scalars(select(OUTBOX.c.text).where(OUTBOX.c.channel == chat.channel, OUTBOX.c.key == chat.key)))

    def of_others(self, chat: ChatId) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table that is not of `chat`, nor what that member of the staff is about to type."""
        with read_session(self.engine) as session:
            return {
                table.name: sorted((tuple(row) for row in session.execute(select(table)) if not self._is_own(row._mapping, chat)), key=repr)
                for table in SQLModel.metadata.sorted_tables
            }

    def _is_own(self, row: Any, chat: ChatId) -> bool:
        is_input = "staff" in row and row["staff"] == self.elsewhere.id and chat == ELSEWHERE
        return is_input or (row.get("channel"), row.get("key")) == (chat.channel, chat.key)

    def secrets(self, chat: ChatId) -> list[str]:
        """What that chat may not read anywhere."""
        codes = [] if chat == ELSEWHERE else [file.petition.code for file in self.filed]
        drafts = [] if chat == ELSEWHERE else ["MẬT-BÀI", "MẬT-HỎI", "MẬT-VIỆC", *UNREAD]
        return [SENDER.name, SENDER.phone, SENDER.address, LIGHT[:25], ANSWER, "MẬT-DỰ-THẢO", "MẬT-GHI", RUDE[:20], *codes, *drafts]


class Remembered(ChatStates):
    """Asks the database once a chat until something is written there: what it says cannot change meanwhile, and 150,000 buttons are pressed."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._known: dict[tuple[ChatId, ChatId, datetime], ChatState] = {}
        self._people: dict[ChatId, Staff | None] = {}
        event.listen(engine, "commit", self._forget)

    def _forget(self, _: object) -> None:
        self._known.clear()
        self._people.clear()

    def of(self, chat: ChatId, sender: ChatId, at: datetime) -> ChatState:
        asked = (chat, sender, at)
        if asked not in self._known:
            self._known[asked] = super().of(chat, sender, at)
        return self._known[asked]

    def in_name_of(self, sender: ChatId) -> AbstractContextManager[None]:
        if sender not in self._people:
            self._people[sender] = StaffBook(self._engine).by_chat(sender)
        return acting(self._people[sender])


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, small_index_folder: Path) -> Iterator[WholeDesk]:
    home = tmp_path_factory.mktemp("strangers")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)  # covers are drawn below var/
        engine = databases.sqlite_at(home / "s.db")
        parts = wire(small_index_folder)
        settings = Settings(_env_file=None, secret_key="a key of the tests", files_dir=home / "files", staff_chat_id="-100")
        rooms = rooms_of(settings, engine, parts.wording, lambda: parts.index)
        desk = front_desk(parts, rooms)
        desk._chat_states = Remembered(engine)
        yield filled(WholeDesk(engine, rooms, desk, *people(rooms), []))
        engine.dispose()


def people(rooms: Rooms) -> tuple[Staff, Staff]:
    reception = rooms.staff.add_unit(Unit(0, "Văn phòng", is_coordinator=True), "cli", MONDAY)
    other = rooms.staff.add_unit(Unit(0, "Phòng Tư pháp"), "cli", MONDAY)
    admin = rooms.staff.add("Quản trị", Role.ADMIN, reception.id, "cli", MONDAY, chat=ChatId("telegram", "1"))
    return admin, rooms.staff.add("Tú", Role.OFFICER, other.id, "cli", MONDAY, chat=ELSEWHERE)


def filled(house: WholeDesk) -> WholeDesk:
    """An answered petition, one with a draft, one about a colleague; a follower of all; a campaign, a round, a task."""
    room, admin, desk = house.rooms.petitions, house.admin, house.rooms.petitions.desk
    for content, kind in ((LIGHT, PetitionKind.OTHER), (f"{LIGHT}, lần hai", PetitionKind.OTHER), (RUDE, PetitionKind.BEHAVIOUR)):
        filed = room.intake.file(filing(content, kind), AN, MONDAY)
        assert isinstance(filed, PetitionFile)
        house.filed.append(filed)
        for chat in (FOLLOWER, LISTENER):
            seen = room.intake.sight_by_code(filed.petition.code, chat)
            assert seen
            room.intake.follow(seen, chat, MONDAY)
    first, second, third = (file.petition.id for file in house.filed)
    for number in (first, second, third):
        assert isinstance(desk.claim(admin, number, MONDAY), Done)
        assert isinstance(desk.note(admin, number, "MẬT-GHI", MONDAY), Done)
    assert isinstance(desk.ask(admin, second, f"MẬT-GHI {SENDER.name} ơi?", MONDAY), Done)
    assert isinstance(room.intake.add(second, AN, f"Gọi {SENDER.phone}", MONDAY), Done)
    assert isinstance(desk.draft(admin, second, "MẬT-DỰ-THẢO", MONDAY), Done)
    assert isinstance(desk.answer(admin, first, ANSWER, MONDAY), Done)
    written = house.rooms.announcing.campaigning.write("MẬT-BÀI tháng ba\nTóm tắt của bài\nThân bài đủ dài để đọc.", admin, MONDAY)
    assert hasattr(written, "id"), written
    rounds = house.rooms.planning.rounds
    rounds.open("Cải cách hành chính ở xã", admin, MONDAY)
    assert isinstance(rounds.ask(ASKER, "MẬT-HỎI sao đường chưa xong?", MONDAY), int)
    task = Task(content="MẬT-VIỆC đăng tin", lead=("Văn phòng",), when="hằng tháng", section="I", no="1")
    PlanBook(house.engine).follow(Plan(record_id="thu", title="Kế hoạch thử", tasks=(task,)), 2026, {}, admin.id, MONDAY)
    notice, channel, survey = UNREAD
    told = BulletinDraft(BulletinKind.CLOSED, notice, f"{notice} nghỉ một giờ", MONDAY, MONDAY + timedelta(hours=1), MONDAY)
    assert isinstance(house.rooms.bulletins.desk.write(told, admin, MONDAY), int)
    link = OfficialDraft(OfficialKind.LINK, "https://xavidu.example.gov.vn", channel, channel, "Quyết định của xã", MONDAY.date())
    assert house.rooms.official.desk.enter(link, admin, MONDAY) is OfficialMove.DONE
    assert isinstance(house.rooms.surveying.building.make(survey, admin, MONDAY), int)
    return house


def verbs_of(window: Window) -> list[str]:
    """Every short word that the window's module knows: literals, constants, members of enumerations."""
    return verbs_in(sys.modules[type(window).__module__])


@cache
def verbs_in(module: ModuleType) -> list[str]:
    literals = [node.value for node in ast.walk(ast.parse(inspect.getsource(module))) if isinstance(node, ast.Constant)]
    enums = [each.value for value in vars(module).values() if isinstance(value, type) and issubclass(value, Enum) for each in value]
    words = [*literals, *enums, *(value for value in vars(module).values() if isinstance(value, str))]
    return sorted({word for word in words if isinstance(word, str) and re.fullmatch(r"[a-z_-]{1,9}", word)})


def actions_of(window: Window, prefix: str, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield f"{prefix}:{name}"
        for verb in verbs_of(window):
            yield from (f"{prefix}:{verb}:{name}", f"{prefix}:{verb}:{name}:1", f"{prefix}:{verb}:1:{name}")


def prefixes(house: WholeDesk) -> list[tuple[Window, str]]:
    found = [(window, prefix) for window in house.desk.windows for prefix in sorted(window.actions)]
    assert len(found) > 12, "the registry"
    return found


def assert_told_nothing(house: WholeDesk, chat: ChatId, action: str, texts: list[str]) -> None:
    told = "\n".join(texts)
    assert told, action
    for secret in house.secrets(chat):
        assert secret not in told, (chat, action, secret)


@pytest.mark.parametrize("chat", [STRANGER, FOLLOWER, ELSEWHERE], ids=["citizen", "follower", "officer elsewhere"])
def test_an_action_that_was_not_made_for_this_chat_does_nothing(house: WholeDesk, chat: ChatId) -> None:
    """Counted by hand, and stolen from the sender's own messages."""
    house.presses(chat, "x")
    before = house.of_others(chat)
    for window, prefix in prefixes(house):
        if prefix in window.public:
            continue
        for action in actions_of(window, prefix, NUMBERS):
            stolen = house.desk.seals.sealed(AN, action)
            assert stolen != action, action
            assert house.presses(chat, action) == OLD, action
            assert house.presses(chat, stolen) == OLD, action
    assert house.of_others(chat) == before


@pytest.mark.parametrize("chat", [STRANGER, FOLLOWER, ELSEWHERE], ids=["citizen", "follower", "officer elsewhere"])
def test_a_button_once_made_for_a_chat_that_may_not_do_it_does_nothing(house: WholeDesk, chat: ChatId) -> None:
    """The second fence: the seal is right, the right is gone, or never was."""
    house.presses(chat, "x")
    before = house.of_others(chat)
    for window, prefix in prefixes(house):
        for action in actions_of(window, prefix, NUMBERS):
            if len(action) <= LONGEST_ACTION - 12 and (prefix, chat) != ("fo", ELSEWHERE):  # staff may read drafts of articles
                assert_told_nothing(house, chat, action, house.presses(chat, house.desk.seals.sealed(chat, action)))
        assert house.of_others(chat) == before, prefix


def test_in_a_group_of_others_an_admin_is_nobody(house: WholeDesk) -> None:
    """What staff ask for there, everybody reads: each command and each button of the office's, its seal right, and words that it waits for."""
    admin = ChatId("telegram", "1")
    house.desk.handle(Incoming(VILLAGE, MONDAY, "x", person=admin))
    house.rooms.announcing.inputs.expect(house.admin.id, "news", MONDAY)
    before = house.of_others(VILLAGE)
    code = house.filed[0].petition.code
    said = [f"{command} {rest}".strip() for command in sorted(house.desk._by_command) for rest in ("", "1", code) if command != "/hoi"]
    for incoming in (
        *(Incoming(VILLAGE, MONDAY, text, person=admin) for text in (*said, "MẬT-BÀI khác\nTóm tắt của bài\nThân bài đủ dài để đọc.")),
        *(
            Incoming(VILLAGE, MONDAY, action=house.desk.seals.sealed(VILLAGE, action), person=admin)
            for window, prefix in prefixes(house)
            for action in actions_of(window, prefix, ("1", "2"))
            if len(action) <= LONGEST_ACTION - 12
        ),
    ):
        told = "\n".join(reply.text for reply in house.desk.handle(incoming))
        for secret in {*house.secrets(STRANGER)} - ({code} if code in incoming.text else set()):
            assert secret not in told, (incoming.text or incoming.action, secret)
    assert house.of_others(VILLAGE) == before
    for text in ("/viec", "/nhiemvu", "/tin", "/lich", "/baocao"):
        assert house.desk.handle(Incoming(VILLAGE, MONDAY, text, person=admin))[-1].text == WORDS.desk.staff_elsewhere
    house.rooms.announcing.inputs.drop(house.admin.id)


@pytest.mark.parametrize("chat", [STRANGER, AN, ELSEWHERE], ids=["citizen", "sender", "officer elsewhere"])
def test_what_is_no_number_is_an_old_button_and_never_a_fault(house: WholeDesk, chat: ChatId) -> None:
    house.presses(chat, "x")
    before = house.of_others(chat)
    for window, prefix in prefixes(house):
        for action in actions_of(window, prefix, NO_NUMBERS):
            for pressed in (action, house.desk.seals.sealed(chat, action)):
                texts = house.presses(chat, pressed)
                assert texts, action
                if chat == STRANGER:
                    assert_told_nothing(house, chat, pressed, texts)
    assert house.of_others(chat) == before


def test_links_and_commands_with_made_up_numbers_tell_nothing(house: WholeDesk) -> None:
    house.presses(STRANGER, "x")
    before = house.of_others(STRANGER)
    links = {link for window in house.desk.windows for link in window.links}
    commands = {command for window in house.desk.windows for command in window.commands}
    for name in (*NUMBERS, *NO_NUMBERS, "so_1", "so-1"):
        said = [f"/start {link}_{name}" for link in sorted(links)] + [
            f"{command} {name}" for command in sorted(commands) if command != "/hoi"
        ]
        for text in said:
            replies = house.desk.handle(Incoming(STRANGER, MONDAY, text))
            assert_told_nothing(house, STRANGER, text, [reply.text for reply in replies])
    assert house.of_others(STRANGER) == before


def test_counting_numbers_subscribes_nobody_and_a_follower_gets_no_letter_to_the_sender(house: WholeDesk) -> None:
    """The attack that once worked: `t:follow:1`, `t:follow:2` … and the answers came with name and telephone."""
    for number in range(1, 20):
        house.presses(STRANGER, f"t:follow:{number}")
    assert house.letters_to(STRANGER) == []
    assert any(SENDER.phone in letter for letter in house.letters_to(AN)), "the sender is told"
    followed = house.letters_to(LISTENER)
    assert any("đã có trả lời" in letter for letter in followed)
    for secret in house.secrets(LISTENER):
        assert not any(secret in letter for letter in followed), secret


def test_every_way_out_of_a_follower_holds_nothing_of_the_senders(house: WholeDesk) -> None:
    """Chat, list, history, days, the web's inbox, the file to take along: one rule, so one loop."""
    told = []
    for text in ("/theodoi", *(f"/theodoi {file.petition.code}" for file in house.filed[:2]), "/dulieucuatoi"):
        told += [reply.text for reply in house.desk.handle(Incoming(LISTENER, MONDAY, text))]
    for verb in ("see", "days", "history", "add", "rate", "reopen", "settled"):
        told += house.presses(LISTENER, house.desk.seals.sealed(LISTENER, f"t:{verb}:1"))
    box = inbox(house.engine, house.desk.seals.rows)
    letters = box.collect(LISTENER, MONDAY)
    told += [reply.text for reply in letters]
    for reply in house.desk.handle(Incoming(LISTENER, MONDAY, action="d:file")):
        assert reply.file
        told.append(reply.file.content.decode())
    assert any("số 1" in text for text in told)
    for secret in house.secrets(LISTENER):
        assert not any(secret in text for text in told), secret
    for button in (button for reply in letters for row in reply.rows for button in row):
        assert house.desk.seals.opened(LISTENER, button.action), "it works where it was delivered"
        assert house.presses(STRANGER, button.action)[-1:] == OLD, "and nowhere else"


def test_once_published_a_follower_gets_the_redacted_answer_and_the_sender_no_second_letter(house: WholeDesk) -> None:
    number, before = house.filed[0].petition.id, len(house.letters_to(AN))
    assert isinstance(house.rooms.petitions.desk.publish(house.admin, number, "Đèn hỏng", "Đèn đã sửa.", MONDAY), Done)
    assert any("Đèn đã sửa." in letter for letter in house.letters_to(LISTENER))
    assert "Đèn đã sửa." in "\n".join(house.presses(LISTENER, house.desk.seals.sealed(LISTENER, f"t:see:{number}")))
    assert len(house.letters_to(AN)) == before
    assert Outbox(house.engine, "web").waits(LISTENER, MONDAY)


def test_nothing_that_only_its_writer_has_read_is_told_by_words_commands_or_links(house: WholeDesk) -> None:
    """A notice and a channel that nobody has let out yet, a survey that is not open: asked for by name, pasted, and by every command."""
    commands = sorted({command for window in house.desk.windows for command in window.commands})
    asked = (
        "hôm nay quầy có nghỉ không",
        "kênh chính thức của xã",
        "khảo sát",
        "https://xavidu.example.gov.vn có phải của xã không",
        *UNREAD,
    )
    before = house.of_others(STRANGER)
    for text in (*asked, *(f"{command} {name}".strip() for command in commands for name in ("", *UNREAD, "1"))):
        told = "\n".join(reply.text for reply in house.desk.handle(Incoming(STRANGER, MONDAY, text)))
        for secret in (each for each in UNREAD if each not in text):  # what somebody typed may be said again
            assert secret not in told, (text, told)
    assert house.of_others(STRANGER) == before
