"""What each thing that speaks for a matter weighs: fitted to labelled conversations by `python -m bot weigh`, never by hand."""

from __future__ import annotations

WEIGHTS = {
    # of every procedure that may be meant
    "after_names": 1.96,  # its names and phrases' score with what was said before, of the best one's
    "own": 1.13,  # its score by the message's own words, as far as these tell anything: "giải quyết" stands in every text
    "own_text": 2.35,  # … by them in its official text alone
    "named": 0.82,  # how much the message names it, where it names no other more
    "own_lead": 2.08,  # how far what it names leads the next by its own words
    "carried": 1.03,  # the share of its words that the procedure's names and phrases hold
    "short": 2.70,  # how much the nearest of its short questions is like the message
    "short_long": 2.64,  # … of a long message: none is like it by chance
    "guided": -1.73,  # it has such questions
    # of one that was talked about
    "talked_about_short": 1.22,
    # of the one at hand
    "at_hand_few": 2.01,  # few words go on about it
    "at_hand_long": 2.72,  # who tells a long story tells it of what is at hand
    "at_hand_goes_on": -1.28,  # "còn …": what comes is something else
    "at_hand_fact": 1.18,  # asked with yes or no
    "at_hand_ruled": 1.11,  # the rules answer with a part of it
    # of one before it
    "before_own": 2.48,  # the message's own words say it, and not the one at hand
    "before_returns": 2.20,  # "quay lại …"
    # of any other
    "other_kin": 1.38,  # it is of the field of the one at hand
    "other_ruled": 0.44,  # the rules answer with it
    # of none of ours
    "none": 1.53,
    "none_ruled": 1.72,  # the rules find none
    "none_untold": 1.41,  # … that neither the names nor the text of what is at hand say
    "none_tells": 3.33,  # many rare words, and no procedure that says them
    "none_long": -2.24,
    "none_named": -1.91,
    "none_asks": -1.68,  # who asks for a part means a procedure
}
