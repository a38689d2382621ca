"""Hears that it is asked what one must do or have ("có phải xin giấy môi trường không"): such a message is no complaint, no small talk.

The words are content (thread.yaml: duties, duties_unless). Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from indexer.query.patterns import Patterns
from knowledge.cues.vocabulary import ThreadCues

ASKED, UNLESS = "asked", "unless"


class DutyRule:
    """Made once of the content; holds no state."""

    def __init__(self, content: ThreadCues) -> None:
        patterns = [*((cue, ASKED) for cue in content.duties), *((cue, UNLESS) for cue in content.duties_unless)]
        self._patterns = Patterns(patterns, {}, str)

    def heard(self, syllables: Sequence[str]) -> bool:
        """Whether `syllables`, with their accents, ask so; who tells of another ("hàng xóm không xin phép") complains."""
        return {kind for _, _, kind, _ in self._patterns.found(syllables)} == {ASKED}
