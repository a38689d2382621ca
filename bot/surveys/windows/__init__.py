"""The chat window in which a survey is answered."""
