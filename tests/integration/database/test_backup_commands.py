"""Backup, restore and move as they are typed: what they say, where it goes, and that no folder of the product is forgotten."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot.database.archive import SIGNATURE
from bot.database.engine import open_database, read_session
from bot.messages import ChatId
from bot.people.account_letters import letter_about
from bot.people.login_store import Logins
from bot.people.logins import Purpose
from bot.people.second import totp
from bot.people.second.factor_store import CodeVerdict, SecondFactors
from bot.people.staff import Role, Staff, Unit
from bot.people.staff_store import StaffBook
from bot.settings import VAR, Settings
from bot.surveys.rules.survey import SurveyDraft, SurveyQuestion, SurveyQuestionKind, SurveyState
from bot.surveys.store.ballots import BallotBox
from bot.surveys.store.surveys import SurveyBook
from bot.wiring.house import belongings_of
from tests.backups import counts
from tests.integration.program.test_commands import run
from tests.paths import ROOT
from tests.presence import found
from tests.support import databases

MADE_ANEW = {"index", "secret", "motcua.db", "audit-head.json", "limits", "metrics"}
"""What stands in `var` and is not among the folders of files: built again, told on its own, the database itself or what vouches for it."""
PHOTO = "ab/" + "1" * 32 + ".jpg"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An office whose database is there, with a file in each folder."""
    assert run("bot", "migrate", cwd=tmp_path).status == 0
    for folder, name in (("files", PHOTO), ("proofs", "2" * 32 + ".pdf"), ("covers", "3" * 32 + "-own.jpg")):
        path = tmp_path / "var" / folder / name
        path.parent.mkdir(parents=True)
        path.write_text(name)
    return tmp_path


def kept(home: Path) -> dict[str, str]:
    folders = [home / "var" / folder for folder in ("files", "proofs", "covers")]
    return {path.name: path.read_text() for folder in folders for path in folder.rglob("*") if path.is_file()}


def test_an_office_is_kept_and_put_back_with_its_files(home: Path) -> None:
    before = kept(home)
    told = run("bot", "backup", "kept/one.zip", cwd=home)
    assert told.status == 0
    assert re.fullmatch(
        r"Đã sao lưu cơ sở dữ liệu và 3 tệp vào kept/one.zip \(\d+ KB\)\.\nĐã ký bằng khóa mang dấu [0-9a-f]{12}\..*\n", told.out
    )
    for folder in ("files", "proofs", "covers"):
        shutil.rmtree(home / "var" / folder)
    assert "--force" in run("bot", "restore", "kept/one.zip", cwd=home).err
    assert kept(home) == {}
    told = run("bot", "restore", "kept/one.zip", "--force", cwd=home)
    assert (told.status, told.out.splitlines()[0]) == (0, "Đã khôi phục từ kept/one.zip.")
    assert "audit trail anchored" in told.err, "the trail goes back on purpose, and the log says so"
    assert (home / "var" / "audit-head.json").is_file()
    assert kept(home) == before


def test_the_secret_goes_along_only_when_told(home: Path) -> None:
    run("bot", "backup", "without.zip", cwd=home)
    told = run("bot", "backup", "with.zip", "--with-secret", cwd=home)
    assert (told.status, "khóa bí mật" in told.err) == (0, True)
    secret = (home / "var" / "secret").read_text()
    (home / "var" / "secret").write_text("another")
    (home / "old").write_text(secret)
    for name, expected in (("without.zip", "another"), ("with.zip", secret)):
        assert "--key-file" in run("bot", "restore", name, "--force", "--with-secret", cwd=home).err, "signed with another key"
        assert run("bot", "restore", name, "--force", "--with-secret", "--key-file", "old", cwd=home).status == 0
        assert (home / "var" / "secret").read_text() == expected
    assert secret.encode() not in (home / "without.zip").read_bytes()


def test_who_has_left_since_a_backup_does_not_come_back_with_it(home: Path) -> None:
    """Neither do sessions and links that have ended since; who still works here logs in anew."""
    now, engine = datetime.now(UTC), open_database(f"sqlite:///{home}/var/motcua.db")
    book, logins = StaffBook(engine), Logins(engine)
    unit = book.add_unit(Unit(0, "Phòng Ví Dụ"), "cli", now)
    an, binh = (book.add(name, Role.ADMIN, unit.id, "cli", now, ChatId("telegram", name)) for name in ("An", "Bình"))
    cookies = [logins.enter(logins.link(person.id, Purpose.LOGIN, "cli", now) or "", now) or "" for person in (an, binh)]
    invitation = logins.link(an.id, Purpose.INVITE, "cli", now) or ""
    assert run("bot", "backup", "one.zip", cwd=home).status == 0
    book.revoke(an.id, "cli", now)
    told = run("bot", "restore", "one.zip", "--force", cwd=home)
    assert "thu hồi lại quyền của người thôi việc sau ngày sao lưu: An." in told.out
    assert [logins.of_session(cookie, now) for cookie in cookies] == [None, None]
    assert logins.join(invitation, ChatId("telegram", "somebody"), now) is None
    assert [book.by_chat(ChatId("telegram", name)) for name in ("An", "Bình")] == [None, binh]
    engine.dispose()


