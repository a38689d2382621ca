"""A question → an answer with its source."""
