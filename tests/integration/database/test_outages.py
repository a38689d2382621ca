"""The disk is full, the database is gone: people are told to come again, nothing is half done, and it goes on by itself afterwards."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import psycopg
import pytest

from bot import wording
from bot.database.engine import open_database, read_session
from indexer.building.build import build
from tests import library
from tests.integration.web.test_serving import SEEN_WITHIN, ServedMachine, wait_for
from tests.support import forking, postgresql
from tests.support.forking import Running

WORDS = wording.load()
NO_SPACE, ENOUGH = 0, resource.RLIM_INFINITY
TABLES = ("chats", "questions", "petitions")


class ForkedMachine(ServedMachine):
    """An office whose `bot serve` need not import everything first."""

    def begin(self) -> Running:
        with (self.home / "out").open("wb") as out, (self.home / "err").open("wb") as err:
            return forking.start("bot", "serve", cwd=self.home, env=self.environment, out=out, err=err)


@pytest.fixture
def office(tmp_path: Path) -> ServedMachine:
    library.write(tmp_path / "library")
    build([tmp_path / "library"], tmp_path / "var/index", None, lambda *_: None)
    return ForkedMachine(tmp_path)


def asked(office: ServedMachine, path: str, text: str = "") -> tuple[int, str, str]:
    """Status, what it says, and after how many seconds to come again."""
    body = json.dumps({"text": text}).encode() if text else None
    request = urllib.request.Request(f"{office.address}{path}", body, {"Content-Type": "application/json"} if body else {})
    try:
        with urllib.request.urlopen(request, timeout=20) as response:
            return response.status, response.read().decode(), ""
    except urllib.error.HTTPError as error:
        with closing(error):
            return error.code, error.read().decode(), error.headers.get("Retry-After", "")


def limit(server: Running, largest: int) -> None:
    """From now on no file of `server` grows beyond `largest` bytes: to a program that writes, a disk without space."""
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))


def counted(url: str) -> dict[str, int]:
    """Rows of TABLES; raises where the database is damaged."""
    engine = open_database(url)
    try:
        with read_session(engine) as session:
            connection = session.connection()
            if engine.dialect.name == "sqlite":
                assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            return {table: int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()) for table in TABLES}
    finally:
        engine.dispose()


def test_on_a_full_disk_people_are_told_and_it_goes_on_when_there_is_room_again(office: ServedMachine) -> None:
    url = f"sqlite:///{office.home}/var/motcua.db"
    with office.running() as server:
        assert "chó" in office.ask("thủ tục đăng ký nuôi chó")
        before = counted(url)
        limit(server, NO_SPACE)
        told = json.dumps({"message": WORDS.web.outage}, ensure_ascii=False, separators=(",", ":"))
        assert asked(office, "/api/chat", "thủ tục đăng ký nuôi chó") == (503, told, "30")
        said = refused_by_readyz(office)
        assert {"database cannot be written", "disk cannot be written: var"} <= set(said)
        assert asked(office, "/healthz")[:2] == (200, "ok")
        assert asked(office, "/")[0] == 200
        assert counted(url) == before
        limit(server, ENOUGH)
        assert "chó" in office.ask("thủ tục đăng ký nuôi chó")
        wait_for(lambda: asked(office, "/readyz")[:2] == (200, "ok"), SEEN_WITHIN)
        assert counted(url)["questions"] == before["questions"] + 1


def refused_by_readyz(office: ServedMachine) -> list[str]:
    """The lines that /readyz says, as soon as it has looked again."""
    said: list[str] = []

    def is_refused() -> bool:
        status, text, _ = asked(office, "/readyz")
        said[:] = text.splitlines()
        return status == 503 and said[0] == "service unavailable"

    wait_for(is_refused, SEEN_WITHIN)
    return said


@pytest.mark.parametrize("processes", [1, 2])
def test_a_disk_that_fills_up_under_it_ends_no_process(office: ServedMachine, tmp_path: Path, processes: int) -> None:
    """A disk of its own, where somebody may mount one: what is written to a file's hole in memory ends a process without a word."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m", "none", disk], capture_output=True, check=False).returncode:
        pytest.skip("nothing may be mounted here")
    try:
        shutil.copytree(office.home / "library", disk / "library")
        shutil.copytree(office.home / "var", disk / "var")
        _fills_up(ForkedMachine(disk, {"WEB_PROCESSES": str(processes)}), processes)
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def _fills_up(office: ServedMachine, processes: int) -> None:
    with office.running() as server:
        wait_for(lambda: office.err.count("Started server process") == processes, SEEN_WITHIN)
        assert "chó" in office.ask("thủ tục đăng ký nuôi chó")
        filling = office.home / "filling"
        for size in (1 << 16, 1):
            with suppress(OSError), filling.open("ab", buffering=0) as file:
                while file.write(bytes(size)):
                    pass
        for number in range(10):
            assert asked(office, "/api/chat", f"thủ tục đăng ký nuôi chó {number}")[0] in (200, 503)
            assert asked(office, "/")[0] == asked(office, "/quan-tri/dang-nhap")[0] == 200
        assert "disk cannot be written: var" in refused_by_readyz(office)
        assert server.poll() is None
        filling.unlink()
        wait_for(lambda: asked(office, "/readyz")[:2] == (200, "ok"), SEEN_WITHIN)
        assert "chó" in office.ask("thủ tục đăng ký nuôi chó")
        assert counted(f"sqlite:///{office.home}/var/motcua.db")["questions"] >= 2
    assert "a web process ended" not in office.err


