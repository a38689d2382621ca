"""`make release` lets through what is ready and nothing else; and no key or password stands in what would be committed."""

from __future__ import annotations

import re
import subprocess
import tarfile
from pathlib import Path

import pytest
import yaml

from tests.paths import ROOT
from tests.supply import release, secret_scan
from tests.supply.release import NotReadyError

PYPROJECT = """[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"

[project]
name = "mot-cua"
version = "1.2.3"

[tool.setuptools]
packages = ["bot"]

[tool.setuptools.package-data]
bot = ["*.toml"]
"""


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=An", "-c", "user.email=an@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A repository that is ready."""
    root = tmp_path / "repository"
    (root / "bot").mkdir(parents=True)
    (root / "bot/__init__.py").write_text('"""A bot."""\n')
    (root / "bot/vi.toml").write_text("hello = 1\n")
    (root / "pyproject.toml").write_text(PYPROJECT)
    (root / "CHANGELOG.md").write_text("# Thay đổi\n\n## 1.2.3 – 15/12/2026\n\n- Một.\n\n## 1.2.2 – 1/1/2026\n")
    (root / ".gitignore").write_text("dist/\n")
    git(root, "init")
    kept(root)
    return root


def kept(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--message", "x")


def test_a_release_is_built_and_its_tag_is_left_to_who_releases(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert release.main(home) == 0
    told = capsys.readouterr().out
    assert 'git tag --annotate v1.2.3 --message "Một Cửa 1.2.3"' in told
    names = {path.name for path in (home / "dist").iterdir()}
    assert names == {"mot_cua-1.2.3-py3-none-any.whl", "mot_cua-1.2.3.tar.gz", "SHA256SUMS"}
    assert all(name in (home / "dist/SHA256SUMS").read_text() for name in names - {"SHA256SUMS"})
    with tarfile.open(home / "dist/mot_cua-1.2.3.tar.gz") as packed:
        assert {(member.uid, member.uname, member.gname) for member in packed} == {(0, "", "")}, "nobody is named"
    assert subprocess.run(["git", "tag"], cwd=home, capture_output=True, check=True).stdout == b""


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        ("CHANGELOG.md", "## 1.2.3 –", "## 1.2.4 –", "mục đầu của CHANGELOG.md ghi 1.2.4"),
        ("CHANGELOG.md", "15/12/2026", "chưa phát hành", "cần ngày phát hành"),
        ("CHANGELOG.md", "## ", "", "ghi không có gì"),
        ("pyproject.toml", 'bot = ["*.toml"]', "", "gói thiếu tệp"),
    ],
)
def test_what_is_not_ready_is_refused_with_its_reason(
    home: Path, file: str, before: str, after: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / file).write_text((home / file).read_text().replace(before, after))
    kept(home)
    if said == "gói thiếu tệp":  # of two builds one is enough to see it
        with pytest.raises(NotReadyError, match=said):
            release.complete(home, release.built(home, 1_800_000_000), "1.2.3")
        return
    assert release.main(home) == 1
    assert said in capsys.readouterr().err
    assert not (home / "dist").exists()


def test_what_is_not_committed_or_tagged_already_is_refused(home: Path) -> None:
    (home / "left.txt").touch()
    with pytest.raises(NotReadyError, match="chưa ghi"):
        release.ready(home)
    kept(home)
    git(home, "tag", "v1.2.3")
    with pytest.raises(NotReadyError, match="đã có dấu"):
        release.ready(home)


def test_the_version_is_the_same_wherever_it_stands() -> None:
    version = found_version(ROOT / "pyproject.toml")
    heading = release.HEADING.search((ROOT / "CHANGELOG.md").read_text("utf-8"))
    assert heading
    assert heading[1] == version
    assert f"image: mot-cua:{version}\n" in (ROOT / "deploy/compose.yaml").read_text("utf-8")
    assert f"-t mot-cua:{version} ." in (ROOT / "deploy/Dockerfile").read_text("utf-8")


def found_version(path: Path) -> str:
    (version,) = re.findall(r'^version = "(.+)"$', path.read_text("utf-8"), re.MULTILINE)
    return str(version)


# ---- keys and passwords

PLANTED = {
    "mã của bot Telegram": "bot = 8812345678:" + "AAF9x" * 7,
    "khóa riêng": "-----BEGIN " + "RSA PRIVATE KEY-----",
    "khóa của dịch vụ đám mây": "aws = AKIA" + "Q4T7Z2M9" * 2,
    "mật khẩu trong địa chỉ": "postgresql://motcua:" + "tR7-kq2Zx@db/motcua",
    "khóa hay mật khẩu": "SECRET_KEY=" + "q7Zt2Kx9Lm4Vb8Nc1Wd6",
}


@pytest.mark.parametrize("kind", secret_scan.KINDS)
def test_a_planted_key_is_found_and_not_repeated(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "settings.env"
    path.write_text(f"# a line before\n{PLANTED[kind]}\n")
    assert secret_scan.main([str(path)]) == 1
    told = capsys.readouterr().out
    assert f"{path}:2: {kind}" in told
    assert PLANTED[kind].split("=")[-1].strip() not in told


@pytest.mark.parametrize(
    "text", ["token = settings.telegram_bot_token", "SECRET_KEY=", "password: str", "secret = compare_digest_of_everything(it)"]
)
def test_names_of_the_program_are_no_keys(text: str) -> None:
    assert list(secret_scan.found_in(text)) == []


def test_none_stands_in_what_would_be_committed() -> None:
    assert list(secret_scan.scan(secret_scan.tracked(ROOT))) == []


def test_it_is_looked_for_before_each_commit() -> None:
    hooks = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]}
    assert {"ruff-format", "ruff", "mypy", "secrets", "content"} == set(hooks)
    assert hooks["secrets"]["entry"].endswith("-m tests.supply.secret_scan")
    assert "types" not in hooks["secrets"], "keys stand in files of every kind"
