"""How much one visitor may send in a message and in a request."""

from __future__ import annotations

LONGEST_TEXT = 4_000  # characters of a question
LARGEST_BODY = 64 * 1024  # bytes; LONGEST_TEXT in a form, where every byte of a Vietnamese letter takes three, is 36,000
