"""deploy/Dockerfile, compose.yaml and systemd/ start the program as it can be started, with settings that it has and no right it does not need."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot import commands
from bot.settings import SECRET_FOLDERS, Settings
from tests.paths import ROOT

DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
OURS = ("web", "worker")
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [path for path in UNITS if path.suffix == ".service"]
MOST_EXPOSED = 25  # tenths, by systemd's own count; without any of these lines a service has 96
SETTINGS = {name.upper() for name in Settings.model_fields}


def environment_of(text: str) -> set[str]:
    return set(re.findall(r"\b([A-Z][A-Z_]+)=", "\n".join(re.findall(r"^ENV .+$", text, re.MULTILINE))))


def test_the_image_sets_only_what_the_program_reads() -> None:
    of_tools = {"PATH", "PIP_NO_CACHE_DIR", "PIP_DISABLE_PIP_VERSION_CHECK", SECRET_FOLDERS[0]}
    assert environment_of(DOCKERFILE) <= SETTINGS | of_tools


def test_the_image_holds_what_the_lock_names_and_runs_as_nobody_special() -> None:
    assert "--require-hashes --requirement requirements.lock" in DOCKERFILE
    stages = DOCKERFILE.split("\nFROM ")[1:]
    assert re.search(r"^USER (?!root)", stages[-1], re.MULTILINE)
    assert re.search(r"^HEALTHCHECK ", stages[-1], re.MULTILINE)
    assert "/healthz" in stages[-1]


def test_the_image_is_built_from_files_that_are_there_and_let_in() -> None:
    copied = {name for line in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE) for name in line.split()}
    let_in = {
        line.removeprefix("!") for line in (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines() if line.startswith("!")
    }
    assert copied == let_in
    assert all((ROOT / name).exists() for name in copied)


def test_the_client_that_keeps_a_backup_is_of_the_servers_version() -> None:
    """Debian 12 has PostgreSQL 15; a dump is made by a client of the server's version."""
    assert {line.split("-")[-1] for line in re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)} == {"bookworm"}
    assert COMPOSE["services"]["db"]["image"] == "postgres:15-bookworm"


@pytest.mark.parametrize("name", OURS)
def test_a_service_is_started_by_a_command_that_there_is(name: str) -> None:
    entry = re.findall(r'^ENTRYPOINT \["python", "-m", "bot"\]$', DOCKERFILE, re.MULTILINE)
    assert entry
    assert commands.make_parser().parse_args(COMPOSE["services"][name]["command"]).role == name


@pytest.mark.parametrize("name", OURS)
def test_a_service_is_given_settings_that_there_are_and_its_secrets_as_files(name: str) -> None:
    service = COMPOSE["services"][name]
    assert set(service.get("environment", {})) <= SETTINGS
    assert set(map(str.upper, service["secrets"])) <= SETTINGS
    assert not set(map(str.upper, service["secrets"])) & set(service.get("environment", {}))
    for setting, value in service.get("environment", {}).items():
        Settings(_env_file=None, **{setting.lower(): value})


@pytest.mark.parametrize("name", OURS)
def test_a_service_has_no_right_that_it_does_not_need(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_every_secret_is_a_file_and_somebody_uses_it() -> None:
    used = {secret for service in COMPOSE["services"].values() for secret in service["secrets"]}
    assert used == set(COMPOSE["secrets"])
    assert all(kept["file"].startswith("secrets/") for kept in COMPOSE["secrets"].values())
    assert "deploy/secrets/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()


def test_the_proxy_is_trusted_by_the_address_it_comes_from() -> None:
    (network,) = COMPOSE["networks"]["default"]["ipam"]["config"]
    assert COMPOSE["services"]["web"]["environment"]["TRUSTED_PROXIES"] == network["gateway"]
    assert f"{network['gateway']}/32" in COMPOSE["services"]["web"]["environment"]["METRICS_NETWORKS"]


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_unit_starts_a_command_that_there_is(path: Path) -> None:
    found = re.search(r"^ExecStart=(?:.*exec )?/opt/mot-cua/\.venv/bin/python -m bot ([^'\n]+)", path.read_text("utf-8"), re.MULTILINE)
    assert found
    for role in ("all", *OURS):
        commands.make_parser().parse_args(shlex.split(re.sub(r"\$\$\(.*?\)", "day", found[1]).replace("%i", role)))


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_systemd_can_read_a_unit(path: Path, tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd on this machine")
    for unit in UNITS:  # a timer names its service
        text = unit.read_text("utf-8").replace("/opt/mot-cua/.venv/bin/python", sys.executable)
        (tmp_path / unit.name).write_text(text.replace("file:/opt/mot-cua/docs", f"file:{ROOT}/docs"))
    ended = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / path.name)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_unit_is_closed_as_far_as_systemd_can_close_it(path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd on this machine")
    command = ["systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSED}", str(path)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stdout.splitlines()[-1:]
    text = path.read_text("utf-8")
    assert "NoNewPrivileges=yes" in text
    assert "ProtectSystem=strict" in text


def test_children_that_read_strange_files_may_still_give_up_the_network() -> None:
    """knowledge/confinement makes namespaces of user and network: a unit that forbids them would leave these children the network."""
    assert "RestrictNamespaces=user net\n" in (DEPLOY / "systemd/mot-cua@.service").read_text("utf-8")
