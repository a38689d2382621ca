"""What each thing that speaks for a matter weighs: fitted to labelled conversations by `python -m bot weigh`, never by hand."""

from __future__ import annotations

WEIGHTS = {
    # of every procedure that may be meant
    "after_names": 1.64,  # its names and phrases' score with what was said before, of the best one's
    "after_text": 0.60,  # … its official text's
    "own": 1.06,  # its score by the message's own words, as far as these tell anything: "giải quyết" stands in every text
    "own_text": 1.37,  # … by them in its official text alone
    "own_both": 1.08,  # … by both
    "own_both_long": -0.83,  # … of a long message: it names much that it does not mean
    "named": 1.51,  # how much the message names it, where it names no other more
    "carried": 0.74,  # the share of its words that the procedure's names and phrases hold
    "short": 2.14,  # how much the nearest of its short questions is like the message
    "short_long": 1.90,  # … of a long message: none is like it by chance
    "guided": -1.47,  # it has such questions
    # of one that was talked about
    "talked_about_short": 1.26,
    # of the one at hand
    "at_hand_few": 1.71,  # few words go on about it
    "at_hand_new": 0.52,  # it was only just asked for
    "at_hand_long": 2.12,  # who tells a long story tells it of what is at hand
    "at_hand_goes_on": -1.36,  # "còn …": what comes is something else
    "at_hand_fact": 0.93,  # asked with yes or no
    "at_hand_ruled": 0.87,  # the rules answer with a part of it
    # of one before it
    "before_own": 2.55,  # the message's own words say it, and not the one at hand
    "before_returns": 2.04,  # "quay lại …"
    # of any other
    "other_kin": 1.47,  # it is of the field of the one at hand
    "other_long": -0.55,
    "other_corrects": 0.94,  # what was just answered was not meant
    "other_ruled": 1.14,  # the rules answer with it
    "other_ruled_long": -0.68,
    # of none of ours
    "none": 1.92,
    "none_ruled": 1.84,  # the rules find none
    "none_untold": 1.59,  # … that neither the names nor the text of what is at hand say
    "none_tells": 2.61,  # many rare words, and no procedure that says them
    "none_few": -0.66,
    "none_long": -2.49,
    "none_named": -1.27,
    "none_asks": -1.52,  # who asks for a part means a procedure
}
