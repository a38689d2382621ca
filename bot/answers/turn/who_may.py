"""Keeps from a person what a person cannot apply for: what only authorities use, and an organisation's twin of what is theirs."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.turn.judging import is_clear
from indexer.ranking.hits import Hit, Scored
from indexer.ranking.search import Index
from knowledge.cues.speakers import Speaking
from knowledge.records.applicant_class import ApplicantClass


class WhoMay:
    """Reads one index, and by the words of a question for whom it is asked."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._cues = index.lexicon.speakers

    def open_to(self, question: str, scored: Scored) -> Scored:
        """`scored` as far as it is open to who asks `question`: to a person nothing that only authorities use, however well it fits."""
        return self._index.open_to_people(scored) if self._speaking(question) is Speaking.PERSON else scored

    def lets(self, question: str, codes: Sequence[str]) -> bool:
        """Whether who asks `question` may be told of all of `codes`: of its halves one may not say who asks."""
        closed = any(self._index.applicants(code) is ApplicantClass.AUTHORITY for code in codes)
        return not closed or self._speaking(question) is not Speaking.PERSON

    def ordered(self, question: str, hits: Sequence[Hit], scored: Scored) -> Sequence[Hit]:
        """`hits` of `scored`, best first; a first that no person may apply for gives way to the nearest of its field that they may, where
        it does not clearly lead that: an organisation's where a person asks, an authorities' also where nobody says who asks."""
        speaking = self._speaking(question)
        if not hits or speaking is Speaking.BODY or not self._gives_way(hits[0], speaking):
            return hits
        field = self._index.field(hits[0].record_id)
        for hit in hits[1:]:
            if self._is_personal(hit) and self._index.field(hit.record_id) == field and not is_clear((hits[0], hit)):
                return [self._index.explain(hit, scored), *(other for other in hits if other is not hit)]
        return hits

    def _gives_way(self, hit: Hit, speaking: Speaking) -> bool:
        found = self._index.applicants(hit.record_id)
        return found is ApplicantClass.AUTHORITY or (speaking is Speaking.PERSON and not self._is_personal(hit))

    def _is_personal(self, hit: Hit) -> bool:
        found = self._index.applicants(hit.record_id)
        return found is not None and found.is_personal

    def _speaking(self, question: str) -> Speaking:
        return self._cues.heard(" ".join(self._index.spelled(question)))
