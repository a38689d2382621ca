"""indexer.ranking.search: the right record first, the ordinary case before the special one, and why."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.building.build import build
from indexer.passages import Kind
from indexer.ranking.hits import Hit
from indexer.ranking.search import Index
from knowledge.loading.library import Library
from knowledge.records.faq import FaqEntry
from knowledge.records.plan import Plan
from knowledge.records.procedure import Part, Procedure
from knowledge.records.reference import Reference
from tests import library
from tests.library import put
from tests.paths import ROOT
from tests.support.strategies import anything, vietnamese


def found(index: Index, question: str, **options: Any) -> list[str]:
    return [hit.record_id for hit in index.search(question, **options)]


def index_of(tmp_path: Path, *lines: str) -> Index:
    put(tmp_path / "library", "procedures/x.jsonl", "\n".join(lines))
    build([tmp_path / "library"], tmp_path / "index", None, lambda *_: None)
    return Index(tmp_path / "index")


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("đăng ký nuôi chó", library.DOG),
        ("Cho em hỏi thủ tục đăng ký nuôi chó cần những gì ạ?", library.DOG),
        ("dang ky nuoi cho", library.DOG),
        ("dangky nuoicho", library.DOG),
        ("nhà em mới mua con cún phải báo ai", library.DOG),
        ("nước giếng nhà tôi uống được không", library.WELL),
        ("xin gp trồng cây cổ thụ", library.TREE),
        ("mượn sân đình làm đám cưới", library.YARD),
        ("đặt tên ngõ", library.ALLEY),
        ("khen người trồng hoa đẹp", library.FLOWERS),
        ("làm thẻ bạn đọc", library.READER_CARD),
        ("cuối tuần xã có mở cửa không", "tiep-dan-thu-bay-xa-co-lam-viec-khong"),
        ("hội thi tìm hiểu dịch vụ công", "xa-thu-2026"),
        ("quy chế tiếp dân", "quy-che-tiep-dan"),
    ],
)
def test_finds_what_was_asked_for(small_index: Index, question: str, code: str) -> None:
    assert found(small_index, question)[0] == code


def test_the_commune_comes_before_the_ministry(small_index: Index) -> None:
    codes = found(small_index, "cấp giấy phép trồng cây cổ thụ")
    assert codes.index(library.TREE) < codes.index(library.TREE_MINISTRY)


def test_equal_names_are_told_apart_by_their_level_alone(tmp_path: Path) -> None:
    levels = {"9.000001": "bo", "9.000002": "khac", "9.000003": "tinh", "9.000004": "xa"}
    index = index_of(
        tmp_path, *(f'{{"code": "{code}", "name": "Cấp phép thả diều", "levels": ["{level}"]}}' for code, level in levels.items())
    )
    assert found(index, "cấp phép thả diều") == ["9.000004", "9.000003", "9.000002", "9.000001"]


def test_the_ordinary_case_comes_before_the_special_one(small_index: Index) -> None:
    codes = found(small_index, "đăng ký nuôi chó")
    assert codes.index(library.DOG) < codes.index(library.DOG_ABROAD)
    codes = found(small_index, "giấy phép trồng cây cổ thụ")
    assert codes.index(library.TREE) < codes.index(library.TREE_AGAIN)


def test_the_special_case_comes_first_when_it_is_spoken_of(small_index: Index) -> None:
    assert found(small_index, "đăng ký nuôi chó có yếu tố nước ngoài")[0] == library.DOG_ABROAD
    assert found(small_index, "người tây muốn nuôi chó")[0] == library.DOG_ABROAD
    assert found(small_index, "cấp lại giấy phép trồng cây cổ thụ")[0] == library.TREE_AGAIN


TWINS = tuple(
    f'{{"code": "9.00000{number}", "name": "Hỗ trợ mua thuyền thúng", "levels": ["xa"], "publisher": "{publisher}"}}'
    for number, publisher in enumerate(("UBND tỉnh Nghệ An", "Bộ Thử nghiệm", "UBND tỉnh Ninh Bình"), 1)
)


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("twins")
    put(folder / "library", "units.yaml", "provinces: [{name: Nghệ An, kind: tỉnh}, {name: Ninh Bình, kind: tỉnh, former: [Hà Nam]}]")
    return index_of(folder, *TWINS)


@pytest.mark.parametrize(
    ("question", "province", "first", "gone"),
    [
        ("hỗ trợ mua thuyền thúng", "", "9.000002", None),
        ("hỗ trợ mua thuyền thúng ở Nghệ An", "", None, "9.000003"),
        ("ho tro mua thuyen thung o nghe an", "", None, "9.000003"),
        ("hỗ trợ mua thuyền thúng ở Hà Nam", "", None, "9.000001"),
    ],
)
def test_another_provinces_record_is_left_out_where_one_is_named(
    twins: Index, question: str, province: str, first: str | None, gone: str | None
) -> None:
    hits = {hit.record_id: hit.score for hit in twins.search(question, province=province)}
    if first:
        assert max(hits, key=lambda code: hits[code]) == first
        assert sum(score == hits[first] for score in hits.values()) == 1
    if gone:
        assert set(hits) == {"9.000001", "9.000002", "9.000003"} - {gone}


@pytest.mark.parametrize(
    ("question", "province", "codes"),
    [
        ("hỗ trợ mua thuyền thúng", "Nghệ An", {"9.000001", "9.000002"}),
        ("hỗ trợ mua thuyền thúng", "tỉnh Ninh Bình", {"9.000002", "9.000003"}),
        ("hỗ trợ mua thuyền thúng", "Hà Nam", {"9.000002", "9.000003"}),
        ("hỗ trợ mua thuyền thúng ở Ninh Bình", "Nghệ An", {"9.000001", "9.000002", "9.000003"}),
    ],
)
def test_where_the_office_has_a_province_anothers_is_offered_only_when_it_is_named(
    twins: Index, question: str, province: str, codes: set[str]
) -> None:
    assert set(found(twins, question, province=province)) == codes


def test_another_provinces_record_does_not_hide_the_national_one(small_index: Index) -> None:
    codes = found(small_index, "hỗ trợ mua thuyền thúng")
    assert codes.index(library.BOAT) < codes.index(library.BOAT_NGHE_AN)


def test_a_hit_says_why_it_was_found(small_index: Index) -> None:
    hit = small_index.search("nhà mới mua con chó thì phải báo cho ai")[0]
    assert (hit.kind, hit.record_id, hit.name) == (Kind.PROCEDURE, library.DOG, "đăng ký nuôi chó")
    assert hit.why.phrase == "nhà mới mua con chó phải báo ai"
    assert {"chó", "mua"} <= set(hit.why.words)
    assert "thì" not in hit.why.words


def test_a_hit_found_by_its_name_shows_no_phrase(small_index: Index) -> None:
    assert small_index.search("đặt tên cho ngõ")[0].why.phrase == ""


@pytest.mark.parametrize(
    ("question", "part", "words"),
    [
        ("giấy tờ nuôi chó có cần sổ tiêm phòng dại", Part.DOCUMENTS, "Sổ tiêm phòng dại"),
        ("chó dữ có phải đeo rọ mõm khi ra đường", Part.SUMMARY, "rọ mõm"),
    ],
)
def test_a_hit_carries_the_passage_that_says_most_about_the_question(small_index: Index, question: str, part: Part, words: str) -> None:
    (hit,) = [hit for hit in small_index.search(question) if hit.record_id == library.DOG]
    assert hit.passage is not None
    assert (hit.passage.part, words in hit.passage.text) == (part, True)


def test_a_record_that_is_only_a_name_has_no_passage(tmp_path: Path) -> None:
    (hit,) = index_of(tmp_path, '{"code": "9.000001", "name": "Cấp phép thả diều"}').search("thả diều")
    assert hit.passage is None or hit.passage.text.strip()


def test_an_empty_library_finds_nothing(tmp_path: Path) -> None:
    index = index_of(tmp_path)
    assert (len(index), index.search("đăng ký nuôi chó"), index.record(library.DOG), list(index.texts())) == (0, [], None, [])


def test_one_document_is_found_by_its_words_and_by_no_others(tmp_path: Path) -> None:
    index = index_of(tmp_path, '{"code": "9.000001", "name": "Cấp phép thả diều"}')
    assert found(index, "thả diều") == ["9.000001"]
    assert found(index, "tha dieu") == ["9.000001"]
    assert found(index, "nuôi chó") == []


@pytest.mark.parametrize("question", ["", " ", "?", "ạ", "cho em hỏi cần những gì", "😀"])
def test_a_question_that_asks_for_nothing_finds_nothing(small_index: Index, question: str) -> None:
    assert small_index.search(question) == []


def test_every_hit_shares_a_word_with_the_question(small_index: Index) -> None:
    hits = small_index.search("thuyền", limit=100)
    assert {library.BOAT, library.BOAT_NGHE_AN} <= {hit.record_id for hit in hits}
    assert len(hits) < len(small_index)
    assert all(hit.score > 0 for hit in hits)


def test_the_best_come_first_and_no_more_than_asked_for(small_index: Index) -> None:
    hits = small_index.search("xin giấy phép của xã", limit=100)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert small_index.search("xin giấy phép của xã", limit=3) == hits[:3]
    assert small_index.search("xin giấy phép của xã", limit=0) == []


@pytest.mark.parametrize("kind", list(Kind))
def test_only_the_kinds_asked_for(small_index: Index, kind: Kind) -> None:
    hits = small_index.search("xã tiếp dân, đăng ký, hồ sơ, dịch vụ công", kinds=(kind,), limit=50)
    assert {hit.kind for hit in hits} == {kind}
    assert small_index.search("tiếp dân", kinds=()) == []


def test_a_following_question_is_read_with_the_one_before(small_index: Index) -> None:
    assert found(small_index, "thế còn lệ phí", context=["đăng ký nuôi chó"])[0] == library.DOG
    assert found(small_index, "còn thuyền thúng đi biển", context=["đăng ký nuôi chó"])[0] == library.BOAT


def test_gives_back_whole_records(small_index: Index, small_library: Library) -> None:
    assert small_index.record(library.DOG) == small_library.procedures[library.DOG]
    kinds = {"xa-thu-2026": Plan, "quy-che-tiep-dan": Reference, "tiep-dan-quen-mang-giay-to-thi-sao": FaqEntry, library.WELL: Procedure}
    for record_id, kind in kinds.items():
        assert isinstance(small_index.record(record_id), kind)
    assert small_index.record("9.999999") is None


def test_the_indexed_text_of_every_record_can_be_read(small_index: Index) -> None:
    texts = list(small_index.texts())
    assert len(texts) == len(small_index)
    assert sum("Sổ tiêm phòng dại" in text for text in texts) == 1


@given(question=st.one_of(vietnamese, anything), context=st.lists(vietnamese, max_size=2))
def test_the_same_question_finds_the_same_each_time(
    question: str, context: list[str], small_index: Index, small_index_folder: Path
) -> None:
    hits = small_index.search(question, context)
    assert hits == small_index.search(question, context)
    assert hits == Index(small_index_folder).search(question, context)
    assert all(isinstance(hit, Hit) and hit.score > 0 for hit in hits)


@pytest.mark.parametrize(
    "text", ["\x00", "\ud800\udfff", "\u202e\u200f", "😀" * 100, "a" * 100_000, "nuôi chó " * 11_000, "\u0301" * 1_000]
)
def test_no_text_whatever_is_too_strange(small_index: Index, text: str) -> None:
    assert small_index.search(text) == small_index.search(text)
    assert found(small_index, "đặt tên cho ngõ", context=[text])[0] == library.ALLEY


def test_many_may_ask_at_once(small_index: Index) -> None:
    questions = ["đăng ký nuôi chó", "thuyền thúng", "giếng nước", "giấy phép trồng cây", "mượn sân đình", "tiếp dân"] * 10
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(small_index.search, questions)) == [small_index.search(question) for question in questions]


def test_the_same_question_scores_the_same_to_the_last_bit_in_every_process(tmp_path: Path) -> None:
    """Python orders sets anew in each process; what is multiplied in another order is rounded otherwise."""
    cases = ["đổi", "mất", "hỏng", "rách", "cũ", "mới", "tạm", "gấp", "lẻ", "sớm", "muộn", "thay"]
    variants = "".join(f"  - name: v{number}\n    markers: [{case}]\n    cues: [{case}]\n" for number, case in enumerate(cases))
    put(tmp_path / "library", "variants.yaml", f"variants:\n{variants}")
    index_of(tmp_path, *(f'{{"code": "9.00000{many}", "name": "Cấp thẻ, {", ".join(cases[:many])}"}}' for many in range(1, 10)))
    asked, before = "thẻ " + " ".join(cases[::2]), ["thẻ " + " ".join(cases[1::2])]
    ask = f"import sys; from indexer.ranking.search import Index, Path; print(Index(Path(sys.argv[1])).search({asked!r}, {before}))"
    told = {
        subprocess.run(
            [sys.executable, "-c", ask, str(tmp_path / "index")],
            env={**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in range(4)
    }
    assert len(told) == 1
