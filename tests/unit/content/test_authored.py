"""knowledge.loading.authored: cards, plans, FAQ pages and posts that people write by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import Fault
from knowledge.loading import authored
from knowledge.loading.authored import slug
from knowledge.records.faq import FaqEntry
from knowledge.records.plan import Plan, Section, Task
from knowledge.records.post import Post
from knowledge.records.procedure import LegalReference, Level, Origin, Part, Procedure, RequiredDocument, Source
from knowledge.texts import markdown
from knowledge.texts.markdown import Page
from tests.presence import as_a
from tests.support.strategies import anything

T = TypeVar("T")
CARD = """---
code: "9.000001"
name: Thủ tục đăng ký nuôi chó
field: Chăn nuôi
decision: 12/QĐ-THU
as_of: 2026-05-06
url: https://example.org/cho
levels: [Cấp Xã, Cấp Tỉnh]
agency: UBND cấp xã
forms: [Tờ khai nuôi chó]
related: ["9.000002"]
---
Báo cho xã biết nhà có nuôi chó.

## Thành phần hồ sơ
### Chó mới mua
- Tờ khai (bản chính: 1)
- Sổ tiêm (bản chính: 1, bản sao: 2).
### Chó đẻ ở nhà
- Ảnh chụp chó (xuất trình)
- Giấy viết tay (nếu có)

## 5. Phí, lệ phí:
Miễn phí.

## Căn cứ pháp lý
- 11/2099/NĐ-CP: về vật nuôi
- 12/2099/TT-BTN – hướng dẫn
- Tập quán của làng

## Lưu ý
- Chó dữ phải đeo rọ mõm.
"""


def read(parse: Callable[[Page], Iterable[object]], text: str, file: str = "procedures/cho.md") -> list[object]:
    page = markdown.parse(file, text)
    assert isinstance(page, Page)
    return list(parse(page))


def only(found: list[object], kind: type[T]) -> T:
    assert len(found) == 1, found
    return as_a(kind, found[0])


def faults(found: list[object]) -> list[tuple[int, str]]:
    return [(item.line, item.reason) for item in found if isinstance(item, Fault)]


@pytest.fixture
def card() -> Procedure:
    made = only(read(authored.card, CARD), Procedure)
    assert isinstance(made, Procedure)
    return made


def test_a_card_says_which_procedure_it_explains(card: Procedure) -> None:
    assert (card.code, card.name, card.field, card.levels) == (
        "9.000001",
        "Thủ tục đăng ký nuôi chó",
        "Chăn nuôi",
        (Level.COMMUNE, Level.PROVINCE),
    )
    assert (card.agency, card.forms, card.related, card.as_of) == ("UBND cấp xã", ("Tờ khai nuôi chó",), ("9.000002",), date(2026, 5, 6))


def test_a_card_holds_its_guide_by_part(card: Procedure) -> None:
    assert set(card.guide) == {Part.SUMMARY, Part.DOCUMENTS, Part.FEES, Part.LEGAL_BASIS}
    assert card.guide[Part.FEES] == "Miễn phí."


def test_notes_stand_at_the_end_of_the_summary(card: Procedure) -> None:
    assert card.guide[Part.SUMMARY] == "Báo cho xã biết nhà có nuôi chó.\n\nLưu ý:\n- Chó dữ phải đeo rọ mõm."


def test_papers_are_counted_and_know_their_case(card: Procedure) -> None:
    assert card.documents == (
        RequiredDocument(name="Tờ khai", originals=1, case="Chó mới mua"),
        RequiredDocument(name="Sổ tiêm", originals=1, copies=2, case="Chó mới mua"),
        RequiredDocument(name="Ảnh chụp chó", case="Chó đẻ ở nhà"),
        RequiredDocument(name="Giấy viết tay (nếu có)", case="Chó đẻ ở nhà"),
    )


def test_the_law_is_read_as_number_and_title(card: Procedure) -> None:
    assert card.legal_basis == (
        LegalReference(number="11/2099/NĐ-CP", title="về vật nuôi"),
        LegalReference(number="12/2099/TT-BTN", title="hướng dẫn"),
        LegalReference(title="Tập quán của làng"),
    )


def test_every_part_of_a_card_names_its_source(card: Procedure) -> None:
    source = Source(origin=Origin.CARD, title="12/QĐ-THU", url="https://example.org/cho", as_of=date(2026, 5, 6))
    assert set(card.sources.values()) == {source}
    assert set(card.sources) == {Part.DOCUMENTS, Part.LEGAL_BASIS, Part.AGENCY, Part.FORMS}
    assert set(card.guide_sources) == set(card.guide)


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("field: Chăn nuôi", "linh_vuc: Chăn nuôi", 4, "không có khóa tên “linh_vuc”"),
        ("## Lưu ý", "## Mẹo hay", 31, "“Mẹo hay” không phải tên mục chính thức"),
        ("Miễn phí.\n", "\n", 23, "mục “5. Phí, lệ phí:” bỏ trống"),
        ('code: "9.000001"', "code: chín", 2, "code: không đúng dạng"),
        ("name: Thủ tục đăng ký nuôi chó", "name: ''", 3, "name: bỏ trống"),
        ("url: https://example.org/cho", "url: ftp://example.org", 7, "url: địa chỉ phải bắt đầu"),
        ("as_of: 2026-05-06", "as_of: hôm qua", 6, "as_of: phải là ngày dạng 2026-07-31"),
        ('related: ["9.000002"]', 'related: ["hai"]', 11, "related.0: không đúng dạng"),
    ],
)
def test_every_fault_of_a_card_has_its_line(old: str, new: str, line: int, reason: str) -> None:
    found = faults(read(authored.card, CARD.replace(old, new)))
    assert [(where, why[: len(reason)]) for where, why in found] == [(line, reason)]


def test_a_card_without_a_code_is_a_fault() -> None:
    assert [(line, why.split(":")[0]) for line, why in faults(read(authored.card, "---\nname: Tên\n---\nChữ."))] == [(1, "code")]


PLAN = """---
number: 7/KH-THU
title: Kế hoạch  tuyên truyền
issuer: UBND xã thử
date: 2026-01-15
place: Nghệ An
as_of: 2026-01-15
tasks:
  - section: I
    "no": "1"
    content: Phát thanh trên loa
    lead: Công chức văn hóa
    support: [Đoàn xã, Hội phụ nữ]
    when: hằng tháng
