"""Places of before a merger: the 63 provinces, and the communes that an office has loaded a list of."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.petitions.cases.renaming import CommuneRenaming
from bot.petitions.rules.texts.renamed import MOST_OFFERED, RenamedCommunes
from indexer.language import fold
from indexer.query.lexicon import Lexicon
from indexer.ranking.search import Index
from knowledge.checks.checking import check
from knowledge.errors import LibraryError
from knowledge.loading import library
from knowledge.records.communes import MergedCommune
from knowledge.records.units import Province, Units

HEAD = "old\tdistrict\told_province\tnew\tnew_province\twhy\n"
LINE = "xã Ví Dụ\thuyện Thử\tBình Dương\tphường Mẫu\tThành phố Hồ Chí Minh\tNghị quyết của Quốc hội\n"


def merged(old: str, new: str, district: str = "huyện Thử", province: str = "Bình Dương") -> MergedCommune:
    return MergedCommune(
        old=old, district=district, old_province=province, new=new, new_province="Thành phố Hồ Chí Minh", why="Nghị quyết của Quốc hội"
    )


KNOWN = RenamedCommunes(
    [
        merged("xã Ví Dụ", "phường Mẫu"),
        merged("phường 1", "phường Bên Sông", "quận 3"),
        merged("phường 1", "phường Bên Núi", "thành phố Xưa"),
        merged("phường Cũ", "phường Mới", "quận 3"),
        merged("xã Mới", "xã Khác"),
        merged("phường Mới", "phường Thật Mới", "quận 9"),
        merged("xã Chia", "xã Một"),
        merged("xã Chia", "xã Hai"),
        merged("xã Y Nguyên", "xã Y Nguyên"),
    ]
)


@pytest.mark.parametrize("asked", ["tỉnh {} cũ", "quê {}", "hỗ trợ hỏa táng ở {} cũ"])
def test_each_of_the_63_old_provinces_is_read_as_the_one_of_34_that_it_lies_in(starter_index: Index, asked: str) -> None:
    provinces = starter_index.lexicon.units.provinces
    former = {old: each.name for each in provinces for old in each.former}
    assert (len(provinces), len(former)) == (34, 63)
    questions = {asked.format(old): today for old, today in former.items()}
    questions |= {fold(question): today for question, today in questions.items()}
    assert {question: starter_index.parse(question).places for question in questions} == {
        question: {today} for question, today in questions.items()
    }


def test_a_province_that_was_merged_before_is_read_too(starter_index: Index) -> None:
    assert starter_index.parse("quê Hà Tây").places == starter_index.parse("que ha tay").places == {"Hà Nội"}


@pytest.mark.parametrize(
    ("place", "today"),
    [
        ("đường làng, xã Ví Dụ", ["phường Mẫu"]),
        ("x. vi du, Binh Duong", ["phường Mẫu"]),
        ("P.1, Q.3", ["phường Bên Sông"]),
        ("phường 01 thành phố Xưa", ["phường Bên Núi"]),
        ("p1 q3", ["phường Bên Sông"]),
        ("phường 1", ["phường Bên Sông", "phường Bên Núi"]),
        ("xã Chia", ["xã Một", "xã Hai"]),
        ("phường Mới", []),
        ("phường Mới cũ", ["phường Thật Mới"]),
        ("phường Mới, quận 9", ["phường Thật Mới"]),
        ("xã Y Nguyên", []),
        ("đường Ví Dụ", []),
        ("xã Không Có", []),
        ("", []),
    ],
)
def test_an_old_commune_is_told_by_its_name_of_today(place: str, today: list[str]) -> None:
    assert [each.new for each in KNOWN.of(place)] == today


def test_a_name_that_too_many_communes_had_says_nothing_without_its_district() -> None:
    known = RenamedCommunes([merged("xã Tân Lập", f"xã Số {number}", f"huyện Số {number}") for number in range(MOST_OFFERED + 1)])
    assert known.of("xã Tân Lập") == ()
    assert [each.new for each in known.of("xã Tân Lập, huyện Số 2")] == ["xã Số 2"]


def test_a_list_that_is_loaded_anew_is_read_anew() -> None:
    lists = [(merged("xã Ví Dụ", "phường Mẫu"),), (merged("xã Ví Dụ", "phường Khác"),)]
    renaming = CommuneRenaming(lambda: lists[0])
    assert renaming.of("xã Ví Dụ")[0].new == "phường Mẫu"
    del lists[0]
    assert renaming.of("xã Ví Dụ")[0].new == "phường Khác"


def test_the_list_of_an_offices_folder_reaches_the_index(tmp_path: Path) -> None:
    (tmp_path / "communes.tsv").write_text(HEAD + LINE, encoding="utf-8")
    loaded = library.load([tmp_path])
    assert [each.new for each in loaded.communes] == ["phường Mẫu"]
    assert Lexicon.of(loaded, Counter(), Counter()).communes == loaded.communes


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Ví Dụ\t\tBình Dương\tphường Mẫu\tThành phố Hồ Chí Minh\tx\n", "tên cũ phải bắt đầu bằng xã, phường hay thị trấn"),
        ("xã Ví Dụ\t\tBình Dương\thuyện Mẫu\tThành phố Hồ Chí Minh\tx\n", "tên nay phải bắt đầu bằng xã, phường hay đặc khu"),
        ("xã Ví Dụ\tBình Dương\n", "cần sáu cột"),
        (LINE + LINE, "đã có ở communes.tsv:2"),
    ],
)
def test_a_line_that_is_none_is_a_fault_at_its_place(tmp_path: Path, line: str, reason: str) -> None:
    (tmp_path / "communes.tsv").write_text(HEAD + line, encoding="utf-8")
    with pytest.raises(LibraryError, match=reason):
        library.load([tmp_path])


def test_a_province_that_is_none_is_a_fault() -> None:
    provinces = (Province(name="Thành phố Hồ Chí Minh", kind="thành phố", former=("Bình Dương",)),)
    wrong = merged("xã Ví Dụ", "xã Mẫu", province="Sông Bé").model_copy(update={"new_province": "Bình Dương"})
    told = library.Library(units=Units(provinces=provinces), communes=(merged("xã Ví Dụ", "phường Mẫu"), wrong))
    reasons = [fault.reason for fault in check(told) if "communes.tsv" in fault.file]
    assert reasons == [
        "Bình Dương: không có trong 34 tỉnh, thành phố của units.yaml",
        "Sông Bé: không phải tên một tỉnh, thành phố trước 01/7/2025 ở units.yaml",
    ]
