"""knowledge.files: a file is written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from knowledge.files import readable, write_atomically


def test_writes_into_folders_that_are_not_there_yet(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "tệp.txt"
    write_atomically(path, b"\x00moi")
    assert path.read_bytes() == b"\x00moi"


def test_replaces_a_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "current"
    write_atomically(path, b"cu")
    write_atomically(path, b"moi")
    assert path.read_bytes() == b"moi"
    assert [found.name for found in tmp_path.iterdir()] == ["current"]


def test_a_web_server_of_another_user_may_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "current"
    write_atomically(path, b"")
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_reader_of_the_old_file_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "current"
    write_atomically(path, b"cu")
    with path.open("rb") as reader:
        write_atomically(path, b"moi")
        assert reader.read() == b"cu"


def test_a_write_that_fails_leaves_everything_as_it_was(tmp_path: Path) -> None:
    occupied = tmp_path / "occupied"
    (occupied / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="occupied"):
        write_atomically(occupied, b"moi")
    assert [found.name for found in tmp_path.iterdir()] == ["occupied"]


def test_a_name_in_an_old_encoding_becomes_text() -> None:
    assert readable(os.fsdecode(b"k\xea ho\xe1ch.txt")) == "k\ufffd ho\ufffdch.txt"
    assert readable("kế hoạch.txt") == "kế hoạch.txt"