class Server:
    """A PostgreSQL that can be killed and started again."""

    def __init__(self, folder: Path, url: str) -> None:
        self._folder = folder
        self.url = url
        self._home = Path(url.partition("host=")[2])
        self._options = f"-c listen_addresses='' -c unix_socket_directories={self._home} -c fsync=off"

    @property
    def is_up(self) -> bool:
        return (self._home / "data/postmaster.pid").exists()

    def kill(self) -> None:
        os.kill(int((self._home / "data/postmaster.pid").read_text().splitlines()[0]), signal.SIGQUIT)
        wait_for(lambda: not self.is_up, SEEN_WITHIN)

    def start(self) -> None:
        postgresql._run(self._folder / "pg_ctl", "-D", self._home / "data", "-l", self._home / "log", "-w", "-o", self._options, "start")


@pytest.fixture
def database() -> Iterator[Server]:
    folder = postgresql.binaries()
    if folder is None:
        pytest.skip("no PostgreSQL on this machine")
    with postgresql.server(folder) as url:
        made = Server(folder, url)
        yield made
        if not made.is_up:
            made.start()


def test_while_the_database_is_gone_people_are_told_and_it_goes_on_when_it_is_back(office: ServedMachine, database: Server) -> None:
    office.settings["DATABASE_URL"] = database.url
    with office.running():
        assert "chó" in office.ask("thủ tục đăng ký nuôi chó")
        before = counted(database.url)
        database.kill()
        for path in ("/api/chat", "/api/chat"):  # the first meets a connection that was open, the second opens one
            status, said, again = asked(office, path, "thủ tục đăng ký nuôi chó")
            assert (status, json.loads(said)["message"], again) == (503, WORDS.web.outage, "30")
        status, said, again = asked(office, "/kien-nghi")
        assert (status, again) == (503, "30")
        assert WORDS.web.outage in said
        assert refused_by_readyz(office) == ["service unavailable", "database unreachable"]
        assert asked(office, "/healthz")[:2] == (200, "ok")
        database.start()
        with psycopg.connect(database.url):
            assert "chó" in office.ask("thủ tục đăng ký nuôi chó")
        wait_for(lambda: asked(office, "/readyz")[:2] == (200, "ok"), SEEN_WITHIN)
        assert counted(database.url)["questions"] == before["questions"] + 1
        office.publish("Thủ tục mới có")
        wait_for(lambda: "mới có" in office.ask("thủ tục mới có").lower(), SEEN_WITHIN)
