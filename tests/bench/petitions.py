"""The board with 100,000 petitions and 1,000,000 lines of time lines: python -m tests.bench.petitions [--petitions N] [--only sqlite|postgresql].

Prints p50, p99 and the slowest of each kind of query on each database, and how the database plans them; exit status TOO_SLOW above LIMIT.
"""

from __future__ import annotations

import argparse
import io
import itertools
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Select, insert, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ClauseElement, Executable
from sqlmodel import SQLModel

from bot.database.engine import migrate, open_database, write_session
from bot.people.staff import Role, Staff, Unit
from bot.petitions.rules import code
from bot.petitions.rules.listing import BoardQuery, BoardTab, Order
from bot.petitions.rules.petition import PetitionKind, PetitionState
from bot.petitions.rules.texts.words import all_words
from bot.petitions.services import PetitionServices, build_services
from bot.petitions.store.board import Scope
from tests import petitions as office
from tests.bench import TOO_SLOW
from tests.support import postgresql

LIMIT = 0.150  # seconds, p99 of a page of the board or a search
RUNS = 150
UNITS, OFFICERS = 40, 5
THINGS = [
    "đèn đường",
    "cống thoát nước",
    "mặt đường",
    "bãi rác",
    "cây xanh",
    "vỉa hè",
    "biển báo",
    "dây điện",
    "chợ tạm",
    "nhà văn hóa",
    "trạm y tế",
    "cầu treo",
    "kênh mương",
    "hồ sơ đất đai",
    "giấy khai sinh",
    "cổng dịch vụ công",
    "lệ phí chứng thực",
    "tiếng ồn karaoke",
    "xe quá tải",
    "nước sinh hoạt",
]
FAULTS = [
    "hỏng đã lâu",
    "không ai dọn",
    "bị tắc khi mưa",
    "gây mất an toàn",
    "chậm trả kết quả",
    "bị lấn chiếm",
    "xuống cấp nặng",
    "thu sai quy định",
    "bốc mùi hôi",
    "bắt đi lại nhiều lần",
    "không có người trực",
    "mất nước liên tục",
]
WISHES = ["đề nghị sửa sớm", "mong được xem xét", "bà con rất bức xúc", "kính mong cơ quan trả lời", "đề nghị kiểm tra và xử lý"]
SYLLABLES = [
    "an",
    "bình",
    "châu",
    "dương",
    "giang",
    "hà",
    "hải",
    "hòa",
    "hưng",
    "khánh",
    "lâm",
    "lệ",
    "lộc",
    "minh",
    "nam",
    "nghĩa",
    "ninh",
    "phong",
    "phú",
    "phước",
    "quang",
    "sơn",
    "tân",
    "thái",
    "thanh",
    "thành",
    "thịnh",
    "thủy",
    "tiến",
    "trung",
    "vân",
    "việt",
    "vinh",
    "xuân",
    "yên",
    "đông",
    "tây",
    "bắc",
]
NOW = datetime(2026, 3, 2, 10, tzinfo=office.ZONE)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--petitions", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=RUNS, help="of each kind of query")
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    options = parser.parse_args()
    worst = 0.0
    with ExitStack() as stack:
        for name, url in _databases(stack, options.only):
            engine = open_database(url)
            stack.callback(engine.dispose)
            worst = max(worst, _bench(name, engine, options.petitions, options.runs))
    return TOO_SLOW if worst > LIMIT else 0


def _databases(stack: ExitStack, only: str | None) -> Iterator[tuple[str, str]]:
    if only != "postgresql":
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        yield "sqlite", f"sqlite:///{folder}/bench.db"
    if only != "sqlite" and (binaries := postgresql.binaries()):
        yield "postgresql", stack.enter_context(postgresql.server(binaries))


def _bench(name: str, engine: Engine, count: int, runs: int) -> float:
    migrate(engine)
    words = office.WORDS.petitions
    room = build_services(engine, words, office.place(Path(tempfile.mkdtemp())))
    people = _people(room)
    begun = time.perf_counter()
    told = _fill(engine, count)
    print(f"{name}: {told} rows written in {time.perf_counter() - begun:.0f} s")  # noqa: T201
    worst = 0.0
    for what, run in _queries(room, people, count).items():
        run()  # the first builds statements and caches
        times = sorted(_timed(run) for _ in range(runs))
        p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
        is_held = not what.startswith("(")
        worst = max(worst, p99 if is_held else 0.0)
        print(f"  {what:45} p50 {p50 * 1000:7.1f} ms   p99 {p99 * 1000:7.1f} ms   max {times[-1] * 1000:7.1f} ms")  # noqa: T201
    _explain(engine, room)
    return worst


def _timed(run: Callable[[], object]) -> float:
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def _people(room: PetitionServices) -> list[Staff]:
    units = [room.staff.add_unit(Unit(0, f"Đơn vị {number}", is_coordinator=number == 0), "cli", NOW) for number in range(UNITS)]
    roles = [Role.LEADER, *[Role.OFFICER] * (OFFICERS - 1)]
    return [room.staff.add(f"Cán bộ {unit.id}-{number}", role, unit.id, "cli", NOW) for unit in units for number, role in enumerate(roles)]