---
## Mục đích
Để bà con biết.
"""


def test_a_plan_is_read_with_its_tasks_and_sections() -> None:
    task = Task(
        content="Phát thanh trên loa",
        lead=("Công chức văn hóa",),
        support=("Đoàn xã", "Hội phụ nữ"),
        when="hằng tháng",
        section="I",
        no="1",
    )
    assert only(read(authored.plan, PLAN, "plans/xa-thu-2026.md"), Plan) == Plan(
        record_id="xa-thu-2026",
        number="7/KH-THU",
        title="Kế hoạch tuyên truyền",
        issuer="UBND xã thử",
        issued="2026-01-15",
        place="Nghệ An",
        sections=(Section(title="Mục đích", text="Để bà con biết."),),
        tasks=(task,),
        as_of=date(2026, 1, 15),
    )


@pytest.mark.parametrize("day", ["2026", "2026-03", "2026-03-04"])
def test_a_plan_may_know_only_its_month_or_year(day: str) -> None:
    made = only(read(authored.plan, PLAN.replace("2026-01-15", day), "plans/p-1.md"), Plan)
    assert isinstance(made, Plan)
    assert made.issued == day
    assert made.as_of == (date(2026, 3, 4) if len(day) == 10 else None)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("---\ntitle: Kế hoạch\ntasks: một việc\n---\n## Mục\nChữ.", 3, "tasks phải là một danh sách"),
        ("---\ntitle: Kế hoạch\n---\n", 1, "kế hoạch không có mục nào"),
        ("---\ntitle: Kế hoạch\ntasks: [{when: mai}]\n---\n", 1, "content: bỏ trống"),
        ("---\ntitle: Kế hoạch\nowner: ai đó\n---\n## Mục\nChữ.", 3, "không có khóa tên “owner”"),
    ],
)
def test_every_fault_of_a_plan_is_told(text: str, line: int, reason: str) -> None:
    assert [(where, why[: len(reason)]) for where, why in faults(read(authored.plan, text, "plans/p-1.md"))] == [(line, reason)]


FAQ = """---
topic: Tiếp dân
as_of: 2026-04-01
expires: 2027-04-01
---
## Thứ bảy có làm việc không?
Cách hỏi khác: cuối tuần mở cửa không; thứ bảy nộp được không
Nguồn: Quy chế tiếp dân
Thủ tục: 9.000001, 9.000002

Có, buổi sáng.

