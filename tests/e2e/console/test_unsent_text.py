"""Random interruptions of somebody who writes an answer: not one word is lost. The office is a real `bot serve`, killed with -9."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.console.access import PREFIX
from bot.people.login_store import Logins
from bot.people.logins import Purpose
from bot.people.staff import Role, Staff
from bot.petitions.rules.outcome import Done
from bot.petitions.rules.petition import Contact, Naming, NewPetition, PetitionFile, PetitionKind, PetitionPlace
from bot.petitions.services import PetitionServices
from bot.settings import Settings
from bot.wiring.petitions import petition_room
from bot.wording import load
from tests.e2e.browser import CHROMIUM, PATIENCE, BrowserError, BrowserPage, browser
from tests.e2e.conftest import Opened
from tests.harness import Harness, until
from tests.soak import size

pytestmark = [pytest.mark.soak, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")]

BOX = "form[data-keeps] textarea"
SAVED = "document.querySelector('form[data-keeps] [data-saved]').textContent"
WORDS = [
    "Ủy",
    "ban",
    "nhân",
    "dân",
    "xã",
    "đã",
    "cho",
    "người",
    "đến",
    "xem",
    "cột",
    "đèn",
    "đầu",
    "thôn",
    "và",
    "hẹn",
    "sửa",
    "xong",
    "trong",
    "tuần",
    "này",
    "kính",
    "mong",
    "bà",
    "con",
    "yên",
    "tâm",
]
ROUNDS = size(9, 25)  # of each of the two tests: every kind of interruption three times, or fifty together


@dataclass
class Workplace:
    """Somebody of the office at a petition's page, and all that they have typed."""

    harness: Harness
    page: BrowserPage
    writer: Staff
    colleague: Staff
    room: PetitionServices
    number: int
    text: str = ""

    @property
    def address(self) -> str:
        return f"{self.harness.address}{PREFIX}/kien-nghi/{self.number}"

    def log_in(self) -> None:
        token = Logins(self.harness.engine).link(self.writer.id, Purpose.LOGIN, "cli", datetime.now(UTC))
        self.page.open(f"{self.harness.address}{PREFIX}/vao/{token}")
        self.leaves("document.querySelector('main form button').click()")

    def leaves(self, doing: str) -> None:
        self.page.run(f"window.left = true, {doing}, 0")
        self.page.wait_for("!window.left && document.readyState === 'complete'")

    def types(self, words: str) -> None:
        """As somebody does who looks at the box: a browser throws away what is typed before it has painted the page."""
        before = self.finds()
        end = time.monotonic() + PATIENCE
        while self.finds() == before and time.monotonic() < end:
            self.page.run(
                f"(() => {{ const box = document.querySelector({BOX!r}); box.focus(); box.setSelectionRange(box.value.length, box.value.length); }})()"
            )
            self.page.type(words)
        assert self.finds() == before + words, "what is typed is seen"
        self.text += words

    def waits_until_saved(self) -> None:
        """The server has every letter: the script says so."""
        self.page.wait_for("!Object.values(JSON.parse(sessionStorage.getItem('mot-cua-chua-gui')).forms).some((each) => !each.saved)")

    def finds(self) -> str:
        return str(self.page.run(f"document.querySelector({BOX!r}).value"))


def session_ends(desk: Workplace) -> None:
    """They press the button, and are at the door."""
    Logins(desk.harness.engine).leave_everywhere(desk.writer.id, "cli", datetime.now(UTC))
    desk.leaves("document.querySelector('form[data-keeps] > .actions button').click()")
    desk.log_in()
    desk.page.open(desk.address)


def somebody_was_faster(desk: Workplace) -> None:
    """A colleague wrote a note: what is sent now is refused, and stands there again."""
    assert isinstance(desk.room.desk.note(desk.colleague, desk.number, "Đã gọi điện lực.", datetime.now(UTC)), Done)
    desk.leaves("document.querySelector('form[data-keeps] > .actions button').click()")


def goes_back(desk: Workplace) -> None:
    desk.leaves("document.querySelector('main .links a').click()")
    board = desk.page.run("location.href")
    desk.page.run("history.back()")  # the page may come back as it was, never loaded anew
    until(lambda: _is_elsewhere(desk.page, board))
    if not desk.page.run(f"Boolean(document.querySelector({BOX!r}))"):
        desk.page.open(desk.address)  # what came of a form is not shown again by the browser


