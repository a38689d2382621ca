"""docs/van-hanh.md: its commands are typed into a shell, in an office of their own; what needs root or Docker is read by whoever can read it.

```sh```: run as it stands, one block after the other. ```sh serving```: run beside a running service. ```sh root``` and ```sh docker```: not run
here; their syntax, files, units and settings are checked, and `python -m …` by tests/meta/papers/test_documents.py.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.settings import SECRET_FOLDERS, Settings
from tests import library
from tests.paths import ROOT
from tests.presence import found
from tests.support import databases, forking, postgresql
from tests.support.ports import free_port

GUIDE = (ROOT / "docs" / "van-hanh.md").read_text("utf-8")
BLOCK = re.compile(r"^```sh ?(\w*)\n(.+?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = BLOCK.findall(GUIDE)
SETTINGS = {name.upper() for name in Settings.model_fields}
OF_OTHERS = {"PATH", "PGPASSWORD", *SECRET_FOLDERS}
CHECK = (
    "python -m knowledge check"  # reads all that ships, for ten seconds: tests/integration/program/test_commands.py does it once for all
)
STARTS_WITHIN = 60  # seconds, on a busy machine
SHIM = """#!/bin/bash
here=$(mktemp -d "$SHIM/order-XXXXXX")
printf '%s\\0' "$@" > "$here/arguments"; env -0 > "$here/environment"; pwd > "$here/folder"; mkfifo "$here/ended"
printf '%s\\n' "$here" > "$SHIM/orders"
status=$(cat "$here/ended"); cat "$here/out"; cat "$here/err" >&2
exit "$status"
"""
"""`python` as the shell finds it: hands the command to a process that has imported everything already."""


# ---- what can be run


@contextmanager
def shell(folder: Path) -> Iterator[dict[str, str]]:
    """An environment in which `python -m …` is answered at once, forked from a process that is warm."""
    folder.mkdir()
    os.mkfifo(folder / "orders")
    (folder / "python").write_text(SHIM)
    (folder / "python").chmod(0o755)
    server = threading.Thread(target=_answer, args=(folder / "orders",), daemon=True)
    server.start()
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    yield {**kept, "PATH": f"{folder}:{os.environ['PATH']}", "SHIM": str(folder), "PYTHONPATH": str(ROOT)}
    (folder / "orders").write_text("\n")
    server.join(10)


def _answer(orders: Path) -> None:
    while here := orders.read_text().strip():
        order = Path(here)
        minus_m, module, *arguments = (order / "arguments").read_text().split("\0")[:-1]
        assert minus_m == "-m"
        environment = dict(line.partition("=")[::2] for line in (order / "environment").read_text().split("\0")[:-1])
        ended = forking.run(module, *arguments, cwd=Path((order / "folder").read_text().strip()), env=environment)
        (order / "out").write_text(ended.out)
        (order / "err").write_text(ended.err)
        (order / "ended").write_text(str(ended.status))


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder as the guide takes it for granted: the code's own files, a small library where the large one stands, a document to read."""
    home = tmp_path / "office"
    library.write(home / "knowledge" / "content")
    library.vouch(home / "knowledge" / "content")
    shutil.copy(ROOT / ".env.example", home / ".env.example")
    library.put(home, "HO_SO/thu-tuc.jsonl", '{"code": "9.100000", "name": "Đăng ký nuôi mèo", "levels": ["xa"]}')
    return home


def test_every_command_works_as_it_is_typed(office: Path, tmp_path: Path) -> None:
    with shell(tmp_path / "shim") as environment:
        for kind, text in BLOCKS:
            if kind == "" and "move --to" not in text:
                typed(text.replace(CHECK, f"{CHECK} --help"), office, environment)
    assert (office / "sao-luu/hom-nay.zip").is_file()
    assert (office / "thu-khoi-phuc/thu.db").is_file(), "the trial is a database of its own"
    check_what_compose_reads(office / "deploy")


def test_the_office_moves_as_it_is_told(office: Path, tmp_path: Path, postgresql_server: str) -> None:
    (text,) = (text for kind, text in BLOCKS if kind == "" and "move --to" in text)
    databases.create(postgresql_server, "told")
    url = databases.on(postgresql_server, "told").replace(password_of(postgresql_server), "", 1)
    with shell(tmp_path / "shim") as environment:
        typed("python -m bot migrate", office, environment)
        moved = re.sub(r"postgresql://\S+", f"'{url}'", text)
        assert moved != text
        assert "Đã chuyển" in typed(moved, office, {**environment, "PGPASSWORD": postgresql.PASSWORD})


