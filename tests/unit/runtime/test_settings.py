"""What differs between machines."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bot.settings import SECRET_FOLDERS, Settings, read_settings, secret_of


def test_a_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    settings = Settings(_env_file=None)
    key = secret_of(settings, tmp_path / "var")
    assert len(key) >= 32
    assert secret_of(settings, tmp_path / "var") == key
    assert stat.S_IMODE((tmp_path / "var" / "secret").stat().st_mode) == 0o600


def test_a_key_that_is_set_is_used(tmp_path: Path) -> None:
    assert secret_of(Settings(secret_key="khoa-rieng-cua-tinh-dat-lay"), tmp_path) == "khoa-rieng-cua-tinh-dat-lay"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("variable", SECRET_FOLDERS)
def test_a_secret_may_stand_in_a_file_and_the_environment_goes_before_it(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SECRET_KEY", raising=False)
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "secret_key").write_text("khoa-nam-trong-mot-tep-rieng\n")
    (tmp_path / "secrets" / "of-another-program").write_text("x")
    monkeypatch.setenv(variable, str(tmp_path / "secrets"))
    assert read_settings().secret_key == "khoa-nam-trong-mot-tep-rieng"
    monkeypatch.setenv("SECRET_KEY", "khoa-nam-san-trong-moi-truong")
    assert read_settings().secret_key == "khoa-nam-san-trong-moi-truong"


def test_a_folder_of_secrets_that_is_not_there_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(SECRET_FOLDERS[0], str(tmp_path / "none"))
    assert read_settings() == Settings(_env_file=None)
