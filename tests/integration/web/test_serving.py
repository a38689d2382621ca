"""`bot serve` as an operator runs it: started, watched, its index replaced under it, stopped; and what it says when it cannot start."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPException
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.database import engine
from bot.runtime.cpu_affinity import usable
from indexer.building.build import build
from tests import library
from tests.library import put
from tests.paths import ROOT
from tests.support.forking import Running
from tests.support.ports import free_port

SECRET = "khoa-bi-mat-cua-xa-vi-du"
STARTS_WITHIN, STOPS_WITHIN, SEEN_WITHIN = 60, 10, 15  # seconds; generous where a busy machine decides


@dataclass
class ServedMachine:
    """A machine with the small library, and `bot serve` on it."""

    home: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **{name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "INDEX_DIR", "KNOWLEDGE_DIRS")},
            "PYTHONPATH": str(ROOT),
            "KNOWLEDGE_DIRS": "library",
            "WEB_PORT": str(self.port),
            "WEB_PROCESSES": "1",
            "CONTENT_MAX_AGE_DAYS": "36500",  # the small library grows old with these tests
            "SECRET_KEY": SECRET,
            **self.settings,
        }

    def begin(self) -> Running:
        return self.start()

    def start(self, *arguments: str, inherited: tuple[int, ...] = (), before: tuple[str, ...] = ()) -> subprocess.Popen[bytes]:
        """`inherited`: file descriptors that it gets, and a pipe as its standard input with them. `before`: what starts it."""
        command = [*before, sys.executable, "-W", "error", "-m", "bot", *(arguments or ("serve",))]
        with (self.home / "out").open("w") as out, (self.home / "err").open("w") as err:  # files never fill up as pipes do
            stdin = subprocess.PIPE if inherited else None
            return subprocess.Popen(command, cwd=self.home, env=self.environment, stdin=stdin, stdout=out, stderr=err, pass_fds=inherited)

    def fails(self, *arguments: str) -> str:
        """What it says when it ends by itself, without an answer."""
        assert self.start(*arguments).wait(STARTS_WITHIN) == 1
        assert "Traceback" not in self.err, self.err
        return self.err.strip()

    @property
    def out(self) -> str:
        return (self.home / "out").read_text(encoding="utf-8")

    @property
    def err(self) -> str:
        return (self.home / "err").read_text(encoding="utf-8")

    @contextmanager
    def running(self) -> Iterator[Running]:
        """Until the end of the block; what it wrote is in `out` and `err` afterwards."""
        server = self.begin()
        try:
            wait_for(lambda: server.poll() is not None or status(f"{self.address}/readyz") == 200, STARTS_WITHIN)
            assert server.poll() is None, self.err
            yield server
        finally:
            server.terminate()
            server.wait(STOPS_WITHIN)

    def ask(self, text: str) -> str:
        """What the first visitor who ever asks `text` is answered."""
        request = urllib.request.Request(
            f"{self.address}/api/chat", json.dumps({"text": text}).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=10) as response:
            return "\n".join(reply["text"] for reply in json.load(response)["replies"])

    def publish(self, name: str) -> None:
        """Build an index in which there is a procedure of this name."""
        put(self.home, "library/procedures/moi.jsonl", json.dumps({"code": "9.100000", "name": name, "levels": ["xa"]}, ensure_ascii=False))
        build([self.home / "library"], self.home / "var/index", None, lambda *_: None)


def status(address: str) -> int:
    """The status of a page; 0 where nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            found: int = response.status
            return found
    except urllib.error.HTTPError as error:
        return error.code
    except (OSError, HTTPException):
        return 0


