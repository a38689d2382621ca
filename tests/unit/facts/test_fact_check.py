"""The fact sheet is held against the records: what it says and they do not, and what it leaves out, is a fault."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge.__main__ import main
from knowledge.checks.fact_check import compared
from knowledge.facts.fact_sheet import facts_of
from knowledge.records.procedure import Deadlines, Fee, LegalReference, Procedure, RequiredDocument, Submission, TimeLimit, TimeUnit, Way
from knowledge.terminal import FAULTY, OK

LIMIT = TimeLimit(amount=3, unit=TimeUnit.WORKING_DAY)
SAID = (Fee(amount=15_000, until=date(2026, 12, 31)),)
OFFICIAL = Procedure(
    code="9.000001",
    name="Đăng ký tạm trú",
    publisher="UBND tỉnh Nghệ An",
    agency="Công an cấp xã",
    steps="Trong thời hạn 30 ngày kể từ ngày đến ở, công dân phải đăng ký.",
    documents=(RequiredDocument(name="a) Tờ khai theo mẫu CT01; ghi đủ các mục", originals=1),),
    submissions=(
        Submission(way=Way.DIRECT, fees=(Fee(amount=15, note="15.000 đồng/lần (áp dụng đến hết ngày 31/12/2026)"),), time_limits=(LIMIT,)),
    ),
    applicants=("Công dân Việt Nam",),
    result=("Xác nhận tạm trú",),
    legal_basis=(LegalReference(number="68/2020/QH14"),),
)


def test_what_is_read_from_the_record_agrees_with_it() -> None:
    report = compared([OFFICIAL], [facts_of(OFFICIAL)])
    assert report.faults == ()
    assert (report.n_codes, report.n_papers, report.n_fees, report.n_deadlines, report.n_provinces) == (1, 1, 1, 1, 1)


def test_the_days_of_a_circular_for_a_while_stand_in_the_record_that_names_it() -> None:
    ways = (Submission(way=Way.DIRECT, fees=(Fee(amount=25_000, note="25.000 đồng (theo Thông tư 64/2025/TT-BTC)"),)),)
    record = OFFICIAL.model_copy(update={"submissions": ways})
    assert facts_of(record).submissions[0].fees[0].until == date(2026, 12, 31)
    assert compared([record], [facts_of(record)]).faults == ()


@pytest.mark.parametrize(
    "changed",
    [
        {"documents": (RequiredDocument(name="Hộ khẩu", originals=1),)},
        {"documents": (RequiredDocument(name="Tờ khai", originals=2),)},
        {"submissions": (Submission(way=Way.DIRECT),)},
        {"submissions": (Submission(way=Way.DIRECT, fees=(Fee(amount=20_000),)),)},
        {"submissions": (Submission(way=Way.DIRECT, fees=(Fee(amount=15_000, until=date(2030, 1, 1)),)),)},
        {"submissions": (Submission(way=Way.ONLINE, fees=(Fee(amount=15_000),)),)},
        {"deadlines": Deadlines(lines=("trong 60 ngày kể từ ngày đến ở",), basis="Trình tự thực hiện")},
        {"submissions": (Submission(way=Way.DIRECT, fees=SAID, time_limits=(TimeLimit(amount=9, unit=TimeUnit.DAY),)),)},
        {"submissions": (Submission(way=Way.DIRECT, fees=SAID),)},
        {
            "submissions": (
                Submission(
                    way=Way.DIRECT,
                    fees=SAID,
                    time_limits=(LIMIT, TimeLimit(note="nếu phải xác minh")),
                ),
            )
        },
        {"applicants": ("Người nước ngoài",)},
        {"result": ("Giấy phép",)},
        {"result": ()},
        {"legal_basis": ()},
        {"legal_basis": (LegalReference(number="1/2020/QH14"),)},
        {"province": ""},
        {"province": "Huế"},
        {"name": "Đăng ký thường trú"},
        {"agency": "Sở Xây dựng"},
        {"code": "9.000002"},
    ],
)
def test_what_the_record_does_not_hold_is_a_fault(changed: dict[str, Any]) -> None:
    assert compared([OFFICIAL], [facts_of(OFFICIAL).model_copy(update=changed)]).faults


def test_amounts_of_cases_must_say_whose_they_are() -> None:
    fees = (Fee(amount=20_000, note="đối với cá nhân"), Fee(amount=90_000, note="đối với tổ chức"))
    record = OFFICIAL.model_copy(update={"submissions": (Submission(way=Way.DIRECT, fees=fees),)})
    assert compared([record], [facts_of(record)]).faults == ()
    bare = (Submission(way=Way.DIRECT, fees=tuple(fee.model_copy(update={"note": ""}) for fee in fees)),)
    (told,) = compared([record], [facts_of(record).model_copy(update={"submissions": bare})]).faults
    assert "20000, 90000 đồng không nói của trường hợp nào" in told


def test_the_command_says_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = '{"code": "9.000001", "name": "Thử", "fees": "Trực tiếp: 5000 VNĐ ()", "methods": "Trực tiếp: Nộp ở xã"}\n'
    (tmp_path / "records.jsonl").write_text(raw)
    sheet = ["facts", str(tmp_path / "records.jsonl"), "--out", str(tmp_path / "facts.gz")]
    assert main([*sheet, "--as-of", "2026-03-01"]) == OK
    assert main([*sheet, "--check"]) == OK
    (tmp_path / "records.jsonl").write_text(raw.replace("5000", "7000"))
    assert main([*sheet, "--check"]) == FAULTY
    assert "9.000001: truc_tiep: 5000 đồng" in capsys.readouterr().out
