"""Surveys over both databases: made, opened, answered once, typed in from paper, looked at, closed; and what each may see."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from statistics import fmean

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from bot.messages import ChatId
from bot.people.audit_store import AuditTrail
from bot.plans.denied import Denied
from bot.surveys.cases.answering import SurveyOutcome
from bot.surveys.cases.building import SurveyRefusal
from bot.surveys.cases.papers import FaultyPapers
from bot.surveys.rules.filling import FilledForm
from bot.surveys.rules.numbers import LEAST_SHOWN, LONGEST_ASKED, MOST_PAPERS, MOST_PLACES, PAPERS_A_DAY, PAPERS_WITHIN
from bot.surveys.rules.paper import FaultyLine, PaperFault, PaperLine
from bot.surveys.rules.survey import SurveyFault, SurveyPlaceKind, SurveyQuestionKind, SurveyState
from bot.surveys.store.ballots import BallotBox, Cast, key_of_pile
from tests.presence import as_a, found
from tests.soak import size
from tests.surveys import DAY, NOON, TODAY, SurveyRoom

AN, BINH = ChatId("telegram", "1"), ChatId("telegram", "2")
ANSWERS = SQLModel.metadata.tables["survey_answers"]


@pytest.fixture
def room(engine: Engine) -> SurveyRoom:
    return SurveyRoom(engine)


def trail(engine: Engine) -> list[tuple[str, str]]:
    audit = SQLModel.metadata.tables["audit"]
    with engine.connect() as connection:
        query = select(audit.c.actor, audit.c.action).where(audit.c.action.like("survey.%")).order_by(audit.c.id)
        return [(actor, action) for actor, action in connection.execute(query)]


# ---- making


def test_a_survey_begins_with_the_five_factors_and_a_place_for_each_unit(room: SurveyRoom) -> None:
    number = as_a(int, room.building.make("Phiếu", room.lead, NOON))
    draft = found(room.book.get(number)).draft
    assert len({question.factor for question in draft.questions} - {None}) == 5
    assert {place.unit for place in room.book.places(number)} == {room.hall.id, room.field.id}


def test_an_officer_makes_and_opens_none(room: SurveyRoom) -> None:
    number = room.opened()
    assert room.building.make("Phiếu", room.an, NOON) is SurveyRefusal.NOT_YOURS
    draft = found(room.book.get(number)).draft
    assert room.building.save(number, draft, room.an, NOON) is SurveyRefusal.NOT_YOURS
    for deed in (room.building.open, room.building.close, room.building.erase):
        assert deed(number, room.an, NOON) is SurveyRefusal.NOT_YOURS
    assert room.building.drop_place(number, room.place(number, room.hall).code, room.an, NOON) is SurveyRefusal.NOT_YOURS


def test_what_is_open_is_changed_no_more(room: SurveyRoom) -> None:
    number = room.opened()
    draft = found(room.book.get(number)).draft
    assert room.building.save(number, replace(draft, title="Khác"), room.lead, NOON) is SurveyRefusal.NOT_DRAFT
    assert room.building.erase(number, room.lead, NOON) is SurveyRefusal.NOT_DRAFT
    assert room.building.drop_place(number, room.place(number, room.hall).code, room.lead, NOON) is SurveyRefusal.NOT_DRAFT
    assert found(room.book.get(number)).draft.title == "Phiếu tháng 3"


def test_a_draft_with_a_fault_is_not_opened(room: SurveyRoom) -> None:
    number = as_a(int, room.building.make("Phiếu", room.lead, NOON))
    draft = found(room.book.get(number)).draft
    room.building.save(number, replace(draft, opens=TODAY - 9 * DAY, closes=TODAY - DAY), room.lead, NOON)
    for place in room.book.places(number):
        room.building.drop_place(number, place.code, room.lead, NOON)
    assert room.building.open(number, room.lead, NOON) == [SurveyFault.NO_PLACE, SurveyFault.DAYS]
    assert found(room.book.get(number)).state is SurveyState.DRAFT


def test_a_draft_is_erased_with_its_places(room: SurveyRoom) -> None:
    number = as_a(int, room.building.make("Phiếu", room.lead, NOON))
    assert room.building.erase(number, room.lead, NOON) is None
    assert room.book.get(number) is None
    assert room.book.places(number) == ()


def test_a_survey_has_so_many_places(room: SurveyRoom) -> None:
    number = room.opened()
    many = [(SurveyPlaceKind.COUNTER, f"Quầy {each}", room.hall.id, "") for each in range(MOST_PLACES)]
    assert room.book.add_places(number, many, "cli", NOON) == MOST_PLACES - 2
    assert room.building.add_place(number, SurveyPlaceKind.COUNTER, "Nữa", room.hall.id, "", room.lead, NOON) is SurveyRefusal.TOO_MANY
    assert 140 < MOST_PLACES < 260


def test_the_trail_tells_who_made_opened_and_closed_it_and_of_nobody_who_answered(room: SurveyRoom) -> None:
    number = room.opened()
    room.answered(number, room.hall, AN, text="Tốt")
    room.results.exported(number, room.lead, NOON)
    room.building.close(number, room.lead, NOON)
    deeds = [action for _, action in trail(room.engine)]
    assert deeds == ["survey.made", "survey.places", "survey.changed", "survey.opened", "survey.exported", "survey.closed"]
    assert {actor for actor, _ in trail(room.engine)} == {room.lead.actor}
    assert AuditTrail(room.engine).verify()


# ---- answering


def test_a_right_is_spent_once(room: SurveyRoom) -> None:
    number = room.opened()
    assert room.answered(number, room.hall, AN) is SurveyOutcome.THANKS
    assert room.answered(number, room.hall, AN, "a") is SurveyOutcome.SPENT
    assert room.answered(number, room.field, AN) is SurveyOutcome.SPENT, "one a day, at whatever place"
    assert room.answered(number, room.hall, BINH) is SurveyOutcome.THANKS
    assert room.answered(number, room.hall, AN, at=NOON + DAY) is SurveyOutcome.THANKS, "who comes again tomorrow was served again"
    assert [form.letters[0] for form in room.submitted.forms(number)] == ["d"] * 3


def test_a_petition_is_one_case_on_whatever_day(room: SurveyRoom) -> None:
    number = room.opened()
    code, letters = room.place(number, room.hall).code, room.letters(number, "d")
    assert room.answering.send(code, letters, (), AN, 7, NOON) is SurveyOutcome.THANKS
    assert room.answering.send(code, letters, (), AN, 7, NOON + 2 * DAY) is SurveyOutcome.SPENT
    assert room.answering.send(code, letters, (), AN, 8, NOON) is SurveyOutcome.THANKS


def test_it_is_answered_in_its_days_alone(room: SurveyRoom) -> None:
    number = room.opened()
    code = room.place(number, room.hall).code
    last = NOON + 30 * DAY
    assert room.answering.found(code, NOON - DAY) is None
    assert room.answering.found(code, last) is not None
    assert room.answering.found(code, last + DAY) is None
    assert room.answered(number, room.hall, AN, at=last + DAY) is SurveyOutcome.CLOSED
    room.building.close(number, room.lead, NOON)
    assert room.answered(number, room.hall, AN) is SurveyOutcome.CLOSED
    assert room.answering.found("k7m3p9qx", NOON) is None
    assert room.answering.found("' or 1=1", NOON) is None


def test_a_form_that_is_not_whole_spends_nothing(room: SurveyRoom) -> None:
    number = room.opened()
    place = room.place(number, room.hall)
    assert room.answering.send(place.code, "dd", (), AN, None, NOON) is SurveyOutcome.UNREADABLE
    assert room.answered(number, room.hall, AN) is SurveyOutcome.THANKS


def test_what_is_not_written_spends_nothing(room: SurveyRoom) -> None:
    """The right and the form are one transaction: where the second fails, the first is there again."""
    number = room.opened()
    place = room.place(number, room.hall)
    same = BallotBox(room.engine, lambda: "0" * 32)
    form = FilledForm(room.letters(number, "d"), ("",))
    assert same.cast(place, form, "m1", TODAY) is Cast.COUNTED
    with pytest.raises(IntegrityError):
        same.cast(place, form, "m2", TODAY)
    assert room.ballots.cast(place, form, "m2", TODAY) is Cast.COUNTED


def test_who_sends_twice_at_once_is_counted_once(room: SurveyRoom) -> None:
    number = room.opened()
    told: list[SurveyOutcome] = []
    threads = [threading.Thread(target=lambda: told.append(room.answered(number, room.hall, AN))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(told) == {SurveyOutcome.THANKS: 1, SurveyOutcome.SPENT: 7}


def test_below_the_answer_to_a_petition_the_units_form_is_offered_until_it_is_refused(room: SurveyRoom) -> None:
    number = room.opened()
    assert room.answering.after_petition(AN, room.field.id, NOON) == room.place(number, room.field).code
    assert room.answering.after_petition(AN, None, NOON) == ""
    room.answering.refuse(AN, NOON)
    room.answering.refuse(AN, NOON)
    assert room.answering.after_petition(AN, room.field.id, NOON) == ""
    assert room.answering.after_petition(BINH, room.field.id, NOON) != ""
    assert room.answering.after_petition(BINH, room.field.id, NOON + 60 * DAY) == ""


def test_below_an_answer_it_is_offered_once(room: SurveyRoom) -> None:
    number = room.opened(after_answers=True)
    assert room.answering.after_answer(AN, NOON) == room.place(number, room.hall).code
    assert room.answering.after_answer(AN, NOON + DAY) == ""
    room.answering.refuse(BINH, NOON)
    assert room.answering.after_answer(BINH, NOON) == ""


def test_a_survey_that_is_not_offered_below_answers_is_not(room: SurveyRoom) -> None:
    room.opened()
    assert not room.answering.offers_below_answers(NOON)
    assert room.answering.after_answer(AN, NOON) == ""


# ---- paper


def test_a_pile_of_paper_is_counted_once_and_whole(room: SurveyRoom) -> None:
    number = room.opened()
    code = room.place(number, room.field).code
    good, bad = "4" * 10 + "a | chờ lâu", "4" * 9
    assert room.papers.enter(number, code, "A1", f"{good}\n{bad}\n{good}", room.binh, NOON) == FaultyPapers(
        (PaperLine(2, None, FaultyLine(PaperFault.COUNT, 9, wanted=11)),)
    )
    assert room.submitted.forms(number) == ()
    assert room.papers.enter(number, code, "A1", f"{good}\n{good}", room.binh, NOON) == 2
    assert room.papers.enter(number, code, "A1", good, room.lead, NOON) is SurveyRefusal.TYPED_BEFORE
    assert room.papers.enter(number, code, "a1", good, room.lead, NOON) is SurveyRefusal.TYPED_BEFORE, "the same pile, written otherwise"
    assert len(room.submitted.forms(number)) == 2
    assert trail(room.engine)[-1] == (room.binh.actor, "survey.papers")


def test_a_batch_has_so_many(room: SurveyRoom) -> None:
    number = room.opened()
    code, line = room.place(number, room.field).code, "4" * 10 + "-"
    assert room.papers.enter(number, code, "A1", "\n".join([line] * (MOST_PAPERS + 1)), room.binh, NOON) is SurveyRefusal.TOO_MANY
    assert room.papers.enter(number, code, "", line, room.binh, NOON) is SurveyRefusal.NO_BATCH
    assert room.papers.enter(number, code, "A1", "", room.binh, NOON) is SurveyRefusal.NO_BATCH
    assert 70 < MOST_PAPERS < 130


def test_one_of_the_staff_types_so_many_paper_forms_a_day(room: SurveyRoom) -> None:
    number = room.opened()
    place, lines = room.place(number, room.field), 100
    form = "".join("3" if each.kind is SurveyQuestionKind.SCALE else "a" for each in found(room.book.get(number)).questions[:-1])
    typed = "\n".join([form] * lines)
    for pile in range(PAPERS_A_DAY // lines):
        assert room.papers.enter(number, place.code, f"xấp {pile}", typed, room.binh, NOON) == lines
    assert room.papers.enter(number, place.code, "xấp nữa", form, room.binh, NOON) is SurveyRefusal.PAPERS_FULL
    assert room.papers.enter(number, place.code, "xấp nữa", form, room.lead, NOON) == 1, "a colleague goes on"
    assert room.papers.enter(number, place.code, "xấp mai", form, room.binh, NOON + DAY) == 1
    assert sum(room.results.counts(number, room.lead).values()) == PAPERS_A_DAY + 2


def test_the_share_of_paper_and_who_typed_it_stand_beside_the_result(room: SurveyRoom) -> None:
    number = room.opened()
    room.crowd(number, room.field, 12, "b")
    room.crowd(number, room.hall, 5)
    form = "".join("5" if each.kind is SurveyQuestionKind.SCALE else "a" for each in found(room.book.get(number)).questions[:-1])
    code, other = room.place(number, room.field).code, room.place(number, room.hall).code
    assert room.papers.enter(number, code, "xấp 1", "\n".join([form] * 30), room.binh, NOON) == 30
    assert room.papers.enter(number, other, "xấp 2", "\n".join([form] * 4), room.lead, NOON) == 4
    seen = found(room.results.dashboard(number, room.lead, NOON + DAY)).papers
    assert (seen.forms, seen.shown) == (34, 30)
    assert seen.typists == ((room.binh.id, room.field.id, 30), (room.lead.id, room.hall.id, 4))
    own = found(room.results.dashboard(number, room.binh, NOON + DAY)).papers
    assert (own.forms, own.typists) == (30, ((room.binh.id, room.field.id, 30),))


def test_an_officer_counts_the_forms_of_their_unit_alone(room: SurveyRoom) -> None:
    number = room.opened()
    room.crowd(number, room.hall, 3)
    room.crowd(number, room.field, 2)
    assert room.results.counts(number, room.binh) == {room.place(number, room.field).code: 2}
    assert room.results.counts(number, room.an) == {room.place(number, room.hall).code: 3}
    assert sum(room.results.counts(number, room.lead).values()) == 5


def test_a_title_and_a_year_that_nobody_means_are_not_kept(room: SurveyRoom) -> None:
    assert room.building.make("d" * (LONGEST_ASKED + 1), room.lead, NOON) is SurveyRefusal.UNLIKELY
    assert room.building.make(" ", room.lead, NOON) is SurveyRefusal.UNLIKELY
    number = as_a(int, room.building.make("d" * LONGEST_ASKED, room.lead, NOON))
    draft = found(room.book.get(number)).draft
    for wrong in ({"title": "d" * (LONGEST_ASKED + 1)}, {"closes": date(9999, 12, 31)}, {"opens": date(1, 1, 1)}):
        assert room.building.save(number, replace(draft, **wrong), room.lead, NOON) is SurveyRefusal.UNLIKELY
    assert found(room.book.get(number)).draft == draft
    late = TODAY + 400 * DAY
    assert room.building.save(number, replace(draft, opens=late, closes=late + 9 * DAY), room.lead, NOON) is None
    assert room.building.open(number, room.lead, NOON) == [SurveyFault.YEARS]


def test_an_officer_types_in_their_units_paper_alone(room: SurveyRoom) -> None:
    number = room.opened()
    line = "4" * 10 + "-"
    assert room.papers.enter(number, room.place(number, room.field).code, "A1", line, room.an, NOON) is SurveyRefusal.NOT_YOURS
    assert room.papers.enter(number, room.place(number, room.field).code, "A1", line, room.lead, NOON) == 1
    other = room.opened(title="Phiếu khác")
    assert room.papers.enter(number, room.place(other, room.hall).code, "A1", line, room.an, NOON) is SurveyRefusal.NOT_THERE


def test_a_survey_closes_by_itself_when_the_paper_forms_had_their_time(room: SurveyRoom) -> None:
    number = room.opened()
    last = NOON + 30 * DAY
    room.building.work(last + PAPERS_WITHIN * DAY)
    assert found(room.book.get(number)).state is SurveyState.OPEN
    assert room.papers.enter(number, room.place(number, room.hall).code, "A1", "4" * 10 + "-", room.an, last + 5 * DAY) == 1
    room.building.work(last + (PAPERS_WITHIN + 1) * DAY)
    assert found(room.book.get(number)).state is SurveyState.CLOSED
    assert trail(room.engine)[-1] == ("system", "survey.closed")
    assert 10 <= PAPERS_WITHIN <= 18


# ---- results


def test_nothing_is_shown_of_nine_and_the_day_after_of_ten(room: SurveyRoom) -> None:
    number = room.opened()
    room.crowd(number, room.hall, LEAST_SHOWN - 1)
    told = found(room.results.dashboard(number, room.lead, NOON + DAY))
    assert (told.forms, told.shown, told.units, told.total.overall) == (9, 0, (), None)
    room.crowd(number, room.hall, 1, first=20)
    assert found(room.results.dashboard(number, room.lead, NOON)).shown == 0
    told = found(room.results.dashboard(number, room.lead, NOON + DAY))
    assert (told.shown, [line.unit for line in told.units]) == (10, [room.hall.id])


def test_an_officer_sees_their_unit_and_a_leader_the_office(room: SurveyRoom) -> None:
    number = room.opened()
    room.crowd(number, room.hall, 12, "e")
    room.crowd(number, room.field, 12, "a")
    told = found(room.results.dashboard(number, room.binh, NOON + DAY))
    assert [line.unit for line in told.units] == [room.field.id]
    assert (told.forms, told.total.overall) == (12, 1)
    told = found(room.results.dashboard(number, room.lead, NOON + DAY))
    assert [line.overall for line in told.units] == [5, 1]
    assert told.total.overall == 3


def test_a_draft_has_no_results(room: SurveyRoom) -> None:
    number = as_a(int, room.building.make("Phiếu", room.lead, NOON))
    assert room.results.dashboard(number, room.lead, NOON) is None
    assert room.results.dashboard(404, room.lead, NOON) is None


def test_a_text_is_shown_when_an_officer_has_looked_and_not_before(room: SurveyRoom) -> None:
    number = room.opened()
    room.answered(number, room.field, AN, text="Ông Nguyễn Văn Bảy ở quầy 2 rất tốt, gọi tôi 0912345678")
    room.crowd(number, room.field, 9)
    assert room.results.waiting(number, room.binh, NOON) == (), "who saw somebody leave does not read what they wrote"
    (form,) = room.results.waiting(number, room.binh, NOON + DAY)
    assert "0912345678" not in form.texts[0]
    assert room.results.waiting(number, room.an, NOON + DAY) == ()
    assert found(room.results.dashboard(number, room.lead, NOON + DAY)).texts == ()
    assert not room.results.look(number, form.id, True, ("Tốt",), room.an, NOON + DAY), "it is another unit's"
    assert not room.results.look(number, form.id, True, ("Cán bộ rất tận tình",), room.binh, NOON + DAY), "nobody wrote that"
    assert not room.results.look(number, form.id, False, form.texts, room.binh, NOON + DAY), "it is about their own unit"
    assert not room.results.look(number, form.id, True, ("(tên đã che)",), room.binh, NOON + DAY), "nothing would be left"
    assert room.results.look(number, form.id, True, ("(tên đã che) ở quầy 2 rất tốt",), room.binh, NOON + DAY)
    assert [each.texts for each in found(room.results.dashboard(number, room.lead, NOON + DAY)).texts] == [
        ("(tên đã che) ở quầy 2 rất tốt […]",)
    ], "that words are gone is seen"
    assert room.results.look(number, form.id, False, form.texts, room.lead, NOON + DAY)
    assert found(room.results.dashboard(number, room.lead, NOON + DAY)).texts == ()
    assert not room.results.look(number, form.id, True, form.texts, room.binh, NOON + DAY), "what a leader hid stays hidden"
    assert [action for _, action in trail(room.engine)[-2:]] == ["survey.text_shown", "survey.text_hidden"]


def test_the_texts_of_a_unit_of_which_too_few_answered_are_read_by_nobody(room: SurveyRoom) -> None:
    number = room.opened()
    room.answered(number, room.field, AN, text="Chờ lâu")
    assert room.results.waiting(number, room.lead, NOON + DAY) == ()


def test_choices_and_months_and_trends_are_told(room: SurveyRoom) -> None:
    number = room.opened()
    draft = found(room.book.get(number)).draft
    surveys = SQLModel.metadata.tables["surveys"]
    with room.engine.begin() as connection:
        connection.execute(update(surveys).values(closes=draft.closes + 60 * DAY))
    for month, (level, choice) in enumerate((("b", "a"), ("d", "b"))):
        for each in range(15):
            varied = chr(ord(level) + each % 2)
            at = NOON + month * 31 * DAY
            assert room.answered(number, room.hall, ChatId("web", f"{month}-{each}"), varied, choice=choice, at=at) is SurveyOutcome.THANKS
    told = found(room.results.dashboard(number, room.lead, NOON + 40 * DAY))
    assert [(line.month, line.forms) for line in told.months] == [(TODAY.replace(day=1), 15), (TODAY.replace(month=4, day=1), 15)]
    assert {str(each) for each in told.trends} == {"up"}
    assert [count for _, count in told.choices[0].counts[:3]] == [15, 15, 0]


def test_it_is_the_proof_of_a_plans_task(room: SurveyRoom) -> None:
    number = room.opened()
    assert room.building.prove(number, 99, "Khảo sát", room.lead, NOON) is Denied.NOT_YOURS
    assert found(room.book.get(number)).due is None
    assert room.building.prove(number, 5, "Khảo sát: 12 phiếu", room.lead, NOON) is None
    assert found(room.book.get(number)).due == 5
    assert room.proofs[-1] == (5, "Khảo sát: 12 phiếu")
    draft = as_a(int, room.building.make("Nháp", room.lead, NOON))
    assert room.building.prove(draft, 5, "", room.lead, NOON) is SurveyRefusal.NOT_OPEN


def test_what_came_in_a_time_is_counted_for_the_report(room: SurveyRoom) -> None:
    number, other = room.opened(), room.opened(title="Phiếu khác")
    room.crowd(number, room.hall, 3)
    room.crowd(other, room.hall, 2)
    room.crowd(number, room.hall, 1, at=NOON + 5 * DAY, first=9)
    midnight = NOON - timedelta(hours=12)  # of the day, in the office's zone
    assert room.submitted.between(midnight, midnight + DAY) == (5, 2)
    assert room.submitted.between(midnight + DAY, midnight + 9 * DAY) == (1, 1)
    assert room.submitted.between(midnight - 9 * DAY, midnight) == (0, 0)


@pytest.mark.soak
@pytest.mark.timeout(1_200)
def test_of_many_forms_none_is_lost_none_counted_twice_and_the_results_are_their_recount(room: SurveyRoom) -> None:
    """Everybody sends twice, from four threads; each level, unit and day has its share."""
    many = size(600, 10_000)
    number = room.opened()
    expected: Counter[tuple[int, str]] = Counter()
    told: Counter[SurveyOutcome] = Counter()
    lock = threading.Lock()
    units = (room.hall, room.field)
    codes = {unit.id: room.place(number, unit).code for unit in units}
    letters = {level: room.letters(number, level) for level in "abcde"}

    def send(begin: int) -> None:
        own: Counter[SurveyOutcome] = Counter()
        for each in range(begin, many, 4):
            unit, level = units[each % 2], "abcde"[each * 7 % 5]
            for _ in range(2):
                own[room.answering.send(codes[unit.id], letters[level], (), ChatId("web", str(each)), None, NOON + each % 9 * DAY)] += 1
        with lock:
            told.update(own)

    threads = [threading.Thread(target=send, args=(begin,)) for begin in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == {SurveyOutcome.THANKS: many, SurveyOutcome.SPENT: many}
    for each in range(many):
        expected[units[each % 2].id, "abcde"[each * 7 % 5]] += 1
    assert Counter((form.unit, form.letters[0]) for form in room.submitted.forms(number)) == expected
    dashboard = found(room.results.dashboard(number, room.lead, NOON + 10 * DAY))
    assert (dashboard.forms, dashboard.shown) == (many, many)
    level: Callable[[str], int] = lambda letter: "abcde".index(letter) + 1  # noqa: E731
    for line in dashboard.units:
        scores = [level(letter) for (unit, letter), count in expected.items() for _ in range(count) if unit == line.unit]
        assert {round(found(score).mean, 9) for score in line.factors} == {round(fmean(scores), 9)}
        assert {found(score).count for score in line.factors} == {len(scores)}


def test_mixing_loses_nothing(room: SurveyRoom) -> None:
    number = room.opened()
    room.crowd(number, room.hall, 12)
    before = sorted(room.submitted.forms(number), key=repr)
    room.building.work(NOON)
    assert sorted(room.submitted.forms(number), key=repr) == before


@pytest.mark.parametrize("told", ["9" * 50, "\0", "a'b", "", "²", "x" * 10_000])
def test_what_is_no_code_and_no_key_is_nobodys(room: SurveyRoom, told: str) -> None:
    number = room.opened()
    assert room.book.place(told) is None
    assert not room.book.drop_place(number, told, "staff:1", NOON)
    assert room.submitted.form(told) is None


@pytest.mark.parametrize("again", ["Tập 1", "tap 1", "TẬP  1", "tập 1."])
def test_one_pile_has_one_name_however_it_is_written(again: str) -> None:
    assert key_of_pile(again) == key_of_pile("Tập 1")
    assert key_of_pile(again) != key_of_pile("Tập 11")
    assert key_of_pile("—") == "—", "of signs alone, as it stands"