def password_of(url: str) -> str:
    """ ":password" of an address: it is told by PGPASSWORD, as the guide says."""
    return found(re.search(r"//tests(:[^@]+)@", url))[1]


def test_a_running_service_is_watched_as_it_is_told(small_index_folder: Path, small_folder: Path, tmp_path: Path) -> None:
    (text,) = (text for kind, text in BLOCKS if kind == "serving")
    port = free_port()
    settings = {"KNOWLEDGE_DIRS": str(small_folder), "INDEX_DIR": str(small_index_folder), "WEB_PORT": str(port), "WEB_PROCESSES": "1"}
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    server = forking.start("bot", "serve", cwd=tmp_path, env={**kept, **settings, "PYTHONPATH": str(ROOT)})
    try:
        until = time.monotonic() + STARTS_WITHIN
        while not _is_ready(f"http://127.0.0.1:{port}/readyz") and time.monotonic() < until and server.poll() is None:
            time.sleep(0.05)
        told = typed(text.replace("127.0.0.1:8000", f"127.0.0.1:{port}"), tmp_path, kept)
    finally:
        server.terminate()
        server.wait(15)
    assert told.startswith("okok")
    assert "motcua_index_records" in told


def _is_ready(address: str) -> bool:
    with suppress(urllib.error.URLError, ConnectionError), urllib.request.urlopen(address, timeout=5) as response:
        return bool(response.status == 200)
    return False


def typed(text: str, folder: Path, environment: dict[str, str]) -> str:
    """What a block prints, typed in `folder`; it must end well."""
    ended = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", text], cwd=folder, env=environment, capture_output=True, text=True, timeout=100, check=False
    )
    assert ended.returncode == 0, f"{text}\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout


def check_what_compose_reads(folder: Path) -> None:
    """The secrets and settings that the guide's commands have made are all that compose.yaml asks for, and the program takes them."""
    compose = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text("utf-8"))
    assert {f"secrets/{path.name}" for path in (folder / "secrets").iterdir()} == {kept["file"] for kept in compose["secrets"].values()}
    assert folder.joinpath("secrets").stat().st_mode & 0o777 == 0o700
    written = dict(line.split("=", 1) for line in (folder / "mot-cua.env").read_text("utf-8").splitlines())
    assert set(written) < SETTINGS
    asked = {name.upper() for name in (*compose["services"]["web"]["secrets"], *compose["services"]["web"]["environment"])}
    assert not asked & set(written), "what is set here goes before the files of secrets"
    secrets = {path.name: path.read_text("utf-8").strip() for path in (folder / "secrets").iterdir() if path.name.upper() in SETTINGS}
    kept = Settings.model_validate({**{name.lower(): value for name, value in written.items()}, **secrets})
    assert kept.database_url.startswith("postgresql+psycopg://motcua:")
    assert len(kept.secret_key) > 40


# ---- what is only read


@pytest.mark.parametrize(("kind", "text"), BLOCKS, ids=lambda each: each.splitlines()[0][:40] if each else "")
def test_a_block_is_of_a_kind_that_is_checked(kind: str, text: str) -> None:
    assert kind in ("", "serving", "root", "docker")
    assert subprocess.run(["bash", "-n"], input=text, text=True, timeout=20, check=False).returncode == 0
    for name in re.findall(r"\bdeploy/[\w./@*-]+", text):
        made = name.startswith(("deploy/secrets", "deploy/mot-cua.env"))
        assert made or list(ROOT.glob(name)), f"{name} is not there"
    for unit in re.findall(r"\bmot-cua[\w@-]*\.(?:service|timer)", text):
        assert (ROOT / "deploy/systemd" / re.sub(r"@\w+", "@", unit)).is_file(), unit
    for command in re.findall(r"docker compose --file deploy/compose\.yaml (\w+)", text):
        assert command in ("build", "up", "ps", "logs", "exec")
    for service in re.findall(r"(?:exec|logs --follow) (\w+)", text) if kind == "docker" else ():
        assert service in ("web", "worker", "db")


