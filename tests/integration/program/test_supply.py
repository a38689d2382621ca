"""What the program is made of can be listed and looked up: `make sbom`, `make audit`."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.paths import ROOT
from tests.supply.audit import OFFLINE, verdict
from tests.support.ports import free_port

PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)
SBOM = re.search(r"^sbom:.*\n\t(.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def _listed(out: Path) -> bytes:
    """What the command of the Makefile writes."""
    assert SBOM is not None
    command = SBOM[1].replace("$(BIN)/cyclonedx-py", f"{sys.executable} -m cyclonedx_py").replace("sbom.json", str(out)).split()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": ""})
    return out.read_bytes()


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_list_of_parts_names_every_pinned_library_and_is_the_same_every_time(tmp_path: Path) -> None:
    made = _listed(tmp_path / "one.json")
    listed = {(_plain(part["name"]), part["version"]) for part in json.loads(made)["components"]}
    pinned = {(_plain(name), version) for name, version in PINNED.findall((ROOT / "requirements.lock").read_text(encoding="utf-8"))}
    assert len(pinned) > 50
    assert listed == pinned
    assert json.loads(made)["bomFormat"] == "CycloneDX"
    assert _listed(tmp_path / "two.json") == made


def test_a_weak_library_fails_the_audit_and_is_named() -> None:
    told = {"name": "mau", "version": "1.0", "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["1.1"]}]}
    found = verdict(json.dumps({"dependencies": [told, {"name": "tot", "version": "2", "vulns": []}]}))
    assert found.status == 1
    assert "mau 1.0: PYSEC-2026-1; sửa ở bản 1.1." in found.text


def test_what_could_not_be_asked_is_not_called_healthy() -> None:
    skipped = {"name": "x", "skip_reason": "not found"}
    assert verdict(json.dumps({"dependencies": [skipped]})).text == OFFLINE
    assert verdict("").text == OFFLINE
    some = verdict(json.dumps({"dependencies": [skipped, {"name": "tot", "version": "2", "vulns": []}]}))
    assert "1 thư viện không hỏi được: x" in some.text
    assert some.status == 0


def test_without_the_network_the_audit_says_so_and_ends_well() -> None:
    nowhere = f"http://127.0.0.1:{free_port()}"
    environment = {**os.environ, "HTTPS_PROXY": nowhere, "HTTP_PROXY": nowhere, "https_proxy": nowhere, "http_proxy": nowhere}
    done = subprocess.run(
        [sys.executable, "-m", "tests.supply.audit"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, OFFLINE)


def test_the_licence_stands_beside_the_program() -> None:
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").split()[:2] == ["Apache", "License"]
    assert tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["license"] == "Apache-2.0"
