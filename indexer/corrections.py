"""What a question says is not so ("không phải mất, chỉ bị rách") is taken out of it before it is read."""

from __future__ import annotations

import re

from indexer.language import tokens

SHORTEST_REST = 2  # syllables beside what is taken back: what is meant instead

_CORRECTED = re.compile(
    r"(?<!có )(?<!co )\b(?:không|khong|ko|hổng|hong|hông|đâu|dau) (?:phải|phai) (?P<what>[^,.;?!]{2,40}?)"
    r"(?P<stop>\s+(?:mà|ma|chỉ|chi|nữa|nua)\b|\s*[,.;]\s*(?:mà|ma|chỉ|chi)?\b|\s*$)",
    re.IGNORECASE,
)


def without_corrected(question: str, *, is_follow_up: bool) -> tuple[str, str]:
    """`question` without what it says is not so ("không phải mất, chỉ bị rách"), and what that is: before "mà", "chỉ" or "nữa", and in a
    follow-up also before a comma or the end. As it is where nothing else would be left."""
    found = _CORRECTED.search(question)
    if not found or not (is_follow_up or found["stop"].strip(" ,.;")):
        return question, ""
    rest = f"{question[: found.start()]} {question[found.end() :]}"
    return (rest, found["what"]) if len(tokens(rest)) >= SHORTEST_REST else (question, "")
