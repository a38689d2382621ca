"""bot.announcements.formats.spoken and loudspeaker: what an announcer can read without stumbling."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.announcements.formats.loudspeaker import SYLLABLES_A_MINUTE, bulletin
from bot.announcements.formats.spoken import SpeechNormaliser
from bot.announcements.rules.article import Article, body_of
from knowledge.records.post import CallHotline
from tests.articles import WORDS, articles, ready

SPEAKER = SpeechNormaliser(WORDS.loudspeaker)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (101, "một trăm linh một"),
        (110, "một trăm mười"),
        (1_005, "một nghìn không trăm linh năm"),
        (2_026, "hai nghìn không trăm hai mươi sáu"),
        (20_000, "hai mươi nghìn"),
        (1_200_005, "một triệu hai trăm nghìn không trăm linh năm"),
        (3_000_000_000, "ba tỷ"),
    ],
)
def test_numbers_are_said_as_people_say_them(number: int, words: str) -> None:
    assert SPEAKER.number(number) == words


@given(st.integers(0, 10**12 - 1))
def test_different_numbers_sound_different(number: int) -> None:
    assert SPEAKER.number(number) != SPEAKER.number((number * 7 + 1) % 10**12) or number == (number * 7 + 1) % 10**12


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "UBND xã nhận 1.200 hồ sơ TTHC, đúng hạn 98,5%",
            "Ủy ban nhân dân xã nhận một nghìn hai trăm hồ sơ thủ tục hành chính, đúng hạn chín mươi tám phẩy năm phần trăm",
        ),
        ("Gọi số 0210 2222 555.", "Gọi số không hai một không, hai hai hai hai, năm năm năm."),
        ("gọi 113, 114", "gọi một một ba, một trăm mười bốn"),
        ("Vào dichvucong.gov.vn nhé", "Vào dịch vụ công, viết liền không dấu, chấm gov chấm vi en nhé"),
        ("Xem https://a-b.vn/c", "Xem a gạch ngang b chấm vi en gạch chéo c"),
        ("Ngày 12/3/2024", "ngày mười hai tháng ba năm hai nghìn không trăm hai mươi tư"),
        ("từ tháng 7/2025", "từ tháng bảy năm hai nghìn không trăm hai mươi lăm"),
        ("từ 7:30 đến 17h00", "từ bảy giờ ba mươi phút đến mười bảy giờ"),
        ("Nghị định 20/2008/NĐ-CP", "Nghị định hai mươi năm hai nghìn không trăm linh tám của Chính phủ"),
        ("giai đoạn 2021-2025", "giai đoạn hai nghìn không trăm hai mươi mốt đến hai nghìn không trăm hai mươi lăm"),
        ("mã 1.001193", "mã một chấm không không một một chín ba"),
        ("thư: xa@tinh.gov.vn", "thư: xa a còng tinh chấm gov chấm vi en"),
        ("nhắn /kiennghi", "nhắn kiennghi"),
        ("số tiền 1.234.567.890.123", "số tiền một hai ba bốn năm sáu bảy tám chín không một hai ba"),
        ("gọi 19001234", "gọi một chín, không không một, hai ba bốn"),
        ("tin/bài “hay” 👍 (mới)…", "tin hoặc bài hay, mới."),
    ],
)
def test_signs_figures_and_abbreviations_are_spelled(written: str, said: str) -> None:
    assert SPEAKER.say(written) == said


def is_readable(sign: str) -> bool:
    import unicodedata

    return sign.isalpha() or unicodedata.category(sign)[0] == "M" or sign in " \n.,;:!?"


@settings(max_examples=60, deadline=None)
@given(articles())
def test_nothing_is_left_that_cannot_be_read_aloud(article: Article) -> None:
    said = bulletin(article, "UBND xã 12", WORDS.loudspeaker)
    assert [sign for sign in said.text if not is_readable(sign)] == []
    assert said.minutes >= 1


@pytest.mark.parametrize("article", ready(), ids=lambda article: article.slug)
def test_a_month_is_read_in_some_minutes_without_a_stumble(article: Article) -> None:
    said = bulletin(article, "UBND xã 12", WORDS.loudspeaker)
    assert [sign for sign in said.text if not is_readable(sign)] == []
    assert 2 <= said.minutes <= 6
    assert said.minutes - 1 < len(said.text.split()) / SYLLABLES_A_MINUTE <= said.minutes
    assert not any(word.isupper() and len(word) > 1 for word in said.text.split())
    assert "1." not in said.text


def test_the_hotline_is_said_twice_and_pictures_are_passed_over() -> None:
    body = body_of("Chữ (mã 1.001193).\n\n1. Ở nhà\n\n![Ảnh đẹp](https://a.vn/x.png)\n\n[Mở trang](https://a.vn)")
    said = bulletin(
        Article(title="Tên", summary="Tóm", body=body, calls=(CallHotline(label="Gọi", number="1022"),)), "", WORDS.loudspeaker
    ).text
    assert said.count("một không hai hai") == 2
    assert "Ảnh" not in said
    assert "Mở trang" not in said
    assert "Chữ.\n\nMột là, ở nhà." in said