def _is_elsewhere(page: BrowserPage, address: str) -> bool:
    """Asked in the very moment in which it goes, a page does not answer."""
    with suppress(BrowserError):
        return bool(page.run(f"location.href !== {address!r} && document.readyState === 'complete'"))
    return False


def reloads(desk: Workplace) -> None:
    desk.leaves("location.reload()")


def server_is_killed(desk: Workplace) -> None:
    """They type on while nothing answers."""
    (process,) = desk.harness.running
    desk.harness.kill(process)
    desk.types(" trong lúc mất mạng")
    time.sleep(random.random())
    desk.harness.start("--role", "web")
    desk.page.open(desk.address)


def goes_to_another_machine(desk: Workplace) -> None:
    """The tab crashes, or they go on elsewhere: nothing of this browser's own storage is there."""
    desk.waits_until_saved()
    desk.page.run("sessionStorage.clear()")
    desk.page.tell("Page.navigate", url="about:blank")
    desk.page.wait_for("location.href === 'about:blank'")
    desk.page.open(desk.address)


INTERRUPTIONS: list[Callable[[Workplace], None]] = [
    session_ends,
    somebody_was_faster,
    goes_back,
    reloads,
    server_is_killed,
    goes_to_another_machine,
]


@pytest.fixture
def desk(town_over: Opened, tmp_path: Path) -> Iterator[Workplace]:
    harness = town_over(f"sqlite:///{tmp_path}/harness.db")
    unit = harness.unit("UBND xã Ví Dụ", is_coordinator=True)
    now = datetime.now(UTC)
    writer, colleague = (harness.book.add(name, Role.LEADER, unit.id, "cli", now) for name in ("Lê Thị Viết", "Phạm Văn Khác"))
    room = petition_room(
        Settings(_env_file=None, files_dir=tmp_path / "files"), harness.engine, load(), lambda _: True, lambda _: False, lambda _: ()
    )
    filing = NewPetition(
        PetitionKind.OTHER, "Đèn đường đầu thôn hỏng.", Naming.HIDDEN, Contact("Tám", "An", "0912345678"), PetitionPlace("An")
    )
    filed = room.intake.file(filing, None, now)
    assert isinstance(filed, PetitionFile)
    assert isinstance(room.desk.claim(writer, filed.petition.id, now), Done)
    harness.start("--role", "web")
    with browser(tmp_path / "profile") as page:
        page.screen(1280, 900)
        found = Workplace(harness, page, writer, colleague, room, filed.petition.id)
        found.log_in()
        page.open(found.address)
        yield found


def shuffled(chance: random.Random) -> Iterator[Callable[[Workplace], None]]:
    """Each kind of interruption before any comes again, in a new order every time."""
    while True:
        yield from chance.sample(INTERRUPTIONS, len(INTERRUPTIONS))


def stands(desk: Workplace, seconds: float = 5) -> bool:
    """Whether all that was typed stands in the box, at once or as soon as the page's script has put it back."""
    ends = time.monotonic() + seconds
    while desk.finds() != desk.text and time.monotonic() < ends:
        time.sleep(0.05)
    return desk.finds() == desk.text


@pytest.mark.parametrize("seed", [16, 61])
def test_no_word_is_lost_in_random_interruptions(desk: Workplace, seed: int) -> None:
    """Half of the time they are interrupted before the server has heard of the last words."""
    chance = random.Random(seed)
    told = []
    for number, interruption in zip(range(ROUNDS), shuffled(chance), strict=False):
        words = " " + " ".join(chance.sample(WORDS, chance.randint(1, 6))) + f" ({number})."
        desk.types(words if desk.text else words.strip())
        time.sleep(chance.choice([0, 0, 0.4, 2]))
        told.append(interruption.__name__)
        interruption(desk)
        assert stands(desk), (told[-3:], desk.finds(), desk.page.run("sessionStorage.getItem('mot-cua-chua-gui')"))
    desk.waits_until_saved()
    with sqlite3.connect(desk.harness.home / "harness.db") as database:
        rows = database.execute("SELECT staff, place FROM kept_forms").fetchall()
    assert rows == [(desk.writer.id, f"/kien-nghi/{desk.number}/answer")]
    desk.page.open(desk.address)
    desk.leaves("document.querySelector('form[data-keeps] > .actions button').click()")
    file = desk.room.stores.petitions.get(desk.number)
    assert file is not None
    assert file.petition.answer == desk.text, "and it is sent as it was typed"
    with sqlite3.connect(desk.harness.home / "harness.db") as database:
        assert database.execute("SELECT count(*) FROM kept_forms").fetchone() == (0,)
