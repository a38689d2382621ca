"""What a survey is, what a form may hold, and what a result may show: at the edges of every number."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import wording
from bot.messages import LONGEST_ACTION, ChatId
from bot.seals import Seals
from bot.surveys.cases.answering import SurveyOutcome
from bot.surveys.cases.building import SurveyRefusal, ordered
from bot.surveys.rules import numbers
from bot.surveys.rules.disclosure import AnswerBlock, CountedForm, blocks, covers
from bot.surveys.rules.filling import FilledForm, fits, form_of, is_whole, kept_text
from bot.surveys.rules.marks import SurveyMarks
from bot.surveys.rules.numbers import LEAST_SHOWN, LONGEST_ASKED, LONGEST_SURVEY, LONGEST_TOLD, MOST_CHOICES, MOST_QUESTIONS, NUMBERS
from bot.surveys.rules.paper import FaultyLine, PaperFault, read_papers
from bot.surveys.rules.scoring import Trend, chosen, score, scored_over, t_quantile, trend
from bot.surveys.rules.survey import (
    CODE_LENGTH,
    ServiceFactor,
    SurveyDraft,
    SurveyFault,
    SurveyQuestion,
    SurveyQuestionKind,
    faults_of,
    is_code,
    new_code,
)
from tests.paths import ROOT

WORDS = wording.load().surveys
SCALE, CHOICE, TEXT = SurveyQuestionKind
ONE = SurveyQuestion("Cán bộ có lịch sự không?", SCALE, ServiceFactor.STAFF)
OWN = SurveyQuestion("Bãi xe có đủ chỗ không?", SCALE)
WHICH = SurveyQuestion("Điều gì nên sửa?", CHOICE, None, ("Chờ lâu", "Giấy tờ"))
WORD = SurveyQuestion("Nói thêm?", TEXT)
QUESTIONS = (ONE, OWN, WHICH, WORD)
MARCH = date(2026, 3, 1)
GOOD = SurveyDraft("Phiếu", "", MARCH, MARCH, QUESTIONS)


def test_each_number_has_its_reason_and_a_test_that_holds_it() -> None:
    assert {number.name for number in NUMBERS} == {name for name, value in vars(numbers).items() if isinstance(value, int | float)}
    for number in NUMBERS:
        file, _, test = number.held_by.partition("::")
        assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), number.held_by
        assert number.unit
        assert number.reason


def test_every_outcome_and_refusal_has_its_sentence() -> None:
    assert set(WORDS.outcomes) == set(SurveyOutcome)
    assert set(WORDS.refusals) == set(SurveyRefusal)


def test_a_draft_of_the_house_is_without_fault() -> None:
    assert list(faults_of(GOOD)) == []


@pytest.mark.parametrize(
    ("draft", "fault"),
    [
        (replace(GOOD, title=" "), SurveyFault.NO_TITLE),
        (replace(GOOD, questions=()), SurveyFault.NO_QUESTION),
        (replace(GOOD, questions=(WHICH, WORD)), SurveyFault.NO_SCALE),
        (replace(GOOD, questions=(ONE,) * (MOST_QUESTIONS + 1)), SurveyFault.TOO_MANY),
        (replace(GOOD, questions=(replace(WHICH, factor=ServiceFactor.STAFF), ONE)), SurveyFault.FACTOR),
        (replace(GOOD, closes=MARCH - timedelta(days=1)), SurveyFault.DAYS),
        (replace(GOOD, questions=(replace(ONE, choices=("a", "b")),)), SurveyFault.CHOICES),
    ],
)
def test_what_is_wrong_with_a_draft_is_told(draft: SurveyDraft, fault: SurveyFault) -> None:
    assert list(faults_of(draft)) == [fault]


def test_a_survey_lasts_a_year_at_most_and_begins_within_one() -> None:
    """When it begins, `test_a_title_and_a_year_that_nobody_means_are_not_kept` holds."""
    last = GOOD.opens + timedelta(days=LONGEST_SURVEY - 1)
    assert list(faults_of(replace(GOOD, closes=last))) == []
    assert list(faults_of(replace(GOOD, closes=last + timedelta(days=1)))) == [SurveyFault.YEARS]


def test_a_question_is_not_too_long() -> None:
    assert list(faults_of(replace(GOOD, questions=(replace(ONE, text="x" * LONGEST_ASKED),)))) == []
    assert list(faults_of(replace(GOOD, questions=(replace(ONE, text="x" * (LONGEST_ASKED + 1)),)))) == [SurveyFault.TOO_LONG]
    assert 200 < LONGEST_ASKED < 390


@pytest.mark.parametrize(("count", "is_good"), [(1, False), (2, True), (MOST_CHOICES, True), (MOST_CHOICES + 1, False)])
def test_a_choice_has_two_answers_to_ten(count: int, is_good: bool) -> None:
    draft = replace(GOOD, questions=(ONE, replace(WHICH, choices=tuple(map(str, range(count))))))
    assert (list(faults_of(draft)) == []) is is_good
    assert MOST_CHOICES == 10


def test_two_choices_that_say_the_same_are_a_fault() -> None:
    assert list(faults_of(replace(GOOD, questions=(ONE, replace(WHICH, choices=("Có", "Có")))))) == [SurveyFault.CHOICES]


def test_the_longest_survey_fits_into_a_button() -> None:
    action = f"sv:a:{'9' * CODE_LENGTH}:{'9' * 10}:{'a' * MOST_QUESTIONS}"
    sealed = Seals("key").sealed(ChatId("telegram", "1"), action)
    assert len(sealed) <= LONGEST_ACTION < len(sealed) + MOST_QUESTIONS * 0.4


def test_questions_stand_by_their_numbers_and_equal_ones_stay() -> None:
    assert ordered(GOOD, [3, 1, 1, 2]).questions == (OWN, WHICH, WORD, ONE)


def test_a_code_is_read_off_paper_and_not_guessed() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(is_code(code) and not set(code) & set("0o1ilsz52j") for code in codes)
    assert not is_code("abc")
    assert not is_code("k7m3p9q'")


@pytest.mark.parametrize(
    ("letters", "is_fitting", "whole", "on_paper"),
    [
        ("ae-t", True, True, True),
        ("aeb-", True, True, True),
        ("-ebt", False, False, True),  # a question of the scale must be answered, on paper it may be blank
        ("--b-", False, False, False),  # a paper form without one score says nothing
        ("fe-t", False, False, False),
        ("aect", False, False, False),  # there is no third choice
        ("ae", True, False, False),
        ("ae-tt", False, False, False),
        ("", True, False, False),
    ],
)
def test_letters_answer_the_questions(letters: str, is_fitting: bool, whole: bool, on_paper: bool) -> None:
    assert fits(QUESTIONS, letters) is is_fitting
    assert is_whole(QUESTIONS, letters) is whole
    assert is_whole(QUESTIONS, letters, is_paper=True) is on_paper


def test_a_form_keeps_no_number_of_a_person_and_no_text_that_says_nothing() -> None:
    assert form_of(QUESTIONS, "aeat", ["  "]) == FilledForm("aea-", ("",))
    kept = form_of(QUESTIONS, "aeat", ["Gọi tôi 0912 345 678, an@example.com"])
    assert "0912" not in kept.texts[0]
    assert "example" not in kept.texts[0]
    assert kept.letters == "aeat"


def test_a_text_is_cut_at_its_limit() -> None:
    assert len(kept_text("lời " * LONGEST_TOLD)) == LONGEST_TOLD
    assert 700 < LONGEST_TOLD < 1_300


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("5 4 b | chờ lâu", FilledForm("edbt", ("chờ lâu",))),
        ("542|", FilledForm("edb-", ("",))),
        ("-40", FilledForm("-d--", ("",))),
        ("5 4", None),
        ("5 4 c", None),
        ("6 4 a", None),
        ("--a", None),
        ("5 4 b | một | hai", None),
    ],
)
def test_a_paper_form_is_a_line(line: str, form: FilledForm | None) -> None:
    (read,) = read_papers(QUESTIONS, f"\n{line}\n")
    assert (read.number, read.form) == (2, form)
    assert (read.fault is None) is (form is not None)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("5 4", FaultyLine(PaperFault.COUNT, 2, wanted=3)),
        ("5 4 c", FaultyLine(PaperFault.SIGN, 3, "c")),
        ("6 4 a", FaultyLine(PaperFault.SIGN, 1, "6")),
        ("--a", FaultyLine(PaperFault.NO_SCORE)),
        ("5 4 b | một | hai", FaultyLine(PaperFault.TEXTS, 2, wanted=1)),
    ],
)
def test_a_line_that_is_no_form_says_why(line: str, fault: FaultyLine) -> None:
    (read,) = read_papers(QUESTIONS, line)
    assert read.fault == fault
    assert set(wording.load().surveys.page.line_faults) == set(PaperFault)


def test_a_question_of_the_scale_is_left_out_where_the_builder_says_so() -> None:
    must, may = QUESTIONS[0], replace(QUESTIONS[1], may_skip=True)
    assert is_whole((must, may), "d-")
    assert not is_whole((must, may), "-d"), "the other must be answered"
    assert not is_whole((may, may), "--"), "a form that says nothing is none"


def test_a_mark_is_the_same_for_the_same_right_and_no_other() -> None:
    marks, an, binh = SurveyMarks("secret"), ChatId("telegram", "1"), ChatId("telegram", "2")
    made = [
        marks.answered(1, an, None, MARCH),
        marks.answered(1, an, None, MARCH + timedelta(days=1)),
        marks.answered(1, an, 7, MARCH),
        marks.answered(2, an, 7, MARCH),
        marks.answered(1, binh, None, MARCH),
        marks.offered(1, an),
        marks.writing(an),
        SurveyMarks("another").answered(1, an, None, MARCH),
    ]
    assert len(set(made)) == len(made)
    assert marks.answered(1, an, 7, MARCH) == marks.answered(1, an, 7, MARCH + timedelta(days=9)), "once for a petition, on whatever day"


def forms(count: int, unit: int = 1, day: date = MARCH, letters: str = "d") -> list[CountedForm]:
    return [CountedForm(unit, day, letters)] * count


TOMORROW = MARCH + timedelta(days=1)


def test_nine_forms_show_nothing_and_ten_do() -> None:
    assert LEAST_SHOWN == 10
    assert blocks(forms(9), TOMORROW, is_closed=False) == ()
    assert [len(each.forms) for each in blocks(forms(10), TOMORROW, is_closed=False)] == [10]


def test_the_forms_of_today_wait_for_tomorrow() -> None:
    assert blocks(forms(30), MARCH, is_closed=False) == ()


def test_what_the_units_have_left_over_is_one_block_of_them_when_the_survey_is_closed() -> None:
    left = [*forms(6, unit=1), *forms(5, unit=2), *forms(12, unit=3)]
    assert [each.unit for each in blocks(left, TOMORROW, is_closed=False)] == [3]
    assert [(each.unit, len(each.forms)) for each in blocks(left, TOMORROW, is_closed=True)] == [(3, 12), (None, 11)]
    assert [each.unit for each in blocks(left[:9], TOMORROW, is_closed=True)] == []


def test_a_question_that_too_few_of_a_block_answer_is_shown_by_no_view() -> None:
    block = AnswerBlock(1, MARCH, ("a-",) * 8 + ("ab",) * 9, MARCH)
    assert block.of(1) == ()
    assert len(block.of(0)) == 17
    assert chosen([block], 1) == Counter()
    assert scored_over([block], [1]) is None


arrivals = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 60), st.sampled_from(["a", "b", "c", "d", "e"])), max_size=150)


@given(arrivals, st.booleans())
def test_whoever_subtracts_one_view_from_another_learns_nothing_of_fewer_than_ten(
    came: Sequence[tuple[int, int, str]], is_closed: bool
) -> None:
    """Views: the office, each unit, each month, on any two days. Every one is made of whole blocks, and blocks stay as they are."""
    everything = [CountedForm(unit, MARCH + timedelta(days=day), letters) for unit, day, letters in came]
    views: list[Counter[int]] = []
    known: dict[AnswerBlock, int] = {}
    last = MARCH + timedelta(days=61)
    for today in (MARCH + timedelta(days=each) for each in (7, 8, 30, 31, 60, 61)):
        there = [form for form in everything if form.day <= today]
        cut = blocks(there, today, is_closed=is_closed and today == last)
        numbered = [known.setdefault(each, len(known)) for each in cut]
        views.append(Counter(numbered))
        for key in {each.unit for each in cut}:
            views.append(Counter(number for number, each in zip(numbered, cut, strict=True) if each.unit == key))
        for month in {each.month for each in cut}:
            views.append(Counter(number for number, each in zip(numbered, cut, strict=True) if each.month == month))
    size = {number: len(each.forms) for each, number in known.items()}
    for one, other in itertools.permutations(views, 2):
        left = sum(size[number] * count for number, count in (one - other).items())
        assert left == 0 or left >= LEAST_SHOWN


@given(arrivals)
def test_a_block_that_was_shown_stays_as_it_was(came: Sequence[tuple[int, int, str]]) -> None:
    everything = [CountedForm(unit, MARCH + timedelta(days=day), letters) for unit, day, letters in came]
    before: Counter[AnswerBlock] = Counter()
    for today in (MARCH + timedelta(days=each) for each in range(0, 62, 3)):
        now = Counter(blocks([form for form in everything if form.day <= today], today, is_closed=False))
        assert not before - now
        before = now


@pytest.mark.parametrize(("freedom", "quantile"), [(9, 2.262), (10, 2.228), (19, 2.093), (29, 2.045), (99, 1.984), (9_999, 1.960)])
def test_the_interval_is_that_of_students_table(freedom: int, quantile: float) -> None:
    assert t_quantile(freedom) == pytest.approx(quantile, abs=0.002)


def test_a_score_has_its_interval_within_the_scale() -> None:
    found = score([4, 4, 4, 4, 4, 2, 2, 2, 2, 2])
    assert (found.count, found.mean, found.satisfied) == (10, 3, 50)
    assert found.high - found.mean == pytest.approx(2.262 * (10 / 9) ** 0.5 / 10**0.5, abs=0.001)
    assert score([5] * 9 + [4]).high == 5.0
    assert score([1] * 9 + [2]).low == 1.0


def test_satisfied_begins_at_four() -> None:
    assert score([4] * 5 + [3.5] * 5).satisfied == 50


def test_a_factor_is_the_mean_of_what_each_form_says_of_it() -> None:
    block = AnswerBlock(1, MARCH, ("ab", "-d", *["ee"] * 9), MARCH)
    found = scored_over([block], [0, 1])
    assert found is not None
    assert (found.count, found.mean) == (11, (1.5 + 4 + 9 * 5) / 11)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([3] * 10 + [4] * 10, [4] * 10 + [5] * 10, Trend.UP),
        ([4] * 10 + [5] * 10, [3] * 10 + [4] * 10, Trend.DOWN),
        ([3] * 10 + [4] * 10, [3] * 9 + [4] * 11, Trend.UNCLEAR),
    ],
)
def test_a_trend_is_told_where_chance_does_not_make_it(before: list[float], after: list[float], told: Trend) -> None:
    assert trend(score(before), score(after)) is told
    assert trend(None, score(after)) is None


def test_who_types_nine_forms_of_paper_does_not_read_what_the_tenth_said() -> None:
    typed = [CountedForm(1, MARCH, "b", is_paper=True)] * (LEAST_SHOWN - 1)
    assert blocks([*typed, CountedForm(1, MARCH, "e")], MARCH + timedelta(days=1), is_closed=False) == ()
    assert blocks([*typed, CountedForm(1, MARCH, "e")], MARCH + timedelta(days=1), is_closed=True) == ()
    (paper,) = blocks(
        [*typed, CountedForm(1, MARCH, "b", is_paper=True), CountedForm(1, MARCH, "e")], MARCH + timedelta(days=1), is_closed=False
    )
    assert paper.forms == ("b",) * LEAST_SHOWN


def test_a_text_is_read_with_the_block_that_its_form_stands_in() -> None:
    early = [CountedForm(1, MARCH, "b")] * LEAST_SHOWN
    alone = CountedForm(1, MARCH + timedelta(days=4), "e")
    shown = blocks([*early, alone], MARCH + timedelta(days=6), is_closed=False)
    assert covers(shown, 1, MARCH, is_paper=False)
    assert not covers(shown, 1, alone.day, is_paper=False)
    assert not covers(shown, 2, MARCH, is_paper=False)
    assert not covers(shown, 1, MARCH, is_paper=True)