def _asked(pick: random.Random) -> tuple[str, PetitionKind, str]:
    content, place = _said(pick)
    return content, PetitionKind.OTHER, place


def _said(pick: random.Random) -> tuple[str, str]:
    place = f"xã {pick.choice(SYLLABLES)} {pick.choice(SYLLABLES)}"
    street = f"đường {pick.choice(SYLLABLES)} {pick.choice(SYLLABLES)}"
    story = (
        f"{pick.choice(THINGS)} ở {street} số {pick.randrange(1, 400)} {pick.choice(FAULTS)}, {pick.choice(THINGS)} {pick.choice(FAULTS)}"
    )
    return f"{story}, {pick.choice(WISHES)}", place


def _fill(engine: Engine, count: int) -> int:
    """Petitions of two years, one in eight open, with ten lines each."""
    pick = random.Random(1)
    petitions, events, people, words = [], [], [], []
    for number in range(1, count + 1):
        content, place = _said(pick)
        received = NOW - timedelta(minutes=(count - number) * 10)
        is_open = pick.random() < (0.9 if number > count * 0.9 else 0.04)
        state = (
            pick.choice([PetitionState.RECEIVED, PetitionState.IN_PROGRESS, PetitionState.WAITING, PetitionState.DRAFTED])
            if is_open
            else PetitionState.CLOSED
        )
        unit = pick.randrange(1, UNITS + 1)
        officer = None if state is PetitionState.RECEIVED else (unit - 1) * OFFICERS + pick.randrange(1, OFFICERS + 1)
        petitions.append(_row(number, content, place, received, state, is_open, unit, officer, pick))
        people.append({"id": number, "petition": number, "channel": None, "key": None, "is_author": True, "since": received,
                       "name": "Nguyễn Văn An", "address": place, "phone": f"09{number:08}"})  # fmt: skip
        words += [(word, number) for word in all_words(content, place)]
        events += [
            {"id": number * 10 + step, "petition": number, "at": received, "who": "system", "move": "note", "begins": state, "ends": state,
             "why": "ghi chú", "is_public": False, "unit": unit, "officer": officer} for step in range(10)
        ]  # fmt: skip
    words.sort()
    tables = {"petitions": petitions, "petition_people": people, "petition_events": events}
    for name, rows in tables.items():
        _write(engine, name, list(rows[0]), (tuple(row.values()) for row in rows))
    _write(engine, "petition_words", ["word", "petition"], words)
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("ANALYZE"))
    return sum(map(len, tables.values())) + len(words)


def _row(
    number: int,
    content: str,
    place: str,
    received: datetime,
    state: PetitionState,
    is_open: bool,
    unit: int,
    officer: int | None,
    pick: random.Random,
) -> dict[str, Any]:
    due = received + timedelta(days=pick.randrange(7, 21))
    answered = None if is_open else received + timedelta(days=pick.randrange(1, 25))
    return {
        "id": number, "code": code.make(lambda _: number * 7919), "version": 3, "kind": pick.choice(list(PetitionKind)), "naming": "hidden",
        "state": state, "is_open": is_open, "content": content, "received": received, "counted_from": received, "days": 10, "due": due,
        "forward_by": due, "warn_at": due if is_open else None, "warned": 0, "place": place, "latitude": None, "longitude": None,
        "procedure": "", "topic": "", "question": 0, "unit": unit, "officer": officer, "former": None, "agency": "", "bounces": 0, "draft": "",
        "draft_by": None, "answer": "" if is_open else "Đã xử lý xong theo đề nghị của bà con.", "answered": answered, "closed": answered,
        "promised": None, "is_reopened": False, "merged_into": None, "merged": None, "score": None if is_open else pick.randrange(1, 6),
        "score_reason": "", "published": "", "published_answer": "", "published_at": None,
    }  # fmt: skip


