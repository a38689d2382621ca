"""What an office teaches answers other words than its own, takes no question of another matter, and is tried before it is saved."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.answers.decisions.answer import Answerer
from bot.answers.decisions.trial import Trial, Trials, Tried
from bot.answers.lessons.learned import MOST_WORDINGS, Learned, LearnedKind, Lesson, added, wordings_in
from bot.answers.lessons.questions import UNANSWERED
from bot.answers.store.lessons import Lessons
from bot.answers.turn.outcome import Unanswered, UnansweredReason, shown
from bot.console.teaching.lessons import MOST_TRIALS
from bot.frontdesk.asking import _outcome
from bot.messages import ChatId
from bot.people.logins import Purpose
from bot.people.staff import Role, Staff
from bot.wiring.answering import AnswerParts
from indexer.ranking.overlay import Added, IndexOverlay
from knowledge.files import locked
from knowledge.records.faq import FaqEntry
from tests.office import CITIZEN, SEEN, WORDS, Browser, TestOffice
from tests.paths import TESTS
from tests.presence import found
from tests.support import databases

C = WORDS.console
DAY, NOON = date(2026, 12, 31), datetime(2026, 11, 30, 5, tzinfo=UTC)
LEAST_ANSWERED = 0.85  # of what nobody gave as a wording; measured 23 of 26, and 8 of 26 with the title alone before this was written
Labelled = Mapping[str, Mapping[str, Sequence[str]]]


def rows(name: str) -> list[list[str]]:
    lines = TESTS.joinpath("rules", name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def labelled() -> Labelled:
    told: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for entry, role, words in rows("taught.tsv"):
        told[entry][role].append(words)
    return told


@pytest.fixture(scope="module")
def taught(labelled: Labelled, starter_index_folder: Path) -> Answerer:
    told = {
        name: Lesson(LearnedKind.FAQ, lines["title"][0], DAY, "Ngày 5.", "Thông báo 5", asked_as=tuple(lines["wording"]))
        for name, lines in labelled.items()
    }
    entries = [Learned(number, lesson, 1, NOON, 2, NOON) for number, lesson in enumerate(told.values(), 1)]
    return Answerer(IndexOverlay(starter_index_folder, added(entries)))


def asked(answerer: Answerer, question: str) -> str:
    """The title of the entry that answers; "" where none of them does."""
    first = shown(answerer.answer(question))
    return first.record.question if first and isinstance(first.record, FaqEntry) and first.record.record_id.startswith("bo-sung-") else ""


def test_an_entry_answers_the_wordings_that_were_given(labelled: Labelled, taught: Answerer) -> None:
    for lines in labelled.values():
        for question in (*lines["title"], *lines["wording"]):
            assert asked(taught, question) == lines["title"][0], question


def test_an_entry_answers_most_wordings_that_nobody_gave(labelled: Labelled, taught: Answerer) -> None:
    fresh = [(question, lines["title"][0]) for lines in labelled.values() for question in lines["fresh"]]
    right = [question for question, title in fresh if asked(taught, question) == title]
    assert len(right) >= LEAST_ANSWERED * len(fresh), sorted({question for question, _ in fresh} - set(right))


def test_an_entry_takes_no_question_of_another_matter(labelled: Labelled, taught: Answerer) -> None:
    assert [question for lines in labelled.values() for question in lines["near"] if asked(taught, question)] == []


def test_what_is_to_be_a_petition_stays_one(taught: Answerer) -> None:
    answer = taught.answer("xe rác ba ngày nay không thu gom, rác hôi thối đầy đường, đề nghị xử lý")
    assert isinstance(answer, Unanswered)
    assert answer.why is UnansweredReason.PETITION


@pytest.mark.parametrize(("is_what", "text"), rows("noise.tsv"))
def test_noise_is_no_open_question_and_a_short_question_is(parts: AnswerParts, is_what: str, text: str) -> None:
    outcome = _outcome(parts.answerer.answer(text), is_noise=parts.answerer.is_noise(text))
    assert (outcome in UNANSWERED) == (is_what == "open"), outcome


def test_a_box_holds_one_wording_a_line() -> None:
    assert wordings_in("  xe rác \n\nxe rác\nđổ  rác\n") == ("xe rác", "đổ rác")
    with pytest.raises(ValueError, match="asked_as"):
        Lesson(LearnedKind.FAQ, "a", DAY, "b", "c", asked_as=("d",) * (MOST_WORDINGS + 1))


def test_wordings_are_kept(engine: Engine) -> None:
    lessons = Lessons(engine, UTC)
    leader = Staff(2, "Lan", Role.LEADER, 1, None)
    lesson = Lesson(LearnedKind.FAQ, "Xe rác mấy giờ?", DAY, "Sáu giờ.", "TB 1", asked_as=("giờ đổ rác", "lịch thu rác"))
    assert found(lessons.propose(leader, lesson, NOON)).lesson == lesson
    assert [item.lesson for item in lessons.live(NOON)] == [lesson]


def test_a_trial_tells_who_would_be_answered_and_what_would_be_taken(small_index_folder: Path) -> None:
    def over(more: Added) -> Answerer:
        return Answerer(IndexOverlay(small_index_folder, more))

    trials = Trials(lambda: IndexOverlay(small_index_folder, Added()), lambda: over(Added()), over)
    lesson = Lesson(LearnedKind.FAQ, "Xã có giữ mèo lạc không?", DAY, "Có.", "TB 5", asked_as=("mèo đi lạc nộp ở đâu",))
    trial = trials.of(lesson, (), ["mèo lạc nộp ở đâu", "thuyền thúng màu gì"], ["giữ mèo lạc", "thủ tục đăng ký nuôi chó"], NOON)
    assert trial.answers == ("mèo lạc nộp ở đâu",)
    assert trial.misses == (Tried("thuyền thúng màu gì", ""),)
    assert [tried.question for tried in trial.takes] == ["giữ mèo lạc"], "somebody else's question is named before it is taken"
    assert trial.tried >= 1


# ---- in the console


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = databases.sqlite_at(tmp_path / "office.db")
    yield engine
    engine.dispose()


@pytest.fixture
def people(office: TestOffice) -> dict[Role, Staff]:
    hall = office.unit("Văn phòng", is_coordinator=True)
    return {role: office.person(f"{role} một", role, hall) for role in Role}


@pytest.fixture
def group(office: TestOffice) -> int:
    """Three who asked the same, and one who asked of something else; the number of the newest of the three."""
    office.questions.record(CITIZEN, "mèo lạc thì hỏi ai", "answered", "", "", office.clock.at)
    office.questions.record(CITIZEN, "cầu treo bao giờ sửa", "not_found", "", "", office.clock.at)
    asked = ("thuyền thúng của xã màu gì", "thuyen thung cua xa mau gi", "thuyền thúng xã màu gì")
    return [office.questions.record(CITIZEN, text, "not_found", "", "", office.clock.at) for text in asked][-1]


FORM = {"text": "Thuyền thúng của xã màu gì?", "answer": "Màu xanh.", "source": "Thông báo 9", "expires": "2027-01-01"}


def test_a_group_brings_its_wordings_and_is_tried_before_it_is_saved(office: TestOffice, officer: Browser, group: int) -> None:
    assert f"/hoi-dap?nhom={group}#moi" in officer.text("/cau-hoi")
    begun = unescape(officer.text(f"/hoi-dap?nhom={group}"))
    assert 'value="thuyền thúng xã màu gì"' in begun
    assert ">thuyền thúng của xã màu gì</textarea>" in begun, "how else it was asked, each way once, with its accents"
    tried = officer.post("/hoi-dap", **FORM, asked_as="thuyền thúng xã màu gì", nhom=group)
    assert tried.status_code == 200
    shown_text = unescape(tried.text)
    assert C.trial.answers.format(count=4) in shown_text, "the title and the three of the group"
    assert office.lessons.listed() == (), "nothing is saved by looking"
    seen = found(SEEN.search(tried.text))[1]
    other = officer.post("/hoi-dap", **{**FORM, "text": "Xuồng của xã màu gì?"}, asked_as="thuyền thúng xã màu gì", nhom=group, seen=seen)
    assert other.status_code == 200, "other words are tried again"
    assert office.lessons.listed() == ()
    saved = officer.post("/hoi-dap", **FORM, asked_as="thuyền thúng xã màu gì", nhom=group, seen=seen)
    assert saved.headers["location"].endswith("said=proposed")
    (item,) = office.lessons.listed()
    assert item.lesson.asked_as == ("thuyền thúng xã màu gì",)


def test_before_saving_the_officer_sees_what_else_would_be_taken(officer: Browser, group: int) -> None:
    lost = {**FORM, "text": "Mèo lạc hỏi ai?", "answer": "Hỏi trưởng thôn."}
    page = unescape(officer.post("/hoi-dap", **lost, nhom=group).text)
    assert C.trial.takes.format(count=0) in page
    assert "mèo lạc thì hỏi ai" not in page, "somebody's question that was answered is shown to nobody"
    assert C.trial.misses.format(count=3) in page, "and that the group is not answered by it"


@pytest.mark.parametrize("word", ["mèo", "lạc", "chó", "hỏi", "ai"])
def test_word_by_word_nobody_learns_from_a_trial_what_a_citizen_asked(
    office: TestOffice, people: dict[Role, Staff], officer: Browser, group: int, word: str
) -> None:
    """What is told of a candidate is the same, letter by letter, whether or not somebody asked what the officer may not read."""
    guess = {**FORM, "text": f"Cho hỏi {word} thế nào?", "answer": "Hỏi trưởng thôn."}

    def told() -> str:
        return re.sub(r'value="[0-9a-f]{16,}"', "", unescape(officer.post("/hoi-dap", **guess, nhom=group).text))

    before = told()
    for number in range(3):
        office.questions.record(CITIZEN, f"nhà tôi có {word} bị {word} lần {number}", "answered", "faq.x", "", office.clock.at)
    assert told() == before


def test_what_nobody_has_answered_is_shown_as_the_list_of_open_questions_shows_it(office: TestOffice, officer: Browser, group: int) -> None:
    page = unescape(officer.post("/hoi-dap", **{**FORM, "text": "Cầu treo sửa khi nào?"}, nhom=group).text)
    assert re.search(r"cầu treo bao giờ sửa<br>", page)


def test_one_of_the_staff_tries_so_often_and_no_more_and_a_colleague_goes_on(
    office: TestOffice, officer: Browser, people: dict[Role, Staff], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each try opens an index: whoever holds a session must not keep the machine busy with it."""
    tried: list[Lesson] = []
    nothing = Trial((), (), (), 0)

    def of(trials: Trials, lesson: Lesson, *told: object) -> Trial:
        tried.append(lesson)
        return nothing

    monkeypatch.setattr(Trials, "of", of)
    status = [officer.post("/hoi-dap", **{**FORM, "text": f"Hỏi {number}?"}).status_code for number in range(MOST_TRIALS + 2)]
    assert status == [200] * MOST_TRIALS + [429] * 2
    assert len(tried) == MOST_TRIALS
    assert office.log_in(people[Role.LEADER]).post("/hoi-dap", **FORM).status_code == 200
    office.later(minutes=10)
    assert officer.post("/hoi-dap", **FORM).status_code == 200