def test_a_key_of_their_own_signs_and_one_that_nobody_signed_wants_a_word_more(home: Path) -> None:
    with (home / ".env").open("a") as file:
        file.write("BACKUP_KEY=mot-khoa-rieng-cho-sao-luu\n")
    assert run("bot", "backup", "one.zip", cwd=home).status == 0
    (home / "var" / "secret").write_text("the secret of another machine")
    assert run("bot", "restore", "one.zip", "--force", cwd=home).status == 0
    with zipfile.ZipFile(home / "one.zip") as old, zipfile.ZipFile(home / "two.zip", "w") as new:
        for name in (name for name in old.namelist() if name != SIGNATURE):
            new.writestr(name, old.read(name))
    assert "--force-unsigned" in run("bot", "restore", "two.zip", "--force", cwd=home).err
    assert run("bot", "restore", "two.zip", "--force", "--force-unsigned", cwd=home).status == 0


@pytest.mark.parametrize("held", [b"", b" \n", b"short", b"\xff\xfe\x00binary" * 4, b"sixteen characters\nand a second line"])
def test_a_file_that_holds_no_key_is_told_in_a_sentence_and_nothing_is_restored_with_it(home: Path, held: bytes) -> None:
    assert run("bot", "backup", "one.zip", cwd=home).status == 0
    (home / "key").write_bytes(held)
    before = (home / "var" / "motcua.db").read_bytes()
    told = run("bot", "restore", "one.zip", "--force", "--force-unsigned", "--key-file", "key", cwd=home)
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith("key không giữ khóa nào")
    assert (home / "var" / "motcua.db").read_bytes() == before


@pytest.mark.parametrize("held", ["a" * 32, "passwordpassword", "0123456789abcdef", "ab" * 16])
def test_a_key_that_anybody_guesses_is_refused_by_the_name_of_its_file(home: Path, held: str) -> None:
    assert run("bot", "backup", "one.zip", cwd=home).status == 0
    (home / "key").write_text(held)
    before = (home / "var" / "motcua.db").read_bytes()
    told = run("bot", "restore", "one.zip", "--force", "--force-unsigned", "--key-file", "key", cwd=home)
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith("Khóa trong key dễ đoán")
    assert held not in told.err
    assert (home / "var" / "motcua.db").read_bytes() == before


def test_the_end_of_the_trail_stands_beside_the_backups_and_goes_forward_alone(home: Path) -> None:
    head = home / "kept" / "audit-head.json"

    def rows() -> int:
        return int(json.loads(head.read_text())["rows"])

    assert run("bot", "backup", "kept/one.zip", cwd=home).status == 0
    first = rows()
    assert run("bot", "backup", "kept/two.zip", cwd=home).status == 0
    assert rows() > first
    with sqlite3.connect(home / "var" / "motcua.db") as database:  # somebody cuts the end off, as its owner can
        database.execute("DROP TRIGGER IF EXISTS audit_no_delete")
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        database.execute(f"DELETE FROM audit WHERE id > {first}")
        database.execute(f"UPDATE audit_head SET last = {first}, digest = (SELECT digest FROM audit WHERE id = {first})")
    before = head.read_bytes()
    told = run("bot", "backup", "kept/three.zip", cwd=home)
    assert told.status == 1
    assert "không nối tiếp mốc đã ghi" in told.err
    assert (home / "kept" / "three.zip").is_file(), "what there is, is kept all the same"
    assert head.read_bytes() == before, "evidence is not written over"
    told = run("bot", "restore", "kept/two.zip", "--force", cwd=home)
    assert "kept/audit-head.json" in told.out, "what to do with it after a restore is said"
    assert head.read_bytes() == before, "a drill in another folder must not write over it either"
    assert run("bot", "backup", "kept/four.zip", cwd=home).status == 1
    head.rename(home / "kept" / "audit-head.old.json")
    assert run("bot", "backup", "kept/five.zip", cwd=home).status == 0


def staffed(home: Path) -> tuple[Engine, StaffBook, Staff, Staff, Unit]:
    """Two admins with chats and a second unit, and a backup of that."""
    now, engine = datetime.now(UTC), open_database(f"sqlite:///{home}/var/motcua.db")
    book = StaffBook(engine)
    unit, other = (book.add_unit(Unit(0, name), "cli", now) for name in ("Phòng Ví Dụ", "Phòng Khác"))
    an, binh = (book.add(name, Role.ADMIN, unit.id, "cli", now, ChatId("telegram", name)) for name in ("An", "Bình"))
    return engine, book, an, binh, other


