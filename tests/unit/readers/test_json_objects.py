"""JSON of other programs: arrays and objects, Vietnamese and code-like keys; what is missing is said by name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge.errors import UnreadableError
from knowledge.readers import Reading, Refusal, Remark, kinds, silent
from knowledge.records.procedure import Procedure, Way

NESTED = {
    "thu_tuc_id": "1.000101",
    "metadata": {"mã_thủ_tục": "1.000101", "tên_thủ_tục": "Cấp thẻ", "cấp_thực_hiện": "Cấp Xã", "số_quyết_định": "Quyết định số 5/QĐ-X"},
    "content": {"trình_tự_thực_hiện": "Đến quầy.", "từ_khóa": "Không có thông tin", "cơ_quan_phối_hợp": "Công an"},
    "tables": {
        "hinh_thuc_nop": [
            {"hinh_thuc": "Trực tiếp", "thoi_han_giai_quyet": "5 Ngày", "phi_le_phi": "20.000 đồng"},
            {"hinh_thuc": "Dịch vụ bưu chính", "thoi_han_giai_quyet": "7 Ngày"},
        ],
        "thanh_phan_ho_so": [{"ten_giay_to": "Đơn", "ghi_chu": "Bản chính: 1\nBản sao: 2"}, {"ten_giay_to": "Ảnh"}],
        "can_cu_phap_ly": [{"so_ky_hieu": "46/2019/QH14", "trich_yeu": "Luật Thư viện"}],
    },
}


def _read(folder: Path, value: object) -> list[Reading]:
    path = folder / "xuat.json"
    path.write_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1))
    return list(kinds.READERS[kinds.kind_of(path)](path, silent))


@pytest.mark.parametrize(
    ("code", "name"), [("code", "name"), ("maTthc", "tenTthc"), ("Mã thủ tục", "Tên thủ tục"), ("ma_tthc", "ten_thu_tuc")]
)
def test_reads_an_array_by_whatever_its_keys_are_called(tmp_path: Path, code: str, name: str) -> None:
    readings = _read(tmp_path, [{code: "1.000101", name: "Cấp thẻ"}, {code: "1.000102", name: "Trả sách"}])
    assert [(record.code, record.name) for record in readings if isinstance(record, Procedure)] == [
        ("1.000101", "Cấp thẻ"),
        ("1.000102", "Trả sách"),
    ]


def test_reads_an_array_inside_an_object(tmp_path: Path) -> None:
    (record,) = _read(tmp_path, {"data": [{"code": "1.000101", "name": "Cấp thẻ"}]})
    assert isinstance(record, Procedure)


def test_reads_one_object_with_its_tables(tmp_path: Path) -> None:
    record, remark = _read(tmp_path, NESTED)
    assert isinstance(record, Procedure)
    assert (record.code, record.decision, record.steps, record.keywords) == ("1.000101", "5/QĐ-X", "Đến quầy.", ())
    assert [(item.way, item.time_limits[0].amount, len(item.fees)) for item in record.submissions] == [(Way.DIRECT, 5, 1), (Way.POST, 7, 0)]
    assert [(paper.name, paper.originals, paper.copies) for paper in record.documents] == [("Đơn", 1, 2), ("Ảnh", 0, 0)]
    assert [basis.number for basis in record.legal_basis] == ["46/2019/QH14"]
    assert remark == Remark("xuat.json", "khóa không đưa vào bản ghi: cơ_quan_phối_hợp")


def test_says_which_keys_are_missing_and_of_which_object(tmp_path: Path) -> None:
    good, bad = _read(tmp_path, [{"code": "1.000101", "name": "Cấp thẻ"}, {"maTthc": "1.000102", "noiDung": "x"}])[:2]
    assert isinstance(good, Procedure)
    assert bad == Refusal("xuat.json, mục 2", "thiếu tên (name, tên_thủ_tục, tenTthc); các khóa có: noiDung")


@pytest.mark.parametrize("text", ["[", '[{"code": "1.000101",]', "[1, 2]", "[]", "[" * 100_000])
def test_refuses_what_is_no_list_of_objects(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableError):
        _read(tmp_path, text)


def test_a_file_with_an_object_a_line_is_read_line_by_line(tmp_path: Path) -> None:
    """Also where its first line is broken: then it looks like an object over many lines."""
    line = json.dumps({"code": "1.000101", "name": "Cấp thẻ"})
    assert isinstance(_read(tmp_path, f"{line}\n")[0], Procedure)
    refusal, record = _read(tmp_path, "{\n" + line)
    assert isinstance(refusal, Refusal)
    assert isinstance(record, Procedure)
