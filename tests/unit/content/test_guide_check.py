"""knowledge.facts.guide_facts and knowledge.checks.guide_check: what a guide says stands in the official record, or somebody says why not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from knowledge.__main__ import main
from knowledge.checks.guide_check import guide_faults
from knowledge.facts.guide_facts import RecordFacts, facts_in, missing, of_guide, of_record, write
from knowledge.loading.library import Library
from knowledge.records.procedure import (
    Fee,
    LegalReference,
    Origin,
    Part,
    Procedure,
    QuickAnswer,
    RequiredDocument,
    Source,
    Submission,
    TimeLimit,
    TimeUnit,
    Way,
    stamped,
)
from tests.library import starter

OFFICIAL = Procedure(
    code="9.000001",
    name="Đăng ký tạm trú",
    decision="1/QĐ-BCA",
    agency="Công an cấp xã",
    steps="Trong thời hạn 05 (năm) ngày làm việc, theo Nghị định số 123/2015/NĐ-CP ngày 15 tháng 11 năm 2015.",
    conditions="Từ 14 đến dưới 16 tuổi.",
    submissions=(Submission(way=Way.DIRECT, time_limits=(TimeLimit(amount=3, unit=TimeUnit.WORKING_DAY),), fees=(Fee(amount=70_000),)),),
    documents=(RequiredDocument(name="Tờ khai CT01", originals=1),),
    legal_basis=(LegalReference(title="Luật Thi hành án dân sự62/2015/NĐ-CPLuật sửa đổi"),),
)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Trong 05 (năm) ngày làm việc.", {"5 ngày"}),
        ("70.000 đồng mỗi bản, giảm 50%.", {"70000", "50 %"}),
        ("1,5 triệu đồng", {"1500000"}),
        ("Ngày 01/7/2025, ngày 1 tháng 7 năm 2025", {"01/07/2025"}),
        ("trước ngày 31 tháng 3 hằng năm", {"31 tháng 3"}),
        ("Nghị định số 123/2015/NĐ-CP, 66.7/2025/NQ-CP, 29/2026/QĐ-TTg", {"123/2015/NĐ-CP", "66.7/2025/NQ-CP", "29/2026/QĐ-TTG"}),
        ("Nghị định 123/2015", {"123/2015"}),
        ("Từ 14 đến dưới 16 tuổi", {"14 tuổi", "16 tuổi"}),
        ("15 m² sàn", {"15 m2"}),
        ("1. Nộp ở UBND phường.\n- Công an cấp xã, Sở Y tế", {"ủy ban nhân dân xã", "công an xã", "sở y tế"}),
        ("Giấy của cơ sở y tế; cán bộ tư pháp; thủ tục 3.000346", set()),
        ("lớp 10\nbản chính", {"10"}),
        ("khoản 2 Điều 24, Mẫu số 05", {"khoản 2", "điều 24", "mẫu 5"}),
        ("mục 1.1.5", set()),
    ],
)
def test_facts_are_read_however_they_are_written(text: str, facts: set[str]) -> None:
    assert set(facts_in(text)) == facts


def test_what_the_record_says_in_another_way_is_held() -> None:
    held = frozenset(of_record(OFFICIAL).said)
    said = "Trong 5 ngày, hoặc 3 ngày; 70.000 đồng; từ 14 tuổi; Nghị định 123/2015; 15/11/2015; 62/2015/NĐ-CP; 1 bản; Công an xã."
    assert missing(facts_in(said), held) == []
    assert missing(facts_in("6 ngày; 90.000 đồng; 15 tuổi; 124/2015/NĐ-CP; Sở Y tế"), held) == [
        "124/2015/NĐ-CP",
        "6 ngày",
        "90000",
        "15 tuổi",
        "sở y tế",
    ]


def test_an_article_is_no_number_of_days_and_stands_in_a_list() -> None:
    held = frozenset(facts_in("khoản 1, 3 Điều 14"))
    assert missing(facts_in("khoản 3 Điều 14"), held) == []
    assert missing(facts_in("khoản 4 Điều 15, 14 ngày"), held) == ["khoản 4", "điều 15", "14 ngày"]


def card(said: str, **fields: Any) -> Procedure:
    record = Procedure(code="9.000001", name="Thử", guide={Part.SUMMARY: said}, **fields)
    return stamped(record, Source(origin=Origin.CARD, title="1/QĐ-BCA"))


def faults(record: Procedure, declared: dict[tuple[str, str], str] | None = None, *others: RecordFacts) -> list[str]:
    guided = {facts.code: facts for facts in (of_record(OFFICIAL), *others)}
    library = replace(Library(), procedures={record.code: record}, guided=guided, declared=declared or {})
    return [fault.reason for fault in guide_faults(library)]


def test_a_difference_is_a_fault_until_somebody_says_why() -> None:
    assert faults(card("Trong 5 ngày.")) == []
    (told,) = faults(card("Trong 6 ngày."))
    assert "“6 ngày”" in told
    assert faults(card("Trong 6 ngày."), {("9.000001", "6 ngày"): "lý do"}) == []
    assert faults(card("Trong 6 ngày."), {("*", "6 ngày"): "lý do"}) == []


def test_short_answers_and_deadlines_are_held_too() -> None:
    quick = QuickAnswer(question="Hỏi?", answer="Trong 6 ngày.", basis="Nghị định 124/2015/NĐ-CP")
    assert len(faults(card("Nộp.", quick=(quick,)))) == 2
    assert of_guide(card("Nộp.", quick=(quick,))) == {"6 ngày", "124/2015/NĐ-CP"}


def test_a_reason_that_is_needed_no_more_is_a_fault() -> None:
    (told,) = faults(card("Trong 5 ngày."), {("9.000001", "6 ngày"): "lý do"})
    assert "bỏ dòng này" in told


def test_a_reason_that_names_another_record_must_be_true_of_it() -> None:
    other = RecordFacts(code="9.000002", said=("6 ngày",))
    declared = {("9.000001", "6 ngày"): "thủ tục bên cạnh 9.000002"}
    assert faults(card("Trong 6 ngày."), declared, other) == []
    (told,) = faults(card("Trong 6 ngày."), declared, RecordFacts(code="9.000002"))
    assert "9.000002" in told


def test_of_a_related_procedure_the_agency_and_the_law_may_be_named_and_not_its_numbers() -> None:
    other = RecordFacts(code="9.000002", said=("sở y tế", "9/2020/NĐ-CP", "6 ngày"))
    said = card("Chỗ khác: Sở Y tế, theo 9/2020/NĐ-CP.", related=("9.000002",))
    assert faults(said, None, other) == []
    assert len(faults(card("Chỗ khác trả trong 6 ngày.", related=("9.000002",)), None, other)) == 1


ELSEWHERE = stamped(Procedure(code="9.000001", name="Thử", guide={Part.SUMMARY: "6 ngày"}), Source(origin=Origin.CARD, title="2/QĐ-UBND"))
NEW = card("6 ngày").model_copy(update={"code": "9.000002"})


def test_a_card_over_another_publication_is_told_to_be_and_not_held_against_this_one() -> None:
    (told,) = faults(ELSEWHERE)
    assert "“2/QĐ-UBND”" in told
    assert "“1/QĐ-BCA”" in told
    assert "facts BẢN-XUẤT.jsonl.gz --guides" in told


def test_a_guide_whose_publication_nobody_read_is_a_fault_that_says_what_to_run() -> None:
    (told,) = faults(NEW)
    assert "9.000002: chưa có trong guided.jsonl" in told
    assert "facts BẢN-XUẤT.jsonl.gz --guides" in told


@pytest.mark.parametrize("record", [ELSEWHERE, NEW])
def test_a_guide_that_was_held_by_hand_says_so(record: Procedure) -> None:
    assert faults(record, {(record.code, "*"): "đã soát với quyết định của tỉnh"}) == []


def test_a_guide_that_is_held_cannot_be_declared_away() -> None:
    (unneeded, told) = sorted(faults(card("6 ngày"), {("9.000001", "*"): "lý do"}))
    assert "bỏ dòng này" in unneeded + told
    assert "“6 ngày”" in unneeded + told


def test_where_no_publication_is_kept_no_guide_is_held() -> None:
    assert list(guide_faults(replace(Library(), procedures={NEW.code: NEW}))) == []


CARD = """---
code: "9.000001"
name: Đăng ký tạm trú
decision: 1/QĐ-BCA
as_of: 2026-07-31
---
Nộp trong 6 ngày, phí 99.000 đồng.
"""


def test_a_new_guide_does_not_pass_unread_and_is_held_once_its_publication_was_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "procedures").mkdir()
    (tmp_path / "procedures" / "thu.md").write_text(CARD, encoding="utf-8")
    assert main(["check", str(tmp_path)]) != 0
    assert "9.000001: chưa có trong guided.jsonl" in capsys.readouterr().out
    export = tmp_path / "ban-xuat.jsonl"
    export.write_text(OFFICIAL.model_dump_json() + "\n", encoding="utf-8")
    assert main(["facts", str(export), "--guides", "--knowledge", str(tmp_path)]) == 0
    export.unlink()
    assert main(["check", str(tmp_path)]) != 0
    told = capsys.readouterr().out
    assert "“6 ngày”" in told
    assert "“99000”" in told
    assert "chưa có trong" not in told


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert write([OFFICIAL, OFFICIAL.model_copy(update={"code": "9.000002"})], frozenset({"9.000001"}), tmp_path / name) == 1
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_broken_line_of_reasons_is_told_with_its_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "national").mkdir()
    (tmp_path / "national" / "declared.tsv").write_text("code\tsaid\twhy\n9.000001\t6 ngày\n", encoding="utf-8")
    assert main(["check", str(tmp_path)]) != 0
    assert "national/declared.tsv:2" in capsys.readouterr().err


def test_every_guide_that_ships_is_held_against_its_own_publication() -> None:
    library = starter()
    guides = [record for record in library.procedures.values() if record.guide]
    assert [record.code for record in guides if record.code not in library.guided] == []
    titles = {record.code: {source.title for source in record.guide_sources.values()} for record in guides}
    assert [code for code, told in titles.items() if told != {library.guided[code].decision}] == []