def test_docker_can_read_the_compose_file(tmp_path: Path) -> None:
    command = ["docker", "compose"]
    if not shutil.which("docker") or subprocess.run([*command, "version"], capture_output=True, check=False).returncode != 0:
        pytest.skip("no docker compose on this machine")
    (tmp_path / "deploy").mkdir()
    shutil.copy(ROOT / "deploy/compose.yaml", tmp_path / "deploy")
    (tmp_path / "deploy/mot-cua.env").touch()
    command += ["--file", str(tmp_path / "deploy/compose.yaml"), "config", "--quiet"]
    subprocess.run(command, check=True, timeout=60)


def test_every_setting_that_is_named_is_one() -> None:
    named = set(re.findall(r"`([A-Z][A-Z_]{4,})(?:=[^`]*)?`", GUIDE))
    assert named - SETTINGS - OF_OTHERS == set()


# ---- what is told of what may happen


def test_every_figure_and_every_alert_is_told() -> None:
    rules = yaml.safe_load((ROOT / "deploy/prometheus/rules.yaml").read_text("utf-8"))["groups"][0]["rules"]
    assert [rule["alert"] for rule in rules if f"| `{rule['alert']}` |" not in GUIDE] == []
    named = set(re.findall(r'"(motcua_\w+)"', "".join(path.read_text("utf-8") for path in METERS)))
    assert len(named) > 8
    assert [name for name in named if not re.search(rf"^\| `{name}(_total)?` \|", GUIDE, re.MULTILINE)] == []


METERS = (ROOT / "bot/runtime/metrics.py", ROOT / "bot/wiring/services.py")
LINES_OF_READYZ = re.compile(r'f?"((?:database|disk|telegram|clock|nobody|the staff|staff|content)[^"]*)"')
TELLERS = ("database/outages.py", "database/steadiness.py", "people/reach.py", "wiring/services.py")


def test_every_line_of_readyz_is_told() -> None:
    """Their beginnings, as far as they are the same at every time."""
    lines = [line for name in TELLERS for line in LINES_OF_READYZ.findall((ROOT / "bot" / name).read_text("utf-8")) if " " in line]
    beginnings = {re.split(r"[{;]| at ", line)[0].strip() for line in lines}
    assert len(beginnings) >= 9
    told = GUIDE[GUIDE.index("### `/readyz`") : GUIDE.index("### Cảnh báo")]
    assert [beginning for beginning in beginnings - NO_LINES if beginning not in told] == []
    content = re.findall(r'f"\{self\.count\} ([a-z ]+?)(?: \{|")', (ROOT / "knowledge/checks/dates.py").read_text("utf-8"))
    assert len(content) == 3
    assert [what for what in content if what.removesuffix(" and are not shown") not in told] == []


NO_LINES = frozenset({"clock seen", "clock doubted"})
"""Names of rows in the database."""


@cache
def warnings() -> frozenset[str]:
    """What the program writes into its log from "warning" on, as it stands in the code."""
    return frozenset(line for path in (ROOT / "bot").rglob("*.py") for line in _warnings_of(path.read_text("utf-8")))


CALLED = {"warning", "error", "exception", "trouble", "broken", "_mark"}


def _warnings_of(text: str) -> Iterator[str]:
    if any(f".{name}(" in text for name in CALLED):
        tree = ast.parse(text)
        constants = {
            name.id: value.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            for target in node.targets
            for name, value in _pairs(target, node.value)
            if isinstance(value, ast.Constant)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                is_of_a_log = node.func.attr[0] in "tb_" or "log" in ast.unparse(node.func.value)
                if node.func.attr in CALLED and is_of_a_log:
                    yield from _said(node.args[1 if node.func.attr == "_mark" else 0], constants)


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.Name, ast.expr]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for name, each in zip(target.elts, value.elts, strict=False):
            yield from _pairs(name, each)
    elif isinstance(target, ast.Name):
        yield target, value


def _said(node: ast.expr, constants: Mapping[str, object]) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.Name) and node.id in constants:
        yield str(constants[node.id])


def test_every_warning_of_the_log_is_told() -> None:
    assert len(warnings()) > 40
    assert sorted(line for line in warnings() if f"`{line}`" not in GUIDE) == []


def test_no_line_is_told_that_nobody_writes() -> None:
    told = GUIDE[GUIDE.index("### Nhật ký") : GUIDE.index("## Những điều")]
    rows = [line.split("|")[1] for line in told.splitlines() if line.startswith("| `")]
    named = {name for cell in [*rows, told[told.index("tự hết:") :]] for name in re.findall(r"`([a-z][^`]+)`", cell)}
    assert named - warnings() == set()
