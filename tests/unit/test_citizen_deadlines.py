"""By when somebody must act is told from the guide alone, and never taken for how long the office takes."""

from __future__ import annotations

import pytest

from bot import wiring, wording
from bot.answers.lines.deadlines import MOST, deadlines_of
from bot.answers.turn.outcome import Answered, shown
from knowledge.records.procedure import Part, Procedure
from tests.presence import found

WORDS = wording.load().answer


def guided(**parts: str) -> Procedure:
    return Procedure(code="9.000001", name="Thử", guide={Part[name]: text for name, text in parts.items()})


@pytest.mark.parametrize(
    "sentence",
    [
        "Trong vòng 60 ngày từ ngày sinh, cha hoặc mẹ cần đi khai sinh cho con.",
        "Phải báo trước 23 giờ của ngày khách bắt đầu ở.",
        "Nộp giấy tờ cho công ty, chậm nhất 45 ngày kể từ khi hết thời gian nghỉ thai sản.",
        "Làm trong vòng mười ngày kể từ ngày thay đổi.",
    ],
)
def test_who_must_act_is_told_by_when(sentence: str) -> None:
    assert deadlines_of(guided(SUMMARY=f"Thủ tục này để thử. {sentence} Có thể nhờ người khác.")) == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Trong 05 ngày làm việc, công chức xem xét hồ sơ.",
        "Công an cấp xã trả kết quả trong 7 ngày.",
        "Cần sửa thì cơ quan báo trong 5 ngày.",
        "Nhận được hồ sơ, phòng chuyên môn phải trả lời trong vòng 15 ngày.",
        "Người làm phải có kinh nghiệm.",
        "Nộp ở bộ phận một cửa.",
    ],
)
def test_how_long_the_office_takes_is_no_deadline(sentence: str) -> None:
    assert deadlines_of(guided(STEPS=f"1. {sentence}\n2. Xong.")) == []


def test_few_are_told_the_plainest_first_and_each_once() -> None:
    twice = "Phải báo trong 10 ngày."
    more = " ".join(f"Phải nộp trong {days} ngày." for days in range(11, 20))
    found_in = deadlines_of(guided(STEPS=f"- {twice}\n- {more}", SUMMARY=twice))
    assert found_in[0] == twice
    assert len(found_in) == MOST


def told(parts: wiring.AnswerParts, question: str) -> str:
    return parts.composer.compose(parts.answerer.answer(question)).text


@pytest.mark.parametrize(
    "question", ["đăng ký khai sinh trong vòng bao nhiêu ngày", "sinh con bao nhieu ngay phai khai sinh", "hạn đăng ký khai sinh"]
)
def test_asked_by_when_one_reads_by_when(parts: wiring.AnswerParts, question: str) -> None:
    assert found(shown(parts.answerer.answer(question))).by_when
    text = told(parts, question)
    assert "60 ngày" in text.split("\n")[1], "under the heading, before how long the office takes"


def test_where_no_guide_says_it_the_offices_time_is_said_to_be_that(parts: wiring.AnswerParts) -> None:
    record = guided(TIME_LIMIT="03 ngày làm việc.")
    before, after = parts.composer.compose(Answered(record, Part.TIME_LIMIT, by_when=True)).text.split(WORDS.office_takes)
    assert WORDS.no_deadline in before
    assert "03 ngày làm việc" in after


def test_who_asks_how_long_it_takes_is_told_that(parts: wiring.AnswerParts) -> None:
    assert WORDS.deadline not in told(parts, "làm giấy khai sinh mất mấy ngày")
