"""kill -9 of the whole of `bot serve` while citizens file with photos and officers claim and answer."""

from __future__ import annotations

import io
import random
import re
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

import httpx
import pytest
from PIL import Image
from sqlalchemy import select
from sqlmodel import col

from bot.console.access import PREFIX
from bot.database import audit
from bot.database.engine import read_session
from bot.database.tables.petitions import PetitionRow
from bot.messages import ChatId
from bot.people.login_store import Logins
from bot.people.logins import Purpose
from bot.people.staff import Role, Staff
from bot.petitions.rules.outcome import RefusalReason
from bot.petitions.rules.petition import PetitionFile, PetitionState
from bot.petitions.services import PetitionServices, build_services
from bot.seals import MARK, Seals
from tests.e2e.conftest import Opened
from tests.harness import Harness, until
from tests.integration.handling.test_petitions_killed import _is_whole
from tests.petitions import WORDS, filing, place
from tests.presence import found
from tests.soak import size
from tests.support.ports import free_port
from tests.telegram.bot_api import SentCall
from tests.telegram.people import Person

pytestmark = pytest.mark.soak
KILLS = size(1, 20)
BATCH = 4  # petitions filed between two kills …
MOST_WAITING = 60  # … while fewer wait for an answer
LOOKS_EVERY = 15.0  # seconds
OFFICERS, FIRST_OFFICER, FIRST_CITIZEN = 8, 2_000, 10_000
CODE = re.compile(r"KN\w-\w{3}-\w{3}")
SAY_CONTACT = "Nguyễn Văn An\nThôn 3, xã Ví Dụ\n0912345678"


