"""indexer.building.build: a library becomes an index; what did not change is not done again."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path

import grimp
import pytest

from indexer.building.build import KNOWLEDGE, MAKERS, Built, build, fingerprint, write
from indexer.ranking.search import Index
from knowledge.errors import LibraryError
from knowledge.files import locked
from knowledge.loading.library import load
from tests import library
from tests.library import put

STAGES = ("Đọc thư viện", "Đếm từ", "Ghi chỉ mục")


class Log:
    """Remembers what a build told of its progress."""

    def __init__(self) -> None:
        self.told: list[tuple[str, int, int]] = []

    def __call__(self, stage: str, done: int, total: int) -> None:
        self.told.append((stage, done, total))

    @property
    def counted(self) -> int:
        return max((done for stage, done, _ in self.told if stage == "Đếm từ"), default=0)


def built(out: Path, *folders: Path, codes: list[str] | None = None) -> tuple[Built, Log]:
    log = Log()
    return build(list(folders), out, codes, log), log


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_builds_every_record_and_tells_how_far_it_is(folder: Path, tmp_path: Path) -> None:
    made, log = built(tmp_path / "index", folder)
    assert (made.is_new, made.n_records, log.counted) == (True, 17, 17)
    assert list(dict.fromkeys(stage for stage, _, _ in log.told)) == list(STAGES)
    assert all(0 <= done <= total for _, done, total in log.told)
    assert len(Index(tmp_path / "index")) == 17


def test_nothing_changed_and_nothing_is_done(folder: Path, tmp_path: Path) -> None:
    first, _ = built(tmp_path / "index", folder)
    again, log = built(tmp_path / "index", folder)
    assert (again.is_new, again.n_records, again.fingerprint, log.told) == (False, first.n_records, first.fingerprint, [])


def test_one_record_changed_and_only_it_is_counted_again(folder: Path, tmp_path: Path) -> None:
    built(tmp_path / "index", folder)
    replace(folder / "procedures" / "san-dinh.md", "bà con mượn sân đình", "bà con thuê bãi bóng")
    made, log = built(tmp_path / "index", folder)
    assert (made.is_new, log.counted) == (True, 1)
    assert Index(tmp_path / "index").search("thuê bãi bóng")[0].record_id == library.YARD


def test_a_record_added_is_counted_and_a_record_gone_is_not_found(folder: Path, tmp_path: Path) -> None:
    built(tmp_path / "index", folder)
    put(folder, "procedures/them.jsonl", '{"code": "9.100000", "name": "Đăng ký chèo đò ngang"}')
    (folder / "procedures" / "san-dinh.md").unlink()
    made, log = built(tmp_path / "index", folder)
    index = Index(tmp_path / "index")
    assert (made.n_records, log.counted) == (17, 1)
    assert index.search("chèo đò ngang")[0].record_id == "9.100000"
    assert index.record(library.YARD) is None


def test_other_words_alone_count_nothing_again(folder: Path, tmp_path: Path) -> None:
    built(tmp_path / "index", folder)
    put(folder, "stop_phrases.txt", "lời hỏi khác\n")
    made, log = built(tmp_path / "index", folder)
    assert (made.is_new, log.counted) == (True, 0)


def test_counted_again_or_not_the_index_is_the_same(folder: Path, tmp_path: Path) -> None:
    built(tmp_path / "slow", folder)
    put(folder, "aliases/them.jsonl", '{"code": "9.000009", "phrases": ["mượn đình", "mượn bãi", "thuê sân"]}')
    built(tmp_path / "slow", folder)
    made, _ = built(tmp_path / "fresh", folder)
    version = made.fingerprint[:16]
    slow, fresh = (tmp_path / name / "versions" / version for name in ("slow", "fresh"))
    names = sorted(path.name for path in fresh.iterdir())
    assert names == sorted(path.name for path in slow.iterdir())
    assert [name for name in names if (slow / name).read_bytes() != (fresh / name).read_bytes()] == []


def test_an_office_serves_only_the_codes_it_lists(folder: Path, tmp_path: Path) -> None:
    made, _ = built(tmp_path / "index", folder, codes=[library.TREE, library.DOG, "9.999999"])
    index = Index(tmp_path / "index")
    assert made.n_records == 2 + 1 + 2 + 1
    assert len(index) == made.n_records
    assert (index.is_served(library.DOG), index.is_served(library.WELL), index.is_served("9.999999")) == (True, False, False)
    assert {hit.record_id for hit in index.search("giấy phép trồng cây cổ thụ")} & {library.TREE, library.TREE_MINISTRY} == {library.TREE}


def test_a_procedure_that_the_office_does_not_serve_is_still_known(folder: Path, tmp_path: Path) -> None:
    built(tmp_path / "index", folder, codes=[library.DOG])
    index = Index(tmp_path / "index")
    parsed = index.parse("giấy phép trồng cây cổ thụ")
    assert library.TREE in {hit.record_id for hit in index.hits(parsed, elsewhere=True)}
    assert library.DOG not in {hit.record_id for hit in index.hits(parsed, elsewhere=True)}
    assert index.record(library.TREE) is not None


def test_other_codes_are_another_index_and_their_order_is_not(folder: Path, tmp_path: Path) -> None:
    built(tmp_path / "index", folder, codes=[library.TREE, library.DOG])
    assert not built(tmp_path / "index", folder, codes=[library.DOG, library.TREE])[0].is_new
    assert built(tmp_path / "index", folder, codes=[library.DOG])[0].is_new
    assert built(tmp_path / "index", folder, codes=[])[0].n_records == 4
    assert built(tmp_path / "index", folder)[0].n_records == 17


def test_folders_are_laid_over_one_another(folder: Path, tmp_path: Path) -> None:
    put(tmp_path / "office", "procedures/x.jsonl", f'{{"code": "{library.DOG}", "name": "Đăng ký chó mèo của phường"}}')
    made, _ = built(tmp_path / "index", folder, tmp_path / "office")
    assert made.n_records == 17
    assert Index(tmp_path / "index").search("đăng ký chó mèo")[0].name == "Đăng ký chó mèo của phường"


def test_a_library_with_faults_is_not_built_and_the_old_index_stays(folder: Path, tmp_path: Path) -> None:
    first, _ = built(tmp_path / "index", folder)
    put(folder, "procedures/x.md", "chữ")
    with pytest.raises(LibraryError):
        built(tmp_path / "index", folder)
    assert Index(tmp_path / "index").version == first.fingerprint[:16]


def test_an_index_that_broke_is_built_again(folder: Path, tmp_path: Path) -> None:
    made, _ = built(tmp_path / "index", folder)
    (tmp_path / "index" / "versions" / made.fingerprint[:16] / "records.blob").write_bytes(b"")
    again, log = built(tmp_path / "index", folder)
    assert (again.is_new, log.counted) == (True, 0)
    assert Index(tmp_path / "index").record(library.DOG) is not None


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6])
def test_a_cache_that_broke_is_thrown_away(folder: Path, tmp_path: Path, share: float) -> None:
    built(tmp_path / "index", folder)
    cache = tmp_path / "index" / "cache.sqlite"
    whole = bytearray(cache.read_bytes())
    begin = int(len(whole) * share)
    whole[begin : begin + 12_000] = b"\xa5" * len(whole[begin : begin + 12_000])
    cache.write_bytes(bytes(whole))
    put(folder, "stop_phrases.txt", "lời hỏi khác\n")
    made, _ = built(tmp_path / "index", folder)
    assert made.is_new
    assert Index(tmp_path / "index").search("đăng ký nuôi chó")[0].record_id == library.DOG


def test_more_records_than_one_batch_are_counted_on_every_core(tmp_path: Path) -> None:
    lines = [f'{{"code": "9.{number:06}", "name": "Cấp giấy phép số {number} cho việc thứ {number}"}}' for number in range(100, 200)]
    put(tmp_path / "library", "procedures/nhieu.jsonl", "\n".join(lines))
    made, log = built(tmp_path / "index", tmp_path / "library")
    assert (made.n_records, log.counted) == (100, 100)
    assert Index(tmp_path / "index").search("giấy phép số 199")[0].record_id == "9.000199"


def test_an_empty_library_is_an_empty_index(tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    made, _ = built(tmp_path / "index", tmp_path / "library")
    assert (made.is_new, made.n_records, len(Index(tmp_path / "index"))) == (True, 0, 0)


def test_of_two_builders_the_second_waits_and_finds_the_work_done(tmp_path: Path) -> None:
    out = tmp_path / "index"
    folder = library.write(tmp_path / "content")
    log = Log()
    job = threading.Thread(target=build, args=([folder], out, None, log))
    with locked(out / ".build.lock", lambda: None):
        job.start()
        deadline = time.monotonic() + 20
        while not log.told and time.monotonic() < deadline:
            time.sleep(0.01)
        write(load([folder]), out, fingerprint([folder], None), Log())
    job.join(20)
    assert log.told == [("Đợi lượt dựng khác", 0, 1)]


def test_an_index_with_a_changed_file_is_built_anew(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "index"
    built(out, folder)
    path = out / "versions" / (out / "current").read_text() / "said.idf.npy"
    data = path.read_bytes()
    path.write_bytes(b"X" * 8 + data[8:])
    made, _ = built(out, folder)
    assert made.is_new
    assert path.read_bytes() == data


def test_all_code_that_makes_an_index_counts_as_what_the_index_is_made_by() -> None:
    graph = grimp.build_graph("indexer", "knowledge", cache_dir=None)
    makes = {"indexer.building.build", *graph.find_upstream_modules("indexer.building.build")}
    files = {name for name in makes if name.startswith("indexer.") and not graph.find_children(name)}
    assert {module.__name__ for module in MAKERS} == files


@pytest.mark.parametrize("where", ["__init__.py", "loading/folder.py", "records/procedure.py", "facts/fee_notes.py", "texts/text.py"])
def test_a_change_in_any_drawer_of_the_knowledge_makes_another_index(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, copied, ignore=shutil.ignore_patterns("content", "__pycache__"))
    monkeypatch.setattr("indexer.building.build.KNOWLEDGE", copied)
    before = fingerprint([], None)
    assert before == fingerprint([], None)
    with (copied / where).open("a", encoding="utf-8") as changed:
        changed.write("# changed\n")
    assert fingerprint([], None) != before
