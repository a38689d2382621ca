"""From the database alone no answer to a survey can be joined to a person: shown over all tables, with the whole front desk.

Two worlds in which the same people do the same things at the same moments, but give each other's answers, leave the same database. So nothing
that can be computed from it tells who gave which.
"""

from __future__ import annotations

import itertools
import re
import secrets
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Date, DateTime, Engine, TypeDecorator, select, text
from sqlalchemy.exc import OperationalError
from sqlmodel import SQLModel

from bot.database.engine import open_database
from bot.frontdesk import FrontDesk
from bot.messages import Button, ChatId, Incoming, Reply
from bot.people.staff import Role, Staff, Unit
from bot.petitions.rules.petition import Contact, Naming, NewPetition, PetitionKind, PetitionPlace
from bot.settings import Settings
from bot.surveys.rules.filling import FilledForm
from bot.surveys.rules.numbers import LEAST_SHOWN, MIXED_ALONG
from bot.surveys.store.ballots import BallotBox, Cast
from bot.wiring import front_desk, rooms_of, wire
from bot.wiring.rooms import Rooms
from tests.integration.conftest import NUMBERS
from tests.presence import as_a, found
from tests.support import databases
from tests.surveys import DAY, NOON, TODAY, SurveyRoom

AN, BINH = ChatId("telegram", "770000001"), ChatId("telegram", "770000002")
GOOD, BAD = ("e", "Cán bộ rất tận tình"), ("a", "Chờ cả buổi sáng")
SECRET = "the secret of this office"
RANDOM = re.compile(r"[0-9a-f]{16,64}|KN[0-9A-Z]-[0-9A-Z]{3}-[0-9A-Z]{3}|KN[0-9A-Z]{7}|~[\w-]{11}")
TOUCHED = {"survey_answers", "survey_marks"}


class World:
    """A whole office over a database of its own."""

    def __init__(self, engine: Engine, folder: Path, index_folder: Path) -> None:
        self.engine = engine
        parts = wire(index_folder)
        settings = Settings(_env_file=None, files_dir=folder, secret_key=SECRET)
        self.rooms: Rooms = rooms_of(settings, engine, parts.wording, lambda: parts.index)
        self.unit = self.rooms.staff.add_unit(Unit(0, "Văn phòng", is_coordinator=True), "cli", NOON)
        self.lead: Staff = self.rooms.staff.add("Lãnh đạo", Role.LEADER, self.unit.id, "cli", NOON)
        self.admin: Staff = self.rooms.staff.add("Quản trị", Role.ADMIN, self.unit.id, "cli", NOON)
        self.desk: FrontDesk = front_desk(parts, self.rooms)
        self.words = parts.wording.surveys
        building = self.rooms.surveying.building
        self.survey = as_a(int, building.make("Phiếu tháng 3", self.lead, NOON))
        assert building.open(self.survey, self.lead, NOON) is None
        self.code = self.rooms.surveying.book.places(self.survey)[0].code

    def petitioned(self, chat: ChatId, name: str) -> Button:
        """A petition of `chat` that was answered; the button below the answer."""
        intake, desk = self.rooms.petitions.intake, self.rooms.petitions.desk
        contact = Contact(name, "Thôn 3, xã Hòa Bình", "0912345678")
        new = NewPetition(PetitionKind.OTHER, f"Đèn đường trước nhà {name} hỏng", Naming.HIDDEN, contact, PetitionPlace("Thôn 3"))
        number = intake.file(new, chat, NOON).petition.id  # type: ignore[union-attr]
        desk.claim(self.admin, number, NOON)
        desk.answer(self.admin, number, "Đã thay bóng đèn.", NOON)
        return self.letter(chat)

    def letter(self, chat: ChatId) -> Button:
        outbox = SQLModel.metadata.tables["outbox"]
        with self.engine.connect() as connection:
            rows = connection.execute(select(outbox.c.rows).where(outbox.c.channel == chat.channel, outbox.c.key == chat.key)).scalars()
            buttons = [Button(*each.values()) if isinstance(each, dict) else Button(*each) for line in rows for row in line for each in row]
        return next(button for button in buttons if button.label == self.words.chat.offer_petition)

    def says(self, chat: ChatId, at: datetime, typed: str = "", action: str = "") -> Reply:
        return self.desk.handle(Incoming(chat, at, typed, action))[-1]

    def fills_in(self, chat: ChatId, given: tuple[str, str], at: datetime, button: Button | None = None) -> Reply:
        """The form, by its link or by the button below a letter: every level the same, words at the end."""
        level, words = given
        sealed = self.desk.seals.sealed(chat, button.action) if button else ""
        reply = self.says(chat, at, action=sealed) if button else self.says(chat, at, f"/start kh_{self.code}")
        reply = self.says(chat, at, action=reply.rows[0][0].action)
        for question in found(self.rooms.surveying.book.get(self.survey)).questions:
            match question.kind.value:
                case "scale":
                    reply = self.says(chat, at, action=reply.rows[0]["abcde".index(level)].action)
                case "choice":
                    reply = self.says(chat, at, action=reply.rows[0][0].action)
                case _:
                    reply = self.says(chat, at, words)
        return self.says(chat, at, action=reply.rows[0][0].action)

    def everything(self, *, told: bool = False) -> dict[str, list[Any]]:
        """All rows of all tables with the numbers that SQLite gives them, in the order in which they lie; with `told`, what is random by
        nature (keys, digests, codes) left out and the answers, whose order is random, sorted."""
        rows: dict[str, list[Any]] = {}
        with self.engine.connect() as connection:
            for table in SQLModel.metadata.sorted_tables:
                has_numbers = self.engine.dialect.name == "sqlite" and table.dialect_options["sqlite"]["with_rowid"] is not False
                numbers = "rowid AS number, " if has_numbers else ""
                lying = connection.execute(text(f"SELECT {numbers}* FROM {table.name}"))
                rows[table.name] = [self._told(row) if told else repr(tuple(row)) for row in lying]
                if told and table.name in TOUCHED:
                    rows[table.name].sort()
        return rows

    def _told(self, row: Any) -> str:
        return RANDOM.sub("…", repr(tuple(row)).replace(self.code, "…"))


