"""Who tells the day on which it happened is told the last day to act."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answers.case.last_day import CountedDeadline, last_day
from bot.answers.composing.compose import Composer
from bot.answers.turn.outcome import Answered
from bot.wording import load
from knowledge.checks.freshness import Freshness
from knowledge.facts.deadline_days import is_weekday
from knowledge.records.procedure import Deadlines, Part, Procedure
from knowledge.records.units import Units

TODAY = date(2026, 11, 30)  # a Monday
DEATH = Procedure(code="9.000001", name="Khai tử", guide={Part.SUMMARY: "Phải khai trong 15 ngày kể từ ngày có người chết."})
BENEFIT = Procedure(code="9.000002", name="Hưởng trợ cấp", guide={Part.SUMMARY: "Phải nộp trong 3 tháng kể từ ngày nghỉ việc."})
LEAVE = Procedure(code="9.000005", name="Thai sản", guide={Part.SUMMARY: "Nộp trong 45 ngày kể từ ngày hết thời gian nghỉ sinh con."})
BIRTH = Procedure(code="9.000006", name="Khai sinh", guide={Part.SUMMARY: "Phải khai trong 60 ngày kể từ ngày sinh con."})


def told(*lines: str) -> Procedure:
    return Procedure(code="9.000004", name="Thủ tục", deadlines=Deadlines(lines=lines, basis="Trình tự thực hiện"))


EARLY = told("ít nhất 15 ngày trước ngày hết hạn giấy phép")
FAIR = told("ít nhất 30 ngày trước ngày khai mạc")
WORKING = told("trong 10 ngày làm việc kể từ ngày có thay đổi")
SHOP = told("Chậm nhất 3 ngày làm việc trước ngày nghỉ bán, nếu nghỉ từ 15 ngày trở lên.", "Chậm nhất 3 ngày làm việc trước ngày mở lại.")
WINDOW = told("Trong 15 ngày trước ngày hết thời hạn tạm trú đã đăng ký.")
SICK = told("Chậm nhất 45 ngày kể từ ngày trở lại làm việc: nộp giấy tờ ốm đau cho nơi mình làm việc.")
SALE = told("Chủ cũ: 30 ngày kể từ ngày làm giấy mua bán, tặng cho xe phải làm thủ tục thu hồi.")
FORCE = told("Chậm nhất 10 ngày kể từ ngày hợp đồng có hiệu lực.")


@pytest.mark.parametrize(
    ("record", "text", "since", "last"),
    [
        (DEATH, "bà mất ngày 20 tháng 11 thì hạn cuối là ngày nào", date(2026, 11, 20), date(2026, 12, 5)),
        (DEATH, "ba mat 20/11", date(2026, 11, 20), date(2026, 12, 5)),
        (DEATH, "ông mất 20-11-2025", date(2025, 11, 20), date(2025, 12, 5)),
        (DEATH, "mất ngày 28 tháng 12 năm 2025", date(2025, 12, 28), date(2026, 1, 12)),
        (DEATH, "mất hôm qua", date(2026, 11, 29), date(2026, 12, 14)),
        (DEATH, "bà mất mùng 1/11/2026", date(2026, 11, 1), date(2026, 11, 16)),
        (BENEFIT, "nghỉ ngày 30 tháng 11", date(2026, 11, 30), date(2027, 2, 28)),  # the month has no 30th
        (BENEFIT, "nghỉ 5/3", date(2026, 3, 5), date(2026, 6, 5)),  # what was, and not what will be
        (BENEFIT, "em nghỉ việc 12/11/2026", date(2026, 11, 12), date(2027, 2, 12)),  # by the calendar, and not ninety days
        (BENEFIT, "nghỉ việc cách đây 2 tháng rưỡi", date(2026, 9, 15), date(2026, 12, 15)),
        (BENEFIT, "nghi viec cach day 10 ngay", date(2026, 11, 20), date(2027, 2, 20)),
        (BIRTH, "sinh hôm rằm tháng 9 âm", date(2026, 10, 24), date(2026, 12, 23)),  # counted from the day after
        (BIRTH, "sinh bé 8/10/2026, hạn chót nộp hồ sơ trợ cấp thai sản là ngày nào", date(2026, 10, 8), date(2026, 12, 7)),
        (BIRTH, "bé sinh 15/9 âm lịch", date(2026, 10, 24), date(2026, 12, 23)),
        (BIRTH, "sinh tháng 10 năm 2026", date(2026, 10, 1), date(2026, 11, 30)),  # from the first day: nobody counts too long
        (EARLY, "giấy phép hết hạn ngày 20/12", date(2026, 12, 20), date(2026, 12, 5)),  # counted backwards
        (EARLY, "giấy phép hết hạn 3/2027", date(2027, 3, 1), date(2027, 2, 14)),
        (FAIR, "hội chợ khai mạc 20/1/2027 thì chậm nhất hôm nào phải nộp", date(2027, 1, 20), date(2026, 12, 21)),
        (WORKING, "công ty đổi tên ngày 20/11", date(2026, 11, 20), date(2026, 12, 4)),
        (SHOP, "em định tạm nghỉ bán từ 14/12/2026", date(2026, 12, 14), date(2026, 12, 9)),
        (SICK, "em nghỉ ốm, đi làm lại từ 2/11/2026", date(2026, 11, 2), date(2026, 12, 17)),
        (SALE, "ký giấy bán xe hôm 20/11/2026 thì còn tới ngày nào", date(2026, 11, 20), date(2026, 12, 20)),
        (FORCE, "hợp đồng có hiệu lực hôm qua", date(2026, 11, 29), date(2026, 12, 9)),
    ],
)
def test_the_deadline_is_counted_from_the_day_that_is_told(record: Procedure, text: str, since: date, last: date) -> None:
    found = last_day(record, text)
    assert found is not None
    assert found.of(TODAY, is_weekday) == CountedDeadline(since, last)


def test_of_a_time_before_an_event_the_first_day_is_told_as_well() -> None:
    found = last_day(WINDOW, "tạm trú hết hạn 20/12/2026")
    assert found is not None
    assert found.of(TODAY, is_weekday) == CountedDeadline(date(2026, 12, 20), date(2026, 12, 19), date(2026, 12, 5))


@pytest.mark.parametrize(
    ("record", "text"),
    [
        (DEATH, "mất ngày 5/11 chôn ngày 7/11"),  # from which?
        (DEATH, "hôm nay là 20/11 rồi còn kịp không"),
        (DEATH, "được 3 tháng 10 ngày rồi"),
        (DEATH, "khu phố 3/2/1"),
        (DEATH, "bé sinh ngày 20/11"),  # another event
        (DEATH, "ngày 20/11"),  # what happened?
        (DEATH, "quý 1/2026 bà mất"),
        (LEAVE, "em sinh ngày 16/5"),  # counted from the end of the leave
        (BENEFIT, "ra viện ngày 20/10 rồi nghỉ"),
        (BENEFIT, "nghỉ thai sản từ 20/10"),
        (DEATH, "mất ví ngày 20/11 rồi nghỉ việc, bà thì mất lâu rồi"),
        (BENEFIT, "mất ví ngày 20/11 rồi nghỉ việc"),  # what happened on that day is the nearest to it
        (FORCE, "ký hợp đồng 20/11"),
        (EARLY, "giấy phép cấp ngày 20/11"),
    ],
)
def test_nothing_is_counted_where_it_is_not_certain(record: Procedure, text: str) -> None:
    assert last_day(record, text) is None


def test_a_day_that_no_calendar_has_is_told_nothing() -> None:
    found = last_day(DEATH, "mất ngày 31/2")
    assert found is not None
    assert found.of(TODAY, is_weekday) is None


@pytest.mark.parametrize(
    ("record", "text", "says"),
    [
        (
            DEATH,
            "mất 19/11",
            "Tính từ ngày 19/11/2026 thì hạn cuối là thứ Sáu ngày 04/12/2026, còn 4 ngày (phải khai trong 15 ngày kể từ ngày có người chết).",
        ),
        (
            DEATH,
            "mất 20/11",
            (
                "Tính từ ngày 20/11/2026 thì hạn cuối là thứ Bảy ngày 05/12/2026, còn 5 ngày (phải khai trong 15 ngày kể từ ngày có người chết)."
                " Ngày ấy cơ quan nghỉ; nên nộp trước, chậm nhất là thứ Sáu ngày 04/12/2026."
            ),
        ),
        (
            DEATH,
            "mất 15/11",
            "Tính từ ngày 15/11/2026 thì hạn cuối là thứ Hai ngày 30/11/2026, tức hôm nay (phải khai trong 15 ngày kể từ ngày có người chết).",
        ),
        (
            DEATH,
            "mất 5/11",
            "Tính từ ngày 05/11/2026 thì hạn cuối là thứ Sáu ngày 20/11/2026, nay đã quá hạn (phải khai trong 15 ngày kể từ ngày có người chết).",
        ),
        (
            BIRTH,
            "sinh cách đây 2 tháng rưỡi",
            (
                "Tính từ khoảng ngày 15/09/2026 thì hạn cuối vào khoảng thứ Bảy ngày 14/11/2026, có lẽ đã quá hạn"
                " (phải khai trong 60 ngày kể từ ngày sinh con); bà con xem lại đúng ngày rồi đếm cho chắc."
            ),
        ),
        (
            EARLY,
            "giấy phép hết hạn 3/2027",
            (
                "Tính ngược từ ngày 01/03/2027 thì hạn cuối là Chủ nhật ngày 14/02/2027, còn 76 ngày (ít nhất 15 ngày trước ngày hết hạn giấy phép)."
                " Bà con chưa nói ngày nào trong tháng nên tính từ ngày mùng 1 cho chắc."
                " Ngày ấy cơ quan nghỉ; nên nộp trước, chậm nhất là thứ Sáu ngày 12/02/2027."
            ),
        ),
        (
            WINDOW,
            "tạm trú hết hạn 31/12/2026",
            (
                "Tính ngược từ ngày 31/12/2026 thì làm được từ thứ Tư ngày 16/12/2026, trễ nhất là thứ Tư ngày 30/12/2026"
                " (trong 15 ngày trước ngày hết thời hạn tạm trú đã đăng ký)."
            ),
        ),
        (
            WINDOW,
            "tạm trú hết hạn 10/12/2026",
            (
                "Tính ngược từ ngày 10/12/2026 thì bây giờ làm được rồi, trễ nhất là thứ Tư ngày 09/12/2026, còn 9 ngày"
                " (trong 15 ngày trước ngày hết thời hạn tạm trú đã đăng ký)."
            ),
        ),
        (
            WINDOW,
            "tạm trú hết hạn 20/11/2026",
            (
                "Tính ngược từ ngày 20/11/2026 thì trễ nhất là thứ Năm ngày 19/11/2026, nay đã quá hạn"
                " (trong 15 ngày trước ngày hết thời hạn tạm trú đã đăng ký)."
            ),
        ),
    ],
)
def test_it_is_said_first_and_with_its_weekday(record: Procedure, text: str, says: str) -> None:
    composer = Composer(load(), Freshness(Units()), today=lambda: TODAY)
    answer = Answered(record, Part.SUMMARY, by_when=True, last_day=last_day(record, text))
    assert composer.compose(answer).text.split("\n")[1] == says


def test_working_days_are_those_of_the_office() -> None:
    found = last_day(WORKING, "công ty đổi tên ngày 20/11")
    assert found is not None
    counted = found.of(TODAY, lambda day: day.weekday() < 5 and day != date(2026, 11, 24))
    assert counted == CountedDeadline(date(2026, 11, 20), date(2026, 12, 7))
