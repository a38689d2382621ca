"""knowledge.loading.library: a content folder becomes records, or every fault of it with file and line."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.cues.vocabulary import Term, TermKind
from knowledge.errors import Fault, LibraryError
from knowledge.loading.library import Library, fingerprint, load
from knowledge.records.procedure import Origin, Part, Status
from tests import library
from tests.library import put


def faults(*folders: Path) -> list[Fault]:
    with pytest.raises(LibraryError) as caught:
        load(folders)
    return list(caught.value.faults)


def places(*folders: Path) -> list[tuple[str, int]]:
    return [(fault.file, fault.line) for fault in faults(*folders)]


def test_reads_every_kind_of_record(small_library: Library) -> None:
    assert len(small_library.procedures) == 13
    assert list(small_library.plans) == ["xa-thu-2026"]
    assert list(small_library.faq) == ["tiep-dan-quen-mang-giay-to-thi-sao", "tiep-dan-thu-bay-xa-co-lam-viec-khong"]
    assert list(small_library.posts) == ["thang-3"]
    assert list(small_library.references) == ["quy-che-tiep-dan"]
    assert len(small_library) == 13 + 1 + 2 + 1


def test_reads_the_words_and_the_names(small_library: Library) -> None:
    assert small_library.terms[0] == Term(everyday="cún", official="chó", kind=TermKind.EVERYDAY)
    assert small_library.aliases[library.WELL] == ("giếng nhà tôi có uống được không", "thử nước giếng", "kiểm tra nước giếng khơi")
    assert "cho em hỏi" in small_library.stop_phrases
    assert not any("#" in frame for frame in small_library.stop_phrases)
    assert [variant.name for variant in small_library.variants] == ["nước ngoài", "cấp lại"]
    assert [place.name for place in small_library.units.provinces] == ["Nghệ An", "Ninh Bình"]
    assert [line.number for line in small_library.hotlines] == ["1900"]


def test_records_stand_in_the_order_of_their_codes(small_library: Library) -> None:
    assert list(small_library.procedures) == sorted(small_library.procedures)


def test_card_and_facts_of_one_code_are_laid_over_one_another(small_library: Library) -> None:
    dog = small_library.procedures[library.DOG]
    assert dog.guide[Part.TIME_LIMIT] == "02 ngày làm việc."
    assert len(dog.submissions) == 2
    assert dog.guide_sources[Part.SUMMARY].origin is Origin.CARD
    assert dog.sources[Part.FEES].origin is Origin.FACTS
    assert (dog.guide_sources[Part.SUMMARY].as_of, dog.sources[Part.FEES].as_of) == (date(2026, 5, 6), library.FACTS_DAY)


def test_an_imported_record_brings_its_parts_and_leaves_the_others(small_library: Library) -> None:
    well = small_library.procedures[library.WELL]
    assert well.name == "Xác nhận giếng nước sạch của hộ gia đình"
    assert (well.steps[:9], len(well.submissions), well.publisher) == ("Cán bộ xã", 2, "Bộ Thử nghiệm")
    assert well.sources[Part.METHODS].origin is Origin.FACTS


def test_a_repealed_procedure_names_its_successor(small_library: Library) -> None:
    book = small_library.procedures[library.READER_BOOK]
    assert (book.status, book.successor) == (Status.REPEALED, library.READER_CARD)


def test_a_later_folder_adds_and_corrects_without_erasing(small_folder: Path, tmp_path: Path) -> None:
    card = '---\ncode: "9.000001"\nname: Đăng ký chó nhà\n---\n## Thời hạn giải quyết\nTrong ngày.\n'
    put(tmp_path, "procedures/nuoi-cho.md", card)
    put(tmp_path, "aliases/them.jsonl", '{"code": "9.000001", "phrases": ["chó nhà tôi", "làm giấy tờ cho chó"]}\n')
    put(tmp_path, "terms.tsv", "everyday\tofficial\tkind\nCún\tchó con\teveryday\n")
    put(tmp_path, "hotlines.yaml", "hotlines: [{name: Xã khác, number: 1901, source: bảng tin}]")
    put(tmp_path, "units.yaml", "provinces: [{name: Cần Thơ, kind: thành phố}]")
    laid = load([small_folder, tmp_path])
    dog = laid.procedures[library.DOG]
    assert (dog.name, dog.guide[Part.TIME_LIMIT], dog.guide[Part.SUMMARY][:7]) == ("Đăng ký chó nhà", "Trong ngày.", "Thủ tục")
    assert dog.documents[0].name == "Tờ khai nuôi chó"
    assert laid.aliases[library.DOG][-2:] == ("làm giấy tờ cho chó", "chó nhà tôi")
    assert len(laid.aliases[library.DOG]) == 4
    assert [term.official for term in laid.terms if term.everyday.lower() == "cún"] == ["chó con"]
    assert [line.number for line in laid.hotlines] == ["1900", "1901"]
    assert [place.name for place in laid.units.provinces] == ["Nghệ An", "Ninh Bình", "Cần Thơ"]


def test_a_later_plan_or_answer_takes_the_place_of_the_earlier(small_folder: Path, folder: Path) -> None:
    page = folder / "faq" / "tiep-dan.md"
    page.write_text(page.read_text(encoding="utf-8").replace("Có, buổi sáng thứ bảy", "Không, thứ bảy nghỉ"), encoding="utf-8")
    assert load([small_folder, folder]).faq["tiep-dan-thu-bay-xa-co-lam-viec-khong"].answer.startswith("Không")


def test_an_empty_folder_is_an_empty_library(tmp_path: Path) -> None:
    assert load([tmp_path]) == Library()
    assert len(load([])) == 0


def test_a_missing_folder_is_a_fault(small_folder: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    assert faults(small_folder, missing) == [Fault(str(missing), 0, "không có thư mục này")]


def test_other_files_and_hidden_files_are_left_alone(folder: Path) -> None:
    before = load([folder])
    put(folder, "README.md", "không có phần đầu")
    put(folder, "procedures/ghi-chep.txt", "{")
    put(folder, "procedures/.nhap.md", "đang viết dở")
    put(folder, ".git/procedures/x.jsonl", "{")
    after = load([folder])
    assert after.unread == ("procedures/ghi-chep.txt",)
    assert replace(after, unread=()) == before


@pytest.mark.parametrize(
    ("name", "text", "line", "reason"),
    [
        ("procedures/x.md", "chữ", 1, "thiếu phần đầu YAML"),
        ("procedures/x.md", "---\nname: [\n---\n", 2, "YAML hỏng"),
        ("procedures/x.md", '---\ncode: "9.100000"\nname: Tên\nas_of: 2026-02-30\n---\n', 4, "YAML hỏng"),
        ("procedures/x.md", '---\ncode: "9.100000"\nname: Tên\n---\n## Mục lạ\nChữ.\n', 5, "“Mục lạ” không phải tên mục"),
        ("procedures/x.jsonl", '\n{"code": "9.100000", "name": "Tên"}\n{"code": "9.1"', 3, "không phải JSON hợp lệ"),
        ("procedures/x.jsonl", '{"code": "9.100000"}', 1, "name: còn thiếu"),
        ("procedures/x.jsonl", '{"code": "9.100000", "name": "Tên", "phi": 1}', 1, "phi: không có trường này"),
        ("plans/ke-hoach.md", "---\ntitle: Kế hoạch\n---\n", 1, "kế hoạch không có mục nào"),
        ("plans/x.jsonl", '{"record_id": "p-1", "title": ""}', 1, "title: bỏ trống"),
        ("references/x.jsonl", '{"record_id": "r-1", "title": "Tên", "sections": []}', 1, "sections: bỏ trống"),
        ("faq/x.md", "---\n---\n## Hỏi?\nTrả lời.\n", 3, "source: bỏ trống"),
        ("faq/x.jsonl", '{"record_id": "f-1", "question": "Hỏi?", "answer": "Đáp"}', 1, "source: còn thiếu"),
        ("posts/thang-3.md", "---\nmonth: 0\ntitle: Tên\nsummary: Tóm\n---\nChữ.\n", 2, "month: phải từ 1 trở lên"),
        ("aliases/x.jsonl", '{"code": "9.100000", "phrases": []}', 1, "phrases: bỏ trống"),
        ("aliases/x.jsonl", '{"code": "9.100000", "phrases": ["a", " "]}', 1, "phrases.1: bỏ trống"),
        ("terms.tsv", "sai\tcột\n", 1, "dòng đầu phải là"),
        ("terms.tsv", "everyday\tofficial\tkind\nmột\thai\n", 2, "cần ba cột"),
        ("terms.tsv", "everyday\tofficial\tkind\n\nmột\thai\tlạ\n", 3, "cần ba cột"),
        ("terms.tsv", "everyday\tofficial\tkind\n\tchó\teveryday\n", 2, "everyday: bỏ trống"),
        ("units.yaml", "provinces:\n  - {name: A, kind: tỉnh}\n  - [\n", 4, "YAML hỏng"),
        ("units.yaml", "provinces: [{name: A}]", 0, "provinces.0.kind: còn thiếu"),
        ("units.yaml", "tinh: []", 0, "tinh: không có trường này"),
        ("units.yaml", "abolished_levels: [{name: a, words: [b], since: 2025-13-01, now: c}]", 1, "YAML hỏng"),
        ("hotlines.yaml", "hotlines: [{name: A, number: 1}]", 0, "hotlines.0.source: còn thiếu"),
        ("variants.yaml", "variants: [{name: A, markers: [], cues: [b]}]", 0, "variants.0.markers: bỏ trống"),
        ("variants.yaml", "- một\n- hai", 0, "phải là các cặp khóa: giá trị"),
    ],
)
def test_every_fault_has_its_file_and_its_line(tmp_path: Path, name: str, text: str, line: int, reason: str) -> None:
    put(tmp_path, name, text)
    found = faults(tmp_path)
    assert [(fault.file, fault.line, fault.reason[: len(reason)]) for fault in found] == [(name, line, reason)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("procedures/x.jsonl", '{"code": "9.100000", "name": "Tên"}'),
        ("plans/x.jsonl", '{"record_id": "p-1", "title": "Tên", "sections": [{"title": "I"}]}'),
        ("references/x.jsonl", '{"record_id": "r-1", "title": "Tên", "sections": [{"title": "I"}]}'),
        ("faq/x.jsonl", '{"record_id": "f-1", "question": "Hỏi?", "answer": "Đáp", "source": "a"}'),
        ("aliases/x.jsonl", '{"code": "9.100000", "phrases": ["a"]}'),
    ],
)
def test_a_record_that_stands_twice_in_one_folder_is_a_fault(tmp_path: Path, name: str, text: str) -> None:
    put(tmp_path, name, f"{text}\n{text}\n")
    (found,) = faults(tmp_path)
    assert (found.file, found.line) == (name, 2)
    assert f"đã có ở {name}:1" in found.reason


def test_a_term_that_stands_twice_is_a_fault(tmp_path: Path) -> None:
    put(tmp_path, "terms.tsv", "everyday\tofficial\tkind\nCún\tchó\teveryday\ncún\tchó con\teveryday\n")
    assert [str(fault) for fault in faults(tmp_path)] == ["terms.tsv:3: cún đã có ở terms.tsv:2"]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("aspects.yaml", "aspects: [{part: phi, cues: [mấy đồng]}, {part: phi, cues: [bao nhiêu tiền]}]", "phi (1)"),
        ("variants.yaml", "variants: [{name: mat, cues: [bị mất], markers: [mất]}, {name: mat, cues: [rơi], markers: [mất]}]", "mat"),
        ("intents.yaml", "intents: [{name: chao, cues: [chào], reply: Chào}, {name: chao, cues: [hi], reply: Chào}]", "chao"),
    ],
)
def test_a_rule_that_would_take_anothers_place_is_a_fault(tmp_path: Path, name: str, text: str, told: str) -> None:
    put(tmp_path, name, text)
    assert [(fault.file, fault.reason) for fault in faults(tmp_path)] == [(name, f"{told} đã có ở {name}")]


def test_all_faults_of_all_folders_come_at_once(folder: Path, tmp_path: Path) -> None:
    put(folder, "procedures/x.md", "chữ")
    put(folder, "aliases/x.jsonl", "{}\n\n[]\n")
    put(folder, "terms.tsv", "sai")
    other = tmp_path / "other"
    put(other, "faq/y.md", "---\nla: 1\n---\n")
    assert places(folder, other) == [
        ("aliases/x.jsonl", 1),
        ("aliases/x.jsonl", 1),
        ("aliases/x.jsonl", 3),
        ("faq/y.md", 2),
        ("procedures/x.md", 1),
        ("terms.tsv", 1),
    ]


BROKEN_FACT_SHEETS = {
    "no gzip": b"khong phai gzip",
    "empty": b"",
    "no JSON": gzip.compress(b"khong phai json\n", mtime=0),
    "no object": gzip.compress(b"[]\n", mtime=0),
    "a number for a date": gzip.compress(b'{"as_of": 5}\n', mtime=0),
    "month 99": gzip.compress(b'{"as_of": "2026-99-01"}\n', mtime=0),
    "no such code": gzip.compress(b'{"as_of": "2026-03-01"}\n{"code": "x"}\n', mtime=0),
    "no UTF-8": gzip.compress(b'{"as_of": "2026-03-01"}\n\xff\n', mtime=0),
    "cut off": gzip.compress(b'{"as_of": "2026-03-01"}\n' * 50, mtime=0)[:-12],
}


@pytest.mark.parametrize("broken", BROKEN_FACT_SHEETS.values(), ids=BROKEN_FACT_SHEETS)
def test_a_broken_fact_sheet_is_a_fault(tmp_path: Path, broken: bytes) -> None:
    put(tmp_path, "national/facts.jsonl.gz", "").write_bytes(broken)
    assert places(tmp_path) == [("national/facts.jsonl.gz", 0)]


def test_a_fact_sheet_with_a_changed_byte_is_a_fault(folder: Path) -> None:
    path = folder / "national" / "facts.jsonl.gz"
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 0xFF
    path.write_bytes(bytes(whole))
    assert places(folder) == [("national/facts.jsonl.gz", 0)]


@pytest.mark.parametrize("name", ["procedures/x.md", "faq/x.md", "terms.tsv", "stop_phrases.txt", "units.yaml", "variants.yaml"])
def test_a_file_in_another_encoding_is_a_fault(tmp_path: Path, name: str) -> None:
    put(tmp_path, name, "").write_bytes("thủ tục".encode("utf-16"))
    (found,) = faults(tmp_path)
    assert found == Fault(name, 0, "không phải văn bản UTF-8")


def test_a_file_that_notepad_saved_is_read(tmp_path: Path) -> None:
    put(tmp_path, "terms.tsv", "\ufeffeveryday\tofficial\tkind\r\ncún\tchó\teveryday\r\n")
    put(tmp_path, "procedures/x.md", '\ufeff---\r\ncode: "9.100000"\r\nname: Tên\r\n---\r\nTóm tắt.\r\n')
    laid = load([tmp_path])
    assert [term.everyday for term in laid.terms] == ["cún"]
    assert laid.procedures["9.100000"].guide == {Part.SUMMARY: "Tóm tắt."}


def test_the_same_content_has_the_same_fingerprint_wherever_it_lies(small_folder: Path, folder: Path) -> None:
    assert fingerprint([small_folder]) == fingerprint([folder])


def test_every_change_of_content_changes_the_fingerprint(small_folder: Path, folder: Path) -> None:
    seen = {fingerprint([folder]), fingerprint([small_folder, folder]), fingerprint([])}
    put(folder, "stop_phrases.txt", "lời hỏi khác\n")
    seen.add(fingerprint([folder]))
    (folder / "stop_phrases.txt").rename(folder / "khac.txt")
    seen.add(fingerprint([folder]))
    (folder / "khac.txt").unlink()
    seen.add(fingerprint([folder]))
    assert len(seen) == 6


def test_a_draft_beside_the_content_changes_nothing(small_folder: Path, folder: Path) -> None:
    put(folder, ".draft/terms.tsv", "đang viết dở")
    assert fingerprint([folder]) == fingerprint([small_folder])
