"""The numbers that people say of their case are held against the record's own, where that is certain."""

from __future__ import annotations

import pytest

from bot.answers.case.limits import Applied, Met, applied
from bot.answers.case.quantities import AgeBand, Bound, CountedUnit, Quantity, age_band, age_told, quantities_in
from bot.wiring import AnswerParts
from indexer.language import tokens
from knowledge.records.procedure import Part, Procedure, QuickAnswer


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("bà bảy mươi sáu tuổi rồi", 76, CountedUnit.AGE),
        ("cụ tám mươi tuổi", 80, CountedUnit.AGE),
        ("con mười lăm tuổi", 15, CountedUnit.AGE),
        ("mẹ hai mươi mốt tuổi", 21, CountedUnit.AGE),
        ("bà một trăm linh tuổi", None, None),
        ("con 17 tuổi", 17, CountedUnit.AGE),
        ("cách trường chín cây", 9, CountedUnit.DISTANCE),
        ("cách 7,5 km", 7.5, CountedUnit.DISTANCE),
        ("đóng ba năm", 3, CountedUnit.YEARS),
        ("đóng mười bốn tháng", 14, CountedUnit.MONTHS),
        ("con lớp bảy", 7, CountedUnit.GRADE),
        ("mới hai bữa", 2, CountedUnit.DAYS),
        ("con 6 tháng tuổi", None, None),  # an age of its own, which is compared with nothing
        ("năm nay tôi đi", None, None),
        ("nghỉ ngày 20 tháng 10", None, None),  # a day of the calendar
        ("20 tháng 10 năm nay", None, None),
        ("bé sinh 5 tháng 11 năm 2026", None, None),
        ("từ tháng 3 tới giờ được 8 tháng", 8, CountedUnit.MONTHS),
    ],
)
def test_numbers_are_read_in_words_and_in_figures(text: str, value: float | None, measure: CountedUnit | None) -> None:
    expected = [Quantity(value, measure)] if value is not None and measure is not None else []
    assert quantities_in(tokens(text)) == expected


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("trẻ dưới 6 tuổi", Bound.BELOW),
        ("con chưa đủ 14 tuổi", Bound.BELOW),
        ("bác trên 75 tuổi", Bound.ABOVE),
        ("ông ngoài bảy mươi tuổi", Bound.ABOVE),
        ("con 17 tuổi", Bound.EXACT),
        ("đủ 18 tuổi", Bound.EXACT),
    ],
)
def test_a_number_that_one_stays_below_or_goes_beyond_is_told_as_that(text: str, bound: Bound) -> None:
    (quantity,) = quantities_in(tokens(text))
    assert quantity.bound is bound


PENSION = QuickAnswer(
    question="Bao nhiêu tuổi thì được?",
    answer="Từ đủ 75 tuổi. Nếu thuộc hộ nghèo thì từ đủ 70 tuổi đến dưới 75 tuổi.",
    basis="Điều kiện",
)
SCHOOL = QuickAnswer(question="Xa bao nhiêu?", answer="Tiểu học từ 4 km, trung học cơ sở từ 7 km trở lên.", basis="Điều kiện")
JOBLESS = "Đã đóng đủ 12 tháng trong 24 tháng trước khi nghỉ. Theo hợp đồng từ đủ 01 tháng đến dưới 12 tháng: đủ 12 tháng trong 36 tháng."
RECORD = Procedure(code="9.000001", name="Hưởng trợ cấp", guide={Part.CONDITIONS: JOBLESS, Part.SUMMARY: "Phải khai trong 15 ngày."})
RENEWAL = Procedure(code="9.000002", name="Gia hạn tạm trú", guide={Part.SUMMARY: "Phải làm trong 15 ngày trước ngày hết hạn."})


