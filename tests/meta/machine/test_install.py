"""deploy/install.py, which `make run` begins with: every library once and by its hash, and a busy port told before anything is done."""

from __future__ import annotations

import ensurepip
import hashlib
import importlib.util
import re
import socket
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from tests.meta.machine.test_locks import pinned
from tests.paths import ROOT

BUNDLED = sorted(Path(ensurepip.__file__).parent.glob("_bundled/pip-*.whl"))


@pytest.fixture(scope="module")
def installer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("installer", ROOT / "deploy" / "install.py")
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_the_lock_is_dealt_out_whole(installer: ModuleType, tmp_path: Path) -> None:
    halves = installer.halves(installer.pins_of(installer.PRODUCT), tmp_path)
    dealt = [line for half in halves for line in half.read_text("utf-8").splitlines() if not line.lstrip().startswith("#")]
    whole = [line for line in installer.PRODUCT.read_text("utf-8").splitlines() if not line.lstrip().startswith("#")]
    assert sorted(filter(None, dealt)) == sorted(filter(None, whole))
    assert all(abs(len(pinned(half)) - len(pinned(halves[0]))) <= 1 for half in halves)


def test_one_pip_is_pinned_with_its_hashes(installer: ModuleType) -> None:
    (pip,) = [pin for pin in installer.pins_of(installer.TOOLS) if pin.startswith("pip==")]
    assert "--hash=sha256:" in pip


def test_a_busy_port_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = f"127.0.0.1:{other.getsockname()[1]}"
        done = subprocess.run(
            [sys.executable, ROOT / "deploy/install.py", tmp_path / "made", address], capture_output=True, text=True, check=False
        )
    assert done.returncode == 1
    assert address in done.stderr
    assert "WEB_PORT" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["127.0.0.1:0", "127.0.0.1:x", "nowhere.invalid:80", "127.0.0.1:99999"])
def test_another_fault_of_the_address_is_left_to_the_program(installer: ModuleType, address: str) -> None:
    installer.look_at(address)


def a_wheel(folder: Path, name: str) -> str:
    """A library of one line; returns its hash."""
    path, info = folder / f"{name}-1.0-py3-none-any.whl", f"{name}-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(f"{name}.py", "HERE = True\n")
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def a_lock(path: Path, pins: dict[str, str]) -> Path:
    path.write_text("".join(f"{pin} \\\n    --hash=sha256:{digest}\n" for pin, digest in pins.items()), "utf-8")
    return path


@pytest.mark.skipif(not BUNDLED, reason="this Python keeps pip's wheel elsewhere")
@pytest.mark.parametrize("is_altered", [False, True])
def test_what_is_pinned_is_installed_and_what_was_altered_is_not(
    installer: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_altered: bool
) -> None:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    pip = wheels / BUNDLED[-1].name
    pip.write_bytes(BUNDLED[-1].read_bytes())
    pins = {f"{name}==1.0": a_wheel(wheels, name) for name in ("eins", "zwei", "drei")}
    if is_altered:
        pins["drei==1.0"] = hashlib.sha256(b"another").hexdigest()
    product = a_lock(tmp_path / "product.lock", pins)
    tools = a_lock(tmp_path / "tools.lock", {f"pip=={pip.name.split('-')[1]}": hashlib.sha256(pip.read_bytes()).hexdigest()})
    for name, value in {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels), "PIP_CONFIG_FILE": "/dev/null"}.items():
        monkeypatch.setenv(name, value)
    if is_altered:
        with pytest.raises(installer.InstallError):
            installer.install(tmp_path / "made", product, tools)
        return
    installer.install(tmp_path / "made", product, tools)
    asked = "import eins, zwei, drei, bot, importlib.metadata as m; print(bot.__file__, m.version('mot-cua'))"
    told = subprocess.run([tmp_path / "made/bin/python", "-c", asked], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert told.split() == [str(ROOT / "bot/__init__.py"), version]


def test_the_makefile_asks_for_the_port_when_it_is_to_run_and_only_then() -> None:
    lines = (ROOT / "Makefile").read_text("utf-8").splitlines()
    assert [line for line in lines if re.match(r"\w+: ADDRESS ", line)] == ["run: ADDRESS := $(WEB_HOST):$(WEB_PORT)"]
    assert "\t@$(PYTHON) deploy/install.py $(VENV) $(ADDRESS)" in lines