Worlds = Callable[[], World]


@pytest.fixture
def worlds(request: pytest.FixtureRequest, empty_url: str, tmp_path: Path, small_index_folder: Path) -> Iterator[Worlds]:
    """Any number of worlds that know nothing of one another, on the database whose turn it is."""
    made: list[Engine] = []
    server = request.getfixturevalue("postgresql_server") if empty_url.startswith("postgresql") else ""
    names: list[str] = []

    def world() -> World:
        if server:
            names.append(f"world{next(NUMBERS)}")
            databases.postgresql_at(server, names[-1])
            engine = open_database(databases.on(server, names[-1]))
        else:
            engine = databases.sqlite_at(tmp_path / f"world{len(made)}.db")
        made.append(engine)
        return World(engine, tmp_path / "files", small_index_folder)

    yield world
    for engine in made:
        engine.dispose()
    for name in names:
        databases.drop(server, name)


def changed(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> set[str]:
    return {name for name, rows in after.items() if rows != before[name]}


def test_answering_touches_two_tables_and_what_it_leaves_there_has_nothing_in_common(worlds: Worlds) -> None:
    """No chat, no moment, no number of a row: of a person who never wrote before, not even that they were there."""
    world = worlds()
    before = world.everything()
    assert world.fills_in(AN, GOOD, NOON).text == world.words.outcomes["thanks"]
    assert changed(before, world.everything()) == TOUCHED
    tables = SQLModel.metadata.tables
    with world.engine.connect() as connection:
        (answer,) = connection.execute(select(tables["survey_answers"])).mappings()
        (mark,) = connection.execute(select(tables["survey_marks"])).mappings()
    assert set(map(str, answer.values())) & set(map(str, mark.values())) == {str(world.survey)}
    assert AN.key not in repr((answer, mark))
    assert answer["day"] == TODAY


def test_no_column_of_an_answer_or_a_mark_is_a_moment_or_leads_to_a_person() -> None:
    tables = SQLModel.metadata.tables
    for name in ("survey_answers", "survey_marks"):
        kinds = [column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type for column in tables[name].columns]
        assert not any(isinstance(kind, DateTime) for kind in kinds)
        assert sum(isinstance(kind, Date) for kind in kinds) == (name == "survey_answers")
        assert {key.column.table.name for key in tables[name].foreign_keys} <= {"surveys", "survey_places"}
        assert tables[name].autoincrement_column is None or tables[name].primary_key.columns[0].type.python_type is not int
    referring = [name for name, table in tables.items() for key in table.foreign_keys if key.column.table.name in TOUCHED]
    assert referring == []


@pytest.mark.parametrize("days_apart", [0, 3])
def test_two_worlds_in_which_people_give_each_others_answers_leave_the_same_database(worlds: Worlds, days_apart: int) -> None:
    """Both have a petition, a letter with a button, a question they asked, and their right spent; who said what is nowhere."""
    left = []
    for of_an, of_binh in ((GOOD, BAD), (BAD, GOOD)):
        world = worlds()
        buttons = {chat: world.petitioned(chat, name) for chat, name in ((AN, "Nguyễn Văn An"), (BINH, "Lê Thị Bình"))}
        for chat in (AN, BINH):
            world.says(chat, NOON, "làm căn cước cần giấy tờ gì")
        order = [(AN, of_an), (BINH, of_binh)]
        if days_apart and of_an == BAD:
            order.reverse()  # who came first is told no more than who said what
        for place, (chat, given) in enumerate(order):
            at = NOON + timedelta(days=days_apart * place, hours=1)
            assert world.fills_in(chat, given, at, buttons[chat]).text == world.words.outcomes["thanks"]
        left.append(world.everything(told=True))
    one, other = left
    assert changed(one, other) == set()
    assert len(one["survey_answers"]) == len(one["survey_marks"]) == 2


def test_while_a_text_is_awaited_nothing_tells_whose_the_form_is(worlds: Worlds) -> None:
    world = worlds()
    before = world.everything()
    reply = world.says(AN, NOON, f"/start kh_{world.code}")
    reply = world.says(AN, NOON, action=reply.rows[0][0].action)
    while world.words.chat.type_text not in reply.text:
        reply = world.says(AN, NOON, action=reply.rows[0][0].action)
    after = world.everything()
    assert changed(before, after) == {"survey_drafts"}
    assert AN.key not in repr(after["survey_drafts"])
    world.rooms.surveying.building.work(NOON + timedelta(hours=2))
    assert changed(before, world.everything()) == set()


def test_when_a_survey_is_closed_nothing_is_left_of_who_spent_a_right(worlds: Worlds) -> None:
    world = worlds()
    world.fills_in(AN, GOOD, NOON)
    world.rooms.surveying.building.close(world.survey, world.lead, NOON + DAY)
    left = world.everything()
    assert left["survey_marks"] == []
    assert len(left["survey_answers"]) == 1


def test_on_sqlite_neither_answers_nor_marks_have_numbers_that_tell_their_order(tmp_path: Path) -> None:
    engine = databases.sqlite_at(tmp_path / "order.db")
    with engine.connect() as connection:
        for name in (*TOUCHED, "survey_drafts"):
            with pytest.raises(OperationalError, match="rowid"):
                connection.execute(text(f"SELECT rowid FROM {name}"))
    engine.dispose()


def test_the_keys_of_answers_tell_no_order(engine: Engine) -> None:
    room = SurveyRoom(engine)
    number = room.opened()
    place, form = room.place(number, room.hall), FilledForm(room.letters(number, "d"), ("",))
    drawn: list[str] = []

    def draw() -> str:
        drawn.append(BallotBox(engine)._draw())
        return drawn[-1]

    box = BallotBox(engine, draw)
    for each in range(60):
        box.cast(place, form, f"m{each}", TODAY)
    assert drawn != sorted(drawn)
    climbs = sum(after > before for before, after in itertools.pairwise(drawn))
    assert 15 < climbs < 45, "half of the steps go up where nobody chose them"


@pytest.mark.parametrize("empty_url", ["postgresql"], indirect=True)
def test_on_postgresql_mixing_takes_away_which_transaction_wrote_a_row_and_where_it_lies(engine: Engine) -> None:
    """`xmin` and `ctid` are columns of every table there; they told in which order the answers came, and beside which mark."""
    room = SurveyRoom(engine)
    number = room.opened()
    place = room.place(number, room.hall)
    drawn = [f"{each:032x}" for each in range(80)]
    coming = iter(drawn)
    box = BallotBox(engine, lambda: next(coming))
    for each in range(80):
        box.cast(place, FilledForm(room.letters(number, "d"), ("",)), f"m{each}", TODAY)
    marked = written(engine, "survey_marks")
    assert {xmin for _, xmin in written(engine, "survey_answers")} <= {xmin for _, xmin in marked}
    room.building.work(NOON)
    lying = written(engine, "survey_answers")
    assert sorted(key for key, _ in lying) == drawn
    assert [key for key, _ in lying] != drawn
    assert len({xmin for _, xmin in lying}) == 1
    assert not {xmin for _, xmin in lying} & {xmin for _, xmin in marked}


def test_a_new_answer_is_one_of_ten_by_where_it_lies_and_by_what_wrote_it(engine: Engine) -> None:
    """Before anybody mixes anything. On PostgreSQL the transaction of the last mark wrote ten answers; on SQLite the place in the file
    of the newest is now here, now there, each stands there once, and nothing is left beside the database."""
    assert MIXED_ALONG + 1 == LEAST_SHOWN
    room = SurveyRoom(engine)
    number = room.opened()
    place, form, drawn = room.place(number, room.hall), FilledForm(room.letters(number, "d"), ("",)), []

    def draw() -> str:
        drawn.append(secrets.token_hex(16))
        return drawn[-1]

    box, told = BallotBox(engine, draw), []
    for each in range(40):
        assert box.cast(place, form, f"m{each}", TODAY) is Cast.COUNTED
        told.append(_ranks(engine, drawn, f"m{each}"))
    assert all(among >= min(each + 1, LEAST_SHOWN) for each, (_, among) in enumerate(told))
    extreme = sum(rank in (0, among - 1) for rank, among in told[10:])
    assert extreme <= 20, "of thirty; were the newest always first or last, it would be thirty"


def _ranks(engine: Engine, drawn: list[str], mark: str) -> tuple[int, int]:
    """Which place the newest answer has among those from which it cannot be told by what wrote them, and how many these are."""
    if engine.dialect.name == "postgresql":
        own = dict(written(engine, "survey_marks"))[mark]
        alike = [key for key, xmin in written(engine, "survey_answers") if xmin == own]
        return alike.index(drawn[-1]), len(alike)
    file = Path(engine.url.database or "")
    assert not file.with_name(f"{file.name}-wal").stat().st_size, "nothing tells of the page as it was before"
    held = file.read_bytes()
    places = {key: [found.start() for found in re.finditer(key.encode(), held)] for key in drawn}
    in_leaf = {key: found for key, found in places.items() if found}
    assert set(in_leaf) == set(drawn)
    newest_page = places[drawn[-1]][0] // 4096
    alike = sorted((key for key in drawn if any(at // 4096 == newest_page for at in places[key])), key=lambda key: places[key][0])
    return alike.index(drawn[-1]), max(len(alike), min(len(drawn), LEAST_SHOWN))


def written(engine: Engine, table: str) -> list[tuple[str, str]]:
    """The keys of a table's rows with the transactions that wrote them, in the order in which they lie."""
    key = SQLModel.metadata.tables[table].primary_key.columns[0].name
    with engine.connect() as connection:
        rows = connection.execute(text(f"SELECT {key}, xmin::text FROM {table} ORDER BY ctid"))
        return [(each, xmin) for each, xmin in rows]