@pytest.mark.parametrize(
    ("text", "near", "met"),
    [
        ("bà 76 tuổi được không", PENSION, Met.ENOUGH),
        ("bà 68 tuổi được không", PENSION, Met.TOO_LITTLE),
        ("bà 72 tuổi được không", PENSION, None),  # it depends
        ("bà 76 tuổi ông 80 tuổi được không", PENSION, None),  # whose is meant?
        ("lớp bảy cách 9 km được không", SCHOOL, Met.ENOUGH),
        ("lớp bảy cách 6 km được không", SCHOOL, Met.TOO_LITTLE),
        ("lớp ba cách 6 km được không", SCHOOL, Met.ENOUGH),
        ("cách 6 km được không", SCHOOL, None),  # of which school?
        ("cách 3 km được không", SCHOOL, Met.TOO_LITTLE),
        ("đóng 14 tháng được không", None, Met.ENOUGH),
        ("đóng 8 tháng được không", None, Met.TOO_LITTLE),
        ("đóng hai năm được không", None, Met.ENOUGH),
        ("em có bầu 8 tháng mà đóng bảo hiểm từ tháng 3 năm nay thì được không", None, None),  # none of them was paid
        ("bầu 13 tháng rồi mà đóng bảo hiểm có được không", None, None),
        ("em mang bầu 7 tháng, mới đóng có 3 tháng, được không", None, Met.TOO_LITTLE),
        ("đóng 14 tháng rồi nghỉ 4 tháng có được không", None, Met.ENOUGH),
        ("nghỉ 14 tháng sau khi đóng 4 tháng có được không", None, Met.TOO_LITTLE),
        ("14 tháng đóng bảo hiểm được không", None, Met.ENOUGH),
        ("dong 14 thang roi duoc khong", None, None),  # bare, the unit is not read
        ("nghỉ 4 tháng được không", None, None),  # these months were not paid
        ("cách 9 km được không", None, None),  # the record counts none
    ],
)
def test_a_number_is_told_to_be_enough_or_not_only_where_that_is_certain(text: str, near: QuickAnswer | None, met: Met | None) -> None:
    found = applied(RECORD, near, tokens(text), is_late=False)
    assert (found.met if found else None) == met


@pytest.mark.parametrize(
    ("record", "text", "met"),
    [
        (RECORD, "mất hai mươi ngày rồi có trễ không", Met.LATE),
        (RECORD, "mất 10 ngày rồi có trễ không", Met.IN_TIME),
        (RECORD, "mất đúng 15 ngày có trễ không", Met.IN_TIME),
        (RECORD, "trễ quá 15 ngày có bị phạt không", Met.LATE),
        (RECORD, "trễ 10 ngày rồi có sao không", None),  # late by them
        (RECORD, "muộn mười ngày rồi có sao không", None),
        (RECORD, "trễ hai mươi ngày rồi có sao không", Met.LATE),
        (RENEWAL, "mất 20 ngày rồi có trễ không", None),  # these days are before
        (RENEWAL, "còn 10 ngày nữa hết hạn", Met.IN_TIME),
        (RENEWAL, "còn 20 ngày nữa hết hạn", Met.EARLY),
    ],
)
def test_days_are_held_against_the_citizens_own_deadline(record: Procedure, text: str, met: Met | None) -> None:
    found = applied(record, None, tokens(text), is_late=True)
    assert (found.met if found else None) == met


def test_a_childs_age_is_not_held_against_a_grown_up() -> None:
    """ "68 tuổi là quá mức: nếu con dưới 7 tuổi" was said to who asked for their mother."""
    leave = Procedure(code="9.000004", name="Nghỉ chăm con ốm", guide={Part.CONDITIONS: "Được hưởng, nếu con dưới 7 tuổi."})
    assert applied(leave, None, tokens("mẹ tôi 68 tuổi được không"), is_late=False) is None
    found = applied(leave, None, tokens("con 9 tuổi được không"), is_late=False)
    assert found is not None
    assert found.met is Met.TOO_MUCH


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("con dưới 14 tuổi mất thẻ ai đi làm", AgeBand(below=14)),
        ("con từ 14 tuổi thì ai đi", AgeBand(least=14)),
        ("con 14 tuổi trở lên", AgeBand(least=14)),
        ("chưa tới 75 tuổi có được không", None),
        ("con 12 tuổi thì ai đi", None),  # told as an instance
        ("từ 6 tuổi đến dưới 14 tuổi", None),
    ],
)
def test_a_short_question_tells_the_ages_that_it_is_about(text: str, band: AgeBand | None) -> None:
    assert age_band(tokens(text)) == band


