"""The console's pages of satisfaction surveys: made, typed in from paper, read."""
