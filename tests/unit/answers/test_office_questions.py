"""bot.answers.decisions.office: what the office says of itself, by its settings and its calendar; what names a procedure stays a procedure's."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from pydantic import ValidationError

from bot import wording
from bot.answers.decisions.answer import Answerer
from bot.answers.decisions.office import OfficeCard, OfficeVoice, days_meant
from bot.answers.rules.office import OfficeQuestion, OfficeRule
from bot.answers.turn.outcome import Unanswered, UnansweredReason
from bot.petitions.rules.workdays import DayChange, Hours, Workdays
from indexer.language import without_marks
from indexer.ranking.search import Index
from knowledge.cues.office import DayNamed, OfficeCues, OfficeMatter
from knowledge.loading.library import Library
from tests.paths import TESTS
from tests.support.strategies import anything

SET = TESTS / "rules" / "office.tsv"
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
HOURS = (Hours(time(7, 30), time(11, 30)), Hours(time(13), time(17)))
PLAIN = Workdays(HANOI, HOURS)
FULL = OfficeCard("UBND xã Hòa Phước", "số 1 đường Làng", "", "0236 123 456")
WEDNESDAY = datetime(2026, 12, 2, 2, 0, tzinfo=UTC)  # 9 in the morning there


def lines() -> list[tuple[str, str]]:
    """What is asked ("-": nothing of the office) and the sentence."""
    pairs = (line.split("\t") for line in SET.read_text(encoding="utf-8").splitlines())
    return [(asked, text) for asked, text in pairs]


@pytest.fixture(scope="module")
def content(starter: Library) -> OfficeCues:
    return starter.office


def voice(content: OfficeCues, card: OfficeCard = FULL, calendar: Workdays = PLAIN) -> OfficeVoice:
    return OfficeVoice(content, card, lambda: calendar, wording.load())


@pytest.mark.parametrize("spelt", [str, without_marks], ids=["accented", "bare"])
def test_each_question_is_heard_as_what_it_asks_and_a_procedures_is_not_heard(content: OfficeCues, spelt: type[str]) -> None:
    rule = OfficeRule(content, FULL.name)
    heard = [(",".join(asked.matters) if (asked := rule.asked(spelt(text))) else "-", text) for _, text in lines()]
    assert heard == lines()


@pytest.mark.parametrize("spelt", [str, without_marks], ids=["accented", "bare"])
def test_no_phrase_for_a_procedure_is_taken_for_it(starter: Library, spelt: type[str]) -> None:
    rule = OfficeRule(starter.office)
    phrases = (phrase for phrases in starter.aliases.values() for phrase in phrases)
    assert [phrase for phrase in phrases if rule.asked(spelt(phrase))] == []


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("mai có làm không", "Thứ Năm 03/12/2026 có làm việc: 7 giờ 30 đến 11 giờ 30, 13 giờ đến 17 giờ."),
        ("thứ bảy có làm không", "Thứ Bảy 05/12/2026 nghỉ (cuối tuần). Ngày làm việc tiếp theo: thứ Hai 07/12/2026."),
        ("thứ hai tuần sau có làm không", "Thứ Hai 07/12/2026 có làm việc"),
        ("hôm nay còn làm không", "Lúc này đang trong giờ làm việc."),
        ("tết có làm không", "Nghỉ từ thứ Năm 04/02/2027 đến hết thứ Tư 10/02/2027; làm việc lại thứ Năm 11/02/2027."),
        ("mốt có làm không", "Thứ Sáu 04/12/2026 có làm việc"),
        ("cuối tuần có làm không", "Chủ nhật 06/12/2026 nghỉ"),
        ("mấy giờ mở cửa", "Giờ làm việc: 7 giờ 30 đến 11 giờ 30"),
        ("ủy ban ở đâu", "UBND xã Hòa Phước: số 1 đường Làng."),
        ("gọi số nào", "Bà con gọi UBND xã Hòa Phước: 0236 123 456."),
        ("ra xã thì gặp ai", "quầy của bộ phận một cửa"),
    ],
)
def test_it_is_answered_by_settings_and_calendar(content: OfficeCues, question: str, told: str) -> None:
    assert told in voice(content).told(question, WEDNESDAY)


def test_the_day_comes_from_when_it_is_asked(content: OfficeCues) -> None:
    late = datetime(2026, 12, 2, 17, 30, tzinfo=UTC)  # half past midnight there: tomorrow is the fourth
    assert "04/12/2026" in voice(content).told("mai có làm không", late)


def test_outside_the_hours_it_says_when_it_opens_again(content: OfficeCues) -> None:
    noon, evening = datetime(2026, 12, 2, 5, tzinfo=UTC), datetime(2026, 12, 4, 12, tzinfo=UTC)
    assert "mở lại lúc 13 giờ, thứ Tư 02/12/2026" in voice(content).told("bây giờ còn làm không", noon)
    assert "mở lại lúc 7 giờ 30, thứ Hai 07/12/2026" in voice(content).told("bây giờ còn làm không", evening)


def test_the_offices_own_days_off_and_worked_count(content: OfficeCues) -> None:
    calendar = Workdays(HANOI, HOURS, {date(2026, 12, 3): DayChange(True, "hội làng"), date(2026, 12, 5): DayChange(False, "làm bù")})
    assert "nghỉ (hội làng)" in voice(content, calendar=calendar).told("mai có làm không", WEDNESDAY)
    assert "Thứ Bảy 05/12/2026 có làm việc" in voice(content, calendar=calendar).told("thứ 7 có làm không", WEDNESDAY)


def test_what_is_not_known_is_said_to_be_so_and_how_to_find_it(content: OfficeCues) -> None:
    nameless = voice(content, OfficeCard())
    assert "chưa được ghi địa chỉ" in nameless.told("ủy ban ở đâu", WEDNESDAY)
    assert "chưa được ghi số điện thoại" in nameless.told("gọi số nào", WEDNESDAY)
    assert "None" not in nameless.told("địa chỉ và số điện thoại của xã", WEDNESDAY)


def test_hours_are_told_as_the_office_writes_them(content: OfficeCues) -> None:
    card = OfficeCard(hours="7 giờ đến 16 giờ, thứ Hai đến thứ Bảy")
    assert "7 giờ đến 16 giờ, thứ Hai đến thứ Bảy" in voice(content, card).told("mấy giờ mở cửa", WEDNESDAY)


@pytest.mark.parametrize("day", list(DayNamed))
def test_every_day_that_can_be_named_is_today_or_later(day: DayNamed) -> None:
    for today in (date(2026, 12, number) for number in range(1, 8)):
        meant = days_meant(OfficeQuestion((OfficeMatter.OPEN,), day), PLAIN, today)
        assert meant
        assert all(each >= today for each in meant)


def test_without_a_day_there_is_no_date() -> None:
    assert days_meant(OfficeQuestion((OfficeMatter.HOURS,)), PLAIN, date(2026, 12, 1)) == ()


def test_the_answerer_says_it_only_where_it_knows_when_it_is_asked(starter_index: Index) -> None:
    answerer = Answerer(starter_index, office=voice(starter_index.lexicon.office))
    answer = answerer.answer("mai có làm không", at=WEDNESDAY)
    assert isinstance(answer, Unanswered)
    assert answer.why is UnansweredReason.OFFICE
    later = answerer.answer("mai có làm không")
    assert not (isinstance(later, Unanswered) and later.why is UnansweredReason.OFFICE)
    assert not isinstance(answerer.answer("làm giấy khai sinh cho con nộp ở đâu", at=WEDNESDAY), Unanswered)


def test_content_that_names_an_unknown_slot_cannot_be_made() -> None:
    for broken in ({"slots": {"a": ["<b>"]}}, {"around": ["<b>"]}):
        with pytest.raises(ValidationError):
            OfficeCues.model_validate(broken)


@given(anything)
def test_no_text_is_too_strange_to_be_read(text: str) -> None:
    OfficeRule(OfficeCues(around=("a",), matters={OfficeMatter.HOURS: ("b * c",)})).asked(text)
