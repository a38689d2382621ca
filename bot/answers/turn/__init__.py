"""What is known of a turn and what may come of it: the rules by name, what a hit is worth, what it goes on about, the outcomes."""
