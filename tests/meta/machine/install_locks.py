"""Each lock installs offline with the oldest pip of Python 3.11 and with the newest, though a newer version of every package lies beside;
and none of its packages asks for a later Python than the first 3.11.

python -m tests.meta.machine.install_locks FOLDER: the wheels are fetched into FOLDER, then no index is asked. Exit status 1 names what fails.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from email.parser import Parser
from pathlib import Path

from packaging.specifiers import SpecifierSet

from tests.meta.machine.test_locks import LOCKS, pinned

OLDEST = "22.3"  # bundled with Python 3.11.0
NEWEST = ""
OLDEST_PYTHON = "3.11.0"
NEWER = "9999.0"
INSTALLER = LOCKS[0].parent / "deploy" / "install.py"


def main(folder: Path) -> int:
    wheels = folder / "wheels"
    for lock in LOCKS:
        _pip(sys.executable, "download", "--no-deps", "--require-hashes", "--requirement", str(lock), "--dest", str(wheels))
    failed = False
    for wheel, wanted in _too_new(wheels):
        sys.stdout.write(f"{wheel} needs Python {wanted}, not {OLDEST_PYTHON}: FAILS\n")
        failed = True
    for name, extras in _named().items():
        _make_newer(wheels, name, extras)
    for version in (OLDEST, NEWEST):
        python = _environment(folder / f"pip-{version or 'newest'}", version)
        for lock in LOCKS:
            offline = ("--no-index", "--find-links", str(wheels), "--require-hashes", "--dry-run", "--ignore-installed")
            ended = _pip(python, "install", *offline, "--requirement", str(lock), check=False)
            sys.stdout.write(f"pip {version or 'newest'}, {lock.name}: {'installs' if ended == 0 else 'FAILS'}\n")
            failed |= ended != 0
        made = _made(python, folder / "made", wheels)
        sys.stdout.write(f"pip {version or 'newest'}, make run: {'installs' if made else 'FAILS'}\n")
        failed |= not made
    return int(failed)


def _made(python: str, folder: Path, wheels: Path) -> bool:
    """Whether what `make run` types makes an environment, from `wheels` alone, in which nothing is missing and the program is found."""
    offline = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)}
    made = subprocess.run([python, str(INSTALLER), str(folder)], check=False, env=offline).returncode == 0
    inside = str(folder / "bin" / "python")
    return (
        made
        and _pip(inside, "check", check=False) == 0
        and subprocess.run([inside, "-c", "import bot.commands"], check=False).returncode == 0
    )


def _named() -> dict[str, set[str]]:
    """Every package of the locks, with the extras that they pin it with."""
    found: dict[str, set[str]] = {}
    for lock in LOCKS:
        for name, pin in pinned(lock).items():
            found.setdefault(name, set()).update(pin.extras)
    return found


def _too_new(wheels: Path) -> Iterator[tuple[str, str]]:
    """Wheels that the oldest Python 3.11 may not install, with what they ask for."""
    for path in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(path) as wheel:
            metadata = next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
            wanted = Parser().parsestr(wheel.read(metadata).decode()).get("Requires-Python", "")
        if not SpecifierSet(wanted).contains(OLDEST_PYTHON):
            yield path.name, wanted


def _make_newer(wheels: Path, name: str, extras: set[str]) -> None:
    """A wheel of a version that nobody has published, with nothing in it."""
    made = re.sub(r"[-.]+", "_", name)
    info = f"{made}-{NEWER}.dist-info"
    provided = "".join(f"Provides-Extra: {extra}\n" for extra in sorted(extras))
    with zipfile.ZipFile(wheels / f"{made}-{NEWER}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {NEWER}\n{provided}")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")


def _environment(folder: Path, version: str) -> str:
    """A virtual environment with that pip; returns its Python."""
    venv.create(folder, with_pip=True, clear=True)
    python = str(folder / "bin" / "python")
    _pip(python, "install", *(["--force-reinstall", f"pip=={version}"] if version else ["--upgrade", "pip"]))
    return python


def _pip(python: str, *arguments: str, check: bool = True) -> int:
    command = [python, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, check=check, env={**os.environ, "PIP_NO_INPUT": "1"}).returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
