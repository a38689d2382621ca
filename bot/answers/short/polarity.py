"""Whether two sayings deny the same things: who "has got the letter" is not answered by what holds for who "has not got it"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from indexer.language import fold

DENIALS = frozenset({"không", "chưa", "chẳng", "chả", "hổng", "hông", "khỏi", "hết"})
"""Before what is denied; at the end of a saying they ask ("được không", "xong chưa")."""
OPEN = frozenset({"được", "có", "phải", "thì", "mà", "nên", "cần"})
"""Behind "không" and "chưa" where these end a question within a sentence ("chưa tới tuổi có được không, …")."""
REACH = 4  # syllables behind a denial that it denies


def denied(syllables: Sequence[str]) -> frozenset[str]:
    """The words (folded) of `syllables`, with their accents, that are denied: those soon behind a denial, where any stand there."""
    found: set[str] = set()
    for place, syllable in enumerate(syllables):
        if syllable in DENIALS:
            found.update(map(fold, syllables[place + 1 : place + 1 + REACH]))
    return frozenset(found)


def agree(said: Sequence[str], wordings: Iterable[Sequence[str]], about: Collection[str]) -> bool:
    """Whether of `wordings` (syllables) one that has most of the words `about` (folded) denies one of them where `said` does, and none
    where `said` denies none; so it is where none of them has any."""
    shared = [(frozenset(map(fold, wording)) & frozenset(about), wording) for wording in wordings]
    most = max((len(words) for words, _ in shared), default=0)
    if not most:
        return True
    denies = denied(said)
    alike = ((words, denied(wording)) for words, wording in shared if len(words) == most)
    return any(denies.isdisjoint(words) == others.isdisjoint(words) for words, others in alike)
