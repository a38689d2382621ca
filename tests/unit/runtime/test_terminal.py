"""knowledge.terminal: a command ends with words and a status, never with a traceback."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from knowledge.terminal import FAULTY, OK, STOPPED, finished, told


def _raises(error: BaseException) -> int:
    raise error


def test_a_command_that_ends_well_gives_its_own_status() -> None:
    assert (finished(lambda: OK), finished(lambda: FAULTY)) == (OK, FAULTY)


def test_what_the_system_refuses_is_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert finished(lambda: len((tmp_path / "khong-co").read_bytes())) == FAULTY
    assert capsys.readouterr().err == f"{tmp_path / 'khong-co'}: không có tệp hoặc thư mục này\n"


def test_an_error_without_a_file_or_with_a_rare_number_is_told_as_well() -> None:
    assert told(OSError(errno.ENOSPC, "No space left on device")) == "ổ đĩa đã đầy"
    assert "Too many links" in told(OSError(errno.EMLINK, "Too many links", "a.txt"))


def test_stopping_by_hand_is_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert finished(lambda: _raises(KeyboardInterrupt())) == STOPPED
    assert "Đã dừng" in capsys.readouterr().err
