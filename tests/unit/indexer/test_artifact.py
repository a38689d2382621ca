"""indexer.storage.artifact: an index on disk is whole or it is refused, and it is swapped in one step."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import weakref
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.runtime.reload import Reloadable
from indexer.building.build import build
from indexer.passages import Kind
from indexer.ranking.search import Index
from indexer.storage import artifact
from indexer.storage.artifact import (
    KEPT,
    ArtifactError,
    CorruptArtifactError,
    ForeignArtifactError,
    MissingArtifactError,
    Reader,
    Writer,
    _sum_of,
    manifest_of,
    seal_of,
)
from tests import library
from tests.library import put
from tests.numbers.tiny import tiny
from tests.paths import ROOT
from tests.support.strategies import anything


def publish(folder: Path, name: str) -> Path:
    writer = Writer(folder)
    writer.array("numbers", np.arange(10))
    writer.texts("words", ["một", "", name])
    return writer.publish({"fingerprint": name, "n_records": 3})


def version_files(folder: Path) -> list[Path]:
    return sorted((folder / "versions" / (folder / "current").read_text()).iterdir())


def drafts(folder: Path) -> list[Path]:
    return list((folder / "versions").glob(".draft-*"))


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    publish(tmp_path, "first")
    reader = Reader(tmp_path)
    texts = reader.texts("words")
    assert (reader.version, reader.manifest["n_records"]) == ("first", 3)
    assert reader.array("numbers").tolist() == list(range(10))
    assert [texts[number] for number in range(len(texts))] == ["một", "", "first"]


def test_arrays_are_mapped_and_cannot_be_changed(tmp_path: Path) -> None:
    publish(tmp_path, "first")
    numbers = Reader(tmp_path).array("numbers")
    assert isinstance(numbers.base, np.memmap)
    with pytest.raises(ValueError, match="read-only"):
        numbers[0] = 1


@given(words=st.lists(anything, max_size=6))
def test_any_texts_are_read_back(words: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("texts")
    writer = Writer(folder)
    writer.texts("words", words)
    writer.publish({"fingerprint": "f"})
    texts = Reader(folder).texts("words")
    assert [texts[number] for number in range(len(texts))] == words


def test_nothing_is_seen_before_it_is_published(tmp_path: Path) -> None:
    publish(tmp_path, "first")
    writer = Writer(tmp_path)
    writer.texts("words", ["dở dang"])
    assert Reader(tmp_path).version == "first"
    writer.discard()
    assert drafts(tmp_path) == []


def test_a_draft_of_a_builder_at_work_is_left_alone(tmp_path: Path) -> None:
    mine = Writer(tmp_path)
    mine.texts("words", ["của tôi"])
    publish(tmp_path, "other")
    assert len(drafts(tmp_path)) == 1
    mine.publish({"fingerprint": "mine"})
    assert Reader(tmp_path).texts("words")[0] == "của tôi"


def test_old_versions_are_swept_but_for_the_one_that_readers_may_still_hold(tmp_path: Path) -> None:
    for number in range(5):
        publish(tmp_path, f"version-{number}")
    kept = [path.name for path in (tmp_path / "versions").iterdir()]
    assert len(kept) == KEPT
    assert "version-4" in kept


def test_the_same_content_published_again_replaces_what_broke(tmp_path: Path) -> None:
    (publish(tmp_path, "first") / "words.blob").write_bytes(b"")
    publish(tmp_path, "first")
    assert Reader(tmp_path).texts("words")[2] == "first"
    assert [path.name for path in (tmp_path / "versions").iterdir()] == ["first"]


@pytest.mark.parametrize("name", ["", "../../etc", ".draft-x", "a/b"])
def test_a_folder_where_nothing_was_built_says_how_to_build(tmp_path: Path, name: str) -> None:
    for folder in (tmp_path / "missing", put(tmp_path, "there/current", name).parent):
        with pytest.raises(MissingArtifactError, match="python -m indexer build") as caught:
            Reader(folder)
        assert caught.value.folder == folder


@pytest.fixture
def index_folder(small_index_folder: Path, tmp_path: Path) -> Path:
    """A copy of the small index, to break."""
    out = tmp_path / "index"
    for path in small_index_folder.rglob("*"):
        if path.is_file() and path.name != "cache.sqlite":
            copy = out / path.relative_to(small_index_folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    return out


def test_every_file_that_is_cut_short_or_gone_is_noticed(index_folder: Path) -> None:
    Index(index_folder)
    for path in version_files(index_folder):
        whole = path.read_bytes()
        broken = [whole[:-1], whole[: len(whole) // 2], b""] if whole else []
        for cut in broken:
            path.write_bytes(cut)
            with pytest.raises(CorruptArtifactError, match="dựng lại chỉ mục"):
                Index(index_folder)
        path.unlink()
        with pytest.raises(CorruptArtifactError, match="dựng lại chỉ mục"):
            Index(index_folder)
        path.write_bytes(whole)
    Index(index_folder)


@pytest.mark.parametrize(
    "garbage", [b"", b"{", b"\xff\xfe", b"[]", b"null", b"7", b"{}", b'{"files": {}}', b'{"files": {"a.npy": 3}, "format": 3}']
)
def test_a_garbage_manifest_is_noticed(index_folder: Path, garbage: bytes) -> None:
    (manifest,) = [path for path in version_files(index_folder) if path.name == "manifest.json"]
    manifest.write_bytes(garbage)
    with pytest.raises((CorruptArtifactError, ForeignArtifactError), match="dựng lại"):
        Reader(index_folder)
    assert manifest_of(index_folder) is None


@pytest.mark.parametrize("version", ["khong-co", "\x00", "a" * 300])
def test_a_version_that_is_not_there_is_noticed(index_folder: Path, version: str) -> None:
    (index_folder / "current").write_text(version)
    with pytest.raises(CorruptArtifactError):
        Reader(index_folder)


def _another_format(manifest: dict[str, object]) -> dict[str, object]:
    return {**manifest, "format": int(str(manifest["format"])) + 1}


def _older_format(manifest: dict[str, object]) -> dict[str, object]:
    return {**manifest, "format": int(str(manifest["format"])) - 1}


@pytest.mark.parametrize("change", [_another_format, _older_format])
def test_an_index_of_another_version_of_the_program_is_refused_not_guessed_at(
    index_folder: Path, change: Callable[[dict[str, object]], dict[str, object]]
) -> None:
    (manifest,) = [path for path in version_files(index_folder) if path.name == "manifest.json"]
    manifest.write_text(json.dumps(change(json.loads(manifest.read_text(encoding="utf-8")))), encoding="utf-8")
    with pytest.raises(ForeignArtifactError, match="phiên bản khác") as caught:
        Index(index_folder)
    assert isinstance(caught.value, ArtifactError)


_BUILDER = """
import os, signal, sys
from pathlib import Path
from indexer.building.build import build

