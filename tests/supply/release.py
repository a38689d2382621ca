"""A release: python -m tests.supply.release. Refuses what is not ready, builds sdist and wheel into dist/, prints the command that tags. Pushes nothing.

Ready: the work tree is clean, the newest heading of CHANGELOG.md is `## VERSION – DAY` with the version of pyproject.toml and a day, and no tag
of that version is there. Built from what is committed, twice, and the same to the last byte: whoever has the tag can build it again and compare.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

HEADING = re.compile(r"^## (\S+) – (.+)$", re.MULTILINE)
DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
BUILD = "from setuptools import build_meta as b; b.build_wheel('../out'); b.build_sdist('../out')"
SHIPPED = ("bot", "indexer", "knowledge")
FILE, FOLDER = 0o644, 0o755
SUMS = "SHA256SUMS"


class NotReadyError(Exception):
    """What stands in the way, for who releases."""


def main(root: Path) -> int:
    try:
        version = ready(root)
        packages = twice(root, version)
    except NotReadyError as error:
        sys.stderr.write(f"Chưa phát hành được: {error}\n")
        return 1
    written(root / "dist", packages)
    sys.stdout.write("".join(f"dist/{name}  {hashlib.sha256(content).hexdigest()}\n" for name, content in packages.items()))
    sys.stdout.write(
        f'Đánh dấu và đẩy lên bằng tay:\n  git tag --annotate v{version} --message "Một Cửa {version}"\n  git push origin v{version}\n'
    )
    return 0


def ready(root: Path) -> str:
    """The version to be released. Raises NotReadyError."""
    if _git(root, "status", "--porcelain"):
        raise NotReadyError("còn thay đổi chưa ghi (git status)")
    version = str(tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"])
    newest = HEADING.search((root / "CHANGELOG.md").read_text("utf-8"))
    if newest is None or newest[1] != version:
        raise NotReadyError(f"pyproject.toml ghi {version}, mục đầu của CHANGELOG.md ghi {newest[1] if newest else 'không có gì'}")
    if not DAY.fullmatch(newest[2]):
        raise NotReadyError(f"mục {version} của CHANGELOG.md cần ngày phát hành, ví dụ “## {version} – 15/12/2026”, thay cho “{newest[2]}”")
    if _git(root, "tag", "--list", f"v{version}"):
        raise NotReadyError(f"đã có dấu v{version}; bản mới cần số mới")
    return version


def twice(root: Path, version: str) -> Mapping[str, bytes]:
    """What is built of the last commit: file → content. Raises NotReadyError where two builds differ, or a file of the product is missing."""
    moment = int(_git(root, "log", "-1", "--format=%ct"))
    once, again = (built(root, moment) for _ in range(2))
    if once != again:
        raise NotReadyError("dựng hai lần ra hai kết quả khác nhau")
    return complete(root, once, version)


def complete(root: Path, packages: Mapping[str, bytes], version: str) -> Mapping[str, bytes]:
    """`packages`, where they hold every file of the product. Raises NotReadyError."""
    if missing := sorted(_shipped(root) - set(_inside(packages))):
        raise NotReadyError(f"gói thiếu tệp, xem package-data ở pyproject.toml: {', '.join(missing[:5])}")
    if not all(f"-{version}" in name for name in packages):
        raise NotReadyError(f"gói không mang số {version}")
    return packages


def built(root: Path, moment: int) -> dict[str, bytes]:
    """sdist and wheel of the last commit, as if everything had been written at `moment` (seconds since 1970)."""
    with tempfile.TemporaryDirectory() as place:
        source, out = Path(place, "source"), Path(place, "out")
        out.mkdir()
        archive = subprocess.run(["git", "archive", "HEAD"], cwd=root, capture_output=True, check=True).stdout
        with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
            packed.extractall(source, filter="data")
        for path in source.rglob("*"):  # whatever the umask
            path.chmod(FOLDER if path.is_dir() else FILE)
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(moment), "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
        ended = subprocess.run([sys.executable, "-c", BUILD], cwd=source, env=environment, capture_output=True, text=True, check=False)
        if ended.returncode != 0:
            raise NotReadyError(ended.stderr.strip().splitlines()[-1])
        return {path.name: _plain(path, moment) for path in sorted(out.iterdir())}


def _plain(path: Path, moment: int) -> bytes:
    """A wheel as it is; an sdist packed anew, for setuptools writes into it who built it, and when."""
    if path.suffix == ".whl":
        return path.read_bytes()
    packed = io.BytesIO()
    with tarfile.open(path) as given, tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as anew:
        for member in sorted(given.getmembers(), key=lambda each: each.name):
            member.mtime, member.uid, member.gid, member.uname, member.gname = moment, 0, 0, "", ""
            member.mode, member.pax_headers = (FOLDER if member.isdir() else FILE), {}
            anew.addfile(member, given.extractfile(member) if member.isfile() else None)
    return gzip.compress(packed.getvalue(), mtime=moment)


def _inside(packages: Mapping[str, bytes]) -> Iterator[str]:
    for name, content in packages.items():
        if name.endswith(".whl"):
            with zipfile.ZipFile(io.BytesIO(content)) as wheel:
                yield from wheel.namelist()


def _shipped(root: Path) -> set[str]:
    """The product's own files, as git knows them."""
    return {name for name in _git(root, "ls-files", "-z", "--", *SHIPPED).split("\0") if name}


def written(folder: Path, packages: Mapping[str, bytes]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in packages.items():
        (folder / name).write_bytes(content)
    (folder / SUMS).write_text("".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in packages.items()))


def _git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=True).stdout.decode().strip()


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