def wait_for(is_so: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


@pytest.fixture
def office(tmp_path: Path) -> ServedMachine:
    library.write(tmp_path / "library")
    build([tmp_path / "library"], tmp_path / "var/index", None, lambda *_: None)
    return ServedMachine(tmp_path)


def test_a_new_index_is_seen_while_questions_go_on_and_a_broken_one_is_not(office: ServedMachine) -> None:
    failures: list[Exception] = []
    is_over = threading.Event()

    def citizens() -> None:
        while not is_over.is_set():
            try:
                assert "chó" in office.ask("thủ tục đăng ký nuôi chó")
            except (AssertionError, OSError) as error:
                failures.append(error)
                return

    with office.running():
        threads = [threading.Thread(target=citizens) for _ in range(3)]
        for thread in threads:
            thread.start()
        try:
            for name in ("Cấp phép thả diều sáo", "Cấp phép đốt pháo bông"):
                assert name not in office.ask(name)
                office.publish(name)
                wait_for(partial(lambda name: name in office.ask(name), name), SEEN_WITHIN)
            put(office.home, "var/index/versions/hong/manifest.json", "{}")
            put(office.home, "var/index/current", "hong")
            time.sleep(2.5)
            assert name in office.ask(name)
            assert status(f"{office.address}/readyz") == 200
        finally:
            is_over.set()
            for thread in threads:
                thread.join()
    assert failures == []
    assert office.err.count("index replaced") == 2
    assert office.err.count("index refused") == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_is_stopped_within_ten_seconds_and_finishes_what_it_has_begun(office: ServedMachine, number: signal.Signals) -> None:
    answered: list[str] = []
    with office.running() as server:
        slow = socket.create_connection(("127.0.0.1", office.port))  # somebody who never finishes asking
        slow.sendall(b"POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
        asking = threading.Thread(target=lambda: answered.append(office.ask("thủ tục đăng ký nuôi chó")))
        asking.start()
        asking.join()
        began = time.monotonic()
        server.send_signal(number)
        assert server.wait(STOPS_WITHIN + 1) in (0, 1)
        assert time.monotonic() - began < STOPS_WITHIN
        slow.close()
    assert "chó" in answered[0]


@pytest.fixture
def told(office: ServedMachine) -> tuple[str, ServedMachine]:
    """What stands in /metrics after a question, and the office, stopped."""
    put(office.home, "codes.txt", f"# chỉ một mã\n{library.DOG}\n")
    office.settings = {"LOG_FORMAT": "json", "LOG_LEVEL": "DEBUG", "SERVED_CODES": "codes.txt"}
    with office.running():
        office.ask("số của tôi 0912345678 đăng ký nuôi chó")
        assert status(f"{office.address}/khong-co?token={SECRET}") == 404
        assert status(f"{office.address}/quan-tri/vao/{SECRET}") == 200
        assert status(f"{office.address}/quan-tri/khong-co/{SECRET}") == 404
        with urllib.request.urlopen(f"{office.address}/metrics") as response:
            return response.read().decode(), office


def test_what_can_be_watched_tells_of_the_service_and_of_no_citizen(told: tuple[str, ServedMachine]) -> None:
    figures, office = told
    assert "motcua_chats 1.0" in figures
    assert 'motcua_questions_last_day{outcome="answered"} 1.0' in figures
    assert 'motcua_answer_seconds_count{channel="web"} 1.0' in figures
    assert "motcua_index_age_seconds" in figures
    assert "motcua_index_records 5.0" in figures, "one procedure is served; the plan, two FAQ entries and the reference besides"
    lines = [json.loads(line) for line in office.err.splitlines()]
    requests = [line for line in lines if line["event"] == "request"]
    assert {"route": "/api/chat", "status": 200}.items() <= next(line for line in requests if line["route"] == "/api/chat").items()
    assert {"level", "logger", "timestamp", "ms"} <= set(requests[0])
    assert {("/quan-tri/vao/{token}", 200), ("other", 404)} <= {(line["route"], line["status"]) for line in requests}
    assert 'motcua_decided_total{kind="part",rule="procedure"} 1.0' in figures
    answered = next(line for line in lines if line["event"] == "answered")
    assert {"channel": "web", "rule": "procedure", "kind": "part"}.items() <= answered.items()
    assert 'motcua_requests_total{route="/quan-tri/vao/{token}",status="200"} 1.0' in figures
    assert 'motcua_request_seconds_count{route="other"} 2.0' in figures
    assert not any(word in office.err + figures for word in ("0912345678", "nuôi chó", SECRET))


# ---- what it says when it cannot start


def taken(port: int) -> str:
    return f"Không mở được 127.0.0.1:{port}: chương trình khác đang dùng cổng này. Dừng chương trình kia, hoặc đổi WEB_PORT."


def test_a_port_in_use_is_named(office: ServedMachine) -> None:
    with socket.create_server(("127.0.0.1", office.port)):
        assert office.fails() == taken(office.port)
    assert "Đang chuẩn bị dữ liệu" not in office.out, "said before the long work"


def test_an_address_is_shared_with_ones_own_processes_only(office: ServedMachine) -> None:
    with office.running():
        assert taken(office.port) in office.fails(), "a second program would take half of the visitors"  # the first logs beside it


def test_a_worker_sends_nobody_to_an_address_at_which_it_does_not_answer(office: ServedMachine) -> None:
    worker = office.start("serve", "--role", "worker")
    try:
        wait_for(lambda: worker.poll() is not None or "Đang gửi tin" in office.out, STARTS_WITHIN)
        assert worker.poll() is None, office.err
        assert "http" not in office.out
    finally:
        worker.terminate()
        worker.wait(STOPS_WITHIN)


@pytest.fixture
def refused(office: ServedMachine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What a command says that cannot do its work; in this process, because starting one takes seconds."""

    def run(command: str = "migrate", **settings: str) -> str:
        monkeypatch.chdir(office.home)
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        assert main([command]) == 1
        return capsys.readouterr().err.strip()

    return run


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEB_PORT", "tám nghìn"),
        ("WEB_PORT", "70000"),
        ("LOG_LEVEL", "ồn ào"),
        ("TIMEZONE", "Sao/Hoa"),
        ("WIDGET_SITES", "xa.example.gov.vn"),
        ("TRUSTED_PROXIES", "nginx"),
        ("METRICS_NETWORKS", "10.0.0.0/99"),
        ("RETENTION_CHATS_DAYS", "0"),
        ("DATABASE_URL", "mysql://an:mat-khau@may/ten"),
        ("DATABASE_URL", "chuyện linh tinh"),
    ],
)
def test_a_bad_setting_is_named_and_its_value_is_not_shown(refused: Callable[..., str], name: str, value: str) -> None:
    said = refused("serve", **{name: value})
    assert said.startswith(f"Thiết lập {name} không dùng được: ")
    assert "mat-khau" not in said


def test_a_database_that_cannot_be_reached_is_told_without_its_password(refused: Callable[..., str]) -> None:
    said = refused(DATABASE_URL=f"postgresql://an:mat-khau@127.0.0.1:{free_port()}/ten")
    assert said.startswith("Không mở được cơ sở dữ liệu: ")
    assert "mat-khau" not in said


def test_a_file_that_is_no_database_is_told(office: ServedMachine, refused: Callable[..., str]) -> None:
    put(office.home, "var/motcua.db", "đây không phải cơ sở dữ liệu\n" * 200)
    assert refused().startswith("Không mở được cơ sở dữ liệu: ")


def test_a_locked_database_is_told(office: ServedMachine, refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.2)
    put(office.home, "var/motcua.db", "")
    with closing(sqlite3.connect(office.home / "var/motcua.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "database is locked" in refused()


def test_a_database_of_a_later_version_is_left_alone(
    office: ServedMachine, refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office.home)
    assert main(["migrate"]) == 0
    with closing(sqlite3.connect(office.home / "var/motcua.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    assert refused() == "Cơ sở dữ liệu do phiên bản mới hơn của chương trình tạo ra. Hãy cập nhật chương trình."


def test_as_many_web_processes_as_cores_keep_to_one_core_each(office: ServedMachine) -> None:
    cores = usable()
    if len(cores) < 2:
        pytest.skip("one core only: there is nothing to deal out")
    office.settings["WEB_PROCESSES"] = str(len(cores))
    with office.running() as server:
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children")
        if not children.exists():
            pytest.skip("this system does not tell which processes another has started")
        wait_for(lambda: len(children.read_text().split()) == len(cores) - 1, STARTS_WITHIN)
        processes = [server.pid, *map(int, children.read_text().split())]
        wait_for(lambda: all(len(os.sched_getaffinity(process)) == 1 for process in processes), STARTS_WITHIN)
        assert {core for process in processes for core in os.sched_getaffinity(process)} == cores


def test_more_processes_answer_at_one_address_are_counted_together_and_end_with_the_first(office: ServedMachine) -> None:
    office.settings["WEB_PROCESSES"] = "2"
    with office.running() as server:
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children")
        if not children.exists():
            pytest.skip("this system does not tell which processes another has started")
        wait_for(lambda: len(children.read_text().split()) == 1, STARTS_WITHIN)
        sibling = Path("/proc") / children.read_text().split()[0]
        asked = 0
        until = time.monotonic() + STARTS_WITHIN
        while len(list((office.home / "var/metrics").glob("counter_*.db"))) < 2:  # a file for each process that has counted something
            assert time.monotonic() < until, "the second process never answers"
            with ThreadPoolExecutor(4) as citizens:
                asked += sum("chó" in told for told in citizens.map(office.ask, ["thủ tục đăng ký nuôi chó"] * 8))
        figures = urllib.request.urlopen(f"{office.address}/metrics", timeout=5).read().decode()
        assert f'motcua_requests_total{{route="/api/chat",status="200"}} {float(asked)}' in figures
        server.kill()
        server.wait(STOPS_WITHIN)
        wait_for(lambda: not sibling.exists(), STOPS_WITHIN)


def test_a_further_process_ends_with_the_first_even_while_it_starts(office: ServedMachine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        process = office.start("serve", "--role", "web", "--sibling", str(listening.fileno()), inherited=(listening.fileno(),))
        assert process.stdin
        process.stdin.close()
        assert process.wait(STARTS_WITHIN) == -signal.SIGTERM


def test_the_end_of_the_audit_trail_is_told_outside_the_database_and_in_the_log(office: ServedMachine) -> None:
    with office.running():
        wait_for((office.home / "var" / "audit-head.json").exists, SEEN_WITHIN)
        wait_for(lambda: "audit trail anchored" in office.err, SEEN_WITHIN)
