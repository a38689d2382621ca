"""Notices with beginning and end: what may be announced, how early an outage is told, what a question asks, in what words it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot import wording
from bot.bulletins.rules import numbers
from bot.bulletins.rules.ahead import is_late, last_day_to_tell, working_days_between
from bot.bulletins.rules.bulletin import (
    BulletinFault,
    BulletinKind,
    BulletinPhase,
    BulletinState,
    OfficeBulletin,
    TouchedProcedure,
    faults_of,
    touches,
)
from bot.bulletins.rules.hearing import BulletinQuestions
from bot.bulletins.rules.numbers import NUMBERS
from bot.bulletins.rules.telling import BulletinTeller
from bot.bulletins.store.bulletins import BulletinMove
from bot.petitions.cases.office import hours_of
from bot.petitions.rules.workdays import Workdays
from bot.plans.presenter import ReportLetterhead, told
from bot.plans.report import Activity, Measure, ReportSpan, made_of
from tests.bulletins import DAY, HOUR, NOON, ZONE, draft
from tests.paths import ROOT

WORDS = wording.load().bulletins
ASKED = WORDS.asked
QUESTIONS = BulletinQuestions(ASKED.cues, ASKED.slots, ASKED.around, ASKED.accented)
OFFICE = Workdays(ZONE, hours_of("07:30-11:30 13:30-17:00"))


def standing(**more: object) -> OfficeBulletin:
    return OfficeBulletin(1, BulletinState.ANNOUNCED, draft(**more), 1, (1,), (2,), NOON, NOON, 0)  # type: ignore[arg-type]


def test_every_number_has_its_row_and_its_test() -> None:
    constants = {name for name, value in vars(numbers).items() if name.isupper() and isinstance(value, int)}
    assert {each.name for each in NUMBERS} == constants
    for each in NUMBERS:
        path, _, name = each.held_by.partition("::")
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), each.name


def test_every_outcome_has_a_sentence() -> None:
    assert set(WORDS.moves) == set(BulletinMove) - {BulletinMove.DONE}
    assert set(ASKED.cues) == set(BulletinKind)


@pytest.mark.parametrize(
    ("begins", "ahead"),
    [
        (date(2026, 3, 3), 0),
        (date(2026, 3, 4), 1),
        (date(2026, 3, 11), 6),  # Tue to Fri, Mon, Tue
        (date(2026, 3, 12), 7),
    ],
)
def test_a_planned_outage_is_told_seven_working_days_ahead_or_late(begins: date, ahead: int) -> None:
    assert working_days_between(NOON.date(), begins, OFFICE.is_working) == ahead
    assert is_late(BulletinKind.OUTAGE, ahead) is (ahead < 7)
    assert not is_late(BulletinKind.WEATHER, ahead), "nobody plans a storm"


def test_holidays_do_not_count_as_working_days_ahead() -> None:
    told, begins = date(2026, 4, 27), date(2026, 5, 5)
    assert working_days_between(told, begins, OFFICE.is_working) == sum(
        OFFICE.is_working(told + timedelta(days=number)) for number in range(1, 8)
    )
    assert working_days_between(told, begins, OFFICE.is_working) < 5


def test_the_last_day_to_tell_is_in_time_and_the_day_after_is_not() -> None:
    begins = date(2026, 3, 12)
    assert last_day_to_tell(begins, OFFICE.is_working) == date(2026, 3, 2)
    assert is_late(BulletinKind.OUTAGE, working_days_between(date(2026, 3, 3), begins, OFFICE.is_working))


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"title": "a" * 121}, BulletinFault.TOO_LONG),
        ({"text": "a" * 801}, BulletinFault.TOO_LONG),
        ({"place": "a" * 121}, BulletinFault.TOO_LONG),
        ({"touched": tuple(map(str, range(31)))}, BulletinFault.TOO_MANY),
    ],
)
def test_what_is_too_long_is_a_fault(more: dict[str, object], fault: BulletinFault) -> None:
    assert list(faults_of(draft(**more), NOON)) == [fault]  # type: ignore[arg-type]
    shorter = {name: value[:-1] for name, value in more.items() if isinstance(value, str | tuple)}
    assert list(faults_of(draft(**shorter), NOON)) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"begins": NOON, "ends": NOON + 366 * DAY + HOUR, "shown": NOON}, BulletinFault.SPAN),
        ({"begins": NOON + 366 * DAY + HOUR, "ends": NOON + 367 * DAY}, BulletinFault.SPAN),
        ({"begins": NOON + 3 * HOUR, "ends": NOON + 2 * HOUR}, BulletinFault.REVERSED),
        ({"ends": NOON}, BulletinFault.OVER),
        ({"shown": NOON + 5 * HOUR}, BulletinFault.SHOWN),
        ({"title": " "}, BulletinFault.NO_TITLE),
        ({"text": "\n"}, BulletinFault.NO_TEXT),
        ({"on_web": False, "in_chat": False}, BulletinFault.NO_CHANNEL),
    ],
)
def test_a_span_has_its_bounds(more: dict[str, object], fault: BulletinFault) -> None:
    assert fault in list(faults_of(draft(**more), NOON))  # type: ignore[arg-type]
    assert list(faults_of(draft(begins=NOON + 366 * DAY, ends=NOON + 2 * 366 * DAY), NOON)) == []


def test_it_is_over_at_its_end_and_at_its_closing_whichever_is_first() -> None:
    notice = standing(begins=NOON, ends=NOON + 4 * HOUR, shown=NOON - DAY)
    phases = [notice.phase(at) for at in (NOON - HOUR, NOON, NOON + 4 * HOUR - timedelta(seconds=1), NOON + 4 * HOUR)]
    assert phases == [BulletinPhase.UPCOMING, BulletinPhase.RUNNING, BulletinPhase.RUNNING, BulletinPhase.OVER]
    assert replace(notice, closed=NOON + HOUR).phase(NOON + HOUR) is BulletinPhase.OVER
    assert not notice.is_shown(NOON - DAY - HOUR)
    assert notice.is_shown(NOON - DAY)
    assert not replace(notice, state=BulletinState.PROPOSED).is_shown(NOON)


def test_an_outage_touches_what_is_filed_online_and_a_counter_what_it_names() -> None:
    online, paper = TouchedProcedure("1.1", "Hộ tịch", True), TouchedProcedure("1.2", "Đất đai", False)
    assert touches(standing(kind=BulletinKind.OUTAGE), online)
    assert not touches(standing(kind=BulletinKind.OUTAGE), paper)
    assert not touches(standing(kind=BulletinKind.OUTAGE, touched=("Đất đai",)), online), "it names what it touches"
    assert touches(standing(touched=("Hộ tịch",)), online)
    assert touches(standing(touched=("1.2",)), paper)
    assert not touches(standing(), online)


HEARD: Sequence[tuple[str, BulletinKind]] = (
    ("hôm nay cổng dịch vụ công có lỗi không", BulletinKind.OUTAGE),
    ("cổng dịch vụ công bị sập à", BulletinKind.FAULT),
    ("hom nay cong dich vu cong co bao tri khong", BulletinKind.OUTAGE),
    ("dịch vụ công không vào được", BulletinKind.FAULT),
    ("hệ thống vào được chưa", BulletinKind.FAULT),
    ("ủy ban có nghỉ không", BulletinKind.CLOSED),
    ("mai xã có làm không", BulletinKind.CLOSED),
    ("thứ bảy xã có làm không", BulletinKind.EXTRA),
    ("hôm nay cổng có lỗi không", BulletinKind.OUTAGE),
    ("cong co loi khong", BulletinKind.FAULT),
    ("mai có làm không", BulletinKind.CLOSED),
    ("thứ bảy có làm việc không ạ", BulletinKind.EXTRA),
    ("chiều nay nghỉ hả", BulletinKind.CLOSED),
    ("đường liên thôn đang sửa hả", BulletinKind.WORKS),
    ("mai có cúp điện không", BulletinKind.WORKS),
    ("có tin bão không", BulletinKind.WEATHER),
)


@pytest.mark.parametrize(("text", "kind"), HEARD)
def test_who_asks_for_what_a_notice_tells_is_heard(text: str, kind: BulletinKind) -> None:
    assert kind in QUESTIONS.asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "làm khai sinh cần giấy gì",
        "nộp hồ sơ qua mạng thế nào",
        "đăng ký tạm trú ở đâu",
        "xã có làm căn cước không",
        "sửa sai tên trong khai sinh",
        "đường dây nóng số mấy",
        "bao nhiêu tiền",
        "",
        "hai vợ chồng tôi báo cáo",
        "nhà bị sập do bão năm ngoái có được vay vốn không",
        "đường sạt lở chưa sửa",
        "mới bị móc túi mất điện thoại trên xe buýt",
        "Tôi không đăng nhập được VNeID, quên mật khẩu thì làm sao?",
        "lũ về cô lập cả thôn, hết nước hết ăn",
        "đóng phí 2 lần vì hệ thống báo lỗi",
    ],
)
def test_a_question_of_another_matter_is_none(text: str) -> None:
    assert QUESTIONS.asked(text) == frozenset()


def test_a_long_message_is_another_matter() -> None:
    short = "cổng dịch vụ công bị lỗi"
    assert QUESTIONS.asked(f"{short} {'mà ' * 10}".strip())
    assert not QUESTIONS.asked(f"{short} {'mà ' * 11}".strip())


def test_a_planned_stop_says_when_it_is_expected_back_and_where() -> None:
    teller = BulletinTeller(WORDS, ZONE, lambda: {3: "Trung tâm phục vụ"})
    told = teller.full(standing(kind=BulletinKind.OUTAGE, units=(3, 9), place="Thôn An", begins=NOON + HOUR), NOON)
    assert "dự kiến khôi phục lúc 16:00 ngày 2/3/2026" in told
    assert "Thôn An · Trung tâm phục vụ" in told
    assert told.startswith(WORDS.phases[BulletinPhase.UPCOMING])
    assert "Từ 11:00 ngày 2/3/2026 đến 16:00 ngày 2/3/2026." in teller.short(standing())


def test_a_closing_before_its_time_is_told_as_the_end() -> None:
    teller = BulletinTeller(WORDS, ZONE, dict)
    ended: datetime = NOON + HOUR
    assert "đến 13:00 ngày 2/3/2026" in teller.span(replace(standing(), closed=ended))


@pytest.mark.parametrize(("counted", "is_told"), [((4, 2, 1), True), ((0, 0, 0), False)])
def test_the_periodic_report_counts_them_and_says_how_many_were_late(counted: tuple[int, int, int], is_told: bool) -> None:
    notices, outages, late = counted
    happened = Activity(bulletins=notices, outages=outages, outages_late=late)
    report = made_of(ReportSpan.FIRST_HALF, 2026, date(2026, 6, 30), (), (), (), happened, ZONE)
    assert [report.value(each) for each in (Measure.BULLETINS, Measure.OUTAGES, Measure.OUTAGES_LATE)] == list(counted)
    plans = wording.load().plans
    lines = [line for _, lines in told(report, ReportLetterhead("UBND xã Ví Dụ", "Nghệ An"), plans).sections for line in lines]
    sentence = (
        "04 thông báo có thời hạn trên trang thông tin và trợ lý; trong đó 02 thông báo tạm dừng hệ thống có kế hoạch, 01 thông báo chưa đủ"
    )
    assert any(sentence in line for line in lines) is is_told
