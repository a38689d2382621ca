"""Short questions: which of a procedure's own is asked, in whatever words, and what turns on what."""
