"""The numbers that decide in surveys, each with its unit and its reason; `NUMBERS` lists them, and a test holds each."""

from __future__ import annotations

from bot.rule_number import RuleNumber

LEAST_SHOWN = 10
SATISFIED = 4
CONFIDENCE = 0.95
MOST_QUESTIONS = 20
MOST_CHOICES = 10
LONGEST_ASKED = 300
LONGEST_TOLD = 1_000
MOST_PLACES = 200
ANSWERS_OF_AN_ADDRESS = 60
MOST_PAPERS = 100
PAPERS_WITHIN = 14
PAPERS_A_DAY = 300
MIXED_ALONG = 9
LONGEST_SURVEY = 366


ANONYMITY = "tests/integration/participation/test_survey_anonymity.py"
RULES, STORE, WEB = (
    "tests/unit/outreach/test_survey_rules.py",
    "tests/integration/participation/test_surveys.py",
    "tests/integration/participation/test_survey_pages.py",
)
NUMBERS: tuple[RuleNumber, ...] = (
    RuleNumber(
        "LEAST_SHOWN",
        "forms",
        "with fewer, who knows the day's visitors guesses who said what; of ten, one person moves a mean by two fifths of a point at most",
        f"{RULES}::test_nine_forms_show_nothing_and_ten_do",
    ),
    RuleNumber("SATISFIED", "points of 1 to 5", "4 says “hài lòng”, 5 “rất hài lòng”", f"{RULES}::test_satisfied_begins_at_four"),
    RuleNumber(
        "CONFIDENCE", "probability", "what reports on satisfaction indices give", f"{RULES}::test_the_interval_is_that_of_students_table"
    ),
    RuleNumber(
        "MOST_QUESTIONS",
        "questions",
        "a letter for each fits into a Telegram button (64 bytes) beside place, case and seal; nobody fills in more at a counter",
        f"{RULES}::test_the_longest_survey_fits_into_a_button",
    ),
    RuleNumber("MOST_CHOICES", "choices", "a screen of a telephone shows ten buttons", f"{RULES}::test_a_choice_has_two_answers_to_ten"),
    RuleNumber(
        "LONGEST_ASKED", "characters", "a question must be read in one breath at the counter", f"{RULES}::test_a_question_is_not_too_long"
    ),
    RuleNumber(
        "LONGEST_TOLD", "characters", "what is longer is a petition, which gets an answer", f"{RULES}::test_a_text_is_cut_at_its_limit"
    ),
    RuleNumber(
        "MOST_PLACES", "places", "two centres with their counters, and a hundred procedures", f"{STORE}::test_a_survey_has_so_many_places"
    ),
    RuleNumber(
        "ANSWERS_OF_AN_ADDRESS",
        "answers a day",
        "a hall's router, or a mobile network's, hides many people; a script behind one address cannot outweigh a month of visitors",
        f"{WEB}::test_an_address_answers_so_often_a_day",
    ),
    RuleNumber(
        "MOST_PAPERS", "paper forms", "a clerk types that many in an hour, and finds the faulty line", f"{STORE}::test_a_batch_has_so_many"
    ),
    RuleNumber(
        "PAPERS_A_DAY",
        "paper forms of a survey that one of the staff types in a day",
        "three hours of typing; who makes forms up alone does not outweigh a month of visitors in an evening",
        f"{STORE}::test_one_of_the_staff_types_so_many_paper_forms_a_day",
    ),
    RuleNumber(
        "MIXED_ALONG",
        "answers",
        "with a new one they are LEAST_SHOWN: where they lie and what wrote them tells no more than the results do",
        f"{ANONYMITY}::test_a_new_answer_is_one_of_ten_by_where_it_lies_and_by_what_wrote_it",
    ),
    RuleNumber(
        "LONGEST_SURVEY",
        "days",
        "a yearly index; a longer one is a mistyped year",
        f"{RULES}::test_a_survey_lasts_a_year_at_most_and_begins_within_one",
    ),
    RuleNumber(
        "PAPERS_WITHIN",
        "days",
        "after the last day piles of paper forms come in from the counters; then the survey closes by itself",
        f"{STORE}::test_a_survey_closes_by_itself_when_the_paper_forms_had_their_time",
    ),
)
