"""knowledge.facts.periods: until when a statement holds, and a text without what is over."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.facts.periods import TEMPORARY, basis_of, cut, is_fee_over, of_day, statements, until_of
from knowledge.records.procedure import Fee, Part, Procedure, Submission, Way

LAST = date(2026, 12, 31)
NEW_YEAR = date(2027, 1, 1)


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("Giảm 10 % đến hết ngày 31/12/2026.", LAST),
        ("Giảm 10 % đến hết 31/12/2026.", LAST),
        ("Giảm 10 % tới hết ngày 31 tháng 12 năm 2026.", LAST),
        ("Giảm 10 % từ ngày 01/7/2025 đến ngày 31/12/2026.", LAST),
        ("Giảm 10 % đến hết năm 2026.", LAST),
        ("Giảm 10 % đến hết tháng 6 năm 2026.", date(2026, 6, 30)),
        ("Giảm 10 % đến hết tháng 12/2026.", LAST),
        ("Giảm 10 % đến trước ngày 01/01/2027.", LAST),
        ("Bằng 50% mức thường (Thông tư 64/2025/TT-BTC).", LAST),
    ],
)
def test_finds_the_last_day_however_it_is_written(said: str, until: date) -> None:
    assert [(statement.until, statement.is_money) for statement in statements(said)] == [(until, True)]


@pytest.mark.parametrize(
    "said",
    [
        "Trả trong 5 ngày, đến ngày hẹn thì nhận.",
        "Từ 5 đến 10 ngày làm việc.",
        "Chiến lược đến năm 2030, tầm nhìn đến năm 2045.",
        "Đến hết ngày 31/13/2026 giảm 10 %.",
        "Hoạt động từ 1964 đến ngày 30 tháng 4 năm 1975 được giảm 10 %.",
        "Theo Thông tư 47/2019/TT-BTC.",
    ],
)
def test_what_has_no_end_of_its_own_has_none(said: str) -> None:
    assert list(statements(said)) == []


def test_an_amount_is_there_until_its_last_day_and_not_the_day_after() -> None:
    said = "70.000 đồng/thẻ. Từ ngày 01/7/2025 đến hết ngày 31/12/2026, thu bằng 50% mức này."
    assert (cut(said, LAST).text, cut(said, LAST).over) == (said, ())
    assert (cut(said, NEW_YEAR).text, cut(said, NEW_YEAR).over) == ("70.000 đồng/thẻ.", (LAST,))


def test_a_clause_goes_alone_and_the_rest_is_a_sentence_again() -> None:
    assert cut("Mức giảm chỉ ghi đến hết 31/12/2026; hỏi lại khi nộp.", NEW_YEAR).text == "Hỏi lại khi nộp."
    assert cut("Nộp 9.000 đồng; giảm một nửa đến hết 31/12/2026.", NEW_YEAR).text == "Nộp 9.000 đồng."


def test_the_end_over_a_list_is_that_of_every_line_of_it() -> None:
    said = "Đến hết ngày 31/12/2026, mức thu:\n- Nhỏ: 250.000 đồng.\n- Lớn: 500.000 đồng.\n\nSau đó hỏi nơi nộp."
    assert cut(said, LAST).text == said
    assert cut(said, NEW_YEAR).text == "Sau đó hỏi nơi nộp."


def test_a_bracket_is_not_cut_in_two() -> None:
    said = "Phí 9.000 đồng (giảm còn 5.000 đồng; đến hết 31/12/2026) mỗi bản."
    assert cut(said, NEW_YEAR).text == ""


def test_what_is_no_money_stays_though_its_day_is_past() -> None:
    said = "Đến hết ngày 31/12/2026, người hướng dẫn phải có chứng chỉ."
    assert cut(said, NEW_YEAR).text == said
    assert [(statement.until, statement.is_money) for statement in statements(said)] == [(LAST, False)]


def test_a_fee_ends_on_its_own_day_or_on_the_one_of_its_note() -> None:
    assert until_of(Fee(amount=1_000, until=LAST)) == until_of(Fee(note="áp dụng đến hết ngày 31/12/2026")) == LAST
    assert [is_fee_over(Fee(amount=1_000, until=LAST), day) for day in (LAST, NEW_YEAR)] == [False, True]
    assert not is_fee_over(Fee(amount=1_000), NEW_YEAR)


def test_a_circular_whose_time_is_over_is_no_basis_where_another_is_named() -> None:
    both = "Phí, lệ phí; Thông tư 64/2025/TT-BTC"
    assert (basis_of(both, LAST), basis_of(both, NEW_YEAR)) == (both, "Phí, lệ phí")
    assert basis_of("Thông tư 64/2025/TT-BTC", NEW_YEAR) == "Thông tư 64/2025/TT-BTC"


def test_a_circular_for_a_while_begins_before_it_ends() -> None:
    assert all(since < until for since, until in TEMPORARY.values())


def test_a_whole_record_loses_what_is_over_and_keeps_its_law() -> None:
    law = "- 64/2025/TT-BTC: giảm phí"
    ways = (Submission(way=Way.DIRECT, fees=(Fee(amount=5_000, until=LAST), Fee(amount=9_000))),)
    guide = {Part.FEES: "9.000 đồng. Đến hết 31/12/2026: 5.000 đồng.", Part.LEGAL_BASIS: law}
    record = Procedure(code="9.000001", name="Thử", submissions=ways, guide=guide)
    assert of_day(record, LAST) == record
    after = of_day(record, NEW_YEAR)
    assert after.submissions[0].fees == (Fee(amount=9_000),)
    assert after.guide == {Part.FEES: "9.000 đồng.", Part.LEGAL_BASIS: law}