def _write(engine: Engine, name: str, columns: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
    if engine.dialect.name == "sqlite":
        table = SQLModel.metadata.tables[name]
        remaining = iter(rows)
        while chunk := [dict(zip(columns, row, strict=True)) for row in itertools.islice(remaining, 50_000)]:
            with write_session(engine) as session:
                session.execute(insert(table), chunk)
        return
    quoted = ", ".join(f'"{column}"' for column in columns)
    connection = engine.raw_connection()
    with connection.cursor() as cursor, cursor.copy(f"COPY {name} ({quoted}) FROM STDIN") as copy:  # type: ignore[attr-defined]
        for row in rows:
            copy.write_row([str(value) if isinstance(value, PetitionState | PetitionKind) else value for value in row])
    connection.commit()
    connection.close()


def _queries(room: PetitionServices, people: list[Staff], count: int) -> dict[str, Callable[[], object]]:
    pick = random.Random(2)
    desk, admin = room.desk, people[0]
    words = [f"{thing} {fault}" for thing in THINGS for fault in FAULTS]

    def anyone() -> Staff:
        return pick.choice(people)

    def deep(order: Order) -> str:
        at = NOW - timedelta(minutes=pick.randrange(count) * 10)
        return f"{at.isoformat()}|{pick.randrange(count)}"

    def page(staff: Staff, **wanted: Any) -> object:
        return desk.page(staff, BoardQuery(**wanted), NOW)

    def tabbed(tab: BoardTab) -> object:
        return desk.page(admin, desk.narrowed(admin, BoardQuery(is_open=True), tab, NOW), NOW)

    return {
        "open, what is owed soonest, whole office": lambda: page(admin, is_open=True),
        "open, of one's unit": lambda: page(anyone(), is_open=True),
        "one's own": lambda: page(person := anyone(), is_open=True, officer=person.id),
        "late": lambda: page(anyone(), late=True),
        "late, of one unit, seen by all": lambda: page(admin, late=True, unit=pick.randrange(1, UNITS)),
        **{f"tab {tab}": partial(tabbed, tab) for tab in BoardTab},
        "counters of the tabs, whole office": lambda: desk.tabs(admin, NOW),
        "counters of the tabs, of one's unit": lambda: desk.tabs(anyone(), NOW),
        "of one state": lambda: page(anyone(), states=frozenset({pick.choice(list(PetitionState))})),
        "of one kind, open": lambda: page(admin, kinds=frozenset({pick.choice(list(PetitionKind))}), is_open=True),
        "newest, all": lambda: page(admin, order=Order.NEWEST),
        "newest, a page far back": lambda: page(admin, order=Order.NEWEST, after=deep(Order.NEWEST)),
        "by deadline, a page far back": lambda: page(admin, order=Order.DUE, after=deep(Order.DUE)),
        "of one unit, closed, newest": lambda: page(admin, unit=pick.randrange(1, UNITS), is_open=False, order=Order.NEWEST),
        "of a place": lambda: page(admin, place=f"{pick.choice(SYLLABLES)} {pick.choice(SYLLABLES)}"),
        "of a place with a common name, open": lambda: page(admin, place=pick.choice(SYLLABLES), is_open=True),
        "of every place, newest": lambda: page(admin, place="xã", order=Order.NEWEST),
        "of a month": lambda: page(admin, since=NOW - timedelta(days=90), until=NOW - timedelta(days=60), order=Order.NEWEST),
        "search: a common word": lambda: page(admin, text="đường"),
        "search: two words": lambda: page(admin, text=pick.choice(THINGS)),
        "search: a sentence": lambda: page(anyone(), text=pick.choice(words)),
        "search: a street": lambda: page(admin, text=f"đường {pick.choice(SYLLABLES)} {pick.choice(SYLLABLES)}"),
        "search: a street, open": lambda: page(admin, text=f"{pick.choice(SYLLABLES)} {pick.choice(SYLLABLES)}", is_open=True),
        "search: words that never meet": lambda: page(admin, text=f"{pick.choice(SYLLABLES)} số 7 {pick.choice(SYLLABLES)}"),
        "search: no such word": lambda: page(admin, text="khongcotunay"),
        "search: a code": lambda: page(admin, text=code.make(lambda _: pick.randrange(1, count) * 7919)),
        "search: a telephone number": lambda: page(admin, text=f"09{pick.randrange(1, count):08}"),
        "similar open ones": lambda: room.stores.similar.open_ones(*_asked(pick), (), 3),
        "a petition with similar answers": lambda: desk.see(admin, pick.randrange(int(count * 0.95), count), NOW),
        "(dashboard of three months)": lambda: desk.counts(admin, NOW - timedelta(days=90), NOW),
    }  # fmt: skip


def _explain(engine: Engine, room: PetitionServices) -> None:
    """How the database finds the pages; a scan of all petitions would show here."""
    queries = {
        "open": BoardQuery(is_open=True),
        "unit": BoardQuery(is_open=True, unit=3),
        "newest": BoardQuery(order=Order.NEWEST),
        "search": BoardQuery(text="đường an bình"),
        "place": BoardQuery(place="an bình", is_open=True),
    }
    for name, query in queries.items():
        with engine.connect() as connection:
            plan = connection.execute(Explain(room.stores.board.explained(query, Scope(), NOW)[-1]))
            lines = [str(row[-1]).strip() for row in plan]
        print(f"  plan of {name}:", *lines, sep="\n    ")  # noqa: T201


class Explain(Executable, ClauseElement):
    """EXPLAIN of a statement, with its values bound as the product binds them."""

    inherit_cache = False

    def __init__(self, statement: Select[Any]) -> None:
        self.statement = statement


@compiles(Explain)
def _explained(element: Explain, compiler: SQLCompiler, **how: Any) -> str:
    prefix = "EXPLAIN QUERY PLAN" if compiler.dialect.name == "sqlite" else "EXPLAIN"
    return f"{prefix} {compiler.process(element.statement, **how)}"


if __name__ == "__main__":
    sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", line_buffering=True)
    sys.exit(main())
