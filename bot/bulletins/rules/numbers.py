"""The numbers that decide in notices with beginning and end, each with its unit and its reason; `NUMBERS` lists them, a test holds each."""

from __future__ import annotations

from bot.rule_number import RuleNumber

OUTAGE_AHEAD = 7
LONGEST_TITLE = 120
LONGEST_TEXT = 800
LONGEST_PLACE = 120
LONGEST_REASON = 300
LONGEST_SPAN = 366
FURTHEST_AHEAD = 366
MOST_TOUCHED = 30
REMINDED_BEFORE = 24
MOST_ON_TOP = 3
PAST_SHOWN = 92
LONGEST_ASKED = 16


RULES, STORE = "tests/unit/outreach/test_bulletin_rules.py", "tests/integration/announcements/test_bulletins.py"
WEB = "tests/integration/announcements/test_bulletin_pages.py"
NUMBERS: tuple[RuleNumber, ...] = (
    RuleNumber(
        "OUTAGE_AHEAD",
        "working days before a planned stop",
        "Decree 224/2026/NĐ-CP, article 13: a planned stop is announced seven working days ahead, with the day of recovery",
        f"{RULES}::test_a_planned_outage_is_told_seven_working_days_ahead_or_late",
    ),
    RuleNumber("LONGEST_TITLE", "characters", "two lines on top of a page of a telephone", f"{RULES}::test_what_is_too_long_is_a_fault"),
    RuleNumber(
        "LONGEST_TEXT",
        "characters",
        "read standing at a closed door; three of them fit into one message",
        f"{RULES}::test_what_is_too_long_is_a_fault",
    ),
    RuleNumber("LONGEST_PLACE", "characters", "a street, a hamlet or a few of them", f"{RULES}::test_what_is_too_long_is_a_fault"),
    RuleNumber(
        "LONGEST_REASON",
        "characters",
        "one sentence in a row of the trail",
        f"{STORE}::test_a_wrong_one_is_withdrawn_with_a_reason_by_who_may_approve",
    ),
    RuleNumber(
        "LONGEST_SPAN", "days", "what lasts longer than a year is no notice but the new rule", f"{RULES}::test_a_span_has_its_bounds"
    ),
    RuleNumber("FURTHEST_AHEAD", "days", "a beginning that is farther is a mistyped year", f"{RULES}::test_a_span_has_its_bounds"),
    RuleNumber(
        "MOST_TOUCHED",
        "procedures and fields",
        "a counter takes a few fields; the whole office is said by naming none",
        f"{RULES}::test_what_is_too_long_is_a_fault",
    ),
    RuleNumber(
        "REMINDED_BEFORE",
        "hours",
        "the day before there is still time to go today or another day",
        f"{STORE}::test_who_asked_is_reminded_a_day_before_once",
    ),
    RuleNumber(
        "MOST_ON_TOP",
        "notices",
        "more would push the page itself off a telephone's screen",
        f"{WEB}::test_three_stand_on_top_and_the_others_behind_a_link",
    ),
    RuleNumber(
        "PAST_SHOWN",
        "days",
        "a quarter: who was turned away finds what was said then",
        f"{WEB}::test_what_is_over_stays_on_its_page_for_a_quarter",
    ),
    RuleNumber(
        "LONGEST_ASKED",
        "syllables",
        "who writes more tells a matter of their own, which is answered",
        f"{RULES}::test_a_long_message_is_another_matter",
    ),
)
