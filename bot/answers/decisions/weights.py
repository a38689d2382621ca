"""What each thing that speaks for a matter weighs: fitted to labelled conversations by `python -m bot weigh`, never by hand."""

from __future__ import annotations

WEIGHTS = {
    # of every procedure that may be meant
    "after_names": 2.01,  # its names and phrases' score with what was said before, of the best one's
    "own": 1.18,  # its score by the message's own words, as far as these tell anything: "giải quyết" stands in every text
    "own_text": 2.21,  # … by them in its official text alone
    "named": 0.82,  # how much the message names it, where it names no other more
    "own_lead": 2.06,  # how far what it names leads the next by its own words
    "carried": 1.09,  # the share of its words that the procedure's names and phrases hold
    "short": 2.88,  # how much the nearest of its short questions is like the message
    "short_long": 2.52,  # … of a long message: none is like it by chance
    "guided": -1.87,  # it has such questions
    # of one that was talked about
    "talked_about_short": 1.37,
    # of the one at hand
    "at_hand_few": 1.74,  # few words go on about it
    "at_hand_long": 2.18,  # who tells a long story tells it of what is at hand
    "at_hand_goes_on": -1.02,  # "còn …": what comes is something else
    "at_hand_fact": 1.30,  # asked with yes or no
    "at_hand_ruled": 0.88,  # the rules answer with a part of it
    # of one before it
    "before_own": 2.58,  # the message's own words say it, and not the one at hand
    "before_returns": 1.97,  # "quay lại …"
    # of any other
    "other_kin": 1.11,  # it is of the field of the one at hand
    "other_ruled": 0.47,  # the rules answer with it
    # of none of ours
    "none": 1.41,
    "none_ruled": 1.75,  # the rules find none
    "none_untold": 1.06,  # … that neither the names nor the text of what is at hand say
    "none_tells": 3.47,  # many rare words, and no procedure that says them
    "none_long": -2.43,
    "none_named": -2.06,
    "none_asks": -1.75,  # who asks for a part means a procedure
}
