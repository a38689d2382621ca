"""Text: its spelling, length, marks, masking, pages, dates."""
