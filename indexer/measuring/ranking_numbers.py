"""The numbers that decide how a question is read and what is found for it: one table, each with its unit and the test that holds it."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.measuring.numbers import Number

SHARE, FACTOR, COUNT, LETTERS = "share", "factor", "syllables", "letters"
READING, RANKED = "tests/numbers/test_reading_numbers.py", "tests/numbers/test_ranking_numbers.py"


def rows(module: str, file: str, *told: tuple[str, str, str], is_built: bool = False) -> Iterator[Number]:
    """The numbers of one module: name, perhaps with [key], then the unit, then the test in `file` that holds it."""
    for name, unit, test in told:
        plain, _, key = name.removesuffix("]").partition("[")
        yield Number(module, plain, unit, f"{file}::{test}", key, is_built)


RANKING: tuple[Number, ...] = (
    *rows(
        "indexer.query.query_parser",
        READING,
        ("TERM_WEIGHT", FACTOR, "test_the_laws_word_counts_a_quarter_of_the_citizens"),
        ("PARTICLE_WEIGHT", FACTOR, "test_a_particle_counts_half_a_word"),
        ("ASKING_WEIGHT", FACTOR, "test_the_words_that_ask_for_a_part_count_a_third_beside_what_is_named"),
        ("CONTEXT_WEIGHT", FACTOR, "test_what_was_asked_before_counts_less_than_half"),
        ("CORRECTED_WEIGHT", FACTOR, "test_what_is_put_right_counts_four_fifths"),
        ("CONTEXT_DECAY", FACTOR, "test_and_half_again_a_step_further_back"),
        ("RESTORED_WEIGHT", FACTOR, "test_what_a_bare_syllable_means_counts_half_of_it"),
        ("PUT_RIGHT", COUNT, "test_a_correction_of_seven_words_puts_right_and_one_of_eight_tells_its_own_story"),
        ("WISH_WEIGHT", FACTOR, "test_what_is_wanted_counts_a_third_more_than_the_story_before_it"),
        ("FEW", COUNT, "test_three_words_take_over_the_part_asked_for_before_and_four_do_not"),
    ),
    *rows(
        "indexer.query.spelling",
        READING,
        ("MARKED_SHARE", SHARE, "test_one_accent_missing_in_five_is_meant_so_and_one_in_three_is_restored"),
        ("BARE_SHARE", SHARE, "test_two_accents_in_twenty_four_are_not_trusted_and_three_in_twenty_six_are"),
    ),
    *rows(
        "indexer.query.asking",
        READING,
        ("ASKING", "weight of a cue", "test_a_cue_of_four_fifths_asks_for_nothing_and_one_of_one_does"),
        ("PLAINLY", "weight of a cue", "test_a_cue_of_nine_tenths_asks_not_plainly_and_one_of_one_does"),
        ("AS_WELL", "weight of a cue", "test_a_cue_of_ninety_seven_hundredths_asks_beside_another_and_one_of_nine_tenths_does_not"),
    ),
    *rows(
        "indexer.query.patterns",
        READING,
        ("MARKED_SHARE", SHARE, "test_seven_accents_in_twenty_are_a_message_with_accents_and_five_are_none"),
        ("LONGEST_GAP", COUNT, "test_a_gap_holds_three_syllables_and_not_four"),
    ),
    *rows(
        "indexer.query.accents",
        READING,
        ("PAIR_SHARE", SHARE, "test_a_pair_in_ten_beats_a_syllable_six_times_as_common_and_not_one_twelve_times"),
    ),
    *rows(
        "indexer.query.syllable_corrector",
        READING,
        ("LONGEST_SYLLABLE", LETTERS, "test_a_syllable_of_seven_letters_is_a_piece_and_one_of_eight_is_none"),
        ("LONGEST_RUN", LETTERS, "test_twenty_seven_letters_run_together_are_cut_and_thirty_are_left"),
    ),
    *rows(
        "indexer.query.hearing",
        READING,
        ("PART", COUNT, "test_a_part_of_a_long_message_is_twelve_syllables"),
        ("STEP_OF_PARTS", COUNT, "test_a_part_begins_three_syllables_after_the_one_before"),
        ("LOUDEST_COUNTS", SHARE, "test_the_loudest_part_makes_up_two_fifths_of_how_a_long_message_sounds"),
    ),
    *rows("indexer.query.phrases", READING, ("LONGEST_PHRASE", COUNT, "test_a_phrase_of_eight_syllables_is_found_and_one_of_nine_is_not")),
    *rows(
        "indexer.query.intents", READING, ("TOLD_LEAST", COUNT, "test_a_story_of_three_syllables_opens_a_petition_and_one_of_two_does_not")
    ),
    *rows("indexer.query.corrections", READING, ("SHORTEST_REST", COUNT, "test_what_is_taken_back_leaves_two_syllables_or_stays")),
    *rows(
        "indexer.language",
        READING,
        ("LONGEST_QUESTION", "characters", "test_of_a_story_the_beginning_and_the_end_are_read_and_not_the_middle"),
    ),
    *rows(
        "indexer.ranking.search",
        RANKED,
        ("SAID_WEIGHT", FACTOR, "test_a_word_of_the_name_counts_fourteen_times_one_of_the_text"),
        ("PHRASE_WEIGHT", FACTOR, "test_a_phrase_said_whole_scores_four_and_a_half_times_its_half"),
        ("TEXT_WEIGHT", FACTOR, "test_a_word_of_the_name_counts_fourteen_times_one_of_the_text"),
    ),
    *rows(
        "indexer.ranking.factors",
        RANKED,
        ("OTHER_PROVINCE", FACTOR, "test_another_provinces_record_counts_three_fifths"),
        ("SUCCEEDED", FACTOR, "test_what_another_took_the_place_of_counts_four_fifths"),
        ("UNGUIDED", FACTOR, "test_what_nobody_wrote_a_guide_to_counts_seven_eighths"),
        ("SPECIAL_CASE", FACTOR, "test_a_special_case_stands_a_little_behind"),
        ("SPOKEN_CASE", FACTOR, "test_a_special_case_that_is_spoken_of_stands_a_little_before"),
        ("SPOKEN_AFTER", FACTOR, "test_a_special_case_that_a_follow_up_speaks_of_stands_well_before"),
        *(
            (f"LEVEL_FACTOR[{level}]", FACTOR, "test_each_level_stands_a_little_behind_the_one_below")
            for level in ("xa", "tinh", "khac", "bo")
        ),
    ),
    *rows(
        "indexer.query.lexicon",
        READING,
        ("RARELY", "times", "test_a_syllable_seen_three_times_is_known_and_one_seen_twice_may_be_an_error"),
        is_built=True,
    ),
    *rows(
        "indexer.query.paraphrases",
        "tests/unit/indexer/test_paraphrases.py",
        ("SEEN", COUNT, "test_what_paraphrases_twice_is_kept_and_what_does_so_by_half_less_is_chance"),
        ("LIFT", "times chance", "test_three_and_a_half_times_chance_is_no_chance_and_two_and_a_half_may_be"),
        is_built=True,
    ),
    *rows(
        "indexer.building.term_counts",
        RANKED,
        ("NAME_COUNTS", "phrases", "test_a_word_of_the_name_counts_a_quarter_more_than_one_of_a_phrase"),
        ("SPOKEN_COUNTS", "times", "test_a_pair_of_a_phrase_tells_as_much_of_how_people_write_as_four_of_the_text"),
        is_built=True,
    ),
    *rows(
        "indexer.building.build",
        RANKED,
        ("CUE_COUNTS", "times", "test_a_pair_of_a_cue_outweighs_seventeen_of_the_text_and_not_twenty_three"),
        ("SATURATION", "BM25's k1", "test_a_word_of_three_phrases_counts_two_thirds_more_than_of_one"),
        ("LENGTH_NORM[said]", "BM25's b", "test_ten_phrases_more_take_a_sixth_from_a_word"),
        ("LENGTH_NORM[phrases]", "BM25's b", "test_a_word_that_is_the_whole_phrase_counts_two_and_a_half_times_one_of_nine"),
        ("LENGTH_NORM[text]", "BM25's b", "test_a_word_of_a_short_text_counts_near_three_times_one_of_a_long_text"),
        is_built=True,
    ),
)
