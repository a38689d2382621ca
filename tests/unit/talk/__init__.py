"""Words between the questions: courtesies, corrections, choices, what is kept of a talk."""
