"""What each thing that speaks for a matter weighs: fitted to labelled conversations by `python -m bot weigh`, never by hand."""

from __future__ import annotations

WEIGHTS = {
    # of every procedure that may be meant
    "after_names": 2.58,  # its names and phrases' score with what was said before, of the best one's
    "own": 0.47,  # its score by the message's own words, as far as these tell anything: "giải quyết" stands in every text
    "own_text": 1.98,  # … by them in its official text alone
    "named": 0.46,  # how much the message names it, where it names no other more
    "own_lead": 2.05,  # how far what it names leads the next by its own words
    "carried": 0.72,  # the share of its words that the procedure's names and phrases hold
    "short": 2.67,  # how much the nearest of its short questions is like the message
    "short_long": 2.66,  # … of a long message: none is like it by chance
    "guided": -1.68,  # it has such questions
    "denied": -0.82,  # the share of what the message takes back that its names and phrases hold
    # of one that was talked about
    "talked_about_short": 1.50,
    # of the one at hand
    "at_hand_few": 1.27,  # few words go on about it
    "at_hand_long": 1.59,  # who tells a long story tells it of what is at hand
    "at_hand_goes_on": -0.53,  # "còn …": what comes is something else
    "at_hand_fact": 1.10,  # asked with yes or no
    "at_hand_ruled": 0.97,  # the rules answer with a part of it
    # of one before it
    "before_own": 2.05,  # the message's own words say it, and not the one at hand
    "before_returns": 1.66,  # "quay lại …"
    # of any other
    "other_kin": 0.66,  # it is of the field of the one at hand
    "other_ruled": 0.54,  # the rules answer with it
    # of none of ours
    "none": 0.92,
    "none_ruled": 1.47,  # the rules find none
    "none_untold": 1.49,  # … that neither the names nor the text of what is at hand say
    "none_tells": 2.77,  # many rare words, and no procedure that says them
    "none_long": -1.90,
    "none_named": -1.96,
    "none_asks": -1.27,  # who asks for a part means a procedure
}
