"""The command lines that scripts depend on: what they say, where they say it, and how they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import library
from tests.library import put
from tests.paths import ROOT
from tests.support import forking
from tests.support.forking import EndedProcess


def run(*arguments: object, cwd: Path, typed: str = "") -> EndedProcess:
    """`python -m …` in the folder `cwd`."""
    ended = forking.run(*map(str, arguments), cwd=cwd, env={**os.environ, "PYTHONPATH": str(ROOT)}, typed=typed)
    assert "Traceback" not in ended.err, ended.err
    return ended


def run_anew(*arguments: object, cwd: Path) -> EndedProcess:
    """The same as a script would start it: by an interpreter that knows nothing yet."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=120,
    )
    return EndedProcess(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small library and its index where the commands look for it."""
    home = tmp_path_factory.mktemp("office")
    library.write(home / "library")
    library.vouch(home / "library")
    built = run("indexer", "build", "--knowledge", "library", cwd=home)
    assert (built.status, built.out) == (0, "var/index: đã dựng, 17 bản ghi.\n"), built.err
    return home


# each package, started by itself: what is forked has the modules of all of them


@pytest.mark.parametrize(
    "arguments",
    [
        ("knowledge", "check", "khong-co"),
        ("indexer", "search", "nuôi chó"),
        ("bot", "ask", "nuôi chó"),
        ("bot", "migrate"),
        ("bot", "backup", "kept.zip"),
        ("bot", "staff", "list"),
    ],
)
def test_a_command_says_the_same_where_nothing_was_imported_before(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "anew").mkdir()
    (tmp_path / "forked").mkdir()
    anew, forked = run_anew(*arguments, cwd=tmp_path / "anew"), run(*arguments, cwd=tmp_path / "forked")
    assert anew == forked
    assert anew.status == 0 or anew.err


# knowledge check


def test_check_finds_nothing_wrong_with_what_ships(tmp_path: Path) -> None:
    ended = run("knowledge", "check", cwd=tmp_path)
    assert (ended.status, ended.err) == (0, "")
    last = ended.out.splitlines()[-1]  # before it, from thirty days before a term ends, what will end
    assert last.startswith("5759 thủ tục, 5 kế hoạch, ")
    assert last.endswith(": 0 lỗi")


def test_check_lays_a_folder_over_what_ships(office: Path) -> None:
    ended = run("knowledge", "check", "library", cwd=office)
    assert (ended.status, ended.out.splitlines()[-1].split(",")[0]) == (0, "5772 thủ tục")


def test_check_tells_every_fault_with_file_and_line(folder: Path) -> None:
    put(folder, "procedures/x.md", '---\ncode: "9.100000"\nname: Tên\n---\n## Mục lạ\nChữ.\n')
    put(folder, "aliases/x.jsonl", '\n{"code": 1}\n')
    ended = run("knowledge", "check", folder, cwd=folder)
    lines = ended.err.splitlines()
    assert (ended.status, ended.out) == (1, "")
    assert [line.split(": ")[0] for line in lines[:-1]] == ["aliases/x.jsonl:2", "aliases/x.jsonl:2", "procedures/x.md:5"]
    assert lines[-1] == "3 lỗi"


def test_check_tells_what_only_the_whole_library_shows(folder: Path) -> None:
    library.vouch(folder)
    put(folder, "aliases/x.jsonl", '{"code": "9.999999", "phrases": ["một câu lạ", "hai câu lạ", "ba câu lạ"]}')
    ended = run("knowledge", "check", folder, cwd=folder)
    assert (ended.status, ended.err) == (1, "")
    assert ended.out.splitlines()[0] == "aliases/x.jsonl:1: 9.999999: mã 9.999999 không có trong thư viện"
    assert ended.out.endswith(": 1 lỗi\n")


def test_check_of_a_missing_folder_says_so(tmp_path: Path) -> None:
    ended = run("knowledge", "check", "khong-co", cwd=tmp_path)
    assert (ended.status, ended.out, ended.err) == (1, "", "khong-co: không có thư mục này\n1 lỗi\n")


# knowledge show


def test_show_tells_one_record_as_the_citizen_would_read_it(office: Path) -> None:
    ended = run("knowledge", "show", library.DOG, "--knowledge", "library", cwd=office)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("Thủ tục đăng ký nuôi chó\nMã thủ tục: 9.000001\n")
    assert "PHÍ, LỆ PHÍ\n- Nộp trực tiếp: 20.000 đồng\n" in ended.out
    assert "(Nguồn: 12/QĐ-THU, đối chiếu ngày 06/05/2026)" in ended.out


def test_show_of_an_unknown_code_says_so(tmp_path: Path) -> None:
    ended = run("knowledge", "show", "9.999999", cwd=tmp_path)
    assert (ended.status, ended.out, ended.err) == (1, "", "Không có thủ tục nào mang mã 9.999999.\n")


# indexer build


def test_build_again_does_nothing(office: Path) -> None:
    ended = run("indexer", "build", "--knowledge", "library", cwd=office)
    assert (ended.status, ended.out) == (0, "var/index: không có gì thay đổi, 17 bản ghi.\n")


def test_build_takes_several_folders_and_only_the_codes_listed(office: Path, tmp_path: Path) -> None:
    put(tmp_path, "more/procedures/x.jsonl", '{"code": "9.100000", "name": "Cấp phép thả diều"}')
    codes = put(tmp_path, "codes.txt", f"# chỉ hai mã này\n9.100000\n\n{library.DOG}\n")
    folders = ["--knowledge", office / "library", tmp_path / "more"]
    ended = run("indexer", "build", *folders, "--codes", codes, "--out", "index", cwd=tmp_path)
    assert (ended.status, ended.out) == (0, "index: đã dựng, 6 bản ghi.\n")
    found = run("indexer", "search", "thả diều", "--index", "index", "--json", cwd=tmp_path)
    assert json.loads(found.out)[0]["record_id"] == "9.100000"


def test_build_of_a_broken_library_tells_its_faults_and_builds_nothing(tmp_path: Path) -> None:
    put(tmp_path, "library/faq/x.md", "chữ")
    ended = run("indexer", "build", "--knowledge", "library", cwd=tmp_path)
    assert (ended.status, ended.out) == (1, "")
    assert "faq/x.md:1: thiếu phần đầu YAML" in ended.err
    assert "1 lỗi" in ended.err
    assert not (tmp_path / "var" / "index" / "current").exists()


@pytest.mark.parametrize("arguments", [("--knowledge", "khong-co"), ("--codes", "khong-co.txt")])
def test_build_of_what_is_missing_names_it(office: Path, tmp_path: Path, arguments: tuple[str, str]) -> None:
    ended = run("indexer", "build", *arguments, cwd=tmp_path)
    assert (ended.status, ended.out) == (1, "")
    assert arguments[1] in ended.err


# indexer search


def test_search_tells_what_it_found_and_why(office: Path) -> None:
    ended = run("indexer", "search", "nhà mới mua con chó phải báo ai", "--limit", "2", cwd=office)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.splitlines()[0].startswith(" 1. đăng ký nuôi chó [9.000001] (")
    assert "vì “nhà mới mua con chó phải báo ai”" in ended.out
    assert " 3. " not in ended.out


def test_search_in_json_holds_hits_with_passage_and_reason(office: Path) -> None:
    ended = run("indexer", "search", "sổ tiêm phòng dại của chó", "--json", cwd=office)
    first = json.loads(ended.out)[0]
    assert ended.status == 0
    assert set(first) == {"kind", "record_id", "name", "score", "passage", "why", "level", "place"}
    assert (first["kind"], first["record_id"]) == ("thu_tuc", library.DOG)
    assert set(first["passage"]) == {"part", "heading", "text"}
    assert first["passage"]["part"] == "ho_so"
    assert set(first["why"]) == {"phrase", "share", "words"}
    assert "chó" in first["why"]["words"]


def test_search_that_finds_nothing_says_how_to_ask(office: Path) -> None:
    assert "Không tìm thấy" in run("indexer", "search", "???", cwd=office).out
    assert json.loads(run("indexer", "search", "???", "--json", cwd=office).out) == []


def test_search_without_a_question_asks_until_an_empty_line(office: Path) -> None:
    ended = run("indexer", "search", cwd=office, typed="đặt tên ngõ\nmượn sân đình\n\nkhông đọc tới đây\n")
    assert ended.status == 0
    assert "Chỉ mục có 17 bản ghi" in ended.out
    assert ended.out.index(f"[{library.ALLEY}]") < ended.out.index(f"[{library.YARD}]")
    assert run("indexer", "search", cwd=office, typed="").status == 0


def test_search_before_build_says_to_build(tmp_path: Path) -> None:
    ended = run("indexer", "search", "nuôi chó", cwd=tmp_path)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == "var/index: chưa có chỉ mục; hãy chạy: python -m indexer build\n"


def test_search_in_a_broken_index_says_to_build_again(office: Path, tmp_path: Path) -> None:
    run("indexer", "build", "--knowledge", office / "library", "--out", "index", cwd=tmp_path)
    (blob,) = (tmp_path / "index" / "versions").glob("*/records.blob")
    blob.write_bytes(blob.read_bytes()[:-1])
    ended = run("indexer", "search", "nuôi chó", "--index", "index", cwd=tmp_path)
    assert (ended.status, ended.out) == (1, "")
    assert "records.blob bị cắt cụt; hãy dựng lại chỉ mục" in ended.err


# indexer evaluate

QUESTIONS = [
    {"id": "p1", "group": "plain", "question": "đăng ký nuôi chó", "codes": [library.DOG], "aspect": "ho_so"},
    {"id": "p2", "group": "plain", "question": "đặt tên cho ngõ", "codes": [library.ALLEY]},
    {"id": "n1", "group": "nodiac", "question": "dang ky nuoi cho", "codes": ["9.999999"]},
    {"id": "f1", "group": "followup", "question": "thế còn lệ phí", "codes": [library.DOG], "context": ["đăng ký nuôi chó"]},
    {"id": "o1", "group": "out", "question": "giá vàng hôm nay", "codes": []},
]


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    return put(tmp_path, "questions.jsonl", "\n".join(json.dumps(item, ensure_ascii=False) for item in QUESTIONS))


def test_evaluate_in_json_has_the_figures_of_all_and_of_each_group(office: Path, questions: Path) -> None:
    ended = run("indexer", "evaluate", questions, "--json", cwd=office)
    told = json.loads(ended.out)
    assert ended.status == 0
    assert set(told) == {"all", "by_group"}
    assert told["all"] == {"n": 4, "recall_at_1": 0.75, "recall_at_3": 0.75, "recall_at_5": 0.75, "mrr_at_10": 0.75}
    assert list(told["by_group"]) == ["plain", "nodiac", "followup"]
    assert told["by_group"]["plain"] == {"n": 2, "recall_at_1": 1.0, "recall_at_3": 1.0, "recall_at_5": 1.0, "mrr_at_10": 1.0}
    assert told["by_group"]["nodiac"]["recall_at_5"] == 0.0


def test_evaluate_tells_the_figures_and_the_questions_that_were_missed(office: Path, questions: Path) -> None:
    ended = run("indexer", "evaluate", questions, "--missed", cwd=office)
    assert ended.status == 0
    figures = "tất cả n 4 recall_at_1 0.750 recall_at_3 0.750 recall_at_5 0.750 mrr_at_10 0.750"
    assert " ".join(ended.out.splitlines()[0].split()) == figures
    assert f"n1: dang ky nuoi cho → {library.DOG}" in ended.out
    assert "p1:" not in ended.out


def test_evaluate_names_a_broken_line(office: Path, tmp_path: Path) -> None:
    broken = put(tmp_path, "q.jsonl", '{"id": "a", "question": "?"}\n{"id": \n')
    ended = run("indexer", "evaluate", broken, cwd=office)
    assert (ended.status, ended.out) == (1, "")
    assert f"{broken}:2: " in ended.err


def test_evaluate_of_a_missing_file_names_it(office: Path) -> None:
    ended = run("indexer", "evaluate", "khong-co.jsonl", cwd=office)
    assert ended.status == 1
    assert "khong-co.jsonl" in ended.err


# both


@pytest.mark.parametrize(
    "arguments", [("knowledge",), ("knowledge", "lam"), ("indexer",), ("indexer", "evaluate"), ("indexer", "search", "--limit", "ba")]
)
def test_a_command_misused_shows_how_it_is_used(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ended = run(*arguments, cwd=tmp_path)
    assert (ended.status, ended.out) == (2, "")
    assert "usage: python -m" in ended.err


@pytest.mark.parametrize("package", ["knowledge", "indexer", "bot"])
def test_help_names_every_command(tmp_path: Path, package: str) -> None:
    commands = {
        "knowledge": ("check", "import", "show"),
        "indexer": ("build", "search", "evaluate"),
        "bot": ("serve", "ask", "converse", "ablate"),
    }
    ended = run(package, "--help", cwd=tmp_path)
    assert ended.status == 0
    assert all(f"    {command} " in ended.out for command in commands[package])


# bot ask


def test_ask_why_tells_the_rule_the_spelling_and_the_scores(office: Path) -> None:
    ended = run("bot", "ask", "dang ky nuoi cho", "--why", cwd=office)
    assert ended.status == 0
    assert "Quy tắc quyết định: procedure" in ended.out
    assert "Kiểu trả lời: part" in ended.out
    assert "Câu được đọc là: đăng ký nuôi chó" in ended.out
    assert library.DOG in ended.out
    assert "Quy tắc quyết định" not in run("bot", "ask", "dang ky nuoi cho", cwd=office).out


def test_ask_after_another_question_tells_what_was_kept_of_it(office: Path) -> None:
    ended = run("bot", "ask", "hồ sơ gồm những gì", "--after", "đăng ký nuôi chó", "--why", cwd=office)
    assert f"Giữ lại từ lời trước: thủ tục {library.DOG}" in ended.out
    assert "Cùng những câu trước:" in ended.out


def test_ask_json_names_the_rule_and_the_kind(office: Path) -> None:
    told = json.loads(run("bot", "ask", "đăng ký nuôi chó", "--json", cwd=office).out)
    assert (told["rule"], told["kind"], told["outcome"], told["code"]) == ("procedure", "part", "answered", library.DOG)
