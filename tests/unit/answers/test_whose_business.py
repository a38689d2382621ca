"""knowledge/content/intents.yaml: what is none of ours is told to be somebody else's, with the door where it is certain; what is ours is not."""

from __future__ import annotations

import pytest

from bot.answers.decisions.answer import Answerer
from bot.answers.turn.outcome import Answer, Unanswered, UnansweredReason, shown
from indexer.language import without_marks
from indexer.ranking.search import Index

CLOSING = "1.001266"  # of a household business, for good
THEIRS = [
    ("chuyển sinh hoạt đảng về xã mới thì làm ở đâu", "chi bộ"),
    ("bạn em đăng ảnh ghép nhục mạ em thì tố cáo ở đâu", "công an"),
    ("xe máy bị giam thì lấy lại sao", "biên bản"),
    ("sim viettel của tôi bị khóa một chiều", "hợp đồng"),
    ("bảo hiểm nhân thọ đòi tiền công ty thế nào", "công ty"),
    ("tra phạt nguội ở đâu", "VNeID"),
    ("đóng nenkin rồi có lấy lại được không", "đại sứ quán"),
    ("có sắp mở đường không", "quy hoạch"),
    ("đi lính có được dùng điện thoại không", "nội quy"),
    ("học nghề gì dễ kiếm tiền", "không khuyên"),
    ("bữa nay có mưa to không", "thời tiết"),
    ("bác sĩ khám thứ mấy", "bệnh viện"),
]
"""What is asked, and what the reply says."""

OURS = [
    "tòa xử ly hôn xong giờ lấy vợ mới cần giấy gì",
    "đặt tên quán giống thương hiệu nổi tiếng có được không",
    "thẻ bảo hiểm y tế bị khóa do công ty nợ",
    "tôi muốn xin thôi quốc tịch Việt Nam để nhập tịch Đức",
    "mất thẻ đang làm lại thì khám bảo hiểm y tế được không",
    "đăng ký nghĩa vụ không đi thì sao",
]


@pytest.fixture(scope="module")
def answerer(starter_index: Index) -> Answerer:
    return Answerer(starter_index)


def is_turned_away(answer: Answer) -> bool:
    return isinstance(answer, Unanswered) and answer.why is UnansweredReason.SMALL_TALK


@pytest.mark.parametrize("after", [(), ("đăng ký thường trú cần giấy tờ gì",)], ids=["alone", "in a talk"])
@pytest.mark.parametrize(("asked", "says"), THEIRS)
def test_it_is_told_whose_business_it_is(answerer: Answerer, after: tuple[str, ...], asked: str, says: str) -> None:
    answer = answerer.answer(asked, after)
    assert isinstance(answer, Unanswered)
    assert answer.why is UnansweredReason.SMALL_TALK
    assert says.casefold() in answer.reply.casefold()


@pytest.mark.parametrize("spelt", [str, without_marks], ids=["accented", "bare"])
@pytest.mark.parametrize("asked", OURS)
def test_what_is_ours_is_not_turned_away(answerer: Answerer, spelt: type[str], asked: str) -> None:
    assert not is_turned_away(answerer.answer(spelt(asked)))


@pytest.mark.parametrize("closing", ["tôi muốn đóng quán luôn không bán nữa", "toi muon dong quan luon khong ban nua"])
def test_who_closes_for_good_is_not_told_how_to_pause(answerer: Answerer, closing: str) -> None:
    first = shown(answerer.answer(closing))
    assert first
    assert first.record.record_id == CLOSING
