"""kill -9 between any two lines of filing and answering: nothing lost, nothing twice, every state a legal one."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot.database import audit
from bot.database.engine import read_session
from bot.petitions.rules.petition import PetitionState
from bot.petitions.rules.transitions import RULES, Transition
from bot.petitions.store.dialogs import DialogStates
from tests.petitions import office
from tests.soak import size

pytestmark = pytest.mark.soak
KILLS = size(3, 200)
STORY = """
import os, random, signal, sys
from datetime import timedelta
from pathlib import Path
from PIL import Image
from bot.answers.store.questions import Questions
from bot.database.engine import open_database
from bot.petitions.windows.filing import FilingWindow
from bot.messages import Attachment, ChatId, Incoming
from bot.petitions.services import build_services
from tests.petitions import LIGHT, MONDAY, SENDER, WORDS, place

url, folder, kills = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
picture = folder / "sent.jpg"
Image.new("RGB", (64, 48), "green").save(picture, "JPEG")
OURS = tuple(str(Path("bot").resolve() / room) for room in ("petitions", "database", "frontdesk"))
counted = 0

def tracing(last):
    def trace(frame, event, argument):
        global counted
        if not frame.f_code.co_filename.startswith(OURS):
            return None
        if event == "line":
            counted += 1
            if counted == last:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace
    return trace

def story(number, last):
    engine = open_database(url)
    room = build_services(engine, WORDS.petitions, place(folder))
    window = FilingWindow(room.intake, room.dialogs, Questions(engine), WORDS, lambda incoming: [])
    chat = ChatId("web", f"c{number}")
    people = {person.name: person for person in room.staff.everyone()}
    words = lambda **what: Incoming(chat, MONDAY, **what)
    sys.settrace(tracing(last))
    window.commanded(words(text="/kiennghi"), "/kiennghi", "")
    window.said(words(text=f"{LIGHT} {number}", attachments=(Attachment(picture, "a.jpg", "image/jpeg", 1),)))
    for action in ("k:kind:khac", "k:skip", "k:naming:named"):
        window.pressed(words(action=action), action.split(":"))
    window.said(words(text="An\\nThôn 3\\n0912345678"))
    window.pressed(words(action="k:send"), ["k", "send"])
    filed = room.intake.last_filed(chat, MONDAY - timedelta(hours=1))
    room.desk.claim(people["Cúc"], filed.petition.id, MONDAY)
    room.desk.ask(people["Cúc"], filed.petition.id, "Ở đâu?", MONDAY)
    room.intake.add(filed.petition.id, chat, "Ở chợ", MONDAY + timedelta(days=1))
    room.desk.answer(people["Cúc"], filed.petition.id, "Đã thay.", MONDAY + timedelta(days=1))
    room.intake.rate(filed.petition.id, chat, 5, "", MONDAY + timedelta(days=1))
    sys.settrace(None)
    engine.dispose()

def forked(number, last):
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        story(number, last)
        os.write(write, str(counted).encode())
        os._exit(0)
    os.close(write)
    told = os.read(read, 20)
    os.close(read)
    _, status = os.waitpid(child, 0)
    return int(told or 0), os.WTERMSIG(status)

lines, _ = forked(0, -1)
assert lines > 500, lines
pick = random.Random(int(sys.argv[4]))
killed = [forked(number, pick.randrange(1, lines))[1] for number in range(1, kills + 1)]
print(killed.count(signal.SIGKILL))
"""


def test_killed_anywhere_nothing_is_lost_and_every_state_is_a_legal_one(
    engine: Engine, empty_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    here = office(engine, tmp_path)
    engine.dispose()
    seed = str(len(request.node.name))
    command = [sys.executable, "-W", "error", "-c", STORY, empty_url, str(tmp_path), str(KILLS), seed]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60 + 5 * KILLS, check=False)
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) == KILLS, "each of them was killed"
    assert isinstance(audit.verify(engine), audit.Intact)
    stores, dialogs = here.room.stores, DialogStates(engine)
    with read_session(engine) as session:
        numbers = [row[0] for row in session.execute(text("SELECT id FROM petitions ORDER BY id"))]
        queued = {row[0] for row in session.execute(text("SELECT idempotency_key FROM outbox"))}
        drafts = session.execute(text("SELECT count(*) FROM petition_talks")).scalar()
    files = {path.relative_to(tmp_path / "files").as_posix() for path in (tmp_path / "files").glob("**/*.jpg")}
    for number in numbers:
        file = stores.petitions.get(number)
        assert file is not None
        _is_whole(file.petition.state, [(event.move, event.begins, event.ends) for event in file.events])
        assert file.petition.version == len(file.events)
        assert len(file.photos) == 1
        assert {photo.name for photo in file.photos} <= files, "no row without its file"
        cards = {f"petition:{number}:{event.id}:card" for event in file.events}
        assert cards <= queued, "every line of the time line has its letter"
        assert file.contact is not None
    held = stores.board.photos() | dialogs.photos()
    assert held <= files
    assert int(drafts or 0) + len(numbers) <= KILLS + 1, "a draft or a petition, never both"


def _is_whole(state: PetitionState, lines: list[tuple[str, PetitionState | None, PetitionState]]) -> None:
    """The time line begins with the filing, each line goes on where the one before ended, by a move that the table allows."""
    assert lines[0] == (Transition.FILE, None, PetitionState.RECEIVED)
    for (_, _, before), (move, begins, _) in itertools.pairwise(lines):
        assert begins == before
        assert begins in RULES[Transition(move)].begins
    assert lines[-1][2] == state
