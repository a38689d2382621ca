"""What a message takes back is not asked for: in a word, before a comma, given up, or dictated in one breath."""

from __future__ import annotations

import pytest

from indexer.language import tokens
from indexer.query.corrections import affirmed, without_corrected
from indexer.query.lexicon import Lexicon
from indexer.query.query_parser import QueryParser
from indexer.query.syllable_corrector import SyllableCorrector, with_tone_in_place
from knowledge.cues.vocabulary import ThreadCues


@pytest.mark.parametrize(
    ("message", "taken_back"),
    [
        ("thôi không đổi tên nữa, tôi đóng quán luôn", "đổi tên"),
        ("thoi khong doi ten nua, toi dong quan luon", "doi ten"),
        ("à không chị không mở quầy cố định chị chở thuốc đi bán lưu động", "chị không mở quầy cố định"),
        ("à hem phải đi học, e chỉ đi làm thêm", "đi học"),
        ("nỏ phải bò mô, trâu tề", "bò mô"),
        ("tự nguyện chớ không phải bắt buộc em ơi chị hỏi lương hưu đó", "bắt buộc"),
        ("nghỉ bán luôn chứ không phải tạm nghỉ nha", "tạm nghỉ"),
        ("Tôi hỏi bản sao từ bản chính, không phải bản sao giao dịch.", "bản sao giao dịch"),
        ("tôi có định bán nhà đâu, tôi chỉ hỏi giấy tờ sửa tên", "bán nhà"),
        ("xe này mua mười năm rồi chứ có phải xe mới đâu, giờ nộp ở xã à", "xe mới"),
        ("bác đâu có xin cấp lại, bác sửa cái tên trong giấy", "xin cấp lại"),
        ("em ở Cà Mau mà, đâu phải Huế", "Huế"),
        ("xin chuyển lớp cho bé chứ ai giải thể trường", "giải thể trường"),
        ("đang hỏi căn cước chứ bằng lái gì nữa, hết hạn có bị phạt không", "bằng lái"),
        ("cháu hỏi cái sổ bị rách chứ có mất sổ gì đâu", "mất sổ"),
        ("tố giác gì đâu em, chị hỏi tiền trợ cấp", "tố giác"),
        ("khám thai gì, tui hỏi tiền nghỉ đẻ", "khám thai"),
        ("không hỏi lệ phí. bố tôi là thương binh", "lệ phí"),
        ("mình nộp nhập khẩu cơ mà, liên quan gì khóa thẻ", "khóa thẻ"),
        ("ai bảo điều chỉnh, giấy chưa có gì hết", "điều chỉnh"),
        ("hỏi khai sinh trễ mà sao nói căn cước mãi", "căn cước"),
        ("tui hỏi cây sầu riêng mà hỏi nhà ở chi", "nhà ở"),
    ],
)
def test_a_follow_up_takes_back_what_it_says_is_not_so(message: str, taken_back: str) -> None:
    rest, found = without_corrected(message, is_follow_up=True)
    assert found == (taken_back,)
    assert taken_back not in rest


@pytest.mark.parametrize(
    "message",
    [
        "thế không cần nộp bản giấy nữa hả?",
        "à em không có hộ khẩu ở đây em làm được không",
        "không đủ tuổi nữa thì em phải làm sao",
        "có phải ra xã không em",
        "anh không biết chỗ này em nói lại được không",
        "có cấp lại ở đâu không",
        "ở đâu có mẫu này vậy em",
        "giay han quoc co phai dong dau lanh su khong",
        "em k có giấy nằm viện gì đâu",
        "chứ cần giấy gì nữa",
        "có     đâu",
        "đâu có      ",
        "không hỏi ý kiến bố cháu có được không",
    ],
)
def test_what_is_lacking_or_asked_is_not_taken_back(message: str) -> None:
    assert without_corrected(message, is_follow_up=True) == (message, ())


def test_all_that_a_follow_up_takes_back_is_taken_out() -> None:
    rest, found = without_corrected("không phải mua bán gì, tôi có chuyển nhượng đâu, tôi hỏi cho con", is_follow_up=True)
    assert found == ("mua bán gì", "chuyển nhượng")
    assert "hỏi cho con" in rest


def test_what_is_taken_back_is_not_affirmed() -> None:
    assert "thẻ" not in affirmed("không phải thẻ, tôi hỏi lương hưu")


def test_a_first_message_gives_nothing_up() -> None:
    assert without_corrected("không đổi tên nữa, tôi đóng quán", is_follow_up=False)[1] == ()


THREAD = ThreadCues(means=("ý em là", "nói nhầm"))
SYLLABLES = dict.fromkeys(tokens("ý em là nói nhầm đổi tên quán đóng cửa hàng bán thuốc tuổi gái xe tải"), 9)


def test_what_stands_behind_what_is_meant_is_asked() -> None:
    read = QueryParser(Lexicon(syllables=SYLLABLES, thread=THREAD)).read
    assert read("đổi tên quán ý em là đóng cửa hàng", ("bán thuốc",)).syllables == ("đóng", "cửa", "hàng")
    assert "đổi" in read("đổi tên quán ý em là đóng cửa hàng").syllables, "a first message means all that it says"
    assert "tên" in read("em nói nhầm đổi tên", ("bán thuốc",)).syllables


@pytest.mark.parametrize(
    ("typed", "meant"), [("mâý", "mấy"), ("giâý", "giấy"), ("cuôí", "cuối"), ("gìa", "già"), ("mất", "mất"), ("quý", "quý"), ("nha", "nha")]
)
def test_a_tone_on_the_wrong_vowel_stands_where_it_belongs(typed: str, meant: str) -> None:
    assert with_tone_in_place(typed) == meant


def test_a_hurried_hand_is_read() -> None:
    assert SyllableCorrector({"mấy": 9, "ngày": 9}).mend("mâý") == ["mấy"]


@pytest.mark.parametrize(("typed", "read"), [("em gái 10t", "em gái 10 tuổi"), ("xe tải 5t", "xe tải 5 t")])
def test_an_age_in_figures_is_read_and_a_lorrys_tonnes_are_none(typed: str, read: str) -> None:
    assert " ".join(QueryParser(Lexicon(syllables=SYLLABLES | {"t": 9})).spelled(typed)) == read


@pytest.mark.parametrize(("typed", "meant"), [("nagỳ", "ngày"), ("bnằg", "bằng")])
def test_two_letters_in_turn_are_put_back_with_the_tone_where_it_belongs(typed: str, meant: str) -> None:
    assert SyllableCorrector({"mấy": 9, "ngày": 9, "giấy": 9, "bằng": 9}).mend(typed) == [meant]


@pytest.mark.parametrize("typed", ["ẵm", "bú", "ói", "xỉu", "cõng", "quăng", "liệng"])
def test_a_syllable_as_vietnamese_is_written_is_mended_into_no_other_word(typed: str) -> None:
    library = {"amt": 9, "bút": 9, "nói": 90, "xấu": 9, "công": 90, "quảng": 90, "miệng": 9}
    assert SyllableCorrector(library).mend(typed) == [typed]


def test_it_gets_the_mark_that_it_lacks() -> None:
    assert SyllableCorrector({"giấy": 9, "giầy": 20}).mend("giáy") == ["giấy"]
