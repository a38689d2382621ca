"""knowledge.facts.fact_sheet: facts of every procedure in the country, without sentences."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge.facts.fact_sheet import LONGEST_FACT, Sheet, facts_of, names_in, number_of, read, write
from knowledge.records.procedure import (
    Fee,
    LegalReference,
    Origin,
    Part,
    Procedure,
    RequiredDocument,
    Source,
    Status,
    Submission,
    TimeLimit,
    TimeUnit,
    Way,
)
from tests import library

DAY = date(2026, 3, 1)


def bare(**fields: Any) -> Procedure:
    return facts_of(Procedure.model_validate({"code": "9.000001", "name": "Tên", **fields}))


def way(**fields: Any) -> Submission:
    return Submission.model_validate({"way": Way.DIRECT, **fields})


def test_the_same_records_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    shuffled = library.facts()
    random.Random(7).shuffle(shuffled)
    assert [record.code for record in shuffled] != [record.code for record in library.facts()]
    write(library.facts(), tmp_path / "a.gz", DAY)
    write(shuffled, tmp_path / "b.gz", DAY)
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()


def test_the_hour_of_writing_is_not_in_the_sheet(tmp_path: Path) -> None:
    write(library.facts(), tmp_path / "a.gz", DAY)
    assert (tmp_path / "a.gz").read_bytes()[4:8] == b"\0\0\0\0"  # where gzip keeps the time


def test_another_day_gives_another_sheet(tmp_path: Path) -> None:
    write(library.facts(), tmp_path / "a.gz", DAY)
    write(library.facts(), tmp_path / "b.gz", date(2026, 3, 2))
    assert (tmp_path / "a.gz").read_bytes() != (tmp_path / "b.gz").read_bytes()


def test_what_is_written_is_read_back_with_its_day_and_its_source(tmp_path: Path) -> None:
    assert write(library.facts(), tmp_path / "facts.gz", DAY) == len(library.facts())
    back = read(tmp_path / "facts.gz")
    assert [record.code for record in back] == sorted(record.code for record in library.facts())
    wanted = {record.code: record for record in library.facts()}
    for record in back:
        assert record.as_of == DAY
        assert set(record.sources.values()) == {Source(origin=Origin.FACTS, title="99/QĐ-THU", url=record.url, as_of=DAY)}
        assert record.model_copy(update={"as_of": None, "sources": {}}) == wanted[record.code]


def test_a_sheet_is_asked_for_one_record_as_for_all(tmp_path: Path) -> None:
    write(library.facts(), tmp_path / "a.gz", DAY)
    assert dict(Sheet(tmp_path / "a.gz")) == {record.code: record for record in read(tmp_path / "a.gz")}
    assert names_in(tmp_path / "a.gz") == {record.code: record.name for record in library.facts()}


def test_a_sheet_that_is_not_there_names_nothing(tmp_path: Path) -> None:
    assert names_in(tmp_path / "a.gz") == {}


def test_an_empty_sheet_is_read_as_nothing(tmp_path: Path) -> None:
    assert write([], tmp_path / "facts.gz", DAY) == 0
    assert read(tmp_path / "facts.gz") == []


def test_sentences_are_left_out() -> None:
    kept = bare(
        steps="Nộp.",
        conditions="Phải có nhà.",
        documents=(RequiredDocument(name="Đơn đề nghị; trong đơn ghi rõ lý do.", originals=1), RequiredDocument(name="Nộp tiền.")),
        forms=("Mẫu",),
        keywords=("a",),
        guide={Part.SUMMARY: "Tóm"},
        submissions=(way(note="Nộp ở quầy."),),
    )
    paper = RequiredDocument(name="Đơn đề nghị", originals=1)
    assert kept == Procedure(code="9.000001", name="Tên", submissions=(way(),), documents=(paper,), documents_left=1)


def test_status_and_successor_are_facts() -> None:
    kept = bare(status=Status.REPEALED, successor="9.000002")
    assert (kept.status, kept.successor) == (Status.REPEALED, "9.000002")


def test_law_is_kept_by_number_once() -> None:
    kept = bare(
        legal_basis=(LegalReference(number="1/2020/NĐ-CP", title="a"), LegalReference(number="1/2020/NĐ-CP"), LegalReference(title="Luật"))
    )
    assert kept.legal_basis == (LegalReference(number="1/2020/NĐ-CP"),)


@pytest.mark.parametrize("number", ["Luật Đất đai", "1" * 41])
def test_what_is_no_number_is_no_number(number: str) -> None:
    assert bare(legal_basis=(LegalReference(number=number),)).legal_basis == ()


def test_long_texts_are_cut_at_a_word() -> None:
    kept = bare(agency="Cơ quan " * 100, result=("Giấy " * 100, "b", "c", "d", "e"))
    assert kept.agency.endswith("Cơ quan …") or kept.agency.endswith("Cơ …")
    assert len(kept.agency) <= LONGEST_FACT + 2
    assert len(kept.result) == 4
    assert len(kept.result[0]) <= LONGEST_FACT + 2


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("68/2020/QH14", "68/2020/QH14"),
        ("Thông tư số 84/2025/TT-BNNMT ngày 31 tháng 12 năm 2025 của Bộ trưởng", "84/2025/TT-BNNMT"),
        ("Luật Giáo dục nghề nghiệp số 124/2025/QH15", "124/2025/QH15"),
        ("Luật Hộ tịch", ""),
        ("Văn bản hướng dẫn của Bộ trưởng Bộ Nông nghiệp và Môi trường", ""),
    ],
)
def test_a_law_is_kept_by_its_number_wherever_the_publication_wrote_it(said: str, number: str) -> None:
    assert number_of(said) == number
    assert [item.number for item in bare(legal_basis=(LegalReference(number=said),)).legal_basis] == ([number] if number else [])


def test_a_fee_in_the_note_on_a_way_is_one_where_its_own_place_is_empty() -> None:
    note = "Trực tuyến28 Giờ300,000 VNĐ(Phí thẩm định đối với cơ sở)Kể từ khi nhậnTrực tiếp28 Giờ300,000 VNĐ(Phí thẩm định đối với cơ sở)"
    assert bare(submissions=(way(note=note),)).submissions[0].fees == (Fee(amount=300_000, note="Phí thẩm định đối với cơ sở"),)
    assert bare(submissions=(way(note=note, fees=(Fee(amount=9_000),)),)).submissions[0].fees == (Fee(amount=9_000),)


@pytest.mark.parametrize(
    ("limit", "kept"),
    [
        (TimeLimit(amount=5, unit=TimeUnit.DAY, note="kể từ ngày nhận"), (TimeLimit(amount=5, unit=TimeUnit.DAY),)),
        (TimeLimit(note="Trong 12 Ngày làm việc kể từ ngày nhận"), (TimeLimit(amount=12, unit=TimeUnit.WORKING_DAY),)),
        (TimeLimit(note="5 ngày, nếu khó thì 10 ngày"), (TimeLimit(note="5 ngày, nếu khó thì 10 ngày"),)),
        (
            TimeLimit(note="Không quá 5 ngày. Xã miền núi thêm 10 ngày. ngày"),
            (TimeLimit(note="Không quá 5 ngày. Xã miền núi thêm 10 ngày."),),
        ),
        (TimeLimit(note="* Không phải trả kết quả"), (TimeLimit(note="Không phải trả kết quả"),)),
        (TimeLimit(note="-"), ()),
    ],
)
def test_a_limit_is_a_fact_where_the_words_name_one(limit: TimeLimit, kept: tuple[TimeLimit, ...]) -> None:
    assert bare(submissions=(way(time_limits=(limit,)),)).submissions[0].time_limits == kept


@pytest.mark.parametrize(
    ("fee", "kept"),
    [
        (Fee(amount=0, note="Không thu phí"), (Fee(amount=0, note="miễn phí"),)),
        (Fee(amount=0, note="Miễn lệ phí."), (Fee(amount=0, note="miễn phí"),)),
        (Fee(amount=5_000, note="mỗi bản"), (Fee(amount=5_000, note="mỗi bản"),)),
        (Fee(note="theo nghị quyết của tỉnh"), (Fee(note="theo nghị quyết của tỉnh"),)),
        (Fee(note="|"), (Fee(amount=0),)),
    ],
)
def test_a_fee_is_never_dropped(fee: Fee, kept: tuple[Fee, ...]) -> None:
    assert bare(submissions=(way(fees=(fee, fee)),)).submissions[0].fees == kept


def test_an_amount_has_the_days_that_the_note_on_the_way_gives_it() -> None:
    note = "Từ ngày 01/7/2025 đến hết ngày 31/12/2026: 750.000 đồng/hồ sơ; Từ ngày 01/01/2027 trở đi: 1.500.000 đồng/hồ sơ"
    told = bare(submissions=(way(fees=(Fee(amount=750_000),), note=note),)).submissions[0].fees
    assert [(fee.amount, fee.since, fee.until) for fee in told] == [
        (750_000, date(2025, 7, 1), date(2026, 12, 31)),
        (1_500_000, date(2027, 1, 1), None),
    ]
    assert bare(submissions=(way(fees=(Fee(amount=9_000),), note=note),)).submissions[0].fees == (Fee(amount=9_000),)
