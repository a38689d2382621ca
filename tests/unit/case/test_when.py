"""Asked "khi nào" of somebody's deed: by when they must, from when they may, until when a paper is good; an office's time is none."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answers.case.earliest import earliest_age
from bot.answers.composing.compose import Composer
from bot.answers.turn.outcome import Answered
from bot.wording import load
from indexer.query.when import WhenAsked, when_asked
from indexer.ranking.search import Index
from knowledge.checks.freshness import Freshness
from knowledge.records.procedure import Part, Procedure
from knowledge.records.units import Units


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("bao giờ phải làm", WhenAsked.DEADLINE),
        ("khi nào thì phải nộp hồ sơ", WhenAsked.DEADLINE),
        ("chừng nào em phải đi khai", WhenAsked.DEADLINE),
        ("làm hồ sơ đến khi nào", WhenAsked.DEADLINE),
        ("nộp tới chừng nào là hết", WhenAsked.DEADLINE),
        ("xin đến bao giờ thì thôi", WhenAsked.DEADLINE),
        ("nghỉ 1/1 thì nộp khi nào", WhenAsked.DEADLINE),
        ("khi nào nộp hồ sơ", WhenAsked.DEADLINE),
        ("hồi nào phải đi báo", WhenAsked.DEADLINE),
        ("bao giờ thì đi đăng ký", WhenAsked.DEADLINE),
        ("chừng nào làm đơn xin", WhenAsked.DEADLINE),
        ("nộp hồ sơ vào lúc nào", WhenAsked.DEADLINE),
        ("tôi sinh năm 1950 thì bao giờ được", WhenAsked.EARLIEST),
        ("bao giờ tôi đủ tuổi", WhenAsked.EARLIEST),
        ("khi nào thì được rút", WhenAsked.EARLIEST),
        ("chừng nào mới được làm", WhenAsked.EARLIEST),
        ("bao giờ con tôi được làm căn cước", WhenAsked.EARLIEST),
        ("khi nào mới xin được", WhenAsked.EARLIEST),
        ("bao giờ được nghỉ hưu", WhenAsked.EARLIEST),
        ("hồi nào thì đủ điều kiện", WhenAsked.EARLIEST),
        ("bao lâu nữa thì tôi được hưởng", WhenAsked.EARLIEST),
        ("từ khi nào thì được đổi", WhenAsked.EARLIEST),
        ("khi nào có thẻ", None),
        ("bao giờ lấy được giấy", None),
        ("chừng nào xong", None),
        ("khi nào được cấp sổ", None),
        ("bao giờ nhận được tiền", None),
        ("khi nào có kết quả", None),
        ("khi nào được trả kết quả", None),
        ("hồi nào tới lấy giấy", None),
        ("chừng nào người ta duyệt", None),
        ("thẻ này bao giờ hết hạn", WhenAsked.VALIDITY),
        ("giấy dùng được đến khi nào", WhenAsked.VALIDITY),
        ("khi nào thì giấy hết hiệu lực", WhenAsked.VALIDITY),
        ("có giá trị đến bao giờ", WhenAsked.VALIDITY),
        ("giấy có hiệu lực từ khi nào", WhenAsked.VALIDITY),
        ("khi nào mở cửa", None),
        ("bao giờ nghỉ trưa", None),
        ("chừng nào xã làm việc lại", None),
        ("khi nào cần giấy ủy quyền", None),
        ("khi nào không phải đóng tiền", None),
        ("khi nào thì bị phạt", None),
        ("con sinh khi nào cũng được hả", None),
        ("chừng mô thì phải đi báo công an", WhenAsked.DEADLINE),
        ("bữa nào phải đóng thuế khoán", WhenAsked.DEADLINE),
        ("gia hạn giấy phép trước lúc nào", WhenAsked.DEADLINE),
        ("bao giờ chồng em đủ năm để về hưu", WhenAsked.EARLIEST),
        ("chừng nào con được thi bằng lái", WhenAsked.EARLIEST),
        ("giấy phép xài tới hồi nào", WhenAsked.VALIDITY),
        ("lúc nào người ta trả sổ", None),
        ("chiếc ghe chưa chạy bữa nào đăng ký lần đầu ở đâu", None),
        ("tôi chưa biết khi nào phải nộp", WhenAsked.DEADLINE),
        ("không bao giờ tôi nộp trễ", None),
        ("khi nào cũng phải xếp hàng", None),
        ("mất bao lâu", None),
    ],
)
def test_what_is_asked_when_is_told_apart(said: str, when: WhenAsked | None) -> None:
    assert when_asked(said) is when


def test_a_deadline_and_an_earliest_moment_are_asked_of_their_parts(small_index: Index) -> None:
    deadline = small_index.parse("làm hồ sơ đến khi nào")
    assert (deadline.aspect, deadline.asks_deadline) == (Part.TIME_LIMIT, True)
    earliest = small_index.parse("bao giờ tôi đủ tuổi")
    assert (earliest.aspect, earliest.asks_deadline) == (Part.CONDITIONS, False)
    assert small_index.parse("giấy dùng được đến khi nào").aspect is Part.RESULT


TODAY = date(2026, 11, 30)
ALLOWANCE = Procedure(code="9.000001", name="Trợ cấp", guide={Part.CONDITIONS: "Từ đủ 75 tuổi trở lên."})
COUPLE = Procedure(code="9.000002", name="Cưới", guide={Part.CONDITIONS: "Nam từ đủ 20 tuổi, nữ từ đủ 18 tuổi."})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tôi sinh năm 1950 thì bao giờ được", "Sinh năm 1950 thì đã đủ 75 tuổi"),
        ("bà sinh 1951", "Sinh năm 1951 thì đủ 75 tuổi trong năm nay"),
        ("ông sinh năm 1960", "Sinh năm 1960 thì tới năm 2035 mới đủ 75 tuổi"),
        ("sinh ngày 20/10/1951", "Sinh ngày 20/10/1951 thì đã đủ 75 tuổi"),
        ("sinh 5 tháng 12 năm 1951", "Sinh ngày 05/12/1951 thì từ ngày 05/12/2026 mới đủ 75 tuổi"),
    ],
)
def test_who_tells_when_they_were_born_is_told_from_when_they_are_old_enough(text: str, said: str) -> None:
    found = earliest_age(ALLOWANCE, (), text)
    told = Answered(ALLOWANCE, Part.CONDITIONS, earliest=found)
    assert Composer(load(), Freshness(Units()), today=lambda: TODAY).compose(told).text.split("\n")[1].startswith(said)


@pytest.mark.parametrize(
    ("record", "text"),
    [
        (COUPLE, "em sinh năm 2009 thì bao giờ được"),  # which of two ages?
        (ALLOWANCE, "vợ sinh năm 1950 chồng sinh năm 1948"),
        (ALLOWANCE, "bao giờ được"),
        (ALLOWANCE, "xe mua năm 1950"),
        (Procedure(code="9.000003", name="Khai"), "sinh năm 1950"),
    ],
)
def test_where_it_is_not_certain_no_age_is_counted(record: Procedure, text: str) -> None:
    assert earliest_age(record, (), text) is None