def with_factor(home: Path, engine: Engine, person: Staff) -> tuple[SecondFactors, list[str]]:
    now = datetime.now(UTC)
    second = SecondFactors(engine, (home / "var" / "secret").read_text())
    second.begin(person.id, now)
    typed = totp.code_of(found(second.of(person.id)).key, totp.step_of(now))
    return second, list(second.turn_on(person, typed, "", now, letter_about("nhắn", now)))


def test_no_right_and_no_way_in_comes_back_with_a_backup(home: Path) -> None:
    """Another role, another unit, another telephone, a used recovery code, a factor that was taken away, one that came since."""
    now = datetime.now(UTC)
    engine, book, an, binh, other = staffed(home)
    assert run("bot", "backup", "one.zip", cwd=home).status == 0  # makes the secret
    second, codes = with_factor(home, engine, an)
    assert run("bot", "backup", "one.zip", "--force", cwd=home).status == 0
    assert second.check(an, codes[0], "", now, letter_about("nhắn", now)) is CodeVerdict.PASSED
    assert book.change(an.id, "An Nguyễn", Role.OFFICER, other.id, "cli", now)
    assert book.bind(an.id, ChatId("telegram", "máy mới"), "cli", now)
    with_factor(home, engine, binh)
    told = run("bot", "restore", "one.zip", "--force", cwd=home)
    assert told.status == 0, told.err
    assert "quyền khác lúc sao lưu. Đã giữ như trước" in told.out
    assert "- An: vai trò trước khi khôi phục là Cán bộ, lúc sao lưu là Quản trị." in told.out
    assert "- An: đơn vị trước khi khôi phục là Phòng Khác, lúc sao lưu là Phòng Ví Dụ." in told.out
    assert "- An: tài khoản nhắn tin" in told.out
    assert "- Bình: mã hai lớp" in told.out
    here = found(book.get(an.id))
    assert (here.role, here.unit, here.chat) == (Role.OFFICER, other.id, ChatId("telegram", "máy mới"))
    assert book.by_chat(ChatId("telegram", "An")) is None
    assert second.check(here, codes[0], "", now, letter_about("nhắn", now)) is CodeVerdict.WRONG
    assert second.check(here, codes[1], "", now, letter_about("nhắn", now)) is CodeVerdict.PASSED
    assert second.everyone() == {an.id, binh.id}
    with read_session(engine) as session:
        noted = session.execute(text("SELECT subject FROM audit WHERE action = 'staff.standing_restored'")).scalars().all()
    assert noted == [f"staff:{an.id}", f"staff:{binh.id}"]
    engine.dispose()


def test_the_rights_of_the_backup_come_back_only_where_the_operator_says_so(home: Path) -> None:
    now = datetime.now(UTC)
    engine, book, an, _, other = staffed(home)
    assert run("bot", "backup", "one.zip", cwd=home).status == 0
    assert book.change(an.id, "An", Role.OFFICER, other.id, "cli", now)
    told = run("bot", "restore", "one.zip", "--force", "--old-rights", cwd=home)
    assert "Nay như lúc sao lưu" in told.out
    assert "- An: vai trò trước khi khôi phục là Cán bộ" in told.out
    assert found(book.get(an.id)).role is Role.ADMIN
    with read_session(engine) as session:
        detail = session.execute(text("SELECT detail FROM audit WHERE action = 'staff.standing_restored'")).scalar_one()
    assert json.loads(detail)["of_backup"] is True
    engine.dispose()


def test_who_was_not_there_before_is_named(home: Path) -> None:
    """Onto another office's machine, or one that was begun anew: everybody of the backup is news."""
    engine, *_ = staffed(home)
    assert run("bot", "backup", "one.zip", cwd=home).status == 0
    with engine.begin() as connection:
        connection.execute(text("UPDATE staff SET since = '2020-01-01 00:00:00.000000'"))
    told = run("bot", "restore", "one.zip", "--force", cwd=home)
    assert "- An: không có trong cơ sở dữ liệu trước khi khôi phục" in told.out
    assert "- Bình: không có" in told.out
    engine.dispose()


def test_a_unit_that_was_renamed_since_is_the_same_unit(home: Path) -> None:
    now = datetime.now(UTC)
    engine, book, an, _, other = staffed(home)
    assert run("bot", "backup", "one.zip", cwd=home).status == 0
    assert book.change_unit(replace(other, name="Phòng Mới"), "cli", now)
    assert book.change(an.id, "An", Role.LEADER, other.id, "cli", now)
    assert run("bot", "restore", "one.zip", "--force", cwd=home).status == 0
    here = found(book.get(an.id))
    assert (here.role, here.unit) == (Role.LEADER, other.id)
    engine.dispose()


