"""Lists of procedures from spreadsheets: heads with marks, codes that Excel has shortened."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from knowledge.facts import fact_sheet
from knowledge.readers import Reading, Refusal, Remark, kinds, silent
from knowledge.readers.contents import listing
from knowledge.readers.national import codes
from knowledge.records.procedure import Level, Procedure

HEAD = ["STT", "Mã TTHC (*)", "Tên Thủ tục Hành chính (*)", "Lĩnh vực (*)", "Cấp thực hiện / Thẩm quyền (*)", "Một cửa (Có/Không)"]
ENDS_IN_ZERO = "1.013890"


def _records(readings: list[Reading]) -> list[Procedure]:
    return [reading for reading in readings if isinstance(reading, Procedure)]


def test_marks_behind_the_names_of_columns_do_not_hide_them() -> None:
    readings = list(listing.procedures_in("ds", [["BIỂU MẪU"], HEAD, ["1", "1.000101", "Cấp thẻ", "Thư viện", "Cấp xã", "Có"]]))
    (record,) = _records(readings)
    assert (record.code, record.name, record.field, record.levels) == ("1.000101", "Cấp thẻ", "Thư viện", (Level.COMMUNE,))


def test_the_columns_that_no_record_takes_are_told() -> None:
    assert next(listing.procedures_in("ds", [HEAD])) == Remark("ds", "cột không đưa vào bản ghi: “Một cửa (Có/Không)”")


def test_a_comma_for_the_dot_of_a_code_is_repaired_and_told_row_by_row() -> None:
    readings = list(listing.procedures_in("ds", [["Mã", "Tên"], ["1,000101", "Cấp thẻ"]]))
    assert [record.code for record in _records(readings)] == ["1.000101"]
    assert Remark("ds, hàng 2", "mã ghi 1,000101, đọc là 1.000101") in readings


def test_a_code_without_its_last_zero_is_refused_with_the_only_known_code_that_fits(tmp_path: Path) -> None:
    name = fact_sheet.names_in(fact_sheet.SHEET)[ENDS_IN_ZERO]
    book = openpyxl.Workbook()
    for row in (["STT", "Mã TTHC", "Tên"], [1, float(ENDS_IN_ZERO), name]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "ds.xlsx")
    with pytest.raises(Exception, match="01389") as refused:
        list(kinds.READERS["xlsx"](tmp_path / "ds.xlsx", silent))
    assert f"có phải {ENDS_IN_ZERO} “{name[:80]}”, đúng tên trong hàng?" in str(refused.value)


@pytest.mark.parametrize("cell", ["1.99999", "9,1", "mã", "1.", ""])
def test_nothing_is_offered_where_no_known_code_fits(cell: str) -> None:
    assert codes.read(cell, "Cấp thẻ") == codes.Reading()


def test_a_row_without_a_code_is_still_refused() -> None:
    (refusal,) = listing.procedures_in("ds", [["Mã", "Tên", "Lĩnh vực"], ["", "Cấp thẻ", "Thư viện"]])
    assert isinstance(refusal, Refusal)
