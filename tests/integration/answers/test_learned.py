"""What staff teach while the program runs: who may, until when it counts, and that search knows it at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.answers.decisions.answer import Answerer
from bot.answers.lessons.learned import LONGEST_LIFE, Learned, LearnedKind, Lesson, Stage, added
from bot.answers.store.lessons import Lessons
from bot.answers.turn.outcome import Answered
from bot.database.audit import Intact, verify
from bot.messages import ChatId
from bot.people.staff import Role, Staff
from indexer.ranking.overlay import Added, IndexOverlay
from indexer.ranking.search import Index
from knowledge.records.faq import FaqEntry
from knowledge.records.procedure import Procedure
from tests.library import DOG
from tests.presence import found

HANOI = timezone(timedelta(hours=7))
NOON = datetime(2026, 7, 1, 5, tzinfo=UTC)  # noon in Hà Nội
TODAY = date(2026, 7, 1)
OFFICER, LEADER, ADMIN = (Staff(number, name, role, 1, ChatId("telegram", name)) for number, (name, role) in enumerate(zip("ola", Role, strict=True), 1))  # fmt: skip
FAQ = Lesson(LearnedKind.FAQ, "Xã có nhận giữ mèo lạc không?", TODAY, "Có, tại nhà văn hóa.", "Thông báo 5/TB-UBND")
ALIAS = Lesson(LearnedKind.ALIAS, "cún cưng phải khai báo thế nào", TODAY, code=DOG)


@pytest.fixture
def lessons(engine: Engine) -> Lessons:
    return Lessons(engine, HANOI)


def proposed(lessons: Lessons, lesson: Lesson = FAQ, staff: Staff = OFFICER) -> Learned:
    found = lessons.propose(staff, lesson, NOON)
    assert found
    return found


def test_what_an_officer_proposes_counts_once_a_leader_approves(lessons: Lessons, engine: Engine) -> None:
    item = proposed(lessons)
    assert item.stage(TODAY) is Stage.WAITING
    assert lessons.live(NOON) == ()
    assert not lessons.approve(OFFICER, item.id, NOON)
    assert lessons.approve(LEADER, item.id, NOON)
    assert not lessons.approve(ADMIN, item.id, NOON), "once is enough"
    (live,) = lessons.live(NOON)
    assert (live.lesson, live.proposed_by, live.approved_by, live.stage(TODAY)) == (FAQ, OFFICER.id, LEADER.id, Stage.LIVE)
    assert isinstance(verify(engine), Intact)


@pytest.mark.parametrize("staff", [LEADER, ADMIN])
def test_what_a_leader_or_an_admin_proposes_counts_at_once(lessons: Lessons, staff: Staff) -> None:
    assert lessons.live(NOON) == ()
    item = proposed(lessons, staff=staff)
    assert lessons.live(NOON) == (item,)


def test_a_removed_lesson_counts_no_more(lessons: Lessons) -> None:
    item = proposed(lessons, staff=LEADER)
    assert not lessons.remove(OFFICER, item.id, NOON)
    assert lessons.remove(LEADER, item.id, NOON)
    assert not lessons.remove(LEADER, item.id, NOON)
    assert not lessons.approve(LEADER, item.id, NOON)
    assert lessons.live(NOON) == ()
    assert [each.stage(TODAY) for each in lessons.listed()] == [Stage.GONE]
    assert not lessons.approve(LEADER, item.id + 1, NOON)


BETTER = replace(FAQ, answer="Có, tại trạm thú y.", expires=TODAY + timedelta(days=30))


def test_what_a_leader_changes_counts_at_once_and_the_old_words_stay_in_the_list(lessons: Lessons) -> None:
    item = proposed(lessons, staff=LEADER)
    before = lessons.seal(NOON)
    revised = found(lessons.revise(LEADER, item.id, BETTER, NOON))
    assert [live.lesson for live in lessons.live(NOON)] == [BETTER]
    assert lessons.seal(NOON) != before, "every process looks again"
    assert [(each.id, each.stage(TODAY)) for each in lessons.listed()] == [(revised.id, Stage.LIVE), (item.id, Stage.GONE)]
    assert found(lessons.get(item.id)).lesson == FAQ
    assert lessons.revise(LEADER, item.id, FAQ, NOON) is None, "somebody was faster"


def test_an_officer_changes_their_own_proposal_until_it_counts(lessons: Lessons) -> None:
    item = proposed(lessons)
    other = replace(OFFICER, id=9)
    assert lessons.revise(other, item.id, BETTER, NOON) is None, "another's"
    revised = found(lessons.revise(OFFICER, item.id, BETTER, NOON))
    assert lessons.live(NOON) == (), "it waits as before"
    assert not lessons.approve(LEADER, item.id, NOON), "nobody approves the old words by mistake"
    assert lessons.approve(LEADER, revised.id, NOON)
    assert lessons.revise(OFFICER, revised.id, FAQ, NOON) is None, "what counts is a leader's to change"


def test_a_lesson_whose_day_has_passed_is_renewed_and_never_becomes_another_kind(lessons: Lessons) -> None:
    item = proposed(lessons, staff=ADMIN)
    later = NOON + timedelta(days=3)
    assert lessons.live(later) == ()
    assert lessons.revise(ADMIN, item.id, ALIAS, later) is None
    assert lessons.revise(ADMIN, item.id, FAQ, later) is None, "a day that is over"
    assert lessons.revise(ADMIN, item.id, BETTER, later)
    assert [live.lesson for live in lessons.live(later)] == [BETTER]


def test_a_lesson_counts_to_the_end_of_its_last_day_in_the_office_s_zone(lessons: Lessons) -> None:
    item = proposed(lessons, staff=LEADER)
    midnight = datetime(2026, 7, 2, tzinfo=HANOI)
    assert lessons.live(midnight - timedelta(seconds=1)) == (item,)
    assert lessons.live(midnight) == ()
    assert item.stage(date(2026, 7, 2)) is Stage.OVER
    assert lessons.seal(midnight - timedelta(seconds=1)) != lessons.seal(midnight), "every process notices"


@pytest.mark.parametrize("expires", [TODAY - timedelta(days=1), TODAY + LONGEST_LIFE + timedelta(days=1), date.max])
def test_a_lesson_needs_a_last_day_that_somebody_will_live_to_see(lessons: Lessons, expires: date) -> None:
    assert lessons.propose(LEADER, Lesson(LearnedKind.FAQ, "a", expires, "b", "c"), NOON) is None
    assert lessons.listed() == ()


@pytest.mark.parametrize(
    "half",
    [
        partial(Lesson, LearnedKind.FAQ, "", TODAY, answer="b", source="c"),
        partial(Lesson, LearnedKind.FAQ, "a", TODAY, answer="", source="c"),
        partial(Lesson, LearnedKind.FAQ, "a", TODAY, answer="b", source=""),
        partial(Lesson, LearnedKind.FAQ, "a", TODAY, answer="b" * 20_001, source="c"),
        partial(Lesson, LearnedKind.ALIAS, "a", TODAY, code=""),
        partial(Lesson, LearnedKind.ALIAS, "a" * 501, TODAY, code=DOG),
    ],
)
def test_half_a_lesson_cannot_be_made(half: Callable[[], Lesson]) -> None:
    with pytest.raises(ValueError, match=r"text|answer|code"):
        half()


def test_the_seal_changes_with_what_counts_and_with_nothing_else(lessons: Lessons) -> None:
    seals = [lessons.seal(NOON)]
    item = proposed(lessons)
    seals.append(lessons.seal(NOON))
    lessons.approve(LEADER, item.id, NOON)
    seals.append(lessons.seal(NOON))
    lessons.remove(LEADER, item.id, NOON)
    seals.append(lessons.seal(NOON))
    assert seals[0] == seals[1]
    assert len(set(seals)) == 3


def test_another_process_sees_it(lessons: Lessons, engine: Engine) -> None:
    other = Lessons(engine, HANOI)
    before = other.seal(NOON)
    proposed(lessons, staff=LEADER)
    assert other.seal(NOON) != before
    assert len(other.live(NOON)) == 1


def test_a_database_that_is_away_changes_nothing(lessons: Lessons, engine: Engine) -> None:
    item = proposed(lessons, staff=LEADER)
    before = lessons.seal(NOON)
    assert lessons.counting(NOON) == (item,)
    with engine.connect() as connection:
        for table in ("learned", "learned_version"):
            connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO away_{table}")
        connection.commit()
    assert lessons.seal(NOON) == before
    assert lessons.counting(NOON) == (item,)
    assert lessons.counting(NOON + timedelta(days=1)) == ()


# ---- in search


Open = Callable[[Added], IndexOverlay]


@pytest.fixture
def opened(small_index_folder: Path) -> Open:
    return lambda more: IndexOverlay(small_index_folder, more)


def live(*items: Lesson) -> Added:
    return added([Learned(number, lesson, 1, NOON, 2, NOON) for number, lesson in enumerate(items, 1)])


def test_a_new_faq_entry_answers_its_question_accented_or_not(opened: Open) -> None:
    answerer = Answerer(opened(live(FAQ)))
    for question in (FAQ.text, "xa co nhan giu meo lac khong", "giữ mèo lạc"):
        answer = answerer.answer(question)
        assert isinstance(answer, Answered), question
        assert isinstance(answer.record, FaqEntry)
        assert answer.record.answer == FAQ.answer


def test_without_it_nobody_knew(small_index: Index) -> None:
    answer = Answerer(small_index).answer(FAQ.text)
    assert not (isinstance(answer, Answered) and isinstance(answer.record, FaqEntry))


def test_a_new_phrase_leads_to_its_procedure(opened: Open, small_index: Index) -> None:
    before = Answerer(small_index).answer(ALIAS.text)
    assert not isinstance(before, Answered)
    answer = Answerer(opened(live(ALIAS))).answer(ALIAS.text)
    assert isinstance(answer, Answered)
    assert isinstance(answer.record, Procedure)
    assert answer.record.code == DOG


def test_additions_never_lower_what_the_index_knew(opened: Open, small_index: Index) -> None:
    index = opened(live(FAQ, ALIAS))
    for question in ("thủ tục đăng ký nuôi chó", "nuoi cho", "trồng cây cổ thụ", ""):
        before = {hit.record_id: hit.score for hit in small_index.search(question, limit=50)}
        after = {hit.record_id: hit.score for hit in index.search(question, limit=50)}
        assert set(before) <= set(after)
        assert all(after[record_id] >= score for record_id, score in before.items())


def test_without_additions_search_is_as_it_was(opened: Open, small_index: Index) -> None:
    for question in ("thủ tục đăng ký nuôi chó", "nuoi cho", ""):
        assert opened(Added()).search(question) == small_index.search(question)


def test_a_phrase_for_a_procedure_that_is_not_there_is_left_out(opened: Open) -> None:
    index = opened(live(Lesson(LearnedKind.ALIAS, "cún cưng", TODAY, code="9.999999")))
    assert all(hit.record_id != "9.999999" for hit in index.search("cún cưng"))


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "🐕" * 50, "a\0b", "=1+1", "   \n x", "!!!"])
def test_any_text_can_be_taught(opened: Open, text: str) -> None:
    index = opened(live(Lesson(LearnedKind.FAQ, text, TODAY, text, text), Lesson(LearnedKind.ALIAS, text, TODAY, code=DOG)))
    index.search(text)