@dataclass
class Crowd:
    """Citizens and officers who do what their screens ask for, as often as they are shown it."""

    harness: Harness
    codes: dict[int, set[str]] = field(default_factory=dict)
    answered: Counter[int] = field(default_factory=Counter)
    letters: Counter[tuple[int, str]] = field(default_factory=Counter)  # what citizens got through the outbox
    taken: set[int] = field(default_factory=set)
    looked: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        picture = io.BytesIO()
        Image.new("RGB", (64, 48), "green").save(picture, "JPEG")
        self._picture = picture.getvalue()
        self.harness.api.on_sent = self._saw

    def comes(self, number: int) -> None:
        """Another citizen begins to file."""
        self.codes[number] = set()
        self._person(number).says(f"/kiennghi Cột đèn số {number} hỏng đã ba tuần, tối đi rất nguy hiểm")

    def are_served(self) -> bool:
        return all(self.codes.values()) and set(self.answered) >= set(self.codes)

    def is_served_soon(self) -> bool:
        """Whether officers keep up; the bot may write to each chat but once a second: hundreds of kills would pile up thousands of letters."""
        return len(self.codes) - len(self.answered) < MOST_WAITING

    def are_served_now(self) -> bool:
        """As `are_served`, and no petition is open: of one that a kill made twice its sender may know the first alone. Who has waited long
        looks again, as people do."""
        threading.Event().wait(1)
        if not self._is_done() and time.monotonic() > self.looked + LOOKS_EVERY:
            self.looked = time.monotonic()
            self.look_again()
        return self._is_done()

    def _is_done(self) -> bool:
        return self.are_served() and not self._open_ones()

    def _open_ones(self) -> list[tuple[int, int | None]]:
        """Number and officer of each petition that waits for an answer."""
        is_open = col(PetitionRow.state).in_(["received", "in_progress"])
        with read_session(self.harness.engine) as session:
            return [
                (found(number), officer)
                for number, officer in session.execute(select(col(PetitionRow.id), col(PetitionRow.officer)).where(is_open))
            ]

    def look_again(self) -> None:
        """Citizens go on with their draft; each officer opens one petition that waits, because they can write but one answer at a time."""
        for number in [number for number, codes in self.codes.items() if not codes][:20]:
            self._person(number).says("/kiennghi")
        for officer, number in {officer or 1 + number % OFFICERS: number for number, officer in self._open_ones()}.items():
            person = self._person(FIRST_OFFICER + officer - 1)
            person.presses(self._sealed(person, f"w:see:{number}"))

    def _person(self, number: int) -> Person:
        return Person(self.harness.api, number)

    def _saw(self, sent: SentCall) -> None:
        """In the stand-in's own loop, so nothing here may wait."""
        self.harness.api.loop.call_later(0.05, self._acts, sent)

    def _acts(self, sent: SentCall) -> None:
        if sent.chat >= FIRST_CITIZEN:
            self._citizen(self._person(sent.chat), sent)
        elif sent.chat >= FIRST_OFFICER:
            self._officer(self._person(sent.chat), sent)

    def _citizen(self, person: Person, sent: SentCall) -> None:
        for shown, does in (
            ("viết dở một kiến nghị", lambda: self._presses(person, sent, "k:go")),
            ("xảy ra ở đâu?", lambda: self._photographs(person, sent)),
            ("(Nghị định 20/2008/NĐ-CP)", lambda: person.says(SAY_CONTACT)),
            ("xem lại trước khi gửi", lambda: self._presses(person, sent, "k:send")),
            ("Mã theo dõi", lambda: self.codes[person.number].update(CODE.findall(sent.text))),
            ("đã có trả lời", lambda: self.answered.update([person.number])),
        ):
            if shown in sent.text:
                does()
        if sent.text.startswith("Kiến nghị KN"):
            self.letters[sent.chat, sent.text] += 1

    def _photographs(self, person: Person, sent: SentCall) -> None:
        """A photo first; the place is left out below the page that comes then."""
        if person.number in self.taken:
            self._presses(person, sent, "k:skip")
            return
        self.taken.add(person.number)
        person.sends(**person.photo(self._picture))

    def _officer(self, person: Person, sent: SentCall) -> None:
        numbers = [
            button["callback_data"].partition(MARK)[0].split(":")[-1] for button in sent.buttons if button["callback_data"].startswith("w:")
        ]
        number = int(next((number for number in numbers if number.isdecimal()), 0))
        if "· Đã tiếp nhận" in sent.text and person.number % OFFICERS in (number % OFFICERS, (number + 1) % OFFICERS):
            self._presses(person, sent, f"w:claim:{number}")
        elif "· Đang giải quyết" in sent.text:
            self._presses(person, sent, f"w:answer:{number}")
        elif "Nhắn câu trả lời cho" in sent.text:
            person.says("Đội điện đã thay bóng sáng nay.")
        elif to_send := [button["callback_data"] for button in sent.buttons if button["callback_data"].startswith("w:go")]:
            person.presses(to_send[0], under=sent.message)

    def _presses(self, person: Person, sent: SentCall, action: str) -> None:
        person.presses(self._sealed(person, action), under=sent.message)

    def _sealed(self, person: Person, action: str) -> str:
        """As the bot made that button for this chat."""
        return Seals(self.harness.secret_key).sealed(ChatId("telegram", str(person.chat)), action)


@pytest.fixture
def crowd(town_over: Opened, empty_url: str) -> Crowd:
    harness = town_over(empty_url, STAFF_CHAT_ID="")
    unit = harness.unit("Phòng Hạ tầng", is_coordinator=True)
    for number in range(OFFICERS):
        harness.staff(f"Cán bộ {number}", Role.OFFICER, unit, FIRST_OFFICER + number)
    return Crowd(harness)


def test_killed_under_load_nothing_is_lost_and_every_state_is_a_legal_one(crowd: Crowd) -> None:
    harness, chance = crowd.harness, random.Random(KILLS)
    came = might_repeat = 0
    process = harness.start()
    for _ in range(KILLS):
        if crowd.is_served_soon():
            for number in range(FIRST_CITIZEN + came, FIRST_CITIZEN + came + BATCH):
                crowd.comes(number)
            came += BATCH
        else:
            crowd.look_again()
        seen = len(harness.api.sent)
        until(partial(lambda seen: len(harness.api.sent) > seen + 2, seen), 60)  # under load, not while it starts
        threading.Event().wait(chance.uniform(0, 2.5))
        harness.kill(process)
        might_repeat += harness.in_flight(process)
        process = harness.start()
    crowd.looked = time.monotonic()  # nobody has waited long: who looks again while a draft is still being answered begins another
    until(crowd.are_served_now, 90 + 15 * KILLS)
    until(lambda: harness.letters_open() == 0 and not harness.api.waiting, 120)
    told_twice = sum(count - 1 for count in crowd.letters.values() if count > 1)
    numbers = _held(crowd)
    twice = len(numbers) - came
    told = f"{came} citizens, {twice} petitions twice, {told_twice} letters repeated, {might_repeat} in flight"
    print(f"{harness.engine.dialect.name}: {KILLS} kills, {told}")  # noqa: T201
    assert twice <= KILLS, "at most the one in flight"
    assert told_twice <= might_repeat


