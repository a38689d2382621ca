"""The numbers that decide in dialogues and meetings, each with its unit and its reason; `NUMBERS` lists them, a test holds each."""

from __future__ import annotations

from bot.rule_number import RuleNumber

LONGEST_TITLE = 120
LONGEST_ABOUT = 1_500
LONGEST_NOTE = 200
LONGEST_SCRIPT = 6_000
LONGEST_MINUTES = 20_000
LONGEST_NAME = 80
SHORTEST_NAME = 2
MOST_SYLLABLES = 8
LONGEST_QUESTION = 500
SHORTEST_QUESTION = 10
LONGEST_ANSWER = 3_000
MOST_QUESTIONS = 3
MOST_SEATS = 5_000
MOST_WAITING = 500
LONGEST_HOURS = 12
FURTHEST_AHEAD = 366
REMINDED_BEFORE = 24
TYPED_WITHIN = 60
DUE_SOON = 3
MINUTES_WITHIN = 7
KEPT_AFTER = 30
ANYWAY_KEPT = 366
PAST_LISTED = 366
SHOWN_IN_CHAT = 5
DEEDS_OF_AN_ADDRESS = 60
LONGEST_ASKED = 16


RULES, ROOM = "tests/unit/outreach/test_dialogue_rules.py", "tests/integration/participation/test_dialogues.py"
WEB = "tests/integration/participation/test_dialogue_pages.py"
LIMITS = f"{RULES}::test_a_draft_is_refused_for_each_thing_that_is_wrong"
LENGTHS = f"{ROOM}::test_what_a_citizen_types_has_its_bounds"
NUMBERS: tuple[RuleNumber, ...] = (
    RuleNumber("LONGEST_TITLE", "characters", "one line on a telephone in two rows", LIMITS),
    RuleNumber("LONGEST_ABOUT", "characters", "with time and place it still fits one message of 4,096", LIMITS),
    RuleNumber("LONGEST_NOTE", "characters of a place, a host or a reason", "an address, or a title and a name", LIMITS),
    RuleNumber("LONGEST_SCRIPT", "characters", "half an hour read aloud", LIMITS),
    RuleNumber(
        "LONGEST_MINUTES", "characters", "eight pages of the office's form", f"{ROOM}::test_minutes_have_their_bounds_and_a_second_person"
    ),
    RuleNumber("LONGEST_NAME", "characters", "the longest names of people have forty", LENGTHS),
    RuleNumber(
        "MOST_SYLLABLES",
        "syllables of a name",
        "with how somebody is called",
        "tests/unit/outreach/test_guest_names.py::test_a_name_has_eight_syllables",
    ),
    RuleNumber("SHORTEST_NAME", "characters", "shorter is no name", LENGTHS),
    RuleNumber("LONGEST_QUESTION", "characters", "as in the round of questions: what is longer is a petition", LENGTHS),
    RuleNumber("SHORTEST_QUESTION", "characters", "shorter asks nothing that can be answered", LENGTHS),
    RuleNumber("LONGEST_ANSWER", "characters", "with its question it fits one message of 4,096", f"{ROOM}::test_an_answer_has_its_bounds"),
    RuleNumber(
        "MOST_QUESTIONS", "questions of one chat for one event", "as in the round of questions", f"{ROOM}::test_a_chat_asks_three_questions"
    ),
    RuleNumber("MOST_SEATS", "seats", "more than the largest hall of a commune; a slip of the keys is found", LIMITS),
    RuleNumber(
        "MOST_WAITING", "people who wait for a seat", "nobody further back is ever let in", f"{ROOM}::test_the_waiting_list_has_an_end"
    ),
    RuleNumber("LONGEST_HOURS", "hours from beginning to end", "a day's meeting; more is a slip of the date", LIMITS),
    RuleNumber("FURTHEST_AHEAD", "days", "plans are made for a year", LIMITS),
    RuleNumber(
        "REMINDED_BEFORE",
        "hours before it begins",
        "the evening before, or the same hour",
        f"{ROOM}::test_guests_are_reminded_a_day_before",
    ),
    RuleNumber("TYPED_WITHIN", "minutes", "what is typed later is a message like any other", f"{ROOM}::test_what_is_typed_late_is_no_name"),
    RuleNumber(
        "DUE_SOON",
        "days before the day of an answer",
        "time to write it and to have it approved",
        f"{ROOM}::test_who_owes_an_answer_is_told",
    ),
    RuleNumber(
        "MINUTES_WITHIN", "days after the event", "the office's own habit: within the week", f"{ROOM}::test_missing_minutes_are_asked_for"
    ),
    RuleNumber(
        "KEPT_AFTER", "days after publication", "as long as somebody may ask who was there", f"{ROOM}::test_what_is_kept_of_people_goes"
    ),
    RuleNumber(
        "ANYWAY_KEPT", "days after the event", "an open question is answered within the year", f"{ROOM}::test_what_is_kept_of_people_goes"
    ),
    RuleNumber("PAST_LISTED", "days", "two rounds of dialogues, each half a year", f"{WEB}::test_the_list_shows_a_year_of_minutes"),
    RuleNumber(
        "SHOWN_IN_CHAT", "events or questions of one reply", "each with its lines fits one message", f"{ROOM}::test_a_chat_is_shown_five"
    ),
    RuleNumber(
        "DEEDS_OF_AN_ADDRESS",
        "registrations, questions and votes of one network address in an hour",
        "a hall over one router; more is a script",
        f"{ROOM}::test_one_address_is_not_a_crowd",
    ),
    RuleNumber("LONGEST_ASKED", "syllables", "who says more tells of something else", f"{RULES}::test_a_long_message_asks_for_no_dialogue"),
)
