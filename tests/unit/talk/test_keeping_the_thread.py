"""What is told by the way leaves the matter at hand where it is, and what is answered does not contradict what was told before."""

from __future__ import annotations

import pytest

from bot.answers.case.case_facts import clauses_in, only_tells, wishes
from bot.answers.case.limits import applied
from bot.answers.short.quick import QuickAnswers
from bot.answers.short.shortly import agreed
from bot.answers.turn.deciding import Rule
from bot.answers.turn.outcome import Ambiguous, Answered, Unanswered, UnansweredReason, shown
from bot.wiring import AnswerParts
from indexer.language import tokens
from indexer.ranking.search import Index
from knowledge.records.faq import FaqEntry
from knowledge.records.procedure import Part, Procedure, QuickAnswer
from tests.presence import found

BIRTH, DEATH, MARRIAGE, LAND_BOOK, CARD, BOAT = "1.001193", "1.000656", "1.000894", "1.012786", "1.014064", "1.003650"
BOAT_SOLD, LAND_SOLD, INSURANCE = "1.003681", "1.013831", "1.014137"
DISPUTE, STRUCK_OFF, RECORDS = "1.012812", "1.003197", "3.000333"
RESIDENCE, JOBLESS, COPIES, LODGING, PENSION = "1.004222", "1.014748", "2.000815", "1.004194", "1.014027"
ABOUT = {
    BIRTH: "làm khai sinh cho con có mất tiền không",
    DEATH: "đăng ký khai tử cần giấy gì",
    MARRIAGE: "đăng ký kết hôn cần gì",
    LAND_BOOK: "nhà em mất sổ đỏ",
    CARD: "làm lại căn cước bị mất",
    BOAT: "đăng ký tàu cá",
    BOAT_SOLD: "tàu cá nhà tui bán cho người khác rồi làm giấy gì",
    INSURANCE: "em muốn mua bảo hiểm y tế cho vợ",
    DISPUTE: "hàng xóm lấn đất, nhờ xã hòa giải",
    STRUCK_OFF: "xóa tên người mất trong hộ khẩu",
    RECORDS: "làm lý lịch tư pháp",
    RESIDENCE: "nhập hộ khẩu về nhà chồng làm sao",
    JOBLESS: "em mới nghỉ việc, làm trợ cấp thất nghiệp sao",
    COPIES: "sao y bản chính cần gì",
    LODGING: "em ở trọ, muốn đăng ký tạm trú",
    PENSION: "má tui 76 tuổi chưa có lương, xin tiền người già sao",
}


def told(parts: AnswerParts, code: str, text: str, *between: str) -> Answered:
    """What is shown to `text`, after ABOUT's question and those `between` while the procedure `code` is talked about."""
    return found(shown(parts.answerer.answer(text, [ABOUT[code], *between], code)))


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("con tui bị khuyết tật", True),
        ("hôm bữa đi xe té", True),
        ("vợ em không đi làm", True),
        ("tui bán vé số, một tháng kiếm được hai triệu", True),
        ("khai xong bà có được tiền mai táng không, ông cũng già", False),
        ("em muốn làm thẻ cho vợ", False),
        ("nhà tui ở thuê thì sao", False),
        ("nhà tui ở thuê?", False),
        ("vợ em không đi làm thì cần giấy gì", False),
        ("", False),
    ],
)
def test_a_message_only_tells_none_of_whose_clauses_asks_or_wishes(text: str, tells: bool) -> None:
    assert only_tells(text, [tokens(clause) for clause in clauses_in(text)]) is tells


def test_who_comes_with_a_matter_of_their_own_says_that_it_is_wanted() -> None:
    assert wishes(tokens("xong rồi tôi muốn sang tên mảnh đất đó cho con trai"))
    assert not wishes(tokens("con trai tôi đứng tên mảnh đất đó"))


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (BOAT, "con trai tui bị khuyết tật"),
        (BOAT, "con trai tui bi khuyet tat"),
        (BOAT, "tui ban ve so"),
        (BIRTH, "nhà tui ở thuê"),
        (INSURANCE, "vợ em không đi làm"),
        (DEATH, "tui bán cá ngoài chợ"),
    ],
)
def test_a_side_fact_is_taken_in_and_moves_nothing(parts: AnswerParts, code: str, text: str) -> None:
    answer = told(parts, code, text)
    assert (answer.record.record_id, answer.rule) == (code, Rule.CASE_FACT)