Nguồn: nằm trong câu trả lời thì là câu trả lời.
"""


def test_an_faq_page_holds_questions_with_their_sources() -> None:
    assert only(read(authored.faq, FAQ, "faq/tiep-dan.md"), FaqEntry) == FaqEntry(
        record_id="tiep-dan-thu-bay-co-lam-viec-khong",
        question="Thứ bảy có làm việc không?",
        answer="Có, buổi sáng.\n\nNguồn: nằm trong câu trả lời thì là câu trả lời.",
        asked_as=("cuối tuần mở cửa không", "thứ bảy nộp được không"),
        topic="Tiếp dân",
        source="Quy chế tiếp dân",
        codes=("9.000001", "9.000002"),
        as_of=date(2026, 4, 1),
        expires=date(2027, 4, 1),
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("Nguồn: Quy chế tiếp dân\n", "", 6, "source: bỏ trống"),
        ("Cách hỏi khác:", "Cách hỏi khac:", 7, "dòng không nhận ra: “Cách hỏi khac:”"),
        ("Cách hỏi khác:", "Lời khác:", 7, "dòng không nhận ra: “Lời khác:”"),
        ("Thủ tục:", "thủ tục:", 9, "dòng không nhận ra: “thủ tục:”"),
        ("9.000002", "chín", 6, "codes.1: không đúng dạng"),
        ("## Thứ bảy", "Chào bà con.\n## Thứ bảy", 6, "chữ nằm ngoài các câu hỏi (##)"),
        ("topic:", "chu_de:", 2, "không có khóa tên “chu_de”"),
        ("as_of: 2026-04-01", "as_of: mai", 3, "as_of: phải là ngày dạng 2026-07-31"),
    ],
)
def test_every_fault_of_an_faq_page_has_its_line(old: str, new: str, line: int, reason: str) -> None:
    found = faults(read(authored.faq, FAQ.replace(old, new), "faq/tiep-dan.md"))
    assert [(where, why[: len(reason)]) for where, why in found] == [(line, reason)]


def test_an_answer_may_begin_with_a_label_of_its_own() -> None:
    page = read(authored.faq, FAQ.replace("Có, buổi sáng.", "Buổi sáng: có."), "faq/tiep-dan.md")
    assert only(page, FaqEntry).answer.startswith("Buổi sáng: có.")


def test_a_question_without_an_answer_is_a_fault() -> None:
    assert [why.split(":")[0] for _, why in faults(read(authored.faq, "---\n---\n## Hỏi gì?\nNguồn: a", "faq/a-b.md"))] == ["answer"]


POST = "---\nmonth: 3\ntitle: Nộp hồ sơ ở nhà\nsummary: Năm phút.\ntopics: [mạng]\n---\nMở trang.\n\n## Bước một\nĐăng nhập.\n"


def test_a_post_keeps_its_text_with_its_headings() -> None:
    assert only(read(authored.post, POST, "posts/thang-3.md"), Post) == Post(
        record_id="thang-3",
        month=3,
        title="Nộp hồ sơ ở nhà",
        summary="Năm phút.",
        body="Mở trang.\n\n## Bước một\nĐăng nhập.",
        topics=("mạng",),
    )


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("month: 3", "month: 13", "month"),
        ("Nộp hồ sơ ở nhà", "x" * 151, "title"),
        ("Năm phút.", "x" * 301, "summary"),
        ("summary", f"author: {'x' * 51}\nsummary", "author"),
    ],
)
def test_a_post_keeps_to_the_limits_of_a_zalo_article(old: str, new: str, field: str) -> None:
    assert [why.split(":")[0] for _, why in faults(read(authored.post, POST.replace(old, new), "posts/thang-3.md"))] == [field]


def test_a_post_says_what_to_do_for_whom_and_by_which_duty() -> None:
    more = """motif: chi_so
audience: nguoi_dan
calls: [{kind: ask, label: Hỏi, question: "Phí?"}, {kind: hotline, label: Gọi}]
duties: [{plan: nghe-an-2024, task: II.12}]
summary"""
    found = only(read(authored.post, POST.replace("summary", more), "posts/thang-3.md"), Post)
    assert [call.kind for call in found.calls] == ["ask", "hotline"]
    assert (found.motif, found.audience, found.duties[0].task) == ("chi_so", "nguoi_dan", "II.12")


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("Đăng nhập.", "| bảng |", 10, "bài viết không có bảng; hãy viết thành danh sách"),
        ("Mở trang.", "Có {{so_gi_do}}.", 7, "không có chỗ điền tên “so_gi_do”"),
        ("topics", "calls: [{kind: dance, label: a}]\ntopics", 5, "loại phải là một trong"),
        ("topics", "calls: [{kind: link, label: a, address: 'javascript:x'}]\ntopics", 5, "không đúng dạng"),
        ("topics", "motif: meo\ntopics", 5, "phải là một trong"),
    ],
)
def test_what_a_post_cannot_hold_is_told_with_its_line(old: str, new: str, line: int, reason: str) -> None:
    [(at, why)] = faults(read(authored.post, POST.replace(old, new), "posts/thang-3.md"))
    assert at == line
    assert reason in why


@pytest.mark.parametrize("parse", [authored.card, authored.plan, authored.faq, authored.post])
@given(
    body=anything, values=st.lists(st.one_of(anything, st.integers(), st.lists(anything, max_size=2), st.none()), min_size=9, max_size=9)
)
def test_whatever_a_page_holds_it_becomes_records_or_faults(
    parse: Callable[[Page], Iterable[object]], body: str, values: list[object]
) -> None:
    keys = ("code", "name", "title", "as_of", "levels", "forms", "tasks", "date", "topics")
    whole = markdown.parse("faq/trang.md", f"---\n---\n## Mục\n{body}")
    assert isinstance(whole, Page)
    page = Page(whole.file, dict(zip(keys, values, strict=True)), {}, whole.blocks)
    assert all(isinstance(item, Fault | Procedure | Plan | FaqEntry | Post) for item in parse(page))


@pytest.mark.parametrize(
    ("title", "name"), [("Kế hoạch số 122/KH-UBND", "ke-hoach-so-122-kh-ubnd"), ("  Đường  ĐI? ", "duong-di"), ("???", "")]
)
def test_a_slug_is_plain_ascii(title: str, name: str) -> None:
    assert slug(title) == name


@given(anything)
def test_a_slug_of_a_slug_is_the_slug(title: str) -> None:
    assert slug(slug(title)) == slug(title)
    assert slug(title).isascii()
