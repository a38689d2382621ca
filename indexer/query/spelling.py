"""Spelling: what was typed, put right, and the accents that were left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from indexer.language import LONGEST_QUESTION, has_marks, tokens, without_marks
from indexer.query.accents import Accents
from indexer.query.lexicon import Lexicon
from indexer.query.phrases import Phrases
from indexer.query.runs import WHETHER, Syllable
from indexer.query.syllable_corrector import SyllableCorrector
from knowledge.cues.vocabulary import TermKind

MARKED_SHARE = 0.7  # a question with more accented syllables was typed with all of them: of written Vietnamese three in four are
MOST_MENDED = 40  # unknown syllables of a message that are put right: each takes up to a third of a millisecond
BARE_SHARE = 0.1  # a question with fewer accented syllables was typed without diacritics: none of its accents is to be trusted
_AGE = re.compile(r"(?<!\w)(?<!tải )([1-9]\d?)t(?!\w)", re.IGNORECASE)  # "em gái 10t"; a lorry of 5t has tonnes

_CALLED = r"(?:em|e|ạ|a|anh|chị|chi|ad|cô|co|chú|chu|bác|bac|con|cháu|chau|ơi|oi|vậy|vay|z|nhỉ|ta|mình|minh|cán bộ|can bo)"
_ASKS_AT_THE_END = re.compile(  # "có mất tiền hong vậy em", "làm được hem": không, as it is said in the south; elsewhere hỏng, hẻm
    rf"(?<=\s)(?<!bị )(?<!bi )(?<!hư )(?<!hu )(?:hong|hông|hem|hăm|(?<=được )hôn|(?<=duoc )hon|(?<=đc )hôn|(?<=dc )hon)"
    rf"(?=(?:\s+{_CALLED})*\W*$)",
    re.IGNORECASE,
)
_SPEAKER_FIRST = {"toi": "tôi"}  # of all that is written tới is commoner


def _shortened(question: str) -> str:
    """A long story's beginning and end: people say what they want in one of them."""
    if len(question) <= LONGEST_QUESTION:
        return question
    half = LONGEST_QUESTION // 2
    beginning, _, _ = question[:half].rpartition(" ")
    _, _, end = question[-half:].partition(" ")
    return f"{beginning} {end}"


def with_ages(text: str) -> str:
    """`text` with "10t" written out as an age."""
    return _AGE.sub(r"\1 tuổi", text)


def _spoken_out(question: str) -> str:
    """`question` with an age and the word that asks at its end written out."""
    return _ASKS_AT_THE_END.sub(WHETHER, with_ages(question))


class SpellingCorrector:
    """Puts questions right by one lexicon."""

    def __init__(self, lexicon: Lexicon, accents: Accents) -> None:
        self._accents = accents
        self._corrector = SyllableCorrector(lexicon.syllables)
        self.is_usual = self._corrector.is_usual
        shortened = {kind: {term.everyday: term.official for term in lexicon.terms if term.kind is kind} for kind in TermKind}
        self._typing = Phrases(shortened[TermKind.TYPING], lambda _: False)
        self._short = Phrases(shortened[TermKind.ABBREVIATION], self.is_usual)

    def put_right(self, question: str) -> tuple[Syllable, ...]:
        """The syllables of `question`, as they were typed and as they were most likely meant."""
        said = tokens(_spoken_out(_shortened(question)))
        marked = sum(map(has_marks, tokens(_shortened(question))))
        syllables = self._written_out(said)
        if marked > MARKED_SHARE * len(said):
            return tuple(map(Syllable, syllables, syllables))
        if marked > BARE_SHARE * len(said):
            return tuple(map(Syllable, syllables, self._restored(syllables)))
        bare = list(map(without_marks, syllables))
        return tuple(map(Syllable, bare, self._restored(bare)))

    def _restored(self, syllables: Sequence[str]) -> list[str]:
        first = _SPEAKER_FIRST.get(syllables[0]) if len(syllables) > 1 else None
        restored = self._accents.restored(syllables)
        return [first, *restored[1:]] if first else list(restored)

    def as_read(self, cues: Mapping[str, str]) -> dict[str, str]:
        """`cues` as they are written and as questions are put right ("làm online" → "làm trực tuyến")."""
        read = {" ".join(self._written_out(tokens(cue))): value for cue, value in cues.items()}
        return read | dict(cues)

    def _written_out(self, syllables: Sequence[str]) -> list[str]:
        mended = list(self._mended(self._replaced(syllables, self._typing)))
        return self._replaced(self._replaced(mended, self._typing), self._short)

    def _mended(self, syllables: Sequence[str]) -> Iterator[str]:
        """Each put right; beyond MOST_MENDED that nobody knows it is no message in Vietnamese, and the rest stands as it was typed."""
        unknown = 0
        for syllable in syllables:
            unknown += not self._corrector.is_known(syllable)
            yield from self._corrector.mend(syllable) if unknown <= MOST_MENDED else (syllable,)

    def _replaced(self, syllables: Sequence[str], phrases: Phrases) -> list[str]:
        made: list[str] = []
        last = 0
        for begin, end, official in phrases.spans(syllables):
            made += syllables[last:begin]
            made += tokens(official)
            last = end
        return made + list(syllables[last:])
