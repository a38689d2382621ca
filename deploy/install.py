"""`make run`: a virtual environment with the libraries of requirements.lock, every one by its hash, as fast as two cores allow.

    python3 deploy/install.py FOLDER [HOST:PORT]

FOLDER: where the environment is made anew. HOST:PORT: where the program is about to listen; when another program has it, that is said
before anything is installed. Exit status 1: the reason is on stderr. Needs Python's own library and nothing else: nothing is installed yet.

Where the time went on one core before (CPU seconds, 75 packages): ensurepip 5.7, pip 22.5, the editable install 2.5. Now: the pip that
requirements-dev.lock pins comes first, because an old pip compares every wheel of every version ever published one tag at a time (22.5 to
8.2); two of it install half of the lock each; and our own place is written down without a build.
"""

# ruff: noqa: INP001 (a program, no package)
from __future__ import annotations

import errno
import re
import socket
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PRODUCT, TOOLS = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
LAST_PORT = 65_535
AT_ONCE = 2  # of pip: more only wait for one another on two cores
PATH = "mot-cua.pth"  # one line: where the program stands
PIP = ("-m", "pip", "--quiet", "--disable-pip-version-check")
INSTALL = ("install", "--no-compile", "--no-deps", "--require-hashes", "--requirement")
"""`--no-deps`: the lock names all there is (`make locks` lets pip resolve it and prove so), and each half must not ask for the other."""
_PIN = re.compile(r"^(?=[a-z0-9])", re.MULTILINE)


class InstallError(Exception):
    """What hinders, as it is told to who typed the command."""


def main(arguments: Sequence[str]) -> int:
    try:
        folder, *address = arguments
        if address:
            look_at(address[0])
        install(Path(folder), PRODUCT, TOOLS)
    except InstallError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def look_at(address: str) -> None:
    """Raises InstallError where another program listens at `address` ("127.0.0.1:8000")."""
    host, _, port = address.rpartition(":")
    if not (port.isdecimal() and int(port) <= LAST_PORT):
        return  # the program itself says what is wrong with the address: it knows the settings
    try:
        socket.create_server((host, int(port)), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            return
        told = (
            "chương trình khác đang dùng cổng này. Dừng chương trình kia, hoặc ghi cổng khác, như WEB_PORT=8001, vào tệp .env rồi gõ lại."
        )
        raise InstallError(f"Không mở được {address}: {told}") from error


def install(folder: Path, product: Path, tools: Path) -> None:
    """Make the environment with what the lock `product` pins, and the pip of the lock `tools`. Raises InstallError where pip refuses
    something; what pip says stands above it."""
    pins = pins_of(product)
    sys.stdout.write(f"Bước 1/2: cài {len(pins)} thư viện, chừng mười giây nếu mạng nhanh…\n")
    sys.stdout.flush()
    venv.create(folder, clear=True, with_pip=False, symlinks=True)
    python = str(folder / "bin" / "python")
    with tempfile.TemporaryDirectory() as shelf:
        newer = Path(shelf) / "pip.lock"
        newer.write_text("".join(pin for pin in pins_of(tools) if pin.startswith("pip==")), "utf-8")
        if not _is_done([sys.executable, "-m", "pip", "--python", python, *PIP[2:], *INSTALL, str(newer)]):
            venv.create(folder, clear=True, with_pip=True, symlinks=True)  # this Python has no pip of its own
            _must([[python, *PIP, *INSTALL, str(newer)]])
        _must([[python, *PIP, *INSTALL, str(half)] for half in halves(pins, Path(shelf))])
    _add_ourselves(folder / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages")
    sys.stdout.write("Bước 2/2: thư viện đã xong; tiếp theo là chuẩn bị dữ liệu rồi mở trang.\n")


def pins_of(lock: Path) -> list[str]:
    """Each package of a lock with its hashes, as it stands there."""
    return [pin for pin in _PIN.split(lock.read_text("utf-8")) if "==" in pin.partition("\n")[0]]


def halves(pins: Sequence[str], folder: Path) -> list[Path]:
    """The pins dealt out to AT_ONCE files, turn by turn; each stands in one of them."""
    files = [folder / f"{number}.lock" for number in range(AT_ONCE)]
    for number, file in enumerate(files):
        file.write_text("".join(pins[number::AT_ONCE]), "utf-8")
    return files


def _must(commands: Sequence[Sequence[str]]) -> None:
    """Run them beside one another. Raises InstallError where one fails, after all have ended."""
    running = [subprocess.Popen(command) for command in commands]  # noqa: S603
    if {process.wait() for process in running} != {0}:
        raise InstallError("Chưa cài được thư viện: lý do ở các dòng trên. Xem lại mạng, ổ đĩa, rồi gõ lại lệnh vừa rồi.")


def _is_done(command: Sequence[str]) -> bool:
    """Whether it ended well; what it says is kept from who reads along: another way is tried."""
    return subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603


def _add_ourselves(packages: Path) -> None:
    """The program itself, from where it stands, with its name and version: what `pip install --editable` writes, without a build."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    info = packages / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    info.mkdir()
    (packages / PATH).write_text(f"{ROOT}\n", "utf-8")
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n", "utf-8")
    (info / "INSTALLER").write_text("make\n", "utf-8")
    written = (PATH, *(f"{info.name}/{name}" for name in ("METADATA", "INSTALLER", "RECORD")))
    (info / "RECORD").write_text("".join(f"{name},,\n" for name in written), "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