def show(stage, done, total):
    if (stage, done) == ("Ghi chỉ mục", 2):
        os.kill(os.getpid(), signal.SIGKILL)

build([Path(sys.argv[1])], Path(sys.argv[2]), None, show)
"""


def test_a_builder_killed_in_mid_build_leaves_the_old_index_and_the_next_build_sweeps_up(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "index"
    built = build([folder], out, None, lambda *_: None)
    put(folder, "terms.tsv", "everyday\tofficial\tkind\nxe\tphương tiện\teveryday\n")
    done = subprocess.run(
        [sys.executable, "-c", _BUILDER, str(folder), str(out)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert len(drafts(out)) == 1
    assert Index(out).version == built.fingerprint[:16]
    assert Index(out).search("đăng ký nuôi chó")[0].record_id == library.DOG
    again = build([folder], out, None, lambda *_: None)
    assert again.is_new
    assert drafts(out) == []
    assert Index(out).version == again.fingerprint[:16] != built.fingerprint[:16]


def test_an_open_reader_survives_every_swap(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "index"
    build([folder], out, None, lambda *_: None)
    opened = Index(out)
    before = opened.search("đăng ký nuôi chó")
    for number in range(3):
        (folder / "procedures" / "nuoi-cho.md").unlink(missing_ok=True)
        put(folder, "stop_phrases.txt", f"lời hỏi {number}\n")
        build([folder], out, None, lambda *_: None)
    assert opened.search("đăng ký nuôi chó") == before
    assert opened.record(library.WELL) == Index(out).record(library.WELL)
    assert before[0].passage is not None
    assert Index(out).version != opened.version


def flip(path: Path, at: int) -> None:
    """One bit of a file is another, its size and its name the same."""
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def test_a_single_changed_bit_is_refused_by_name_when_an_index_is_opened(small_folder: Path, tmp_path: Path) -> None:
    build([small_folder], tmp_path, None, lambda *_: None)
    Index(tmp_path)
    names = [path.name for path in version_files(tmp_path) if path.name != "manifest.json" and path.stat().st_size]
    for name in names:
        path = tmp_path / "versions" / (tmp_path / "current").read_text() / name
        flip(path, path.stat().st_size // 2)
        with pytest.raises(CorruptArtifactError, match=name):
            Index(tmp_path)
        flip(path, path.stat().st_size // 2)
    Index(tmp_path)


def test_what_was_found_whole_is_read_once_in_a_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path, "first")
    read: list[Path] = []

    def told(path: Path) -> int:
        read.append(path)
        return _sum_of(path)

    monkeypatch.setattr(artifact, "_sum_of", told)
    for _ in range(3):
        Reader(tmp_path).verify()
    assert len(read) == len(version_files(tmp_path)) - 1
    publish(tmp_path, "first")
    read.clear()
    Reader(tmp_path).verify()
    assert len(read) == len(version_files(tmp_path)) - 1, "written anew, read anew"


def test_a_wrong_index_is_refused_while_the_old_one_answers_on(small_folder: Path, tmp_path: Path) -> None:
    build([small_folder], tmp_path, None, lambda *_: None)
    live = Reloadable(lambda: seal_of(tmp_path), lambda: Index(tmp_path))
    old = live.current
    build([small_folder], tmp_path, [old.ids(Kind.PROCEDURE)[0]], lambda *_: None)
    largest = max((path for path in version_files(tmp_path) if path.suffix == ".npy"), key=lambda path: path.stat().st_size)
    flip(largest, largest.stat().st_size - 1)
    assert not live.refresh()
    assert live.current is old
    assert old.search("đăng ký kết hôn") is not None


def test_an_index_that_nobody_uses_any_more_is_gone_at_once_and_its_files_with_it() -> None:
    index = tiny({"code": "9.000001", "name": "Cấp phép thả diều"})
    assert index.record("9.000001") is index.record("9.000001"), "a record is read once"
    left = weakref.ref(index)
    gc.disable()
    try:
        del index
        assert left() is None
    finally:
        gc.enable()
