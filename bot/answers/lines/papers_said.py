"""What the official list of papers says by itself: which are originals, which copies, and which names speak of certifying or proxies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answers.lines.paper_questions import PaperQuestion
from bot.wording import PaperWords, Wording
from knowledge.records.procedure import Part, Procedure, RequiredDocument

MOST = 6  # papers named in one answer: the part itself shows the others
_NAMED = {
    PaperQuestion.CERTIFIED: re.compile(r"công chứng|chứng thực", re.IGNORECASE),
    PaperQuestion.PROXY: re.compile(r"ủy quyền|uỷ quyền", re.IGNORECASE),
}


def counted(paper: RequiredDocument, words: PaperWords) -> str:
    """The paper's name, with how many originals and copies of it are wanted where that is written."""
    counts = [words.originals.format(count=paper.originals)] if paper.originals else []
    counts += [words.copies.format(count=paper.copies)] if paper.copies else []
    return words.counted.format(name=paper.name, counts=", ".join(counts)) if counts else paper.name


class PapersSaid:
    """Puts it into a sentence; made once, holds no state. Nothing is concluded that is not written: a paper is quoted by its name."""

    def __init__(self, wording: Wording) -> None:
        self._words = wording.verdicts
        self._papers = wording.papers

    def of(self, record: Procedure, asked: PaperQuestion, *, lists: bool) -> str:
        """The sentence that answers; "" where the list says nothing of it, or a guide speaks for it. `lists`: the papers are shown under
        it anyway."""
        if not record.documents or record.is_guided(Part.DOCUMENTS):
            return ""
        return self._copies(record, lists=lists) if asked is PaperQuestion.COPIES else self._named(record, asked)

    def _copies(self, record: Procedure, *, lists: bool) -> str:
        papers = list(dict.fromkeys(record.documents))
        if not any(paper.originals or paper.copies for paper in papers):
            return ""
        words, is_whole = self._words, not record.documents_left
        if all(paper.originals and not paper.copies for paper in papers):
            return words.originals if is_whole else words.originals_listed
        if all(paper.copies and not paper.originals for paper in papers):
            return words.copies if is_whole else words.copies_listed
        return words.either if lists else "\n".join([words.either, *self._listed(papers)])

    def _listed(self, papers: list[RequiredDocument]) -> Iterator[str]:
        told = [paper for paper in papers if paper.originals or paper.copies][:MOST]
        yield from (f"- {counted(paper, self._papers)}" for paper in told)
        if more := len(papers) - len(told):
            yield self._words.more_papers.format(count=more)

    def _named(self, record: Procedure, asked: PaperQuestion) -> str:
        names = list(dict.fromkeys(paper.name for paper in record.documents if _NAMED[asked].search(paper.name)))
        quoted = "; ".join(f"“{name.rstrip(' .;')}”" for name in names[:MOST])
        return self._words.papers_say.format(papers=quoted) if quoted else ""
