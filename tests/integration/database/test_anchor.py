"""The trail is chained with a key and its end is told outside the table: who has the whole database hides nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text
from sqlmodel import col
from structlog.testing import capture_logs

from bot.database import audit
from bot.database.anchor import Anchor
from bot.database.audit import Broken, Intact, keyed, verify
from bot.database.engine import open_database, read_session, write_session
from bot.database.tables.staff import AuditRow
from tests.integration.database.test_audit import force, write
from tests.presence import as_a

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
SECRET = "the office's secret"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "var" / "audit-head.json"


def other_key(engine: Engine) -> Engine:
    """The same database in the hands of who does not know the secret."""
    return keyed(open_database(engine.url.render_as_string(hide_password=False)), "a guess")


def rewrite(engine: Engine, upto: int, *, from_row: int = 1) -> None:
    """What a thorough forger does: change every row from one on and chain all anew as the program would, without the key."""
    with read_session(engine) as session:
        rows = session.execute(select(*audit.COLUMNS).order_by(col(AuditRow.id))).all()
    digest, told = rows[from_row - 2].digest if from_row > 1 else "", []
    for number, at, _, action, subject, detail, *_ in rows[from_row - 1 : upto]:
        previous, digest = digest, audit._digest(b"", number, at, "staff:9", action, subject, detail, digest)
        told.append(f"UPDATE audit SET actor = 'staff:9', previous = '{previous}', digest = '{digest}' WHERE id = {number}")
    force(engine, told[0])
    with write_session(engine) as session:
        for statement in told[1:]:
            session.execute(text(statement))
        session.execute(text(f"DELETE FROM audit WHERE id > {upto}"))
        session.execute(text(f"UPDATE audit_head SET last = {upto}, digest = '{digest}'"))


def test_without_a_key_a_forger_goes_unseen(engine: Engine) -> None:
    write(engine, 5)
    rewrite(engine, 5)
    assert isinstance(verify(engine), Intact), "this is why there is a key"


def test_a_trail_written_anew_without_the_key_is_found(engine: Engine) -> None:
    keyed(engine, SECRET)
    write(engine, 5)
    assert verify(engine) == Intact(5, as_a(Intact, verify(engine)).digest)
    rewrite(engine, 5, from_row=3)
    assert verify(engine) == Broken(3)


def test_rows_of_earlier_versions_still_count_and_the_keyed_follow_them(engine: Engine, file: Path) -> None:
    write(engine, 3)
    keyed(engine, SECRET)
    anchor = Anchor(engine, file)
    anchor.work(NOON)
    write(engine, 2)
    assert verify(engine) == Intact(6, as_a(Intact, verify(engine)).digest)
    assert anchor.verify() == Intact(6, as_a(Intact, verify(engine)).digest, anchored=4)


@pytest.mark.parametrize("upto", [2, 4, 7])
@pytest.mark.parametrize("from_row", [1, 2])
def test_whatever_part_is_written_anew_the_anchor_tells(engine: Engine, file: Path, upto: int, from_row: int) -> None:
    write(engine, 3)
    keyed(engine, SECRET)
    anchor = Anchor(engine, file)
    anchor.work(NOON)
    write(engine, 3)
    anchor.work(NOON)
    rewrite(engine, upto, from_row=from_row)
    assert isinstance(anchor.verify(), Broken)


def cut(engine: Engine, last: int) -> None:
    force(engine, f"DELETE FROM audit WHERE id > {last}")
    with write_session(engine) as session:
        session.execute(text(f"UPDATE audit_head SET last = {last}, digest = (SELECT digest FROM audit WHERE id = {last})"))


def test_an_end_that_was_cut_off_with_its_head_is_found_and_stays_found(engine: Engine, file: Path) -> None:
    keyed(engine, SECRET)
    anchor = Anchor(engine, file)
    anchor.work(NOON)
    write(engine, 5)
    anchor.work(NOON)
    cut(engine, 3)
    assert isinstance(verify(engine), Intact), "the table alone does not tell"
    assert anchor.verify() == Broken(4)
    before = file.read_bytes()
    for _ in range(2):
        with capture_logs() as logs:
            anchor.work(NOON)
        assert [line["log_level"] for line in logs] == ["error"]
    write(engine, 9)
    anchor.work(NOON)
    assert file.read_bytes() == before, "evidence is not written over"
    assert isinstance(anchor.verify(), Broken)


@pytest.mark.parametrize(
    "change",
    [
        lambda told: {**told, "rows": told["rows"] - 1},
        lambda told: {**told, "keyed_from": 0},
        lambda told: {**told, "seal": "0" * 64},
        lambda told: {**told, "at": "2020-01-01"},
        lambda _: {"rows": "many"},
        lambda _: [],
    ],
)
def test_a_file_that_was_changed_vouches_for_nothing_and_is_told(
    engine: Engine, file: Path, change: Callable[[dict[str, object]], object]
) -> None:
    keyed(engine, SECRET)
    anchor = Anchor(engine, file)
    anchor.work(NOON)
    file.write_text(json.dumps(change(json.loads(file.read_text()))))
    assert isinstance(anchor.verify(), Broken)
    with capture_logs() as logs:
        anchor.work(NOON)
    assert [line["log_level"] for line in logs] == ["error"]


def test_who_does_not_know_the_secret_cannot_append_a_row_unseen(engine: Engine, file: Path) -> None:
    keyed(engine, SECRET)
    anchor = Anchor(engine, file)
    anchor.work(NOON)
    stranger = other_key(engine)
    write(stranger, 1)
    stranger.dispose()
    assert anchor.verify() == Broken(2)


def test_the_log_is_told_only_when_the_end_has_moved(engine: Engine, file: Path) -> None:
    keyed(engine, SECRET)
    anchor = Anchor(engine, file)
    with capture_logs() as logs:
        for writes in (0, 0, 2, 0):
            write(engine, writes)
            anchor.work(NOON)
    assert [line["rows"] for line in logs] == [1, 3]


def test_a_restore_goes_back_on_purpose_and_says_so(engine: Engine, file: Path) -> None:
    keyed(engine, SECRET)
    anchor = Anchor(engine, file)
    anchor.work(NOON)
    write(engine, 5)
    anchor.work(NOON)
    cut(engine, 3)
    anchor.begin(NOON, restored="hom-qua.zip")
    assert isinstance(anchor.verify(), Intact)
    with read_session(engine) as session:
        last = session.scalars(select(AuditRow).order_by(col(AuditRow.id).desc()).limit(1)).one()
    assert (last.action, json.loads(last.detail)["restored"], json.loads(last.detail)["rows"]) == ("trail.anchored", "hom-qua.zip", 3)
    with capture_logs() as logs:
        anchor.work(NOON)
    assert logs == []