def test_two_who_try_at_once_are_tried_one_after_the_other(small_index_folder: Path, tmp_path: Path) -> None:
    """Whichever process serves them: the turn is a file that is held."""
    at_work: list[int] = []
    most: list[int] = []

    def over(more: Added) -> Answerer:
        at_work.append(1)
        most.append(len(at_work))
        answerer = Answerer(IndexOverlay(small_index_folder, more))
        at_work.pop()
        return answerer

    now = over(Added())
    trials = Trials(lambda: IndexOverlay(small_index_folder, Added()), lambda: now, over, lambda: locked(tmp_path / "turn", lambda: None))
    lesson = Lesson(LearnedKind.FAQ, "Xã có giữ mèo lạc không?", DAY, "Có.", "TB 5")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: trials.of(lesson, (), ["mèo lạc"], [], NOON), range(4)))
    assert max(most) == 1


def test_what_is_no_question_for_the_office_is_put_aside_until_somebody_asks_again(
    office: TestOffice, officer: Browser, group: int
) -> None:
    assert officer.post("/cau-hoi/bo-qua", nhom=group).headers["location"].endswith("said=put_aside")
    page = officer.text("/cau-hoi")
    assert "thuyền thúng" not in page
    assert "cầu treo" in page
    assert officer.post("/cau-hoi/bo-qua", nhom=group).headers["location"].endswith("said=wrong"), "it is gone"
    office.later(minutes=1)
    office.questions.record(CITIZEN, "thuyền thúng của xã màu gì", "not_found", "", "", office.clock.at)
    assert "thuyền thúng" in officer.text("/cau-hoi")


def test_what_staff_type_to_try_is_no_open_question(office: TestOffice, people: dict[Role, Staff], officer: Browser) -> None:
    token = found(office.logins.link(people[Role.OFFICER].id, Purpose.INVITE, "cli", office.clock.at))
    own = ChatId("telegram", "4711")
    assert office.logins.join(token, own, office.clock.at)
    office.questions.record(own, "thử xem máy biết thuyền thúng không", "not_found", "", "", office.clock.at)
    assert "thử xem máy" not in officer.text("/cau-hoi")
    assert office.questions.owed(office.clock.at) == 0, "the number in the menu says the same"
