"""The numbers that decide about official channels, each with its unit and its reason; `NUMBERS` lists them, and a test holds each."""

from __future__ import annotations

from bot.rule_number import RuleNumber

LONGEST_VALUE = 200
LONGEST_NOTE = 200
MOST_ENTERED = 200
MOST_CHECKED = 3
MOST_COMPARED = 12
LONGEST_HOST = 253
LONGEST_READ = 2_000
SHORTEST_ALIKE = 6
FEWEST_DIGITS = 6
LONGEST_HANDLE = 7
MOST_UNREAD = 3
NEAR = 1
OTHER_WORDS = 2
LONGEST_ASKED = 24


RULES, STORE = "tests/unit/outreach/test_official_rules.py", "tests/integration/announcements/test_official.py"
UNREAD = "tests/unit/outreach/test_official_unread.py"
NUMBERS: tuple[RuleNumber, ...] = (
    RuleNumber("LONGEST_VALUE", "characters", "a link with its path", f"{RULES}::test_what_is_too_long_is_a_fault"),
    RuleNumber("LONGEST_NOTE", "characters", "holder, purpose, source: a line each", f"{RULES}::test_what_is_too_long_is_a_fault"),
    RuleNumber("MOST_ENTERED", "lines of a file", "a province's offices have fewer", f"{STORE}::test_a_file_brings_so_many_lines"),
    RuleNumber("MOST_CHECKED", "findings", "each is two lines", f"{RULES}::test_three_findings_are_told_and_the_worst_first"),
    RuleNumber("MOST_COMPARED", "claims", "each meets the whole register", f"{RULES}::test_so_many_are_compared"),
    RuleNumber("LONGEST_HOST", "characters", "RFC 1035: a name of hosts", f"{RULES}::test_a_host_is_no_longer_than_hosts_are"),
    RuleNumber("LONGEST_READ", "characters", "enough of a forwarded message", f"{RULES}::test_a_text_is_read_so_far"),
    RuleNumber("SHORTEST_ALIKE", "signs", "shorter ones are alike by chance", f"{RULES}::test_short_ones_are_not_called_alike"),
    RuleNumber("FEWEST_DIGITS", "digits", "of an account or a hotline", f"{UNREAD}::test_so_many_digits_may_be_a_number"),
    RuleNumber("LONGEST_HANDLE", "letters", "of a syllable: “nghiêng”", f"{UNREAD}::test_a_word_is_no_account"),
    RuleNumber("MOST_UNREAD", "pieces", "one line tells them", f"{UNREAD}::test_so_much_that_was_not_read_is_told"),
    RuleNumber("NEAR", "signs", "a digit, a letter, two that swapped", f"{RULES}::test_one_digit_makes_it_another_number"),
    RuleNumber("OTHER_WORDS", "syllables", "beside what is pasted: “đây ạ”", f"{RULES}::test_what_is_pasted_alone_is_checked"),
    RuleNumber("LONGEST_ASKED", "syllables", "more is a matter of their own", f"{RULES}::test_a_long_story_is_another_matter"),
)
