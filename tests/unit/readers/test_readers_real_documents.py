"""The readers on the real documents beside the repository (MOTCUA_SHARED, default ../shared); skipped where there are none."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from knowledge.publications.importing import import_documents
from knowledge.readers import Reading, Remark, kinds, silent
from knowledge.readers.formats import docx, rtf, xlsx
from knowledge.readers.national import portal
from knowledge.readers.national.jsonl import from_export
from knowledge.readers.opening import archive, legacy, office
from knowledge.records.plan import Plan
from knowledge.records.procedure import Procedure
from knowledge.records.reference import Reference
from knowledge.texts.text import normalise
from tests.paths import ROOT

SHARED = Path(os.environ.get("MOTCUA_SHARED", ROOT.parent / "shared")) / "data"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason=f"không có tài liệu thật ở {SHARED}")
needs_soffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice không được cài trên máy này")
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract không được cài trên máy này")


def _read(name: str) -> list[Reading]:
    path = SHARED / name
    return list(kinds.READERS[kinds.kind_of(path)](path, silent))


def _records(readings: list[Reading]) -> list[Reading]:
    """Without what the report says of them."""
    return [reading for reading in readings if not isinstance(reading, Remark)]


def _plan(name: str) -> Plan:
    (plan,) = _read(f"plans/{name}.txt")
    assert isinstance(plan, Plan)
    return plan


def test_portal_texts_agree_with_the_export() -> None:
    with gzip.open(SHARED / "procedures.jsonl.gz", "rt", encoding="utf-8") as lines:
        export = {raw["code"]: raw for raw in map(json.loads, lines)}
    differing: Counter[str] = Counter()
    paths = sorted((SHARED / "documents" / "portal").glob("*.txt"))
    assert len(paths) == 126
    for path in paths:
        (read,) = portal.read(path, silent)
        assert isinstance(read, Procedure)
        wanted = from_export(export[read.code])
        differing.update(name for name in Procedure.model_fields if getattr(read, name) != getattr(wanted, name))
    for name in ("publisher", "url"):  # the portal's text does not say them
        del differing[name]
    # The export is of a later day: it names agencies, conditions and units that these texts leave out.
    assert differing == {"agency": 18, "submissions": 7, "conditions": 3}


def test_the_appendix_of_the_nghe_an_plan_gives_its_fifteen_tasks() -> None:
    plan = _plan("nghe-an-2024")
    assert (plan.number, plan.issued, plan.issuer) == ("122/KH-UBND", "2024-02-21", "Ủy ban nhân dân tỉnh Nghệ An")
    assert [task.no for task in plan.tasks] == [f"I.{n}" for n in range(1, 4)] + [f"II.{n}" for n in range(1, 13)]
    assert all(task.lead and task.support and task.when for task in plan.tasks)
    assert plan.tasks[3].content.endswith("trên môi trường điện tử.")
    assert plan.tasks[7].support == (
        "Sở Nội vụ",
        "Liên đoàn lao động tỉnh",
        "Tỉnh đoàn",
        "Sở Tư pháp",
        "Sở Thông tin và Truyền thông",
        "các Sở, ban, ngành cấp tỉnh có liên quan",
        "UBND cấp huyện, cấp xã",
    )
    assert Counter(task.when for task in plan.tasks)["Thường xuyên"] == 11
    assert len(plan.sections) == 4


def test_no_word_of_the_nghe_an_table_is_lost() -> None:
    text = (SHARED / "plans" / "nghe-an-2024.txt").read_text(encoding="utf-8")
    table = text[text.index("TT\tNội dung") :].split("\n", 1)[1].rsplit("\n", 2)[0]
    words = Counter(_words(table.replace("<i>", "").replace("</i>", "")))
    tasks = _plan("nghe-an-2024").tasks
    read = Counter(_words(" ".join(" ".join((task.content, *task.lead, *task.support, task.when)) for task in tasks)))
    headings = {task.section for task in tasks}
    missing = words - read - Counter(_words(" ".join(headings)))
    # Left are the row numbers, the office that one row names twice, and the "và" that parts two offices.
    assert {word for word in missing if not word.isdigit()} <= {"sở", "nội", "vụ", "và"}


def _words(text: str) -> list[str]:
    return ["".join(filter(str.isalnum, word)).lower() for word in text.split() if any(map(str.isalnum, word))]


def test_part_three_of_the_dak_lak_plan_gives_every_activity() -> None:
    plan = _plan("dak-lak-2021")
    assert (plan.number, plan.issued, plan.issuer, plan.place) == ("", "2021", "Ủy ban nhân dân tỉnh Đắk Lắk", "Đắk Lắk")
    activities = {task.no: task for task in plan.tasks if task.no.startswith("III.")}
    labelled = ["III.1", *(f"III.2.{letter}" for letter in "abcdđ"), "III.3.a", "III.3.b", "III.4"]
    assert list(activities) == [*labelled, "III.5.a", "III.5.b"]
    assert all(activities[no].lead and activities[no].when for no in labelled)
    assert [no for no in labelled if activities[no].support] == ["III.2.b", "III.2.c", "III.2.d", "III.2.đ", "III.3.b", "III.4"]
    assert activities["III.2.b"].lead == ("Đài Phát thanh và Truyền hình tỉnh",)
    assert activities["III.2.b"].when == "Hàng tháng trong năm"
    assert activities["III.5.a"].lead == ("Sở Văn hóa, Thể thao và Du lịch",)


@pytest.mark.parametrize(
    ("name", "number", "issued", "issuer", "sections", "tasks"),
    [
        ("hai-phong-skhdt-2024", "18/KH-KHĐT", "2024-03-12", "Sở Kế hoạch và Đầu tư", 3, 3),
        ("kon-tum-2021", "", "", "Ủy ban nhân dân tỉnh Kon Tum", 3, 18),
        ("kon-tum-bqlkkt-2022", "", "", "Ban Quản lý Khu kinh tế tỉnh Kon Tum", 4, 6),
    ],
)
def test_the_other_plans_say_who_does_what(name: str, number: str, issued: str, issuer: str, sections: int, tasks: int) -> None:
    plan = _plan(name)
    assert (plan.number, plan.issued, plan.issuer) == (number, issued, issuer)
    assert (len(plan.sections), len(plan.tasks)) == (sections, tasks)
    assert all(task.lead for task in plan.tasks)
    assert plan.title.startswith("Kế hoạch tuyên truyền")


def test_the_list_of_the_ministry_of_justice_is_read_whole() -> None:
    readings = _read("documents/danh-sach-tthc-bo-tu-phap.xlsx")
    assert len(readings) == 271
    assert all(isinstance(reading, Procedure) and reading.field and reading.publisher == "Bộ Tư pháp" for reading in readings)


@pytest.mark.parametrize("code", ["1.011445", "1.013980.H19"])
def test_saved_pages_become_procedures(code: str) -> None:
    (record,) = _records(_read(f"documents/{code}.html"))
    assert isinstance(record, Procedure)
    assert record.code == code.removesuffix(".H19")
    assert record.steps
    assert record.documents
    assert record.agency
    assert record.legal_basis


@pytest.mark.parametrize(
    ("name", "number", "articles"),
    [
        ("thong-tu-phi.pdf", "02/2021/TT-BTC", 7),
        pytest.param("sai-duoi-that-ra-la-doc.docx", "27/2001/QH10", 60, marks=needs_soffice),
        pytest.param("quy-trinh-khai-sinh.doc", "QT 01/CX-HCTP", 0, marks=needs_soffice),
        pytest.param("quy-trinh-ban-sao-so-goc.doc", "QT 01/CT-HCTP", 0, marks=needs_soffice),
    ],
)
def test_official_texts_become_references(name: str, number: str, articles: int) -> None:
    (record,) = _records(_read(f"documents/{name}"))
    assert isinstance(record, Reference)
    assert record.number == number
    assert sum(section.title.startswith("Điều") for section in record.sections) >= articles


@needs_tesseract
@pytest.mark.parametrize("name", ["quet-4-trang.pdf", "quet-ct29.pdf", "chi-co-anh.docx"])
def test_scans_are_read(name: str) -> None:
    *_, record = _read(f"documents/{name}")
    assert isinstance(record, Reference)
    assert sum(len(section.text) for section in record.sections) > 2_000


_OLD = sorted(path for path in (SHARED / "documents" / "legacy").glob("*") if path.suffix != ".txt") if SHARED.is_dir() else []


@pytest.mark.parametrize("path", _OLD, ids=lambda path: path.name)
def test_old_letters_are_converted_with_less_than_one_error_in_a_hundred(path: Path) -> None:
    if path.suffix in {".doc", ".xls"} and shutil.which("soffice") is None:
        pytest.skip("LibreOffice không được cài trên máy này")
    truth = path.with_suffix(".truth.txt").read_text(encoding="utf-8")
    assert _error_rate("\n".join(_text(path)), truth) <= 0.01


def _text(path: Path) -> Iterator[str]:
    match path.suffix:
        case ".rtf":
            yield rtf.text_of(path)
        case ".xls":
            with office.converted(path, "xlsx", path.name) as copy:
                yield legacy.repaired("\n".join("\t".join(row) for _, rows in xlsx._sheets(copy, path.name) for row in rows))
        case ".doc":
            with office.converted(path, "docx", path.name) as copy, archive.opened(copy, path.name) as opened:
                yield from docx._lines(opened, path.name)
        case _:
            with archive.opened(path, path.name) as opened:
                yield from docx._lines(opened, path.name)


def _error_rate(read: str, truth: str) -> float:
    """Share of letters of `truth` that are wrong, missing or added in `read`; capitals count as small letters."""
    found, wanted = _letters(read), _letters(truth)
    errors = 0
    for tag, i1, i2, j1, j2 in SequenceMatcher(a=found, b=wanted, autojunk=False).get_opcodes():
        if tag != "equal":
            errors += max(sum(map(len, found[i1:i2])), sum(map(len, wanted[j1:j2])))
    return errors / sum(map(len, wanted))


def _letters(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", normalise(text).casefold())


def test_the_whole_national_list_is_imported(tmp_path: Path) -> None:
    report = import_documents([SHARED / "procedures.jsonl.gz"], tmp_path, None, silent, date(2026, 7, 1))
    assert len(report.added) == 5_759
    assert report.rejected == ()
    again = import_documents([SHARED / "procedures.jsonl.gz"], tmp_path, None, silent, date(2026, 7, 2))
    assert (len(again.unchanged), again.added, again.changed) == (5_759, (), ())
