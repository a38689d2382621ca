"""The numbers that decide what is answered, each with its unit and the test that holds it; and with those of the ranking, all of them."""

from __future__ import annotations

from indexer.measuring.numbers import Number
from indexer.measuring.ranking_numbers import COUNT, FACTOR, RANKING, SHARE, rows

POINTS, LEAD, CHARACTERS, WORDS = "points of a score", "times the next", "characters", "words"
STRENGTH = "likeness times lead squared"
DECIDING, QUICK = "tests/numbers/test_deciding_numbers.py", "tests/numbers/test_quick_numbers.py"
CASE = "tests/numbers/test_case_numbers.py"
RULES, HALVES = "tests/numbers/test_rule_numbers.py", "tests/numbers/test_halves_numbers.py"

ANSWERING: tuple[Number, ...] = (
    *rows(
        "bot.answers.turn.judging",
        DECIDING,
        ("CLEAR_WIN", LEAD, "test_a_lead_of_a_third_is_clear_and_one_of_a_tenth_is_not"),
        ("SURE", SHARE, "test_half_a_phrase_is_an_answer_and_two_fifths_are_none"),
        ("MEANT", SHARE, "test_four_fifths_of_the_words_name_it_and_three_fifths_do_not"),
        ("PLAIN", POINTS, "test_a_score_of_450_names_it_and_one_of_300_does_not"),
        ("WEAKEST", POINTS, "test_a_score_of_130_is_an_answer_and_one_of_90_is_none"),
    ),
    *rows(
        "bot.answers.turn.followup",
        DECIDING,
        ("BARE", POINTS, "test_a_follow_up_that_scores_70_names_nothing_and_one_that_scores_95_may"),
        ("SAME_TOPIC", FACTOR, "test_the_procedure_talked_about_makes_up_a_tenth_and_not_three_tenths"),
        ("LEAVING", POINTS, "test_what_scores_160_leaves_what_is_talked_about_and_what_scores_120_does_not"),
        ("LEADING", LEAD, "test_to_leave_for_what_is_meant_anyway_it_leads_by_a_sixth_and_not_by_a_hundredth"),
        ("ALIEN", "share of the best score", "test_two_fifths_of_the_best_have_little_to_do_with_it_and_three_fifths_have"),
        ("HINTED", SHARE, "test_a_follow_up_that_names_another_by_a_seventh_may_mean_it_and_by_a_tenth_does_not"),
        ("NAMED", SHARE, "test_one_that_asks_for_a_part_stays_where_it_names_another_by_a_quarter_and_not_by_a_third"),
        ("FEWEST", COUNT, "test_two_words_may_be_understood_by_themselves_and_one_is_not"),
        ("SHORT", COUNT, "test_seven_words_go_on_about_what_was_said_and_eight_tell_their_own_story"),
        ("STORY", COUNT, "test_nine_words_are_understood_by_themselves_and_eight_that_ask_are_not"),
        ("CARRIED", SHARE, "test_words_of_which_the_procedure_carries_three_fifths_are_about_it_and_two_fifths_are_not"),
        ("HALF_NAMED", SHARE, "test_half_a_message_names_its_own_from_half_of_a_phrase_and_nine_tenths_of_its_words"),
        ("WHOLLY", SHARE, "test_half_a_message_names_its_own_from_half_of_a_phrase_and_nine_tenths_of_its_words"),
        ("FAINT", SHARE, "test_a_follow_up_that_names_an_eighth_is_said_by_the_way_and_one_that_names_a_sixth_is_not"),
        ("OUTSCORED", SHARE, "test_what_is_unmistakably_named_leaves_what_scores_half_of_it_and_not_what_scores_two_thirds"),
        (
            "NEARLY",
            SHARE,
            "test_what_puts_right_is_not_about_what_was_answered_where_another_is_four_fifths_as_like_and_three_fifths_are_too_few",
        ),
        ("MOSTLY", SHARE, "test_an_earlier_matter_is_gone_back_to_that_carries_two_thirds_of_the_words_and_not_one_that_carries_half"),
    ),
    *rows(
        "bot.answers.short.quick",
        QUICK,
        ("SAME_PART", FACTOR, "test_to_ask_for_the_same_part_is_half_as_much_again"),
        ("MOST_LEAD", LEAD, "test_to_lead_by_three_times_is_to_lead_by_far"),
        ("TOLD", STRENGTH, "test_what_turns_on_the_same_is_told_from_nine_tenths"),
        ("TOLD_OF_NOTHING", STRENGTH, "test_what_turns_on_nothing_is_told_from_one"),
        ("TOLD_APART", STRENGTH, "test_what_turns_on_something_else_is_told_from_one_and_a_half"),
        ("APART", FACTOR, "test_a_wording_that_turns_on_something_else_counts_four_fifths"),
        ("PAIR", FACTOR, "test_two_words_in_the_other_order_are_four_fifths_alike"),
        ("NAMED", FACTOR, "test_to_have_but_a_word_of_the_name_in_common_is_to_be_hardly_alike"),
        ("CIRCUMSTANCE", "rarity", "test_to_turn_on_the_same_is_nearly_two_words_alike"),
        ("FIRM", STRENGTH, "test_a_yes_or_no_is_firm_from_over_one_and_a_quarter"),
        ("GIVEN", SHARE, "test_who_asks_how_much_one_is_given_is_told_of_that_from_a_third_alike_and_not_from_a_quarter"),
        ("NEAR", STRENGTH, "test_what_is_no_answer_for_sure_stands_first_from_a_strength_of_six_tenths"),
        ("NEAR_ALIKE", SHARE, "test_what_is_no_answer_for_sure_stands_first_where_half_is_alike"),
        ("ASIDE", SHARE, "test_beside_a_yes_or_no_stands_a_question_a_third_alike_and_none_a_quarter"),
        ("ASIDE_OPEN", SHARE, "test_beside_a_summary_stands_a_question_nearly_half_alike_and_none_a_third"),
        ("TOLD_MORE", WORDS, "test_four_words_beside_the_name_ask_for_more_than_a_summary_and_three_do_not"),
    ),
    *rows(
        "bot.answers.short.shortly",
        QUICK,
        ("SHORTEST", WORDS, "test_a_clause_of_three_words_may_ask_and_one_of_two_may_not"),
        ("LONGEST", WORDS, "test_a_message_of_50_words_is_cut_in_clauses_and_one_of_70_is_not"),
        ("MOST", COUNT, "test_the_last_four_clauses_are_looked_at_and_no_fifth"),
        ("WHOLE", STRENGTH, "test_a_clause_alone_is_told_where_the_whole_is_like_something_by_four_fifths_and_not_by_half"),
        ("AS_WELL", SHARE, "test_a_clause_alone_is_told_where_the_whole_is_four_fifths_as_like_it_and_not_three_fifths"),
    ),
    *rows(
        "bot.answers.short.halves",
        HALVES,
        ("SHORTEST", WORDS, "test_a_clause_of_two_words_may_ask_and_one_of_one_word_may_not"),
        ("MOST", COUNT, "test_four_things_are_answered_at_once_and_no_fifth"),
        ("TELLING", WORDS, "test_that_nothing_answers_it_is_said_of_what_names_two_things_and_not_of_one"),
    ),
    *rows(
        "bot.answers.short.wordings",
        QUICK,
        ("PARAPHRASE", FACTOR, "test_a_word_that_says_the_same_by_two_fifths_counts_nearly_two_thirds"),
        ("ANSWERED", FACTOR, "test_a_word_that_only_the_answer_says_counts_a_quarter"),
    ),
    *rows(
        "bot.answers.short.quick",
        RULES,
        ("WORD_FOR_WORD", SHARE, "test_a_short_question_nearly_word_for_word_stays_and_one_four_fifths_alike_does_not"),
    ),
    *rows(
        "bot.answers.turn.followup",
        RULES,
        ("UNMISTAKABLE", SHARE, "test_what_is_named_by_three_fifths_need_not_hold_the_rarest_word_and_by_two_fifths_it_must"),
    ),
    *rows(
        "bot.answers.decisions.matters",
        RULES,
        ("LOOKED_AT", "procedures", "test_three_that_are_best_by_their_words_may_be_meant_beside_the_one_talked_about"),
        ("EARLIER", "procedures", "test_six_matters_may_be_gone_back_to"),
        ("MUCH", "words that none holds", "test_one_word_and_a_half_that_nobody_says_tells_three_quarters_of_what_can_be_told"),
    ),
    *rows(
        "bot.answers.decisions.matters",
        DECIDING,
        ("TERSE", "words", "test_eight_words_are_terse_and_four_and_twenty_as_long_as_counts"),
        ("LONG", "words", "test_eight_words_are_terse_and_four_and_twenty_as_long_as_counts"),
    ),
    *rows(
        "bot.answers.decisions.strangers",
        DECIDING,
        ("BESIDE", "times the likeliest", "test_another_matter_stands_beside_that_is_a_thirteenth_as_likely_and_none_a_twentieth"),
        ("AS_LIKELY", "times the likeliest", "test_what_is_three_fifths_as_likely_is_answered_as_well_and_what_is_two_fifths_is_not"),
        (
            "STRANGER_BESIDE",
            "times the likeliest",
            "test_a_stranger_to_a_talk_stands_beside_a_sixth_as_likely_and_none_an_eighth",
        ),
    ),
    *rows(
        "bot.answers.decisions.second_look",
        DECIDING,
        ("OVERRULED", "times what is ruled", "test_the_rules_are_overruled_by_what_is_half_as_likely_again_and_not_by_a_tenth_more"),
    ),
    *rows(
        "bot.answers.decisions.documents",
        RULES,
        ("OTHER_KIND_WIN", "times the best procedure", "test_an_faq_entry_answers_that_leads_by_a_half_and_not_by_a_seventh"),
    ),
    *rows(
        "bot.answers.rules.courtesies",
        RULES,
        ("FEWEST", COUNT, "test_a_courtesy_of_two_syllables_is_taken_off_without_a_mark_and_one_of_one_is_not"),
        ("LONGEST_LEAVE", COUNT, "test_who_goes_says_so_in_twenty_syllables_and_not_in_twenty_one"),
    ),
    *rows(
        "bot.answers.decisions.thread",
        RULES,
        ("TOLD", SHARE, "test_a_short_question_leaves_for_what_is_named_by_a_quarter_and_not_by_a_sixth"),
    ),
    *rows(
        "bot.answers.decisions.answer",
        RULES,
        (
            "ASIDE_WIN",
            "times the best procedure",
            "test_asked_with_yes_or_no_an_faq_entry_answers_that_leads_two_and_a_half_times_and_not_by_two_thirds",
        ),
        ("ELSEWHERE_WIN", "times our best", "test_another_offices_procedure_is_named_that_leads_by_a_quarter_and_not_where_it_trails"),
    ),
    *rows(
        "bot.answers.decisions.beside",
        RULES,
        ("GUESSED", SHARE, "test_what_is_named_by_a_seventh_is_told_and_by_a_tenth_is_asked_back"),
        ("KEYED", COUNT, "test_of_five_words_the_rarest_must_be_held_and_of_six_it_need_not"),
    ),
    *rows(
        "bot.answers.decisions.offers",
        RULES,
        ("MOST_CHOICES", "procedures", "test_of_six_that_are_alike_four_are_offered"),
        ("NEAREST", "procedures", "test_a_refusal_names_the_three_that_are_nearest"),
    ),
    *rows(
        "bot.answers.lines.sentences",
        QUICK,
        ("LONGEST", CHARACTERS, "test_a_sentence_of_280_characters_is_quoted_and_one_of_370_is_not"),
        ("SHORTEST", CHARACTERS, "test_a_sentence_of_28_characters_is_quoted_and_one_of_21_is_not"),
        ("FEWEST", WORDS, "test_a_sentence_that_says_two_of_the_words_is_quoted_and_one_that_says_one_is_not"),
        ("ENOUGH", SHARE, "test_a_sentence_that_says_seven_of_ten_words_is_quoted_and_one_that_says_half_is_not"),
    ),
    *rows(
        "bot.answers.lines.received",
        QUICK,
        ("MOST", "sentences", "test_two_sentences_that_say_how_much_are_told_and_no_long_ones"),
        ("LONGEST", CHARACTERS, "test_two_sentences_that_say_how_much_are_told_and_no_long_ones"),
    ),
    *rows(
        "bot.answers.rules.limits",
        QUICK,
        ("LONGEST", CHARACTERS, "test_a_limit_of_130_characters_is_quoted_and_one_of_150_is_not"),
        ("CLEAR", SHARE, "test_months_are_told_late_that_are_a_fifth_over_the_days_and_not_that_are_an_eighth_over"),
    ),
    *rows(
        "bot.answers.rules.limits",
        CASE,
        ("OF_THE_OLD", "years", "test_a_childs_age_is_measured_by_a_limit_of_25_years_and_not_by_one_of_35"),
    ),
    *rows(
        "bot.answers.rules.case_facts",
        CASE,
        ("LONGEST", COUNT, "test_a_fact_of_15_syllables_is_bare_and_one_of_19_is_a_story"),
        ("LEFT_OVER", COUNT, "test_one_word_beside_a_fact_leaves_it_bare_and_two_do_not"),
    ),
    *rows(
        "bot.answers.rules.quantities",
        QUICK,
        ("GROWN", "years", "test_a_question_about_who_is_under_16_is_a_childs_and_one_about_who_is_under_20_is_not"),
    ),
    *rows(
        "bot.answers.rules.last_day",
        QUICK,
        ("LONGEST", CHARACTERS, "test_a_deadline_of_120_characters_is_counted_from_and_one_of_160_is_not"),
        ("AHEAD", "days", "test_a_day_without_a_year_is_of_this_one_fifty_days_ahead_and_of_the_last_one_seventy_days_ahead"),
        ("REACH", CHARACTERS, "test_what_happened_55_characters_before_the_day_is_counted_from_and_75_before_it_is_not"),
    ),
    *rows(
        "bot.answers.lines.verdicts",
        QUICK,
        ("LONGEST_AGENCY", CHARACTERS, "test_an_office_of_90_characters_is_named_and_a_list_of_150_is_not"),
    ),
    *rows(
        "bot.answers.turn.by_when",
        DECIDING,
        ("NEARLY", SHARE, "test_what_tells_by_when_comes_first_at_nine_tenths_of_the_score_and_not_at_seven"),
    ),
    *rows(
        "bot.answers.lines.deadlines",
        QUICK,
        ("MOST", "sentences", "test_three_deadlines_of_a_guide_are_told_and_no_long_ones"),
        ("LONGEST", CHARACTERS, "test_three_deadlines_of_a_guide_are_told_and_no_long_ones"),
    ),
    *rows(
        "bot.answers.rules.two_questions",
        RULES,
        ("SHORTEST_HALF", WORDS, "test_a_half_of_two_words_may_ask_and_one_of_one_word_may_not"),
        ("LONGEST", WORDS, "test_a_message_of_50_words_may_ask_two_things_and_one_of_70_asks_one"),
        ("MOST_CUTS", "cuts", "test_four_ways_to_cut_a_message_are_tried"),
    ),
    *rows(
        "bot.answers.rules.lacking",
        RULES,
        ("LONGEST", COUNT, "test_a_paper_of_eight_syllables_is_lacked_whole_and_one_of_nine_is_cut"),
        ("SAID", SHARE, "test_a_paper_is_asked_for_of_which_a_line_holds_four_fifths_and_not_three_fifths"),
    ),
    *rows("bot.answers.rules.whole", RULES, ("LONGEST", COUNT, "test_a_message_of_24_syllables_may_be_of_one_kind_and_one_of_25_is_not")),
    *rows(
        "bot.answers.rules.life_event",
        RULES,
        ("BESIDE", COUNT, "test_two_syllables_may_stand_beside_what_has_happened_and_three_tell_more"),
        ("LONGEST", COUNT, "test_a_story_of_50_syllables_may_ask_for_the_whole_list_and_one_of_70_asks_for_something"),
    ),
    *rows(
        "bot.answers.rules.wrongdoing",
        RULES,
        ("LONGEST_LOOKED_AT", CHARACTERS, "test_wrongdoing_is_heard_within_1000_characters_and_not_behind_1400"),
    ),
    *rows(
        "indexer.query.hasty",
        RULES,
        ("LONGEST_LOOKED_AT", CHARACTERS, "test_danger_is_heard_within_500_characters_and_not_behind_700"),
    ),
    *rows(
        "bot.answers.rules.danger",
        RULES,
        ("SOUNDS_LIKE_A_CRY", "learnt weight", "test_what_weighs_minus_11_tenths_sounds_like_a_cry_and_what_weighs_minus_13_does_not"),
        ("BRIEF", "syllables", "test_a_message_of_six_syllables_may_weigh_little_and_one_of_five_may_not"),
        ("BARE_FACT", "syllables", "test_the_figure_of_a_message_of_eight_syllables_is_no_cry_and_that_of_nine_may_be"),
        ("TELLS_ENOUGH", "syllables", "test_what_ends_a_message_about_papers_must_tell_eight_syllables"),
        ("BRIEF_CRY", "learnt weight", "test_a_brief_message_that_weighs_6_tenths_is_a_cry_and_one_of_4_is_none"),
        ("CRY_DESPITE_HARMLESS", "learnt weight", "test_beside_a_harmless_phrase_a_weight_of_2_is_a_cry_and_one_of_1_3_is_none"),
        ("CRY_AMONG_PAPERS", "learnt weight", "test_among_papers_a_weight_of_minus_7_tenths_is_a_cry_and_one_of_minus_9_is_none"),
        ("SOUNDS_LIKE_A_QUESTION", "learnt weight", "test_a_cue_is_believed_at_minus_16_tenths_and_no_more_at_minus_18"),
        ("LOUDER", "learnt weight", "test_a_number_that_weighs_a_whole_more_than_the_cues_own_is_told_and_one_of_8_tenths_is_not"),
        ("ENGLISH_SHARE", SHARE, "test_three_english_words_in_ten_are_answered_in_english_and_two_in_eight_are_not"),
    ),
    *rows(
        "bot.people.chats",
        RULES,
        ("MATTERS", "procedures", "test_of_the_matters_of_a_chat_eleven_are_kept"),
        ("REMEMBERED", "questions", "test_the_last_three_questions_are_remembered"),
    ),
)

NUMBERS = (*RANKING, *ANSWERING)