@pytest.mark.parametrize(("text", "age"), [("con 15 tuổi", 15), ("con dưới 14 tuổi", None), ("con 3 tuổi và 5 tuổi", None)])
def test_an_age_is_told_where_it_is_the_only_one(text: str, age: float | None) -> None:
    assert age_told(tokens(text)) == age


def test_the_years_between_two_people_are_no_age() -> None:
    adopts = Procedure(code="9.000003", name="Nhận con nuôi", guide={Part.CONDITIONS: "Người nhận hơn con từ 20 tuổi trở lên."})
    assert applied(adopts, None, tokens("tôi 35 tuổi được không"), is_late=False) is None


@pytest.mark.parametrize(
    ("question", "topic", "says"),
    [
        ("bà bảy mươi sáu tuổi rồi được chưa con", "1.014027", "76 tuổi là đủ mức: từ đủ 75 tuổi."),
        ("me em sau muoi tuoi co duoc ko", "1.014027", "60 tuổi là chưa đủ mức: từ đủ 75 tuổi."),
        ("ông mất hai mươi ngày rồi có trễ không", "1.000656", "20 ngày là đã quá hạn: 15 ngày kể từ ngày"),
        ("mình đóng 14 tháng thì có được không", "1.014748", "14 tháng là đủ mức"),
    ],
)
def test_the_first_sentence_applies_what_was_said(parts: AnswerParts, question: str, topic: str, says: str) -> None:
    record = parts.index.record(topic)
    assert isinstance(record, Procedure)
    text = parts.composer.compose(parts.answerer.answer(question, (record.name,), topic)).text
    assert text.split("\n")[1].startswith(says)


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("bác trên 75 tuổi", Met.ENOUGH),
        ("ông ngoài 60 tuổi", None),  # may be 75
        ("bà gần 75 tuổi", Met.TOO_LITTLE),
        ("người dưới 80 tuổi", None),  # may be 76
    ],
)
def test_an_age_told_by_a_bound_decides_only_where_it_lies_on_one_side(text: str, met: Met | None) -> None:
    adults = QuickAnswer(question="Bao nhiêu tuổi thì được?", answer="Từ đủ 75 tuổi.", basis="Yêu cầu, điều kiện")
    found = applied(Procedure(code="9.000001", name="Thử"), adults, tokens(text), is_late=False)
    assert (found.met if found else None) is met


def test_who_asks_for_a_class_of_people_is_told_nothing_of_their_number() -> None:
    children = QuickAnswer(question="Trẻ nhỏ có được thẻ không?", answer="Được: trẻ dưới 6 tuổi làm thẻ cùng khai sinh.", basis="Yêu cầu")
    assert applied(Procedure(code="9.000001", name="Thử"), children, tokens("trẻ dưới 6 tuổi được không"), is_late=False) is None


ADOPTION = Procedure(code="9.000003", name="Nuôi con nuôi", guide={Part.CONDITIONS: "Người nhận phải hơn con nuôi từ 20 tuổi trở lên."})
WORKER = Procedure(code="9.000004", name="Nghỉ hưu", guide={Part.CONDITIONS: "Từ đủ 60 tuổi trở lên."})


@pytest.mark.parametrize(
    ("record", "text", "met"),
    [
        (ADOPTION, "bé 3 tuổi", None),  # the years between two people
        (ADOPTION, "em 25 tuổi được không", None),
        (WORKER, "nó mới 16 tuổi", None),  # who is 16 asks for something else
        (WORKER, "ông 61 tuổi", Met.ENOUGH),
        (WORKER, "bà 55 tuổi", Met.TOO_LITTLE),
    ],
)
def test_an_age_is_held_against_the_age_of_whom_the_limit_is_about(record: Procedure, text: str, met: Met | None) -> None:
    found = applied(record, None, tokens(text), is_late=False)
    assert (found.met if found else None) == met


def test_how_long_a_leave_lasted_is_not_how_long_ago_it_was() -> None:
    record = Procedure(code="9.000001", name="Thai sản", guide={Part.SUMMARY: "Phải nộp trong 45 ngày kể từ ngày hết thời gian nghỉ."})

    def told(text: str) -> Applied | None:
        return applied(record, None, text.split(), is_late=True)

    assert told("nghỉ sinh 6 tháng xong nộp trễ nhất khi nào") is None
    assert told("hết nghỉ 6 tháng rồi có trễ không")