def _held(crowd: Crowd) -> list[int]:
    """The petitions in the database, each looked at."""
    harness = crowd.harness
    room = build_services(harness.engine, WORDS.petitions, place(harness.home))
    with read_session(harness.engine) as session:
        numbers = [found(number) for number in session.scalars(select(col(PetitionRow.id)))]
    told = set().union(*crowd.codes.values())
    codes = set()
    for number in numbers:
        file = room.stores.petitions.get(number)
        assert file
        codes.add(file.petition.code)
        _is_whole(file.petition.state, [(event.move, event.begins, event.ends) for event in file.events])
        assert file.petition.state is PetitionState.ANSWERED
        assert file.photos or file.petition.content == SAY_CONTACT, (
            "who is asked twice after a kill may say who they are where a story is wanted"
        )
        assert all((harness.home / "var" / "files" / photo.name).is_file() for photo in file.photos)
    assert told <= codes, "who was told a code has a petition"
    assert isinstance(audit.verify(harness.engine), audit.Intact)
    return numbers


# ---- two at once, in two processes


def test_two_officers_claim_at_once_in_two_processes_one_wins_and_the_other_is_told(town_over: Opened, empty_url: str) -> None:
    harness = town_over(empty_url, TELEGRAM_BOT_TOKEN="")
    unit = harness.unit("Phòng Hạ tầng", is_coordinator=True)
    officers = [harness.staff(f"Cán bộ {number}", Role.OFFICER, unit, FIRST_OFFICER + number) for number in range(2)]
    others = free_port()
    harness.start(waits=False)
    harness.start("--role", "web", port=others)
    until(harness.is_ready, 60)
    room = build_services(harness.engine, WORDS.petitions, place(harness.home))
    consoles = [_console(harness, officer, port) for officer, port in zip(officers, (harness.port, others), strict=True)]
    for round_ in range(5):
        number = _petition(room, round_)
        gate = threading.Barrier(2)
        with ThreadPoolExecutor(2) as threads:
            answers = list(threads.map(lambda console, number=number, gate=gate: _claim(console, number, gate), consoles))
        assert sorted(answer.status_code for answer in answers) == [303, 409]
        lost = next(answer for answer in answers if answer.status_code == 409)
        told = WORDS.console.refusals
        assert told[RefusalReason.TAKEN] in lost.text or told[RefusalReason.STALE] in lost.text


def _petition(room: PetitionServices, number: int) -> int:
    filed = room.intake.file(filing(f"Cống số {number} trước trường bị tắc khi mưa to"), None, datetime.now(UTC))
    assert isinstance(filed, PetitionFile)
    return filed.petition.id


def _console(harness: Harness, officer: Staff, port: int) -> httpx.Client:
    client = httpx.Client(base_url=f"http://127.0.0.1:{port}{PREFIX}", trust_env=False, verify=False, timeout=20)
    harness.ends.callback(client.close)
    token = Logins(harness.engine).link(officer.id, Purpose.LOGIN, "cli", datetime.now(UTC))
    assert client.post(f"/vao/{token}").status_code == 303
    return client


def _claim(console: httpx.Client, number: int, gate: threading.Barrier) -> httpx.Response:
    form = re.search(r'name="form" value="([0-9a-f]{64})"', console.get("/tai-khoan").text)
    assert form
    gate.wait(20)
    return console.post(f"/kien-nghi/{number}/claim", data={"form": form[1]})
