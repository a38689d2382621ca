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


@pytest.mark.parametrize(
    ("question", "is_when", "may_be"),
    [
        ("nộp hồ sơ khai sinh tới ngày nào là hết hạn", True, False),
        ("khai sinh han may ngay", True, False),
        ("khai sinh trễ nhứt là chừng nào", True, False),
        ("thời hạn nộp hồ sơ thai sản", True, False),
        ("lúc nào phải đi gia hạn tạm trú", True, False),
        ("sinh xong trong vòng bao nhiêu bữa là phải làm giấy khai sinh", True, False),
        ("gia hạn tạm trú khi nào", False, True),
        ("sau khi sinh bao nhiêu ngày thì làm khai sinh", False, True),
        ("nộp giấy lúc nào", False, True),
        ("gia hạn tạm trú mất bao lâu", False, False),
        ("xin gia hạn mấy ngày thì xong", False, False),
        ("thời hạn giải quyết bao lâu", False, False),
        ("nộp hồ sơ khi nào có", False, False),
    ],
)
def test_what_is_asked_of_the_day_is_heard(parts: wiring.AnswerParts, question: str, is_when: bool, may_be: bool) -> None:
    parsed = parts.index.parse(question)
    assert (parsed.asks_deadline, parsed.may_ask_deadline and not parsed.asks_deadline) == (is_when, may_be)


def test_an_entry_without_a_time_gives_way_to_the_procedure_that_tells_the_day(parts: wiring.AnswerParts) -> None:
    assert "60 ngày" in told(parts, "Bắc Ninh xin tiền hỗ trợ hỏa táng hạn nộp là bao lâu")


def test_where_no_guide_says_it_the_offices_time_is_said_to_be_that(parts: wiring.AnswerParts) -> None:
    record = guided(TIME_LIMIT="03 ngày làm việc.")
    before, after = parts.composer.compose(Answered(record, Part.TIME_LIMIT, by_when=True)).text.split(WORDS.office_takes)
    assert WORDS.no_deadline in before
    assert "03 ngày làm việc" in after


def test_who_asks_how_long_it_takes_is_told_that(parts: wiring.AnswerParts) -> None:
    assert WORDS.deadline not in told(parts, "làm giấy khai sinh mất mấy ngày")


def test_what_may_mean_either_is_told_both(parts: wiring.AnswerParts) -> None:
    text = told(parts, "nộp hồ sơ trợ cấp tuất hằng tháng trong bao nhiêu ngày")
    assert "10 ngày làm việc" in text
    assert "90 ngày" in text.split(WORDS.deadline)[1]


@pytest.mark.parametrize(
    "question", ["trợ cấp tuất hằng tháng nộp trong bao nhiêu ngày thì có tiền", "xin trợ cấp tuất hằng tháng mất mấy ngày"]
)
def test_what_asks_for_the_offices_time_alone_is_told_no_day_of_ones_own(parts: wiring.AnswerParts, question: str) -> None:
    assert WORDS.deadline not in told(parts, question)


@pytest.mark.parametrize(
    "question",
    [
        "giấy phép lao động sắp hết hạn phải xin gia hạn trước ít nhất mấy ngày",
        "giay phep lao dong sap het han phai xin gia han truoc it nhat may ngay",
    ],
)
def test_before_a_papers_last_day_one_reads_how_long_before(parts: wiring.AnswerParts, question: str) -> None:
    assert "10 ngày" in told(parts, question).split(WORDS.office_takes)[0]


def test_a_short_question_about_the_offices_time_does_not_answer_by_when(parts: wiring.AnswerParts) -> None:
    text = told(parts, "hộ kinh doanh đổi tên quán thì mấy ngày phải đăng ký lại")
    assert "10 ngày" in text.split(WORDS.office_takes)[0]


def test_a_procedure_without_a_day_gives_way_to_its_neighbour_that_tells_one(parts: wiring.AnswerParts) -> None:
    text = told(parts, "không đồng ý với biên bản khám giám định phúc quyết thì trong bao nhiêu ngày phải xin khám lần cuối")
    assert "90 ngày" in text.split(WORDS.office_takes)[0]


def test_where_an_office_waits_in_a_guide_is_no_day_of_ones_own() -> None:
    assert deadlines_of(guided(TIME_LIMIT="Trong các bước có khoảng 30 ngày chờ thông báo; xin xem ngày hẹn.")) == []