@pytest.mark.parametrize("takes_old", [False, True])
def test_a_signature_that_was_promised_since_is_not_taken_back_in_silence(home: Path, takes_old: bool) -> None:
    now = datetime.now(UTC)
    engine, book, _, _, other = staffed(home)
    unit = found(next((each for each in book.units() if each.name == "Phòng Ví Dụ"), None))
    assert book.change_unit(replace(unit, is_coordinator=True), "cli", now)
    assert run("bot", "backup", "one.zip", cwd=home).status == 0
    assert book.change_unit(unit, "cli", now)
    assert book.change_unit(replace(other, needs_approval=True, is_coordinator=True), "cli", now)
    told = run("bot", "restore", "one.zip", "--force", *(["--old-rights"] if takes_old else []), cwd=home)
    assert told.status == 0, told.err
    assert ("Nay như lúc sao lưu" if takes_old else "Đã giữ như trước khi khôi phục") in told.out
    assert "- Phòng Khác: trước khi khôi phục lãnh đạo ký" in told.out
    assert "- Phòng Khác: trước khi khôi phục là đơn vị điều phối" in told.out
    units = {each.name: each for each in book.units()}
    assert units["Phòng Khác"].needs_approval is not takes_old
    assert [name for name, each in units.items() if each.is_coordinator] == ["Phòng Ví Dụ" if takes_old else "Phòng Khác"]
    with read_session(engine) as session:
        noted = session.execute(text("SELECT subject FROM audit WHERE action = 'unit.standing_restored' ORDER BY id")).scalars().all()
    assert f"unit:{other.id}" in noted
    engine.dispose()


@pytest.mark.parametrize("takes_old", [False, True])
def test_a_survey_that_is_over_is_not_answered_again_because_a_backup_came_back(home: Path, takes_old: bool) -> None:
    now = datetime.now(UTC)
    engine, *_ = staffed(home)
    book, day = SurveyBook(engine), now.date()
    draft = SurveyDraft("Phiếu quý một", "", day, day, (SurveyQuestion("Hài lòng?", SurveyQuestionKind.SCALE),))
    over, goes_on = (book.make(replace(draft, title=title), "cli", now) for title in ("Phiếu quý một", "Phiếu quý hai"))
    assert all(book.open(number, "cli", now) for number in (over, goes_on))
    assert BallotBox(engine).mark(over, "a mark")
    assert run("bot", "backup", "one.zip", cwd=home).status == 0
    assert book.close(over, "cli", now)
    told = run("bot", "restore", "one.zip", "--force", *(["--old-rights"] if takes_old else []), cwd=home)
    assert told.status == 0, told.err
    assert "- Phiếu quý một" in told.out
    assert "Phiếu quý hai" not in told.out
    assert found(book.get(over)).state is (SurveyState.OPEN if takes_old else SurveyState.CLOSED)
    assert BallotBox(engine).is_spent("a mark") is takes_old
    assert found(book.get(goes_on)).state is SurveyState.OPEN
    engine.dispose()


def test_where_the_rights_that_count_cannot_be_read_nothing_is_restored_before_somebody_says_so(home: Path) -> None:
    engine, *_ = staffed(home)
    assert run("bot", "backup", "one.zip", cwd=home).status == 0
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    told = run("bot", "restore", "one.zip", "--force", cwd=home)
    assert (told.status, told.out) == (1, "")
    assert "--old-rights" in told.err
    assert run("bot", "restore", "one.zip", "--force", "--old-rights", cwd=home).status == 0
    engine.dispose()


def test_what_is_no_backup_is_told_in_a_sentence(home: Path) -> None:
    (home / "one.zip").write_text("nothing")
    told = run("bot", "restore", "one.zip", "--force", cwd=home)
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith("one.zip không phải bản sao lưu đọc được")


def test_an_office_moves(home: Path, postgresql_server: str) -> None:
    databases.create(postgresql_server, "typed")
    url = databases.on(postgresql_server, "typed")
    told = run("bot", "move", "--to", url, cwd=home)
    assert told.status == 0, told.err
    assert "***" in told.out
    assert counts(url) == counts(f"sqlite:///{home}/var/motcua.db")
    assert run("bot", "move", "--to", f"sqlite:///{home}/b.db", cwd=home).err.startswith("Chỉ chuyển được sang PostgreSQL")
    databases.drop(postgresql_server, "typed")


def test_every_folder_in_which_the_product_keeps_files_is_in_a_backup() -> None:
    folders = belongings_of(Settings()).folders
    named = {
        match for path in ROOT.glob("bot/**/*.py") for match in re.findall(r'VAR / "([^"]+)"|\{VAR\}/([\w.]+)', path.read_text("utf-8"))
    }
    assert {one or other for one, other in named} - MADE_ANEW == {path.relative_to(VAR).as_posix() for path in folders.values()}
