"""bot.announcements.rules.article and facts: limits at construction, the Markdown form, a month's blanks."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.announcements.rules.article import Article, Image, Link, Problem, Text, Video, body_of, faults
from bot.announcements.rules.facts import IssuingOffice, MonthFacts, Named, fill, filled, values_of
from knowledge.records.post import Blank, CallHotline, FilePetition, OpenLink, Post
from knowledge.texts.lengths import units
from knowledge.texts.prose import ProseError
from tests.articles import OFFICE, WORDS, articles, bare, posts, rich

BODY = body_of("Chữ.")


def made(**fields: Any) -> Article:
    return Article.model_validate({"title": "Tên", "summary": "Tóm", "body": BODY, **fields})


@pytest.mark.parametrize(("field", "limit"), [("title", 150), ("author", 50), ("summary", 300)])
def test_the_lengths_of_zalo_are_kept_counted_as_phones_count(field: str, limit: int) -> None:
    assert len(getattr(made(**{field: "ế" * limit}), field)) == limit
    for too_long in ("ế" * (limit + 1), "😀" * (limit // 2 + 1)):
        with pytest.raises(ValidationError):
            made(**{field: too_long})


def test_a_clerk_is_told_every_fault_by_the_name_of_its_field() -> None:
    with pytest.raises(ValidationError) as refused:
        made(title="x" * 151, summary=" ", body=(), calls=[{"kind": "petition", "label": str(number)} for number in range(4)])
    assert faults(refused.value, WORDS.faults) == (
        "Tiêu đề: dài 151 ký tự, nhiều nhất 150.",
        "Tóm tắt: còn bỏ trống.",
        "Thân bài: còn bỏ trống.",
        "Nút bấm: nhiều nhất 3.",
    )


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"body": body_of("Có {{thu_tuc_moi}}.")}, "còn chỗ chưa điền {{thu_tuc_moi}}"),
        ({"calls": (CallHotline(label="Gọi"),)}, "nút gọi điện hoặc mở trang chưa có số, chưa có địa chỉ"),
        ({"calls": (OpenLink(label="Mở", address="{site}/x"),)}, "nút gọi điện hoặc mở trang chưa có số, chưa có địa chỉ"),
        ({"body": (Text(text="a " * 10_001),)}, "thân bài dài"),
    ],
)
def test_an_article_that_would_mislead_cannot_be_made(fields: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError) as refused:
        made(**fields)
    assert told in faults(refused.value, WORDS.faults)[0]


def test_slips_in_the_text_are_told_with_their_line() -> None:
    with pytest.raises(ProseError) as refused:
        body_of("Chữ.\n\n| bảng |")
    assert faults(refused.value, WORDS.faults) == ("Thân bài, dòng 3: bài viết không có bảng; hãy viết thành danh sách.",)


def test_the_text_is_parted_into_blocks_of_four_kinds() -> None:
    body = body_of("a\n\n- b\n\n![Ảnh](https://a.vn/x.png)\n\n![video: Phim](https://a.vn/v)\n\n[Mở](https://a.vn)\n\nc")
    assert [block.kind for block in body] == ["text", "image", "video", "link", "text"]


@pytest.mark.parametrize("broken", [{"address": "javascript:x"}, {"address": "/anh.png"}, {"address": "https://a b"}])
def test_only_addresses_of_the_web_stand_alone(broken: dict[str, str]) -> None:
    for block, more in ((Image, {}), (Video, {}), (Link, {"label": "Mở"})):
        with pytest.raises(ValidationError):
            block.model_validate(broken | more)


def test_a_block_holds_what_its_kind_says() -> None:
    wrong = [
        {"kind": "text", "text": "![Ảnh](https://a.vn/x.png)"},
        {"kind": "image", "address": "https://a.vn/x.png", "caption": "Video: phim"},
        {"kind": "link", "address": "https://a.vn", "label": "https://a.vn"},
    ]
    with pytest.raises(ValidationError) as refused:
        made(body=wrong)
    assert faults(refused.value, WORDS.faults) == (
        "Thân bài: khối chữ còn bỏ trống, hoặc có ảnh, video, liên kết phải đứng riêng.",
        "Thân bài: chú thích ảnh không bắt đầu bằng “video:”.",
        "Thân bài: chữ của liên kết phải khác địa chỉ.",
    )


def test_every_reason_of_a_refusal_has_its_words() -> None:
    assert {problem.value for problem in Problem} <= set(WORDS.faults.reasons)
    assert set(Article.model_fields) == set(WORDS.faults.fields)


def test_hidden_signs_that_turn_the_text_are_taken_out_and_joiners_stay() -> None:
    article = made(title="a\u202eb\x00c\ud800 👨\u200d👩\u200d👧  d")
    assert article.title == "abc 👨\u200d👩\u200d👧 d"


@settings(max_examples=60, deadline=None)
@given(articles())
def test_markdown_and_json_give_the_same_article_back(article: Article) -> None:
    assert body_of(article.markdown) == article.body
    assert Article.model_validate_json(article.model_dump_json()) == article


def slips(typed: str) -> int:
    """How many slips a text has; 0 where it becomes blocks."""
    try:
        body_of(typed)
    except ProseError as refused:
        return len(refused.slips)
    return 0


@given(st.text(max_size=300))
def test_whatever_is_typed_becomes_blocks_or_slips(typed: str) -> None:
    assert slips(typed) >= 0


# a month's facts


def filled_with(markdown: str, **values: str) -> str:
    return filled(markdown, {Blank(name): value for name, value in values.items()})


def test_a_sentence_without_its_figure_is_left_out_and_its_neighbours_stay() -> None:
    text = "Chào bà con. Có {{kien_nghi_da_nhan}} kiến nghị. Xin cảm ơn."
    assert filled_with(text, kien_nghi_da_nhan="12") == "Chào bà con. Có 12 kiến nghị. Xin cảm ơn."
    assert filled_with(text) == "Chào bà con. Xin cảm ơn."


def test_a_list_goes_with_the_sentence_that_leads_to_it_and_an_empty_heading_too() -> None:
    text = "Đầu.\n\n## Mới\n\nMột câu. Thủ tục mới:\n\n{{thu_tuc_moi}}\n\n## Bỏ\n\nĐã bỏ:\n\n{{thu_tuc_bai_bo}}\n\n## Hết\n\nCuối."
    assert filled_with(text) == "Đầu.\n\n## Mới\n\nMột câu.\n\n## Hết\n\nCuối."
    assert "## Bỏ\n\nĐã bỏ:\n\n- a" in filled_with(text, thu_tuc_bai_bo="- a")


def test_an_item_without_its_value_is_left_out_of_its_list() -> None:
    assert filled_with("Gặp:\n\n- Gọi {{duong_day_nong}}.\n- Nhắn trợ lý.") == "Gặp:\n\n- Nhắn trợ lý."
    assert filled_with("Đầu.\n\nGặp:\n\n- Gọi {{duong_day_nong}}.\n- Đến {{dia_chi}}.\n\nCuối.") == "Đầu.\n\nCuối."


def test_a_subheading_does_not_keep_an_empty_heading_from_going() -> None:
    assert filled_with("## A\n\n### B\n\n{{thu_tuc_moi}}\n\n## C\n\nd") == "## C\n\nd"


@pytest.mark.parametrize("nothing", [None, 0])
def test_nothing_is_never_told_as_a_figure(nothing: int | None) -> None:
    values = values_of(MonthFacts(date(2026, 5, 1), received=nothing, answered=nothing, on_time=nothing), WORDS.facts)
    told = {blank for blank, value in values.items() if value}
    assert told == {Blank.MONTH, Blank.PREVIOUS_MONTH}


def test_figures_are_written_as_vietnamese_writes_them() -> None:
    values = values_of(MonthFacts(date(2027, 1, 1), OFFICE, received=12_345, answered=3, on_time=2), WORDS.facts)
    assert (values[Blank.RECEIVED], values[Blank.ON_TIME_SHARE]) == ("12.345", "66,6%")
    assert (values[Blank.MONTH], values[Blank.PREVIOUS_MONTH]) == ("tháng 1 năm 2027", "tháng 12 năm 2026")


def test_a_share_that_cannot_be_is_not_told() -> None:
    assert values_of(MonthFacts(date(2026, 5, 1), answered=3, on_time=4), WORDS.facts)[Blank.ON_TIME_SHARE] == ""


def test_procedures_are_named_up_to_five_and_the_rest_counted_whatever_signs_their_names_hold() -> None:
    named = tuple(Named(f"1.00000{number}", "Cấp *giấy* [A] (B)") for number in range(7))
    told = values_of(MonthFacts(date(2026, 5, 1), most_asked=named), WORDS.facts)[Blank.MOST_ASKED]
    assert body_of(told)[0].paragraphs[0].text == "Cấp *giấy* [A] (B) (mã 1.000000)"
    assert told.split("\n")[-1] == "- và 2 thủ tục khác"


def post(**fields: Any) -> Post:
    return Post.model_validate({"record_id": "thang-5", "month": 5, "title": "Tên", "summary": "Tóm", "body": "Chữ.", **fields})


def test_calls_that_need_a_hotline_or_a_site_wait_for_an_office_that_has_them() -> None:
    calls = (
        {"kind": "hotline", "label": "Gọi"},
        {"kind": "link", "label": "Mở", "address": "{site}/thu-tuc/1.001193"},
        {"kind": "petition", "label": "Gửi"},
    )
    assert fill(post(calls=calls), bare(5), WORDS.facts).calls == (FilePetition(label="Gửi"),)
    assert [call.kind for call in fill(post(calls=calls), rich(5), WORDS.facts).calls] == ["hotline", "link", "petition"]
    assert fill(post(calls=calls), rich(5), WORDS.facts).calls[1] == OpenLink(label="Mở", address=f"{OFFICE.site}/thu-tuc/1.001193")


def test_the_office_signs_with_a_name_that_fits() -> None:
    long = "Trung tâm Phục vụ hành chính công thành phố Hồ Chí Minh cơ sở 2"
    author = fill(post(), MonthFacts(date(2026, 5, 1), IssuingOffice(name=long)), WORDS.facts).author
    assert units(author) <= 50
    assert long.startswith(f"{author} ")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("Có {{so_gi_do}}.", "không có chỗ điền tên “so_gi_do”"),
        ("Gồm {{thu_tuc_moi}} nữa.", "đứng một mình"),
        ("Có {{thang_nay.", "chưa khép"),
    ],
)
def test_a_blank_that_we_do_not_know_or_cannot_place_is_refused(body: str, reason: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(reason)):
        post(body=body)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"title": "Bản tin {{thang_nay}}"}, "chỉ được đặt trong thân bài"),
        ({"calls": ({"kind": "petition", "label": "Gửi"}, {"kind": "hotline", "label": "Gửi"})}, "trùng chữ"),
        ({"summary": "😀" * 151}, "dài 302 ký tự"),
    ],
)
def test_a_post_that_could_not_become_an_article_is_refused(wrong: dict[str, object], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        post(**wrong)


def test_twelve_months_are_ready_each_once() -> None:
    assert sorted(ready.month for ready in posts()) == list(range(1, 13))


@pytest.mark.parametrize("ready", posts(), ids=lambda ready: ready.record_id)
def test_every_month_reads_well_with_everything_and_with_nothing_known(ready: Post) -> None:
    assert 250 <= len(ready.body.split()) <= 450
    assert 2 <= len(ready.calls) <= 3
    assert ready.duties
    assert "ông bà" in ready.body
    for facts in (bare, rich):
        text = fill(ready, facts(ready.month), WORDS.facts).markdown
        assert not re.search(r"\{|\b0 (thủ tục|kiến nghị|phản ánh|việc)|:\s*\n\n(?!- |\d)|\s[,.;:?!]|\(\)", text)
        assert not re.search(r"##[^\n]*\n\n(##|$)", text)
        assert not re.search(r"^[-\d.]* ?[a-z]\w*[^:]*\n\n", text.split("\n\n")[0])
    assert len(fill(ready, bare(ready.month), WORDS.facts).calls) >= 1


def test_a_press_names_a_button_only_where_there_is_one() -> None:
    calls = (OpenLink(label="Xem", address="https://example.vn"), CallHotline(label="Gọi", number="113"))
    article = made(calls=calls)
    assert [article.call_named(f"call{number}") for number in (0, 1)] == list(calls)
    for touch in ("call2", "call²", "call٣", "call-1", f"call{'9' * 5_000}", "call", "read", "0"):
        assert article.call_named(touch) is None, touch
