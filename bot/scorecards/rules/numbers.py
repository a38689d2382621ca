"""The numbers that decide in index cards, each with its unit and its reason; `NUMBERS` lists them, a test holds each."""

from __future__ import annotations

from bot.rule_number import RuleNumber

EARLIEST_YEAR = 2005
LARGEST_VALUE = 100
MOST_DECIMALS = 4
MOST_RANKED = 63
LONGEST_SOURCE = 300
MOST_ENTERED = 500
LONGEST_ASKED = 20
YEARS_DRAWN = 10
PROVINCES_DRAWN = 12


RULES = "tests/unit/outreach/test_scorecard_rules.py"
FAULTS = f"{RULES}::test_a_card_is_refused_for_each_thing_that_is_wrong"
NUMBERS: tuple[RuleNumber, ...] = (
    RuleNumber("EARLIEST_YEAR", "year", "the oldest of the five, PCI, began in 2005: an earlier one is a slip of the keys", FAULTS),
    RuleNumber("LARGEST_VALUE", "points or %", "all five are told on scales that end at 100 or below", FAULTS),
    RuleNumber("MOST_DECIMALS", "decimals", "as many as the sources print", FAULTS),
    RuleNumber("MOST_RANKED", "provinces", "63 before 1 July 2025, 34 since", FAULTS),
    RuleNumber("LONGEST_SOURCE", "characters", "a decision with its number, day and title", FAULTS),
    RuleNumber(
        "MOST_ENTERED",
        "lines of one file",
        "63 provinces, some years",
        "tests/integration/participation/test_scorecards.py::test_a_file_has_an_end",
    ),
    RuleNumber("LONGEST_ASKED", "syllables", "who says more tells of something else", f"{RULES}::test_a_long_message_asks_for_no_card"),
    RuleNumber("YEARS_DRAWN", "years", "their names still stand apart on a telephone", f"{RULES}::test_a_chart_has_an_end"),
    RuleNumber("PROVINCES_DRAWN", "provinces", "two screens of a telephone; the table has all", f"{RULES}::test_a_chart_has_an_end"),
)