def test_what_is_told_on_the_way_is_of_the_matter_at_hand_before_a_stranger_that_it_sounds_like(parts: AnswerParts) -> None:
    assert told(parts, LAND_BOOK, "em khai mất ở công an rồi").record.record_id == LAND_BOOK


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (DISPUTE, "tui có sổ đỏ"),
        (STRUCK_OFF, "khai tử tôi làm rồi"),
        (RECORDS, "em đi xuất khẩu lao động"),
        (RESIDENCE, "ba chồng đi làm xa"),
        (JOBLESS, "tui bị đuổi việc"),
        (JOBLESS, "công ty chưa trả sổ"),
        (COPIES, "giấy bị ép plastic"),
        (COPIES, "giay bi ep plastic"),
        (LODGING, "chủ trọ không cho hợp đồng"),
        (DEATH, "em là cháu nội thôi"),
        (PENSION, "má đi không nổi"),
        (PENSION, "ma di khong noi"),
        (PENSION, "ông không đi được"),
    ],
)
def test_what_only_tells_of_the_case_is_no_other_matter_no_document_no_list_and_no_goodbye(
    parts: AnswerParts, code: str, text: str
) -> None:
    assert told(parts, code, text).record.record_id == code


@pytest.mark.parametrize("text", ["dạ thôi", "không ạ", "thôi khỏi"])
def test_who_wants_no_more_is_bid_farewell_as_before(parts: AnswerParts, text: str) -> None:
    answer = parts.answerer.answer(text, [ABOUT[DEATH]], DEATH)
    assert isinstance(answer, Unanswered)
    assert answer.why is UnansweredReason.SMALL_TALK


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("mất học bạ thì xin lại sao", "học bạ"),
        ("số tổng đài dịch vụ công", ""),
    ],
)
def test_a_document_that_is_asked_for_takes_its_place_as_before(parts: AnswerParts, text: str, title: str) -> None:
    answer = found(shown(parts.answerer.answer(text, [ABOUT[MARRIAGE]], MARRIAGE)))
    assert isinstance(answer.record, FaqEntry)
    assert title in answer.record.question


@pytest.mark.parametrize(
    ("code", "text", "other"),
    [
        (BIRTH, "giấy xác nhận khuyết tật", "1.001653"),
        (BIRTH, "đăng ký kết hôn", MARRIAGE),
        (BOAT, "làm lại căn cước bị mất", CARD),
        (MARRIAGE, "rồi tui muốn sang tên sổ đỏ cho con trai", LAND_SOLD),
        (DEATH, "còn khai sinh cho cháu thì cần gì", BIRTH),
    ],
)
def test_what_is_named_or_wished_for_leaves_as_before(parts: AnswerParts, code: str, text: str, other: str) -> None:
    assert told(parts, code, text).record.record_id == other


@pytest.mark.parametrize("text", ["sang ten het bao nhieu tien", "sang tên hết bao nhiêu tiền"])
def test_of_two_as_likely_the_one_that_is_talked_about_comes_first(parts: AnswerParts, text: str) -> None:
    assert told(parts, BOAT_SOLD, text).record.record_id == BOAT_SOLD


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        (MARRIAGE, "vậy nộp xong chừng nào có, có ai báo không?", ("1 ngày", "bản hướng dẫn chưa nói rõ")),
        (BIRTH, "vậy nộp xong chừng nào có, có ai báo không?", ("1 ngày", "bản hướng dẫn chưa nói rõ")),
        (MARRIAGE, "mất bao lâu và hết nhiêu tiền", ("1 ngày", "miễn lệ phí")),
        (CARD, "mất bao lâu và hết nhiêu tiền", ("7 ngày", "70.000")),
    ],
)
def test_each_thing_that_is_asked_has_its_sentence_in_order(parts: AnswerParts, code: str, text: str, said: tuple[str, str]) -> None:
    reply = parts.composer.compose(parts.answerer.answer(text, [ABOUT[code]], code)).text
    first, second = (reply.index(each) for each in said)
    assert first < second


@pytest.mark.parametrize("text", ["cần giấy tờ gì, được không", "cần giấy tờ gì vậy, có đúng không"])
def test_a_question_mark_in_words_is_no_second_thing(parts: AnswerParts, text: str) -> None:
    reply = parts.composer.compose(parts.answerer.answer(text, [ABOUT[BIRTH]], BIRTH)).text
    assert "bà con hỏi thêm" not in reply


MISSING = "chưa tìm thấy xác đâu, không có giấy báo tử"


@pytest.mark.parametrize("text", ["vậy có phải ra tòa không", "vay co phai ra toa khong"])
def test_what_a_short_answer_said_earlier_is_told_again_and_not_denied(parts: AnswerParts, text: str) -> None:
    answer = told(parts, DEATH, text, MISSING)
    assert "Tòa án" in found(answer.quick).answer
    assert told(parts, DEATH, text).quick is None, "nothing of it was told"


def test_what_no_short_answer_said_is_not_answered_with_an_earlier_one(parts: AnswerParts) -> None:
    assert told(parts, DEATH, "vậy có phải mời thầy cúng không", MISSING).quick is None


@pytest.mark.parametrize(
    ("code", "question", "title"),
    [
        (CARD, "làm lại căn cước bị mất", "Con dưới 14 tuổi mất thẻ, ai đi làm?"),
        (BIRTH, "đi buổi nào được, mang theo gì", "Ông bà đi khai sinh thay thì mang giấy tờ của ai?"),
    ],
)
def test_another_persons_case_is_not_told_as_ones_own(parts: AnswerParts, code: str, question: str, title: str) -> None:
    answer = told(parts, code, question)
    assert title not in [each.question for each in (answer.quick, answer.near) if each]


@pytest.mark.parametrize(
    ("code", "question", "title"),
    [
        (CARD, "con dưới 14 tuổi mất thẻ thì ai đi làm", "Con dưới 14 tuổi mất thẻ, ai đi làm?"),
        (BIRTH, "ông bà đi khai sinh thay thì mang giấy tờ của ai", "Ông bà đi khai sinh thay thì mang giấy tờ của ai?"),
    ],
)
def test_who_tells_the_case_is_told_its_short_answer(starter_index: Index, code: str, question: str, title: str) -> None:
    record = starter_index.record(code)
    assert isinstance(record, Procedure)
    near = found(QuickAnswers(starter_index).nearest(record, question))
    assert (near.answer.question, near.is_it, near.is_of_another) == (title, True, False)


def test_a_number_is_not_said_to_be_enough_over_an_answer_that_says_no() -> None:
    limit = "Từ đủ 70 tuổi đến dưới 75 tuổi thì phải thuộc hộ nghèo."
    record = Procedure(code="9.000001", name="Xin trợ cấp", guide={Part.CONDITIONS: "Từ đủ 70 tuổi thì được xét."})
    enough = applied(record, None, tokens("tôi 74 tuổi có được không"), is_late=False)
    assert agreed(enough, QuickAnswer(question="Được không?", answer=f"Chưa được. {limit}", basis="Điều 1")) is None
    assert agreed(enough, QuickAnswer(question="Được không?", answer=f"Được. {limit}", basis="Điều 1")) is enough is not None
    assert agreed(enough, None) is enough


def test_what_a_text_says_not_to_demand_is_no_limit() -> None:
    asked = tokens("tôi 61 tuổi được không")
    said, unsaid = "Từ đủ 18 tuổi thì được đổi.", "Bản công bố không ghi từ đủ 18 tuổi thì phải đổi."
    for text, is_limit in ((said, True), (unsaid, False)):
        record = Procedure(code="9.000001", name="Đổi thẻ", guide={Part.CONDITIONS: text})
        assert bool(applied(record, None, asked, is_late=False)) is is_limit


def test_what_has_nothing_to_do_with_the_talk_is_no_button(parts: AnswerParts) -> None:
    for text in ("tui không nghe rõ, mang giấy gì?", "tui khong nghe ro, mang giay gi?"):
        answer = parts.answerer.answer(text, [ABOUT[DEATH]], DEATH)
        records = [parts.index.record(choice.record_id) for choice in answer.choices] if isinstance(answer, Ambiguous) else []
        assert {record.field for record in records if isinstance(record, Procedure)} <= {field_of(parts, DEATH)}


def field_of(parts: AnswerParts, code: str) -> str:
    record = parts.index.record(code)
    return record.field if isinstance(record, Procedure) else ""


def test_what_is_akin_to_the_first_is_a_button_whatever_was_talked_about(parts: AnswerParts) -> None:
    answer = parts.answerer.answer("sắp tới đổi phòng trọ thì xóa tạm trú chỗ cũ rồi đăng ký tạm trú chỗ mới, làm sao", [ABOUT[BOAT]], BOAT)
    shown_first = found(shown(answer))
    others = {choice.record_id for choice in answer.choices} if isinstance(answer, Ambiguous) else set()
    assert {shown_first.record.record_id, *others} >= {"1.010028", "1.004194"}
